"""What the HTTP interface answers with: one model an answer, language-free but for titles."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from coopscore.calendar import jalali_text
from coopscore.errors import WARNINGS
from coopscore.language import Text
from coopscore.records.scorebook import ScoreEntry
from coopscore.scores import Reason
from features.catalogue import CATALOGUE
from features.spec import Feature
from serving.readings import Filing, Found, Named


class Answer(BaseModel):
    """What every answer has in common: it is written once and never changed."""

    model_config = ConfigDict(frozen=True)


class Wording(Answer):
    """A title in both languages."""

    en: str
    fa: str

    @classmethod
    def of(cls, text: Text) -> "Wording":
        """The wording of a `Text`."""
        return cls(en=text.en, fa=text.fa)


class ReasonOut(Answer):
    """One input's share of a score."""

    feature: str = Field(description="The input's name in the catalogue.")
    title: Wording
    value: float | str | None = Field(description="As the model read it; null where unknown.")
    unit: str | None = Field(description="What the value counts; null where no longer defined.")
    points: float = Field(description="Signed: negative lowers the score, so raises the risk.")

    @classmethod
    def of(cls, reason: Reason) -> "ReasonOut":
        """The reason with the catalogue's title and unit."""
        feature = CATALOGUE.get(reason.feature)
        return cls(
            feature=reason.feature,
            title=feature_title(reason.feature),
            value=reason.value,
            unit=feature.unit if feature else None,
            points=reason.points,
        )


class WarningOut(Answer):
    """Something that makes a score doubtful, though usable."""

    code: str
    title: Wording

    @classmethod
    def of(cls, code: str) -> "WarningOut":
        """The warning that was stored under `code`."""
        known = WARNINGS.get(code)
        title = Wording.of(known.found) if known else Wording(en=code, fa=code)
        return cls(code=code, title=title)


class ScoreBrief(Answer):
    """One score in one line."""

    coop_id: str
    spec: str = Field(description="The question that the model answers.")
    as_of: date = Field(description="The day by which the facts it reads were known (Gregorian).")
    as_of_jalali: str = Field(description="The same day in the Jalali calendar.")
    probability: float = Field(ge=0, le=1, description="Calibrated probability of the event.")
    low: float = Field(ge=0, le=1, description="Lower end of the stated interval.")
    high: float = Field(ge=0, le=1, description="Upper end of the stated interval.")
    points: float = Field(description="The score, 0-900; higher is safer.")
    grade: str = Field(description="The coopscore band, A1 (safest) to E3; NR where none is given.")
    state: str = Field(description="`rated`, or `insufficient_evidence`: no grade is given.")
    population: str = Field(
        description="The cohort it was scored among, where that is not the one learnt from."
    )
    version: str = Field(description="The model that gave it.")
    batch: int = Field(description="The newest batch of facts that it knew.")
    written_at: datetime = Field(description="When it was written down (UTC).")

    @classmethod
    def of(cls, entry: ScoreEntry) -> "ScoreBrief":
        """The line of one entry of the scorebook."""
        return cls(**_brief(entry))


class ScoreOut(ScoreBrief):
    """A standing score with all its reasons: base, reasons and cap add up to the points."""

    score_id: str
    name: str | None = Field(description="What the co-operative is called now.")
    kind: str | None = Field(
        description="Of what kind the model is: `booster`, `blend`, `linear` or `logistic`; null "
        "where it is gone."
    )
    base_points: float = Field(description="Points before anything about this co-operative.")
    reasons: tuple[ReasonOut, ...] = Field(description="The weightiest first.")
    points_unclipped: float = Field(description="Base plus reasons.")
    cap_points: float = Field(description="What the scale's ends added or took away.")
    warnings: tuple[WarningOut, ...]

    @classmethod
    def of_named(cls, named: Named) -> "ScoreOut":
        """The whole of one entry, beside its co-operative's name."""
        score = named.entry.score
        return cls(
            **_brief(named.entry),
            score_id=named.entry.score_id,
            name=named.name,
            kind=named.kind,
            base_points=score.base_points,
            reasons=tuple(ReasonOut.of(reason) for reason in score.reasons),
            points_unclipped=score.points_unclipped,
            cap_points=score.cap_points,
            warnings=tuple(WarningOut.of(code) for code in score.warnings),
        )


