"""The catalogue: every feature that a model may ask for, by name; and those that none may."""

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from types import MappingProxyType

from coopscore.errors import InvalidDefinition, UnknownName
from features.definitions import (
    duties,
    filings,
    finances,
    governance,
    loans,
    members,
    monitoring,
    papers,
    peers,
    people,
    solvency,
    status,
    supervision,
    trends,
)
from features.spec import Feature

DEFINITIONS: Mapping[str, tuple[Feature, ...]] = {
    "filings": filings.FEATURES,
    "governance": governance.FEATURES,
    "duties": duties.FEATURES,
    "finances": finances.FEATURES,
    "trends": trends.FEATURES,
    "members": members.FEATURES,
    "status": status.FEATURES,
    "papers": papers.FEATURES,
    "people": people.FEATURES,
    "solvency": solvency.FEATURES,
    "loans": loans.FEATURES,
    "supervision": supervision.FEATURES,
    "peers": peers.FEATURES,
}


def gathered(definitions: Mapping[str, Sequence[Feature]]) -> Mapping[str, Feature]:
    """All features of the definition modules by their full names, `filings.delay_days`.

    Raises
    ------
    InvalidDefinition
        Where two features carry one plain name: the columns of a matrix would collide.
    """
    found: dict[str, Feature] = {}
    homes: dict[str, str] = {}
    for module, features in definitions.items():
        for feature in features:
            if feature.name in homes:
                fault = f"{homes[feature.name]} and {module} both define it"
                raise InvalidDefinition(name=feature.name, fault=fault)
            homes[feature.name] = module
            found[f"{module}.{feature.name}"] = feature
    return MappingProxyType(found)


_BY_FULL_NAME = gathered(DEFINITIONS)

CATALOGUE: Mapping[str, Feature] = MappingProxyType(
    {feature.name: feature for feature in _BY_FULL_NAME.values()}
)

# Beside the catalogue and not in it: a validation reads them, a spec that names one is refused.
WITNESSES: Mapping[str, Feature] = MappingProxyType(
    {feature.name: feature for feature in monitoring.FEATURES}
)


def witnesses_among(patterns: Sequence[str]) -> tuple[str, ...]:
    """Those patterns that name a witness (`province`, `monitoring.*`) and no feature beside it.

    Examples
    --------
    >>> witnesses_among(["status.*", "monitoring.*", "prov*", "*"])
    ('monitoring.*', 'prov*')
    """
    return tuple(
        pattern
        for pattern in patterns
        if any(_names(pattern, f"monitoring.{name}", one) for name, one in WITNESSES.items())
        and not any(_names(pattern, full, one) for full, one in _BY_FULL_NAME.items())
    )


def select(patterns: Sequence[str]) -> tuple[Feature, ...]:
    """The features that any of the patterns names, in the catalogue's order, each once.

    Parameters
    ----------
    patterns : sequence of str
        Plain names (`age_years`), full names (`status.age_years`), or either with `*`
        (`filings.*`).

    Raises
    ------
    UnknownName
        For the first pattern that names nothing.

    Examples
    --------
    >>> [feature.name for feature in select(["age_years", "status.age_*"])]
    ['age_years']
    """
    chosen: set[str] = set()
    for pattern in patterns:
        named = {full for full, feature in _BY_FULL_NAME.items() if _names(pattern, full, feature)}
        if not named:
            raise UnknownName(kind="feature", name=pattern, allowed=tuple(_BY_FULL_NAME))
        chosen |= named
    return tuple(feature for full, feature in _BY_FULL_NAME.items() if full in chosen)


def _names(pattern: str, full: str, feature: Feature) -> bool:
    return fnmatchcase(full, pattern) or fnmatchcase(feature.name, pattern)
