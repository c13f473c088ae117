"""Cells and headers that stand in each other's place, where their types are distinct."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.synthetic.dirt.rows import Change
from coopscore.table import Column

# A day, a code and a whole number look like nothing else.
_DISTINCT = ("day", "code", "amount", "count")


def swapped_cells(
    columns: Sequence[Column],
    words: pa.Table,
    rows: npt.NDArray[np.intp],
    rng: np.random.Generator,
) -> Iterator[Change]:
    """The two columns' new texts, for rows where both cells are filled."""
    pair = _pair(columns, words, rng)
    if pair is None:
        return
    one, other = pair
    ones, others = (words[name].take(pa.array(rows)).to_pylist() for name in pair)
    both = [
        (int(row), mine, its)
        for row, mine, its in zip(rows, ones, others, strict=True)
        if mine and its
    ]
    yield Change(one, {row: its for row, _, its in both})
    yield Change(other, {row: mine for row, mine, _ in both})


def swapped_headers(
    columns: Sequence[Column], words: pa.Table, rng: np.random.Generator
) -> tuple[str, str] | None:
    """Two columns to change headers, or nothing where no two are distinct enough."""
    return _pair(columns, words, rng)


def _pair(
    columns: Sequence[Column], words: pa.Table, rng: np.random.Generator
) -> tuple[str, str] | None:
    """A day and a column of another distinct type, both filled in most rows."""
    able = [column for column in columns if column.type in _DISTINCT and _filled(words, column)]
    days = [column.name for column in able if column.type == "day"]
    others = [column.name for column in able if column.type != "day"]
    if not days or not others:
        return None
    return days[rng.integers(len(days))], others[rng.integers(len(others))]


def _filled(words: pa.Table, column: Column) -> bool:
    empty = pc.sum(pc.equal(words[column.name], "")).as_py() or 0
    return bool(words.num_rows > 0 and empty <= 0.1 * words.num_rows)
