"""The book of overrides: who gave which grade in the place of the model's, why, and until when.

Written once like scores: an override that is taken back gets a row of its own. Each row stands in
the audit log with all its particulars, so that one that was changed or taken out shows.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from coopscore.actor import Actor
from coopscore.errors import AlreadyRevoked, BrokenOverrides, UnknownOverride
from coopscore.overrides import Override, OverrideEntry
from coopscore.records.audit import record
from coopscore.records.engine import Database
from coopscore.records.tables import AUDIT, OVERRIDE

_GRANTED, _REVOKED = "override.granted", "override.revoked"
_PARTICULARS = tuple(Override.__dataclass_fields__)

_Row = Mapping[Any, Any]


class Overrides:
    """Overrides in the order they were given; nothing is ever changed or taken out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def grant(
        self, override: Override, *, rules: str, actor: Actor, now: datetime
    ) -> OverrideEntry:
        """Put an override on record; `rules` is the version of the rules that let it through."""
        with self._database.writing() as connection:
            number = _write(connection, override, rules, None, actor, now)
        return OverrideEntry(
            number=number, override=override, rules=rules, written_at=now, actor=actor
        )

    def revoke(self, number: int, *, actor: Actor, now: datetime) -> None:
        """Take an override back, from now on.

        Raises
        ------
        UnknownOverride
            Where no override has the number.
        AlreadyRevoked
            Where it was taken back before.
        """
        with self._database.writing() as connection:
            query = select(OVERRIDE).where(OVERRIDE.c.number == number)
            row = connection.execute(query).mappings().one_or_none()
            if row is None or row["revokes"] is not None:
                raise UnknownOverride(number=number)
            if _revocations(connection, [number]):
                raise AlreadyRevoked(number=number)
            _write(connection, _override(row), row["rules"], number, actor, now)

    def all(self, spec: str, coop_id: str | None = None) -> list[OverrideEntry]:
        """Every override of a spec, of one co-operative where it is named, the newest first."""
        query = select(OVERRIDE).where(OVERRIDE.c.spec == spec, OVERRIDE.c.revokes.is_(None))
        if coop_id is not None:
            query = query.where(OVERRIDE.c.coop_id == coop_id)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(OVERRIDE.c.number.desc())).mappings().all()
            revoked = _revocations(connection, [row["number"] for row in rows])
        return [_entry(row, revoked.get(row["number"])) for row in rows]

    def standing(self, coop_id: str, spec: str, day: date) -> OverrideEntry | None:
        """The override in force on a day: of several the last that was given."""
        return next((one for one in self.all(spec, coop_id) if one.stands_on(day)), None)

    def verify(self) -> int:
        """Hold every row against the audit log, once that holds; the number of rows.

        Raises
        ------
        BrokenOverrides
            At the first that is not as it was written, is missing, or that nobody wrote.
        """
        query = select(AUDIT.c.detail).where(AUDIT.c.action.in_([_GRANTED, _REVOKED]))
        with self._database.reading() as connection:
            told = [json.loads(line) for line in connection.execute(query).scalars()]
            rows = connection.execute(select(OVERRIDE)).mappings().all()
        logged = {detail["number"]: detail for detail in told}
        kept = {row["number"]: _detail(row) for row in rows}
        for number in sorted({*logged, *kept}):
            if logged.get(number) != kept.get(number):
                raise BrokenOverrides(number=number)
        return len(kept)


def _write(
    connection: Connection,
    override: Override,
    rules: str,
    revokes: int | None,
    actor: Actor,
    now: datetime,
) -> int:
    who = {"written_at": now, "written_by": actor.name, "role": actor.role}
    row = {**asdict(override), "rules": rules, "revokes": revokes, **who}
    made = connection.execute(insert(OVERRIDE).values(row).returning(OVERRIDE.c.number))
    number = int(made.scalar_one())
    action = _GRANTED if revokes is None else _REVOKED
    detail = _detail({**row, "number": number})
    record(connection, action, override.coop_id, detail, actor=actor, now=now)
    return number


def _detail(row: _Row) -> dict[str, Any]:
    """All of a row as the log holds it: its writer too, and the moment, in UTC, as ISO text."""
    told = {name: row[name] for name in (*_PARTICULARS, "number", "rules", "revokes")}
    days = {name: told[name].isoformat() for name in ("first_day", "last_day")}
    written_at = row["written_at"].astimezone(UTC).isoformat()
    return {
        **told, **days, "written_at": written_at, "by": row["written_by"], "as": row["role"],
    }  # fmt: skip


def _revocations(connection: Connection, numbers: list[int]) -> dict[int, datetime]:
    query = select(OVERRIDE.c.revokes, OVERRIDE.c.written_at)
    found = connection.execute(query.where(OVERRIDE.c.revokes.in_(numbers)))
    return {row.revokes: row.written_at for row in found}


def _override(row: _Row) -> Override:
    return Override(**{name: row[name] for name in _PARTICULARS})


def _entry(row: _Row, revoked_at: datetime | None) -> OverrideEntry:
    return OverrideEntry(
        number=row["number"],
        override=_override(row),
        rules=row["rules"],
        written_at=row["written_at"],
        actor=Actor(name=row["written_by"], role=row["role"]),
        revoked_at=revoked_at,
    )
