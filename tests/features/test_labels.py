"""What became of a co-operative, as far as it could be known."""

from dataclasses import replace
from datetime import date

import pytest

from coopscore.calendar import months
from coopscore.errors import UnknownName
from features.build import build_matrix, build_outcomes
from features.catalogue import select
from features.labels import LABELS, label_named, reasons_told

REGISTERED = "A     2010-01-01  2010-01-01  registry_stage   registered"


@pytest.fixture
def outcomes(drawn, engine):
    """`outcomes(rows)`: states of co-operative A on the as-of days, 12 + 3 months ahead."""

    def told(rows, *days, until="2020-01-01"):
        header = "coop  happened    known       axis             to_code"
        facts = drawn(status_event="\n".join([header, REGISTERED, *rows]))
        matrix = build_matrix(
            facts,
            features=select(["age_years"]),
            cohort="registered",
            as_ofs=[date.fromisoformat(day) for day in days],
            calendar="gregorian",
            engine=engine,
        )
        table = build_outcomes(
            facts,
            label="exit",
            matrix=matrix,
            horizon=months(12),
            maturity=months(3),
            until=date.fromisoformat(until),
            engine=engine,
        )
        assert table.select(["coop_id", "as_of"]).equals(matrix.table.select(["coop_id", "as_of"]))
        return list(zip(table["state"].to_pylist(), table["outcome"].to_pylist(), strict=True))

    return told


def test_an_end_within_the_horizon_is_an_event(outcomes):
    rows = ["A     2016-06-01  2016-06-10  registry_stage   dissolved"]
    days = ("2015-05-31", "2015-06-01", "2016-05-31")
    assert outcomes(rows, *days) == [("none", 0), ("event", 1), ("event", 1)]


def test_an_end_known_after_maturity_is_not_seen(outcomes):
    rows = ["A     2016-05-01  2016-09-02  registry_stage   dissolved"]
    assert outcomes(rows, "2015-06-01", "2015-06-02") == [("none", 0), ("event", 1)]


def test_an_end_before_the_as_of_day_that_was_known_later_is_already_gone(outcomes):
    rows = ["A     2016-05-01  2016-09-02  registry_stage   dissolved"]
    assert outcomes(rows, "2016-05-01", "2016-09-01") == [("already_gone", None)] * 2
    merged = ["A     2016-05-01  2016-09-02  registry_stage   merged"]
    assert outcomes(merged, "2016-05-01") == [("already_gone", None)]


def test_one_that_ended_and_was_registered_again_is_not_gone(outcomes):
    rows = [
        "A     2012-05-01  2012-05-01  registry_stage   dissolved",
        "A     2013-05-01  2013-05-01  registry_stage   registered",
    ]
    assert outcomes(rows, "2014-01-01") == [("none", 0)]


def test_a_merger_or_loss_from_sight_is_censored(outcomes):
    merged = ["A     2016-05-01  2016-05-01  registry_stage   merged"]
    unknown = ["A     2016-05-01  2016-05-01  activity_status  unknown"]
    assert outcomes(merged, "2016-01-01") == [("censored", None)]
    assert outcomes(unknown, "2015-04-30", "2016-01-01") == [("none", 0), ("censored", None)]


def test_an_exit_that_is_seen_counts_though_sight_was_lost_too(outcomes):
    rows = [
        "A     2016-05-01  2016-05-01  activity_status  unknown",
        "A     2016-07-01  2016-07-01  registry_stage   dissolved",
    ]
    assert outcomes(rows, "2016-01-01") == [("event", 1)]


def test_a_row_is_immature_until_its_outcome_can_be_known(outcomes):
    rows = ["A     2016-02-01  2016-02-01  registry_stage   dissolved"]
    days = ("2015-06-01", "2015-06-02")
    assert outcomes(rows, *days, until="2016-09-01") == [("event", 1), ("immature", None)]
    assert outcomes(rows, *days, until="2016-08-31") == [("immature", None)] * 2


SILENCE = """
coop  record  v  void  happened    known       axis             to_code
A     a       1  no    2010-01-01  2010-01-01  registry_stage   registered
A     b       1  no    2010-01-31  2010-02-28  activity_status  operating
A     c       1  no    2015-10-31  2016-01-31  activity_status  silent
A     c       2  yes   2015-10-31  2016-09-30  activity_status  silent
"""


