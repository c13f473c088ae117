"""The audit log: who did what, when, in entries that hash together.

Each entry's digest covers its own words and the digest before it, so that none can be changed,
put in or taken out without breaking every digest after it. (Entries cut off at the end leave a
shorter chain that still holds; note the last digest elsewhere to see that.)
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select

from coopscore.actor import Actor
from coopscore.errors import BrokenChain
from coopscore.records.engine import Database
from coopscore.records.tables import AUDIT

_BEFORE_ALL = "0" * 64


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One act on record. `subject` names what it was done to, `detail` the particulars."""

    entry: int
    at: datetime
    actor: Actor
    action: str
    subject: str
    detail: Mapping[str, Any]
    previous: str
    digest: str


class Audit:
    """The log, from the first act to the last."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(
        self,
        action: str,
        subject: str,
        detail: Mapping[str, Any],
        *,
        actor: Actor,
        now: datetime,
    ) -> Entry:
        """Put one act on record."""
        with self._database.writing() as connection:
            return record(connection, action, subject, detail, actor=actor, now=now)

    def entries(self, *, limit: int, before: int | None = None) -> list[Entry]:
        """The last `limit` entries, newest first; those under `before` where it is given."""
        query = select(AUDIT).order_by(AUDIT.c.entry.desc()).limit(limit)
        if before is not None:
            query = query.where(AUDIT.c.entry < before)
        with self._database.reading() as connection:
            return [_entry(row) for row in connection.execute(query).mappings()]

    def first(self) -> Entry | None:
        """The first act on record, by which a log is known from another; None before any."""
        with self._database.reading() as connection:
            query = select(AUDIT).where(AUDIT.c.entry == 1)
            row = connection.execute(query).mappings().one_or_none()
        return None if row is None else _entry(row)

    def verify(self) -> int:
        """Hash the whole log again; the number of entries it holds.

        Raises
        ------
        BrokenChain
            At the first entry that is missing, out of place, or not what was written.
        """
        previous, number = _BEFORE_ALL, 0
        for number, row in enumerate(self._oldest_first(), start=1):
            in_place = row["entry"] == number and row["previous"] == previous
            if not in_place or row["digest"] != _digest(row):
                raise BrokenChain(entry=number)
            previous = row["digest"]
        return number

    def _oldest_first(self) -> Iterator[Mapping[Any, Any]]:
        with self._database.reading() as connection:
            yield from connection.execute(select(AUDIT).order_by(AUDIT.c.entry)).mappings()


def record(
    connection: Connection,
    action: str,
    subject: str,
    detail: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> Entry:
    """Put one act on record in the transaction that does it: both happen, or neither."""
    last = connection.execute(
        select(AUDIT.c.entry, AUDIT.c.digest).order_by(AUDIT.c.entry.desc()).limit(1)
    ).one_or_none()
    row: dict[str, Any] = {
        "entry": last.entry + 1 if last else 1,
        "at": now.astimezone(UTC),
        "actor": actor.name,
        "role": actor.role,
        "action": action,
        "subject": subject,
        "detail": _canonical(detail),
        "previous": last.digest if last else _BEFORE_ALL,
    }
    row["digest"] = _digest(row)
    connection.execute(insert(AUDIT).values(row))
    return _entry(row)


def _entry(row: Mapping[Any, Any]) -> Entry:
    return Entry(
        entry=row["entry"],
        at=row["at"],
        actor=Actor(name=row["actor"], role=row["role"]),
        action=row["action"],
        subject=row["subject"],
        detail=json.loads(row["detail"]),
        previous=row["previous"],
        digest=row["digest"],
    )


def _digest(row: Mapping[Any, Any]) -> str:
    words = {name: value for name, value in row.items() if name != "digest"}
    return sha256(_canonical({**words, "at": row["at"].isoformat()}).encode()).hexdigest()


def _canonical(value: Mapping[str, Any]) -> str:
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
