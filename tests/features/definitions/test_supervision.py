"""Features of what supervision found, each on a table small enough to work out by eye."""

import pytest


@pytest.fixture
def facts(drawn):
    return drawn(
        supervision_act="""
        coop  record  happened    known       kind       severity  outcome  remedied_on  remedied_known_on
        A     a       2013-01-01  2013-01-10  general    1         notice   2013-02-01   2013-03-01
        A     b       2013-02-01  2013-02-10  financial  3         warning  -            -
        A     c       2013-03-01  2013-03-10  general    0         clean    -            -
        """,  # noqa: E501
        warning="""
        coop  happened    known
        A     2011-01-01  2011-01-02
        A     2013-02-15  2013-02-20
        """,
        complaint="""
        coop  record  v  happened    known       subject   upheld  decided_on  decided_known_on
        A     k       1  2012-01-01  2012-01-02  accounts  -       -           -
        A     k       2  2012-01-01  2013-02-01  accounts  yes     2013-01-20  2013-02-01
        A     l       1  2012-05-01  2012-05-02  election  no      2012-09-01  2012-09-02
        """,
    )


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        ("findings_open", [1, 2, 1]),
        ("findings_open_days", [30, 58, 28]),
        ("severe_findings_open", [0, 1, 1]),
        ("warnings_12m", [0, 1, 1]),
        ("warnings_36m", [1, 2, 2]),
        ("complaints_upheld_36m", [0, 1, 1]),
    ],
)
def test_findings_are_open_until_their_remedy_is_known(facts, asked, feature, expected):
    assert asked(facts, feature, "2013-01-31", "2013-02-28", "2013-03-01") == expected


def test_how_often_an_office_comes_is_no_feature(facts, drawn, asked):
    visits = "coop happened known kind severity outcome\n" + "\n".join(
        f"A 2013-0{month}-01 2013-0{month}-02 general 0 clean" for month in range(1, 7)
    )
    often = drawn(supervision_act=visits)
    for name in ("findings_open", "findings_open_days", "severe_findings_open"):
        assert asked(often, name, "2014-01-01") == [0]
