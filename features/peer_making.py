"""Finding the peer tables that a matrix needs, and making those that nobody made yet.

A table is made over the whole cohort or not at all: one made of the few co-operatives that are
being looked at would call the middle one of three the middle of all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

import pyarrow as pa

from coopscore.errors import NoPeerTable
from features.answers import Roll, called
from features.cohorts import Cohort
from features.engines.plug import Engine
from features.facts import Facts
from features.grid import Grid
from features.peer_shelf import PeerShelf
from features.peer_tables import PeerTable, Subject
from features.peers import PeerShare, parts, peer_day
from features.spec import Feature

# Co-operatives times month ends that are answered before tables are made of them: sixteen
# megabytes a value, however long the grid is.
CELLS = 2_000_000

Place = tuple[PeerShare, date]


@dataclass(frozen=True, kw_only=True)
class PeerWork:
    """The tables behind a matrix: those that the shelf held, and the subjects it had none of."""

    held: Mapping[Place, PeerTable]
    lacking: Sequence[Subject]
    shelf: PeerShelf

    @classmethod
    def of(
        cls, shelf: PeerShelf, features: Sequence[Feature], cohort: Cohort, grid: Grid, batch: int
    ) -> Self:
        """What the features need on the grid's days, and whether the shelf holds it."""
        shares = dict.fromkeys(f.value for f in features if isinstance(f.value, PeerShare))
        days = dict.fromkeys(peer_day(day, grid.calendar) for day in grid.as_ofs)
        subjects = [
            Subject(share=s, cohort=cohort, month_end=day, calendar=grid.calendar, batch=batch)
            for day in days
            for s in shares
        ]
        looked_up = [(subject, shelf.find(subject)) for subject in subjects]
        return cls(
            held={(s.share, s.month_end): table for s, table in looked_up if table is not None},
            lacking=[subject for subject, table in looked_up if table is None],
            shelf=shelf,
        )

    def refuse_lacking(self) -> None:
        """Refuse to go on where a table is lacking and may not be made.

        Raises
        ------
        NoPeerTable
            Where one is.
        """
        if self.lacking:
            first = self.lacking[0]
            raise NoPeerTable(
                cohort=first.cohort.name,
                days=tuple(dict.fromkeys(subject.month_end for subject in self.lacking)),
                batch=first.batch,
            )

    def passes(self, cooperatives: int) -> list[list[Subject]]:
        """The lacking subjects, as many month ends at a time as memory is to hold."""
        if not cooperatives:
            return []
        days = list(dict.fromkeys(subject.month_end for subject in self.lacking))
        size = max(1, CELLS // cooperatives)
        spans = [days[first : first + size] for first in range(0, len(days), size)]
        return [[s for s in self.lacking if s.month_end in span] for span in spans]

    def done(
        self,
        everyone: Sequence[str],
        run: Engine,
        facts: Facts,
        chunk: int,
        advance: Callable[[int], None],
    ) -> Mapping[Place, PeerTable]:
        """All tables: those held, and the lacking ones made over `everyone` and kept.

        `advance` is told how many co-operatives were worked through, again at each pass.
        """
        tables = dict(self.held)
        for subjects in self.passes(len(everyone)):
            for table in _made(subjects, everyone, run, facts, chunk, advance):
                self.shelf.keep(table)
                tables[table.subject.share, table.subject.month_end] = table
        return tables


def _made(
    subjects: Sequence[Subject],
    everyone: Sequence[str],
    run: Engine,
    facts: Facts,
    chunk: int,
    advance: Callable[[int], None],
) -> Iterator[PeerTable]:
    """The tables of subjects of one cohort, batch and calendar."""
    about = subjects[0]
    grid = Grid.of(everyone, [s.month_end for s in subjects], about.calendar)
    values = tuple(dict.fromkeys(part for s in subjects for part in parts(s.share)))
    rolls: list[Roll] = []
    for part in grid.chunks(chunk):
        rolls.append(called(part, run, facts, about.cohort, values))
        advance(len(part.coop_ids))
    for place, day in enumerate(grid.as_ofs):
        chunks = [roll.day(place) for roll in rolls]
        answers = dict(
            zip(values, (pa.concat_arrays(c) for c in zip(*chunks, strict=True)), strict=True)
        )
        for subject in subjects:
            if subject.month_end == day:
                value, *by = (answers[part] for part in parts(subject.share))
                yield PeerTable.of(subject, value, by)
