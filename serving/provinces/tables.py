"""A run's tables in the reader's words: what files hold, and what a page shows of them.

Exact counts and rates stand in columns of their own, and only rates have ends of an interval.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopscore.vocabulary import INDICATOR, LEGAL_FORM, SUPERVISION_KIND
from models.provinces.states import ENDS, STATES, TITLES
from serving.i18n import Words
from serving.pages.watch_page import place_title
from serving.provinces.selection import Selection, group_title

Cell = str | float | None
Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table: its title, its columns (title, and whether it holds shares), and its rows."""

    title: str
    columns: Sequence[tuple[str, bool]]
    rows: Sequence[Sequence[Cell]]


def sheets_of(found: Selection, words: Words) -> list[Sheet]:
    """Every table of a selection, the indicators first."""
    return [
        indicator_sheet(found, words),
        count_sheet(found, words),
        flow_sheet(found, words),
        act_sheet(found, words),
        union_sheet(found, words),
        about_sheet(found, words),
    ]


def named(row: Row, words: Words) -> str:
    """A row's place in words; all places together where it names none."""
    if not row["province"] and not row["county"]:
        return words("province_together")
    return place_title(row["province"], row["county"], words) or words("place_unknown")


def indicator_sheet(found: Selection, words: Words) -> Sheet:
    """One row a place and indicator: its parts, value, interval, rank set, and what is official."""
    told = ("numerator", "denominator", "value", "low", "high")
    ranks = ("rank", "rank_low", "rank_high", "rank_of")
    beside = ("mean", "median", "official", "official_rank", "official_version")
    shares = {"value", "low", "high", "mean", "median", "official"}
    columns = [(words("province_place"), False), (words("province_indicator"), False)]
    columns += [(words(f"province_{name}"), name in shares) for name in (*told, *ranks, *beside)]
    rows: list[Sequence[Cell]] = []
    for row in (*found.rows, found.group["together"]):
        for code, title in INDICATOR.items():
            one = row["indicators"][code]
            ranked = one["ranked"] or {}
            published = official_of(found, row, code) or {}
            rows.append(
                [
                    named(row, words), words.text(title), *(one[name] for name in told),
                    *(ranked.get(name) for name in ("rank", "low", "high", "of")),
                    found.group["mean"][code], found.group["median"][code],
                    published.get("value"), published.get("rank"), published.get("formula_version"),
                ]
            )  # fmt: skip
    return Sheet(title=words("province_sheet_indicators"), columns=columns, rows=rows)


def official_of(found: Selection, row: Row, code: str) -> Mapping[str, Any] | None:
    """What was published of a province as a whole; None of counties and of groups."""
    if found.group["code"] or row["county"]:
        return None
    published: Mapping[str, Any] | None = found.content["official"].get(f"{row['province']}/{code}")
    return published


def count_sheet(found: Selection, words: Words) -> Sheet:
    """One row a place: stocks, members, jobs, formed, exports, and what is told of trouble."""
    stocks = STATES[:-1]
    columns = [(words("province_place"), False)]
    for part in ("opening", "stock"):
        columns += [
            (f"{words(f'province_{part}')}: {words.text(TITLES[s])}", False) for s in stocks
        ]
    columns += [(words(f"province_{name}"), is_share) for name, is_share in _COUNTED]
    rows: list[Sequence[Cell]] = [
        [
            named(row, words),
            *(row[part].get(state, 0) for part in ("opening", "stock") for state in stocks),
            *counted(found, row).values(),
        ]
        for row in (*found.rows, found.group["together"])
    ]
    return Sheet(title=words("province_sheet_counts"), columns=columns, rows=rows)


_COUNTED = (
    ("active", False), ("members", False), ("members_told", False), ("jobs", False),
    ("jobs_told", False), ("employed", False), ("jobs_share", True), ("formed", False),
    ("formed_planned", False), ("formed_jobs", False), ("formed_jobs_planned", False),
    ("exporters", False), ("exports_usd", False), ("trouble", True), ("trouble_low", True),
    ("trouble_high", True), ("trouble_of", False), ("hours", False), ("hours_planned", False),
)  # fmt: skip


def counted(found: Selection, row: Row) -> dict[str, Cell]:
    """What is counted of a place beside its indicators, by the names of `_COUNTED`.

    Plans and employment are of whole provinces: None of counties and of groups.
    """
    whole = not found.group["code"] and not row["county"]
    formation, employed, hours = _planned(found, row) if whole else ({}, None, {})
    trouble = (row["trouble"] or {}).get("of_all") or {}
    jobs = row["jobs"]["total"] if row["jobs"]["told"] else None
    return {
        "active": row["active"],
        "members": row["members"]["total"] if row["members"]["told"] else None,
        "members_told": row["members"]["told"],
        "jobs": jobs,
        "jobs_told": row["jobs"]["told"],
        "employed": employed,
        "jobs_share": jobs / employed if jobs is not None and employed else None,
        "formed": row["formed"],
        "formed_planned": formation.get("cooperatives"),
        "formed_jobs": row["formed_jobs"]["total"] if row["formed_jobs"]["told"] else None,
        "formed_jobs_planned": formation.get("jobs"),
        "exporters": row["exporters"],
        "exports_usd": row["exports_usd"],
        "trouble": trouble.get("value"),
        "trouble_low": trouble.get("low"),
        "trouble_high": trouble.get("high"),
        "trouble_of": trouble.get("denominator"),
        "hours": hours.get("done"),
        "hours_planned": hours.get("planned"),
    }


