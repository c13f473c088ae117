"""How a rating serves each part: branch groups, provinces, sizes, years, women's co-operatives.

A part of too few rows or events has counts and no figure: with a dozen provinces of five events
each, one of them always looks unfair.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from models.rating_tests.calibration import CALIBRATION
from models.rating_tests.catalogue import ruled
from models.rating_tests.discrimination import DISCRIMINATION
from models.rating_tests.rows import RatedRows, Terms
from models.rating_tests.ruling import Ruling

SLICES = ("branch_group", "branch", "province", "is_women", "size", "year")
RANKED, TOLD = ("auc",), ("expected_over_observed", "jeffreys")
MEASURED, TOO_FEW = "measured", "too_few"


def plain(rulings: Sequence[Ruling]) -> list[dict[str, Any]]:
    """Rulings as JSON holds them."""
    return [{**asdict(one), "counted": dict(one.counted)} for one in rulings]


def sliced(
    ranked: RatedRows, told: RatedRows | None, terms: Terms
) -> dict[str, list[dict[str, Any]]]:
    """By slice its parts, each with counts, a state, and its rulings.

    Parameters
    ----------
    ranked : RatedRows
        The rows of all folds: ranks are read off these.
    told : RatedRows or None
        Those whose probability was told in time: levels are read off these.

    Returns
    -------
    dict of list of dict
        `rulings` are the AUC of the ranked rows, and the level and the Brier score of the told
        ones. `expected` and `observed` are the told rows' mean probability and share of events.
    """
    found = {}
    for by in SLICES:
        if by in ranked.groups:
            levels = told.parts(by) if told is not None else {}
            found[by] = [
                _part(name, rows, levels.get(name), terms)
                for name, rows in ranked.parts(by).items()
            ]
    return found


def _part(name: str, ranked: RatedRows, told: RatedRows | None, terms: Terms) -> dict[str, Any]:
    facts: dict[str, Any] = {"name": name, **ranked.counted, "told": len(told) if told else 0}
    facts |= {"expected": None, "observed": None}
    if _too_few(ranked, terms):
        return {**facts, "state": TOO_FEW, "rulings": []}
    rulings = ruled(DISCRIMINATION, ranked, terms=terms, only=RANKED)
    if told is not None and not _too_few(told, terms):
        facts |= {"expected": float(told.probability.mean()), "observed": float(told.y.mean())}
        rulings += ruled(CALIBRATION, told, terms=terms, only=TOLD)
    return {**facts, "state": MEASURED, "rulings": plain(rulings)}


def _too_few(rows: RatedRows, terms: Terms) -> bool:
    return len(rows) < terms.least_rows or rows.hit < terms.least_events
