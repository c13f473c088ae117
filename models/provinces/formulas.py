"""How provinces are measured: formulas as a versioned policy and not code.

Official formulas are unpublished (domain 10.7, 10.9), so the ones that come with the project are
defaults, and every figure names the version that it was made by.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from coopscore.errors import InvalidSpec
from coopscore.vocabulary import LOAN_CLASS
from models.policy_files import Holds, is_day, is_word, read_policy
from models.provinces.states import LIVING
from models.ranges import Range

OWING = ("registered", "active")
_TABLES = ("revived", "updated", "statements", "statute", "ranks", "figures", "trouble")


@dataclass(frozen=True, kw_only=True)
class Formulas:
    """What decides the figures of provinces beside the facts.

    Parameters
    ----------
    version, since, author
        Of the policy.
    active : tuple of str
        States that count as active.
    proof_months, relapse_months : int
        Within which a revival is proved, and is undone again.
    pending_days, overdue_days : int
        From how many days on an open change counts as pending, and above how many as overdue.
    board_term : bool
        Whether a board whose term ran out counts as an overdue change.
    owing : str
        Who owes statements: all `registered`, or the `active`.
    complete_from : float, over 0-1
        The share from which statute data are complete.
    unfiled : bool
        Whether who never sent statute data counts as having completed nothing.
    least : int
        The smallest denominator of a rank.
    level : float, 0.5-0.999
        Of intervals and of rank sets.
    draws, seed : int
        Of the rank sets.
    figures_months : int
        The greatest age of a yearly figure.
    trouble_years, trouble_months : int
        The years looked back on, and the months past due above which a facility is in trouble.
    trouble_classes : tuple of str
        Classes of claims that are trouble whatever the months.
    trouble_least : int
        The smallest denominator that trouble is told of.
    """

    version: str
    since: date
    author: str
    active: tuple[str, ...]
    proof_months: int
    relapse_months: int
    pending_days: int
    overdue_days: int
    board_term: bool
    owing: str
    complete_from: float
    unfiled: bool
    least: int
    level: float
    draws: int
    seed: int
    figures_months: int
    trouble_years: int
    trouble_classes: tuple[str, ...]
    trouble_months: int
    trouble_least: int

    def content(self) -> dict[str, Any]:
        """The formulas as JSON holds them."""
        return {
            **asdict(self),
            "since": self.since.isoformat(),
            "active": list(self.active),
            "trouble_classes": list(self.trouble_classes),
        }


@cache
def default_formulas() -> Formulas:
    """The formulas that come with the project."""
    text = files("models.provinces").joinpath("formulas.toml").read_text(encoding="utf-8")
    return formulas_of(tomllib.loads(text), "formulas.toml")


def load_formulas(path: Path) -> Formulas:
    """Formulas of somebody else.

    Raises
    ------
    InvalidSpec
        Naming every key that is unknown, missing or out of range.
    """
    return formulas_of(read_policy(path), path)


def formulas_of(said: Mapping[str, Any], path: Path | str) -> Formulas:
    """The formulas that a TOML file says.

    Raises
    ------
    InvalidSpec
        As `load_formulas`.
    """
    flat = {key: value for key, value in said.items() if key not in _TABLES}
    for table in _TABLES:
        inside = said.get(table, {})
        if not isinstance(inside, dict):
            flat[table] = inside
            continue
        flat |= {f"{table}.{key}": value for key, value in inside.items()}
    unknown = sorted(set(flat) - set(_KEYS))
    missing = sorted(set(_KEYS) - set(flat))
    refused = [
        f"{key} = {flat[key]!r} ({allowed})"
        for key, (_, holds, allowed) in _KEYS.items()
        if key in flat and not holds(flat[key])
    ]
    if not (refused or missing) and flat["updated.overdue_days"] < flat["updated.pending_days"]:
        refused = ["updated: overdue_days < pending_days"]
    if unknown or missing or refused:
        raise InvalidSpec(path=path, unknown=unknown, missing=missing, refused=refused)
    read = {name: flat[key] for key, (name, _, _) in _KEYS.items()}
    return Formulas(
        **{
            **read,
            "since": date.fromisoformat(read["since"]),
            "active": tuple(read["active"]),
            "trouble_classes": tuple(read["trouble_classes"]),
        }
    )


def _one_of(*allowed: str) -> tuple[Holds, str]:
    return (lambda value: value in allowed), " | ".join(allowed)


def _some_of(*allowed: str) -> tuple[Holds, str]:
    def hold(value: object) -> bool:
        return isinstance(value, list) and bool(value) and all(one in allowed for one in value)

    return hold, " | ".join(allowed)


def _whole(low: int, high: int) -> tuple[Holds, str]:
    return _number(Range(low=low, high=high, whole=True))


def _number(within: Range) -> tuple[Holds, str]:
    return within.holds, str(within)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


_FLAG: tuple[Holds, str] = (_is_flag, "true | false")
_TEXT: tuple[Holds, str] = (is_word, "text")

# Each key of the file: the field that it fills, what it takes, and how that is said.
_KEYS: Mapping[str, tuple[str, Holds, str]] = {
    "version": ("version", *_TEXT),
    "since": ("since", is_day, "2026-11-27"),
    "author": ("author", *_TEXT),
    "active": ("active", *_some_of(*LIVING)),
    "revived.proof_months": ("proof_months", *_whole(1, 60)),
    "revived.relapse_months": ("relapse_months", *_whole(1, 60)),
    "updated.pending_days": ("pending_days", *_whole(0, 3650)),
    "updated.overdue_days": ("overdue_days", *_whole(0, 3650)),
    "updated.board_term": ("board_term", *_FLAG),
    "statements.of": ("owing", *_one_of(*OWING)),
    "statute.complete_from": (
        "complete_from", *_number(Range(low=0, high=1, above=True))),
    "statute.unfiled": ("unfiled", *_FLAG),
    "ranks.least": ("least", *_whole(1, 100_000)),
    "ranks.level": ("level", *_number(Range(low=0.5, high=0.999))),
    "ranks.draws": ("draws", *_whole(100, 100_000)),
    "ranks.seed": ("seed", *_whole(0, 2**31)),
    "figures.months": ("figures_months", *_whole(1, 240)),
    "trouble.years": ("trouble_years", *_whole(1, 50)),
    "trouble.classes": ("trouble_classes", *_some_of(*LOAN_CLASS)),
    "trouble.least": ("trouble_least", *_whole(5, 100_000)),
    "trouble.months": ("trouble_months", *_whole(0, 120)),
}  # fmt: skip
