"""A report as one page that stands alone: no script, nothing from elsewhere, ready to print."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from serving.reports.credit_page import credit_facts
from serving.reports.credit_wording import CreditPhrases
from serving.reports.picture import Picture, in_order
from serving.reports.wording import Phrases

RANKING = ("auc", "gini", "ks", "average_precision")
PROBABILITY = (
    "brier", "brier_miscalibration", "brier_discrimination", "brier_uncertainty", "brier_skill",
    "log_loss", "ece", "calibration_slope", "calibration_intercept",
)  # fmt: skip
MURPHY = ("reliability", "resolution", "uncertainty", "within")
# Brier scores of rare events are small; three decimals would show little of them.
_FINE = frozenset(
    {*MURPHY, "brier", "brier_miscalibration", "brier_discrimination", "brier_uncertainty"}
)


def page(report: Mapping[str, Any], pictures: Sequence[Picture], t: Phrases) -> str:
    """The page in one language.

    Parameters
    ----------
    report : mapping
        As `serving.validation` gives it; every number of the page stands in it.
    pictures : sequence of Picture
        Of the same report, in the same language.
    """
    return rendered(
        "report.html",
        t=t,
        w=t.words,
        report=report,
        serving=report["decision"]["kind"],
        kinds=in_order(report),
        pictures={one.name: one for one in pictures},
        ranking=RANKING,
        probability=PROBABILITY,
        murphy=MURPHY,
        decimals=_decimals,
        without=[fold["test"] for fold in report["folds"] if not fold["told"]],
        found=_of_code(report),
        **(credit_facts(t, report) if isinstance(t, CreditPhrases) else {}),
    )


def rendered(template: str, **facts: object) -> str:
    """A template of this folder in the house's style; every name that it uses is among `facts`."""
    return _environment().get_template(template).render(style=_style(), **facts)


def _decimals(metric: str) -> int:
    return 5 if metric in _FINE else 3


def _of_code(report: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """The screen's findings by their code, the gravest first."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in report["screen"]["findings"]:
        found.setdefault(one["code"], []).append(one)
    return found


def _style() -> str:
    return files("serving.reports.templates").joinpath("report.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("serving.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
