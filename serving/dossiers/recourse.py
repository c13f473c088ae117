"""Recourse: what an act would lead to, replayed as of the first day on which it can be known."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa

from coopscore.dossiers import Act
from coopscore.scores import NOT_RATED, Score
from features.facts import Facts
from features.holdings import as_known
from features.hypothetical import KnownBy, PinnedPeers, With
from features.made_rows import as_stored
from features.peer_shelf import PeerShelf
from models.bundle import Bundle
from models.recourse.acts import Offer, offers, together
from models.recourse.promise import promised
from models.recourse.register import TABLES, Register, registers
from serving.dossiers.pipeline import Pipeline, Progress, unheard

# Points under which an act is no gain to anybody: points are told as whole numbers.
LEAST_GAIN = 1.0

Scores = dict[tuple[str, date], Score]
Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def recourses(
    *,
    scores: Sequence[Score],
    bundle: Bundle,
    facts: Facts,
    peers: PeerShelf,
    progress: Progress = unheard,
) -> dict[str, tuple[Act, ...]]:
    """What each co-operative may lawfully do about its score, replayed, by co-operative.

    Each act is replayed as of the first day on which all that tells of it is known, all else as it
    was known on the day of the score; its gain is what it has more than the same day without it.
    Acts that gain less than a point are left out: nobody is sent for nothing. Where two or more are
    left, they are replayed together as well.

    Parameters
    ----------
    scores : sequence of Score
        Scores of one model, of one batch and of any days.
    bundle : Bundle
        That model.
    facts : Facts
        The facts as they stood when the scores' batch was sealed.
    peers : PeerShelf
        Where the tables of the scored days' peers are kept; they stay the peers.
    progress : callable, optional
        Told how many replays are done, of how many are known to come.

    Returns
    -------
    dict of str to tuple of Act
        For every co-operative that was scored; empty where nothing is open, or gains anything. Of a
        co-operative that was scored on several days, the last one's.

    Raises
    ------
    NoPeerTable
        Where the model looks at peers and the tables of a scored day are gone.
    """
    days: dict[date, list[Score]] = defaultdict(list)
    for one in sorted(scores, key=lambda one: (one.as_of, one.coop_id)):
        days[one.as_of].append(one)
    found: dict[str, tuple[Act, ...]] = {}
    for several in days.values():
        work = _Recourse.of_day(several, Pipeline.of(bundle, peers), facts, progress)
        found |= work.acts()
    return found


@dataclass(kw_only=True)
class _Recourse:
    """The replays of what the co-operatives that were scored on one day may do."""

    pipeline: Pipeline
    known: Facts
    pinned: PinnedPeers
    who: Sequence[str]
    registers: Mapping[str, Register]
    offered: Mapping[str, Sequence[Offer]]
    progress: Progress
    done: int = 0
    of: int = 0
    without: Scores = field(default_factory=dict)

    @classmethod
    def of_day(
        cls,
        several: Sequence[Score],
        pipeline: Pipeline,
        facts: Facts,
        progress: Progress,
    ) -> "_Recourse":
        """The work on scores of one day: what the register showed then, and what is open."""
        day, batch = several[0].as_of, several[0].batch
        who = [one.coop_id for one in several]
        whole = pipeline.held(facts, who, TABLES)
        known = KnownBy(facts=whole, day=day, batch=batch)
        tables = {name: as_known(known, name, day) for name in TABLES}
        found = {one.coop_id: one for one in registers(tables, day)}
        return cls(
            pipeline=pipeline,
            known=known,
            pinned=pipeline.pinned(day, batch),
            who=who,
            registers=found,
            offered={one: offers(register) for one, register in found.items()},
            progress=progress,
        )

    def acts(self) -> dict[str, tuple[Act, ...]]:
        """The acts that gain, and all of them together, of each co-operative."""
        singly = [offer for several in self.offered.values() for offer in several]
        gaining = self._replayed(singly)
        several = {who: list(acts) for who, acts in gaining.items() if len(acts) > 1}
        joint = [
            together(self.registers[who], [act.act for act in acts])
            for who, acts in several.items()
        ]
        for who, acts in self._replayed(joint).items():
            gaining[who] += acts
        return {who: tuple(gaining.get(who, ())) for who in self.who}

    def _replayed(self, several: Sequence[Offer]) -> dict[str, list[Act]]:
        """The acts that gain a point or more, by co-operative, in the order of the offers."""
        groups: dict[tuple[str, date], list[Offer]] = defaultdict(list)
        for offer in several:
            groups[offer.act, offer.earliest].append(offer)
        quiet = [group for group in groups.values() if not any(offer.still for offer in group)]
        self.of += 2 * len(groups) - len(quiet)
        self._stand_still([offer for group in quiet for offer in group])
        told: dict[tuple[str, str], Act] = {}
        for group in groups.values():
            after = self._with(group, [offer.rows for offer in group])
            before = self.without
            if group not in quiet:
                before = self._with(group, [offer.still for offer in group])
            told |= {(one.coop_id, one.act): self._act(one, before, after) for one in group}
        found: dict[str, list[Act]] = defaultdict(list)
        for offer in several:
            act = told[offer.coop_id, offer.act]
            if act.gain >= LEAST_GAIN:
                found[offer.coop_id].append(act)
        return found

    def _with(self, group: Sequence[Offer], rows: Iterable[Rows]) -> Scores:
        """Replay a day on which rows have come on record."""
        facts = With(facts=self.known, rows=_made(rows, self.known.batch))
        who = [offer.coop_id for offer in group]
        scores = self.pipeline.scores(facts, {group[0].earliest}, who, self.pinned)
        self._tell()
        return scores

    def _stand_still(self, several: Sequence[Offer]) -> None:
        """Replay the days of offers without any act, those that were not yet."""
        lacking = {one.earliest for one in several} - {day for _, day in self.without}
        if lacking:
            self.of += 1
            # Of everybody, as a later offer may ask for the same day.
            who = [one for one, acts in self.offered.items() if acts]
            self.without |= self.pipeline.scores(self.known, lacking, who, self.pinned)
            self._tell()

    def _act(self, offer: Offer, before: Scores, after: Scores) -> Act:
        rating, scale = self.pipeline.bundle.rating, self.pipeline.bundle.scale
        replayed = after[offer.coop_id, offer.earliest]
        return Act(
            act=offer.act,
            about=offer.about,
            earliest=offer.earliest,
            points=replayed.points,
            probability=replayed.probability,
            grade=replayed.grade,
            gain=replayed.points - before[offer.coop_id, offer.earliest].points,
            # Without refits nothing is promised.
            promised=promised(scale, replayed, rating.coverage.refitted) if rating else NOT_RATED,
        )

    def _tell(self) -> None:
        self.done += 1
        self.progress(self.done, self.of)


def _made(several: Iterable[Rows], batch: int) -> dict[str, pa.Table]:
    """Rows by table, as intake would store them."""
    rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for tables in several:
        for table, made in tables.items():
            rows[table].extend(made)
    return {table: as_stored(table, made, batch=batch) for table, made in rows.items()}
