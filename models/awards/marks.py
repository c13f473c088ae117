"""Jurors' marks, who is recused from which, and what marks lead between.

Marks are all there is here: whoever holds a `Marks` has no place for the system's points.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Floats = npt.NDArray[np.float64]
Objects = npt.NDArray[np.object_]

MOST = 100.0  # marks, from 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Marks:
    """Jurors' marks, one element each, in any order; arrays (n,).

    Parameters
    ----------
    entry, juror, criterion : array of text
        Ids of the co-operative and the juror, and the code of the criterion.
    mark : array of float, 0 to 100
        nan where the juror gave none.

    Raises
    ------
    ValueError
        Where lengths differ, a mark lies outside, or a juror marked a criterion of an entry twice.
    """

    entry: Objects
    juror: Objects
    criterion: Objects
    mark: Floats

    def __post_init__(self) -> None:
        if len({len(column) for column in vars(self).values()}) != 1:
            raise ValueError("marks have one element in each column")
        given = self.mark[~np.isnan(self.mark)]
        if len(given) and not 0 <= given.min() <= given.max() <= MOST:
            raise ValueError(f"marks lie between 0 and {MOST:.0f}")
        keys = set(zip(self.entry, self.juror, self.criterion, strict=True))
        if len(keys) != len(self.mark):
            raise ValueError("a juror marks a criterion of an entry once")

    def __len__(self) -> int:
        return len(self.mark)

    def take(self, rows: npt.NDArray[np.bool_]) -> "Marks":
        """Some of the marks."""
        return Marks(**{name: column[rows] for name, column in vars(self).items()})


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A juror who may not judge a co-operative, and why (a code, or the committee's words)."""

    juror: str
    entry: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A conflict that bore on marks: how many were left out for it, 0 where none was given yet."""

    juror: str
    entry: str
    reason: str
    marks: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Recusal:
    """The marks that are left, and what was left out, by juror and entry."""

    marks: Marks
    left_out: tuple[LeftOut, ...]


def recused(marks: Marks, conflicts: Iterable[Conflict]) -> Recusal:
    """The marks without those of jurors of entries that they have an interest in.

    All conflicts between an entry and a juror of these marks are told; of one pair with several
    reasons each is told, and its marks are left out once.
    """
    told = sorted(set(conflicts), key=lambda one: (one.juror, one.entry, one.reason))
    barred = {(one.juror, one.entry) for one in told}
    pairs = list(zip(map(str, marks.juror), map(str, marks.entry), strict=True))
    out = np.array([pair in barred for pair in pairs], dtype=np.bool_)
    given = ~np.isnan(marks.mark)
    count: dict[tuple[str, str], int] = {}
    for pair, there in zip(pairs, out & given, strict=True):
        count[pair] = count.get(pair, 0) + int(there)
    jurors, entries = {juror for juror, _ in pairs}, {entry for _, entry in pairs}
    left_out = tuple(
        LeftOut(
            juror=one.juror,
            entry=one.entry,
            reason=one.reason,
            marks=count.get((one.juror, one.entry), 0),
        )
        for one in told
        if one.juror in jurors and one.entry in entries
    )
    return Recusal(marks=marks.take(~out), left_out=left_out)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Entries and jurors that marks lead between; ids in their order."""

    entries: tuple[str, ...]
    jurors: tuple[str, ...]


def connected_groups(marks: Marks) -> tuple[Group, ...]:
    """Entries and jurors that marks lead between, the largest group first.

    Within a group severities can be set beside each other; from one to another they cannot.
    """
    given = marks.take(~np.isnan(marks.mark))
    entries, at_entry = np.unique(given.entry.astype(str), return_inverse=True)
    jurors, at_juror = np.unique(given.juror.astype(str), return_inverse=True)
    size = len(entries) + len(jurors)
    links = (np.ones(len(given)), (at_entry, len(entries) + at_juror))
    count, label = connected_components(coo_array(links, shape=(size, size)), directed=False)
    groups = [
        Group(
            entries=tuple(entries[label[: len(entries)] == one].tolist()),
            jurors=tuple(jurors[label[len(entries) :] == one].tolist()),
        )
        for one in range(count)
    ]
    return tuple(sorted(groups, key=lambda one: (-len(one.entries), one.entries)))
