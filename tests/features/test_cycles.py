"""Cycles: from grid day to grid day, what is still open of them, and what became of them."""

from datetime import date

import pytest

from coopscore.calendar import jalali, months
from coopscore.errors import InvalidDefinition, UnknownName
from features.build import build_matrix, build_outcomes
from features.catalogue import CATALOGUE
from features.spec import States

REGISTERED = """
coop  happened    known       axis             to_code       reason
A     2010-01-01  2010-01-01  registry_stage   registered    -
A     2010-01-01  2010-01-01  activity_status  operating     -
"""
HELD = "coop  happened    known       kind             outcome"
FORM = "coop  happened    known       founded_on  authority  fiscal_year_end"

MEHR_94, MEHR_95, MEHR_96 = (jalali(year, 7, 30) for year in (1394, 1395, 1396))
TIR_95 = jalali(1395, 4, 31)


@pytest.fixture
def rows(drawn, engine):
    """`rows(days, held=[...], year_end="12-29")`: the matrix of co-operative A, and its facts."""

    def built(days, held=(), year_end="12-29", cohort="registered", status=()):
        facts = drawn(
            status_event="\n".join([REGISTERED.strip(), *status]),
            assembly="\n".join([HELD, *held]),
            cooperative=f"{FORM}\nA     2010-01-01  2010-01-01  2005-01-01  mcls  {year_end}",
        )
        matrix = build_matrix(
            facts,
            features=[CATALOGUE["months_to_grid_day"]],
            cohort=cohort,
            as_ofs=days,
            calendar="jalali",
            engine=engine,
        )
        return facts, matrix

    return built


@pytest.fixture
def ahead(rows):
    """`ahead(days, ...)`: months to the end of the first open cycle on each day."""

    def told(days, **said):
        return rows(days, **said)[1].table["months_to_grid_day"].to_pylist()

    return told


@pytest.fixture
def came(rows, engine):
    """`came(days, ...)`: states of the first open cycle, or of the one after."""

    def told(days, later=0, until=date(2020, 1, 1), **said):
        facts, matrix = rows(days, **said)
        table = build_outcomes(
            facts, label="cycle_silence", matrix=matrix, horizon=months(12), maturity=months(3),
            until=until, later=later, engine=engine,
        )  # fmt: skip
        return table["state"].to_pylist()

    return told


def held_on(day, known=None):
    return f"A     {day}  {known or day}  annual_ordinary  held"


def test_on_its_grid_day_twelve_months_lie_ahead(ahead):
    days = [MEHR_94, jalali(1394, 10, 30), jalali(1395, 1, 31), TIR_95, MEHR_95]
    assert ahead(days) == [12, 9, 6, 3, 12]


def test_who_gave_a_sign_since_its_grid_day_is_asked_about_the_next_cycle(ahead):
    days = [MEHR_94, jalali(1394, 10, 30), jalali(1395, 1, 31), TIR_95, MEHR_95]
    # 1 Bahman 1394, told a month later.
    sign = held_on("2016-01-21", "2016-02-20")
    assert ahead(days, held=[sign]) == [12, 9, 18, 15, 12]


def test_a_sign_of_the_grid_day_itself_is_of_the_cycle_before(ahead):
    days = [TIR_95]
    assert ahead(days, held=[held_on(MEHR_94)]) == [3]
    assert ahead(days, held=[held_on(jalali(1394, 8, 1))]) == [15]


def test_within_a_month_months_are_counted_as_begun(ahead):
    assert ahead([jalali(1395, 6, 31), jalali(1395, 7, 1), jalali(1395, 8, 1)]) == [1, 1, 12]


@pytest.mark.parametrize(
    ("year_end", "months_ahead"),
    [("06-31", 6), ("09-30", 9), ("12-29", 12), ("-", 12), ("13-01", 12), ("Esfand", 12)],
)
def test_the_grid_day_is_seven_months_after_the_end_of_its_own_year(ahead, year_end, months_ahead):
    assert ahead([MEHR_94], year_end=year_end) == [months_ahead]


