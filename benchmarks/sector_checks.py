"""What can never be in a registry: statements that do not balance, and impossible histories.

Of statements the version that was known last is looked at. A history is impossible where something
is done before the co-operative was founded or after its recorded end, known before it happened, or
ended before it began.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.sector_view import ENDED, Flags, Ints, View, days_of
from coopscore.schema import TABLES

_FAR = 2**31

# Each total, what adds up to it, and what is taken off; whole rials.
IDENTITIES: Sequence[tuple[str, Sequence[str], Sequence[str]]] = (
    ("current_assets", ("cash", "receivables", "inventory"), ()),
    ("total_assets", ("current_assets", "fixed_assets", "other_assets"), ()),
    ("total_liabilities", ("current_liabilities", "long_term_liabilities"), ()),
    (
        "member_funds",
        ("capital_paid", "legal_reserve", "precaution_reserve", "retained_earnings"), (),
    ),
    ("total_assets", ("total_liabilities", "member_funds"), ()),
    ("operating_profit", ("turnover",), ("cost_of_sales", "operating_expenses")),
    ("profit_before_tax", ("operating_profit",), ("finance_cost",)),
)  # fmt: skip

# Acts of the co-operative itself: none before it was founded, none after its recorded end.
_ACTS = (
    "assembly", "filing", "change_request", "facility", "training", "festival_entry",
    "social_contribution",
)  # fmt: skip
# Others act too: offices go on looking after the end, banks go on counting months.
_NOT_BEFORE = ("supervision_act", "warning", "complaint", "facility_month", "guarantee_claim")


def unbalanced(view: View) -> tuple[int, int]:
    """Statements in which an identity fails, and how many there are.

    A total that is not told (short forms leave lines out) is not held to its parts.
    """
    rows = view.rows("statement_line")
    if not rows.num_rows:
        return 0, 0
    happened, known = view.dated("statement_line")
    statement = view.places("statement_line") * (1 << 20) + happened
    whose, place = np.unique(statement, return_inverse=True)
    named = {code for total, plus, minus in IDENTITIES for code in (total, *plus, *minus)}
    amounts = {code: _last(rows, place, known, code, len(whose)) for code in named}
    failing = np.logical_or.reduce([_fails(amounts, *identity) for identity in IDENTITIES])
    return int(failing.sum()), len(whose)


def _last(rows: pa.Table, place: Ints, known: Ints, code: str, size: int) -> tuple[Ints, Flags]:
    """The amount of a line in each statement as it was known last, and whether it is there."""
    at = np.flatnonzero(pc.equal(rows["line_code"], code).to_numpy())
    at = at[np.argsort(known[at], kind="stable")]
    amount, there = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.bool_)
    amount[place[at]] = rows["amount"].to_numpy()[at]
    there[place[at]] = True
    return amount, there


def _fails(
    amounts: Mapping[str, tuple[Ints, Flags]], total: str, plus: Sequence[str], minus: Sequence[str]
) -> Flags:
    told, there = amounts[total]
    parts = sum(amounts[code][0] for code in plus) - sum(amounts[code][0] for code in minus)
    present = there & np.logical_and.reduce([amounts[code][1] for code in (*plus, *minus)])
    failing: Flags = present & (told != parts)
    return failing


def impossible(view: View) -> dict[str, int]:
    """How many rows cannot be, by what is wrong with them: `table: what`."""
    return {name: count for name, count in _impossible(view) if count}


def _impossible(view: View) -> Iterator[tuple[str, int]]:
    founded = days_of(view.told("cooperative", "founded_on", view.in_force("cooperative", None)))
    ended = _ended(view)
    for name in view.tables:
        happened, known = view.dated(name)
        yield f"{name}: known before it happened", int((known < happened).sum())
        if TABLES[name].about == "sector":
            continue
        place = view.places(name)
        yield f"{name}: of nobody", int((place < 0).sum())
        if name in (*_ACTS, *_NOT_BEFORE):
            yield f"{name}: before the foundation", int((happened < founded[place]).sum())
        if name in _ACTS:
            act = known if name == "filing" else happened
            yield f"{name}: after the end", int((act > ended[place]).sum())
        yield f"{name}: ended before it began", _backwards(view, name, happened)
    yield "assembly: more present than members", _crowded(view)


def _ended(view: View) -> Ints:
    """The day of each one's recorded end; far ahead where there is none."""
    rows = view.rows("status_event")
    at = np.flatnonzero(pc.is_in(rows["to_code"], value_set=pa.array(ENDED)).to_numpy())
    day = np.full(len(view), _FAR, dtype=np.int64)
    np.minimum.at(day, view.places("status_event")[at], view.dated("status_event")[0][at])
    return day


def _backwards(view: View, name: str, happened: Ints) -> int:
    table, rows = TABLES[name], view.rows(name)
    if table.ends is None or table.ends_early or table.ends not in rows.column_names:
        return 0
    given = rows[table.ends].is_valid().to_numpy()
    return int((given & (days_of(rows[table.ends]) < happened)).sum())


def _crowded(view: View) -> int:
    rows = view.rows("assembly")
    return int(pc.sum(pc.greater(rows["members_present"], rows["members_total"])).as_py() or 0)
