"""The batch ledger: which batches of facts count.

A batch is claimed by the hash of what it was read from, its rows are appended to the tables of
facts, and then it is sealed in one transaction. Readers count sealed batches only; a batch that a
dead run left open is dropped by the next.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, func, insert, select, update

from coopscore.actor import Actor
from coopscore.records.audit import record
from coopscore.records.engine import Database
from coopscore.records.tables import BATCH, BATCH_FILE


@dataclass(frozen=True, kw_only=True)
class WrittenFile:
    """One file of facts as it was written; `path` is relative to the folder of facts."""

    table: str
    path: str
    rows: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Claim:
    """The batch that stands for a content.

    `new`: this run may write it. `sealed`: it is on record already. `open`: a run that holds it
    is still writing, or died.
    """

    batch: int
    state: Literal["new", "sealed", "open"]


class Ledger:
    """The batches on record, each open, sealed or dropped."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(
        self, content_hash: str, *, adapter: str, source: str, actor: Actor, now: datetime
    ) -> Claim:
        """Take a new batch number for a content, or find the batch that has it."""
        with self._database.writing() as connection:
            found = connection.execute(
                select(BATCH.c.number, BATCH.c.state).where(
                    BATCH.c.content_hash == content_hash, BATCH.c.state != "dropped"
                )
            ).one_or_none()
            if found is not None:
                return Claim(batch=found.number, state=found.state)
            facts = {"content_hash": content_hash, "adapter": adapter, "source": source}
            who = {"claimed_at": now, "claimed_by": actor.name, "role": actor.role}
            opened = insert(BATCH).values(state="open", **facts, **who).returning(BATCH.c.number)
            batch: int = connection.execute(opened).scalar_one()
            record(connection, "batch.claimed", str(batch), facts, actor=actor, now=now)
            return Claim(batch=batch, state="new")

    def seal(
        self,
        batch: int,
        files: Sequence[WrittenFile],
        row_counts: Mapping[str, int],
        receipt: Mapping[str, Any],
        *,
        actor: Actor,
        now: datetime,
    ) -> None:
        """Make an open batch count, for ever, in one transaction.

        Parameters
        ----------
        files
            Every file of facts that the batch wrote, with its SHA-256.
        row_counts
            Rows added, by table.
        receipt
            The receipt as JSON values; it answers for this content from now on.
        """
        with self._database.writing() as connection:
            for file in files:
                connection.execute(insert(BATCH_FILE).values(**_file_row(batch, file)))
            closing = {"row_counts": _json(row_counts), "receipt": _json(receipt)}
            _close(connection, batch, "sealed", now, closing)
            detail = {
                "rows": dict(row_counts),
                "files": {file.path: file.sha256 for file in files},
            }
            record(connection, "batch.sealed", str(batch), detail, actor=actor, now=now)

    def drop(self, batch: int, *, actor: Actor, now: datetime) -> None:
        """Give up an open batch, once its rows are gone; its content may be claimed again."""
        with self._database.writing() as connection:
            _close(connection, batch, "dropped", now, {})
            record(connection, "batch.dropped", str(batch), {}, actor=actor, now=now)

    def abandoned(self) -> list[int]:
        """Batches left open; only the run that holds the right to write may call them so."""
        return self._numbers("open")

    def sealed(self) -> list[int]:
        """Batches that count, in order."""
        return self._numbers("sealed")

    def newest_sealed(self) -> int | None:
        """The last batch that counts, or None where no facts are on record."""
        with self._database.reading() as connection:
            query = select(func.max(BATCH.c.number)).where(BATCH.c.state == "sealed")
            newest: int | None = connection.execute(query).scalar_one()
        return newest

    def files(self) -> list[tuple[int, WrittenFile]]:
        """Every file of the sealed batches, with its batch, in order of batch and path."""
        query = select(BATCH_FILE).order_by(BATCH_FILE.c.batch, BATCH_FILE.c.path)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [(row["batch"], _written_file(row)) for row in rows]

    def _numbers(self, state: str) -> list[int]:
        query = select(BATCH.c.number).where(BATCH.c.state == state).order_by(BATCH.c.number)
        with self._database.reading() as connection:
            return list(connection.execute(query).scalars())


def _close(
    connection: Connection, batch: int, state: str, now: datetime, closing: Mapping[str, str]
) -> None:
    closed = connection.execute(
        update(BATCH)
        .where(BATCH.c.number == batch, BATCH.c.state == "open")
        .values(state=state, closed_at=now, **closing)
    )
    assert closed.rowcount == 1, f"batch {batch} is not open"


def _file_row(batch: int, file: WrittenFile) -> dict[str, object]:
    return {
        "batch": batch,
        "table_name": file.table,
        "path": file.path,
        "row_count": file.rows,
        "sha256": file.sha256,
    }


def _written_file(row: Mapping[Any, Any]) -> WrittenFile:
    return WrittenFile(
        table=row["table_name"], path=row["path"], rows=row["row_count"], sha256=row["sha256"]
    )


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)
