"""What holds of features and outcomes on any registry, drawn at random and nasty on purpose.

Few co-operatives, few records and few days, so that ties, corrections of one day, voids, re-dated
records, back-dated states, rows known before they happen and month ends all meet.
"""

from datetime import date, timedelta
from random import Random

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given
from hypothesis import strategies as st

from coopscore.calendar import jalali, months
from coopscore.errors import EmptyCohort
from coopscore.schema import TABLES
from features.build import build_matrix, build_outcomes
from features.catalogue import CATALOGUE
from features.cohorts import COHORTS
from features.engines import judge, kernel
from features.facts import MemoryFacts
from features.grid import Grid
from features.labels import LABELS
from features.peer_shelf import MemoryShelf
from features.plan import compile_plan
from features.signs import GRID_DAY, OPEN_CYCLE, SINCE_GRID_DAY, SINCE_THE_ONE_BEFORE
from features.spec import (
    Events,
    Spans,
    States,
    below,
    greatest,
    least,
    mean,
    ratio,
    share,
    slope,
    spread,
)

COOPS = ("A", "ب")
POOL = (
    date(2016, 2, 29),
    date(2017, 2, 28),
    date(2018, 1, 31),
    date(2018, 2, 28),
    date(2018, 3, 31),
    date(2018, 12, 31),
    jalali(1395, 12, 30),  # a leap year: 2017-03-20
    jalali(1396, 12, 29),
    jalali(1396, 6, 31),
    jalali(1396, 7, 30),
)
DAY = st.builds(lambda day, by: day + timedelta(by), st.sampled_from(POOL), st.integers(-1, 1))
AS_OFS = st.lists(DAY, min_size=1, max_size=5, unique=True)
CALENDAR = st.sampled_from(["gregorian", "jalali"])
AMOUNT = st.one_of(st.none(), st.integers(-3, 3), st.integers(-(2**49), 2**49))
COUNT = st.one_of(st.none(), st.integers(0, 4))
FLAG = st.sampled_from([None, True, False])
STAGE = ("registered", "dissolved", "merged", "in_liquidation")
ACTIVITY = ("operating", "dormant", "unknown")
STATUS_CODE = st.one_of(
    st.tuples(st.just("registry_stage"), st.sampled_from(STAGE)),
    st.tuples(st.just("activity_status"), st.sampled_from(ACTIVITY)),
)
OWN = {
    "filing": {
        "kind": st.sampled_from(["statement", "tax_return"]),
        "delay_days": COUNT,
        "audited": FLAG,
    },
    "statement_line": {
        "line_code": st.sampled_from(["turnover", "profit_before_tax"]),
        "amount": AMOUNT,
        "currency": st.sampled_from(["GBP", "IRR", "BRL"]),
    },
    "assembly": {
        "kind": st.just("annual_ordinary"),
        "outcome": st.sampled_from([None, "held", "not_quorate"]),
        "members_total": COUNT,
        "members_present": COUNT,
    },
    "facility": {
        "facility_id": st.sampled_from(["f", "g"]),
        "principal": st.integers(1, 5),
        "settled_on": st.one_of(st.none(), DAY),
        "settled_known_on": st.one_of(st.none(), DAY),
    },
    "facility_month": {
        "facility_id": st.sampled_from(["f", "g"]),
        "dpd_days": COUNT,
        "class": st.sampled_from(["current", "past_due", "deferred"]),
        "rescheduled": FLAG,
        "decree": FLAG,
    },
    "yearly_figures": {"members": COUNT, "employees": COUNT},
    "cooperative": {
        "name": st.just("n"),
        "founded_on": st.one_of(st.none(), DAY),
        "legal_form": st.sampled_from([None, "worker", "consumer"]),
        "authority": st.sampled_from([None, "mcls", "corc"]),
        "registered_on": st.one_of(st.none(), DAY),
        "fiscal_year_end": st.sampled_from([None, "12-29", "06-31", "09-30", "13-01", "۱۲-۲۹"]),
    },
    "status_event": {"status": STATUS_CODE},
    "officer_term": {
        "role": st.sampled_from(["board_main", "ceo"]),
        "end": st.one_of(st.none(), DAY),
    },
    "obligation": {
        "kind": st.sampled_from(["statement", "tax_return"]),
        "period_end": st.just(date(2016, 1, 1)),
        "fulfilled_on": st.one_of(st.none(), DAY),
        "fulfilled_known_on": st.one_of(st.none(), DAY),
    },
}


