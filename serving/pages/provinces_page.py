"""How provinces stand as a page: tables, dots with rank sets, and the flow of status."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopscore.vocabulary import INDICATOR, SUPERVISION_KIND
from models.provinces.states import ENDS, LIVING, TITLES
from serving.i18n import Words
from serving.pages.flow_picture import FlowPicture, drawn, flow_picture
from serving.pages.province_lists import LeaderRow, leaders_of, union_row
from serving.pages.rank_picture import RankPicture, rank_picture
from serving.provinces.lines import DASH, rank_text
from serving.provinces.selection import Selection, group_title
from serving.provinces.stocks import Fall, fall_of
from serving.provinces.tables import acts_of, counted, named, official_of, unions_of

MOST_UNIONS = 25
Row = Mapping[str, Any]
_COUNTS = (
    "active", "members", "jobs", "jobs_share", "formed", "formed_jobs", "exports_usd", "trouble",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class IndicatorRow:
    """One place by one indicator, in words."""

    place: str
    rate: Row
    parts: str
    interval: str
    rank: str
    is_whole: bool
    published: str


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """What has become of those of one state."""

    title: str
    counts: Sequence[int]
    total: int


@dataclass(frozen=True, kw_only=True)
class CountRow:
    """What is counted in one place, in words, in the order of `CountTable.titles`."""

    place: str
    cells: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class ProvincesPage:
    """All that the template shows, worded and drawn."""

    first: date
    last: date
    as_of: date
    group: str
    place: str
    indicator: str
    indicator_title: str
    rows: Sequence[IndicatorRow]
    ranks: RankPicture | None
    flow: FlowPicture | None
    told: Sequence[str]
    matrix: Sequence[MatrixRow]
    states: Sequence[str]
    titles: Mapping[str, str]
    fall: Fall
    count_titles: Sequence[str]
    counts: Sequence[CountRow]
    acts: Sequence[Sequence[str]]
    leaders: Sequence[LeaderRow]
    unions: Sequence[Sequence[str]]
    more_unions: int


def provinces_page(found: Selection, indicator: str, words: Words) -> ProvincesPage:
    """The page of one selection, by one indicator."""
    row, mirrored = found.together, words.dir == "rtl"
    cells = {(was, is_): count for was, is_, count in row["flow"]}
    states, matrix = _matrix(cells, words)
    unions = () if found.group["code"] else unions_of(found)
    days = {name: date.fromisoformat(found.content[name]) for name in ("first", "last", "as_of")}
    return ProvincesPage(
        **days,
        group=group_title(found.group, words),
        place=named(row, words),
        indicator=indicator,
        indicator_title=words.text(INDICATOR[indicator]),
        rows=[_indicator(found, one, indicator, words) for one in _ordered(found, indicator)],
        ranks=rank_picture(
            [(named(one, words), one["indicators"][indicator]) for one in found.rows],
            mean=found.group["mean"][indicator],
            median=found.group["median"][indicator],
            mirrored=mirrored,
        ),
        flow=flow_picture(cells, mirrored=mirrored),
        told=_told(cells, words),
        matrix=matrix,
        states=states,
        titles={name: words.text(title) for name, title in TITLES.items()},
        fall=fall_of(row, LIVING),
        count_titles=[words(f"province_{name}") for name in _COUNTS],
        counts=[_counts(found, one, words) for one in (*found.rows, *_last(found))],
        acts=_acts(found, words),
        leaders=leaders_of(found.content, indicator, words),
        unions=[union_row(one, words) for one in unions[:MOST_UNIONS]],
        more_unions=max(0, len(unions) - MOST_UNIONS),
    )


def _ordered(found: Selection, indicator: str) -> list[Row]:
    """Places by rank, those without one after them, and all together last."""

    def order(row: Row) -> tuple[int, str, str]:
        ranked = row["indicators"][indicator]["ranked"]
        return (ranked["rank"] if ranked else 10**6, row["province"], row["county"])

    return [*sorted(found.rows, key=order), *_last(found)]


def _last(found: Selection) -> Sequence[Row]:
    """All places together, where more than one is shown."""
    return () if found.province and found.level == "province" else (found.group["together"],)


def _indicator(found: Selection, row: Row, code: str, words: Words) -> IndicatorRow:
    one = row["indicators"][code]
    published = official_of(found, row, code)
    decimals = 1 if one["kind"] == "mean" else 0
    is_whole = not row["province"] and not row["county"]
    return IndicatorRow(
        place=named(row, words),
        rate=one,
        parts=words(
            "province_parts",
            numerator=words.number(one["numerator"], decimals),
            denominator=words.number(one["denominator"]),
        ),
        interval=DASH if one["low"] is None else words("province_interval", **_ends(one, words)),
        rank=_rank(one["ranked"], words) if not is_whole else DASH,
        is_whole=is_whole,
        published=DASH if published is None else _published(published, words),
    )


def _ends(one: Row, words: Words) -> dict[str, str]:
    return {name: words.percent(round(one[name], 3)) for name in ("low", "high")}


def _rank(ranked: Row | None, words: Words) -> str:
    if ranked is None:
        return rank_text(None, words)
    return words(
        "province_rank_set",
        **{name: words.number(ranked[name]) for name in ("rank", "low", "high")},
    )


def _published(one: Row, words: Words) -> str:
    value = DASH if one["value"] is None else words.percent(round(one["value"], 3))
    return value if one["rank"] is None else f"{value} ({words.number(one['rank'])})"


def _matrix(
    cells: Mapping[tuple[str, str], int], words: Words
) -> tuple[list[str], list[MatrixRow]]:
    """Only the states that anybody is in; every cell of theirs."""
    ends = [name for name in ENDS if any(is_ == name for _, is_ in cells)]
    rows = []
    for was in ENDS:
        counts = [cells.get((was, is_), 0) for is_ in ends]
        if any(counts):
            rows.append(MatrixRow(title=words.text(TITLES[was]), counts=counts, total=sum(counts)))
    totals = [sum(row.counts[at] for row in rows) for at in range(len(ends))]
    rows.append(MatrixRow(title=words("province_flow_total"), counts=totals, total=sum(totals)))
    return [words.text(TITLES[name]) for name in ends], rows


def _told(cells: Mapping[tuple[str, str], int], words: Words) -> list[str]:
    """The picture in words, the largest bands first."""
    shown = sorted(drawn(cells).items(), key=lambda cell: (-cell[1], cell[0]))
    return [
        words(
            "province_flow_cell",
            was=words.text(TITLES[was]),
            is_=words.text(TITLES[is_]),
            count=words.number(count),
        )
        for (was, is_), count in shown
    ]


def _counts(found: Selection, row: Row, words: Words) -> CountRow:
    told = counted(found, row)
    cells = {name: _number(told[name], words) for name in _COUNTS}
    if told["formed_planned"] is not None:
        cells["formed"] = words(
            "province_formed_of",
            formed=cells["formed"],
            planned=_number(told["formed_planned"], words),
        )
    for name in ("jobs_share", "trouble"):
        value = told[name]
        cells[name] = DASH if value is None else words.percent(round(float(value), 4))
    return CountRow(place=named(row, words), cells=list(cells.values()))


def _number(value: object, words: Words) -> str:
    return words.number(value) if isinstance(value, int | float) else DASH


def _acts(found: Selection, words: Words) -> list[Sequence[str]]:
    """Supervision by kind in the places that are chosen, planned and done."""
    rows: list[Sequence[str]] = []
    for kind, title in SUPERVISION_KIND.items():
        own = [one for one in acts_of(found) if one["kind"] == kind]
        if not own:
            continue
        planned, done, beside = (
            sum(one[name] for one in own) for name in ("planned", "done", "beside")
        )
        counts = [words.number(count) for count in (planned, done, beside, done + beside)]
        share = words.percent(round(done / planned, 3)) if planned else DASH
        rows.append([words.text(title), *counts, share])
    return rows
