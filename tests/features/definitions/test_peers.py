"""Features of standing among peers: the oldest, the middle, the newest of three."""

from datetime import date

import pytest

from features.build import build_matrix
from features.catalogue import CATALOGUE, DEFINITIONS
from features.definitions.peers import FEATURES
from features.facts import MemoryFacts


@pytest.fixture
def facts(drawn):
    """Three of one branch and form, a year apart in age, statement, money and members."""
    return drawn(
        status_event="""
        coop  happened    known       axis            to_code
        A     2000-01-01  2000-01-01  registry_stage  registered
        B     2000-01-01  2000-01-01  registry_stage  registered
        C     2000-01-01  2000-01-01  registry_stage  registered
        """,
        cooperative="""
        coop  happened    known       name  founded_on  legal_form  branch
        A     2000-01-01  2000-01-01  a     1997-01-01  worker      farm
        B     2000-01-01  2000-01-01  b     1998-01-01  worker      farm
        C     2000-01-01  2000-01-01  c     1999-01-01  worker      farm
        """,
        filing="""
        coop  happened    known       kind
        A     2011-12-31  2012-03-01  statement
        B     2012-12-31  2013-03-01  statement
        C     2012-12-31  2013-03-01  statement
        C     2013-12-31  2014-03-01  statement
        """,
        statement_line="""
        coop  happened    known       line_code          amount  currency
        A     2011-12-31  2012-03-01  turnover           100     IRR
        B     2012-12-31  2013-03-01  turnover           200     IRR
        C     2013-12-31  2014-03-01  turnover           300     IRR
        A     2011-12-31  2012-03-01  profit_before_tax  1       IRR
        B     2012-12-31  2013-03-01  profit_before_tax  4       IRR
        C     2013-12-31  2014-03-01  profit_before_tax  9       IRR
        A     2011-12-31  2012-03-01  member_funds       10      IRR
        B     2012-12-31  2013-03-01  member_funds       40      IRR
        C     2013-12-31  2014-03-01  member_funds       90      IRR
        """,
        yearly_figures="""
        coop  happened    known       members
        A     2011-12-31  2012-03-01  10
        B     2012-12-31  2013-03-01  20
        C     2013-12-31  2014-03-01  30
        """,
    )


@pytest.mark.parametrize("name", [feature.name for feature in FEATURES])
def test_the_lowest_has_nobody_below_and_the_highest_all_but_itself(facts, engine, name):
    matrix = build_matrix(
        facts,
        features=[CATALOGUE[name]],
        cohort="registered",
        as_ofs=[date(2014, 6, 30)],
        calendar="gregorian",
        engine=engine,
    )
    rising = [1 / 6, 3 / 6, 5 / 6]
    # Fewest years, newest statement: what is told in days or years falls from A to C; and A and B
    # have one statement each.
    falling = (
        "statement_age_among_all",
        "statement_age_in_branch",
        "statement_age_in_form",
        "age_in_branch",
        "age_in_form",
    )
    counted = ("statements_in_branch", "statements_in_form")
    expected = {
        **dict.fromkeys(falling, rising[::-1]),
        **{one: [2 / 6, 2 / 6, 5 / 6] for one in counted},
    }.get(name, rising)
    assert matrix.table[name].to_pylist() == pytest.approx(expected)


def test_whoever_never_filed_stands_nowhere(drawn, engine):
    nobody = drawn(
        status_event="""
        coop  happened    known       axis            to_code
        A     2000-01-01  2000-01-01  registry_stage  registered
        """
    )
    matrix = build_matrix(
        MemoryFacts(nobody.tables),
        features=DEFINITIONS["peers"],
        cohort="registered",
        as_ofs=[date(2014, 6, 30)],
        calendar="gregorian",
        engine=engine,
    )
    found = matrix.table.drop_columns(["coop_id", "as_of"]).to_pylist()[0]
    assert [name for name, cell in found.items() if cell is not None] == []
