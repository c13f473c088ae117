"""Peer tables: how one number was spread among the members of a cohort on one month's end.

A table holds cut points, not co-operatives: from it anybody's standing can be told, and nobody's
number read. `features.peers` says what it means; nothing here reads facts.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from coopscore.calendar import Calendar
from features.cohorts import Cohort
from features.peers import PeerShare, meaning
from features.spec import SEMANTICS
from features.stamped import canonical_json, content_of

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# Steps of a large group's ranks. A step is half a hundredth: the chance error of a share among
# the two hundred peers that it takes to be that large is seven times as much.
POINTS = 200

CUTS = pa.schema(
    [("group", pa.string()), ("value", pa.float64()), ("below", pa.int64()), ("upto", pa.int64())]
)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a peer table is about; two tables of one subject are one table."""

    share: PeerShare
    cohort: Cohort
    month_end: date
    calendar: Calendar
    batch: int

    @cached_property
    def content(self) -> dict[str, object]:
        """All that decides the table, definitions in full."""
        return {
            "semantics": SEMANTICS,
            "points": POINTS,
            "share": meaning(self.share),
            "cohort": self.cohort.name,
            "conditions": self.cohort.content,
            "month_end": self.month_end.isoformat(),
            "calendar": self.calendar,
            "batch": self.batch,
        }

    @cached_property
    def name(self) -> str:
        """A name that no other subject has: `registered-2016-05-31-b3-0123456789abcdef`."""
        key = sha256(canonical_json(self.content)).hexdigest()[:16]
        return f"{self.cohort.name}-{self.month_end}-b{self.batch}-{key}"


@dataclass(frozen=True, eq=False)
class Cuts:
    """Cut points of one group: how many of its peers lie below each, and how many up to it."""

    value: Floats
    below: Ints
    upto: Ints

    @classmethod
    def of(cls, numbers: Floats) -> Self:
        """The cut points of these numbers, at least one."""
        value, counts = np.unique(numbers, return_counts=True)
        upto = np.cumsum(counts)
        kept = np.arange(len(value))
        if len(value) > POINTS:
            ranks = np.arange(POINTS + 1) * (len(numbers) - 1) // POINTS
            kept = np.unique(np.searchsorted(upto, ranks, side="right"))
        return cls(value[kept], (upto - counts)[kept], upto[kept])

    @property
    def peers(self) -> int:
        """How many they are."""
        return int(self.upto[-1])

    def shares(self, numbers: Floats) -> Floats:
        """The share of the group that lies below each number, ties and gaps counting half."""
        at = np.searchsorted(self.value, numbers, side="left")
        tied = np.append(self.value, np.nan)[at] == numbers
        low = np.where(tied, np.append(self.below, 0)[at], np.append(0, self.upto)[at])
        high = np.where(tied, np.append(self.upto, 0)[at], np.append(self.below, self.peers)[at])
        found: Floats = (low + high) / (2 * self.peers)
        return found


