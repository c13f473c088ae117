"""The dossier's part of a score's page: all that the template shows, put together beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopscore.dossiers import AdverseReason, Bridge, Dossier, PeerStanding
from coopscore.scores import Reason
from features.words import CONCEPTS
from models.recourse.acts import ACTS
from serving.dossiers.sentences import sentence
from serving.i18n import Words
from serving.lending import Standing
from serving.pages.bridge import Bridge as Picture
from serving.pages.bridge import Step, bridges, effect_kind
from serving.pages.evidence_view import Behind, behind_rows
from serving.pages.override_view import OverrideRow, override_row
from serving.pages.quartiles import Quartiles, quartiles
from serving.pages.wording import Shown, reason_title, reason_value


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Something with points: a concept, or a term of the bridge."""

    title: str
    points: float
    kind: str
    count: str = ""


@dataclass(frozen=True, kw_only=True)
class AdverseRow:
    """One coded reason in words."""

    code: str
    sentence: str
    points: float
    held: bool


@dataclass(frozen=True, kw_only=True)
class PeerRow:
    """One input beside the peers', in figures and as a picture."""

    title: str
    own: Shown
    low: Shown
    middle: Shown
    high: Shown
    below: str
    peers: str
    group: str
    picture: Quartiles | None


@dataclass(frozen=True, kw_only=True)
class ActRow:
    """Something that may be done, and what the replay gave."""

    title: str
    about: str
    earliest: date
    gain: float
    kind: str
    points: float
    grade: str
    promised: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """The way from the score of an earlier day, in terms and as a picture."""

    since: date
    start: float
    end: float
    terms: Sequence[Effect]
    pictures: Sequence[Picture]
    largest: str


@dataclass(frozen=True, kw_only=True)
class DossierView:
    """What the dossier's sections are given; `override` is the one in force."""

    as_of: date
    concepts: Sequence[Effect]
    adverse: Sequence[AdverseRow]
    peers: Sequence[PeerRow]
    change: Change | None
    acts: Sequence[ActRow]
    behind: Sequence[Behind]
    override: OverrideRow | None
    overrides: Sequence[OverrideRow]
    catalogue: str
    digest: str


def dossier_view(standing: Standing, words: Words, *, today: date) -> DossierView | None:
    """The dossier's sections in the language of `words`; None where there is nothing to show."""
    if standing.dossier is None and not standing.overrides:
        return None
    made = standing.dossier.dossier if standing.dossier else _nothing(standing)
    return DossierView(
        as_of=made.as_of,
        concepts=_concepts(made, words),
        adverse=[_adverse(reason, words) for reason in made.adverse],
        peers=[_peer(one, words) for one in made.peers],
        change=_change(made.bridge, words) if made.bridge else None,
        acts=[
            ActRow(
                title=words(f"act_{act.act}"), about=_about(act.about, words),
                earliest=act.earliest,
                gain=act.gain, kind=effect_kind(act.gain), points=act.points, grade=act.grade,
                promised=act.promised,
            )
            for act in made.recourse
        ],
        behind=behind_rows(made.evidence, words),
        override=override_row(standing.override, words, today) if standing.override else None,
        overrides=[override_row(one, words, today) for one in standing.overrides],
        catalogue=made.catalogue,
        digest=standing.dossier.digest if standing.dossier else "",
    )  # fmt: skip


def _nothing(standing: Standing) -> Dossier:
    """A dossier that says nothing, for a score that has overrides alone."""
    score = standing.named.entry.score
    return Dossier(
        score_id=standing.named.entry.score_id, coop_id=score.coop_id, as_of=score.as_of,
        spec=score.spec, version=score.version, catalogue="", concepts=(), adverse=(), peers=(),
        bridge=None, recourse=(), evidence=(),
    )  # fmt: skip


def _concepts(made: Dossier, words: Words) -> list[Effect]:
    return [
        Effect(
            title=words.text(CONCEPTS[one.concept]) if one.concept in CONCEPTS else one.concept,
            points=one.points,
            kind=effect_kind(one.points),
        )
        for one in made.concepts
    ]


def _adverse(reason: AdverseReason, words: Words) -> AdverseRow:
    return AdverseRow(
        code=reason.code, sentence=sentence(reason, words), points=reason.points, held=reason.held
    )


def _peer(one: PeerStanding, words: Words) -> PeerRow:
    def shown(value: float | None) -> Shown:
        return reason_value(Reason(feature=one.feature, value=value, points=0.0), words)

    known = [one.value, one.low, one.middle, one.high]
    return PeerRow(
        title=reason_title(one.feature, words),
        own=shown(one.value),
        low=shown(one.low),
        middle=shown(one.middle),
        high=shown(one.high),
        below=words("no_value") if one.below is None else words.percent(one.below),
        peers=words.number(one.peers),
        group=words(f"peers_{one.group}"),
        picture=None
        if None in known
        else quartiles(*(float(value or 0) for value in known), mirrored=words.dir == "rtl"),
    )


def _change(bridge: Bridge, words: Words) -> Change:
    terms = [
        Effect(
            title=words(f"bridge_{term.kind}"),
            points=term.points,
            kind=effect_kind(term.points),
            count=""
            if term.count is None
            else words("bridge_count", count=words.number(term.count)),
        )
        for term in bridge.terms
    ]
    steps = [
        Step(kind="base", title=words("bridge_then", day=bridge.since), points=bridge.points_then),
        *(Step(kind="reason", title=term.title, points=term.points) for term in terms),
        Step(kind="sum", title=words("bridge_now"), points=bridge.points_now),
    ]
    largest = max(terms, key=lambda term: abs(term.points))
    return Change(
        since=bridge.since,
        start=bridge.points_then,
        end=bridge.points_now,
        terms=terms,
        pictures=bridges(steps, mirrored=words.dir == "rtl"),
        largest=f"{largest.title} {words.number(largest.points, 1, signed=True)}",
    )


def _about(about: str, words: Words) -> str:
    """What an act is about: days in the reader's calendar, other acts by their titles."""
    separator = "، " if words.lang == "fa" else ", "
    return separator.join(_said(part, words) for part in about.split())


def _said(part: str, words: Words) -> str:
    if part in ACTS:
        return words(f"act_{part}")
    try:
        return words.short_day(date.fromisoformat(part))
    except ValueError:
        return part
