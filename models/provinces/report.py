"""How provinces stand in a period: every figure of every place, for all and for each group.

Types tell exact counts (int) from rates (`Rate`), which have intervals. Money and jobs that nobody
told are unknown: sums stand beside the number of co-operatives that told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from models.provinces.figures import Rate, share
from models.provinces.flows import Flow, flows
from models.provinces.formulas import Formulas
from models.provinces.groups import Group, groups_of
from models.provinces.indicators import Indicators, by_place, indicators_of
from models.provinces.known import Flags, Floats, Ints
from models.provinces.measures import Measures
from models.provinces.register import Standing
from models.provinces.states import PLACE

PROVINCE_LEVEL, COUNTY_LEVEL = "province", "county"
NATION = ("", "")


@dataclass(frozen=True, kw_only=True)
class Told:
    """A sum of figures, and of how many co-operatives of those asked it is told."""

    total: float
    told: int
    asked: int


@dataclass(frozen=True, kw_only=True)
class Relapse:
    """Of revivals of the period whose year is over, how many fell back within it.

    `too_early` are those whose year is not over; of these, `already` fell back so far. `before` is
    of the period of the same length before it that is old enough (`Measures.before`).
    """

    rate: Rate
    too_early: int
    already: int
    before: Rate


@dataclass(frozen=True, kw_only=True)
class Troubled:
    """Ever in trouble with facilities, of all on the register in these years and of borrowers.

    Never of one co-operative: None where there are fewer than the least denominator.
    """

    of_all: Rate | None
    of_borrowers: Rate | None


@dataclass(frozen=True, kw_only=True)
class PlaceFigures:
    """All figures of one place; province and county are empty for all places together.

    Parameters
    ----------
    active : int
        Co-operatives active at the end of the period.
    jobs, members : Told
        Of the active.
    formed : int
        Registered for the first time in the period; `formed_jobs` that they planned.
    exporters : int
        That told of exports; `exports` in US dollars.
    troubled : Troubled or None
        None where it is not asked of the place.
    """

    province: str
    county: str
    flow: Flow
    active: int
    relapse: Relapse
    jobs: Told
    members: Told
    formed: int
    formed_jobs: Told
    exporters: int
    exports: float
    troubled: Troubled | None


@dataclass(frozen=True, kw_only=True)
class GroupFigures:
    """One group of co-operatives by place, and all places together."""

    kind: str
    code: str
    level: str
    places: tuple[PlaceFigures, ...]
    together: PlaceFigures
    indicators: Indicators


@dataclass(frozen=True, kw_only=True, eq=False)
class _Places:
    """The places of a level, and where everybody was and is."""

    names: Sequence[tuple[str, str]]
    was: Ints
    is_: Ints


def figures_of(
    measures: Measures, memberships: pa.Table, formulas: Formulas
) -> Iterator[GroupFigures]:
    """Figures of all co-operatives by province and by county, then of each group by province.

    Parameters
    ----------
    memberships : pa.Table
        Versions of `programme_membership`.
    """
    provinces = _places(measures, by_county=False)
    counties = _places(measures, by_county=True)
    for group in groups_of(measures.register, measures.closing, memberships):
        yield _group(measures, group, provinces, PROVINCE_LEVEL, formulas)
        if not group.code:
            yield _group(measures, group, counties, COUNTY_LEVEL, formulas)


def _group(
    measures: Measures, group: Group, places: _Places, level: str, formulas: Formulas
) -> GroupFigures:
    there = _present(measures, group.among, places)
    size = len(there)
    compact = _compact(there, len(places.names))
    was, is_ = (np.where(group.among, compact[one], -1) for one in (places.was, places.is_))
    own = indicators_of(measures, group.among, was, is_, size, formulas)
    moved = flows(
        measures.opening, measures.closing, np.maximum(was, 0), np.maximum(is_, 0), max(size, 1),
        group.among,
    )  # fmt: skip
    sums = _sums(measures, group.among, was, is_, size, formulas)
    asked = level == PROVINCE_LEVEL and not group.code
    told = [
        _place(
            places.names[there[at]] if at < size else NATION, at, moved[at if at < size else -1],
            sums, formulas, with_trouble=asked,
        )
        for at in range(size + 1)
    ]  # fmt: skip
    return GroupFigures(
        kind=group.kind, code=group.code, level=level, places=tuple(told[:-1]),
        together=told[-1], indicators=own,
    )  # fmt: skip


def _place(
    name: tuple[str, str],
    at: int,
    flow: Flow,
    sums: Mapping[str, Floats],
    formulas: Formulas,
    *,
    with_trouble: bool,
) -> PlaceFigures:
    count = {key: int(own[at]) for key, own in sums.items()}
    return PlaceFigures(
        province=name[0],
        county=name[1],
        flow=flow,
        active=count["active"],
        relapse=Relapse(
            rate=share(count["fell_back"], count["ripe"], formulas.level),
            too_early=count["unripe"],
            already=count["already"],
            before=share(count["fell_back_before"], count["ripe_before"], formulas.level),
        ),
        jobs=Told(total=count["jobs"], told=count["jobs_told"], asked=count["active"]),
        members=Told(total=count["members"], told=count["members_told"], asked=count["active"]),
        formed=count["formed"],
        formed_jobs=Told(
            total=count["formed_jobs"], told=count["formed_jobs_told"], asked=count["formed"]
        ),
        exporters=count["exporters"],
        exports=float(sums["exports"][at]),
        troubled=_troubled(count, formulas) if with_trouble else None,
    )


def _troubled(count: Mapping[str, int], formulas: Formulas) -> Troubled:
    def rate(whole: int) -> Rate | None:
        if whole < formulas.trouble_least:
            return None
        return share(count["troubled"], whole, formulas.level)

    return Troubled(of_all=rate(count["there"]), of_borrowers=rate(count["borrowed"]))


def _sums(
    measures: Measures, among: Flags, was: Ints, is_: Ints, places: int, formulas: Formulas
) -> dict[str, Floats]:
    """What is added up by place, and over all places as the last."""
    revived, before = measures.revived, measures.before
    economy, trouble = measures.economy, measures.trouble
    active = measures.closing.among(*formulas.active)
    anybody = np.ones(len(among), np.bool_)
    found: dict[str, Floats] = {}
    for name, flag, place in (
        ("fell_back", revived.entered & revived.ripe & revived.relapsed, was),
        ("ripe", revived.entered & revived.ripe, was),
        ("unripe", revived.entered & ~revived.ripe, was),
        ("already", revived.entered & ~revived.ripe & revived.relapsed, was),
        ("fell_back_before", before.entered & before.ripe & before.relapsed, is_),
        ("ripe_before", before.entered & before.ripe, is_),
        ("active", active, is_),
        ("formed", economy.formed, is_),
        ("there", trouble.there, is_),
        ("borrowed", trouble.borrowed, is_),
        ("troubled", trouble.troubled, is_),
    ):
        found[name] = by_place(anybody, among & flag, place, places)
    for name, value, who in (
        ("jobs", economy.jobs, active),
        ("members", economy.members, active),
        ("formed_jobs", economy.jobs_planned, economy.formed),
        ("exports", economy.exports, anybody),
    ):
        told = among & who & ~np.isnan(value)
        found[name] = by_place(np.nan_to_num(value), told, is_, places)
        found[f"{name}_told"] = by_place(anybody, told, is_, places)
    found["exporters"] = found.pop("exports_told")
    return found


def _places(measures: Measures, *, by_county: bool) -> _Places:
    was, is_ = (np.array(_names(on, by_county)) for on in (measures.opening, measures.closing))
    absent = measures.opening.state == PLACE["not_registered"]
    was = np.where(absent, is_, was)
    names, place = np.unique(np.concatenate([was, is_]), return_inverse=True)
    split = [(name.partition("\t")[0], name.partition("\t")[2]) for name in names.tolist()]
    return _Places(names=split, was=place[: len(was)], is_=place[len(was) :])


def _names(on: Standing, by_county: bool) -> list[str]:
    """The province of each, and its county after a tab; empty where it is not on record."""
    provinces = np.append(on.provinces.astype(str), "")[on.province].tolist()
    if not by_county:
        return [str(one) for one in provinces]
    counties = np.append(on.counties.astype(str), "")[on.county].tolist()
    return [f"{province}\t{county}" for province, county in zip(provinces, counties, strict=True)]


def _present(measures: Measures, among: Flags, places: _Places) -> list[int]:
    """Places in which any of the group is on record, in order."""
    here = among & (measures.closing.state != PLACE["not_registered"])
    found = np.unique(np.concatenate([places.was[here], places.is_[here]]))
    return [int(one) for one in found]


def _compact(there: Sequence[int], size: int) -> Ints:
    found = np.full(size, -1, np.int64)
    found[list(there)] = np.arange(len(there))
    return found