@pytest.fixture
def silences(drawn, engine):
    """`silences(rows, day, ...)`: states of co-operative A, whose silence of 2015 was voided."""

    def told(rows, *days):
        facts = drawn(status_event=SILENCE + "\n".join(rows))
        matrix = build_matrix(
            facts,
            features=select(["age_years"]),
            cohort="registered",
            as_ofs=[date.fromisoformat(day) for day in days],
            calendar="gregorian",
            engine=engine,
        )
        table = build_outcomes(
            facts,
            label="silence",
            matrix=matrix,
            horizon=months(12),
            maturity=months(3),
            until=date(2020, 1, 1),
            engine=engine,
        )
        return table["state"].to_pylist()

    return told


def test_silence_counts_where_its_first_month_ends_within_the_horizon(silences):
    # That month ends on 2015-10-31, one day beyond the horizon of the first day.
    assert silences([], "2014-10-30", "2014-10-31", "2015-06-29") == ["none", "event", "event"]


def test_a_silence_that_was_broken_by_the_time_the_label_is_ripe_never_was(silences):
    # On 2016-09-29 the silence stands; on 2016-09-30, 15 months after the second day, it is void.
    assert silences([], "2015-06-29", "2015-06-30", "2015-07-01") == ["event", "none", "none"]


def test_one_that_was_silent_before_the_as_of_day_for_good_is_already_gone(silences):
    rows = ["A     d       1  no    2017-10-31  2018-01-31  activity_status  silent"]
    assert silences(rows, "2017-10-30", "2017-10-31", "2018-01-01") == [
        "event",
        "already_gone",
        "already_gone",
    ]


def test_silence_is_silence_though_a_cooperative_was_dissolved_too(silences):
    rows = [
        "A     d       1  no    2017-09-30  2017-09-30  registry_stage   dissolved",
        "A     e       1  no    2017-10-31  2018-01-31  activity_status  silent",
    ]
    assert silences(rows, "2017-01-01") == ["event"]


def test_an_unknown_label_is_refused():
    with pytest.raises(UnknownName, match="There is no label luck"):
        label_named("luck")


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        (["A     2016-06-01  2016-06-10  activity_status  unknown"], ("event", 1)),
        ([], ("none", 0)),
        # The source tells of its end, so it was not lost from sight.
        (["A     2016-05-01  2016-06-01  registry_stage   dissolved"], ("none", 0)),
        (["A     2015-05-01  2016-06-01  registry_stage   dissolved"], ("already_gone", None)),
    ],
)
def test_removal_is_loss_from_sight_of_those_that_had_not_ended(drawn, engine, rows, state):
    header = "coop  happened    known       axis             to_code"
    facts = drawn(status_event="\n".join([header, REGISTERED, *rows]))
    matrix = build_matrix(
        facts,
        features=select(["age_years"]),
        cohort="registered_in_sight",
        as_ofs=[date(2015, 6, 1)],
        calendar="gregorian",
        engine=engine,
    )
    table = build_outcomes(
        facts,
        label="removal",
        matrix=matrix,
        horizon=months(12),
        maturity=months(3),
        until=date(2020, 1, 1),
        engine=engine,
    )
    assert [(table["state"][0].as_py(), table["outcome"][0].as_py())] == [state]


FACILITY = """
coop  record  v  void  happened    known       facility_id  principal  settled_on  settled_known_on
A     f       1  no    2013-01-01  2013-01-10  f            900        -           -
"""
FILING = "coop  record  v  void  happened    known       kind"
HELD = "coop  happened    known       kind             outcome"
ASKED = "coop  happened    known       kind"
PAID = "coop  record  v  void  happened  known  facility_id  dpd_days  class  rescheduled  decree"
STATUS = "coop  happened    known       axis            to_code     reason"
STANDING = "A     2010-01-01  2010-01-01  registry_stage  registered  -"


@pytest.fixture
def states(drawn, engine):
    """`states("dormancy", day, ..., filing=[...])`: states of co-operative A, 12 + 3 months."""
    headers = {
        "filing": FILING, "assembly": HELD, "change_request": ASKED, "facility_month": PAID,
        "guarantee_claim": "coop  happened    known       facility_id  state",
        "status_event": STATUS,
    }  # fmt: skip

    def told(label, *days, **tables):
        status = [STANDING, *tables.pop("status_event", [])]
        drawings = {
            name: "\n".join([headers[name], *rows])
            for name, rows in {**tables, "status_event": status}.items()
        }
        facts = drawn(facility=FACILITY, **drawings)
        matrix = build_matrix(
            facts,
            features=select(["age_years"]),
            cohort="registered",
            as_ofs=[date.fromisoformat(day) for day in days],
            calendar="gregorian",
            engine=engine,
        )
        span = {"horizon": months(12), "maturity": months(3), "until": date(2020, 1, 1)}
        table = build_outcomes(facts, label=label, matrix=matrix, engine=engine, **span)
        outcomes = {"event": 1, "none": 0}
        wanted = [outcomes.get(state) for state in table["state"].to_pylist()]
        assert table["outcome"].to_pylist() == wanted
        return table["state"].to_pylist()

    return told


