"""Runs of scores: all that one model told of one day from one state of the facts.

The scores of a run are never changed, so that whatever rests on a run can be worked out again.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from coopscore.records.engine import Database
from coopscore.records.scorebook import ScoreEntry, entry_of
from coopscore.records.tables import SCORE


@dataclass(frozen=True, kw_only=True)
class ScoreRun:
    """What the scores of one run share: the key without its co-operative."""

    spec: str
    as_of: date
    version: str
    batch: int


class ScoreRuns:
    """Reads the runs that stand in the scorebook."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, spec: str, until: date) -> ScoreRun | None:
        """The run written last of the newest day up to `until`; None where no day was scored."""
        query = (
            select(SCORE.c.spec, SCORE.c.as_of, SCORE.c.version, SCORE.c.batch)
            .where(SCORE.c.spec == spec, SCORE.c.as_of <= until)
            .order_by(SCORE.c.as_of.desc(), SCORE.c.sequence.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
            return None if row is None else ScoreRun(**row)

    def entries(self, run: ScoreRun) -> list[ScoreEntry]:
        """The scores of a run, by co-operative."""
        query = (
            select(SCORE)
            .where(
                SCORE.c.spec == run.spec,
                SCORE.c.as_of == run.as_of,
                SCORE.c.version == run.version,
                SCORE.c.batch == run.batch,
            )
            .order_by(SCORE.c.coop_id)
        )
        with self._database.reading() as connection:
            return [entry_of(row) for row in connection.execute(query).mappings()]
