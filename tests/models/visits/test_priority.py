"""Lines of duty, risk and revival: the oldest, the riskiest and the likeliest first."""

import numpy as np

from models.visits.frame import KINDS, Candidates
from models.visits.priority import priority_of, suits_of

SIX = Candidates.of(
    coop_id=list("abcdef"), province=["05"] * 6, county=["k"] * 6,
    risk=[0.1, 0.3, np.nan, np.nan, 0.2, np.nan],
    revival=[np.nan, np.nan, 0.4, 0.6, np.nan, np.nan],
    effect=[0.05, np.nan, np.nan, np.nan, 0.01, np.nan],
    duty=["article_5", "", "article_5", "", "", ""],
    duty_since=["NaT", "NaT", "2025-01-01", *["NaT"] * 3],
    due={"audit": [True, *[False] * 5]},
)  # fmt: skip


def test_each_line_has_its_own_order():
    lines = priority_of(SIX)
    assert SIX.coop_id[lines.duty].tolist() == ["c", "a"]
    assert SIX.coop_id[lines.risk].tolist() == ["b", "e", "a"]
    assert SIX.coop_id[lines.revival].tolist() == ["d", "c"]
    assert SIX.coop_id[lines.others].tolist() == ["f"]
    assert SIX.coop_id[lines.whole].tolist() == ["c", "a", "b", "e", "d", "f"]
    assert lines.led == 5


def test_by_effect_those_of_unknown_effect_come_last():
    assert SIX.coop_id[priority_of(SIX, "effect").risk].tolist() == ["a", "e", "b"]


def test_lines_of_some_are_the_lines_of_all_without_the_others():
    some = priority_of(SIX).among(np.array([0, 3, 5]))
    assert SIX.coop_id[some.whole].tolist() == ["a", "d", "f"]


def test_equals_are_not_taken_by_the_order_of_their_ids():
    ids = [f"c{place:03d}" for place in range(200)]
    same = Candidates.of(
        coop_id=ids, province=["05"] * 200, county=["k"] * 200, risk=np.full(200, 0.5)
    )
    first = priority_of(same).risk[:100]
    assert 30 < (first < 100).sum() < 70


def test_what_is_due_suits_beside_what_suits_anybody():
    suits = suits_of(SIX, ("general",))
    assert suits[0] == {KINDS.index("general"), KINDS.index("audit")}
    assert suits[1] == {KINDS.index("general")}
