"""Which act in which month: an assignment of least delay under room by kind and month.

Those who are alike in what is due, how urgent it is and when their grid day comes are one group, so
that an office of any size is a transport problem of some hundreds of groups, which HiGHS solves at
a corner: whole numbers, as no other corner exists. Within a group the most urgent are first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from models.visits.frame import KINDS, Candidates, Floats, Ints
from models.visits.settings import VisitSettings

Act = tuple[int, int]  # place of its kind in KINDS, and of its month in the plan


class Group(NamedTuple):
    """What those share who may stand for each other: kinds due, what a month costs, months left."""

    due: tuple[bool, ...]
    suits: tuple[int, ...]
    delay: float
    months_left: int


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Somebody who is to be given an act: a row, its slice, and its place among its slice's."""

    row: int
    slice: str
    place: float  # 0 first, up to 1 last


def assigned(
    wanted: Sequence[Wanted],
    rooms: Ints,
    candidates: Candidates,
    suits: Sequence[frozenset[int]],
    settings: VisitSettings,
) -> Mapping[int, Act]:
    """The act of each row, of the least total delay.

    Parameters
    ----------
    wanted : sequence of Wanted
        Most urgent first; there is room for all of them, by kind.
    rooms : array of int, shape (kinds, months)
    """
    groups: dict[Group, list[int]] = {}
    for one in wanted:
        group = _group(one, candidates, suits, rooms.shape[1], settings)
        groups.setdefault(group, []).append(one.row)
    if not groups:
        return {}
    names, sizes = list(groups), [len(rows) for rows in groups.values()]
    acts = [(int(kind), int(month)) for kind, month in np.argwhere(rooms > 0)]
    flows = _transport(names, sizes, acts, rooms, settings)
    found: dict[int, Act] = {}
    for rows, flow in zip(groups.values(), flows, strict=True):
        in_order = sorted(np.flatnonzero(flow).tolist(), key=lambda at: (acts[at][1], acts[at][0]))
        given = [acts[at] for at in in_order for _ in range(int(flow[at]))]
        found.update(zip(rows, given, strict=True))
    return found


def _group(
    one: Wanted,
    candidates: Candidates,
    suits: Sequence[frozenset[int]],
    months: int,
    settings: VisitSettings,
) -> Group:
    third = min(2, int(3 * one.place))
    left = candidates.months_to_grid_day[one.row]
    return Group(
        due=tuple(candidates.due[one.row].tolist()),
        suits=tuple(sorted(suits[one.row])),
        delay=settings.duty_delay if one.slice == "duty" else settings.risk_delay * (3 - third) / 3,
        # One that falls after the plan, or that is not known, hurries nobody.
        months_left=months if np.isnan(left) else int(np.clip(np.ceil(left), 0, months)),
    )


def _transport(
    groups: Sequence[Group],
    sizes: Sequence[int],
    acts: Sequence[Act],
    rooms: Ints,
    settings: VisitSettings,
) -> Ints:
    """How many of each group do each act, shape (groups, acts)."""
    lines = [
        (place, at, _cost(group, kind, month, settings))
        for place, group in enumerate(groups)
        for at, (kind, month) in enumerate(acts)
        if kind in group.suits
    ]
    origin, target, cost = (np.array(each) for each in zip(*lines, strict=True))
    ones, column = np.ones(len(cost)), np.arange(len(cost))
    solved = linprog(
        cost,
        A_eq=csr_array((ones, (origin, column)), shape=(len(groups), len(cost))),
        b_eq=np.array(sizes, dtype=np.float64),
        A_ub=csr_array((ones, (target, column)), shape=(len(acts), len(cost))),
        b_ub=np.array([rooms[act] for act in acts], dtype=np.float64),
        bounds=(0, None),
        method="highs-ds",
    )
    assert solved.status == 0, f"there was room for everybody: {solved.message}"
    flows = np.zeros((len(groups), len(acts)), dtype=np.int64)
    flows[origin, target] = np.rint(solved.x).astype(np.int64)
    return flows


def _cost(group: Group, kind: int, month: int, settings: VisitSettings) -> float:
    cost = group.delay * month
    cost += 0 if group.due[kind] else settings.no_occasion
    return cost + (settings.past_grid if month >= group.months_left else 0)


def lot_acts(rows: Ints, kept: Ints) -> Mapping[int, Act]:
    """Acts of those drawn by lot, in the order drawn, over the rooms kept for them, month by month.

    Who comes first is a matter of the lot, so that each month has its part of the sample.
    """
    places = [
        (kind, month)
        for month in range(kept.shape[1])
        for kind in range(len(KINDS))
        for _ in range(int(kept[kind, month]))
    ]
    return dict(zip(rows.tolist(), places, strict=False))


def places_of(count: int) -> Floats:
    """Places of so many, from 0 for the first to under 1 for the last."""
    return np.arange(count) / max(1, count)
