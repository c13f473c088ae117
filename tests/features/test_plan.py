"""What values mean on a day, shown on drawn tables and asked of every engine."""

from datetime import date

import numpy as np
import pytest

from coopscore.calendar import months
from coopscore.errors import SumTooLarge
from features.engines.plug import open_engine
from features.grid import Grid
from features.plan import compile_plan
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

FILINGS = Events("filing", happened="period_end", known="received_on")
LINES = Events("statement_line", happened="period_end", known="received_on")
STATUS = States("status_event", happened="valid_from", known="recorded_at")
ACTIVITY = STATUS.where(axis="activity_status")
TERMS = Spans("officer_term", happened="start", known="registered_on")
DUTIES = Spans("obligation", happened="due_on", known="recorded_at")
FIGURES = States("yearly_figures", happened="year_end", known="received_on")
FORM = States("cooperative", happened="valid_from", known="recorded_at")


@pytest.fixture
def ask(engine):
    """`ask(facts, value, "2016-01-01", ...)`: the value for co-operative A on each day."""

    def answered(facts, value, *days, calendar="gregorian", coop_ids=("A",)):
        grid = Grid.of(coop_ids, [date.fromisoformat(day) for day in days], calendar)
        plan = compile_plan([value])
        tables = plan.tables(facts, grid.coop_ids)
        (cells,) = open_engine(engine)(plan, tables, grid.coop_ids, grid.looking_back())
        return cells.to_pylist()

    return answered


def test_a_late_filing_is_invisible_before_it_arrives(drawn, ask):
    facts = drawn(
        filing="""
        coop  happened    known       kind
        A     2025-03-20  2025-07-03  statement
        """
    )
    days = ("2025-03-21", "2025-07-02", "2025-07-03")
    assert ask(facts, FILINGS.count(), *days) == [0, 0, 1]
    assert ask(facts, FILINGS.since(), *days) == [None, None, 105]  # 11 + 30 + 31 + 30 + 3


def test_a_row_known_before_it_happens_waits_for_its_day(drawn, ask):
    facts = drawn(
        filing="""
        coop  happened    known       kind
        A     2025-03-20  2025-01-01  statement
        """
    )
    assert ask(facts, FILINGS.count(), "2025-03-19", "2025-03-20") == [0, 1]


def test_a_window_is_open_at_its_start_and_closed_at_its_end(drawn, ask):
    facts = drawn(
        filing="""
        coop  happened    known       kind
        A     2015-06-30  2015-06-30  statement
        A     2015-07-01  2015-07-01  statement
        A     2016-06-30  2016-06-30  statement
        """
    )
    assert ask(facts, FILINGS.count(within=months(12)), "2016-06-30") == [2]


def test_a_window_is_counted_in_the_calendar_of_the_grid(drawn, ask):
    # 30 Esfand 1399 (leap) less twelve months is 29 Esfand 1398, 2020-03-19: both ends clamp.
    facts = drawn(
        filing="""
        coop  happened    known       kind
        A     2020-03-19  2020-03-19  statement
        A     2020-03-20  2020-03-20  statement
        """
    )
    year = FILINGS.count(within=months(12))
    assert ask(facts, year, "2021-03-20", calendar="jalali") == [1]
    assert ask(facts, year, "2021-03-19", calendar="gregorian") == [1]
    assert ask(facts, year, "2021-03-18", calendar="gregorian") == [2]


def test_the_last_correction_of_one_day_is_in_force(drawn, ask):
    facts = drawn(
        statement_line="""
        coop  record  v  happened    known       line_code  amount  currency
        A     r       1  2015-12-31  2016-04-01  turnover   100     IRR
        A     r       2  2015-12-31  2016-05-01  turnover   200     IRR
        A     r       3  2015-12-31  2016-05-01  turnover   300     IRR
        """
    )
    days = ("2016-03-31", "2016-04-01", "2016-05-01")
    assert ask(facts, LINES.latest("amount"), *days) == [None, 100, 300]
    assert ask(facts, LINES.sum("amount"), *days) == [None, 100, 300]
    assert ask(facts, LINES.count(), *days) == [0, 1, 1]


def test_a_void_takes_the_record_away_from_the_day_it_is_known(drawn, ask):
    facts = drawn(
        filing="""
        coop  record  v  void  happened    known       kind
        A     r       1  no    2015-12-31  2016-04-01  statement
        A     r       2  yes   2015-12-31  2016-06-01  statement
        """
    )
    assert ask(facts, FILINGS.count(), "2016-05-31", "2016-06-01") == [1, 0]


