"""A report as files: JSON for machines, a page a language for people, and the pictures."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from coopscore.language import LANGUAGES
from serving.i18n import Words
from serving.reports.bars import bars
from serving.reports.page import page
from serving.reports.picture import Picture
from serving.reports.probabilities import probabilities
from serving.reports.ranking import curves
from serving.reports.wording import Phrases

_PROLOGUE = '<?xml version="1.0" encoding="utf-8"?>\n'


def files_of(report: Mapping[str, Any]) -> dict[str, bytes]:
    """Every file of a report by its path: the same report gives the same bytes.

    `report.json`, `report.<lang>.html`, and `plots/<name>.<lang>.svg`.
    """
    text = json.dumps(report, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True)
    report = json.loads(text)  # pages tell what the file tells, in its order, and nothing else
    made = {"report.json": f"{text}\n"}
    for lang in LANGUAGES:
        t = Phrases(Words(lang))
        pictures = list(_pictures(report, t))
        made[f"report.{lang}.html"] = page(report, pictures, t)
        made |= {f"plots/{one.name}.{lang}.svg": _PROLOGUE + one.svg for one in pictures}
    return {name: content.encode() for name, content in made.items()}


def _pictures(report: Mapping[str, Any], t: Phrases) -> Iterator[Picture]:
    yield from curves(t, report)
    yield from probabilities(t, report)
    yield from bars(t, report)
