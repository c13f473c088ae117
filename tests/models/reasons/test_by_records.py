"""The records that are named come to the value by themselves; one that was changed does not."""

from dataclasses import replace
from datetime import date

import pytest

from coopscore.dossiers import Evidence
from features.catalogue import CATALOGUE
from features.peers import parts
from features.rebuilt import Rebuilt
from features.summaries import least
from features.values import DAYS_IN_YEAR
from models.reasons.by_records import Shown
from models.reasons.figures import bears_out

AS_OF = date(2016, 6, 1)
NEWEST, BEFORE = "2015-12-31", "2014-12-31"


def record(table, happened, known=None, **cells):
    day = date.fromisoformat(happened)
    return Evidence(
        feature="f", table=table, record_id=happened, happened=day,
        known=date.fromisoformat(known) if known else day, cells=cells,
    )  # fmt: skip


def filing(happened, **cells):
    return record("filing", happened, kind="statement", **cells)


def line(happened, amount, code="turnover", **cells):
    return record("statement_line", happened, f"{int(happened[:4]) + 1}-05-01", amount=amount,
                  line_code=code, **cells)  # fmt: skip


def members(happened, count):
    return record("yearly_figures", happened, members=count)


def meeting(happened, present, total):
    return record("assembly", happened, members_present=present, members_total=total)


def span(table, happened, column, end=None, **cells):
    return record(table, happened, **{column: end}, **cells)


DUTY = ("obligation", "2016-05-01", "fulfilled_on")
IRR = {"currency": "IRR"}

# Feature, value, both its parts, the records (the newest first), and one of them changed.
KINDS = {
    "count": ("statements_received_36m", 2.0, None, None, [filing(NEWEST), filing(BEFORE)],
              filing("2012-12-31")),
    "arrived": ("insurance_lists_12m", 1.0, None, None,
                [record("filing", NEWEST, kind="insurance_list")],
                record("filing", NEWEST, kind="statement")),
    "latest": ("latest_statement_delay_days", 10.0, None, None, [filing(NEWEST, delay_days=10.0)],
               filing(NEWEST, delay_days=11.0)),
    "latest code": ("branch", "housing", None, None,
                    [record("cooperative", "2010-01-01", branch="housing")],
                    record("cooperative", "2010-01-01", branch="farming")),
    "since": ("days_since_statement", 153.0, None, None, [filing(NEWEST)], filing("2015-12-30")),
    "age": ("age_years", 366 / DAYS_IN_YEAR, None, None,
            [record("cooperative", "2015-07-01", founded_on="2015-06-01")],
            record("cooperative", "2015-07-01", founded_on="2015-06-02")),
    "age missing": ("age_years", None, None, None,
                    [record("cooperative", "2015-07-01", founded_on=None)],
                    record("cooperative", "2015-07-01", founded_on="2015-06-02")),
    "open": ("duties_overdue", 1.0, None, None, [span(*DUTY)], span(*DUTY, "2016-05-20")),
    "open days": ("longest_overdue_days", 31.0, None, None, [span(*DUTY)],
                  span("obligation", "2016-05-02", "fulfilled_on")),
    "covered": ("overdue_days_36m", 20.0, None, None, [span(*DUTY, "2016-05-21")],
                span(*DUTY, "2016-05-22")),
    "since end": ("board_term_expired_days", -30.0, None, None,
                  [span("officer_term", "2013-07-01", "end", "2016-07-01", role="board_main")],
                  span("officer_term", "2013-07-01", "end", "2016-07-02", role="board_main")),
    "ratio of sums": ("attendance_share_36m", 0.5, 50.0, 100.0,
                      [meeting(NEWEST, 20.0, 40.0), meeting(BEFORE, 30.0, 60.0)],
                      meeting(NEWEST, 30.0, 60.0)),  # the same share, of another sum
    "ratio of counts": ("audited_share_36m", 0.5, 1.0, 2.0,
                        [filing(NEWEST, audited=1.0), filing(BEFORE, audited=0.0)],
                        filing(NEWEST, audited=0.0)),
    "ratio in real terms": ("turnover_real_growth", 1.0, 80.0 * 100 / 25.9, 70.0 * 100 / 23.2,
                            [line("2016-03-19", 80.0, **IRR), line("2015-03-20", 70.0, **IRR)],
                            line("2016-03-19", 81.0, **IRR)),
    "difference": ("members_change", -3.0, 9.0, 12.0, [members(NEWEST, 9.0), members(BEFORE, 12.0)],
                   members(NEWEST, 8.0)),
    "mean": ("statement_delay_mean_days", 15.0, None, None,
             [filing(NEWEST, delay_days=10.0), filing(BEFORE, delay_days=20.0)],
             filing(NEWEST, delay_days=12.0)),
    "greatest": ("statement_gap_greatest_days", 365.0, None, None,
                 [filing(NEWEST), filing(BEFORE)], filing("2015-12-30")),
    "below": ("losses_of_4", 1.0, None, None,
              [line(NEWEST, -5.0, "profit_before_tax"), line(BEFORE, 5.0, "profit_before_tax")],
              line(NEWEST, 5.0, "profit_before_tax")),
    "slope": ("members_trend_4", -3 / 10.5, -3.0, 10.5,
              [members(NEWEST, 9.0), members(BEFORE, 12.0)], members(NEWEST, 10.0)),
    "spread": ("members_spread_4", 0.5**0.5 * 2 / 11, None, None,
               [members(NEWEST, 10.0), members(BEFORE, 12.0)], members(NEWEST, 9.0)),
}  # fmt: skip