def test_a_correction_that_fails_the_condition_removes_the_record(drawn, ask):
    facts = drawn(
        filing="""
        coop  record  v  happened    known       kind
        A     r       1  2015-12-31  2016-04-01  statement
        A     r       2  2015-12-31  2016-06-01  tax_return
        """
    )
    counted = FILINGS.where(kind="statement").count()
    assert ask(facts, counted, "2016-05-31", "2016-06-01") == [1, 0]


def test_a_correction_moves_a_record_to_another_day(drawn, ask):
    facts = drawn(
        filing="""
        coop  record  v  happened    known       kind
        A     r       1  2015-12-31  2016-01-10  statement
        A     r       2  2016-12-31  2016-02-10  statement
        """
    )
    days = ("2016-02-09", "2016-02-10", "2016-12-31")
    assert ask(facts, FILINGS.count(), *days) == [1, 0, 1]


def test_a_record_belongs_to_one_cooperative(drawn, ask):
    facts = drawn(
        filing="""
        coop  record  v  happened    known       kind
        A     r       1  2015-12-31  2016-01-10  statement
        B     r       2  2015-12-31  2016-02-10  statement
        """
    )
    assert ask(facts, FILINGS.count(), "2016-03-01", coop_ids=("A", "B")) == [1, 1]


def test_a_sum_of_nothing_is_missing_and_a_sum_of_nought_is_nought(drawn, ask):
    facts = drawn(
        assembly="""
        coop  happened    known       kind      members_total  members_present
        A     2016-01-01  2016-01-02  ordinary  -              0
        """
    )
    held = Events("assembly", happened="held_on", known="minutes_received_on")
    assert ask(facts, held.sum("members_total"), "2016-02-01") == [None]
    assert ask(facts, held.sum("members_present"), "2016-02-01") == [0]


def test_a_missing_value_in_the_latest_row_is_missing(drawn, ask):
    facts = drawn(
        filing="""
        coop  happened    known       kind       delay_days  audited
        A     2014-12-31  2015-04-01  statement  30          yes
        A     2015-12-31  2016-04-01  statement  -           no
        """
    )
    assert ask(facts, FILINGS.latest("delay_days"), "2015-05-01", "2016-05-01") == [30, None]
    assert ask(facts, FILINGS.latest("delay_days", nth=2), "2016-05-01") == [30]
    assert ask(facts, FILINGS.latest("audited"), "2015-05-01", "2016-05-01") == [1, 0]
    assert ask(facts, FILINGS.change("delay_days"), "2016-05-01") == [None]


def test_events_of_one_day_are_ordered_by_known_then_version_then_record(drawn, ask):
    facts = drawn(
        statement_line="""
        coop  record  v  happened    known       line_code  amount  currency
        A     z       1  2015-12-31  2016-03-01  turnover   1       IRR
        A     b       2  2015-12-31  2016-04-01  turnover   2       IRR
        A     c       1  2015-12-31  2016-04-01  turnover   3       IRR
        A     ب       2  2015-12-31  2016-04-01  turnover   4       IRR
        """
    )
    assert ask(facts, LINES.latest("amount"), "2016-05-01") == [4]
    assert ask(facts, LINES.latest("amount", nth=2), "2016-05-01") == [2]


def test_the_state_known_last_is_in_force_though_it_began_earlier(drawn, ask):
    facts = drawn(
        status_event="""
        coop  happened    known       axis             to_code
        A     2015-06-01  2015-06-01  activity_status  operating
        A     2015-01-01  2015-09-01  activity_status  dormant
        A     2015-12-01  2015-12-01  registry_stage   registered
        """
    )
    assert ask(facts, ACTIVITY.latest("to_code"), "2015-08-31", "2015-09-01") == [
        "operating",
        "dormant",
    ]
    assert ask(facts, ACTIVITY.since(), "2015-09-01") == [243]


def test_of_states_known_together_the_one_that_began_last_is_in_force(drawn, ask):
    facts = drawn(
        status_event="""
        coop  record  happened    known       axis             to_code
        A     z       2014-01-01  2015-01-01  activity_status  dormant
        A     m       2014-09-01  2015-01-01  activity_status  operating
        A     b       2014-06-01  2015-01-01  activity_status  dormant
        """
    )
    assert ask(facts, ACTIVITY.latest("to_code"), "2015-01-01") == ["operating"]
    assert ask(facts, ACTIVITY.latest("to_code", nth=2), "2015-01-01") == ["dormant"]
    assert ask(facts, ACTIVITY.since(), "2015-01-01") == [30 + 31 + 30 + 31]


