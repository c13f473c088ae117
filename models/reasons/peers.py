"""Where a co-operative stands among its peers, in numbers that a person can check.

Peers are the members of the scored cohort on the same day, of the same field of activity and the
same band of size; the co-operative is one of them. The field is the economic group where the matrix
holds it (`activity`), else the branch (`branch`). Bands are cut at the quartiles of the size over
all members; a number on a cut belongs below it; an unknown field or size is a group of its own.
Where fewer than `AT_LEAST` peers have a known value, the size is left out, then the field; all
members serve however few they are. All is worked out from the matrix of the whole day, so a
co-operative gets the same standing alone and among all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from coopscore.dossiers import PeerStanding
from features.matrix import FeatureMatrix

Floats = NDArray[np.float64]
Key = tuple[object, ...]

AT_LEAST = 30
# What tells the field of activity, and what a group by it is called; the first that a matrix holds.
FIELDS = {"isic_group": "activity", "branch": "branch"}
# What tells the size of a co-operative; the first that a matrix holds.
SIZES = ("turnover_latest", "members_latest", "employees_latest")


@dataclass(frozen=True, kw_only=True, eq=False)
class Peers:
    """The members of a cohort on one day, by field of activity and band of size."""

    numbers: Mapping[str, Floats]
    places: Mapping[str, int]
    groups: Sequence[tuple[tuple[str, Key], ...]]
    members: Mapping[Key, NDArray[np.int64]]
    at_least: int = AT_LEAST
    _known: dict[tuple[str, Key], Floats] = field(default_factory=dict)

    @classmethod
    def of(cls, matrix: FeatureMatrix, as_of: date, at_least: int = AT_LEAST) -> "Peers":
        """The peers in a matrix of the whole cohort.

        Parameters
        ----------
        matrix : FeatureMatrix
            One row for each member on `as_of`; rows of other days are left out.
        at_least : int, optional
            Known values that a group needs.
        """
        table = matrix.table.filter(pc.equal(matrix.table["as_of"], pa.scalar(as_of)))
        names = table.column_names
        by = next((name for name in FIELDS if name in names), None)
        size = next((name for name in SIZES if name in names), None)
        codes = table[by].to_pylist() if by else None
        bands = _bands(_floats(table[size])) if size else None
        called = FIELDS[by] if by else ""
        groups = [_groups(place, called, codes, bands) for place in range(len(table))]
        return cls(
            numbers={
                feature.name: _floats(table[feature.name])
                for feature in matrix.features
                if feature.type == "number"
            },
            places={coop_id: place for place, coop_id in enumerate(table["coop_id"].to_pylist())},
            groups=groups,
            members=_members(groups),
            at_least=at_least,
        )

    def standing(self, coop_id: str, feature: str) -> PeerStanding | None:
        """A co-operative's number beside that of its peers; None of a category."""
        if feature not in self.numbers:
            return None
        place = self.places[coop_id]
        own = self.numbers[feature][place]
        group, known = self._narrowest(feature, self.groups[place])
        low, middle, high = _quartiles(known)
        return PeerStanding(
            feature=feature,
            value=None if np.isnan(own) else float(own),
            low=low,
            middle=middle,
            high=high,
            below=None if np.isnan(own) else _share_below(known, float(own)),
            peers=len(known),
            group=group,
        )

    def _narrowest(self, feature: str, groups: Sequence[tuple[str, Key]]) -> tuple[str, Floats]:
        """The narrowest group that holds enough known values, and these in order."""
        for group, key in groups:
            known = self._sorted(feature, key)
            if len(known) >= self.at_least:
                return group, known
        return group, known

    def _sorted(self, feature: str, key: Key) -> Floats:
        if (feature, key) not in self._known:
            numbers = self.numbers[feature][self.members[key]]
            self._known[feature, key] = np.sort(numbers[~np.isnan(numbers)])
        return self._known[feature, key]


def _groups(
    place: int, called: str, codes: Sequence[object] | None, bands: Sequence[object] | None
) -> tuple[tuple[str, Key], ...]:
    """The groups that a member belongs to, the narrowest first; no two have one key."""
    found: list[tuple[str, Key]] = [("all", ())]
    if codes is not None:
        found.append((called, (codes[place],)))
        if bands is not None:
            found.append((f"{called}_and_size", (codes[place], bands[place])))
    return tuple(reversed(found))


def _members(groups: Sequence[tuple[tuple[str, Key], ...]]) -> Mapping[Key, NDArray[np.int64]]:
    """The places of the members of each group."""
    places: dict[Key, list[int]] = {}
    for place, ours in enumerate(groups):
        for _, key in ours:
            places.setdefault(key, []).append(place)
    return {key: np.array(of) for key, of in places.items()}


def _floats(cells: Any) -> Floats:
    numbers: Floats = cells.to_numpy().astype(np.float64) + 0.0
    return numbers


def _bands(size: Floats) -> list[int | None]:
    """The quarter of the members that each lies in, 0 the smallest; None where unknown."""
    edges = [edge for edge in _quartiles(np.sort(size[~np.isnan(size)])) if edge is not None]
    bands = np.searchsorted(np.array(edges), size, side="left").tolist()
    return [None if unknown else band for band, unknown in zip(bands, np.isnan(size), strict=True)]


def _quartiles(known: Floats) -> tuple[float | None, ...]:
    """Values of members at a quarter, a half and three quarters; none where none is known."""
    if not len(known):
        return None, None, None
    return tuple(float(known[(len(known) * k + 3) // 4 - 1]) for k in (1, 2, 3))


def _share_below(known: Floats, own: float) -> float:
    """The share that lies below, ties counting half."""
    low, high = (int(np.searchsorted(known, own, side=side)) for side in ("left", "right"))
    return (low + high) / (2 * len(known))
