"""What targets look like over HTTP."""

from datetime import date
from typing import Any

from pydantic import Field

from coopscore.vocabulary import ACT_KIND
from models.visits.targets import Target, TrainingTarget, Wanted
from serving.schemas import Answer, Wording
from serving.visit_targets import Period, Targets


class TargetOut(Answer):
    """Acts of a kind at a place."""

    province: str
    county: str = Field(description="Empty where the province is told as a whole.")
    kind: str
    planned: int
    done: int = Field(description="Of the plan's own, on record by today.")
    beside: int = Field(description="Acts that no plan asked for, or that are not marked.")
    share: float | None = Field(description="Done over planned; null where nothing was planned.")

    @classmethod
    def of(cls, one: Target) -> "TargetOut":
        """The answer's form of a target."""
        return cls(**vars(one), share=one.share)


class WantedOut(Answer):
    """A multiple of what was planned, and what is left to do of it."""

    planned: int
    times: float
    wanted: int = Field(description="Rounded half up: one and a half times 1,825 is 2,738.")
    done: int
    to_do: int
    months_left: int
    a_month: int | None = Field(description="Null where no month is left.")
    share: float | None = Field(description="Done over planned; null where nothing was planned.")

    @classmethod
    def of(cls, one: Wanted) -> "WantedOut":
        """The answer's form of what is wanted."""
        return cls(**vars(one), share=one.share)


class KindOut(WantedOut):
    """One kind of act over all places asked for."""

    kind: str
    title: Wording
    beside: int = Field(description="Acts that no plan asked for, or that are not marked.")
    told: int = Field(description="Acts that the visit book has outcomes of.")


class TrainingOut(Answer):
    """Person-hours of training in a province."""

    province: str
    planned: int
    done: int
    share: float | None

    @classmethod
    def of(cls, one: TrainingTarget) -> "TrainingOut":
        """The answer's form of a province's training."""
        return cls(**vars(one), share=one.share)


class TargetsOut(Answer):
    """Planned against done."""

    first: date
    last: date
    today: date = Field(description="What was on record by this day counts.")
    kinds: tuple[KindOut, ...]
    wanted: WantedOut = Field(description="Of all kinds together.")
    acts: tuple[TargetOut, ...] = Field(description="By place and kind.")
    training: tuple[TrainingOut, ...]
    hours_told: int = Field(description="Person-hours of training that the visit book tells of.")

    @classmethod
    def of(cls, found: Targets, asked: Period, today: date) -> "TargetsOut":
        """The answer to a question about a period."""
        return cls(
            first=asked.first,
            last=asked.last,
            today=today,
            kinds=tuple(_kind(found, kind) for kind in found.kinds),
            wanted=WantedOut.of(found.wanted),
            acts=tuple(TargetOut.of(one) for one in found.acts),
            training=tuple(TrainingOut.of(one) for one in found.training),
            hours_told=found.hours_told,
        )


def _kind(found: Targets, kind: str) -> KindOut:
    one = found.kinds[kind]
    said: dict[str, Any] = {**vars(one), "share": one.share}
    said |= {"beside": found.beside.get(kind, 0), "told": found.told.get(kind, 0)}
    return KindOut(**said, kind=kind, title=Wording.of(ACT_KIND[kind]))
