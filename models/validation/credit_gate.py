"""What the gate asks of a rating, read off what its validation found.

Source of the questions and bounds: the house's policy on promotion; the central bank's instructions
on reporting validations set no thresholds.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models.rating_tests.ruling import Verdict
from models.screen import Screening
from models.validation.credit_settings import Gate
from models.validation.gate import Answer, at_least, at_most, judged

Found = Mapping[str, Any]

# Findings of the screen that say whether anything was known before it could be.
TIMES = frozenset({
    "time_order", "known_before_happened", "papers_apart", "met_before_minutes",
    "known_early_for_events", "told_late", "arrivals_moved", "known_at_once",
})  # fmt: skip


def answers(found: Found, screening: Screening, gate: Gate) -> list[Answer]:
    """Every answer, in the order that a reader asks.

    Parameters
    ----------
    found : mapping
        As `models.validation.credit.credit` gathers it.
    screening : Screening
        What the screen found of known days.
    """
    return [*(one(found, gate) for one in _ASKED), _times(screening)]


def ruling(found: Found, name: str, by: str = "") -> Mapping[str, Any] | None:
    """One ruling on the whole by its name; None where it was not made, or could not be decided.

    A verdict that was withdrawn decides nothing either.
    """
    return next((one for one in named(found, name) if one["by"] == by), None)


def named(found: Found, name: str) -> list[Mapping[str, Any]]:
    """Every ruling of a name that could be decided, whatever it speaks of."""
    return [
        one
        for rulings in found["subjects"].values()
        for one in rulings
        if one["name"] == name and _stands(one)
    ]


def _stands(one: Mapping[str, Any]) -> bool:
    """Whether a ruling may be read: decided, and its test not one that rejects too often here
    (`models.rating_tests.power.without_liberal`: a hypothesis is left, and no verdict of it)."""
    withdrawn = one["null"] is not None and one["verdict"] == Verdict.REPORTED
    return one["verdict"] != Verdict.NOT_DECIDABLE and not withdrawn


def _enough(found: Found, gate: Gate) -> bool:
    """Whether levels are decidable: by the events of all folds, and by those of the told rows."""
    ranked, told = found["rows"]["ranked"], found["rows"]["told"]
    pooled: bool = ranked["events"] >= gate.pooled_events
    return pooled and told is not None and told["events"] >= gate.told_events


def _beside_other(found: Found, gate: Gate) -> Answer:
    pair = found["contest"]["other"]
    shown = _pair(pair)
    decided = pair is not None and pair["events"] >= gate.pooled_events
    return Answer(
        code="no_worse_than_other", bound=f">= {-gate.auc_loss:g}", **shown,
        verdict=judged(shown["low"] >= -gate.auc_loss if decided else None),
    )  # fmt: skip


def _list(found: Found, gate: Gate) -> Answer:
    pair = found["contest"]["rule"]
    shown = _pair(pair)
    decided = pair is not None and pair["events"] >= gate.pooled_events
    return Answer(
        code="list_no_worse_than_rule", bound=">= 0", **shown,
        verdict=judged(shown["low"] >= 0 if decided else None),
    )  # fmt: skip


def _pair(pair: Found | None) -> dict[str, Any]:
    """A difference, with its one-sided lower bound as the low end."""
    if pair is None:
        return {"value": None, "counted": {}}
    return {
        "value": pair["difference"],
        "low": pair["bound"],
        "counted": {"events": pair["events"]},
    }


def _portfolio(found: Found, gate: Gate) -> Answer:
    told = ruling(found, "jeffreys", "portfolio")
    p, decided = told["p"] if told else None, _enough(found, gate)
    return at_least(
        "portfolio_not_understated", p, gate.portfolio_p, decided=decided, **_counted(told)
    )


def _grades(found: Found, gate: Gate) -> Answer:
    told = [one for one in named(found, "jeffreys_grades") if one["p"] is not None]
    least = min((one["p"] for one in told), default=None)
    return at_least(
        "no_grade_understated", least, gate.grade_p, decided=_enough(found, gate),
        counted={"grades": len(told)},
    )  # fmt: skip


def _slope(found: Found, gate: Gate) -> Answer:
    told = ruling(found, "cox_redrawn", "slope") or {"value": None, "low": None, "high": None}
    decided = told["low"] is not None and _enough(found, gate)
    return Answer(
        code="slope_is_one",
        value=told["value"],
        low=told["low"],
        high=told["high"],
        bound="1",
        verdict=judged(told["low"] <= 1 <= told["high"] if decided else None),
        counted=told.get("counted", {}),
    )


def _trend(found: Found, gate: Gate) -> Answer:
    told = ruling(found, "trend")
    p, decided = told["p"] if told else None, _enough(found, gate)
    return at_most("grades_rise_with_risk", p, gate.trend_p, decided=decided, **_counted(told))


def _neighbours(found: Found, gate: Gate) -> Answer:
    told = [one for one in named(found, "neighbours_inverted") if one["p"] is not None]
    inverted = float(sum(one["verdict"] == Verdict.REJECTED for one in told))
    return at_most(
        "no_neighbours_inverted", inverted if told else None, 0, decided=_enough(found, gate),
        counted={"pairs": len(told)},
    )  # fmt: skip


def _coverage(found: Found, gate: Gate) -> Answer:
    """Asked of spreads before they were widened: widening makes the stated intervals hold on the
    very cells that are counted here, so that they could not fail. The lesser of the shares of cells
    and of single years."""
    told = found["rating"] and found["rating"]["coverage"]
    share = min(told["inside_before"], told["years_inside_before"]) if told else None
    counted = {name: told[name] for name in ("cells", "years")} if told else {}
    return at_least(
        "intervals_cover", share, gate.coverage, decided=_enough(found, gate), counted=counted
    )


def _overlap(found: Found, gate: Gate) -> Answer:
    told = ruling(found, "reason_overlap", "concept")
    value = told["value"] if told else None
    return at_least("reasons_stay", value, gate.reason_overlap, **_counted(told))


def _seeds(found: Found, gate: Gate) -> Answer:
    told = ruling(found, "seed_spread")
    value = told["value"] if told else None
    return at_most("seeds_agree", value, gate.seed_spread, **_counted(told))


def _monotone(found: Found, gate: Gate) -> Answer:
    told = ruling(found, "monotone_violation")
    value = float(told["counted"]["violations"]) if told else None
    return at_most("no_wrong_way", value, 0, **_counted(told))


def _additive(found: Found, gate: Gate) -> Answer:
    told = ruling(found, "additivity_gap")
    value = told["value"] if told else None
    return at_most("reasons_add_up", value, 1e-6, **_counted(told))


def _reproduced(found: Found, gate: Gate) -> Answer:
    told = ruling(found, "same_hash", "model")
    value = told["value"] if told else None
    return at_most("same_model_twice", value, 0, **_counted(told))


def _fairness(found: Found, gate: Gate) -> Answer:
    """Held is only that it was told, with intervals: what to make of it is for people."""
    told = [
        part
        for by in ("province", "is_women")
        for part in found["slices"].get(by, [])
        if part["state"] == "measured"
    ]
    return Answer(
        code="fairness_told", value=float(len(told)), bound=">= 2", counted={"parts": len(told)},
        verdict=judged(len(told) >= 2 or None),
    )  # fmt: skip


def _times(screening: Screening) -> Answer:
    looked = [one for one in screening.findings if one.code in TIMES]
    stopped = float(sum(one.verdict == "stop" for one in looked)) if looked else None
    return at_most("nothing_known_early", stopped, 0, counted={"looked": len(looked)})


def _counted(told: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"counted": told["counted"] if told else {}}


_ASKED: Sequence[Callable[[Found, Gate], Answer]] = (
    _beside_other, _list, _portfolio, _grades, _slope, _trend, _neighbours, _coverage, _overlap,
    _seeds, _monotone, _additive, _reproduced, _fairness,
)  # fmt: skip
