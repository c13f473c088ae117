"""The dossier shelf: what stood behind each score, as it was put together.

A dossier that is made again, with a newer catalogue of reasons, stands beside the older one; the
last stands for the score. Each run of dossiers left an entry in the audit log with one hash of
their digests, so that one that was changed, put in or taken out shows.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, insert, select

from coopscore.actor import Actor
from coopscore.dossiers import Dossier
from coopscore.errors import BrokenDossiers, NoDossier
from coopscore.records.audit import record
from coopscore.records.dossier_content import digest, read, written
from coopscore.records.engine import Database
from coopscore.records.tables import AUDIT, DOSSIER

_ACTION = "dossiers.written"
_CHUNK = 500  # bound values of one statement stay far below every database's limit

_Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class DossierEntry:
    """A dossier as it stands on the shelf: who wrote it, and when."""

    dossier: Dossier
    digest: str
    written_at: datetime
    actor: Actor


class Dossiers:
    """Dossiers in the order they were written; nothing is ever changed or taken out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, dossiers: Iterable[Dossier], *, actor: Actor, now: datetime) -> int:
        """Add dossiers, all or none; those that stand there already stay. How many were added."""
        digests: list[str] = []
        rows = (_row(dossier, actor, now) for dossier in dossiers)
        with self._database.writing() as connection:
            before = _last(connection)
            while chunk := list(islice(rows, _CHUNK)):
                fresh = _fresh(connection, chunk)
                if fresh:
                    connection.execute(insert(DOSSIER), fresh)
                digests += [row["digest"] for row in fresh]
            if digests:
                detail = {
                    "dossiers": len(digests),
                    "after_number": before,
                    "last_number": _last(connection),
                    "digests_sha256": _hash(digests),
                }
                record(connection, _ACTION, str(len(digests)), detail, actor=actor, now=now)
        return len(digests)

    def of(self, score_id: str) -> DossierEntry:
        """The dossier that stands for a score.

        Raises
        ------
        NoDossier
            Where none was ever made of it.
        """
        found = self.of_many([score_id])
        if score_id not in found:
            raise NoDossier(score_id=score_id)
        return found[score_id]

    def of_many(self, score_ids: Sequence[str]) -> dict[str, DossierEntry]:
        """The dossiers that stand for some scores, by score; without those of which none is."""
        query = select(DOSSIER).where(DOSSIER.c.score_id.in_(score_ids))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(DOSSIER.c.sequence)).mappings().all()
        return {row["score_id"]: _entry(row) for row in rows}

    def verify(self) -> int:
        """Hold every dossier against the audit log, once that holds; the number of dossiers.

        Raises
        ------
        BrokenDossiers
            At the first that is not as it was written, is missing, or that no run wrote.
        """
        with self._database.reading() as connection:
            proven, number = 0, 0
            for run in _runs(connection):
                if run["after_number"] != number:
                    raise BrokenDossiers(number=number + 1)
                proven += _prove(connection, run)
                number = run["last_number"]
            if _last(connection) != number:
                raise BrokenDossiers(number=number + 1)
        return proven


def _entry(row: Mapping[Any, Any]) -> DossierEntry:
    return DossierEntry(
        dossier=read(row["content"]),
        digest=row["digest"],
        written_at=row["written_at"],
        actor=Actor(name=row["written_by"], role=row["role"]),
    )


def _row(dossier: Dossier, actor: Actor, now: datetime) -> _Row:
    line = written(dossier)
    return {
        "score_id": dossier.score_id,
        "digest": digest(line),
        "content": line,
        "written_at": now,
        "written_by": actor.name,
        "role": actor.role,
    }


def _fresh(connection: Connection, rows: list[_Row]) -> list[_Row]:
    """Those of the rows that do not stand there already, in order."""
    asked = select(DOSSIER.c.score_id, DOSSIER.c.digest).where(
        DOSSIER.c.score_id.in_([row["score_id"] for row in rows])
    )
    held = {tuple(found) for found in connection.execute(asked)}
    fresh = {(row["score_id"], row["digest"]): row for row in rows}
    return [row for key, row in fresh.items() if key not in held]


def _last(connection: Connection) -> int:
    return int(connection.execute(select(func.max(DOSSIER.c.sequence))).scalar_one() or 0)


def _hash(digests: Iterable[str]) -> str:
    return sha256("\n".join(digests).encode()).hexdigest()


def _runs(connection: Connection) -> Iterator[Mapping[str, Any]]:
    query = select(AUDIT.c.detail).where(AUDIT.c.action == _ACTION).order_by(AUDIT.c.entry)
    for detail in connection.execute(query).scalars().all():
        yield json.loads(detail)


def _prove(connection: Connection, run: Mapping[str, Any]) -> int:
    first, last = run["after_number"] + 1, run["last_number"]
    query = select(DOSSIER.c.sequence, DOSSIER.c.digest, DOSSIER.c.content)
    rows = query.where(DOSSIER.c.sequence.between(first, last)).order_by(DOSSIER.c.sequence)
    digests = []
    for number, kept, line in connection.execute(rows):
        if digest(line) != kept:
            raise BrokenDossiers(number=number)
        digests.append(kept)
    if len(digests) != run["dossiers"] or _hash(digests) != run["digests_sha256"]:
        raise BrokenDossiers(number=first)
    return len(digests)
