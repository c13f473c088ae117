"""A plan of visits: a design by stratum, a draw by lot, and acts in months under the capacity."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from coopscore.capacity import Capacity
from coopscore.errors import EffectNotShown, NobodyToVisit
from coopscore.visits import Plan, Planned
from models.visits.assignment import Act, Wanted, assigned, lot_acts, places_of
from models.visits.design import Desk, Stratum, strata_of
from models.visits.draw import Drawn, draw
from models.visits.effects import EFFECT, RankingChoice
from models.visits.frame import KINDS, Candidates, Floats, Ints
from models.visits.offices import offices_of
from models.visits.priority import priority_of, suits_of
from models.visits.settings import VisitSettings
from models.visits.sizes import Size, half_width, lot_needed
from models.visits.tickets import Tickets, tickets


def plan_visits(
    candidates: Candidates,
    capacity: Capacity,
    settings: VisitSettings,
    *,
    as_of: date,
    seed: int,
    choice: RankingChoice | None = None,
) -> Plan:
    """Whom to visit, for what and in which month, with everybody's probability of being taken.

    Parameters
    ----------
    candidates : Candidates
        What was known of them on `as_of`.
    capacity : Capacity
        No office does more acts of a kind in a month; each co-operative is taken once at most.
    seed : int
        Of the lot alone: what is certain, and all probabilities, do not hang on it. Who knows it
        beforehand knows whom the lot will draw.
    choice : RankingChoice, optional
        What visits by lot have shown of ranking by effect; the plan tells it.

    Raises
    ------
    NobodyToVisit
        Where there is no candidate.
    OutOfReach
        Where a candidate could never be visited.
    EffectNotShown
        Where the settings rank by effect, and no choice says so or no effect is known.
    """
    if not len(candidates):
        raise NobodyToVisit(as_of=as_of)
    if settings.rank_by == EFFECT:
        _check_effect(candidates, choice)
    offices = offices_of(candidates, capacity, settings.lot_kinds)
    strata = strata_of(candidates, offices, settings, capacity.first_month.isoformat())
    of_plan = (capacity.first_month.isoformat(), as_of.isoformat())
    maker = _Maker(
        candidates=candidates,
        suits=suits_of(candidates, settings.lot_kinds),
        settings=settings,
        ticket=_tickets(candidates, strata, seed, of_plan),
        places=_places(candidates, settings),
        months=capacity.calendar,
    )
    return Plan(
        as_of=as_of,
        first_month=capacity.first_month,
        months=capacity.months,
        seed=seed,
        settings={
            **_content(strata, candidates, capacity, settings),
            "ranking": None if choice is None else asdict(choice),
        },
        frame=tuple(one for stratum in strata for one in maker.planned(stratum)),
    )


def _check_effect(candidates: Candidates, choice: RankingChoice | None) -> None:
    """Refuse a ranking by effect that was not shown to be better, or that nobody has a place in."""
    if choice is None or choice.ranking != EFFECT:
        raise EffectNotShown(fault=f"choice = {choice.ranking if choice else None}")
    if np.isnan(candidates.effect[~np.isnan(candidates.risk)]).all():
        raise EffectNotShown(fault="effect = nan")


def _tickets(
    candidates: Candidates, strata: Sequence[Stratum], seed: int, of_plan: tuple[str, str]
) -> Tickets:
    """Everybody's ticket: each month and stratum has a lot of its own, whatever the seed."""
    found = np.zeros(len(candidates), dtype=np.uint64)
    for stratum in strata:
        rows = np.concatenate([desk.office.rows for desk in stratum.desks])
        found[rows] = tickets(candidates.coop_id[rows], seed, *of_plan, stratum.name)
    return found


def _places(candidates: Candidates, settings: VisitSettings) -> Ints:
    """Of each candidate its place by priority in the whole frame."""
    whole = priority_of(candidates, settings.rank_by).whole
    places = np.empty(len(candidates), dtype=np.int64)
    places[whole] = np.arange(len(candidates))
    return places


