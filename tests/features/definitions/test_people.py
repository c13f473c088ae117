"""Features of jobs, capital and leadership, on tables small enough to work out by eye."""

import pytest


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        ("employees_to_planned", [3 / 12, None]),
        ("insured_to_employees", [1 / 3, None]),
        ("women_to_members", [2 / 8, 2 / 10]),
        ("capital_paid_share", [0.5, 0.75]),
        ("chief_second_job", [1, 0]),
        ("assemblies_not_quorate_36m", [1, 1]),
        ("assemblies_annulled_36m", [1, 1]),
    ],
)
def test_people_are_told_by_the_figures_and_offices_in_force(drawn, asked, feature, expected):
    facts = drawn(
        yearly_figures="""
        coop  happened    known       members  employees  women_members  jobs_planned  insured  capital_registered  capital_paid
        A     2012-03-20  2012-07-01  8        3          2              12            1        100                 50
        A     2013-03-20  2013-07-01  10       -          2              12            -        100                 75
        """,  # noqa: E501
        officer_term="""
        coop  happened    known       role  end         is_second_job
        A     2010-01-01  2010-02-01  ceo   2013-01-01  yes
        A     2013-01-01  2013-01-10  ceo   2016-01-01  no
        """,
        assembly="""
        coop  happened    known       kind             outcome      annulled
        A     2012-05-01  2012-05-02  annual_ordinary  not_quorate  no
        A     2012-06-01  2012-06-02  annual_ordinary  held         yes
        A     2012-07-01  2012-07-02  annual_ordinary  held         no
        """,
    )
    assert asked(facts, feature, "2012-12-31", "2013-07-01") == expected
