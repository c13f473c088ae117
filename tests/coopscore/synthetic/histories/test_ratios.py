"""Shapes of statements: shares are shares, and sales follow what a co-operative lives through."""

import numpy as np
import pytest

from coopscore.synthetic.histories.duties import duties
from coopscore.synthetic.histories.ratios import draw_ratios


@pytest.fixture(scope="module")
def ratios(chunk):
    return draw_ratios(chunk, duties(chunk))


def test_shares_lie_between_nought_and_one(ratios):
    names = (
        "leverage", "payout", "precaution", "owed_soon", "interest", "idle", "liquid", "cash",
        "receivable", "goods", "paid_in", "caught_up",
    )  # fmt: skip
    for name in names:
        share = getattr(ratios, name)
        assert (share >= 0).all(), name
        assert (share <= 1).all(), name
    assert ratios.paid_in.min() >= 1 / 3  # Art. 21


def test_sleepers_and_those_not_yet_in_operation_sell_little(chunk, ratios):
    grid, founded = duties(chunk), chunk.founded
    usual = ratios.turnover / founded.turnover[:, None]
    waiting = founded.operating[:, None] > grid.period_end
    working = ~waiting & chunk.lives.awake
    assert np.median(usual[working]) > 3 * np.median(usual[~waiting & ~chunk.lives.awake])
    assert np.median(usual[working]) > 3 * np.median(usual[waiting & chunk.lives.awake])


def test_half_of_what_is_peculiar_to_a_statement_lasts(ratios):
    level = np.log(ratios.cash / (1 - ratios.cash))
    apart = np.corrcoef(level[:, 2], level[:, 9])[0, 1]
    assert 0.3 < apart < 0.65


def test_sales_grow_where_finances_are_sound(chunk, ratios):
    growth = np.diff(np.log(ratios.turnover), axis=1)
    awake = chunk.lives.awake
    both = awake[:, 1:] & awake[:, :-1] & (np.abs(growth) < 1)
    assert 0.1 < np.corrcoef(growth[both], chunk.health.finance[:, 1:][both])[0, 1] < 0.5