def test_who_is_not_on_record_closes_its_year_with_esfand(drawn, engine):
    facts = drawn(status_event=REGISTERED)
    matrix = build_matrix(
        facts, features=[CATALOGUE["months_to_grid_day"]], cohort="registered",
        as_ofs=[TIR_95], calendar="jalali", engine=engine,
    )  # fmt: skip
    assert matrix.table["months_to_grid_day"].to_pylist() == [3]


def test_a_cycle_without_a_sign_ends_silent_however_late_it_is_asked_about(came):
    assert came([MEHR_94, jalali(1394, 10, 30), TIR_95]) == ["event", "event", "event"]


def test_a_sign_in_what_is_left_of_the_cycle_is_life(came):
    # 1 Mordad 1395: after 31 Tir, and before the cycle ends.
    assert came([MEHR_94, TIR_95], held=[held_on("2016-07-22")]) == ["none", "none"]
    # 1 Aban 1395 is of the next cycle.
    assert came([MEHR_94, TIR_95], held=[held_on(jalali(1395, 8, 1))]) == ["event", "event"]


def test_who_is_settled_is_asked_from_grid_day_to_grid_day(came):
    first = held_on(jalali(1394, 9, 1))
    # On 31 Tir the sign is known: the row asks of the cycle that begins on 30 Mehr 1395.
    assert came([TIR_95], held=[first]) == ["event"]
    assert came([TIR_95], held=[first, held_on(MEHR_96)]) == ["none"]
    assert came([TIR_95], held=[first, held_on(MEHR_95)]) == ["event"]


def test_the_cycle_after_is_asked_for_whatever_came_of_the_first(came):
    assert came([MEHR_94], later=1) == ["event"]
    assert came([MEHR_94], later=1, held=[held_on(MEHR_96)]) == ["none"]


def test_rows_of_one_day_are_known_when_their_own_cycle_is(rows, engine):
    facts, matrix = rows([MEHR_94, TIR_95], held=[held_on(jalali(1394, 9, 1))])
    table = build_outcomes(
        facts, label="cycle_silence", matrix=matrix, horizon=months(12), maturity=months(3),
        until=jalali(1395, 10, 30), engine=engine,
    )  # fmt: skip
    assert table["known_on"].to_pylist() == [jalali(1395, 10, 30), jalali(1396, 10, 30)]
    assert table["state"].to_pylist() == ["none", "immature"]


def test_who_ended_before_a_later_cycle_began_is_censored_and_not_gone(came):
    ended = "A     2016-09-01  2016-09-02  registry_stage   dissolved     bankruptcy"
    first = held_on(jalali(1394, 9, 1))
    assert came([TIR_95], held=[first], status=[ended]) == ["censored"]


def test_who_was_quiet_since_its_grid_day_stays_among_the_awake(rows):
    # A sign of 1 Aban 1393, in the cycle that ended on 30 Mehr 1394; none since.
    sign = held_on(jalali(1393, 8, 1))
    _, matrix = rows([MEHR_94, TIR_95, MEHR_95], held=[sign], cohort="awake_in_cycle")
    assert matrix.table["as_of"].to_pylist() == [MEHR_94, TIR_95]


def test_a_matrix_that_does_not_tell_the_months_is_refused_by_name(drawn, engine):
    facts = drawn(status_event=REGISTERED)
    matrix = build_matrix(
        facts, features=[CATALOGUE["age_years"]], cohort="registered", as_ofs=[MEHR_94],
        calendar="jalali", engine=engine,
    )  # fmt: skip
    with pytest.raises(UnknownName, match="months_to_grid_day"):
        build_outcomes(
            facts, label="cycle_silence", matrix=matrix, horizon=months(12), maturity=months(3),
            until=date(2020, 1, 1), engine=engine,
        )  # fmt: skip


def test_only_text_of_the_state_in_force_tells_the_end_of_a_year():
    form = States("cooperative", happened="valid_from", known="recorded_at")
    assert form.grid_day("fiscal_year_end", after=months(7)).after == months(7)
    with pytest.raises(InvalidDefinition, match="no month and day"):
        form.grid_day("founded_on", after=months(7))