def rows_of(name, day):
    """Row versions of a table: days, record ids and versions collide, their keys never do."""
    row = st.fixed_dictionaries(
        {
            "coop_id": st.sampled_from(COOPS),
            "record_id": st.sampled_from(["r", "s", "ز"]),
            "version": st.integers(1, 2),
            "voided": st.sampled_from([False, False, False, True]),
            "happened": day,
            "known": day,
            **OWN[name],
        }
    )
    key = ("coop_id", "record_id", "known", "version")
    return st.lists(
        row, min_size=2, max_size=12, unique_by=lambda row: tuple(row[part] for part in key)
    )


def stored(name, rows):
    plain = [
        {"hindsight": False, "batch": 1, "digest": "", **row}
        | dict(zip(("axis", "to_code"), row.get("status", ()), strict=False))
        for row in rows
    ]
    return pa.Table.from_pylist(
        [{k: v for k, v in row.items() if k != "status"} for row in plain],
        schema=TABLES[name].arrow(),
    )


REGISTRATION = [
    {
        "coop_id": coop_id,
        "record_id": "registration",
        "version": 1,
        "voided": False,
        "happened": date(2015, 1, 1),
        "known": date(2015, 1, 1),
        "status": ("registry_stage", "registered"),
    }
    for coop_id in COOPS
]


@st.composite
def registries(draw):
    """Facts in which everybody was registered once; what follows is up to chance."""
    day = st.sampled_from(draw(st.lists(DAY, min_size=2, max_size=4, unique=True)))
    tables = {name: draw(rows_of(name, day)) for name in OWN}
    tables["status_event"] += REGISTRATION
    return MemoryFacts({name: stored(name, rows) for name, rows in tables.items()}, 1)


FILINGS = Events("filing", happened="period_end", known="received_on")
LINES = Events("statement_line", happened="period_end", known="received_on")
TURNOVER = LINES.where(line_code="turnover")
HELD = Events("assembly", happened="held_on", known="minutes_received_on")
FIGURES = States("yearly_figures", happened="year_end", known="received_on")
FORM = States("cooperative", happened="valid_from", known="recorded_at")
STATUS = States("status_event", happened="valid_from", known="recorded_at")
CHANGES = Events("status_event", happened="valid_from", known="recorded_at")
TERMS = Spans("officer_term", happened="start", known="registered_on")
DUTIES = Spans("obligation", happened="due_on", known="recorded_at")
SPANS = (TERMS, TERMS.where(role="ceo"), DUTIES, DUTIES.where(kind="statement"))
PROFIT = LINES.where(line_code="profit_before_tax")
MARGINS = tuple(
    ratio(profit, turnover)
    for profit, turnover in zip(
        PROFIT.recent("amount", last=4), TURNOVER.recent("amount", last=4), strict=True
    )
)
SUMMARISED = (
    FILINGS.recent("delay_days", last=2),
    FILINGS.recent("audited", last=3),
    FILINGS.gaps(last=3),
    TURNOVER.recent("amount", last=3, real=True),
    TURNOVER.recent("amount", last=4),
    FIGURES.recent("members", last=3),
    MARGINS,
)
VALUES = (
    FILINGS.count(),
    *(FILINGS.where(kind="statement").count(within=months(n)) for n in (1, 2, 12, 36)),
    *(FILINGS.where(kind="statement").arrived(within) for within in (None, months(1), months(12))),
    *(DUTIES.arrived(within=months(n)) for n in (1, 12)),
    HELD.where(members_total=(0, 2), members_present=1).count(),
    *(LINES.sum("amount", within=within) for within in (None, months(1), months(12))),
    FILINGS.where(audited=True).latest("delay_days"),
    FILINGS.latest("kind", nth=2),
    FILINGS.latest("audited"),
    *(FILINGS.since(nth) for nth in (1, 2, 4)),
    *(FILINGS.gap(nth) for nth in (1, 3)),
    FILINGS.latest("kind", nth=4),
    STATUS.where(axis="activity_status").gap(),
    *(of(values) for of in (mean, least, greatest, slope, spread) for values in SUMMARISED),
    *(below(values, limit) for limit in (0, 1.5) for values in SUMMARISED),
    TURNOVER.change("amount"),
    TURNOVER.change("amount", real=True),
    ratio(TURNOVER.latest("amount", real=True), TURNOVER.latest("amount", nth=2, real=True)),
    ratio(TURNOVER.latest("amount"), TURNOVER.latest("amount", nth=2)),
    ratio(TURNOVER.change("amount"), HELD.sum("members_total")),
    share(FILINGS.where(audited=True).count(), FILINGS.with_values("audited").count()),
    share(HELD.sum("members_present"), HELD.sum("members_total")),
    FIGURES.latest("members"),
    FIGURES.change("members"),
    FIGURES.since(),
    FORM.age("founded_on"),
    FORM.age("founded_on", unit="years"),
    FORM.latest("legal_form", nth=2),
    STATUS.where(axis="registry_stage").latest("to_code"),
    STATUS.where(axis="activity_status").since(),
    CHANGES.where(to_code=("dormant", "unknown")).count(within=months(12)),
    *(value for of in SPANS for value in (of.open(), of.open_days(), of.since_end())),
    *(of.days(within) for of in SPANS for within in (None, months(1), months(12))),
    DUTIES.count(within=months(12)),
    DUTIES.latest("kind"),
    TERMS.gap(),
    GRID_DAY,
    SINCE_GRID_DAY,
    SINCE_THE_ONE_BEFORE,
    OPEN_CYCLE,
)