@dataclass(frozen=True, kw_only=True, eq=False)
class PeerTable:
    """The spread of a number among peers, group by group.

    `bands` hold the cut points of each number in the share's `by`, and None for each category.
    `groups` are named by the JSON list of their codes and bands: `["worker",3]`, `[]` for all.
    """

    subject: Subject
    bands: tuple[tuple[float, ...] | None, ...]
    groups: Mapping[str, Cuts]

    @classmethod
    def of(cls, subject: Subject, value: pa.Array, by: Sequence[pa.Array]) -> Self:
        """The table of a whole cohort's answers on the month's end.

        Parameters
        ----------
        value : pa.Array
            The share's value of each member; null where missing.
        by : sequence of pa.Array
            What groups them, in the order of the share's `by`.
        """
        numbers = _floats(value)
        bands = tuple(None if pa.types.is_string(b.type) else _quartiles(_floats(b)) for b in by)
        keys = [_Keys.of(b, edges) for b, edges in zip(by, bands, strict=True)]
        known = np.flatnonzero(~np.isnan(numbers))
        groups = {
            name: Cuts.of(numbers[rows])
            for level in range(len(keys) + 1)
            for name, rows in _grouped(keys[:level], known)
            if len(rows) >= subject.share.at_least or level == 0
        }
        return cls(subject=subject, bands=bands, groups=dict(sorted(groups.items())))

    @classmethod
    def stored(
        cls, subject: Subject, bands: Sequence[Sequence[float] | None], cuts: pa.Table
    ) -> Self:
        """The table whose `cuts` these are."""
        name, value, below, upto = (column.to_numpy() for column in cuts.columns)
        first = np.flatnonzero(np.append(True, name[1:] != name[:-1])[: len(name)])
        groups = {
            str(name[rows[0]]): Cuts(value[rows], below[rows], upto[rows])
            for rows in np.split(np.arange(len(name)), first[1:])
            if len(rows)
        }
        edges = tuple(None if numbers is None else tuple(numbers) for numbers in bands)
        return cls(subject=subject, bands=edges, groups=groups)

    def shares(self, value: pa.Array, by: Sequence[pa.Array]) -> pa.Array:
        """The share of peers below each value; null where the value or every peer's is missing."""
        numbers = _floats(value)
        keys = [_Keys.of(b, edges) for b, edges in zip(by, self.bands, strict=True)]
        found = np.full(len(numbers), np.nan)
        left = np.flatnonzero(~np.isnan(numbers))
        for level in reversed(range(len(keys) + 1)):
            for name, rows in _grouped(keys[:level], left):
                if name in self.groups:
                    found[rows] = self.groups[name].shares(numbers[rows])
            left = left[np.isnan(found[left])]
        return pa.array(found, pa.float64(), from_pandas=True)

    @cached_property
    def cuts(self) -> pa.Table:
        """All cut points of all groups, as they are stored."""
        cuts = list(self.groups.values())
        names = [name for name, group in self.groups.items() for _ in group.value]
        columns = [
            np.concatenate([np.array([], kind), *(getattr(group, part) for group in cuts)])
            for part, kind in (("value", "f8"), ("below", "i8"), ("upto", "i8"))
        ]
        return pa.table([names, *columns], schema=CUTS)

    @property
    def stamp(self) -> dict[str, object]:
        """All that is not in the cut points."""
        return {"subject": self.subject.content, "bands": self.bands}

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the stamp and of every cut point."""
        digest = sha256(canonical_json(self.stamp))
        for part in content_of(self.cuts):
            digest.update(part)
        return digest.hexdigest()


@dataclass(frozen=True, eq=False)
class _Keys:
    """What rows have in common: a position in `labels` for each."""

    at: Ints
    labels: Sequence[str | int | None]

    @classmethod
    def of(cls, cells: pa.Array, edges: Sequence[float] | None) -> Self:
        """The codes of a category, or the bands of a number between edges; missing is one too."""
        if edges is None:
            coded = cells.dictionary_encode(null_encoding="encode")
            at = coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
            return cls(at, coded.dictionary.to_pylist())
        numbers = _floats(cells)
        bands = np.searchsorted(np.array(edges), numbers, side="left").astype(np.int64)
        missing = len(edges) + 1
        return cls(np.where(np.isnan(numbers), missing, bands), [*range(missing), None])


def _grouped(keys: Sequence[_Keys], rows: Ints) -> Iterator[tuple[str, Ints]]:
    """The rows that have all keys in common, and the name of each group."""
    if not len(rows):
        return
    code = np.zeros(len(rows), dtype=np.int64)
    for key in keys:
        # Numbered anew at each key, so that no product of many keys can run over.
        code = np.unique(code * len(key.labels) + key.at[rows], return_inverse=True)[1]
    order = np.argsort(code, kind="stable")
    for group in np.split(rows[order], np.flatnonzero(np.diff(code[order])) + 1):
        labels = [key.labels[key.at[group[0]]] for key in keys]
        yield json.dumps(labels, separators=(",", ":")), group


def _quartiles(numbers: Floats) -> tuple[float, ...]:
    """The numbers at a quarter, a half and three quarters of the known ones; none where none is."""
    known = np.sort(numbers[~np.isnan(numbers)])
    return tuple(float(known[(len(known) * k + 3) // 4 - 1]) for k in (1, 2, 3) if len(known))


def _floats(cells: pa.Array) -> Floats:
    # Adding zero makes -0 and 0 one value, which they are, with the same bits.
    numbers: Floats = cells.to_numpy(zero_copy_only=False).astype(np.float64) + 0.0
    return numbers
