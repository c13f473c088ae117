"""`EDITION.toml` read: every key named that is unknown, missing or says what it may not."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from coopscore.errors import InvalidSpec
from coopscore.language import Text
from coopscore.vocabulary import OBLIGATION_KIND
from models.awards.edition import (
    CRITERIA,
    ENTERED,
    FAILS,
    HIGHER,
    LOWER,
    NATIONAL,
    OPERATING,
    PASSES,
    PROVINCIAL,
    Edition,
    Gates,
    IndexRule,
    Indicator,
    JuryRule,
    Quotas,
    Uncertainty,
)
from models.awards.indicators import FEATURES
from models.policy_files import Holds, is_day, is_word, read_policy
from models.ranges import Range
from models.scale import load_master_scale

_Key = tuple[Holds, str]

TIES = ("obligations", "system", "jury", "completed_on", "national_id")
_SHARE = Range(low=0, high=1)
_INSIDE = Range(low=0.5, high=0.999)
_COUNT = Range(low=0, high=100_000, whole=True)
_SOME = Range(low=1, high=100_000, whole=True)


def _words(allowed: Iterable[str], *, some: bool = False, once: bool = True) -> _Key:
    known = tuple(allowed)

    def holds(value: object) -> bool:
        if not isinstance(value, list) or (some and not value):
            return False
        return all(one in known for one in value) and (not once or len(set(value)) == len(value))

    return holds, f"[{', '.join(known)}]"


def _one_of(*allowed: str) -> _Key:
    return (lambda value: isinstance(value, str) and value in allowed), " | ".join(
        one or '""' for one in allowed
    )


def _number(within: Range) -> _Key:
    return within.holds, str(within)


def _tops(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_SOME.holds(one) for one in value)


def _recusals(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, list) and len(one) == 3 and all(is_word(word) for word in one)
        for one in value
    )


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(is_word(one) for one in value)


_WORD: _Key = (is_word, "text")
_DAY: _Key = (is_day, '"2025-07-22"')
_FLAG: _Key = (lambda value: isinstance(value, bool), "true | false")
_PASSES = _one_of(PASSES, FAILS)

_KEYS: Mapping[str, _Key] = {
    "name": _WORD, "version": _WORD, "since": _DAY, "author": _WORD, "defaults": _FLAG,
    "title.en": _WORD, "title.fa": _WORD,
    "edition.number": _number(_SOME), "edition.cut_off": _DAY, "edition.marks_by": _DAY,
    "edition.who": _one_of(ENTERED, OPERATING), "edition.branches": (_texts, "[names]"),
    "edition.stages": (
        lambda value: value in ([PROVINCIAL, NATIONAL], [NATIONAL]),
        f'["{PROVINCIAL}", "{NATIONAL}"] | ["{NATIONAL}"]',
    ),
    "gates.operating": _FLAG,
    "gates.current": _words(OBLIGATION_KIND), "gates.current_months": _number(_SOME),
    "gates.dues": _words(OBLIGATION_KIND),
    "gates.dues_months": _number(_SOME),
    "gates.overdue_days": _number(_COUNT),
    "gates.credit_least": _one_of("", *(name for name, _ in load_master_scale().grades)),
    "gates.credit_unrated": _PASSES,
    "gates.dormancy_most": _number(_SHARE),
    "gates.dormancy_months": _number(Range(low=1, high=24, whole=True)),
    "gates.dormancy_unscored": _PASSES, "gates.warning_months": _number(_COUNT),
    "index.normalisation": _one_of("percentile", "min_max", "z_score", "target"),
    "index.winsorise": _number(Range(low=0, high=0.2)),
    "index.aggregation": _one_of("arithmetic", "geometric", "copeland"),
    "index.gaps": _one_of("reweight", "median", "worst"),
    **{f"criteria.{name}": _number(_SHARE) for name in CRITERIA},
    "jury.share": _number(_SHARE), "jury.shortlist": _number(_COUNT),
    "jury.least_marks": _number(_SOME), "jury.terms_years": _number(_COUNT),
    "jury.recusals": (_recusals, '[["juror", "co-operative", "reason"]]'),
    "ties.rule": _words(TIES, some=True), "ties.digits": _number(Range(low=0, high=6, whole=True)),
    "quotas.provincial": _number(_SOME), "quotas.national": _number(_SOME),
    "quotas.province_most": _number(_COUNT), "quotas.winners": _number(_COUNT),
    "uncertainty.level": _number(_INSIDE),
    "uncertainty.draws": _number(Range(low=100, high=100_000, whole=True)),
    "uncertainty.seed": _number(Range(low=0, high=2**31 - 1, whole=True)),
    "uncertainty.revision": _number(Range(low=1, high=60, whole=True)),
    "uncertainty.top": (_tops, "[1, 3, 10]"),
    "uncertainty.weight_band": _number(Range(low=0, high=1, above=True)),
    "uncertainty.weight_draws": _number(Range(low=1000, high=10_000_000, whole=True)),
    "uncertainty.assumptions": _number(Range(low=50, high=100_000, whole=True)),
    "uncertainty.spread": _number(_INSIDE),
}  # fmt: skip
_OF_INDICATOR: Mapping[str, _Key] = {
    "name": _one_of(*FEATURES),
    "criterion": _one_of(*CRITERIA),
    "unit": _WORD,
    "direction": _one_of(HIGHER, LOWER),
    "weight": _number(Range(low=0, high=1000, above=True)),
    "target": _number(Range(low=-1e15, high=1e15)),
    "count": _one_of(*FEATURES),
}
_OPTIONAL = ("target", "count")


@cache
def default_edition() -> Edition:
    """The edition that comes with the project, all of its figures defaults of ours."""
    text = files("models.awards").joinpath("edition.toml").read_text(encoding="utf-8")
    return edition_of(tomllib.loads(text), "edition.toml")


def load_edition(path: Path) -> Edition:
    """An edition from its file.

    Raises
    ------
    InvalidSpec
        Naming every key that is unknown, missing or out of range.
    """
    return edition_of(read_policy(path), path)


def edition_of(said: Mapping[str, Any], path: Path | str) -> Edition:
    """The edition that a TOML file says.

    Raises
    ------
    InvalidSpec
        As `load_edition`.
    """
    listed = said.get("indicators")
    leaves = listed if isinstance(listed, list) else []
    found = _Found()
    found.hold(_flat({key: value for key, value in said.items() if key != "indicators"}), _KEYS)
    for at, leaf in enumerate(leaves):
        inside = leaf if isinstance(leaf, dict) else {}
        found.hold(inside, _OF_INDICATOR, within=f"indicators[{at}].", optional=_OPTIONAL)
    if not leaves:
        found.missing.append("indicators")
    if not (found.unknown or found.missing or found.refused):
        found.refused += _together(said, leaves)
    if found.unknown or found.missing or found.refused:
        raise InvalidSpec(
            path=path, unknown=found.unknown, missing=found.missing, refused=found.refused
        )
    return _edition(said, leaves)


class _Found:
    """What is wrong in a file, of each kind."""

    def __init__(self) -> None:
        self.unknown: list[str] = []
        self.missing: list[str] = []
        self.refused: list[str] = []

    def hold(
        self,
        said: Mapping[str, Any],
        keys: Mapping[str, _Key],
        *,
        within: str = "",
        optional: tuple[str, ...] = (),
    ) -> None:
        """Hold what is said against what may be."""
        self.unknown += sorted(f"{within}{key}" for key in set(said) - set(keys))
        self.missing += sorted(f"{within}{key}" for key in set(keys) - set(said) - set(optional))
        self.refused += [
            f"{within}{key} = {said[key]!r} ({allowed})"
            for key, (holds, allowed) in keys.items()
            if key in said and not holds(said[key])
        ]


def _flat(said: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in said.items():
        if isinstance(value, dict):
            flat |= {f"{key}.{inner}": one for inner, one in value.items()}
        else:
            flat[key] = value
    return flat


def _together(said: Mapping[str, Any], leaves: list[Mapping[str, Any]]) -> list[str]:
    """What no key is wrong in alone."""
    wrong = []
    names = [leaf["name"] for leaf in leaves]
    wrong += [
        f"indicators: {name} twice" for name in sorted({n for n in names if names.count(n) > 1})
    ]
    for leaf in leaves:
        unit = FEATURES[leaf["name"]].unit
        if leaf["unit"] != unit:
            wrong.append(f"{leaf['name']}: unit = {leaf['unit']!r} ({unit})")
        if said["index"]["normalisation"] == "target" and "target" not in leaf:
            wrong.append(f"{leaf['name']}: target")
    weighed = {name for name, weight in said["criteria"].items() if weight > 0}
    if not weighed:
        wrong.append("criteria (one over 0)")
    wrong += [
        f"criteria.{name}: no indicator"
        for name in sorted(weighed - {x["criterion"] for x in leaves})
    ]
    if said["edition"]["marks_by"] < said["edition"]["cut_off"]:
        wrong.append("edition.marks_by < edition.cut_off")
    return wrong


def _edition(said: Mapping[str, Any], leaves: list[Mapping[str, Any]]) -> Edition:
    tables: dict[str, dict[str, Any]] = {
        name: {k: tuple(v) if isinstance(v, list) else v for k, v in said[name].items()}
        for name in ("gates", "index", "jury", "quotas", "uncertainty")
    }
    tables["jury"]["recusals"] = tuple(tuple(one) for one in said["jury"]["recusals"])
    of = said["edition"]
    return Edition(
        name=said["name"],
        version=said["version"],
        since=date.fromisoformat(said["since"]),
        author=said["author"],
        defaults=said["defaults"],
        title=Text(en=said["title"]["en"], fa=said["title"]["fa"]),
        number=of["number"],
        cut_off=date.fromisoformat(of["cut_off"]),
        marks_by=date.fromisoformat(of["marks_by"]),
        who=of["who"],
        stages=tuple(of["stages"]),
        branches=tuple(of["branches"]),
        gates=Gates(**tables["gates"]),
        index=IndexRule(**tables["index"]),
        criteria={name: float(said["criteria"][name]) for name in CRITERIA},
        indicators=tuple(Indicator(**leaf) for leaf in leaves),
        jury=JuryRule(**tables["jury"]),
        ties=tuple(said["ties"]["rule"]),
        digits=said["ties"]["digits"],
        quotas=Quotas(**tables["quotas"]),
        uncertainty=Uncertainty(**tables["uncertainty"]),
    )
