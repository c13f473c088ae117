"""A plan of visits as a page: whom to visit in a month, by county, for what and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from coopscore.calendar import jalali_words, shift
from coopscore.language import Text
from coopscore.numerals import localised
from coopscore.records.visit_entries import OutcomeEntry, PlanHead
from coopscore.visits import Planned
from coopscore.vocabulary import ACT_KIND, SUPERVISION_OUTCOME, VISIT_DUTY, VISIT_FOUND, VISIT_SLICE
from serving.i18n import Words
from serving.pages.warning_page import told_reasons
from serving.pages.watch_page import place_title, province_title
from serving.planned_visits import PlannedAct, PlanPart

_RANKED = ("risk", "revival")
_REASONS = 2  # one line each; the co-operative's own page has them all


@dataclass(frozen=True, kw_only=True)
class OutcomeRow:
    """What came of an act, in words."""

    visited_on: date
    found: str
    outcome: str
    officer: str
    note: str


@dataclass(frozen=True, kw_only=True)
class ActRow:
    """One act of a plan in the reader's words.

    `likely` is the probability that it was ranked by (of silence, or of revival), None for none.
    """

    planned: Planned
    name: str | None
    spec: str | None
    month: str
    kind: str
    slice: str
    duty: str
    likely: float | None
    why: Sequence[str]
    outcomes: Sequence[OutcomeRow]
    withdrawn: Sequence[OutcomeRow]


@dataclass(frozen=True, kw_only=True)
class County:
    """The acts of one county on a page."""

    title: str
    rows: Sequence[ActRow]


@dataclass(frozen=True, kw_only=True)
class SliceRow:
    """One slice of a plan: what it is for, and how many acts it has."""

    name: str
    title: str
    meaning: str
    acts: int


def counties(part: PlanPart, words: Words) -> list[County]:
    """The acts of a page, county by county."""
    groups = groupby(part.acts, key=lambda act: (act.planned.province, act.planned.county))
    return [
        County(title=place_title(*place, words), rows=[act_row(act, words) for act in acts])
        for place, acts in groups
    ]


def slices(part: PlanPart, words: Words) -> list[SliceRow]:
    """The slices of a plan as it was drawn."""
    return [
        SliceRow(
            name=name,
            title=words.text(title),
            meaning=words(f"slice_{name}"),
            acts=part.counts.by_slice.get(name, 0),
        )
        for name, title in VISIT_SLICE.items()
    ]


def act_row(act: PlannedAct, words: Words) -> ActRow:
    """One act in words."""
    one = act.planned
    return ActRow(
        planned=one,
        name=act.name,
        spec=act.score.score.spec if act.score else None,
        month=month_title(one.month, words) if one.month else "",
        kind=words.text(ACT_KIND[one.kind]),
        slice=words.text(VISIT_SLICE[one.slice]) if one.slice else words("slice_put_on"),
        duty=words.text(VISIT_DUTY[one.duty]) if one.duty else "",
        likely=one.risk if one.risk is not None else one.revival,
        why=_why(act, words),
        outcomes=[_outcome_row(entry, words) for entry in act.outcomes],
        withdrawn=[_outcome_row(entry, words) for entry in act.withdrawn],
    )


def _why(act: PlannedAct, words: Words) -> Sequence[str]:
    """What the ranking went by; a duty or the lot did not look at it."""
    if act.score is None or act.planned.slice not in _RANKED:
        return ()
    return told_reasons(act.score, None, words)[:_REASONS]


def month_title(first: date, words: Words) -> str:
    """A Jalali month by name; for readers of the other calendar its first and last day."""
    if words.lang == "fa":
        return localised(jalali_words(first).partition(" ")[2], "fa")
    last = shift(first, 1, "jalali") - timedelta(days=1)
    return words("month_span", first=words.day(first), last=words.day(last))


def month_choices(months: Sequence[date], words: Words) -> list[tuple[str, str]]:
    """The months of a plan as a form offers them."""
    return [(month.isoformat(), month_title(month, words)) for month in months]


def plan_choices(heads: Sequence[PlanHead], words: Words) -> list[tuple[str, str]]:
    """The plans on record as a form offers them: of which day, for which part of the country."""
    return [(head.plan_id, _plan_title(head, words)) for head in heads]


def _plan_title(head: PlanHead, words: Words) -> str:
    province = head.settings.get("province", "")
    return words(
        "plan_choice",
        day=words.short_day(head.as_of),
        place=province_title(province, words) if province else words("place_country"),
        acts=words.number(head.acts),
        written=words.short_day(head.written_at.date()),
    )


def month_shown(months: Sequence[date], today: date) -> date | None:
    """The month of a plan that today lies in; before the plan its first, after it its last."""
    begun = [month for month in months if month <= today]
    return begun[-1] if begun else next(iter(months), None)


def titles(codes: Mapping[str, Text], words: Words) -> list[tuple[str, str]]:
    """Codes as a form offers them."""
    return [(code, words.text(title)) for code, title in codes.items()]


def _outcome_row(entry: OutcomeEntry, words: Words) -> OutcomeRow:
    told = entry.outcome
    return OutcomeRow(
        visited_on=told.visited_on,
        found=words.text(VISIT_FOUND[told.found]),
        outcome=words.text(SUPERVISION_OUTCOME[told.outcome]) if told.outcome else "",
        officer=entry.actor.name,
        note=told.note,
    )
