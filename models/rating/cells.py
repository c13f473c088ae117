"""Cells: score neighbourhoods within a branch group, that stated rates are held against."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.learner import Floats
from models.rating.groups import UNKNOWN


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Rows of one group whose margins lie next to each other; `rows` are their places."""

    group: str
    rows: NDArray[np.int64]


def cells_of(
    margin: Floats, groups: NDArray[np.object_], *, bins: int, members: int
) -> tuple[Cell, ...]:
    """Each group's rows, by margin, in up to `bins` cells of as equal a size as can be.

    A group has fewer cells where one would hold fewer than `members` rows. Groups smaller than that
    are one with the rows that tell no group; and these, where they are too few as well, stand in no
    cell, unless there is no other.

    Parameters
    ----------
    margin : array of shape (n,)
        Log-odds, any scale.
    groups : array of shape (n,)
        The group of each row.
    bins : int, at least 1
        Cells of a group at most.
    members : int, at least 1
        Rows of a cell at least.

    Returns
    -------
    tuple of Cell
        Group by group in alphabetical order, from the lowest margins to the highest.
    """
    names, counts = np.unique(groups.astype(str), return_counts=True)
    large = {str(name) for name, count in zip(names, counts, strict=True) if count >= members}
    settled = np.array([one if one in large else UNKNOWN for one in groups.tolist()], dtype=object)
    found = [
        cell
        for name in sorted(set(settled.tolist()))
        for cell in _cut(name, np.flatnonzero(settled == name), margin, bins, members)
    ]
    return tuple(found) or tuple(_cut(UNKNOWN, np.arange(len(margin)), margin, 1, 0))


def by_year(cells: Sequence[Cell], years: NDArray[np.int64]) -> tuple[Cell, ...]:
    """Each group's rows of one year, of the rows that stand in `cells`.

    Parameters
    ----------
    cells : sequence of Cell
        As `cells_of` gives them.
    years : array of shape (n,)
        The year of every row.

    Returns
    -------
    tuple of Cell
        Group by group as in `cells`, year by year.
    """
    found = []
    for name in dict.fromkeys(cell.group for cell in cells):
        rows = np.sort(np.concatenate([cell.rows for cell in cells if cell.group == name]))
        of_row = years[rows]
        found += [Cell(group=name, rows=rows[of_row == year]) for year in np.unique(of_row)]
    return tuple(found)


def means(values: Floats, cells: Sequence[Cell]) -> Floats:
    """The mean of each cell's rows, shape (cells,)."""
    return np.array([values[cell.rows].mean() for cell in cells])


def _cut(name: str, rows: NDArray[np.int64], margin: Floats, bins: int, members: int) -> list[Cell]:
    number = min(bins, len(rows) // members) if members else 1
    if not number:
        return []
    ordered = rows[np.argsort(margin[rows], kind="stable")]
    return [Cell(group=name, rows=part) for part in np.array_split(ordered, number)]
