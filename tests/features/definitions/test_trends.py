"""Features of several years' figures, each on a table small enough to work out by eye."""

from datetime import date
from statistics import stdev

import pytest

from coopscore.price_index import price_index


@pytest.fixture
def facts(drawn):
    return drawn(
        statement_line="""
        coop  happened    known       line_code          amount  currency
        A     2013-12-31  2014-09-30  turnover           100     GBP
        A     2014-12-31  2015-09-30  turnover           200     GBP
        A     2015-12-31  2016-09-30  turnover           300     GBP
        A     2013-12-31  2014-09-30  profit_before_tax  -10     GBP
        A     2014-12-31  2015-09-30  profit_before_tax  20      GBP
        A     2015-12-31  2016-09-30  profit_before_tax  -30     GBP
        A     2014-12-31  2015-09-30  member_funds       50      GBP
        A     2015-12-31  2016-09-30  member_funds       40      GBP
        """,
        yearly_figures="""
        coop  happened    known       members
        A     2014-12-31  2015-09-30  50
        A     2015-12-31  2016-09-30  40
        """,
    )


def real(year, amount):
    from_to = date(year, 12, 31), date(year + 1, 9, 30)
    return price_index().deflated(amount, "GBP", *from_to)


TURNOVER = (real(2013, 100), real(2014, 200), real(2015, 300))
MEAN = sum(TURNOVER) / 3


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        ("turnover_mean_4", MEAN),
        ("turnover_trend_4", (TURNOVER[2] - TURNOVER[0]) / 2 / MEAN),
        ("turnover_spread_4", stdev(TURNOVER) / MEAN),
        ("losses_of_4", 2),
        (
            "profit_margin_mean_4",
            (real(2013, -10) + real(2014, 20) + real(2015, -30)) / 3 / MEAN,
        ),
        ("member_funds_trend_4", (real(2015, 40) - real(2014, 50)) / MEAN),
        ("members_trend_4", (40 - 50) / 45),
        ("members_spread_4", stdev([40, 50]) / 45),
    ],
)
def test_trends_are_told_over_the_years_that_are_there(facts, asked, feature, expected):
    assert asked(facts, feature, "2016-09-30") == pytest.approx([expected])
    assert asked(facts, feature, "2014-09-29") == [None]
