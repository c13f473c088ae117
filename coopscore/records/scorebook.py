"""The scorebook: every score that was ever given, beside the ones that replaced it.

The key of a score is co-operative, day, model version and batch of facts. A later batch or model
gives a new score beside the old one; what was told on a day can be asked for ever.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice
from math import fsum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, insert, select

from coopscore.actor import Actor
from coopscore.errors import AlreadyWritten, NotScored
from coopscore.language import Text
from coopscore.records.audit import record
from coopscore.records.engine import Database
from coopscore.records.score_content import columns, read, score_id, written
from coopscore.records.score_proof import WRITTEN, ids_sha256, prove
from coopscore.records.tables import SCORE
from coopscore.scores import Score

_CHUNK = 500  # bound values of one statement stay far below every database's limit
_TODAY = Text(en="today", fa="امروز")

_Row = Mapping[Any, Any]


@dataclass(frozen=True, kw_only=True)
class Written:
    """How many scores a call added, and how many stood in the book already, number for number."""

    new: int
    same: int


@dataclass(frozen=True, kw_only=True)
class ScoreEntry:
    """A score as it stands in the book: who wrote it, and when."""

    score_id: str
    score: Score
    written_at: datetime
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of standing scores, and how many there are on all pages."""

    entries: tuple[ScoreEntry, ...]
    total: int