def _planned(found: Selection, row: Row) -> tuple[Mapping[str, Any], int | None, Mapping[str, Any]]:
    """Plans of formation, employment and training of one province, or of all added up."""
    content, code = found.content, row["province"]
    if code:
        trainings = [one for one in content["trainings"] if one["province"] == code]
        return (
            content["formation"].get(code, {}),
            content["employed"].get(code, {}).get("employed"),
            trainings[0] if trainings else {},
        )
    formation = content["formation"].values()
    jobs = [one["jobs"] for one in formation if one["jobs"] is not None]
    together = {
        "cooperatives": sum(one["cooperatives"] for one in formation) if formation else None,
        "jobs": sum(jobs) if jobs else None,
    }
    hours = {name: sum(one[name] for one in content["trainings"]) for name in ("done", "planned")}
    employed = sum(one["employed"] for one in content["employed"].values())
    return together, employed or None, hours


def flow_sheet(found: Selection, words: Words) -> Sheet:
    """The matrix of status at the start by status at the end, of each place in full."""
    columns = [(words("province_place"), False), (words("province_from"), False)]
    columns += [(words.text(TITLES[name]), False) for name in ENDS]
    rows: list[Sequence[Cell]] = []
    for row in (*found.rows, found.group["together"]):
        cells = {(was, is_): count for was, is_, count in row["flow"]}
        for was in ENDS:
            counts = [cells.get((was, is_), 0) for is_ in ENDS]
            if any(counts):
                rows.append([named(row, words), words.text(TITLES[was]), *counts])
    return Sheet(title=words("province_sheet_flow"), columns=columns, rows=rows)


def act_sheet(found: Selection, words: Words) -> Sheet:
    """Supervision planned and done, by place and kind."""
    names = ("acts_planned", "acts_done", "acts_beside", "acts_together", "acts_share")
    columns = [(words("province_place"), False), (words("province_act_kind"), False)]
    columns += [(words(f"province_{name}"), name == "acts_share") for name in names]
    rows = [
        [
            place_title(one["province"], one["county"], words) or words("place_unknown"),
            words.text(SUPERVISION_KIND[one["kind"]]),
            one["planned"], one["done"], one["beside"], one["done"] + one["beside"],
            one["done"] / one["planned"] if one["planned"] else None,
        ]
        for one in acts_of(found)
    ]  # fmt: skip
    return Sheet(title=words("province_sheet_acts"), columns=columns, rows=rows)


def acts_of(found: Selection) -> Sequence[Row]:
    """The targets of the places that are chosen; none of a group, for no plan is of one."""
    if found.group["code"]:
        return ()
    name = "acts_by_county" if found.level == "county" else "acts"
    return [one for one in found.content[name] if found.province in ("", one["province"])]


def union_sheet(found: Selection, words: Words) -> Sheet:
    """Every union of the places that are chosen: its own duties and its members' standing."""
    columns = [
        (words(f"province_{name}"), name in ("completeness", *_OF_MEMBERS))
        for name in (
            "union", "coop_id", "place", "form", "state", "updated", "uploaded", "completeness",
            "member_count", "member_active", *_OF_MEMBERS,
        )
    ]  # fmt: skip
    return Sheet(
        title=words("province_sheet_unions"),
        columns=columns,
        rows=[union_cells(one, words) for one in unions_of(found)],
    )


_OF_MEMBERS = ("members_updated", "members_statements", "members_statute")


def unions_of(found: Selection) -> Sequence[Row]:
    """The unions that are registered in the places chosen."""
    return [one for one in found.content["unions"] if found.province in ("", one["province"])]


def union_cells(one: Row, words: Words) -> list[Cell]:
    """One union in words."""
    said = {True: words("province_yes"), False: words("province_no"), None: None}
    return [
        words.name(one["name"]), one["coop_id"],
        place_title(one["province"], one["county"], words) or words("place_unknown"),
        words.text(LEGAL_FORM[one["form"]]), words.text(TITLES[one["state"]]), said[one["updated"]],
        said[one["uploaded"]], one["completeness"], sum(one["members"].values()),
        sum(one["members"].get(name, 0) for name in ("operating", "under_implementation")),
        *(one["rates"][name.partition("_")[2]]["value"] for name in _OF_MEMBERS),
    ]  # fmt: skip


def about_sheet(found: Selection, words: Words) -> Sheet:
    """What the figures are of: the period, the day of knowledge, the formulas, the group."""
    content = found.content
    days = {
        name: words.day(date.fromisoformat(content[name])) for name in ("first", "last", "as_of")
    }
    rows: list[Sequence[Cell]] = [
        [words("province_period"), words("province_between", **days)],
        [words("province_group"), group_title(found.group, words)],
        [words("province_run"), found.run_id],
        *([words(key), None] for key in ("province_note_formulas", "province_note_exact")),
        *_formulas(content["formulas"]),
    ]
    columns = [(words("province_about"), False), ("", False)]
    return Sheet(title=words("province_sheet_about"), columns=columns, rows=rows)


def _formulas(formulas: Row) -> Iterator[Sequence[Cell]]:
    for name, value in formulas.items():
        yield [name, " ".join(map(str, value)) if isinstance(value, list) else str(value)]
