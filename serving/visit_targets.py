"""Acts and trainings planned and done in a period, as the ministry counts its targets."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coopscore.errors import InvalidDay
from coopscore.language import Text
from coopscore.visits import VisitOutcome
from coopscore.vocabulary import ACT_KIND
from models.visits.targets import (
    Target,
    TrainingTarget,
    Wanted,
    act_targets,
    months_between,
    training_targets,
    wanted,
)
from serving.office import Office
from serving.places import COLUMNS, PlaceIndex

# What the visit book tells of acts, beside what the register has: not reached is not done.
_NOT_DONE = "not_reached"
_REVERSED = Text(
    en="as the last day of a period it lies before the first, {first}",
    fa="در جایگاه روز پایان، پیش از روز آغاز دوره، {first}، است",
)


@dataclass(frozen=True, kw_only=True)
class Period:
    """What is asked: a period, both days included, and of which province; `times` the plan.

    Raises
    ------
    InvalidDay
        Where it ends before it begins.
    """

    first: date
    last: date
    province: str | None = None
    by_county: bool = False
    times: float = 1.0
    planned: int | None = None

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidDay(text=self.last, reason=_REVERSED.filled(first=self.first))


@dataclass(frozen=True, kw_only=True)
class Targets:
    """What was planned and done.

    Parameters
    ----------
    acts : sequence of Target
        By place and kind.
    kinds : mapping of code to Wanted
        By kind, `times` what was planned, beside what was done of it.
    wanted : Wanted
        Of all kinds together; of the number that was given, where one was.
    beside : mapping of code to int
        By kind, acts that no plan asked for, or that are not marked.
    told : mapping of code to int
        By kind, acts that the visit book has outcomes of; they may be on the register too.
    hours_told : int
        Person-hours of the trainings among them.
    """

    acts: Sequence[Target]
    kinds: Mapping[str, Wanted]
    wanted: Wanted
    training: Sequence[TrainingTarget]
    beside: Mapping[str, int]
    told: Mapping[str, int]
    hours_told: int


def targets(office: Office, asked: Period, *, today: date) -> Targets:
    """What was planned for a period and done by `today`, as is on record then.

    Raises
    ------
    EmptyStore
        Where there are no facts.
    """
    view = office.facts.view()
    index = PlaceIndex.of(view.read("cooperative", columns=COLUMNS))
    places = {coop_id: (one.province, one.county) for coop_id, one in index.places.items()}
    plans, acts, training_plans, trainings = (
        view.as_known(table, None, today)
        for table in ("supervision_plan", "supervision_act", "training_plan", "training")
    )
    span = {"first": asked.first, "last": asked.last}
    within = [
        one
        for one in act_targets(plans, acts, places, by_county=asked.by_county, **span)
        if asked.province in (None, one.province)
    ]
    trained = training_targets(training_plans, trainings, places, **span)
    left = months_between(today, asked.last)
    outcomes = _outcomes(office, asked, index)
    return Targets(
        acts=within,
        kinds=_by_kind(within, asked.times, left),
        wanted=_all(within, asked, left),
        training=[one for one in trained if asked.province in (None, one.province)],
        beside=_beside(within),
        told=_told(outcomes),
        hours_told=sum(one.person_hours or 0 for one in outcomes),
    )


def _by_kind(acts: Sequence[Target], times: float, left: int) -> Mapping[str, Wanted]:
    planned, done = Counter[str](), Counter[str]()
    for one in acts:
        planned[one.kind] += one.planned
        done[one.kind] += one.done
    return {
        kind: wanted(planned=planned[kind], times=times, done=done[kind], months_left=left)
        for kind in ACT_KIND
        if kind in planned
    }


def _all(acts: Sequence[Target], asked: Period, left: int) -> Wanted:
    planned = sum(one.planned for one in acts) if asked.planned is None else asked.planned
    done = sum(one.done for one in acts)
    return wanted(planned=planned, times=asked.times, done=done, months_left=left)


def _beside(acts: Sequence[Target]) -> Mapping[str, int]:
    counts = Counter[str]()
    for one in acts:
        counts[one.kind] += one.beside
    return counts


def _outcomes(office: Office, asked: Period, index: PlaceIndex) -> list[VisitOutcome]:
    """The outcomes of acts that were done, of the period and the province."""
    return [
        one
        for one in office.records.visits.outcomes_between(asked.first, asked.last)
        if one.found != _NOT_DONE and asked.province in (None, index.of_one(one.coop_id).province)
    ]


def _told(outcomes: Sequence[VisitOutcome]) -> Mapping[str, int]:
    counts = Counter(one.kind for one in outcomes)
    return {kind: counts[kind] for kind in ACT_KIND if kind in counts}
