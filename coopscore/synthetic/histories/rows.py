"""Rows of one table out of parts, and the names by which one paper points to another."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import Ints
from coopscore.synthetic.sheet import Cells, Coded, days, sheet

Numbers: TypeAlias = dict[
    str, npt.NDArray[Any]
]  # cells by column; words as places in a list; `who` says whose


def joined(parts: Sequence[Numbers]) -> Numbers:
    """Parts of one table, one under the other; all have the same columns."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def only(columns: Numbers, kept: npt.NDArray[Any]) -> Numbers:
    """The rows at the kept places, or where the flags are set."""
    return {name: cells[kept] for name, cells in columns.items()}


def told(
    chunk: Chunk,
    table: str,
    columns: Numbers,
    *,
    known: str,
    words: Mapping[str, Sequence[str]],
    more: Mapping[str, pa.Array] | None = None,
) -> pa.Table:
    """The sheet of a table, without what became known after the drawn history.

    Parameters
    ----------
    columns
        Cells, with `who` for the place of each row's co-operative in the chunk.
    known
        The column of the day on which each row became known.
    words
        The words of columns that hold places.
    more
        Columns that are no numbers, one cell a row.
    """
    kept = np.flatnonzero(columns[known] <= chunk.cycles.end)
    cells: dict[str, Cells] = {"coop_id": chunk.ids(columns["who"][kept])}
    for name, column in columns.items():
        if name in words:
            cells[name] = Coded(column[kept], tuple(words[name]))
        elif name != "who":
            cells[name] = column[kept]
    if more:
        cells |= {name: column.take(pa.array(kept)) for name, column in more.items()}
    return sheet(table, cells)


def iso_days(numbers: Ints) -> pa.Array:
    """Days as they stand in a natural key: `2025-03-20`; missing for `NEVER`."""
    unique = days(numbers).dictionary_encode()
    texts = pc.cast(unique.dictionary, pa.string())
    return texts.take(unique.indices)


def pointer(chunk: Chunk, who: Ints, word: str, happened: Ints) -> pa.Array:
    """The natural key of another table's row: `ir:00000017|statement|2025-03-20`."""
    return pc.binary_join_element_wise(chunk.ids(who), pa.scalar(word), iso_days(happened), "|")
