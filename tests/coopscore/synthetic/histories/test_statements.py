"""Statements on file: whole, balanced before and after corrections, round in the unit written."""

from collections import defaultdict

import numpy as np
import pytest

from coopscore.synthetic.histories.statements import books_of
from coopscore.synthetic.sector.cycles import NEVER
from coopscore.vocabulary import LINE_CODE

SUMS = (
    ("current_assets", ("cash", "receivables", "inventory")),
    ("total_assets", ("current_assets", "fixed_assets", "other_assets")),
    ("total_liabilities", ("current_liabilities", "long_term_liabilities")),
    (
        "member_funds",
        ("capital_paid", "legal_reserve", "precaution_reserve", "retained_earnings"),
    ),
    ("total_assets", ("total_liabilities", "member_funds")),
    ("turnover", ("cost_of_sales", "operating_expenses", "operating_profit")),
    ("operating_profit", ("finance_cost", "profit_before_tax")),
)


@pytest.fixture(scope="module")
def statements(sheets):
    """Versions of the lines of each statement: {(coop, period): {code: [(version, amount)]}}."""
    found = defaultdict(lambda: defaultdict(list))
    rows = sheets["statement_line"].select(
        ["coop_id", "period_end", "line_code", "version", "amount"]
    )
    for coop_id, period_end, code, version, amount in zip(
        *(column.to_pylist() for column in rows.columns), strict=True
    ):
        found[coop_id, period_end][code].append((version, amount))
    return found


def test_each_statement_has_every_line_once_but_for_corrections(statements):
    assert len(statements) > 2_000
    for lines in statements.values():
        assert set(lines) == set(LINE_CODE)
        assert all(
            [version for version, _ in told] == list(range(1, len(told) + 1))
            for told in lines.values()
        )


def test_each_balances_as_first_filed_and_as_corrected(statements):
    for lines in statements.values():
        for reading in (min, max):
            said = {code: reading(told)[1] for code, told in lines.items()}
            assert all(said[whole] == sum(said[part] for part in parts) for whole, parts in SUMS)


def test_about_one_in_a_hundred_is_corrected_and_then_says_something_else(statements):
    corrected = [lines for lines in statements.values() if len(lines["turnover"]) > 1]
    assert 0.003 < len(corrected) / len(statements) < 0.02
    for lines in corrected:
        (_, before), (_, after) = lines["inventory"]
        assert after == before - before // 8


def test_a_correction_comes_within_the_cycle_of_its_statement(chunk, sheets, numbers):
    rows = sheets["statement_line"]
    received, version = numbers(rows, "received_on"), rows["version"].to_numpy()
    keys = zip(*(rows[name].to_pylist() for name in ("coop_id", "period_end")), strict=True)
    first, later = {}, {}
    for key, day, number in zip(keys, received.tolist(), version.tolist(), strict=True):
        (first if number == 1 else later)[key] = day
    assert len(later) > 5
    for key, day in later.items():
        assert day >= first[key] + 10
        pair = np.searchsorted(chunk.cycles.starts, [first[key], day])
        assert pair[0] == pair[1]


def test_amounts_are_round_in_the_unit_that_the_statement_was_written_in(sheets):
    rows = sheets["statement_line"]
    rows = rows.filter(np.asarray(rows["version"]) == 1)
    units, amounts = np.asarray(rows["unit_seen"].to_pylist()), rows["amount"].to_numpy()
    size = {"rial": 1, "toman": 10, "thousand_rial": 1_000, "million_rial": 1_000_000}
    assert set(units) == set(size)
    assert (units == "rial").mean() > 0.8
    for unit, number in size.items():
        assert not (amounts[units == unit] % number).any()
    assert set(rows["currency"].to_pylist()) == {"IRR"}


def test_honest_statements_in_rial_say_what_the_books_say(chunk, deeds, sheets, numbers, places):
    rows = sheets["statement_line"]
    who, end = places(chunk, rows), numbers(rows, "period_end")
    kept = np.asarray(rows["version"]) == 1
    kept &= np.asarray(rows["unit_seen"].to_pylist()) == "rial"
    code = np.asarray(rows["line_code"].to_pylist())
    kept &= code == "total_assets"
    cycle = (deeds.duties.period_end[who] == end[:, None]).argmax(axis=1)
    gamed = deeds.gamed[who, cycle]
    assets = books_of(chunk, deeds).lines["total_assets"][who, cycle]
    amount = rows["amount"].to_numpy()
    assert (amount == assets)[kept & ~gamed].all()
    assert (kept & gamed).sum() > 10
    assert (amount != assets)[kept & gamed].mean() > 0.9


def test_every_statement_filed_is_there_and_no_other(deeds, chunk, statements):
    filed = (deeds.statement < NEVER) & (deeds.statement <= chunk.cycles.end)
    assert len(statements) == filed.sum()


def test_sales_are_heavy_tailed(drawn_sheets):
    rows = drawn_sheets["statement_line"]
    code = np.asarray(rows["line_code"].to_pylist())
    sales = rows["amount"].to_numpy()[code == "turnover"]
    assert sales.mean() > 3 * np.median(sales)
