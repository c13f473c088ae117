"""Marks as they were dealt out: entries with equally many, and those that were marked alike."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.awards.normalisation import Floats, Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class Design:
    """Marks by places: arrays (n,), all marks of an entry one after the other.

    `entry`, `juror` and `criterion` are places from 0 to `entries`, `jurors` and `criteria`.
    """

    entry: Ints
    juror: Ints
    criterion: Ints
    mark: Floats
    entries: int
    jurors: int
    criteria: int

    def blocks(self) -> Iterator["Block"]:
        """The marks of entries with equally many, as many entries at once."""
        first, size = np.unique(self.entry, return_index=True, return_counts=True)[1:]
        for many in np.unique(size):
            rows = first[size == many][:, None] + np.arange(many)
            yield Block.of(self, rows)


@dataclass(frozen=True, kw_only=True, eq=False)
class Block:
    """Entries with m marks each: rows (k, m) of the design, and what they have in common.

    `same_criterion`, `same_juror` (k, m, m) tell which marks of an entry share one; `to` (k, m,
    criteria + jurors) leads from means and leniences to marks.
    """

    rows: Ints
    entry: Ints
    juror: Ints
    criterion: Ints
    mark: Floats
    same_criterion: Floats
    same_juror: Floats
    to: Floats

    @classmethod
    def of(cls, design: Design, rows: Ints) -> "Block":
        """The block of some rows."""
        juror, criterion = design.juror[rows], design.criterion[rows]
        eye = np.eye(design.criteria + design.jurors)
        return cls(
            rows=rows, entry=design.entry[rows[:, 0]], juror=juror, criterion=criterion,
            mark=design.mark[rows],
            same_criterion=(criterion[:, :, None] == criterion[:, None, :]).astype(np.float64),
            same_juror=(juror[:, :, None] == juror[:, None, :]).astype(np.float64),
            to=eye[criterion] + eye[design.criteria + juror],
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Pattern:
    """What entries that were marked alike have in common: p patterns of m marks each.

    `block` holds one entry of each; `count` (p,) says how many there are, `mean` (p, m) is of their
    marks and `squares` (p, m, m) adds up products of what marks are apart from it.
    """

    block: Block
    count: Ints
    mean: Floats
    squares: Floats

    @classmethod
    def of(cls, design: Design, block: Block) -> "Pattern":
        """The patterns among the entries of a block."""
        dealt = np.hstack([block.juror, block.criterion])
        _, first, which, count = np.unique(
            dealt, axis=0, return_index=True, return_inverse=True, return_counts=True
        )
        patterns, marks = len(count), block.mark.shape[1]
        mean, squares = np.zeros((patterns, marks)), np.zeros((patterns, marks, marks))
        np.add.at(mean, which, block.mark)
        mean /= count[:, None]
        apart = block.mark - mean[which]
        np.add.at(squares, which, apart[:, :, None] * apart[:, None, :])
        return cls(
            block=Block.of(design, block.rows[first]), count=count, mean=mean, squares=squares
        )

    def about(self, effect: Floats) -> Floats:
        """Products of what marks are apart from what effects make of them, added up: (p, m, m)."""
        apart = self.mean - self.block.to @ effect
        return self.squares + self.count[:, None, None] * apart[:, :, None] * apart[:, None, :]
