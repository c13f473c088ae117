"""Lists beside the page of provinces: what to choose from, branches and programmes, unions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.provinces.groups import PROGRAMMES
from serving.i18n import Words
from serving.pages.watch_page import place_title
from serving.provinces.kept import Content
from serving.provinces.lines import DASH, rate_text
from serving.provinces.selection import code_of, group_title
from serving.provinces.tables import named, union_cells

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class LeaderRow:
    """One branch or programme: all places together, and the highest place."""

    title: str
    group: str
    rate: str
    leader: str


def run_title(run_id: str, words: Words) -> str:
    """What a run is called in a list: its period, and the day of knowledge where that is later."""
    first, last, as_of, _ = run_id.split("_")
    first_day, last_day, known = (date.fromisoformat(one) for one in (first, last, as_of))
    said = f"{words.short_day(first_day)} – {words.short_day(last_day)}"
    return said if known == last_day else f"{said} · {words.short_day(known)}"


def group_choices(content: Content, words: Words) -> list[tuple[str, Sequence[tuple[str, str]]]]:
    """Groups to choose from: the title of each kind, and (code, title) of its groups."""
    found: dict[str, list[tuple[str, str]]] = {"branch": [], "programme": []}
    for group in content["groups"]:
        if group["code"]:
            code, kind = group["code"], group["kind"]
            title = words.name(code) if kind == "branch" else words.text(PROGRAMMES[code])
            found[kind].append((code_of(group), title))
    return [
        (words("province_branches"), found["branch"]),
        (words("province_programmes"), found["programme"]),
    ]


def leaders_of(content: Content, indicator: str, words: Words) -> list[LeaderRow]:
    """Each branch and programme by one indicator, with its highest province."""
    rows = []
    for group in content["groups"]:
        if not group["code"]:
            continue
        first = [
            one for one in group["places"]
            if (ranked := one["indicators"][indicator]["ranked"]) and ranked["rank"] == 1
        ]  # fmt: skip
        rows.append(
            LeaderRow(
                title=group_title(group, words),
                group=code_of(group),
                rate=rate_text(group["together"]["indicators"][indicator], words),
                leader=words("province_and").join(_leader(one, indicator, words) for one in first)
                or DASH,
            )
        )
    return rows


def _leader(row: Row, indicator: str, words: Words) -> str:
    ranked = row["indicators"][indicator]["ranked"]
    told = {name: words.number(ranked[name]) for name in ("low", "high", "of")}
    return words("province_leader_of", place=named(row, words), **told)


def union_row(one: Row, words: Words) -> list[str]:
    """One union in words: name, place, form, state, its duties, and its members."""
    told = {
        "name": words.name(one["name"]),
        "place": place_title(one["province"], one["county"], words) or words("place_unknown"),
    }
    cells = union_cells(one, words)
    shares = [
        DASH if cell is None else words.percent(round(float(cell), 3)) for cell in (cells[7],)
    ]
    members = f"{words.number(float(cells[9] or 0))} / {words.number(float(cells[8] or 0))}"
    return [
        *told.values(), str(cells[3]), str(cells[4]), str(cells[5] or DASH), str(cells[6] or DASH),
        *shares, members,
    ]  # fmt: skip
