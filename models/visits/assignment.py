"""Which act in which month: an assignment of least delay under room by kind and month.

Those who are alike in what is due, how urgent it is and when their grid day comes are one group.
The acts of a county are matched one by one (Jonker and Volgenant's algorithm); an office with many
is a transport problem of some hundreds of groups, which HiGHS solves at a corner: whole numbers, as
no other corner exists. Either has the least delay. Within a group the most urgent are first.

References
----------
Crouse, "On implementing 2D rectangular assignment algorithms", IEEE Transactions on Aerospace and
Electronic Systems 52 (2016).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment, linprog
from scipy.sparse import csr_array

from models.visits.frame import KINDS, Candidates, Floats, Ints
from models.visits.settings import VisitSettings

MOST_MATCHED = 800  # acts of an office that are matched one by one
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
    acts = [(int(kind), int(month)) for kind, month in np.argwhere(rooms > 0)]
    solved = matched if rooms.sum() <= MOST_MATCHED else transported
    flows = solved(
        _costs(list(groups), acts, settings),
        np.array([len(rows) for rows in groups.values()]),
        rooms[rooms > 0],
    )
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


def _costs(groups: Sequence[Group], acts: Sequence[Act], settings: VisitSettings) -> Floats:
    """What each act costs one of each group, shape (groups, acts); inf where it does not suit."""
    kind, month = (np.array(each) for each in zip(*acts, strict=True))
    due = np.array([group.due for group in groups])[:, kind]
    fits = np.array([[place in group.suits for place in range(len(KINDS))] for group in groups])
    delay = np.array([[group.delay] for group in groups])
    left = np.array([[group.months_left] for group in groups])
    cost = delay * month + settings.no_occasion * ~due + settings.past_grid * (month >= left)
    found: Floats = np.where(fits[:, kind], cost, np.inf)
    return found


def matched(costs: Floats, sizes: Ints, rooms: Ints) -> Ints:
    """How many of each group do each act, one by one; for some hundreds of acts.

    Parameters
    ----------
    costs : array of float, shape (groups, acts)
        inf where an act does not suit.
    sizes, rooms : array of int, shapes (groups,) and (acts,)
        How many there are of each group, and of each act.

    Returns
    -------
    array of int, shape (groups, acts)
    """
    group, act = (np.repeat(np.arange(len(each)), each) for each in (sizes, rooms))
    who, what = linear_sum_assignment(costs[np.ix_(group, act)])
    flows = np.zeros(costs.shape, dtype=np.int64)
    np.add.at(flows, (group[who], act[what]), 1)
    return flows


def transported(costs: Floats, sizes: Ints, rooms: Ints) -> Ints:
    """The same by groups, whatever their size; the parameters are those of `matched`."""
    origin, target = np.nonzero(np.isfinite(costs))
    ones, column = np.ones(len(origin)), np.arange(len(origin))
    solved = linprog(
        costs[origin, target],
        A_eq=csr_array((ones, (origin, column)), shape=(len(sizes), len(origin))),
        b_eq=sizes.astype(np.float64),
        A_ub=csr_array((ones, (target, column)), shape=(len(rooms), len(origin))),
        b_ub=rooms.astype(np.float64),
        bounds=(0, None),
        method="highs-ds",
    )
    assert solved.status == 0, f"there was room for everybody: {solved.message}"
    flows = np.zeros(costs.shape, dtype=np.int64)
    flows[origin, target] = np.rint(solved.x).astype(np.int64)
    return flows


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
