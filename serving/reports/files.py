"""A report as files: JSON for machines, a page a language for people, and the pictures."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from coopscore.language import LANGUAGES, Language
from serving.i18n import Words
from serving.reports.bars import bars
from serving.reports.credit_page import PICTURES, credit_pictures
from serving.reports.credit_wording import CreditPhrases
from serving.reports.page import page
from serving.reports.picture import Picture
from serving.reports.probabilities import probabilities
from serving.reports.ranking import curves
from serving.reports.wording import Phrases

REPORT = "report.json"
_PICTURES = ("roc", "folds", "gain", "reliability", "distribution", "strongest", "drift", *PICTURES)
_PROLOGUE = '<?xml version="1.0" encoding="utf-8"?>\n'


def files_of(report: Mapping[str, Any]) -> dict[str, bytes]:
    """Every file of a report by its path: the same report gives the same bytes.

    `report.json`, `report.<lang>.html`, and `plots/<name>.<lang>.svg`.
    """
    text = json.dumps(report, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True)
    report = json.loads(text)  # pages tell what the file tells, in its order, and nothing else
    made = {REPORT: f"{text}\n"}
    for lang in LANGUAGES:
        t = CreditPhrases(Words(lang)) if "credit" in report else Phrases(Words(lang))
        pictures = list(_pictures(report, t))
        made[f"report.{lang}.html"] = page(report, pictures, t)
        made |= {_plot(one.name, lang): _PROLOGUE + one.svg for one in pictures}
    return {name: content.encode() for name, content in made.items()}


def own_files() -> frozenset[str]:
    """Every path that a report may have, whichever of them this report or that one has."""
    pages = {f"report.{lang}.html" for lang in LANGUAGES}
    return frozenset(
        {REPORT, *pages} | {_plot(name, lang) for name in _PICTURES for lang in LANGUAGES}
    )


def _plot(name: str, lang: Language) -> str:
    return f"plots/{name}.{lang}.svg"


def _pictures(report: Mapping[str, Any], t: Phrases) -> Iterator[Picture]:
    yield from curves(t, report)
    yield from probabilities(t, report)
    yield from bars(t, report)
    if isinstance(t, CreditPhrases):
        yield from credit_pictures(t, report)
