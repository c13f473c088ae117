"""The supervisors' two lists as pages: who may fall silent, and who may be revived, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from coopscore.records.scorebook import ScoreEntry
from coopscore.scores import CurvePoint, at_month
from coopscore.vocabulary import PROVINCE
from serving.i18n import Words
from serving.pages.step_curve import StepCurve, ceiling_of, step_curve
from serving.pages.warning_page import told_reasons
from serving.supervision import Watched, WatchList
from serving.tiers import TIERS, TRIGGERS

_TOLD = (6, 12, 24)


@dataclass(frozen=True, kw_only=True)
class WatchRow:
    """One co-operative of a list in the reader's words; `curve` is None where none is told."""

    name: str | None
    entry: ScoreEntry
    place: str
    tier: str
    tier_title: str
    triggers: Sequence[str]
    reasons: Sequence[str]
    curve: StepCurve | None
    told: Sequence[str]


def watch_rows(found: WatchList, words: Words) -> list[WatchRow]:
    """The rows of a page of a list; their curves share one scale."""
    ceiling = ceiling_of([row.named.entry.score.curve for row in found.rows])
    return [_row(row, ceiling, words) for row in found.rows]


def place_title(province: str, county: str, words: Words) -> str:
    """A county with its province; what is not on record is left out."""
    name = province_title(province, words)
    return words("place_in", county=words.name(county), province=name) if county else name


def province_title(code: str, words: Words) -> str:
    """A province's name; a code that is none is shown as it is."""
    known = PROVINCE.get(code)
    return words.text(known) if known else code


def _row(row: Watched, ceiling: float, words: Words) -> WatchRow:
    entry = row.named.entry
    curve = entry.score.curve
    return WatchRow(
        name=row.named.name,
        entry=entry,
        place=place_title(row.place.province, row.place.county, words),
        tier=row.tier.name,
        tier_title=words.text(TIERS[row.tier.name]) if row.tier.name else "",
        triggers=[words.text(TRIGGERS[code]) for code in row.tier.triggers],
        reasons=told_reasons(entry, row.dossier, words),
        curve=step_curve(curve, ceiling=ceiling, mirrored=words.dir == "rtl") if curve else None,
        told=[_told(curve, month, words) for month in _told_months(curve)],
    )


def _told_months(curve: Sequence[CurvePoint]) -> Sequence[int]:
    """Six months are told only of those whose grid day lies within them."""
    if not curve:
        return ()
    return _TOLD if at_month(curve, _TOLD[0]).silent else _TOLD[1:]


def _told(curve: Sequence[CurvePoint], month: int, words: Words) -> str:
    silent = words.percent(at_month(curve, month).silent)
    return words("curve_told", month=words.number(month), silent=silent)
