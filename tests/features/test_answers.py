"""A roll holds the members of each day in order, and asks nothing of those who never belong."""

from datetime import date

from features.answers import called, on_record
from features.cohorts import COHORTS
from features.engines.plug import open_engine
from features.grid import Grid
from features.spec import Events

STATUS = """
coop  happened    known       axis            to_code
B     2010-01-01  2010-01-01  registry_stage  registered
A     2015-01-01  2015-01-01  registry_stage  registered
C     2010-01-01  2010-01-01  registry_stage  dissolved
"""
FILINGS = """
coop  happened    known       kind
B     2009-12-31  2012-01-01  statement
D     2009-12-31  2010-01-01  statement
"""


def test_members_stand_day_by_day_with_the_answers_about_them(drawn, engine):
    facts = drawn(status_event=STATUS, filing=FILINGS)
    cohort = COHORTS["registered"]
    assert sorted(set(on_record(facts, cohort))) == ["A", "B", "C"]
    days = [date(2009, 1, 1), date(2011, 1, 1), date(2016, 1, 1)]
    filings = Events("filing", happened="period_end", known="received_on")
    grid = Grid.of("ABC", days, "gregorian")
    roll = called(grid, open_engine(engine), facts, cohort, [filings.count()])
    assert roll.coop_ids.to_pylist() == ["B", "A", "B"]
    assert roll.place.tolist() == [1, 2, 2]
    assert [[a.to_pylist() for a in roll.day(place)] for place in range(3)] == [
        [[]],
        [[0]],
        [[0, 1]],
    ]