def test_a_correction_of_an_old_state_keeps_its_place(drawn, ask):
    facts = drawn(
        yearly_figures="""
        coop  record  v  happened    known       members
        A     first   1  2014-12-31  2015-04-01  10
        A     second  1  2015-12-31  2016-04-01  20
        A     first   2  2014-12-31  2016-09-01  15
        """
    )
    days = ("2016-08-31", "2016-09-01")
    assert ask(facts, FIGURES.latest("members"), *days) == [20, 20]
    assert ask(facts, FIGURES.change("members"), *days) == [20 - 10, 20 - 15]


def test_a_void_of_the_last_state_revives_the_one_before(drawn, ask):
    facts = drawn(
        status_event="""
        coop  record  v  void  happened    known       axis             to_code
        A     a       1  no    2014-01-01  2014-01-01  activity_status  operating
        A     b       1  no    2015-01-01  2015-01-01  activity_status  dormant
        A     b       2  yes   2015-01-01  2015-03-01  activity_status  dormant
        """
    )
    days = ("2014-06-01", "2015-02-28", "2015-03-01")
    assert ask(facts, ACTIVITY.latest("to_code"), *days) == ["operating", "dormant", "operating"]


def test_age_is_counted_from_the_day_on_record(drawn, ask):
    facts = drawn(
        cooperative="""
        coop  happened    known       name  founded_on
        A     2000-01-01  2000-01-01  a     1999-12-31
        B     2000-01-01  2000-01-01  b     -
        """
    )
    assert ask(facts, FORM.age("founded_on"), "2000-01-10") == [10]
    assert ask(facts, FORM.age("founded_on"), "1999-12-31") == [None]
    assert ask(facts, FORM.age("founded_on"), "2000-01-10", coop_ids=("B",)) == [None]
    years = FORM.age("founded_on", unit="years")
    assert ask(facts, years, "2000-01-10") == [10 / 365.2425]


def test_a_ratio_to_nought_or_to_nothing_is_missing(drawn, ask):
    facts = drawn(
        statement_line="""
        coop  happened    known       line_code          amount  currency
        A     2014-12-31  2015-04-01  turnover           40      IRR
        A     2014-12-31  2015-04-01  profit_before_tax  -10     IRR
        A     2015-12-31  2016-04-01  turnover           0       IRR
        """
    )
    turnover = LINES.where(line_code="turnover").latest("amount")
    profit = LINES.where(line_code="profit_before_tax").latest("amount")
    days = ("2015-01-01", "2015-05-01", "2016-05-01")
    assert ask(facts, ratio(profit, turnover), *days) == [None, -10 / 40, None]


def test_a_share_counts_only_rows_that_can_tell(drawn, ask):
    facts = drawn(
        filing="""
        coop  happened    known       kind       audited
        A     2013-12-31  2014-04-01  statement  yes
        A     2014-12-31  2015-04-01  statement  no
        A     2015-12-31  2016-04-01  statement  -
        """
    )
    audited = share(FILINGS.where(audited=True).count(), FILINGS.with_values("audited").count())
    assert ask(facts, audited, "2016-05-01") == [1 / 2]


FOUR_FILINGS = """
coop  happened    known       kind       delay_days
A     2011-12-31  2012-04-01  statement  100
A     2012-12-31  2013-04-01  statement  8
A     2013-12-31  2014-04-01  statement  5
A     2014-12-31  2015-04-01  statement  -
A     2015-12-31  2016-04-01  statement  2
"""


def test_rows_before_the_latest_are_told_apart_down_to_the_fourth(drawn, ask):
    facts = drawn(filing=FOUR_FILINGS)
    delays = [FILINGS.latest("delay_days", nth=nth) for nth in (1, 2, 3, 4)]
    assert [ask(facts, value, "2016-04-01")[0] for value in delays] == [2, None, 5, 8]
    assert ask(facts, FILINGS.since(nth=2), "2016-01-01", "2016-04-01") == [731, 457]
    assert ask(facts, FILINGS.gap(nth=3), "2015-12-31", "2016-04-01") == [366, 365]
    assert ask(facts, FILINGS.gap(nth=3), "2015-03-31") == [None]