def test_a_year_without_any_sign_of_life_is_dormancy(states):
    assert states("dormancy", "2015-06-01") == ["event"]


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("assembly", "A     2016-06-01  2016-08-01  annual_ordinary  held"),
        ("change_request", "A     2016-06-01  2016-08-01  board"),
        ("filing", "A     r       1  no    2015-03-20  2016-06-01  tax_return"),
        ("facility_month", "A  m  1  no  2016-05-31  2016-06-10  f  0  current  no  no"),
    ],
)
def test_any_sign_within_the_horizon_is_life_on_the_day_of_the_act(states, table, row):
    days = ("2015-05-31", "2015-06-01", "2016-05-30", "2016-06-01")
    expected = {
        # The last day of the horizon counts, and the as-of day itself does not.
        "facility_month": ["none", "none", "none", "event"],
    }.get(table, ["event", "none", "none", "event"])
    assert states("dormancy", *days, **{table: [row]}) == expected


def test_a_sign_within_the_horizon_is_a_revival_and_an_office_calling_it_active_is_none(states):
    called = ["A     2015-09-01  2015-10-01  activity_status  operating  -"]
    assert states("revival", "2015-06-01", status_event=called) == ["none"]
    filed = ["A     r       1  no    2015-03-20  2016-06-01  tax_return"]
    days = ("2015-05-31", "2015-06-01", "2016-05-31", "2016-06-01")
    assert states("revival", *days, filing=filed) == ["none", "event", "event", "none"]


def test_a_statement_of_a_year_before_is_a_sign_of_the_day_on_which_it_came(states):
    early = ["A     r       1  no    2016-03-20  2016-07-22  statement"]
    # Received within the horizon of the second day alone, though it speaks of both their years.
    assert states("dormancy", "2015-07-21", "2015-07-22", filing=early) == ["event", "none"]


def test_a_filing_that_came_before_is_no_sign_when_it_is_corrected(states):
    rows = [
        "A     r       1  no    2015-03-20  2015-05-01  statement",
        "A     r       2  no    2015-03-20  2015-09-01  statement",
    ]
    assert states("dormancy", "2015-04-30", "2015-06-01", filing=rows) == ["none", "event"]


def test_a_filing_that_never_was_is_no_sign_and_neither_is_an_auditors(states):
    rows = [
        "A     r       1  no    2015-03-20  2015-08-01  statement",
        "A     r       2  yes   2015-03-20  2015-09-01  statement",
        "A     s       1  no    2015-03-20  2015-08-01  audit_report",
    ]
    assert states("dormancy", "2015-06-01", filing=rows) == ["event"]


def test_minutes_that_come_after_maturity_show_nothing(states):
    rows = ["A     2016-05-01  2016-09-02  annual_ordinary  held"]
    assert states("dormancy", "2015-06-01", "2015-06-02", assembly=rows) == ["event", "none"]


def test_an_assembly_that_did_not_come_about_and_a_month_overdue_are_no_signs(states):
    assembly = ["A     2015-09-01  2015-09-02  annual_ordinary  not_quorate"]
    month = ["A  m  1  no  2015-09-30  2015-10-10  f  31  current  no  no"]
    assert states("dormancy", "2015-06-01", assembly=assembly, facility_month=month) == ["event"]


def test_one_that_ended_well_is_not_dormant_unless_it_showed_life_before(states):
    ended = ["A     2015-09-01  2015-09-02  registry_stage  dissolved   purpose_completed"]
    sign = ["A     2015-08-01  2015-08-02  annual_ordinary  held"]
    assert states("dormancy", "2015-06-01", status_event=ended) == ["censored"]
    assert states("dormancy", "2015-06-01", status_event=ended, assembly=sign) == ["none"]
    merged = ["A     2015-09-01  2015-09-02  registry_stage  merged      -"]
    assert states("dormancy", "2015-06-01", status_event=merged) == ["censored"]