def bits(cells):
    """Cells as their bits, so that -0.0 is not 0.0; None where missing."""
    if pa.types.is_string(cells.type):
        return cells.to_pylist()
    return [None if cell is None else cell.hex() for cell in cells.to_pylist()]


def built(facts, as_ofs, calendar, **changes):
    """The catalogue's whole matrix, by its rows; no rows where nobody belongs."""
    asked = {"features": tuple(CATALOGUE.values()), "cohort": "registered"}
    try:
        matrix = build_matrix(facts, as_ofs=as_ofs, calendar=calendar, **asked | changes)
    except EmptyCohort:
        return None
    return matrix


def rows(matrix, keep=lambda row: True):
    return [] if matrix is None else [row for row in matrix.table.to_pylist() if keep(row)]


def known_by(facts, day):
    """The same facts without all that was learned after the day, ends of spans among it."""
    tables = {
        name: unended(table.filter(pc.less_equal(table["known"], pa.scalar(day))), name, day)
        for name, table in facts.tables.items()
    }
    return MemoryFacts(tables, facts.batch)


def unended(table, name, day):
    """The table, its ends and the days on which they were known empty where that was later."""
    if (told := TABLES[name].ends_known) is None:
        return table
    later = pc.fill_null(pc.greater(table[told], pa.scalar(day)), True)
    for column in TABLES[name].ending:
        place = table.schema.get_field_index(column)
        kept = pc.if_else(later, pa.scalar(None, pa.date32()), table[column])
        table = table.set_column(place, column, kept)
    return table


@given(registries(), AS_OFS, CALENDAR)
def test_the_kernel_is_acquitted_by_the_judge_to_the_bit(facts, as_ofs, calendar):
    grid, plan = Grid.of(COOPS, as_ofs, calendar), compile_plan(VALUES)
    tables = plan.tables(facts, COOPS)
    for days in (
        grid.looking_back(),
        grid.looking_ahead(months(12), months(1)),
        grid.looking_again(months(1), months(1)),
    ):
        told = kernel.run(plan, tables, grid.coop_ids, days)
        judged = judge.run(plan, tables, grid.coop_ids, days)
        for value, left, right in zip(VALUES, told, judged, strict=True):
            assert bits(left) == bits(right), value


@given(registries(), AS_OFS, CALENDAR, st.sampled_from(sorted(LABELS)))
def test_whole_matrices_and_outcomes_of_both_engines_are_one(facts, as_ofs, calendar, label):
    one, two = (built(facts, as_ofs, calendar, engine=name) for name in ("kernel", "judge"))
    assert (one is None) == (two is None)
    if one is None or two is None:
        return
    assert one.hash == two.hash
    outcomes = [
        build_outcomes(
            facts,
            label=label,
            matrix=one,
            horizon=months(12),
            maturity=months(1),
            until=date(2019, 1, 30),
            engine=name,
        )
        for name in ("kernel", "judge")
    ]
    assert outcomes[0].equals(outcomes[1])


@given(registries(), DAY, CALENDAR)
def test_deleting_all_that_was_learned_after_a_day_changes_no_feature_of_that_day(
    facts, as_of, calendar
):
    assert rows(built(known_by(facts, as_of), [as_of], calendar)) == rows(
        built(facts, [as_of], calendar)
    )


