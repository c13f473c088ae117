"""What plans of visits and their outcomes look like over HTTP."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field, field_validator

from coopscore.calendar import jalali_text
from coopscore.language import regular
from coopscore.records.visit_entries import EvaluationEntry, OutcomeEntry, PlanHead, Told
from coopscore.visits import VisitOutcome
from coopscore.vocabulary import (
    ACT_KIND,
    SUPERVISION_OUTCOME,
    VISIT_DUTY,
    VISIT_FOUND,
    VISIT_SLICE,
)
from serving.planned_visits import PlannedAct, PlanPart
from serving.schemas import Answer, Wording
from serving.supervision_schemas import CodeOut

MOST_OUTCOMES = 1_000
# Ids are printable ASCII; names and notes hold no control characters, which no database keeps.
_ID = r"^[\x21-\x7e]*$"
_NAME = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$"
_PROSE = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"


class PlanOut(Answer):
    """A plan of visits without its acts."""

    plan_id: str = Field(description="Follows from its content: the same plan, the same id.")
    as_of: date = Field(description="What was known by the end of this day is what it rests on.")
    as_of_jalali: str
    first_month: date
    months: int
    seed: int
    settings: dict[str, Any] = Field(description="Capacity, shares, versions, rivals and churn.")
    frame_size: int = Field(description="How many could have been taken.")
    acts: int = Field(description="How many were.")
    written_at: datetime

    @classmethod
    def of(cls, head: PlanHead) -> "PlanOut":
        """The answer's form of a plan's head."""
        return cls(**_plan(head))


class PlansOut(Answer):
    """The plans on record, the last written first."""

    plans: tuple[PlanOut, ...]


class OutcomeOut(Answer):
    """What came of one act."""

    number: int = Field(description="Of this telling; who corrects it may name it.")
    coop_id: str
    visited_on: date
    kind: CodeOut
    found: CodeOut
    outcome: CodeOut | None
    person_hours: int | None
    note: str
    officer: str
    written_at: datetime

    @classmethod
    def of(cls, entry: OutcomeEntry) -> "OutcomeOut":
        """The answer's form of an outcome."""
        told = entry.outcome
        return cls(
            number=entry.number,
            coop_id=told.coop_id,
            visited_on=told.visited_on,
            kind=_coded(told.kind, ACT_KIND),
            found=_coded(told.found, VISIT_FOUND),
            outcome=_coded(told.outcome, SUPERVISION_OUTCOME) if told.outcome else None,
            person_hours=told.person_hours,
            note=told.note,
            officer=entry.actor.name,
            written_at=entry.written_at,
        )


class OutcomesOut(Answer):
    """The outcomes that stand for a plan, by day."""

    plan_id: str
    outcomes: tuple[OutcomeOut, ...]


class ActOut(Answer):
    """One co-operative that is to be visited."""

    coop_id: str
    name: str | None
    province: str
    county: str
    month: date | None
    kind: CodeOut
    slice: CodeOut | None = Field(
        description="Why it is in the plan; null: a supervisor put it on."
    )
    duty: CodeOut | None
    probability: float = Field(gt=0, le=1, description="That it was taken, stored with the plan.")
    risk: float | None = Field(description="Of reaching its next open grid day silent.")
    revival: float | None = Field(description="Of a true revival within a year.")
    order: int
    outcomes: tuple[OutcomeOut, ...]

    @classmethod
    def of(cls, act: PlannedAct) -> "ActOut":
        """The answer's form of an act."""
        one = act.planned
        return cls(
            **{name: getattr(one, name) for name in _SAME},
            name=act.name,
            kind=_coded(one.kind, ACT_KIND),
            slice=_coded(one.slice, VISIT_SLICE) if one.slice else None,
            duty=_coded(one.duty, VISIT_DUTY) if one.duty else None,
            outcomes=tuple(OutcomeOut.of(entry) for entry in act.outcomes),
        )


