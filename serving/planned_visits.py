"""What the supervisors' desk asks of the visit book: plans, who is to be visited, what was found.

Nothing here works out a number; it finds what is on record, and puts on record what is told.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock

from coopscore.actor import Actor
from coopscore.errors import OutcomeRefused
from coopscore.outcome_rules import NOBODY
from coopscore.records.database import Records
from coopscore.records.scorebook import ScoreEntry
from coopscore.records.visit_entries import (
    ChangeEntry,
    EvaluationEntry,
    OutcomeEntry,
    PlanCounts,
    PlanHead,
    Told,
)
from coopscore.visits import Planned, VisitOutcome
from serving.readings import Readings
from serving.supervision import REVIVAL, SILENCE


@dataclass(frozen=True, kw_only=True)
class Part:
    """Which part of a plan is asked for; what is empty or None asks for all.

    `county` counts only within a `province`.
    """

    province: str = ""
    county: str = ""
    month: date | None = None
    slice: str = ""
    coop_id: str = ""

    def holds(self, one: Planned) -> bool:
        """Whether an act belongs to the part."""
        return (
            self.province in ("", one.province)
            and (not self.province or self.county in ("", one.county))
            and self.month in (None, one.month)
            and self.slice in ("", one.slice)
            and self.coop_id in ("", one.coop_id)
        )


@dataclass(frozen=True, kw_only=True)
class PlannedAct:
    """One act of a plan as it stands: what came of it, and the score that it was ranked by.

    `outcomes` are all that stand for the co-operative, by day, and `withdrawn` what was told in
    error; `score` is None where there is none.
    """

    planned: Planned
    name: str | None
    outcomes: Sequence[OutcomeEntry]
    score: ScoreEntry | None
    withdrawn: Sequence[OutcomeEntry] = ()


@dataclass(frozen=True, kw_only=True)
class PlanPart:
    """One page of a part of a plan, by county, month and order of priority.

    `months` and `counties` are all that the plan has acts in; `total` is of the part.
    """

    head: PlanHead
    counts: PlanCounts
    changes: Sequence[ChangeEntry]
    months: Sequence[date]
    counties: Mapping[str, Sequence[str]]
    acts: Sequence[PlannedAct]
    total: int


class PlannedVisits:
    """Reads and tells the visit book of one home; safe to share between threads."""

    def __init__(self, records: Records, readings: Readings) -> None:
        self._records = records
        self._readings = readings
        self._lock = Lock()
        self._kept: tuple[tuple[str, int], tuple[Planned, ...]] = (("", 0), ())

    def heads(self, limit: int) -> list[PlanHead]:
        """The plans on record, the last written first."""
        return self._records.visits.heads(limit=limit)

    def head(self, plan_id: str) -> PlanHead:
        """The plan of an id; the newest one for the empty id.

        Raises
        ------
        UnknownPlan
            Where there is none.
        """
        book = self._records.visits
        return book.head(plan_id) if plan_id else book.newest()

    def months(self, plan_id: str) -> list[date]:
        """The months that a plan has acts in.

        Raises
        ------
        UnknownPlan
            Where there is none.
        """
        changes = self._records.visits.changes(plan_id)
        return _months(self._acts(plan_id, len(changes)))

    def counties(self, plan_id: str) -> Mapping[str, Sequence[str]]:
        """The counties of each province that a plan has acts in.

        Raises
        ------
        UnknownPlan
            Where there is none.
        """
        changes = self._records.visits.changes(plan_id)
        return _counties(self._acts(plan_id, len(changes)))

    def part(self, plan_id: str, part: Part, *, limit: int, offset: int) -> PlanPart:
        """One page of a part of a plan, as it stands after supervisors' changes.

        Raises
        ------
        UnknownPlan
            Where there is none.
        """
        head = self.head(plan_id)
        changes = self._records.visits.changes(head.plan_id)
        acts = self._acts(head.plan_id, len(changes))
        asked = [one for one in acts if part.holds(one)]
        return PlanPart(
            head=head,
            counts=self._records.visits.counts(head.plan_id),
            changes=changes,
            months=_months(acts),
            counties=_counties(acts),
            acts=self._told(head, asked[offset : offset + limit]),
            total=len(asked),
        )

    def evaluation(self, plan_id: str) -> EvaluationEntry:
        """What a plan was last found to have taught.

        Raises
        ------
        NotEvaluated
            Where nobody has worked it out.
        """
        return self._records.visits.evaluation(plan_id)

    def outcomes(self, plan_id: str) -> list[OutcomeEntry]:
        """The outcomes that stand for a plan, by day.

        Raises
        ------
        UnknownPlan
            Where there is none.
        """
        entries = self._records.visits.outcome_entries(self.head(plan_id).plan_id)
        return [one for one in entries if not one.outcome.is_withdrawn]

    def tell(
        self,
        outcomes: Sequence[VisitOutcome],
        *,
        officer: str,
        now: datetime,
        corrects: Collection[int] = (),
    ) -> Told:
        """Put outcomes on record, all or none; what was told before adds nothing.

        Only where the number of what stands is among `corrects` may an earlier telling return.

        Raises
        ------
        UnknownPlan, OutcomeRefused
            Where one cannot be true.
        """
        known = self._readings.names().names
        for one in outcomes:
            if not one.plan_id and one.coop_id not in known:  # a plan's frame is asked by the book
                raise OutcomeRefused(coop_id=one.coop_id, faults=NOBODY)
        actor = Actor(name=officer, role="supervisor")
        return self._records.visits.tell(outcomes, actor=actor, now=now, corrects=corrects)

    def _acts(self, plan_id: str, changes: int) -> tuple[Planned, ...]:
        """The acts in the order of the road; a plan never changes, and changes are only added."""
        with self._lock:
            if self._kept[0] != (plan_id, changes):
                acts = sorted(self._records.visits.acts(plan_id), key=on_the_road)
                self._kept = ((plan_id, changes), tuple(acts))
            return self._kept[1]

    def _told(self, head: PlanHead, acts: Sequence[Planned]) -> list[PlannedAct]:
        ids = [one.coop_id for one in acts]
        names, scores = self._readings.names(), self._scores(ids, head.as_of)
        told: dict[tuple[str, bool], list[OutcomeEntry]] = {}
        for entry in self._records.visits.outcome_entries(head.plan_id):
            of = (entry.outcome.coop_id, entry.outcome.is_withdrawn)
            told.setdefault(of, []).append(entry)
        return [
            PlannedAct(
                planned=one,
                name=names.of_one(one.coop_id),
                outcomes=told.get((one.coop_id, False), ()),
                withdrawn=told.get((one.coop_id, True), ()),
                score=scores.get(one.coop_id),
            )
            for one in acts
        ]

    def _scores(self, coop_ids: Sequence[str], as_of: date) -> dict[str, ScoreEntry]:
        """The scores that the plan's day knew: of silence, or of revival for those asleep."""
        book = self._records.scorebook
        found: dict[str, ScoreEntry] = {}
        for spec in (REVIVAL, SILENCE):
            day = book.newest_day(spec, as_of)
            if day is not None:
                page = book.listing(spec, limit=len(coop_ids), as_of=day, coop_ids=coop_ids)
                found |= {entry.score.coop_id: entry for entry in page.entries}
        return found


def on_the_road(one: Planned) -> tuple[str, str, date, int, str]:
    """The order of the road: by office and month, in each by priority."""
    return one.province, one.county, one.month or date.max, one.order, one.coop_id


def _months(acts: Sequence[Planned]) -> list[date]:
    return sorted({one.month for one in acts if one.month is not None})


def _counties(acts: Sequence[Planned]) -> dict[str, Sequence[str]]:
    found: dict[str, set[str]] = {}
    for one in acts:
        found.setdefault(one.province, set()).add(one.county)
    return {province: sorted(found[province] - {""}) for province in sorted(found)}
