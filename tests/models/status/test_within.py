"""Within a burst, entries that look as the office's always do are left to it."""

import numpy as np
import pytest
from status_world import ENDS, office_work

from models.status.changes import changes_of
from models.status.within import MARKED, chances


@pytest.fixture(scope="module")
def drawn():
    table, offices, planted = office_work(burst=("b", 200, 215, 5))
    changes = changes_of(table, offices, ENDS)
    return changes, planted[changes.rows]


def test_outside_bursts_nothing_is_a_bursts(drawn):
    changes, _ = drawn
    assert not chances(changes, []).any()
    inside = (changes.office == 1) & (changes.week >= 200) & (changes.week < 216)
    assert not chances(changes, [(1, 200, 216)])[~inside].any()


def test_entries_dated_back_as_the_others_of_a_burst_are_its_and_prompt_ones_are_not(drawn):
    changes, planted = drawn
    chance = chances(changes, [(1, 200, 216)])
    inside = (changes.office == 1) & (changes.week >= 200) & (changes.week < 216)
    assert (chance[planted & inside] > 0.95).all()
    assert (chance[~planted & inside] < MARKED).all()


def test_where_a_window_holds_what_is_usual_nothing_is_marked(drawn):
    changes, planted = drawn
    chance = chances(changes, [(0, 100, 116), (2, 300, 316)])
    assert not planted[np.isin(changes.office, (0, 2))].any()
    assert (chance > MARKED).mean() < 0.01
