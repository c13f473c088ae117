"""Rivals work under the same quotas, and a plan is told beside them."""

from collections import Counter

import numpy as np
import pytest
from visiting_world import AS_OF, by_county, candidates, capacity

from models.visits.frame import Candidates
from models.visits.planning import plan_visits
from models.visits.rivals import RIVALS, expected_of, rivals_of
from models.visits.settings import visit_settings

SETTINGS = visit_settings()


@pytest.fixture(scope="module")
def world():
    drawn = candidates(600, 6)
    return drawn, by_county(drawn, 0.3)


@pytest.fixture(scope="module")
def found(world):
    return {one.name: one for one in rivals_of(*world, SETTINGS, seed=1)}


def test_each_rival_keeps_the_acts_of_every_county(world, found):
    drawn, rooms = world
    where = dict(zip(drawn.coop_id, drawn.county, strict=True))
    acts = Counter()
    for room in rooms.rooms:
        acts[room.county] += room.acts
    assert set(found) == set(RIVALS)
    for rival in found.values():
        assert len(set(rival.coop_ids)) == rival.expected.visits
        assert all(n <= acts[c] for c, n in Counter(map(where.get, rival.coop_ids)).items())


def test_the_plan_finds_nearly_what_the_greedy_list_does_and_more_than_the_others(world, found):
    ours = expected_of(plan_visits(*world, SETTINGS, as_of=AS_OF, seed=1))
    greedy = found["greedy"].expected
    assert ours.visits == greedy.visits
    assert 0.95 * greedy.silent <= ours.silent <= greedy.silent
    assert ours.silent > max(found[name].expected.silent for name in ("most_overdue", "random"))


def test_the_expected_yield_is_the_sum_of_what_was_told(world, found):
    told = dict(zip(world[0].coop_id, np.nan_to_num(world[0].risk), strict=True))
    rival = found["most_overdue"]
    assert rival.expected.silent == pytest.approx(sum(told[one] for one in rival.coop_ids))


def test_the_most_overdue_go_first_whatever_their_risk():
    drawn = Candidates.of(
        coop_id=list("abcd"), province=["05"] * 4, county=["k"] * 4,
        risk=[0.9, 0.8, 0.1, 0.2], overdue_days=[np.nan, 5, 90, 40],
    )  # fmt: skip
    rooms = capacity({("05", "k"): 2}, months=1, mix={"general": 1.0})
    found = {one.name: set(one.coop_ids) for one in rivals_of(drawn, rooms, SETTINGS, seed=1)}
    assert found["most_overdue"] == {"c", "d"}
    assert found["greedy"] == {"a", "b"}
