"""What the supervisors' desk's lists answer with over HTTP."""

from datetime import date

from pydantic import Field

from coopscore.calendar import jalali_text
from coopscore.scores import Reason
from serving.lending_schemas import AdverseOut
from serving.schemas import Answer, ReasonOut, ScoreBrief, Wording
from serving.supervision import Watched, WatchList
from serving.tiers import TIERS, TRIGGERS

_REASONS = 5


class CodeOut(Answer):
    """A code with its title."""

    code: str
    title: Wording


class CurveOut(Answer):
    """How likely each outcome is to have come by so many months after the as-of day."""

    month: int
    silent: float = Field(description="A step function: it rises on the own grid days alone.")
    dissolved: float
    completed: float


class WatchedOut(ScoreBrief):
    """One co-operative of a list."""

    name: str | None
    province: str = Field(description="The province's code; empty where none is on record.")
    county: str
    tier: CodeOut | None = Field(description="How far it has gone; null for none.")
    triggers: tuple[CodeOut, ...] = Field(description="What exposes it to dissolution.")
    curve: tuple[CurveOut, ...] = Field(
        description="The months in which it rises, 1-24; empty where the model tells none."
    )
    reasons: tuple[ReasonOut, ...] = Field(description="What makes it likelier, weightiest first.")
    adverse: tuple[AdverseOut, ...] = Field(description="The dossier's sentences, where one is.")

    @classmethod
    def of_watched(cls, row: Watched) -> "WatchedOut":
        """One row of a list."""
        score = row.named.entry.score
        tier = row.tier.name
        return cls(
            **ScoreBrief.of(row.named.entry).model_dump(),
            name=row.named.name,
            province=row.place.province,
            county=row.place.county,
            tier=CodeOut(code=tier, title=Wording.of(TIERS[tier])) if tier else None,
            triggers=tuple(
                CodeOut(code=code, title=Wording.of(TRIGGERS[code])) for code in row.tier.triggers
            ),
            curve=tuple(CurveOut(**vars(point)) for point in score.curve),
            reasons=tuple(ReasonOut.of(reason) for reason in _raising(score.reasons)),
            adverse=tuple(
                AdverseOut.of(one) for one in (row.dossier.dossier.adverse if row.dossier else ())
            ),
        )


class WatchListOut(Answer):
    """One page of a list, the likeliest first."""

    spec: str
    as_of: date
    as_of_jalali: str
    total: int
    limit: int
    offset: int
    expected: float | None = Field(description="Of the whole list; null where a part is asked for.")
    expected_here: float = Field(description="How many of this page are expected to come true.")
    items: tuple[WatchedOut, ...]

    @classmethod
    def of(cls, found: WatchList, *, limit: int, offset: int) -> "WatchListOut":
        """One page of the list."""
        return cls(
            spec=found.spec,
            as_of=found.as_of,
            as_of_jalali=jalali_text(found.as_of),
            total=found.total,
            limit=limit,
            offset=offset,
            expected=found.expected,
            expected_here=found.expected_here,
            items=tuple(WatchedOut.of_watched(row) for row in found.rows),
        )


def _raising(reasons: tuple[Reason, ...]) -> list[Reason]:
    """What lowers the points makes the event likelier, whatever the event is."""
    return [reason for reason in reasons if reason.points < 0][:_REASONS]
