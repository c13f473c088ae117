"""Who belongs on a day, as was known on that day."""

from contextlib import suppress
from datetime import date, timedelta

import pyarrow as pa
import pytest

from coopscore.calendar import jalali
from coopscore.errors import CohortLooksAhead, EmptyCohort, UnknownName
from features.build import build_matrix
from features.catalogue import select
from features.cohorts import cohort_named
from features.conditions import Bound
from features.signs import SIGNS, signs

STATUS = """
coop  happened    known       axis             to_code
A     2010-01-01  2010-01-01  registry_stage   forming
A     2011-01-01  2011-02-01  registry_stage   registered
A     2015-01-01  2015-06-01  registry_stage   dissolved
B     2011-01-01  2011-01-01  registry_stage   registered
B     2014-01-01  2014-01-01  activity_status  unknown
C     2011-01-01  2011-01-01  activity_status  operating
"""


@pytest.fixture
def members(drawn, engine):
    """`members("registered", "2016-01-01")`: who belongs on the day."""

    def belonging(cohort, *days):
        matrix = build_matrix(
            drawn(status_event=STATUS),
            features=select(["age_years"]),
            cohort=cohort,
            as_ofs=[date.fromisoformat(day) for day in days],
            calendar="gregorian",
            engine=engine,
        )
        rows = matrix.table.to_pydict()
        return list(zip(rows["as_of"], rows["coop_id"], strict=True))

    return belonging


def test_a_cooperative_belongs_from_the_day_its_registration_is_known(members):
    assert members("registered", "2011-01-31") == [(date(2011, 1, 31), "B")]
    assert [coop for _, coop in members("registered", "2011-02-01")] == ["A", "B"]


def test_a_dissolution_known_late_leaves_it_in_the_cohort_until_then(members):
    days = ("2015-05-31", "2015-06-01")
    assert members("registered", *days) == [
        (date(2015, 5, 31), "A"),
        (date(2015, 5, 31), "B"),
        (date(2015, 6, 1), "B"),
    ]


def test_in_sight_leaves_out_those_whose_activity_became_unknown(members):
    assert [coop for _, coop in members("registered_in_sight", "2013-12-31")] == ["A", "B"]
    assert [coop for _, coop in members("registered_in_sight", "2014-01-01")] == ["A"]


def test_operating_takes_in_only_those_of_whom_it_is_told(drawn, engine):
    status = """
    coop  record  v  void  happened    known       axis             to_code
    A     a       1  no    2011-01-01  2011-01-01  registry_stage   registered
    A     b       1  no    2011-01-31  2011-02-28  activity_status  operating
    A     c       1  no    2013-01-31  2013-04-30  activity_status  silent
    A     c       2  yes   2013-01-31  2014-05-31  activity_status  silent
    B     d       1  no    2011-01-01  2011-01-01  registry_stage   registered
    C     e       1  no    2011-01-31  2011-02-28  activity_status  operating
    """
    matrix = build_matrix(
        drawn(status_event=status),
        features=select(["age_years"]),
        cohort="operating",
        as_ofs=[date(2011, 2, 27), date(2013, 4, 29), date(2013, 4, 30), date(2014, 5, 31)],
        calendar="gregorian",
        engine=engine,
    )
    # B was never told to operate, C never registered; A is in sight but for a year.
    assert matrix.table.select(["as_of", "coop_id"]).to_pydict() == {
        "as_of": [date(2013, 4, 29), date(2014, 5, 31)],
        "coop_id": ["A", "A"],
    }


REGISTERED = """
coop  happened    known       axis             to_code
A     2010-01-01  2010-01-01  registry_stage   registered
A     2010-01-01  2010-01-01  activity_status  operating
B     2010-01-01  2010-01-01  registry_stage   registered
B     2010-01-01  2010-01-01  activity_status  under_implementation
C     2010-01-01  2010-01-01  registry_stage   registered
C     2010-01-01  2010-01-01  activity_status  dormant
D     2010-01-01  2010-01-01  registry_stage   registered
D     2010-01-01  2010-01-01  activity_status  operating
E     2013-03-01  2013-03-01  registry_stage   registered
E     2013-03-01  2013-03-01  activity_status  operating
"""
FORM = """
coop  happened    known       name  authority  founded_on
A     2010-01-01  2010-01-01  a     mcls       2010-01-01
B     2010-01-01  2010-01-01  b     mcls       2010-01-01
C     2010-01-01  2010-01-01  c     mcls       2010-01-01
D     2010-01-01  2010-01-01  d     corc       2010-01-01
E     2013-03-01  2013-03-01  e     mcls       2013-03-01
"""


