"""Whether every score in the book is one that was written, and none of those is gone.

Each run of scores left an entry in the audit log: which numbers its scores took in the book, how
many they were, and one hash of their ids; each id is the hash of its score. So a score that was
changed, put in or taken out shows, as long as the log itself holds.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from coopscore.errors import BrokenScores
from coopscore.records.score_content import columns, read, score_id
from coopscore.records.tables import AUDIT, SCORE

_Row = Mapping[Any, Any]

WRITTEN = "scores.written"


@dataclass(frozen=True, kw_only=True)
class _Run:
    """The scores of one entry of the log: the numbers `first` to `last`, and who wrote them."""

    first: int
    last: int
    ids_sha256: str
    at: datetime
    actor: str
    role: str


def ids_sha256(ids: Iterable[str]) -> str:
    """One hash of the ids of a run, in the order in which they were written."""
    return sha256("\n".join(ids).encode()).hexdigest()


def prove(connection: Connection) -> int:
    """Hold the book against the log; the number of scores in it.

    Raises
    ------
    BrokenScores
        At the first score that is not as it was written, is missing, or that no run wrote.
    """
    proven, last = 0, None
    for run in _runs(connection):
        _nobody_between(connection, last, run.first)
        proven += _prove_run(connection, run)
        last = run.last
    _nobody_between(connection, last, None)
    return proven


def _runs(connection: Connection) -> Iterator[_Run]:
    query = select(AUDIT).where(AUDIT.c.action == WRITTEN).order_by(AUDIT.c.entry)
    for row in connection.execute(query).mappings().all():
        detail = json.loads(row["detail"])
        yield _Run(
            first=detail["first_number"],
            last=detail["last_number"],
            ids_sha256=detail["ids_sha256"],
            at=row["at"],
            actor=row["actor"],
            role=row["role"],
        )


def _nobody_between(connection: Connection, last: int | None, following: int | None) -> None:
    strangers = select(SCORE.c.sequence, SCORE.c.score_id)
    if last is not None:  # before all: a forger may choose any number
        strangers = strangers.where(SCORE.c.sequence > last)
    if following is not None:
        strangers = strangers.where(SCORE.c.sequence < following)
    stranger = connection.execute(strangers.order_by(SCORE.c.sequence).limit(1)).one_or_none()
    if stranger is not None:
        raise BrokenScores(numbers=str(stranger.sequence), score_id=stranger.score_id)


def _prove_run(connection: Connection, run: _Run) -> int:
    query = select(SCORE).where(SCORE.c.sequence.between(run.first, run.last))
    ids: list[str] = []
    for row in connection.execute(query.order_by(SCORE.c.sequence)).mappings():
        number = run.first + len(ids)
        if row["sequence"] != number:
            raise BrokenScores(numbers=str(number), score_id="-")
        if not _follows(row, run):
            raise BrokenScores(numbers=str(number), score_id=row["score_id"])
        ids.append(row["score_id"])
    if run.first + len(ids) <= run.last:
        raise BrokenScores(numbers=str(run.first + len(ids)), score_id="-")
    if ids_sha256(ids) != run.ids_sha256:
        raise BrokenScores(numbers=f"{run.first}-{run.last}", score_id="-")
    return len(ids)


def _follows(row: _Row, run: _Run) -> bool:
    """Whether a row's id and columns follow from its content, and its writer from the log."""
    if row["score_id"] != score_id(row["content"]):
        return False
    if (row["written_at"], row["written_by"], row["role"]) != (run.at, run.actor, run.role):
        return False
    try:
        kept = columns(read(row["content"]))
    except (ValueError, TypeError, KeyError):
        return False  # no score at all
    return all(row[name] == value for name, value in kept.items())