@given(registries(), DAY, CALENDAR)
def test_no_value_looks_past_its_day_not_even_at_the_end_of_a_span(facts, as_of, calendar):
    grid, plan = Grid.of(COOPS, [as_of], calendar), compile_plan(VALUES)
    then, now = (
        kernel.run(plan, plan.tables(of, COOPS), grid.coop_ids, grid.looking_back())
        for of in (known_by(facts, as_of), facts)
    )
    for value, left, right in zip(VALUES, then, now, strict=True):
        assert bits(left) == bits(right), value


@given(registries(), DAY, CALENDAR, st.sampled_from(sorted(LABELS)))
def test_an_outcome_rests_on_what_was_known_by_its_knowledge_day(facts, as_of, calendar, label):
    matrix = built(facts, [as_of], calendar)
    if matrix is None:
        return
    grid = Grid.of(COOPS, [as_of], calendar)
    (ripe,) = grid.matured(months(6), months(1))
    asked = {"label": label, "matrix": matrix, "horizon": months(6), "maturity": months(1)}
    now = build_outcomes(facts, until=date(2030, 1, 1), **asked)
    # Rows of cycles are known on days of their own.
    own = now["known_on"].to_pylist() if "known_on" in now.column_names else [ripe] * len(now)
    for day in set(own):
        then = build_outcomes(known_by(facts, day), until=day, **asked)
        at = [place for place, known in enumerate(own) if known == day]
        assert then.take(at).equals(now.take(at))


# One that looks ahead is asked of with the day that is looked from (tests/features/test_cohorts).
SEEN = sorted(name for name, cohort in COHORTS.items() if cohort.ahead is None)


@given(registries(), AS_OFS, CALENDAR, st.sampled_from(SEEN))
def test_both_engines_call_the_same_members(facts, as_ofs, calendar, cohort):
    asked = {"cohort": cohort, "features": [CATALOGUE["age_years"]]}
    one, two = (built(facts, as_ofs, calendar, engine=e, **asked) for e in ("kernel", "judge"))
    assert (one and one.hash) == (two and two.hash)


@given(registries(), AS_OFS, st.randoms(use_true_random=False))
def test_shuffling_rows_changes_nothing(facts, as_ofs, random):
    mixed = MemoryFacts({name: shuffled(t, random) for name, t in facts.tables.items()}, 1)
    assert rows(built(mixed, as_ofs, "jalali")) == rows(built(facts, as_ofs, "jalali"))


def shuffled(table: pa.Table, random: Random) -> pa.Table:
    order = list(range(table.num_rows))
    random.shuffle(order)
    return table.take(pa.array(order, pa.int64()))


@given(registries(), AS_OFS, CALENDAR, st.sampled_from(COOPS), st.integers(1, 3))
def test_building_one_cooperative_equals_building_many(facts, as_ofs, calendar, coop_id, chunk):
    shelf = MemoryShelf()
    many = built(facts, as_ofs, calendar, peers=shelf)
    alone = built(facts, as_ofs, calendar, peers=shelf, coop_ids=[coop_id])
    assert rows(alone) == rows(many, lambda row: row["coop_id"] == coop_id)
    in_chunks = built(facts, as_ofs, calendar, chunk=chunk)
    assert (in_chunks and in_chunks.hash) == (many and many.hash)


@given(registries(), AS_OFS, AS_OFS, CALENDAR)
def test_more_days_on_the_grid_change_none_of_the_others(facts, as_ofs, more, calendar):
    few = built(facts, as_ofs, calendar)
    many = built(facts, [*as_ofs, *more], calendar)
    assert rows(few) == rows(many, lambda row: row["as_of"] in as_ofs)


@given(registries(), DAY, DAY, DAY)
def test_a_filing_that_arrives_late_is_invisible_before_it_arrives(facts, happened, known, as_of):
    late = {
        "coop_id": "A",
        "record_id": "late",
        "version": 1,
        "voided": False,
        "happened": happened,
        "known": known,
        "kind": "statement",
        "delay_days": 400,
        "audited": True,
    }
    filings = pa.concat_tables([facts.tables["filing"], stored("filing", [late])])
    after = MemoryFacts({**facts.tables, "filing": filings}, 1)
    plan = compile_plan([FILINGS.count()])

    def counted(of):
        days = Grid.of("A", [as_of], "jalali").looking_back()
        return kernel.run(plan, plan.tables(of, "A"), ("A",), days)[0][0].as_py()

    seen = known <= as_of and happened <= as_of
    assert counted(after) == counted(facts) + seen
    if known > as_of:
        assert rows(built(after, [as_of], "jalali")) == rows(built(facts, [as_of], "jalali"))