@pytest.fixture
def belonging(engine):
    """`belonging(facts, "awake", day)`: who belongs on the day."""

    def ids(facts, cohort, day):
        matrix = build_matrix(
            facts,
            features=select(["age_years"]),
            cohort=cohort,
            as_ofs=[date.fromisoformat(day)],
            calendar="gregorian",
            engine=engine,
        )
        return matrix.table["coop_id"].to_pylist()

    return ids


def test_awake_are_active_ones_of_this_ministry_that_gave_a_sign_within_the_year(drawn, belonging):
    filing = """
    coop  happened    known       kind
    A     2012-03-20  2013-07-01  statement
    B     2013-03-20  2013-07-01  tax_return
    C     2013-03-20  2013-07-01  tax_return
    D     2013-03-20  2013-07-01  tax_return
    E     2014-03-20  2014-07-01  tax_return
    """
    facts = drawn(status_event=REGISTERED, cooperative=FORM, filing=filing)
    # A filed late, and for a year long past: it was awake all the same.
    assert belonging(facts, "awake", "2013-07-01") == ["A", "B"]
    assert belonging(facts, "awake", "2014-06-30") == ["A", "B"]
    # A year after; E was eighteen months old on 31 August 2014.
    assert belonging(facts, "awake", "2014-09-01") == ["E"]
    with pytest.raises(EmptyCohort):
        belonging(facts, "awake", "2014-08-30")


def test_asleep_are_grown_ones_of_this_ministry_without_a_sign_within_the_year(drawn, belonging):
    filing = """
    coop  happened    known       kind
    A     2012-03-20  2013-07-01  statement
    E     2014-03-20  2014-07-01  tax_return
    """
    facts = drawn(status_event=REGISTERED, cooperative=FORM, filing=filing)
    # B and C never gave one, whatever the register calls them; D is another ministry's.
    assert belonging(facts, "asleep", "2013-07-01") == ["B", "C"]
    assert belonging(facts, "asleep", "2014-06-30") == ["B", "C"]
    assert belonging(facts, "asleep", "2014-07-01") == ["A", "B", "C"]
    # E is grown, and awake until a year after it filed.
    assert belonging(facts, "asleep", "2015-06-30") == ["A", "B", "C"]
    assert belonging(facts, "asleep", "2015-07-01") == ["A", "B", "C", "E"]


def test_borrowers_have_a_live_facility_and_none_past_due(drawn, belonging):
    facility = """
    coop  record  happened    known       facility_id  principal  settled_on  settled_known_on
    A     a       2012-01-01  2012-01-10  fa           10         -           -
    B     b       2012-01-01  2012-01-10  fb           10         -           -
    C     c       2012-01-01  2012-01-10  fc           10         2013-05-01  2013-06-01
    E     e       2013-06-01  2013-07-10  fe           10         -           -
    """
    month = """
    coop  happened    known       facility_id  class     rescheduled  decree
    A     2013-04-30  2013-05-10  fa           past_due  no           no
    A     2013-05-31  2013-06-10  fa           current   no           no
    B     2013-05-31  2013-06-10  fb           past_due  no           no
    C     2013-05-31  2013-06-10  fc           settled   no           no
    E     2013-07-31  2013-08-10  fe           current   yes          no
    """
    facts = drawn(status_event=REGISTERED, facility=facility, facility_month=month)
    # A came back within two months; C's settlement is not known yet, nor is E's facility.
    assert belonging(facts, "borrowers", "2013-05-31") == ["B", "C"]
    assert belonging(facts, "borrowers", "2013-07-10") == ["A", "E"]
    # E was rescheduled for its own distress; no row since says that it is in arrears.
    assert belonging(facts, "borrowers", "2013-08-10") == ["A", "B"]
    assert belonging(facts, "borrowers", "2013-11-30") == ["A", "B"]
    assert belonging(facts, "borrowers", "2013-12-01") == ["A", "B", "E"]


LENT = """
coop  record  happened    known       facility_id  principal  settled_on  settled_known_on
A     a       2012-01-01  2012-01-10  fa           10         -           -
B     b       2012-01-01  2012-01-10  fb           10         -           -
"""
MONTH = "coop  happened    known       facility_id  class     rescheduled  decree"