@dataclass(frozen=True, kw_only=True)
class _Maker:
    """What entries of a plan are made by."""

    candidates: Candidates
    suits: Sequence[frozenset[int]]
    settings: VisitSettings
    ticket: Tickets
    places: Ints
    months: tuple[date, ...]

    def planned(self, stratum: Stratum) -> Iterator[Planned]:
        """Everybody of a stratum, by priority."""
        taken: dict[int, tuple[str, Act]] = {}
        for drawn in draw(stratum, self.ticket):
            taken |= self.taken(drawn)
        rows, probability = stratum.probabilities()
        order = np.argsort(self.places[rows], kind="stable")
        for place, at in enumerate(order.tolist(), start=1):
            row = int(rows[at])
            one = self.entry(row, stratum.name, float(probability[at]), place)
            if row in taken:
                name, (kind, month) = taken[row]
                one = replace(one, slice=name, kind=KINDS[kind], month=self.months[month])
            yield one

    def entry(self, row: int, stratum: str, probability: float, order: int) -> Planned:
        """Somebody who was not taken."""
        who = self.candidates
        return Planned(
            coop_id=who.coop_id[row],
            province=who.province[row],
            county=who.county[row],
            stratum=stratum,
            probability=probability,
            duty=who.duty[row],
            risk=_known(who.risk, row),
            revival=_known(who.revival, row),
            order=order,
        )

    def taken(self, drawn: Drawn) -> Mapping[int, tuple[str, Act]]:
        """The slice and the act of everybody whom a desk visits."""
        desk = drawn.desk
        by_lot = [row for row, name in _certain(desk) if name == "random"]
        kept = np.array([*by_lot, *drawn.lot, *drawn.fills], dtype=np.int64)
        kept = kept[np.argsort(self.ticket[kept], kind="stable")]
        acts = {
            **lot_acts(kept, desk.kept),
            **assigned(
                self.wanted(desk),
                desk.office.rooms - desk.kept,
                self.candidates,
                self.suits,
                self.settings,
            ),
        }
        slices = dict(_certain(desk))
        slices |= dict.fromkeys(drawn.lot.tolist(), "random")
        fillers = dict(zip(desk.fillers.rows.tolist(), desk.fillers.slices, strict=True))
        slices |= {row: fillers[row] for row in drawn.fills.tolist()}
        return {row: (slices[row], act) for row, act in acts.items()}

    def wanted(self, desk: Desk) -> list[Wanted]:
        """Those certain by priority, each with its place within its slice."""
        found: list[Wanted] = []
        for slice_name in ("duty", "risk", "revival"):
            rows = [row for row, name in _certain(desk) if name == slice_name]
            rows.sort(key=lambda row: int(self.places[row]))
            found += [
                Wanted(row=row, slice=slice_name, place=float(place))
                for row, place in zip(rows, places_of(len(rows)), strict=True)
            ]
        return found


def _certain(desk: Desk) -> Iterator[tuple[int, str]]:
    return zip(desk.certain.rows.tolist(), desk.certain.slices, strict=True)


def _known(values: Floats, row: int) -> float | None:
    value = float(values[row])
    return None if np.isnan(value) else value


def _content(
    strata: Sequence[Stratum],
    candidates: Candidates,
    capacity: Capacity,
    settings: VisitSettings,
) -> Mapping[str, Any]:
    """All that decides a plan, and what its design comes to, as JSON holds it."""
    told = [_told(one, candidates, settings) for one in strata]
    population = sum(one.population for one in strata)
    served = sum(desk.office.acts for one in strata for desk in one.desks)
    return {
        "policy": settings.content(),
        "capacity": {"sha256": capacity.sha256, "acts": capacity.acts},
        "acts_nowhere": capacity.acts - served,
        "population": population,
        "least_probability": min(one["least_probability"] for one in told),
        # Those whose offices have too few acts that suit anybody to keep the policy's least.
        "under_least": [
            one["stratum"]
            for one in told
            if one["least_probability"] < settings.least_probability - 1e-12
        ],
        **_lot(strata, population, settings),
        "strata": told,
    }


def _told(stratum: Stratum, candidates: Candidates, settings: VisitSettings) -> dict[str, Any]:
    """A stratum's design in numbers; `duties_waiting` are those that no room was left for."""
    slices = [name for desk in stratum.desks for name in desk.certain.slices]
    waiting = [row for row in stratum.left.tolist() if candidates.duty[row]]
    _, probability = stratum.probabilities()
    acts = sum(desk.office.acts for desk in stratum.desks)
    return {
        "stratum": stratum.name,
        "population": stratum.population,
        "acts": acts,
        "visits": round(float(probability.sum())),
        "certain": {name: slices.count(name) for name in ("duty", "risk", "revival", "random")},
        "duties_waiting": len(waiting),
        "least_probability": float(probability.min()),
        **_lot([stratum], stratum.population, settings),
    }


def _lot(strata: Sequence[Stratum], population: int, settings: VisitSettings) -> dict[str, Any]:
    """A lot, how precise it is at the settings' level, and how large theirs would have to be.

    `lot_needed` is None where these acts are not enough, whatever is left to the lot.
    """
    sizes = [
        Size(
            lot=one.lot,
            left=len(one.left),
            most=min(desk.office.acts_of(settings.lot_kinds) for desk in one.desks),
            offices=len(one.desks),
        )
        for one in strata
    ]
    return {
        "lot": sum(one.lot for one in sizes),
        "left": sum(one.left for one in sizes),
        "half_width": half_width(sizes, population, settings.level),
        "lot_needed": lot_needed(settings.half_width, sizes, population, settings.level),
    }
