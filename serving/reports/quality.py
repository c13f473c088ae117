"""A data-quality report as files: JSON for machines, a page a language, pictures, and lists."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from coopscore.language import LANGUAGES
from coopscore.quality.rule import DIMENSIONS
from serving.i18n import Words
from serving.reports.heat_maps import heat_maps
from serving.reports.page import rendered
from serving.reports.picture import Picture
from serving.reports.quality_wording import QualityPhrases

REPORT = "report.json"
_PICTURES = ("quality_tables", "quality_provinces")
_PROLOGUE = '<?xml version="1.0" encoding="utf-8"?>\n'
_WORST = 20  # offices and rules that the page shows; the JSON has all
_FEWEST = 100  # rows asked of an office before it is compared with others; assumed


def quality_files(report: Mapping[str, Any]) -> dict[str, bytes]:
    """Every file of a report by its path: the same report gives the same bytes.

    `report.json`, `report.<lang>.html`, and `plots/<name>.<lang>.svg`.
    """
    text = json.dumps(report, ensure_ascii=False, allow_nan=False, indent=1)
    report = json.loads(text)  # pages tell what the file tells, and nothing else
    made = {REPORT: f"{text}\n"}
    for lang in LANGUAGES:
        t = QualityPhrases(Words(lang))
        pictures = list(heat_maps(t, report))
        made[f"report.{lang}.html"] = quality_page(report, pictures, t)
        made |= {f"plots/{one.name}.{lang}.svg": _PROLOGUE + one.svg for one in pictures}
    return {name: content.encode() for name, content in made.items()}


def own_quality_files() -> frozenset[str]:
    """Every path that a report may have, whichever of them this report or that one has."""
    plots = {f"plots/{name}.{lang}.svg" for name in _PICTURES for lang in LANGUAGES}
    return frozenset({REPORT, *(f"report.{lang}.html" for lang in LANGUAGES), *plots})


def quality_page(report: Mapping[str, Any], pictures: Sequence[Picture], t: QualityPhrases) -> str:
    """The page in one language; every number of it stands in the report."""
    return rendered(
        "quality.html",
        t=t,
        w=t.words,
        report=report,
        pictures={one.name: one for one in pictures},
        dimensions=DIMENSIONS,
        offices=worst_offices(report),
        rules=worst_rules(report),
        worst=_WORST,
        fewest=_FEWEST,
    )


def worst_offices(report: Mapping[str, Any]) -> list[tuple[float, Mapping[str, Any]]]:
    """Offices of which least holds over all dimensions, with that share; small ones left out."""
    found = []
    for office in report["offices"]:
        parts = office["dimensions"].values()
        asked = sum(part["denominator"] for part in parts)
        if office["office"] and asked >= _FEWEST:
            found.append((sum(part["numerator"] for part in parts) / asked, office))
    return sorted(found, key=lambda each: (each[0], each[1]["province"], each[1]["office"]))[
        :_WORST
    ]


def worst_rules(report: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Rules that fail at all, the ones that fail most rows first."""
    failed = [one for one in report["rules"] if one["numerator"] < one["denominator"]]
    return sorted(failed, key=lambda one: (one["numerator"] - one["denominator"], one["code"]))
