"""What the visit book hands out: entries, with who wrote them and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from coopscore.actor import Actor
from coopscore.visits import PlanChange, VisitOutcome


@dataclass(frozen=True, kw_only=True)
class PlanHead:
    """A plan without its frame: enough to name it, and quick to read.

    Parameters
    ----------
    frame_size, acts : int
        How many could have been taken, and how many were.
    """

    plan_id: str
    as_of: date
    first_month: date
    months: int
    seed: int
    settings: Mapping[str, Any]
    frame_size: int
    acts: int
    written_at: datetime
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class PlanCounts:
    """A plan in numbers: acts as drawn, by slice, kind and county, and what became of them since.

    Parameters
    ----------
    by_slice, by_kind : Mapping of code to int
    by_county : Mapping of (province, county) to int
    outcomes : int
        Co-operatives that an outcome stands for: a second visit makes it no other act.
    """

    frame: int
    acts: int
    by_slice: Mapping[str, int]
    by_kind: Mapping[str, int]
    by_county: Mapping[tuple[str, str], int]
    changes: int
    outcomes: int


@dataclass(frozen=True, kw_only=True)
class ChangeEntry:
    """A change to a plan as it stands on record."""

    number: int
    change: PlanChange
    written_at: datetime
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class OutcomeEntry:
    """An outcome as it stands on record: of several about one act the last that was told."""

    number: int
    outcome: VisitOutcome
    written_at: datetime
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class Told:
    """What became of outcomes that were told: `corrected` ones are among the `new`."""

    new: int
    corrected: int
    same: int


@dataclass(frozen=True, kw_only=True)
class EvaluationEntry:
    """What a plan had taught by the time that it was worked out."""

    plan_id: str
    content: Mapping[str, Any]
    written_at: datetime
    actor: Actor
