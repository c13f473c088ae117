"""Who belongs on a day, as was known on that day."""

from datetime import date

import pytest

from coopscore.errors import UnknownName
from features.build import build_matrix
from features.catalogue import select
from features.cohorts import cohort_named

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


def test_an_unknown_cohort_is_refused():
    with pytest.raises(UnknownName, match="There is no cohort everyone"):
        cohort_named("everyone")
