"""The keys that a spec may hold, each with the one way in which it is read."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import cast, get_args

from coopscore.calendar import Calendar, Months, read_months
from models.ranges import (
    ADDITIVE,
    BOOSTER,
    CHAMPION,
    FOLDS,
    HAZARD,
    INTERVAL,
    LINEAR,
    LOGISTIC,
    MIN_EVENTS,
    RATING,
    WEIGHT,
    Range,
)
from models.screen_settings import SCREEN
from models.search.ranges import CHOICES, FITS, SEARCH

Reader = Callable[[object], object]

MEASURES = ("auc", "margin_slope", "calibration_slope")

# The kinds of model that a spec may ask for, those that may lead, and those that may be blended.
KIND_NAMES = ("booster", "blend", "linear", "logistic", "additive", "rule")
LEADS = ("booster", "blend", "linear")
BLENDED = ("booster", "linear", "logistic")

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_PATTERN = re.compile(r"[a-z*][a-z0-9_*]*(\.[a-z0-9_*]+)?")
_NUMBER = r"(-?\d+(?:\.\d+)?)"
_AT_LEAST = re.compile(rf">=\s*{_NUMBER}")
_AT_MOST = re.compile(rf"<=\s*{_NUMBER}")
_BETWEEN = re.compile(rf"{_NUMBER}\s*\.\.\s*{_NUMBER}")


class NotAllowed(ValueError):
    """A value that its key does not take; the message says what it takes."""


def _name(value: object) -> str:
    if not (isinstance(value, str) and _NAME.fullmatch(value)):
        raise NotAllowed("a-z 0-9 _")
    return value


def _words(value: object) -> str:
    if not (isinstance(value, str) and value.strip()):
        raise NotAllowed("text")
    return value


def _months(at_least: int) -> Callable[[object], Months]:
    def read(value: object) -> Months:
        try:
            length = read_months(value if isinstance(value, str) else "")
        except ValueError as cause:
            raise NotAllowed('"12 months"') from cause
        if not at_least <= length.value <= 600:
            raise NotAllowed(f'"{at_least} months" .. "600 months"')
        return length

    return read


def _day(value: object) -> date:
    # A bundle's JSON writes the day as text; TOML has days of its own. A datetime is neither.
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as cause:
            raise NotAllowed("2015-03-20") from cause
    if type(value) is not date:
        raise NotAllowed("2015-03-20")
    return value


def _one_of(*allowed: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not (isinstance(value, str) and value in allowed):
            raise NotAllowed(" | ".join(allowed))
        return value

    return read


def _number(within: Range) -> Callable[[object], float]:
    def read(value: object) -> float:
        if not within.holds(value):
            raise NotAllowed(str(within))
        return cast("float", value) if within.whole else float(cast("float", value))

    return read


def _from_to(within: Range) -> Callable[[object], tuple[float, float]]:
    read_end = _number(within)

    def read(value: object) -> tuple[float, float]:
        ends = [read_end(end) for end in value] if isinstance(value, list | tuple) else []
        if len(ends) != 2 or ends[0] > ends[1]:
            raise NotAllowed(f"[low, high] of {within}")
        return ends[0], ends[1]

    return read


def _each_once(within: Range) -> Callable[[object], tuple[float, ...]]:
    read_one = _number(within)

    def read(value: object) -> tuple[float, ...]:
        found = [read_one(one) for one in value] if isinstance(value, list | tuple) else []
        if not found or len(set(found)) < len(found):
            raise NotAllowed(f"a list of {within}, each once")
        return tuple(sorted(found))

    return read


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise NotAllowed("true | false")
    return value


def _kinds(value: object) -> tuple[str, ...]:
    named = list(value) if isinstance(value, list | tuple) else []
    # `in` compares and hashes nothing: a list in the list is refused like any other word.
    if not named or any(kind not in KIND_NAMES for kind in named) or len(set(named)) < len(named):
        raise NotAllowed(f"some of {', '.join(KIND_NAMES)}, each once")
    return tuple(kind for kind in KIND_NAMES if kind in named)


def _patterns(value: object) -> tuple[str, ...]:
    wording = '["filings.*", "age_years"]'
    if not (isinstance(value, list | tuple) and value):
        raise NotAllowed(wording)
    if not all(isinstance(item, str) and _PATTERN.fullmatch(item) for item in value):
        raise NotAllowed(wording)
    if len(set(value)) < len(value):
        raise NotAllowed("each once")
    return tuple(value)


def read_bound(value: object) -> tuple[float, float]:
    """`">= 0.70"`, `"<= 0.25"` or `"0.8 .. 1.2"` as its two ends, both allowed.

    Raises
    ------
    NotAllowed
        Where the text has none of the three forms, or its ends are the wrong way round.
    """
    text = value.strip() if isinstance(value, str) else ""
    if found := _AT_LEAST.fullmatch(text):
        return float(found[1]), math.inf
    if found := _AT_MOST.fullmatch(text):
        return -math.inf, float(found[1])
    if (found := _BETWEEN.fullmatch(text)) and float(found[1]) <= float(found[2]):
        return float(found[1]), float(found[2])
    raise NotAllowed('">= 0.70", "<= 0.25", "0.8 .. 1.2"')


def _bound_text(value: object) -> str:
    read_bound(value)
    return cast("str", value).strip()


_MONOTONE = _one_of("from_risk", "none")

KEYS: Mapping[str, Reader] = {
    "name": _name,
    "title.en": _words,
    "title.fa": _words,
    "outcome": _name,
    "horizon": _months(1),
    "maturity": _months(0),
    "quiet": _months(1),
    "cohort": _name,
    "calendar": _one_of(*get_args(Calendar)),
    "features": _patterns,
    "time.first_as_of": _day,
    "time.every": _months(1),
    "time.test_every": _months(1),
    "time.test_span": _months(1),
    "time.between": _months(1),
    "time.folds": _number(FOLDS),
    **{f"booster.{name}": _number(within) for name, within in BOOSTER.items()},
    "booster.extra_trees": _flag,
    "booster.monotone": _MONOTONE,
    **{f"logistic.{name}": _number(within) for name, within in LOGISTIC.items()},
    "logistic.monotone": _MONOTONE,
    **{f"additive.{name}": _number(within) for name, within in ADDITIVE.items()},
    "additive.monotone": _MONOTONE,
    **{f"linear.{name}": _number(within) for name, within in LINEAR.items()},
    "linear.monotone": _MONOTONE,
    **{f"blend.{kind}": _number(WEIGHT) for kind in BLENDED},
    "rule.input": _name,
    "rule.risk": _one_of("rises", "falls"),
    "calibration.method": _one_of("platt"),
    "calibration.on": _one_of("pooled_folds"),
    "calibration.interval": _number(INTERVAL),
    "calibration.min_events": _number(MIN_EVENTS),
    "champion.kinds": _kinds,
    "champion.lead": _one_of(*LEADS),
    **{f"champion.{name}": _number(within) for name, within in CHAMPION.items()},
    "scored": _name,
    "rating.anchor": _one_of("long_run", "none"),
    "rating.on": _one_of("crossed", "pooled_folds"),
    "rating.by": _name,
    **{f"rating.{name}": _number(within) for name, within in RATING.items()},
    **{f"hazard.{name}": _number(within) for name, within in HAZARD.items()},
    **{f"acceptance.{measure}": _bound_text for measure in MEASURES},
    **{f"screen.{name}": _number(within) for name, within in SCREEN.items()},
    "search.choose": _one_of(*CHOICES),
    **{f"search.{name}": _from_to(within) for name, within in SEARCH.items()},
    "search.fits": _each_once(FITS),
}

# Every other key must be there: a default that nobody wrote down is a setting that nobody sees. A
# search makes no model, it only proposes settings, all of which it writes down; a screen makes none
# either, and its defaults are in every report. A model that nobody lends on is not rated, and one
# of a single horizon has no curve; but then all of `rating` or `hazard` is there or none of it.
OPTIONAL = frozenset(
    key
    for key in KEYS
    if key in ("scored", "time.test_span", "time.between", "champion.lead")
    or key.startswith(
        ("acceptance.", "blend.", "hazard.", "linear.", "rating.", "screen.", "search.")
    )
)


def flat(content: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    """Nested tables as dotted keys: `{"time": {"folds": 5}}` is `{"time.folds": 5}`."""
    keys: dict[str, object] = {}
    for name, value in content.items():
        if isinstance(value, Mapping):
            keys.update(flat(value, f"{prefix}{name}."))
        else:
            keys[f"{prefix}{name}"] = value
    return keys


def read_keys(content: Mapping[str, object]) -> tuple[dict[str, object], list[str]]:
    """The known keys that could be read, and a line for each that could not."""
    values: dict[str, object] = {}
    refused: list[str] = []
    for key, raw in flat(content).items():
        if key not in KEYS:
            continue
        try:
            values[key] = KEYS[key](raw)
        except NotAllowed as fault:
            refused.append(f"{key} = {raw!r} ({fault})")
    return values, refused