def test_one_that_was_struck_off_without_a_sign_was_dormant_or_gone_before(states):
    struck = ["A     2015-09-01  2015-12-01  registry_stage  dissolved   stopped_over_1y"]
    found = states("dormancy", "2015-06-01", "2015-10-01", status_event=struck)
    assert found == ["event", "already_gone"]


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ("A  m  1  no  2016-06-01  2016-06-10  f  200  deferred   no   no", "event"),
        ("A  m  1  no  2016-06-02  2016-06-10  f  200  deferred   no   no", "none"),
        ("A  m  1  no  2016-06-01  2016-09-02  f  200  deferred   no   no", "none"),
        ("A  m  1  no  2015-12-31  2016-01-10  f  600  doubtful   no   no", "event"),
        ("A  m  1  no  2015-12-31  2016-01-10  f  0    current    yes  no", "event"),
        ("A  m  1  no  2015-12-31  2016-01-10  f  0    current    yes  yes", "indeterminate"),
        ("A  m  1  no  2015-12-31  2016-01-10  f  200  deferred   no   yes", "indeterminate"),
        ("A  m  1  no  2015-12-31  2016-01-10  f  70   past_due   no   no", "indeterminate"),
        ("A  m  1  no  2015-12-31  2016-01-10  f  40   current    no   no", "none"),
    ],
)
def test_default_is_more_than_six_months_and_two_to_six_are_neither(states, row, state):
    assert states("default", "2015-06-01", facility_month=[row]) == [state]


@pytest.mark.parametrize(
    ("label", "row", "state"),
    [
        # More than two months past due, whatever the class; a decree alone leaves it open.
        ("npl", "A  m  1  no  2016-06-01  2016-06-10  f  70   past_due   no   no", "event"),
        ("npl", "A  m  1  no  2016-06-02  2016-06-10  f  70   past_due   no   no", "none"),
        ("npl", "A  m  1  no  2015-12-31  2016-01-10  f  200  deferred   no   no", "event"),
        ("npl", "A  m  1  no  2015-12-31  2016-01-10  f  40   current    no   no", "none"),
        (
            "npl",
            "A  m  1  no  2015-12-31  2016-01-10  f  70   past_due   no   yes",
            "indeterminate",
        ),
        # Eighteen months: what is only deferred has not come to that.
        ("doubtful", "A  m  1  no  2015-12-31  2016-01-10  f  600  doubtful   no   no", "event"),
        ("doubtful", "A  m  1  no  2015-12-31  2016-01-10  f  900  written_off  no  no", "event"),
        ("doubtful", "A  m  1  no  2015-12-31  2016-01-10  f  200  deferred   no   no", "none"),
        ("past_due_90", "A  m  1  no  2015-12-31  2016-01-10  f  200  deferred   no   no", "event"),
        ("past_due_90", "A  m  1  no  2015-12-31  2016-01-10  f  0    current    yes  no", "event"),
    ],
)
def test_other_cuts_than_default_are_one_word_away(states, label, row, state):
    assert states(label, "2015-06-01", facility_month=[row]) == [state]


@pytest.mark.parametrize(("months_begun", "state"), [(3, "none"), (4, "event"), (60, "event")])
def test_ninety_days_are_over_when_the_fourth_month_has_begun(drawn, engine, months_begun, state):
    header = "coop  happened    known       axis             to_code"
    month = f"""
    coop  happened    known       facility_id  months_past_due  class     rescheduled  decree
    A     2015-12-31  2016-01-10  f            {months_begun}   past_due  no           no
    """
    facts = drawn(status_event=f"{header}\n{REGISTERED}", facility_month=month)
    matrix = build_matrix(
        facts,
        features=select(["age_years"]),
        cohort="registered",
        as_ofs=[date(2015, 6, 1)],
        calendar="gregorian",
        engine=engine,
    )
    span = {"horizon": months(12), "maturity": months(3), "until": date(2020, 1, 1)}
    table = build_outcomes(facts, label="past_due_90", matrix=matrix, engine=engine, **span)
    assert table["state"].to_pylist() == [state]


def test_a_default_that_was_cured_and_comes_again_is_an_event_of_the_later_day(states):
    rows = [
        "A  a  1  no  2015-08-31  2015-09-10  f  200  deferred  no  no",
        "A  b  1  no  2015-11-30  2015-12-10  f  0    current   no  no",
        "A  c  1  no  2017-08-31  2017-09-10  f  200  deferred  no  no",
    ]
    days = ("2015-06-01", "2015-12-01", "2016-09-01")
    assert states("default", *days, facility_month=rows) == ["event", "none", "event"]


