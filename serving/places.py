"""Where co-operatives are registered, so that an office finds its own on a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

import pyarrow as pa

from coopscore.errors import EmptyStore
from coopscore.facts import FactStore, FactView
from serving.names import in_force

COLUMNS = (
    "coop_id", "record_id", "version", "voided", "happened", "known",
    "province", "county", "term_end",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Place:
    """One registration in force; `province` and `county` are empty where none is on record.

    `term_end` is the last day of the statute's term; None where it has none or it is unknown.
    """

    province: str = ""
    county: str = ""
    term_end: date | None = None


NOWHERE = Place()


@dataclass(frozen=True)
class PlaceIndex:
    """The registration in force of every co-operative on record, by id."""

    places: Mapping[str, Place]

    @classmethod
    def of(cls, versions: pa.Table) -> "PlaceIndex":
        """The index of stored versions of the table `cooperative` (`COLUMNS` of it)."""
        return cls._of(versions.to_pylist())

    @classmethod
    def known_on(cls, view: FactView, day: date) -> "PlaceIndex":
        """The index of what a reader of the register saw on a day."""
        rows = view.read("cooperative", columns=COLUMNS).to_pylist()
        # Row by row, for Arrow would load pandas to hold a column against a day.
        return cls._of([row for row in rows if max(row["known"], row["happened"]) <= day])

    @classmethod
    def _of(cls, rows: list[dict[str, Any]]) -> "PlaceIndex":
        return cls({coop_id: _place(row) for coop_id, row in in_force(rows).items()})

    def of_one(self, coop_id: str) -> Place:
        """Where one is registered; `NOWHERE` for one that is not on record."""
        return self.places.get(coop_id, NOWHERE)

    @property
    def offices(self) -> dict[str, str]:
        """The office of each: the province that it is registered in, empty where none is told."""
        return {coop_id: place.province for coop_id, place in self.places.items()}

    def within(self, province: str, county: str = "") -> list[str]:
        """Ids of those who are registered in a province, in one county of it where it is named."""
        return [
            coop_id
            for coop_id, place in self.places.items()
            if place.province == province and county in ("", place.county)
        ]

    def counties(self) -> dict[str, Sequence[str]]:
        """The counties of each province that anybody is registered in, in order."""
        found: dict[str, set[str]] = {}
        for place in self.places.values():
            found.setdefault(place.province, set()).add(place.county)
        return {name: sorted(found[name] - {""}) for name in sorted(found) if name}


class Places:
    """Reads the places of one home; safe to share between threads."""

    def __init__(self, facts: FactStore) -> None:
        self._facts = facts
        self._lock = Lock()
        self._kept: tuple[int, PlaceIndex] = (0, PlaceIndex({}))
        self._known: tuple[tuple[int, date], PlaceIndex] = ((0, date.min), PlaceIndex({}))

    def now(self) -> PlaceIndex:
        """The registrations in force, read again whenever a newer batch has been sealed."""
        try:
            view = self._facts.view()
        except EmptyStore:
            return PlaceIndex({})
        with self._lock:
            if self._kept[0] != view.batch:
                index = PlaceIndex.of(view.read("cooperative", columns=COLUMNS))
                self._kept = (view.batch, index)
            return self._kept[1]

    def known_on(self, day: date) -> PlaceIndex:
        """The registrations that were known on a day; nobody's where there are no facts."""
        try:
            view = self._facts.view()
        except EmptyStore:
            return PlaceIndex({})
        with self._lock:
            if self._known[0] != (view.batch, day):
                self._known = ((view.batch, day), PlaceIndex.known_on(view, day))
            return self._known[1]


def _place(row: Mapping[str, object]) -> Place:
    end = row["term_end"]
    return Place(
        province=str(row["province"] or ""),
        county=str(row["county"] or ""),
        term_end=end if isinstance(end, date) else None,
    )
