"""Few send insurance lists and trial balances, and those that do send one a month or quarter."""

import numpy as np
import pytest

from coopscore.synthetic.histories.duties import duties
from coopscore.synthetic.histories.lists import insurance_lists, insured, trial_balances


@pytest.fixture(scope="module")
def grid(drawn_chunk):
    return duties(drawn_chunk)


@pytest.fixture(scope="module")
def lists(drawn_chunk, grid):
    return insurance_lists(drawn_chunk, grid)


def test_about_one_in_twelve_of_those_awake_sends_insurance_lists(drawn_chunk, lists):
    sent = np.zeros(drawn_chunk.lives.awake.shape, dtype=bool)
    sent[lists.who, lists.cycle] = True
    assert not sent[~drawn_chunk.lives.awake].any()
    share = sent[:, 2:12].sum() / drawn_chunk.lives.awake[:, 2:12].sum()
    assert 0.06 < share < 0.11  # 640 of 8,000 in Mazandaran


def test_only_who_has_employees_lists_them(drawn_chunk, lists):
    assert (drawn_chunk.lives.employees[lists.who, lists.cycle] > 0).all()
    assert insured(drawn_chunk)[lists.who, lists.cycle].all()


@pytest.mark.parametrize(("draw", "most"), [(insurance_lists, 12), (trial_balances, 4)])
def test_a_period_is_told_of_once_and_late_only_by_those_awake_in_the_next_cycle(
    drawn_chunk, grid, draw, most
):
    lists = draw(drawn_chunk, grid)
    assert len(lists.who) > 500
    cells = np.unique(np.stack([lists.who, lists.cycle, lists.period_end]), axis=1)
    assert cells.shape[1] == len(lists.who)
    _, counts = np.unique(np.stack([lists.who, lists.cycle]), axis=1, return_counts=True)
    assert counts.max() <= most
    assert counts.mean() > most / 2
    assert (lists.received > lists.period_end).all()
    assert (lists.received >= grid.first[lists.who, lists.cycle]).all()
    late = lists.received > grid.last[lists.who, lists.cycle]
    assert 0 < late.mean() < 0.1
    following = lists.who[late], lists.cycle[late] + 1
    assert grid.acts[following].all()
    assert (lists.received[late] >= grid.first[following]).all()
    assert (lists.received[late] <= grid.last[following]).all()
    assert (lists.period_end > drawn_chunk.founded.registered[lists.who]).all()


def test_one_of_a_period_before_the_cycle_or_that_comes_after_it_is_no_sign_within_it(grid, lists):
    cells = lists.cells(grid)
    inside = lists.period_end >= grid.first[lists.who, lists.cycle]
    inside &= lists.received <= grid.last[lists.who, lists.cycle]
    assert 0 < (~inside).sum() < inside.sum()
    told = set(zip(lists.who[inside].tolist(), lists.cycle[inside].tolist(), strict=True))
    assert {tuple(cell) for cell in np.argwhere(cells).tolist()} == told


def test_those_under_art_5_send_trial_balances_more_often(drawn_chunk, grid):
    lists = trial_balances(drawn_chunk, grid)
    sends = np.zeros(len(drawn_chunk), dtype=bool)
    sends[lists.who] = True
    lives = drawn_chunk.lives.awake.any(axis=1)
    art5 = drawn_chunk.founded.art5
    assert sends[lives & art5].mean() > 3 * sends[lives & ~art5].mean() > 0
