"""What the templates of a rating's validation ask for, beside what every report has."""

from collections.abc import Iterator, Mapping
from typing import Any

from models.rating_tests.battery import TITLES
from serving.reports.credit_pictures import rating_pictures
from serving.reports.credit_reasons import reason_pictures
from serving.reports.credit_view import FAIR, fairness, of_part, powers, slices, subjects
from serving.reports.credit_wording import CreditPhrases
from serving.reports.picture import Picture

PICTURES = ("grades", "stock", "migration", "years", "ablation", "waterfall", "swarm")
_STYLES = {"holds": "holds", "rejected": "misses", "not_decidable": "unknown", "reported": ""}


def credit_pictures(t: CreditPhrases, report: Mapping[str, Any]) -> Iterator[Picture]:
    """The pictures of a rating."""
    yield from rating_pictures(t, report)
    yield from reason_pictures(t, report)


def credit_facts(t: CreditPhrases, report: Mapping[str, Any]) -> dict[str, Any]:
    """Every name that the templates use of a rating; the report holds every number of them."""
    found = report["credit"]
    worlds, tried = powers(report)
    answers = found["gate"]["answers"]
    return {
        "gate": {
            verdict: [one for one in answers if one["verdict"] == verdict]
            for verdict in ("holds", "rejected", "not_decidable")
        },
        "style_of": _STYLES.__getitem__,
        "measured_by": [one for one in found["label"]["beside"] if one["figures"]],
        "subjects": subjects(t, report),
        "sliced": [
            (by, held, [t.part(by, name) for name in few]) for by, held, few in slices(report)
        ],
        "of_part": of_part,
        "fair": fairness(t, report),
        "fair_names": FAIR,
        "prudent": _prudent(found),
        "jeffreys": _jeffreys(found),
        "worlds": worlds,
        "tried": tried,
        "titles": [title for table in TITLES.values() for title in table.values()],
    }


def _prudent(found: Mapping[str, Any]) -> dict[str, float]:
    if not found["rating"]:
        return {}
    return {one["grade"]: one["prudent"] for one in found["rating"]["grades"]}


def _jeffreys(found: Mapping[str, Any]) -> dict[str, float | None]:
    rulings = found["subjects"].get("calibration", [])
    return {one["by"]: one["p"] for one in rulings if one["name"] == "jeffreys_grades"}
