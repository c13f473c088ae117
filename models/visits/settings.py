"""How plans of visits are made: shares, the lot and delays, a versioned policy and not code."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from coopscore.errors import InvalidSpec
from coopscore.vocabulary import ACT_KIND
from models.policy_files import Holds, is_day, is_word, read_policy
from models.ranges import Range

RANKS = ("risk", "effect")

_SHARE = Range(low=0, high=1)
_SOME = Range(low=0, high=1, above=True)
_MONTHS = Range(low=0, high=100)


@dataclass(frozen=True, kw_only=True)
class VisitSettings:
    """What decides a plan beside facts, capacity and seed.

    Parameters
    ----------
    version, since, author
        Of the policy.
    rank_by : str
        What the risk slice is ranked by: `risk`, or `effect`, the expected change by a visit.
    duty_most, revival, random : float, 0 to 1
        Shares of an office's acts: the most that duties may take, those of revival and of the lot.
    lot_kinds : tuple of str
        Kinds of act that suit anybody.
    least_probability : float, over (0-1]
        Nobody's chance of a visit is lower.
    own_from : float
        Visits by lot from which a county's office draws its own; under it, it shares a province's.
    half_width, level : float, over (0-1]
        The precision for which a lot's size is told beside the present one.
    duty_delay, risk_delay, past_grid, no_occasion : float, 0 or more
        What a delay by a month, a visit past the grid day and an act without an occasion cost.
    """

    version: str
    since: date
    author: str
    rank_by: str
    duty_most: float
    revival: float
    random: float
    lot_kinds: tuple[str, ...]
    least_probability: float
    own_from: float
    half_width: float
    level: float
    duty_delay: float
    risk_delay: float
    past_grid: float
    no_occasion: float

    def content(self) -> dict[str, Any]:
        """The settings as JSON holds them."""
        return {**asdict(self), "since": self.since.isoformat(), "lot_kinds": list(self.lot_kinds)}


@cache
def visit_settings() -> VisitSettings:
    """The policy that comes with the project."""
    text = files("models.visits").joinpath("settings.toml").read_text(encoding="utf-8")
    return settings_of(tomllib.loads(text), "settings.toml")


def load_visit_settings(path: Path) -> VisitSettings:
    """Another office's policy.

    Raises
    ------
    InvalidSpec
        Naming every key that is unknown, missing or out of range.
    """
    return settings_of(read_policy(path), path)


def settings_of(said: Mapping[str, Any], path: Path | str) -> VisitSettings:
    """The settings that a TOML file says.

    Raises
    ------
    InvalidSpec
        As `load_visit_settings`.
    """
    flat = {
        f"{table}.{key}" if table else key: value
        for table, inside in _tables(said)
        for key, value in inside.items()
    }
    unknown = sorted(set(flat) - set(_KEYS))
    missing = sorted(set(_KEYS) - set(flat))
    refused = [
        f"{key} = {flat[key]!r} ({allowed})"
        for key, (_, holds, allowed) in _KEYS.items()
        if key in flat and not holds(flat[key])
    ]
    if not refused and not missing:
        refused = _together(flat)
    if unknown or missing or refused:
        raise InvalidSpec(path=path, unknown=unknown, missing=missing, refused=refused)
    read = {name: flat[key] for key, (name, _, _) in _KEYS.items()}
    return VisitSettings(
        **{
            **read,
            "since": date.fromisoformat(read["since"]),
            "lot_kinds": tuple(read["lot_kinds"]),
        }
    )


def _tables(said: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    top = {key: value for key, value in said.items() if not isinstance(value, dict)}
    return [("", top), *((key, value) for key, value in said.items() if isinstance(value, dict))]


def _together(flat: Mapping[str, Any]) -> list[str]:
    """What no key is wrong in alone."""
    total = flat["slices.duty_most"] + flat["slices.revival"] + flat["slices.random"]
    return [] if total <= 1 else [f"slices: {total:g} (0 .. 1)"]


def _are_kinds(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(kind in ACT_KIND for kind in value)


def _number(name: str, within: Range) -> tuple[str, Holds, str]:
    return name, within.holds, str(within)


# Each key of the file: the field that it fills, what it takes, and how that is said.
_KEYS: Mapping[str, tuple[str, Holds, str]] = {
    "version": ("version", is_word, "text"),
    "since": ("since", is_day, "2026-11-26"),
    "author": ("author", is_word, "text"),
    "rank_by": ("rank_by", lambda value: value in RANKS, " | ".join(RANKS)),
    "slices.duty_most": _number("duty_most", _SHARE),
    "slices.revival": _number("revival", _SHARE),
    "slices.random": _number("random", _SOME),
    "lot.kinds": ("lot_kinds", _are_kinds, " | ".join(ACT_KIND)),
    "lot.least_probability": _number("least_probability", _SOME),
    "lot.own_from": _number("own_from", _MONTHS),
    "lot.half_width": _number("half_width", _SOME),
    "lot.level": _number("level", Range(low=0.5, high=0.999)),
    "months.duty_delay": _number("duty_delay", _MONTHS),
    "months.risk_delay": _number("risk_delay", _MONTHS),
    "months.past_grid": _number("past_grid", _MONTHS),
    "months.no_occasion": _number("no_occasion", _MONTHS),
}