def holds(name, value, part, whole, records):
    if name == "turnover_real_growth" and value is not None:
        value = part / whole
    again = Rebuilt(recorded=value, value=value, part=part, whole=whole, evidence=tuple(records))
    return bears_out(CATALOGUE[name], value, again, as_of=AS_OF, calendar="gregorian")


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_record_does_not_bear_the_value_out(kind):
    *told, records, changed = KINDS[kind]
    if kind == "ratio in real terms":
        records = [replace(one, known=AS_OF) for one in records]
        changed = replace(changed, known=AS_OF)
    assert holds(*told, records)
    assert not holds(*told, [changed, *records[1:]])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "age missing"])
def test_a_record_that_is_left_out_is_missed(kind):
    *told, records, _ = KINDS[kind]
    assert not holds(*told, records[1:])


def test_a_record_of_another_selection_or_a_later_day_bears_nothing_out():
    *told, records, _ = KINDS["latest"]
    assert not holds(*told, [*records, record("filing", BEFORE, kind="tax_return")])
    assert not holds(*told, [replace(records[0], known=date(2016, 6, 2))])


def test_states_are_tried_in_every_order_as_none_is_shown():
    older_last = [members(NEWEST, 12.0), members(BEFORE, 9.0)]
    assert holds("members_change", -3.0, 9.0, 12.0, older_last)
    # Of events the days are the order.
    delays = [line(NEWEST, 12.0, **IRR), line(BEFORE, 9.0, **IRR)]
    shown = Shown(records=delays, as_of=AS_OF, calendar="gregorian")
    assert len(list(shown.orders(parts(CATALOGUE["turnover_real_growth"].value)[0]))) == 1


def test_where_nothing_is_on_record_nothing_is_told():
    names = ("longest_overdue_days", "board_term_expired_days", "attendance_share_36m",
             "members_spread_4", "turnover_real_growth", "members_change", "age_years")  # fmt: skip
    for name in names:
        own = parts(CATALOGUE[name].value)[0]
        shown = Shown(records=(), as_of=AS_OF, calendar="gregorian")
        assert [shown.answer(own, order) for order in shown.orders(own)] == [None]
    bare = Shown(records=[line(NEWEST, 5.0)], as_of=AS_OF, calendar="gregorian")
    real = parts(CATALOGUE["turnover_real_growth"].value)[0].part
    assert [bare.answer(real, order) for order in bare.orders(real)] == [None]


def test_the_least_and_days_counted_back_without_a_window():
    delays = parts(CATALOGUE["statement_delay_mean_days"].value)[0].parts
    records = [filing(NEWEST, delay_days=10.0), filing(BEFORE, delay_days=20.0)]
    shown = Shown(records=records, as_of=AS_OF, calendar="gregorian")
    lowest = least(delays)
    assert [shown.answer(lowest, order) for order in shown.orders(lowest)] == [10.0]
    loan = span("facility", "2016-05-01", "settled_on")
    assert holds("borrowing_days", 31.0, None, None, [loan])


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        # 12 Khordad 1395: five months, begun, to 30 Mehr, and seven passed since 1 November.
        ([], 5.0),
        ([record("cooperative", "2010-01-01", fiscal_year_end="12-29")], 5.0),
        ([record("cooperative", "2010-01-01", fiscal_year_end="09-30")], 2.0),
        ([record("assembly", "2015-11-02", outcome="held")], 17.0),
        ([record("assembly", "2015-11-01", outcome="held")], 5.0),
        # Filed late for a year long past: it counts by its arrival.
        ([record("filing", "2013-03-20", "2015-11-02", kind="statement")], 17.0),
        ([record("filing", "2013-03-20", "2015-11-01", kind="statement")], 5.0),
    ],
)
def test_a_cycle_is_closed_by_the_records_of_signs_alone(records, expected):
    value = CATALOGUE["months_to_grid_day"].value
    shown = Shown(records=records, as_of=AS_OF, calendar="gregorian")
    assert [shown.answer(value, order) for order in shown.orders(value)] == [expected]