class Scorebook:
    """Scores in the order they were written; nothing is ever changed or taken out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, scores: Iterable[Score], *, actor: Actor, now: datetime) -> Written:
        """Add scores to the book, all or none of them; those that stand in it already stay.

        Raises
        ------
        AlreadyWritten
            Where a score claims a key that holds other numbers.
        """
        added: list[_Row] = []
        same = 0
        with self._database.writing() as connection:
            for rows in _chunks(_row(score, actor, now) for score in scores):
                fresh = _fresh(connection, rows)
                same += len(rows) - len(fresh)
                added += fresh
                if fresh:
                    connection.execute(insert(SCORE), fresh)
            if added:
                subject, detail = _told(added)
                detail |= _numbers(connection, added)
                record(connection, WRITTEN, subject, detail, actor=actor, now=now)
        return Written(new=len(added), same=same)

    def standing(self, coop_id: str, spec: str, as_of: date | None = None) -> ScoreEntry:
        """The score of the newest day up to `as_of`; of several for that day, the last written.

        Raises
        ------
        NotScored
            Where there is none.
        """
        query = select(SCORE).where(SCORE.c.coop_id == coop_id, SCORE.c.spec == spec)
        if as_of is not None:
            query = query.where(SCORE.c.as_of <= as_of)
        newest = query.order_by(SCORE.c.as_of.desc(), SCORE.c.sequence.desc()).limit(1)
        found = self._entries(newest)
        if not found:
            raise NotScored(coop_id=coop_id, spec=spec, as_of=as_of or _TODAY)
        return found[0]

    def history(self, coop_id: str, spec: str | None = None) -> list[ScoreEntry]:
        """Every score a co-operative was given, by day and then as written, the oldest first."""
        query = select(SCORE).where(SCORE.c.coop_id == coop_id)
        if spec is not None:
            query = query.where(SCORE.c.spec == spec)
        return self._entries(query.order_by(SCORE.c.as_of, SCORE.c.sequence))

    def listing(
        self,
        spec: str,
        *,
        limit: int,
        offset: int = 0,
        text: str = "",
        coop_ids: Collection[str] | None = None,
        as_of: date | None = None,
    ) -> Listing:
        """The standing score of each co-operative, the riskiest first.

        Parameters
        ----------
        text
            Only co-operatives whose id contains it, whether its Latin letters are large or small.
        coop_ids
            Only these (a page's worth, such as the ids found by name).
        as_of
            Only scores of this day; by default of each co-operative's newest.
        """
        asked = _asked(spec, text, coop_ids, as_of)
        # Only the small columns are ranked; the rows, reasons and all, are fetched for one page.
        page = _standing(select(SCORE), asked).order_by(SCORE.c.probability.desc(), SCORE.c.coop_id)
        counted = select(func.count(SCORE.c.coop_id.distinct())).where(*asked)
        with self._database.reading() as connection:
            total = int(connection.execute(counted).scalar_one())
            rows = connection.execute(page.limit(limit).offset(offset)).mappings()
            return Listing(entries=tuple(entry_of(row) for row in rows), total=total)

    def newest_day(
        self, spec: str, until: date | None = None, version: str | None = None
    ) -> date | None:
        """The newest as-of day that a spec was scored on, up to `until` and by that version of its
        model; None where none is."""
        query = select(func.max(SCORE.c.as_of)).where(SCORE.c.spec == spec)
        if version is not None:
            query = query.where(SCORE.c.version == version)
        if until is not None:
            query = query.where(SCORE.c.as_of <= until)
        with self._database.reading() as connection:
            found: date | None = connection.execute(query).scalar_one()
            return found

    def of_day(self, spec: str, as_of: date) -> list[ScoreEntry]:
        """The standing score of each co-operative that was scored on a day, by co-operative."""
        return self._standing_where(spec, SCORE.c.as_of == as_of)

    def before(self, spec: str, as_of: date) -> list[ScoreEntry]:
        """The standing score of each one's newest day before another, by co-operative."""
        return self._standing_where(spec, SCORE.c.as_of < as_of)

    def probabilities(self, spec: str, as_of: date) -> dict[str, float]:
        """The standing probability of each co-operative that was scored on a day."""
        columns = select(SCORE.c.coop_id, SCORE.c.probability)
        query = _standing(columns, _asked(spec, "", None, as_of))
        with self._database.reading() as connection:
            return {row.coop_id: row.probability for row in connection.execute(query)}

    def expected(self, spec: str, as_of: date) -> float:
        """How many events the standing scores of a day expect: the sum of their probabilities."""
        # Exact: a database adds in an order of its own, and rounds at each step.
        return fsum(self.probabilities(spec, as_of).values())

    def verify(self) -> int:
        """Hold every score against the audit log, once that holds; the number of scores.

        Raises
        ------
        BrokenScores
            At the first score that is not as it was written, is missing, or that no run wrote.
        """
        with self._database.reading() as connection:
            return prove(connection)

    def _standing_where(self, spec: str, condition: ColumnElement[bool]) -> list[ScoreEntry]:
        query = _standing(select(SCORE), (SCORE.c.spec == spec, condition))
        return self._entries(query.order_by(SCORE.c.coop_id))

    def _entries(self, query: Select[Any]) -> list[ScoreEntry]:
        with self._database.reading() as connection:
            return [entry_of(row) for row in connection.execute(query).mappings()]


def _asked(
    spec: str, text: str, coop_ids: Collection[str] | None, as_of: date | None
) -> tuple[ColumnElement[bool], ...]:
    asked: list[ColumnElement[bool]] = [SCORE.c.spec == spec]
    if as_of is not None:
        asked.append(SCORE.c.as_of == as_of)
    if text:
        asked.append(SCORE.c.coop_id.icontains(text, autoescape=True))
    if coop_ids is not None:
        asked.append(SCORE.c.coop_id.in_(sorted(coop_ids)))
    return tuple(asked)


def _standing(query: Select[Any], asked: tuple[ColumnElement[bool], ...]) -> Select[Any]:
    """The query over each co-operative's last written score of its newest day among those asked."""
    place = func.row_number().over(
        partition_by=SCORE.c.coop_id, order_by=(SCORE.c.as_of.desc(), SCORE.c.sequence.desc())
    )
    ranked = select(SCORE.c.sequence, place.label("place")).where(*asked).subquery()
    joined = query.join(ranked, SCORE.c.sequence == ranked.c.sequence)
    return joined.where(ranked.c.place == 1)


def _chunks(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    remaining = iter(rows)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk


def _row(score: Score, actor: Actor, now: datetime) -> _Row:
    line = written(score)
    return {
        "score_id": score_id(line),
        **columns(score),
        "content": line,
        "written_at": now,
        "written_by": actor.name,
        "role": actor.role,
    }


def _run(row: _Row) -> tuple[date, str, int]:
    """What the scores of one run share: the key without its co-operative."""
    return row["as_of"], row["version"], row["batch"]


def _fresh(connection: Connection, rows: list[_Row]) -> list[_Row]:
    """The rows whose keys are free, once each and in order."""
    held = _held(connection, rows)
    fresh: list[_Row] = []
    for row in rows:
        key = (*_run(row), row["coop_id"])
        holder = held.get(key)
        if holder is None:
            held[key] = row["score_id"]
            fresh.append(row)
        elif holder != row["score_id"]:
            facts = {name: row[name] for name in ("coop_id", "version", "as_of", "batch")}
            raise AlreadyWritten(**facts)
    return fresh


def _held(connection: Connection, rows: list[_Row]) -> dict[tuple[Any, ...], str]:
    """The ids of the scores in the book under the keys of `rows`."""
    held: dict[tuple[Any, ...], str] = {}
    for run, members in groupby(sorted(rows, key=_run), key=_run):
        as_of, version, batch = run
        query = select(SCORE.c.coop_id, SCORE.c.score_id).where(
            SCORE.c.coop_id.in_([row["coop_id"] for row in members]),
            SCORE.c.as_of == as_of,
            SCORE.c.version == version,
            SCORE.c.batch == batch,
        )
        held |= {(*run, found.coop_id): found.score_id for found in connection.execute(query)}
    return held


def _told(added: list[_Row]) -> tuple[str, dict[str, Any]]:
    """What the audit log says of a run's scores; the digest binds each of them to the chain."""
    versions = sorted({row["version"] for row in added})
    days = [row["as_of"] for row in added]
    return ", ".join(versions), {
        "scores": len(added),
        "first_as_of": min(days).isoformat(),
        "last_as_of": max(days).isoformat(),
        "ids_sha256": ids_sha256(row["score_id"] for row in added),
    }


def _numbers(connection: Connection, added: list[_Row]) -> dict[str, int]:
    """The numbers that a run's scores took: one after another, since one run writes at a time."""
    ends = SCORE.c.score_id.in_([added[0]["score_id"], added[-1]["score_id"]])
    query = select(func.min(SCORE.c.sequence), func.max(SCORE.c.sequence)).where(ends)
    first, last = connection.execute(query).one()
    return {"first_number": first, "last_number": last}


def entry_of(row: _Row) -> ScoreEntry:
    """The score that a row of the book holds."""
    return ScoreEntry(
        score_id=row["score_id"],
        score=read(row["content"]),
        written_at=row["written_at"],
        actor=Actor(name=row["written_by"], role=row["role"]),
    )
