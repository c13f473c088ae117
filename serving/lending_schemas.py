"""What the lending desk's endpoints answer with, beside the score's own answer."""

from datetime import date, datetime
from typing import Any

from pydantic import Field

from coopscore.calendar import jalali_text
from coopscore.dossiers import (
    Act,
    AdverseReason,
    Bridge,
    ConceptShare,
    Dossier,
    Evidence,
    PeerStanding,
)
from coopscore.overrides import OverrideEntry
from coopscore.records.dossier_shelf import DossierEntry
from coopscore.vocabulary import OVERRIDE_REASON
from serving.dossiers.sentences import sentence
from serving.i18n import Words
from serving.lending import Standing, Warned, WarningList
from serving.schemas import Answer, ScoreBrief, ScoreOut, Wording


class AdverseOut(Answer):
    """A reason that lowers the score, by its code, with its sentence in both languages."""

    code: str
    feature: str
    concept: str
    points: float = Field(description="Signed; negative, as it lowers the score.")
    value: float | str | None
    figures: dict[str, float | str | None] = Field(description="All that the sentences tell.")
    held: bool = Field(description="Whether every figure was found again in the record.")
    sentence: Wording

    @classmethod
    def of(cls, reason: AdverseReason) -> "AdverseOut":
        """The reason with its sentences."""
        said = Wording(en=sentence(reason, Words("en")), fa=sentence(reason, Words("fa")))
        return cls(**{**vars(reason), "figures": dict(reason.figures)}, sentence=said)


class OverrideOut(Answer):
    """An officer's grade in the place of the model's."""

    number: int
    from_grade: str
    to_grade: str
    reason: str
    title: Wording
    note: str
    first_day: date
    last_day: date
    officer: str
    rules: str = Field(description="The version of the rules that let it through.")
    revoked_at: datetime | None

    @classmethod
    def of(cls, entry: OverrideEntry) -> "OverrideOut":
        """The answer's form of an override."""
        asked = entry.override
        names = ("from_grade", "to_grade", "reason", "note", "first_day", "last_day")
        return cls(
            **{name: getattr(asked, name) for name in names},
            number=entry.number,
            title=Wording.of(OVERRIDE_REASON[asked.reason]),
            officer=entry.actor.name,
            rules=entry.rules,
            revoked_at=entry.revoked_at,
        )


class DossierOut(Answer):
    """All that stands behind one score."""

    score: ScoreOut
    catalogue: str | None = Field(description="Version of the catalogue of reasons.")
    digest: str | None = Field(description="SHA-256 of the dossier on record; null: none made.")
    concepts: tuple[ConceptShare, ...]
    adverse: tuple[AdverseOut, ...]
    peers: tuple[PeerStanding, ...]
    bridge: Bridge | None = Field(
        description="From the score before; its terms add up to a billionth of a point."
    )
    recourse: tuple[Act, ...]
    evidence: tuple[Evidence, ...]
    override: OverrideOut | None = Field(description="The one in force today.")
    overrides: tuple[OverrideOut, ...]

    @classmethod
    def of(cls, standing: Standing) -> "DossierOut":
        """The whole of a standing score."""
        return cls(
            score=ScoreOut.of_named(standing.named),
            **_parts(standing.dossier),
            override=OverrideOut.of(standing.override) if standing.override else None,
            overrides=tuple(OverrideOut.of(one) for one in standing.overrides),
        )


class WarnedOut(ScoreBrief):
    """One co-operative of the early-warning list."""

    name: str | None
    adverse: tuple[AdverseOut, ...]

    @classmethod
    def of_warned(cls, warned: Warned) -> "WarnedOut":
        """One row of the list."""
        brief = ScoreBrief.of(warned.named.entry).model_dump()
        adverse = warned.dossier.dossier.adverse if warned.dossier else ()
        told = tuple(AdverseOut.of(reason) for reason in adverse)
        return cls(**brief, name=warned.named.name, adverse=told)


class WarningListOut(Answer):
    """One page of the early-warning list, the likeliest to be past due first."""

    as_of: date
    as_of_jalali: str
    total: int
    limit: int
    offset: int
    expected: float = Field(description="How many of all are expected to be past due.")
    expected_here: float = Field(description="How many of this page.")
    items: tuple[WarnedOut, ...]

    @classmethod
    def of(cls, found: WarningList, *, limit: int, offset: int) -> "WarningListOut":
        """One page of the list."""
        return cls(
            as_of=found.as_of,
            as_of_jalali=jalali_text(found.as_of),
            total=found.total,
            limit=limit,
            offset=offset,
            expected=found.expected,
            expected_here=found.expected_here,
            items=tuple(WarnedOut.of_warned(row) for row in found.rows),
        )


_EMPTY: dict[str, Any] = {
    "catalogue": None, "digest": None, "concepts": (), "adverse": (), "peers": (), "bridge": None,
    "recourse": (), "evidence": (),
}  # fmt: skip


def _parts(entry: DossierEntry | None) -> dict[str, Any]:
    if entry is None:
        return _EMPTY
    made: Dossier = entry.dossier
    names = ("catalogue", "concepts", "peers", "bridge", "recourse", "evidence")
    return {
        **{name: getattr(made, name) for name in names},
        "digest": entry.digest,
        "adverse": tuple(AdverseOut.of(reason) for reason in made.adverse),
    }