class HistoryOut(Answer):
    """The score of each as-of day, oldest first."""

    coop_id: str
    name: str | None
    spec: str
    scores: tuple[ScoreBrief, ...]


class FilingOut(Answer):
    """One filing, as it was known on the day asked for."""

    kind: str
    period_end: date = Field(description="End of the period it speaks of.")
    received_on: date = Field(description="The day the registrar had it.")
    due_on: date | None
    delay_days: int | None = Field(description="Days after the due day; negative where early.")
    audited: bool | None
    version: int = Field(description="1 for the first; a correction counts on.")

    @classmethod
    def of(cls, filing: Filing) -> "FilingOut":
        """The answer's form of a filing."""
        return cls(**vars(filing))


class FilingsOut(Answer):
    """What was known of a co-operative's filings on a day."""

    coop_id: str
    as_of: date
    as_of_jalali: str
    filings: tuple[FilingOut, ...]

    @classmethod
    def of(cls, coop_id: str, as_of: date, filings: list[Filing]) -> "FilingsOut":
        """The filings of one co-operative on one day."""
        return cls(
            coop_id=coop_id,
            as_of=as_of,
            as_of_jalali=jalali_text(as_of),
            filings=tuple(FilingOut.of(filing) for filing in filings),
        )


class ListedOut(ScoreBrief):
    """One co-operative of the list, with its standing score."""

    name: str | None


class ListingOut(Answer):
    """One page of the scored co-operatives, the riskiest first."""

    total: int = Field(description="How many there are on all pages.")
    limit: int
    offset: int
    cut: bool = Field(description="More names matched than are looked up; ask more narrowly.")
    items: tuple[ListedOut, ...]

    @classmethod
    def of(cls, found: Found, *, limit: int, offset: int) -> "ListingOut":
        """One page of what was found."""
        items = tuple(ListedOut(**_brief(row.entry), name=row.name) for row in found.rows)
        return cls(total=found.total, limit=limit, offset=offset, cut=found.cut, items=items)


class FeatureOut(Answer):
    """One input that models may use."""

    name: str
    title: Wording
    type: str = Field(description="`number` or `category`.")
    unit: str
    missing: float | None = Field(description="What stands for a missing value; null: unknown.")
    risk: str = Field(description="Whether risk `rises` or `falls` with it, or `none` is said.")
    concept: str = Field(description="The group it belongs to.")

    @classmethod
    def of(cls, feature: Feature) -> "FeatureOut":
        """The catalogue's entry."""
        return cls(
            name=feature.name,
            title=Wording.of(feature.title),
            type=feature.type,
            unit=feature.unit,
            missing=feature.missing,
            risk=feature.risk,
            concept=feature.concept,
        )


class CatalogueOut(Answer):
    """Every input that models may use."""

    features: tuple[FeatureOut, ...]


class HealthOut(Answer):
    """Whether the service can answer, and from what."""

    status: str = Field(description="`ok`, or `empty` while nothing is scored.")
    version: str = Field(description="The version of coopscore.")
    batch: int | None = Field(description="The newest batch of facts; null: none.")
    scored: int = Field(description="Standing scores, over all specs.")


class ProblemOut(Answer):
    """A refusal, as RFC 9457 lays it out, in the language asked for."""

    type: str = Field(description="A name of this kind of problem that never changes.")
    title: str
    status: int
    detail: str = Field(description="What was found, and what is allowed.")
    code: str = Field(description="The same kind of problem, in one word.")
    facts: dict[str, Any] = Field(description="The particulars of the case.")
    remedy: str = Field(description="What to do.")


def feature_title(name: str) -> Wording:
    """A feature's titles, or its name where it is no longer defined."""
    feature = CATALOGUE.get(name)
    return Wording.of(feature.title) if feature else Wording(en=name, fa=name)


def _brief(entry: ScoreEntry) -> dict[str, Any]:
    score = entry.score
    return {
        "coop_id": score.coop_id,
        "spec": score.spec,
        "as_of": score.as_of,
        "as_of_jalali": jalali_text(score.as_of),
        "probability": score.probability,
        "low": score.low,
        "high": score.high,
        "points": score.points,
        "grade": score.grade,
        "state": score.state,
        "population": score.population,
        "version": score.version,
        "batch": score.batch,
        "written_at": entry.written_at,
    }