def test_a_summary_leaves_out_what_is_missing_and_puts_nothing_in_its_place(drawn, ask):
    facts = drawn(filing=FOUR_FILINGS)
    delays = FILINGS.recent("delay_days", last=4)  # 2, missing, 5, 8
    days = ("2012-03-31", "2012-04-01", "2016-04-01")
    assert ask(facts, mean(delays), *days) == [None, 100, 5]
    assert ask(facts, least(delays), *days) == [None, 100, 2]
    assert ask(facts, greatest(delays), *days) == [None, 100, 8]
    assert ask(facts, below(delays, 6), *days) == [None, 0, 2]
    x, y = [0, -2, -3], [2, 5, 8]
    rise = sum((a + 5 / 3) * (b - 5) for a, b in zip(x, y, strict=True))
    run = sum((a + 5 / 3) ** 2 for a in x)
    assert ask(facts, slope(delays), *days) == [None, None, pytest.approx(rise / run)]
    assert ask(facts, spread(delays), *days) == [None, None, pytest.approx(3 / 5)]


def test_a_summary_agrees_with_numpy(drawn, ask):
    numbers = [3, 1, 4, 15]
    rows = "".join(f"A 201{n}-12-31 201{n}-12-31 statement {d}\n" for n, d in enumerate(numbers))
    facts = drawn(filing=f"coop happened known kind delay_days\n{rows}")
    delays = FILINGS.recent("delay_days", last=4)
    assert ask(facts, slope(delays), "2016-01-01") == [
        pytest.approx(np.polyfit(range(4), numbers, 1)[0])
    ]
    assert ask(facts, spread(delays), "2016-01-01") == [
        pytest.approx(np.std(numbers, ddof=1) / np.mean(numbers))
    ]


def test_a_spread_about_nought_is_missing(drawn, ask):
    facts = drawn(
        statement_line="""
        coop  happened    known       line_code         amount  currency
        A     2014-12-31  2015-04-01  profit_before_tax  -5      IRR
        A     2015-12-31  2016-04-01  profit_before_tax  5       IRR
        """
    )
    profit = LINES.recent("amount", last=2)
    assert ask(facts, spread(profit), "2016-05-01") == [None]
    assert ask(facts, mean(profit), "2016-05-01") == [0]


def test_the_regularity_of_filings_is_the_spread_of_their_gaps(drawn, ask):
    facts = drawn(filing=FOUR_FILINGS)
    # 365, 365 and 366 days: 31 December 2012 to 2013 to 2014 to 2015, and 2011 to 2012.
    assert ask(facts, spread(FILINGS.gaps(last=3)), "2016-05-01") == [0]
    assert ask(facts, spread(FILINGS.gaps(last=3)), "2016-03-31") == [
        pytest.approx(np.std([365, 365, 366], ddof=1) / np.mean([365, 365, 366]))
    ]


def test_a_duty_is_open_from_its_due_day_until_its_fulfilment_is_known(drawn, ask):
    facts = drawn(
        obligation="""
        coop  happened    known       kind       period_end  fulfilled_on  fulfilled_known_on
        A     2015-07-22  2015-07-22  statement  2015-03-20  2015-10-01    2015-10-15
        A     2016-07-21  2016-07-21  statement  2016-03-19  2016-06-01    2016-06-10
        A     2017-07-22  2017-07-25  statement  2017-03-20  -             -
        """
    )
    days = ("2015-07-21", "2015-07-22", "2015-10-14", "2015-10-15", "2016-07-21", "2017-07-25")
    assert ask(facts, DUTIES.open(), *days) == [0, 1, 1, 0, 0, 1]
    # Up to 14 October nobody knew of 1 October; from the 15th it had been open 9 + 31 + 30 + 1.
    assert ask(facts, DUTIES.open_days(), *days) == [None, 0, 84, None, None, 3]
    assert ask(facts, DUTIES.days(), *days) == [0, 0, 84, 71, 71, 71 + 3]
    assert ask(facts, DUTIES.since_end(), *days) == [None, None, None, 14, 50, 419]
    assert ask(facts, DUTIES.count(), *days) == [0, 1, 1, 1, 2, 3]