class PlanPartOut(PlanOut):
    """One page of a plan's acts, by county, month and priority, after supervisors' changes."""

    by_slice: dict[str, int]
    by_kind: dict[str, int]
    changes: int
    outcomes: int = Field(description="Acts that an outcome stands for.")
    total: int = Field(description="Acts of the part asked for.")
    limit: int
    offset: int
    items: tuple[ActOut, ...]

    @classmethod
    def of_part(cls, part: PlanPart, *, limit: int, offset: int) -> "PlanPartOut":
        """One page of a plan."""
        return cls(
            **_plan(part.head),
            by_slice=dict(part.counts.by_slice),
            by_kind=dict(part.counts.by_kind),
            changes=part.counts.changes,
            outcomes=part.counts.outcomes,
            total=part.total,
            limit=limit,
            offset=offset,
            items=tuple(ActOut.of(act) for act in part.acts),
        )


class EvaluationOut(Answer):
    """What a plan's visits had taught when it was last worked out."""

    plan_id: str
    written_at: datetime
    evaluation: dict[str, Any] = Field(
        description="Precision with its bounds, prevalence, days earlier, the plain list beside "
        "the dear one, and what overrides were worth; intervals at `level`."
    )

    @classmethod
    def of(cls, entry: EvaluationEntry) -> "EvaluationOut":
        """The answer's form of an evaluation."""
        return cls(
            plan_id=entry.plan_id, written_at=entry.written_at, evaluation=dict(entry.content)
        )


class OutcomeIn(Answer, extra="forbid"):
    """What came of one act, as it is told."""

    plan_id: str = Field(
        "", max_length=100, pattern=_ID, description="Empty for one that no plan asked for."
    )
    coop_id: str = Field(min_length=1, max_length=100, pattern=_ID)
    visited_on: date
    kind: str = Field(max_length=40, description=", ".join(ACT_KIND))
    found: str = Field(max_length=40, description=", ".join(VISIT_FOUND))
    outcome: str = Field("", max_length=40, description=", ".join(SUPERVISION_OUTCOME))
    person_hours: int | None = Field(None, ge=0, le=100_000, description="Of trainings alone.")
    note: str = Field("", max_length=1_000, pattern=_PROSE)
    corrects: int | None = Field(
        None, description="The number of the telling that it returns to an earlier one."
    )

    def told(self) -> VisitOutcome:
        """The outcome that is meant, its note as all text is kept."""
        said = self.model_dump(exclude={"corrects"})
        return VisitOutcome(**{**said, "note": regular(self.note)})


class OutcomesIn(Answer, extra="forbid"):
    """Outcomes that an officer tells, taken all or none."""

    officer: str = Field(min_length=1, max_length=80, pattern=_NAME)
    outcomes: Annotated[tuple[OutcomeIn, ...], Field(min_length=1, max_length=MOST_OUTCOMES)]

    @field_validator("outcomes")
    @classmethod
    def _agree(cls, outcomes: tuple[OutcomeIn, ...]) -> tuple[OutcomeIn, ...]:
        """Of one act only one thing is told: which of two would be meant, nobody knows."""
        told = {one.told() for one in outcomes}
        if len({(one.plan_id, one.coop_id, one.kind, one.visited_on) for one in told}) < len(told):
            raise ValueError("two of them say otherwise of the same visit")
        return outcomes


class ToldOut(Answer):
    """What became of outcomes that were told."""

    new: int
    corrected: int = Field(description="Among the new: those that replace an earlier telling.")
    same: int = Field(description="They were told before, and added nothing.")

    @classmethod
    def of(cls, told: Told) -> "ToldOut":
        """The answer's form of a telling."""
        return cls(**vars(told))


_SAME = ("coop_id", "province", "county", "month", "probability", "risk", "revival", "order")


def _plan(head: PlanHead) -> dict[str, Any]:
    names = ("plan_id", "as_of", "first_month", "months", "seed", "frame_size", "acts")
    return {
        **{name: getattr(head, name) for name in names},
        "as_of_jalali": jalali_text(head.as_of),
        "settings": dict(head.settings),
        "written_at": head.written_at,
    }


def _coded(code: str, titles: Any) -> CodeOut:
    return CodeOut(code=code, title=Wording.of(titles[code]))