def test_eighteen_months_are_a_horizon_and_no_other_label(drawn, engine):
    header = "coop  happened    known       axis             to_code"
    month = "coop happened known facility_id class rescheduled decree\n"
    facts = drawn(
        status_event=f"{header}\n{REGISTERED}",
        facility_month=month + "A 2016-11-30 2016-12-10 f deferred no no",
    )
    matrix = build_matrix(
        facts,
        features=select(["age_years"]),
        cohort="registered",
        as_ofs=[date(2015, 6, 1)],
        calendar="gregorian",
        engine=engine,
    )
    told = [
        build_outcomes(
            facts, label="default", matrix=matrix, horizon=months(ahead), maturity=months(1),
            until=date(2020, 1, 1), engine=engine,
        )["state"].to_pylist()
        for ahead in (12, 17, 18)
    ]  # fmt: skip
    assert told == [["none"], ["none"], ["event"]]


def test_a_claim_that_the_fund_paid_and_a_bankruptcy_are_default(states):
    assert states("default", "2015-06-01", guarantee_claim=["A 2015-09-01 2015-09-09 f paid"]) == [
        "event"
    ]
    claimed = ["A 2015-09-01 2015-09-09 f claimed"]
    assert states("default", "2015-06-01", guarantee_claim=claimed) == ["none"]
    broke = ["A     2015-09-01  2015-09-02  registry_stage  in_liquidation  bankruptcy"]
    assert states("default", "2015-06-01", status_event=broke) == ["event"]
    merged = ["A     2015-09-01  2015-09-02  registry_stage  merged      -"]
    assert states("default", "2015-06-01", status_event=merged) == ["censored"]


def test_a_label_is_seen_or_told_by_absence_and_never_both():
    exit_, dormancy = label_named("exit"), label_named("dormancy")
    with pytest.raises(AssertionError, match="seen, or told by absence"):
        replace(exit_, absence_of=dormancy.absence_of)
    with pytest.raises(AssertionError, match="seen, or told by absence"):
        replace(exit_, events=())


def test_every_label_says_what_it_rests_on_and_since_when():
    for label in LABELS.values():
        assert label.basis.version >= 1
        assert date(2026, 1, 1) <= label.basis.dated
        assert label.facts == {
            "name": label.name,
            "version": label.basis.version,
            "dated": label.basis.dated.isoformat(),
            "source": {"en": label.basis.source.en, "fa": label.basis.source.fa},
            "hash": label.hash,
        }
    assert len({label.hash for label in LABELS.values()}) == len(LABELS)


def test_the_hash_of_a_label_is_that_of_its_meaning():
    default = label_named("default")
    said_otherwise = replace(default, title=default.basis.source, basis=LABELS["exit"].basis)
    assert said_otherwise.hash == default.hash
    assert replace(default, indeterminate_by=()).hash != default.hash
    assert replace(default, gone=()).hash != default.hash


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("A     2014-01-01  2016-01-01  activity_status  dormant    -", ["event"]),
        ("A     2014-01-01  2016-01-01  activity_status  unknown    -", ["event"]),
        ("A     2014-01-01  2016-01-01  activity_status  operating  -", ["none"]),
        ("A     2014-01-01  2016-01-01  registry_stage   dissolved  three_warnings", ["event"]),
        ("A     2016-01-01  2016-01-09  registry_stage   dissolved  voluntary", ["none"]),
        ("A     2016-01-01  2016-01-09  registry_stage   dissolved  purpose_completed", ["none"]),
        # Entered before: it is what the register says already.
        ("A     2014-01-01  2015-01-01  activity_status  dormant    -", ["none"]),
    ],
)
def test_official_dormancy_is_told_by_the_day_of_its_entry(states, row, expected):
    # One that ended before the day, entered or not, was never at risk.
    gone = "dissolved" in row and "2014-01-01" in row
    wanted = ["already_gone"] if gone else expected
    assert states("status_dormant", "2015-06-01", status_event=[row]) == wanted


@pytest.mark.parametrize(
    ("end", "dissolution", "completion"),
    [
        ("dissolved  bankruptcy", "event", "censored"),
        ("dissolved  voluntary", "event", "censored"),
        ("in_liquidation  purpose_completed", "censored", "event"),
        ("merged  merged", "censored", "censored"),
    ],
)
def test_ends_compete(states, end, dissolution, completion):
    row = f"A     2016-01-01  2016-02-01  registry_stage  {end}"
    assert states("dissolution", "2015-06-01", status_event=[row]) == [dissolution]
    assert states("completion", "2015-06-01", status_event=[row]) == [completion]
    assert states("dissolution", "2015-06-01") == states("completion", "2015-06-01") == ["none"]


def test_an_official_reason_counts_in_the_words_of_the_register_too():
    assert reasons_told("bankruptcy") == ("bankruptcy", "ورشکستگی")
