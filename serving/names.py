"""What co-operatives are called now, so that people can find one without its id."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from coopscore.language import matching_key

COLUMNS = ("coop_id", "record_id", "version", "voided", "happened", "known", "name")

_Rank = tuple[date, int, date, str]


@dataclass(frozen=True)
class NameIndex:
    """The name in force of every co-operative on record, by id."""

    names: Mapping[str, str]
    keys: Mapping[str, str]

    @classmethod
    def of(cls, versions: pa.Table) -> "NameIndex":
        """The index of stored versions of the table `cooperative` (`COLUMNS` of it)."""
        rows = in_force(versions.to_pylist())
        names = {coop_id: row["name"] for coop_id, row in rows.items()}
        return cls(names, {coop_id: matching_key(name) for coop_id, name in names.items()})

    def __contains__(self, coop_id: str) -> bool:
        return coop_id in self.names

    def of_one(self, coop_id: str) -> str | None:
        """The name of one co-operative; None where none is on record."""
        return self.names.get(coop_id)

    def found(self, text: str, most: int) -> list[str]:
        """Ids of at most `most` co-operatives whose name or id holds `text`."""
        wanted = matching_key(text)
        matches = (
            coop_id
            for coop_id, key in self.keys.items()
            if wanted in key or wanted in coop_id.casefold()
        )
        return [coop_id for coop_id, _ in zip(matches, range(most), strict=False)]


def in_force(versions: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The state of the register that is in force, by co-operative.

    A state's place is that of its record's first version; a void one gives way to the next.
    """
    records: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in versions:
        records.setdefault((row["coop_id"], row["record_id"]), []).append(row)
    best: dict[str, tuple[_Rank, Mapping[str, Any]]] = {}
    for (coop_id, record_id), rows in records.items():
        rows.sort(key=lambda row: (row["known"], row["version"]))
        first, last = rows[0], rows[-1]
        rank = (first["known"], first["version"], last["happened"], record_id)
        if not last["voided"] and (coop_id not in best or rank > best[coop_id][0]):
            best[coop_id] = (rank, last)
    return {coop_id: best[coop_id][1] for coop_id in sorted(best)}
