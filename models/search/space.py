"""Where a search looks: which booster settings vary, between which ends, and on which scale.

A setting is drawn on a scale of its own (leaves double, shares add) and rounded to three
significant digits before it is tried, so that what is written down is what was measured.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import exp, expm1, log, log1p
from typing import Any

from models.ranges import BOOSTER, Range
from models.search.ranges import SEARCH
from models.spec import Spec
from models.spec_tables import BoosterSettings

# A place in the space: the setting's scaled value by its name; of `fits` the number itself.
Point = Mapping[str, float]

# What is searched where a spec has no range of its own; docs/specs.md shows it.
DEFAULT: Mapping[str, tuple[float, ...]] = {
    "num_leaves": (3, 63),
    "min_child_samples": (10, 200),
    "learning_rate": (0.02, 0.2),
    "budget": (1.0, 10.0),
    "subsample": (0.4, 1.0),
    "colsample_bytree": (0.2, 1.0),
    "reg_lambda": (0.0, 100.0),
    "reg_alpha": (0.0, 10.0),
    "path_smooth": (0.0, 100.0),
    "max_bin": (15, 255),
    "cat_smooth": (1.0, 100.0),
    "fits": (1, 3, 5),
}
_DIGITS = 3


@dataclass(frozen=True, kw_only=True)
class _Scale:
    to: Callable[[float], float]
    back: Callable[[float], float]


_RATIO = _Scale(to=log, back=exp)
_SHARE = _Scale(to=float, back=float)
_PULL = _Scale(to=log1p, back=expm1)  # like a ratio, and holds zero
_SCALES: Mapping[str, _Scale] = {
    "num_leaves": _RATIO,
    "min_child_samples": _RATIO,
    "learning_rate": _RATIO,
    "budget": _RATIO,
    "subsample": _SHARE,
    "colsample_bytree": _SHARE,
    "reg_lambda": _PULL,
    "reg_alpha": _PULL,
    "path_smooth": _PULL,
    "max_bin": _RATIO,
    "cat_smooth": _PULL,
}


@dataclass(frozen=True, kw_only=True)
class Space:
    """The settings that vary around the `present` ones, which lie inside.

    `ends` are the lowest and highest value of each setting that varies, in the order of `SEARCH`;
    `fits` the numbers of fits that may be tried, empty where that does not vary.
    """

    present: BoosterSettings
    ends: Mapping[str, tuple[float, float]]
    fits: tuple[int, ...]

    @classmethod
    def of(cls, spec: Spec) -> "Space":
        """The ranges under `[search]`, or `DEFAULT` where it names none.

        A setting without a range stays as it is. Ranges are stretched to hold what the spec has
        now, as that is the first trial.
        """
        own = {name: ends for name, ends in spec.search.items() if name != "choose"}
        ranges = own or DEFAULT
        now = _values(spec.booster)
        ends = {
            name: (min(ranges[name][0], now[name]), max(ranges[name][1], now[name]))
            for name in SEARCH
            if name in ranges
        }
        fits = (
            {int(one) for one in ranges["fits"]} | {spec.booster.fits} if "fits" in ranges else ()
        )
        return cls(present=spec.booster, ends=ends, fits=tuple(sorted(fits)))

    @property
    def scaled(self) -> dict[str, tuple[float, float]]:
        """The ends of each setting but `fits`, on its scale."""
        return {
            name: (_SCALES[name].to(low), _SCALES[name].to(high))
            for name, (low, high) in self.ends.items()
        }

    @property
    def start(self) -> dict[str, float]:
        """The place of the present settings."""
        now = _values(self.present)
        place = {name: _SCALES[name].to(now[name]) for name in self.ends}
        return place | ({"fits": self.present.fits} if self.fits else {})

    def settings(self, point: Point) -> BoosterSettings:
        """The booster settings at a place, rounded; what does not vary is as it is now."""
        tried: dict[str, Any] = {
            name: _rounded(_SCALES[name].back(point[name]), ends, SEARCH[name])
            for name, ends in self.ends.items()
        }
        budget = tried.pop("budget", _budget(self.present))
        rate = tried.get("learning_rate", self.present.learning_rate)
        if self.fits:
            tried["fits"] = int(point["fits"])
        return replace(self.present, n_estimators=_trees(budget, rate), **tried)

    def facts(self) -> dict[str, Any]:
        """The space as JSON."""
        told: dict[str, Any] = {name: list(ends) for name, ends in self.ends.items()}
        return told | ({"fits": list(self.fits)} if self.fits else {})


def _budget(booster: BoosterSettings) -> float:
    return booster.learning_rate * booster.n_estimators


def _values(booster: BoosterSettings) -> dict[str, float]:
    own = {name: float(getattr(booster, name)) for name in SEARCH if name != "budget"}
    return {**own, "budget": _budget(booster)}


def _trees(budget: float, rate: float) -> int:
    """So many trees that each one's share adds up to the budget."""
    within = BOOSTER["n_estimators"]
    return int(min(max(round(budget / rate), within.low), within.high))


def _rounded(value: float, ends: tuple[float, float], within: Range) -> float:
    near = float(f"{value:.{_DIGITS}g}")
    held = min(max(near, ends[0]), ends[1])
    return round(held) if within.whole else held
