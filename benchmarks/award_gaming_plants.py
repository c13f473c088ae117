"""Gaming that the make-believe registry does not draw, planted into papers of honest ones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from models.awards.gaming import Papers
from models.awards.signs import day_number
from models.awards.statements import LINES
from models.status.changes import days

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Texts = NDArray[np.str_]

MANY = 100  # co-operatives planted of each kind
LAST_DAYS = 14  # before the cut-off, in which all comes at once
OVERDUE = 61  # days, at least
FEWEST = 3  # papers or duties that come at once
FACTOR = (1.05, 1.5)  # as the registry's own templates
JITTER = 0.003  # of each line of a template that was touched up
BY_HAND = 3  # of its lines, left as the books have them
_YEAR = 365


@dataclass(frozen=True, kw_only=True)
class Planted:
    """Papers with gaming of one kind, and by whom."""

    papers: Papers
    who: frozenset[str]


Plant = Callable[[Papers, Sequence[str], date, np.random.Generator], Planted]


def touched_up(
    papers: Papers, honest: Sequence[str], cut_off: date, rng: np.random.Generator
) -> Planted:
    """Last year's statement times a factor, each line a little off and three left as they were."""
    table = papers.statement_line
    ids, period, line = _ids(table), days(table["happened"]), _texts(table["line_code"])
    amount = np.asarray(table["amount"].to_numpy(), dtype=np.int64).copy()
    mine = _among(table["coop_id"], honest) & _among(table["line_code"], LINES)
    rows = np.flatnonzero(mine & (period <= day_number(cut_off)))
    place = {(str(ids[row]), int(period[row]), str(line[row])): row for row in rows}
    last = {str(who): int(period[rows[ids[rows] == who]].max()) for who in _some(ids[rows], rng)}
    done = set()
    for who, ends in last.items():
        before = {
            code: place[(who, then, code)]
            for code in LINES
            for then in range(ends - _YEAR - 1, ends - _YEAR + 2)
            if (who, then, code) in place
        }
        if len(before) < len(LINES) or len(done) == MANY:
            continue
        factor, kept = rng.uniform(*FACTOR), rng.choice(len(LINES), BY_HAND, replace=False)
        for at, code in enumerate(LINES):
            if at not in kept:
                off = 1 + JITTER * rng.standard_normal()
                amount[place[(who, ends, code)]] = round(amount[before[code]] * factor * off)
        done.add(who)
    column = pa.array(amount)
    return Planted(
        papers=replace(papers, statement_line=_with(table, "amount", column)), who=frozenset(done)
    )


def rounded(
    papers: Papers, honest: Sequence[str], cut_off: date, rng: np.random.Generator
) -> Planted:
    """The last statement in figures of two digits and zeros."""
    table = papers.statement_line
    ids, period = _ids(table), days(table["happened"])
    amount = np.asarray(table["amount"].to_numpy(), dtype=np.int64).copy()
    who = _some(np.array(honest), rng)[:MANY]
    for one in who:
        mine = (ids == one) & (period <= day_number(cut_off))
        rows = np.flatnonzero(mine & (period == period[mine].max()) & (amount != 0))
        digits = 10.0 ** (np.floor(np.log10(np.abs(amount[rows]))) - 1)
        digits = np.maximum(digits, 1)
        amount[rows] = np.rint(np.rint(amount[rows] / digits) * digits).astype(np.int64)
    column = pa.array(amount)
    return Planted(
        papers=replace(papers, statement_line=_with(table, "amount", column)), who=frozenset(who)
    )


def in_bulk(
    papers: Papers, honest: Sequence[str], cut_off: date, rng: np.random.Generator
) -> Planted:
    """Papers of the last year that had long been due and came in the last days."""
    table = papers.filing
    last = day_number(cut_off)
    due = days(table["due_on"].fill_null(table["known"]))
    owed = (due <= last - OVERDUE) & (due > last - OVERDUE - _YEAR)
    at, who = _rows(table, owed, honest, rng)
    known = days(table["known"]).copy()
    known[at] = last - rng.integers(0, LAST_DAYS, len(at))
    return Planted(papers=replace(papers, filing=_with(table, "known", _days(known))), who=who)


def cleaned_up(
    papers: Papers, honest: Sequence[str], cut_off: date, rng: np.random.Generator
) -> Planted:
    """Duties of four years, beside papers, that were met in the last days."""
    table = papers.obligation
    last = day_number(cut_off)
    due, version = days(table["happened"]), np.asarray(table["version"].to_numpy())
    owed = (due <= last - OVERDUE) & (due > last - OVERDUE - 4 * _YEAR)
    owed &= ~_among(table["kind"], ("statement", "tax_return"))
    at, who = _rows(table, owed, honest, rng)
    day = last - rng.integers(0, LAST_DAYS, len(at))
    met = table["fulfilled_known_on"].fill_null(date.max)
    closed, known = days(met).copy(), days(table["known"]).copy()
    closed[at] = day
    known[at] = np.where(version[at] > 1, day, known[at])
    never = closed == day_number(date.max)
    changed = _with(table, "known", _days(known))
    changed = _with(changed, "fulfilled_known_on", _days(closed, never))
    return Planted(papers=replace(papers, obligation=changed), who=who)


PLANTS: Mapping[str, Plant] = {
    "gaming_touched_up": touched_up,
    "gaming_rounded": rounded,
    "gaming_in_bulk": in_bulk,
    "gaming_cleaned_up": cleaned_up,
}


def _rows(
    table: pa.Table, owed: Flags, honest: Sequence[str], rng: np.random.Generator
) -> tuple[Ints, frozenset[str]]:
    """Rows of those that owe enough, and who they are."""
    rows = np.flatnonzero(owed & _among(table["coop_id"], honest))
    ids = _ids(table)[rows]
    who, count = np.unique(ids, return_counts=True)
    chosen = _some(who[count >= FEWEST], rng)[:MANY]
    return rows[np.isin(ids, chosen)], frozenset(chosen)


def _among(texts: pa.ChunkedArray, some: Sequence[str]) -> Flags:
    found = pc.is_in(texts, value_set=pa.array(list(some), pa.string()))
    return np.asarray(found.to_numpy(), dtype=np.bool_)


def _some(ids: Texts, rng: np.random.Generator) -> list[str]:
    """Three times as many as are planted, by lot; not all of them will do."""
    return [str(one) for one in rng.permutation(np.unique(ids))[: 3 * MANY]]


def _ids(table: pa.Table) -> Texts:
    return _texts(table["coop_id"])


def _texts(column: pa.ChunkedArray) -> Texts:
    return np.array(column.to_pylist(), dtype=str)


def _days(numbers: Ints, never: Flags | None = None) -> pa.Array:
    return pa.array(numbers.astype(np.int32), pa.int32(), mask=never).cast(pa.date32())


def _with(table: pa.Table, name: str, column: pa.Array) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, column)
