"""Statements as they were filed, line by line; some of them templates, some corrected later."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from coopscore.synthetic.histories.books import Books, Lines, keep_books
from coopscore.synthetic.histories.deeds import Deeds
from coopscore.synthetic.histories.rows import Numbers, joined, told
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import NEVER, Flags, Floats, Ints

_CORRECTED = 0.011  # of statements, within their cycle; about 1% where time is left. Assumed
_SLIP = 0.12  # of a correction of sales, in logs; assumed

# Units that papers are written in, and how many; what is written in a larger one is round in it.
# Most are in rial (domain.md 8.4); the shares are assumed.
UNITS = ("rial", "toman", "thousand_rial", "million_rial")
_RIAL_IN = np.array([1, 10, 1_000, 1_000_000])
_UNIT_SHARES = (0.86, 0.06, 0.05, 0.03)
_LARGE = 20_000_000_000  # rial of sales from which a statement may be in million rial

_ASSETS = ("cash", "receivables", "inventory", "fixed_assets", "other_assets")
_OWED = ("current_liabilities", "long_term_liabilities")
_RESERVES = ("capital_paid", "legal_reserve", "precaution_reserve")
_INCOME = ("turnover", "cost_of_sales", "operating_expenses", "finance_cost", "operating_cash_flow")


def books_of(chunk: Chunk, deeds: Deeds) -> Books:
    """The books of the chunk, with capital raised as its members decided."""
    raised = np.where(deeds.occasions.voted["capital"], deeds.occasions.held, NEVER)
    return keep_books(chunk, deeds.duties, raised)


def rebuilt(lines: Lines, factor: Floats, unit: Ints) -> Lines:
    """Statements with their free lines times `factor`, round in `unit`, and sums made again.

    Capital is not scaled: who copies last year's statement knows that much. What is left over is
    retained earnings.
    """

    def scaled(name: str, by: Floats | float) -> Ints:
        return np.rint(lines[name] * by / unit).astype(np.int64) * unit

    made = {name: scaled(name, factor) for name in (*_ASSETS, *_OWED, *_RESERVES[1:], *_INCOME)}
    made["capital_paid"] = scaled("capital_paid", 1.0)
    made["current_assets"] = made["cash"] + made["receivables"] + made["inventory"]
    made["total_assets"] = made["current_assets"] + made["fixed_assets"] + made["other_assets"]
    made["total_liabilities"] = made["current_liabilities"] + made["long_term_liabilities"]
    made["member_funds"] = made["total_assets"] - made["total_liabilities"]
    reserves = made["capital_paid"] + made["legal_reserve"] + made["precaution_reserve"]
    made["retained_earnings"] = made["member_funds"] - reserves
    spent = made["cost_of_sales"] + made["operating_expenses"]
    made["operating_profit"] = made["turnover"] - spent
    made["profit_before_tax"] = made["operating_profit"] - made["finance_cost"]
    return made


def statement_lines(chunk: Chunk, deeds: Deeds, books: Books) -> pa.Table:
    """The table `statement_line`: every line of every statement, and lines corrected later."""
    rng = chunk.rng("papers/statements")
    who, cycle = np.nonzero(deeds.statement < NEVER)
    unit = _units(rng, books.lines["turnover"][who, cycle], who, len(chunk))
    lines = _filed(deeds, books.lines, who, cycle, unit, rng)
    period_end, received = deeds.duties.period_end[who, cycle], deeds.statement[who, cycle]
    codes = tuple(lines)
    rows = {
        "who": np.repeat(who, len(codes)),
        "period_end": np.repeat(period_end, len(codes)),
        "received_on": np.repeat(received, len(codes)),
        "line_code": np.tile(np.arange(len(codes)), len(who)),
        "amount": np.stack([lines[code] for code in codes], axis=1).ravel(),
        "unit_seen": np.repeat(unit, len(codes)),
    }
    rows["version"] = np.ones(len(rows["who"]), dtype=np.int64)
    mended = _corrected(rows, lines, codes, deeds.duties.last[who, cycle], rng)
    whole = joined([rows, mended])
    whole["currency"] = np.zeros(len(whole["who"]), dtype=np.int64)
    words = {"line_code": codes, "unit_seen": UNITS, "currency": ("IRR",)}
    return told(chunk, "statement_line", whole, known="received_on", words=words)


def _units(rng: np.random.Generator, turnover: Ints, who: Ints, size: int) -> Ints:
    """The unit that each co-operative writes its statements in, as a place in `UNITS`."""
    unit = rng.choice(len(UNITS), size=size, p=_UNIT_SHARES)[who]
    return np.where((unit == len(UNITS) - 1) & (turnover < _LARGE), 0, unit)


def _filed(
    deeds: Deeds, books: Lines, who: Ints, cycle: Ints, unit: Ints, rng: np.random.Generator
) -> Lines:
    """What each statement says: the books, or last year's on a template, in the unit written."""
    gamed: Flags = deeds.gamed[who, cycle]
    seen = cycle - gamed  # a template is never filed in the first cycle
    lines = {code: amount[who, seen] for code, amount in books.items()}
    factor = np.where(gamed, rng.uniform(1.05, 1.5, len(who)), 1.0)
    changed = np.flatnonzero(gamed | (unit > 0))
    again = rebuilt(
        {code: amount[changed] for code, amount in lines.items()},
        factor[changed],
        _RIAL_IN[unit[changed]],
    )
    for code, amount in again.items():
        lines[code][changed] = amount
    return lines


def _corrected(
    rows: Mapping[str, Ints],
    lines: Lines,
    codes: tuple[str, ...],
    last: Ints,
    rng: np.random.Generator,
) -> Numbers:
    """Lines as corrected: sales and their cost by one slip, and stock taken for receivables.

    Sums stay what they were, so a statement balances before and after its correction.
    """
    size = len(last)
    received = rows["received_on"][:: len(codes)]
    later = received + rng.integers(10, 70, size)
    at = np.flatnonzero((rng.random(size) < _CORRECTED) & (later <= last))
    slip = np.rint(lines["turnover"][at] * np.expm1(_SLIP * rng.standard_normal(len(at))))
    slip = np.maximum(slip.astype(np.int64), -lines["cost_of_sales"][at])
    stock = lines["inventory"][at] // 8
    moved = {"turnover": slip, "cost_of_sales": slip, "receivables": stock, "inventory": -stock}
    parts = []
    for code, change in moved.items():
        part = {name: cells[at * len(codes) + codes.index(code)] for name, cells in rows.items()}
        part["amount"] = part["amount"] + change
        part["received_on"], part["version"] = later[at], np.full(len(at), 2)
        parts.append(part)
    return joined(parts)