def test_a_planned_end_lies_ahead_until_it_has_come(drawn, ask):
    facts = drawn(
        officer_term="""
        coop  record  v  void  happened    known       role        end
        A     a       1  no    2013-01-01  2013-02-01  board_main  2016-01-01
        A     b       1  no    2014-01-01  2014-02-01  ceo         -
        """
    )
    board = TERMS.where(role="board_main")
    days = ("2013-01-31", "2013-02-01", "2015-12-31", "2016-01-01", "2016-01-31")
    assert ask(facts, board.open(), *days) == [0, 1, 1, 0, 0]
    assert ask(facts, board.since_end(), *days) == [None, -1064, -1, 0, 30]
    assert ask(facts, board.days(), *days) == [0, 31, 1094, 1095, 1095]
    # The chief executive's term has no end.
    assert ask(facts, TERMS.open(), *days) == [0, 1, 2, 1, 1]
    assert ask(facts, TERMS.where(role="ceo").since_end(), *days) == [None] * 5


def test_a_correction_moves_the_end_from_the_day_it_is_known(drawn, ask):
    facts = drawn(
        officer_term="""
        coop  record  v  void  happened    known       role  end
        A     a       1  no    2013-01-01  2013-01-01  ceo   2016-01-01
        A     a       2  no    2013-01-01  2014-06-01  ceo   2014-05-01
        A     a       3  yes   2013-01-01  2015-06-01  ceo   2014-05-01
        """
    )
    days = ("2014-05-31", "2014-06-01", "2015-06-01")
    assert ask(facts, TERMS.open(), *days) == [1, 0, 0]
    assert ask(facts, TERMS.since_end(), *days) == [-580, 31, None]
    assert ask(facts, TERMS.days(), *days) == [515, 485, 0]


def test_covered_days_are_cut_by_the_window_at_both_ends(drawn, ask):
    facts = drawn(
        obligation="""
        coop  happened    known       kind        period_end  fulfilled_on  fulfilled_known_on
        A     2014-06-01  2014-06-01  statement   2014-03-01  2015-02-01    2015-02-01
        A     2015-03-01  2015-03-01  statement   2014-12-01  2015-03-11    2015-03-11
        A     2015-11-01  2015-11-01  tax_return  2015-07-01  -             -
        A     2013-01-01  2013-01-01  tax_return  2012-09-01  2014-12-31    2014-12-31
        A     2015-05-01  2015-05-01  statement   2015-01-01  2015-04-01    2015-04-01
        """
    )
    year = DUTIES.days(within=months(12))
    # (2015-01-01, 2016-01-01]: 31 of the first, 10, 61 so far, none, and none that was early.
    assert ask(facts, year, "2016-01-01") == [31 + 10 + 61]
    assert ask(facts, DUTIES.open_days(), "2014-07-01", "2015-01-15") == [546, 228]
    # A window of which nothing is left but a span that covers all of it.
    assert ask(facts, DUTIES.days(within=months(1)), "2014-02-01") == [31]


def test_an_end_whose_known_day_is_missing_is_never_seen(drawn, ask):
    facts = drawn(
        obligation="""
        coop  happened    known       kind       period_end  fulfilled_on  fulfilled_known_on
        A     2015-07-22  2015-07-22  statement  2015-03-20  2015-10-01    -
        """
    )
    assert ask(facts, DUTIES.open(), "2016-01-01") == [1]
    assert ask(facts, DUTIES.since_end(), "2016-01-01") == [None]


def test_amounts_in_real_terms_are_told_by_their_own_currency_year_and_known_day(drawn, ask):
    facts = drawn(
        statement_line="""
        coop  happened    known       line_code  amount  currency
        A     2013-12-31  2014-07-01  turnover   985     GBP
        A     2016-12-31  2017-01-30  turnover   1007    GBP
        A     2017-12-31  2018-07-01  turnover   1034    GBP
        A     2018-12-31  2019-07-01  turnover   500     BRL
        A     2019-12-31  2020-07-01  turnover   -       GBP
        A     2024-03-19  2024-07-01  turnover   2051    IRR
        """
    )
    real = LINES.latest("amount", real=True)
    # 98.5, 103.4 (2015 = 100) and 205.1 (1400 = 100); the 100.7 of 2016 came out a day later.
    years = ("2014-07-01", "2017-06-01", "2018-07-01", "2019-07-01", "2020-07-01", "2024-07-01")
    expected = [985 * 100.0 / 98.5, None, 1034 * 100.0 / 103.4, None, None, 2051 * 100.0 / 205.1]
    assert ask(facts, real, *years) == expected
    growth = ratio(real, LINES.latest("amount", nth=3, real=True))
    assert ask(facts, growth, "2018-07-01") == [1.0]


