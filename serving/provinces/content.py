"""What a run found as JSON holds it: counts as whole numbers, rates with their intervals.

One run holds everything: all co-operatives by province and by county, each branch and programme by
province, unions, what offices planned and did, and what was published. Doors choose from it. The
same facts, period and formulas give the same bytes: no moment of writing is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from models.provinces.economy import Formation
from models.provinces.figures import Rate
from models.provinces.flows import Flow, stock_of
from models.provinces.formulas import Formulas
from models.provinces.indicators import INDICATORS, Indicator
from models.provinces.measures import Measures
from models.provinces.offices import Official
from models.provinces.report import GroupFigures, PlaceFigures, Told, Troubled
from models.provinces.states import STATES
from models.provinces.unions import UnionFigures
from models.visits.targets import Target, TrainingTarget
from serving.provinces.kept import Content


@dataclass(frozen=True, kw_only=True)
class Offices:
    """Planned and done by place, and what the ministry published of each province."""

    acts: Sequence[Target]
    acts_by_county: Sequence[Target]
    trainings: Sequence[TrainingTarget]
    formation: Mapping[str, Formation]
    employed: Mapping[str, tuple[date, int]]
    official: Mapping[tuple[str, str], Official]


def content_of(
    measures: Measures,
    groups: Sequence[GroupFigures],
    unions: Sequence[UnionFigures],
    offices: Offices,
    *,
    formulas: Formulas,
    batch: int,
) -> Content:
    """The whole run."""
    span = measures.span
    return {
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "as_of": span.as_of.isoformat(),
        "batch": batch,
        "formulas": formulas.content(),
        "groups": [_group(one) for one in groups],
        "unions": [_union(one) for one in unions],
        "acts": [_target(one) for one in offices.acts],
        "acts_by_county": [_target(one) for one in offices.acts_by_county],
        "trainings": [vars(one) for one in offices.trainings],
        "formation": {code: vars(one) for code, one in sorted(offices.formation.items())},
        "employed": {
            code: {"year_end": day.isoformat(), "employed": count}
            for code, (day, count) in sorted(offices.employed.items())
        },
        "official": {
            f"{province}/{indicator}": {**asdict(one), "period_end": one.period_end.isoformat()}
            for (province, indicator), one in sorted(offices.official.items())
        },
    }


def _group(group: GroupFigures) -> dict[str, Any]:
    own = group.indicators
    told = zip((*group.places, group.together), (*own.places, own.together), strict=True)
    rows = [_place(figures, indicators) for figures, indicators in told]
    return {
        "kind": group.kind,
        "code": group.code,
        "level": group.level,
        "places": rows[:-1],
        "together": rows[-1],
        "mean": dict(own.mean),
        "median": dict(own.median),
    }


def _place(figures: PlaceFigures, indicators: Mapping[str, Indicator]) -> dict[str, Any]:
    flow = figures.flow
    return {
        "province": figures.province,
        "county": figures.county,
        "opening": {name: count for name in STATES[:-1] if (count := flow.start((name,)))},
        "stock": {name: count for name, count in stock_of(flow).items() if count},
        "flow": _flow(flow),
        "indicators": {name: _indicator(indicators[name]) for name in INDICATORS},
        "relapse": {
            **_rate(figures.relapse.rate),
            "too_early": figures.relapse.too_early,
            "already": figures.relapse.already,
            "before": _rate(figures.relapse.before),
        },
        "active": figures.active,
        "jobs": _told(figures.jobs),
        "members": _told(figures.members),
        "formed": figures.formed,
        "formed_jobs": _told(figures.formed_jobs),
        "exporters": figures.exporters,
        "exports_usd": round(figures.exports, 2),
        "trouble": _trouble(figures.troubled),
    }


def _flow(flow: Flow) -> list[list[str | int]]:
    return [[was, is_, count] for (was, is_), count in sorted(flow.cells.items())]


def _indicator(one: Indicator) -> dict[str, Any]:
    return {
        **_rate(one.rate),
        "ranked": None if one.ranked is None else vars(one.ranked),
        "parts": dict(one.parts),
    }


def _rate(rate: Rate) -> dict[str, Any]:
    return {
        name: round(value, 10) if isinstance(value, float) else value
        for name, value in vars(rate).items()
        if name != "error"
    }


def _told(one: Told) -> dict[str, Any]:
    return {"total": int(one.total), "told": one.told, "asked": one.asked}


def _trouble(one: Troubled | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        name: None if rate is None else _rate(rate)
        for name, rate in (("of_all", one.of_all), ("of_borrowers", one.of_borrowers))
    }


def _union(one: UnionFigures) -> dict[str, Any]:
    return {
        **{name: value for name, value in vars(one).items() if name not in ("members", "rates")},
        "members": dict(one.members),
        "rates": {name: _rate(rate) for name, rate in one.rates.items()},
    }


def _target(one: Target) -> dict[str, Any]:
    return vars(one)
