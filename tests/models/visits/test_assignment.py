"""Acts in months are the assignment of least delay."""

from itertools import permutations

import numpy as np
import pytest

from models.visits import assignment
from models.visits.assignment import Wanted, assigned, lot_acts, matched, transported
from models.visits.frame import KINDS, Candidates
from models.visits.priority import suits_of
from models.visits.settings import visit_settings

SETTINGS = visit_settings()
GENERAL, AUDIT = KINDS.index("general"), KINDS.index("audit")


def cost(one, act, drawn):
    kind, month = act
    third = min(2, int(3 * one.place))
    delay = SETTINGS.duty_delay if one.slice == "duty" else SETTINGS.risk_delay * (3 - third) / 3
    late = month >= np.ceil(drawn.months_to_grid_day[one.row])
    return (
        delay * month
        + (0 if drawn.due[one.row, kind] else SETTINGS.no_occasion)
        + SETTINGS.past_grid * late
    )


@pytest.mark.parametrize("most", [0, 800])
@pytest.mark.parametrize("seed", range(4))
def test_no_other_assignment_of_six_has_less_delay(seed, most, monkeypatch):
    rng = np.random.default_rng(seed)
    drawn = Candidates.of(
        coop_id=list("abcdef"), province=["05"] * 6, county=["k"] * 6,
        months_to_grid_day=rng.integers(1, 4, 6), due={"audit": rng.random(6) < 0.5},
    )  # fmt: skip
    suits = suits_of(drawn, ("general",))
    wanted = [
        Wanted(row=row, slice="duty" if row < 2 else "risk", place=row / 6) for row in range(6)
    ]
    rooms = np.zeros((len(KINDS), 3), dtype=np.int64)
    rooms[GENERAL], rooms[AUDIT] = [2, 1, 2], [0, 1, 1]
    acts = [(int(k), int(m)) for k, m in np.argwhere(rooms) for _ in range(rooms[k, m])]
    fit = [
        sum(cost(one, act, drawn) for one, act in zip(wanted, given, strict=True))
        for given in set(permutations(acts, 6))
        if all(act[0] in suits[one.row] for one, act in zip(wanted, given, strict=True))
    ]
    if not fit:
        pytest.fail("the drawn people fit into the rooms")
    monkeypatch.setattr(assignment, "MOST_MATCHED", most)
    found = assigned(wanted, rooms, drawn, suits, SETTINGS)
    assert sum(cost(one, found[one.row], drawn) for one in wanted) == pytest.approx(min(fit))


def test_nobody_to_assign_is_no_work():
    drawn = Candidates.of(coop_id=["a"], province=["05"], county=["k"])
    assert assigned([], np.zeros((len(KINDS), 1), dtype=np.int64), drawn, [], SETTINGS) == {}


def test_within_a_group_the_more_urgent_go_first():
    drawn = Candidates.of(coop_id=list("abc"), province=["05"] * 3, county=["k"] * 3)
    wanted = [Wanted(row=row, slice="duty", place=0.0) for row in (2, 0, 1)]
    rooms = np.zeros((len(KINDS), 3), dtype=np.int64)
    rooms[GENERAL] = 1
    found = assigned(wanted, rooms, drawn, suits_of(drawn, ("general",)), SETTINGS)
    assert [found[row][1] for row in (2, 0, 1)] == [0, 1, 2]


def test_a_lot_is_spread_over_the_rooms_kept_for_it():
    kept = np.zeros((len(KINDS), 2), dtype=np.int64)
    kept[GENERAL] = [1, 1]
    assert lot_acts(np.array([8, 5]), kept) == {8: (GENERAL, 0), 5: (GENERAL, 1)}


@pytest.mark.parametrize("seed", range(5))
def test_one_by_one_or_by_groups_the_delay_is_the_same(seed):
    rng = np.random.default_rng(seed)
    costs = np.where(rng.random((12, 9)) < 0.3, np.inf, rng.random((12, 9)))
    costs[:, 0] = 1.0  # an act that suits anybody
    sizes, rooms = rng.integers(1, 5, 12), rng.integers(1, 5, 9)
    rooms[0] = sizes.sum()
    for solved in (matched, transported):
        flows = solved(costs, sizes, rooms)
        assert (flows.sum(axis=1) == sizes).all()
        assert (flows.sum(axis=0) <= rooms).all()
        assert not flows[np.isinf(costs)].any()
    least = [
        (np.where(flows, costs, 0) * flows).sum()
        for flows in (matched(costs, sizes, rooms), transported(costs, sizes, rooms))
    ]
    assert least[0] == pytest.approx(least[1])