@pytest.mark.parametrize(
    ("row", "back"),
    [
        # Past due at March's end: April's end alone stands between, and then it is out of sight.
        ("A     2013-03-31  2013-04-05  fa           past_due  no           no", "2013-05-31"),
        # In default: April, May and June are told of before it is cured.
        ("A     2013-03-31  2013-04-05  fa           deferred  no           no", "2013-07-31"),
        ("A     2013-03-31  2013-04-05  fa           current   yes          no", "2013-07-31"),
        # What a decree moved counts by its class alone.
        ("A     2013-03-31  2013-04-05  fa           deferred  no           yes", "2013-05-31"),
        ("A     2013-03-31  2013-04-05  fa           current   yes          yes", "2013-03-31"),
    ],
)
def test_the_past_due_are_well_again_at_once_and_defaulters_on_probation(
    drawn, belonging, row, back
):
    facts = drawn(status_event=REGISTERED, facility=LENT, facility_month=f"{MONTH}\n{row}")
    days = ("2013-03-31", "2013-04-05", "2013-05-30", "2013-05-31", "2013-07-30", "2013-07-31")
    told = [day for day in days if "A" in belonging(facts, "borrowers", day)]
    # On 31 March nobody knows of March yet.
    assert told == ["2013-03-31", *(day for day in days[1:] if day >= back)]


@pytest.mark.parametrize(
    ("standing", "first", "second"),
    [("past_due", (1394, 4, 31), (1394, 5, 31)), ("deferred", (1394, 2, 31), (1394, 3, 31))],
)
def test_on_30_mehr_two_known_month_ends_lie_within_two_months_and_four_within_four(
    drawn, engine, standing, first, second
):
    def belong(shown, day):
        happened = jalali(*shown)
        row = f"A {happened} {happened + timedelta(days=9)} fa {standing} no no"
        matrix = build_matrix(
            drawn(status_event=REGISTERED, facility=LENT, facility_month=f"{MONTH}\n{row}"),
            features=select(["age_years"]),
            cohort="borrowers",
            as_ofs=[jalali(*day)],
            calendar="jalali",
            engine=engine,
        )
        return matrix.table["coop_id"].to_pylist()

    # Two months before 30 Mehr is 30 Mordad, and 31 Mordad lies after it; four before, 30 Khordad.
    assert belong(first, (1394, 7, 30)) == ["A", "B"]
    assert belong(second, (1394, 7, 30)) == ["B"]
    # On 31 Shahrivar, as long as the months before, the month end of the same distance is out.
    year, month, day = first
    assert belong((year, month, day), (1394, 6, 31)) == ["A", "B"]
    assert belong((year, month + 1, day), (1394, 6, 31)) == ["B"]


def test_one_without_a_facility_is_rated_unless_it_has_ever_defaulted(drawn, belonging):
    facility = """
    coop  record  happened    known       facility_id  principal  settled_on  settled_known_on
    A     a       2012-01-01  2012-01-10  fa           10         2013-01-01  2013-01-20
    B     b       2012-01-01  2012-01-10  fb           10         2013-01-01  2013-01-20
    """
    month = """
    coop  happened    known       facility_id  class     rescheduled  decree
    A     2012-05-31  2012-06-10  fa           past_due  no           no
    B     2012-05-31  2012-06-10  fb           deferred  no           no
    """
    facts = drawn(status_event=REGISTERED, facility=facility, facility_month=month)
    # C is dormant; D and E never borrowed, and E was not registered before March 2013.
    assert belonging(facts, "no_facility", "2012-01-09") == ["A", "B", "D"]
    assert belonging(facts, "no_facility", "2013-01-19") == ["D"]
    assert belonging(facts, "no_facility", "2013-01-20") == ["A", "D"]
    assert belonging(facts, "no_facility", "2013-03-01") == ["A", "D", "E"]
    assert cohort_named("no_facility").warning == "no_credit_history"


GRANTED = """
coop  record  happened    known       facility_id  principal
A     a       2012-02-01  2012-02-03  fa           10
A     b       2012-07-01  2012-07-03  fb           10
B     c       2012-02-29  2012-03-29  fc           10
C     d       2012-02-10  2012-02-12  fd           10
D     e       2012-02-20  2012-02-22  fe           10
D     f       2012-01-31  2012-02-25  ff           10
E     g       2012-02-10  2012-02-12  fg           10
"""


@pytest.fixture
def applying(engine):
    """`applying(facts, day, ...)`: applicants of each day, as training until 2013 sees them."""

    def ids(facts, *days, until="2013-01-01", features=("age_years",)):
        matrix = build_matrix(
            facts,
            features=select(features),
            cohort="applicants",
            as_ofs=[date.fromisoformat(day) for day in days],
            calendar="gregorian",
            until=until and date.fromisoformat(until),
            engine=engine,
        )
        return list(
            zip(matrix.table["as_of"].to_pylist(), matrix.table["coop_id"].to_pylist(), strict=True)
        )

    return ids