def test_a_plan_knows_how_deep_each_selection_is_asked():
    statements = FILINGS.where(kind="statement")
    plan = compile_plan([FILINGS.gap(nth=2), FILINGS.latest("kind"), statements.count()])
    assert plan.depths == {FILINGS: 3, statements: 1}


def test_a_sum_past_what_doubles_hold_is_refused_by_name(drawn, ask):
    facts = drawn(
        statement_line="""
        coop  happened    known       line_code  amount            currency
        A     2014-12-31  2015-04-01  turnover   9007199254740992  IRR
        B     2014-12-31  2015-04-01  turnover   9007199254740992  IRR
        B     2015-12-31  2015-12-31  turnover   1                 IRR
        """
    )
    assert ask(facts, LINES.sum("amount"), "2016-01-01") == [2**53]
    with pytest.raises(SumTooLarge, match=r"B: the sum of statement_line\.amount"):
        ask(facts, LINES.sum("amount"), "2016-01-01", coop_ids=("A", "B"))


def test_sums_that_pass_64_bits_on_the_way_are_exact(drawn, ask):
    big = 9_000_000_000_000_000_000
    facts = drawn(
        statement_line=f"""
        coop  happened    known       line_code  amount  currency
        A     2014-12-31  2015-04-01  turnover   {big}   IRR
        A     2014-12-31  2015-04-01  turnover   {big}   IRR
        A     2014-12-31  2015-04-01  turnover   -{big}  IRR
        A     2014-12-31  2015-04-01  turnover   -{big}  IRR
        A     2014-12-31  2015-04-01  turnover   -7      IRR
        A     2015-12-31  2016-04-01  turnover   {big}   IRR
        """
    )
    assert ask(facts, LINES.sum("amount"), "2015-05-01") == [-7]
    with pytest.raises(SumTooLarge):
        ask(facts, LINES.sum("amount"), "2016-05-01")


def test_each_primitive_is_planned_once_and_only_its_columns_are_read():
    turnover = LINES.where(line_code="turnover")
    growth = ratio(turnover.latest("amount"), turnover.latest("amount", nth=2))
    plan = compile_plan([growth, turnover.change("amount"), turnover.latest("amount")])
    assert plan.primitives == (turnover.latest("amount"), turnover.latest("amount", nth=2))
    assert plan.reads["statement_line"][-2:] == ("amount", "line_code")
    assert set(plan.reads) == {"statement_line"}


def test_what_arrived_counts_by_the_day_its_record_was_first_known(drawn, ask):
    facts = drawn(
        filing="""
        coop  record  v  void  happened    known       kind
        A     a       1  no    2014-03-20  2015-07-03  statement
        A     a       2  no    2014-03-20  2016-07-05  statement
        A     b       1  no    2015-03-20  2015-08-01  tax_return
        A     b       2  yes   2015-03-20  2015-09-01  tax_return
        A     c       1  no    2016-03-20  2016-03-01  statement
        """
    )
    year = FILINGS.arrived(within=months(12))
    days = ("2015-07-02", "2015-07-03", "2015-08-01", "2015-09-01", "2016-03-20", "2016-07-03")
    # a on 3 July 2015, for a year long past; b from 1 August until it is void; c once the day that
    # it speaks of has come; the correction of a is no arrival, and a year after a is over.
    assert ask(facts, year, *days) == [0, 1, 2, 1, 2, 1]
    assert ask(facts, FILINGS.arrived(), "2016-07-05", "2017-03-02") == [2, 2]
    assert ask(facts, year, "2016-07-05", "2017-02-28", "2017-03-01") == [1, 1, 0]
    assert ask(facts, FILINGS.where(kind="tax_return").arrived(), *days[1:4]) == [0, 1, 0]


def test_rows_are_chosen_by_whole_numbers(drawn, ask):
    facts = drawn(
        filing="""
        coop  happened    known       kind       delay_days
        A     2014-03-20  2014-07-03  statement  0
        A     2015-03-20  2015-07-03  statement  3
        A     2016-03-20  2016-07-03  statement  -
        """
    )
    assert ask(facts, FILINGS.where(delay_days=0).count(), "2017-01-01") == [1]
    assert ask(facts, FILINGS.where(delay_days=(0, 3)).count(), "2017-01-01") == [2]
    assert ask(facts, FILINGS.where(delay_days=1).count(), "2017-01-01") == [0]
