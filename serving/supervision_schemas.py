"""What the supervisors' desk's lists answer with over HTTP."""

from datetime import date

from pydantic import Field

from coopscore.calendar import jalali_text
from coopscore.scores import Reason
from serving.kept_revivals import CheckedRevivals
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


class NotProvedOut(Answer):
    """An entry that called a sleeper active again, and that no sign of life followed."""

    coop_id: str
    office: str = Field(description="The province's code; empty where none is on record.")
    happened: date = Field(description="The day that the entry speaks of.")
    entered: date
    actor: str | None = Field(description="Who made the entry, by kind.")
    last_sign: date | None = Field(description="The last sign of life before it.")
    in_burst: bool = Field(description="Whether the entry is taken for a burst's.")


class OfficeGapOut(Answer):
    """What an office counts as revived, and how much of it is proved."""

    office: str
    entered: int
    proved: int
    not_proved: int
    too_early: int
    share: float | None = Field(description="Proved of those whose twelve months are over.")
    low: float | None
    high: float | None


class CheckedRevivalsOut(Answer):
    """Revivals held against signs of life, by office."""

    as_of: date
    as_of_jalali: str
    batch: int
    gaps: tuple[OfficeGapOut, ...]
    total: int
    limit: int
    offset: int
    items: tuple[NotProvedOut, ...]

    @classmethod
    def of(
        cls, found: CheckedRevivals, office: str, *, limit: int, offset: int
    ) -> "CheckedRevivalsOut":
        """One page of the list, of one office where it is named."""
        entries = [one for one in found.not_proved if office in ("", one.office)]
        return cls(
            as_of=found.as_of,
            as_of_jalali=jalali_text(found.as_of),
            batch=found.batch,
            gaps=tuple(OfficeGapOut(**vars(gap)) for gap in found.gaps),
            total=len(entries),
            limit=limit,
            offset=offset,
            items=tuple(NotProvedOut(**vars(one)) for one in entries[offset : offset + limit]),
        )


def _raising(reasons: tuple[Reason, ...]) -> list[Reason]:
    """What lowers the points makes the event likelier, whatever the event is."""
    return [reason for reason in reasons if reason.points < 0][:_REASONS]