def test_applicants_stand_on_the_month_end_before_their_first_facility(drawn, applying):
    facts = drawn(status_event=REGISTERED, facility=GRANTED)
    days = ("2011-12-31", "2012-01-31", "2012-02-29", "2012-06-30")
    # B's was known a month after February; C is dormant, E not registered. D's first
    # facility was granted on the last of January, and nobody knew of it on that day.
    assert applying(facts, *days) == [
        (date(2011, 12, 31), "D"),
        (date(2012, 1, 31), "A"),
        (date(2012, 1, 31), "B"),
    ]


def test_the_month_after_a_short_one_leaves_out_no_day(drawn, applying):
    granted = "coop happened known facility_id principal\nA 2012-03-31 2012-04-02 fa 10"
    facts = drawn(status_event=REGISTERED, facility=granted)
    assert applying(facts, "2012-02-29") == [(date(2012, 2, 29), "A")]
    # From the middle of a month it is the rest of it that is looked at.
    assert applying(facts, "2012-03-15") == [(date(2012, 3, 15), "A")]


def test_a_grant_that_is_known_too_late_makes_no_applicant(drawn, applying):
    granted = "coop happened known facility_id principal\nA 2012-02-10 2012-{} fa 10"
    facts = drawn(status_event=REGISTERED, facility=granted.format("03-29"))
    assert applying(facts, "2012-01-31") == [(date(2012, 1, 31), "A")]
    with pytest.raises(EmptyCohort):
        applying(drawn(status_event=REGISTERED, facility=granted.format("03-30")), "2012-01-31")


def test_a_cohort_that_looks_ahead_is_refused_where_nobody_can_know_its_members(drawn, applying):
    facts = drawn(status_event=REGISTERED, facility=GRANTED)
    # What February brought is on record by 29 March.
    assert applying(facts, "2012-01-31", until="2012-03-29")
    for until in (None, "2012-03-28"):
        with pytest.raises(CohortLooksAhead, match="decided by the month after 2012-01-31"):
            applying(facts, "2012-01-31", until=until)
    with pytest.raises(CohortLooksAhead):
        applying(facts, "2012-01-31", features=("peers.*",))


def test_no_feature_sees_what_made_an_applicant(drawn, engine):
    facts = drawn(status_event=REGISTERED, facility=GRANTED)
    matrix = build_matrix(
        facts,
        features=select(["facilities_open", "facilities_taken_36m", "age_years"]),
        cohort="applicants",
        as_ofs=[date(2012, 1, 31)],
        calendar="gregorian",
        until=date(2013, 1, 1),
        engine=engine,
    )
    assert matrix.table["facilities_open"].to_pylist() == [0, 0]
    assert matrix.table["facilities_taken_36m"].to_pylist() == [0, 0]


def test_no_row_of_a_borrower_is_one_of_the_others(drawn, belonging, applying):
    facts = drawn(status_event=REGISTERED, facility=GRANTED)
    days = ("2011-12-31", "2012-01-31", "2012-02-29", "2012-06-30", "2013-03-01")

    def rows(cohort):
        found = set()
        for day in days:
            with suppress(EmptyCohort):
                found |= {(date.fromisoformat(day), one) for one in belonging(facts, cohort, day)}
        return found

    borrowers, others = rows("borrowers"), rows("no_facility")
    # C, dormant, is a borrower all the same; B is one of the others until its facility is known.
    assert len(borrowers) == 3 + 4 + 5
    assert len(others) == 3 + 3 + 1
    assert not borrowers & others
    # Applicants are those without a facility who, as it turned out, were about to be lent to.
    assert set(applying(facts, *days[:-1], until="2013-04-30")) < others


def test_a_bound_holds_of_a_sum_and_of_nothing_unknown():
    bound = Bound(of=signs(), least=2, most=3)
    one, other = pa.array([0.0, 1.0, 2.0, 3.0, None]), pa.array([1.0, 1.0, 1.0, 1.0, 9.0])
    assert bound.holds([one, other]).tolist() == [False, True, True, False, False]
    assert bound.content[1:] == ["2", "3"]
    assert len(bound.content[0]) == len(SIGNS)


def test_an_unknown_cohort_is_refused():
    with pytest.raises(UnknownName, match="There is no cohort everyone"):
        cohort_named("everyone")
