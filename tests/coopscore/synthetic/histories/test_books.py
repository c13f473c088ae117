"""Books add up to the rial, carry on from year to year, and follow Art. 25."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopscore.synthetic.histories.books import founding_prices, keep_books, prices_of
from coopscore.synthetic.histories.duties import duties
from coopscore.synthetic.sector.cycles import NEVER
from coopscore.synthetic.sector.world import World

IDENTITIES = {
    "current_assets": ("cash", "receivables", "inventory"),
    "total_assets": ("current_assets", "fixed_assets", "other_assets"),
    "total_liabilities": ("current_liabilities", "long_term_liabilities"),
    "member_funds": ("capital_paid", "legal_reserve", "precaution_reserve", "retained_earnings"),
}


def unbalanced(lines):
    """How many cells break any of the identities, and how many there are."""
    broken = lines["total_assets"] != lines["total_liabilities"] + lines["member_funds"]
    for whole, parts in IDENTITIES.items():
        broken |= lines[whole] != sum(lines[part] for part in parts)
    spent = lines["cost_of_sales"] + lines["operating_expenses"]
    broken |= lines["operating_profit"] != lines["turnover"] - spent
    earned = lines["operating_profit"] - lines["finance_cost"]
    return broken | (lines["profit_before_tax"] != earned)


def kept(chunk):
    grid = duties(chunk)
    return grid, keep_books(chunk, grid, np.full(grid.due.shape, NEVER))


@pytest.fixture(scope="module")
def books(chunk):
    return kept(chunk)[1].lines


@given(seed=st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_every_identity_holds_in_every_world(make_chunk, seed):
    _, books = kept(make_chunk(seed, 50))
    assert not unbalanced(books.lines).any()
    assert (books.registered >= books.lines["capital_paid"]).all()
    assert (books.lines["capital_paid"] >= 1).all()


def test_losses_are_carried_in_full_and_nothing_is_paid_out_of_them(chunk, books):
    retained, profit = books["retained_earnings"], books["profit_before_tax"]
    lived = duties(chunk).period_end[:, :-1] > chunk.founded.founded[:, None]
    loss = (profit[:, 1:] < 0) & lived
    assert loss.sum() > 500
    assert (np.diff(retained, axis=1)[loss] == profit[:, 1:][loss]).all()


def test_of_a_profit_no_more_is_kept_than_is_left_after_reserves_and_training(chunk, books):
    profit = books["profit_before_tax"][:, 1:]
    reserves = sum(np.diff(books[name], axis=1) for name in ("legal_reserve", "precaution_reserve"))
    kept_back = np.diff(books["retained_earnings"], axis=1) + reserves
    won = (profit > 1_000) & (duties(chunk).period_end[:, 1:] > chunk.founded.founded[:, None])
    assert won.sum() > 1_000
    assert (kept_back[won] <= np.ceil(0.96 * profit[won]) + 1).all()


def test_the_legal_reserve_takes_a_twentieth_of_profit_up_to_a_quarter_of_capital(chunk, books):
    grid = duties(chunk)
    legal, capital = books["legal_reserve"], books["capital_paid"]
    profit, lived = books["profit_before_tax"], grid.period_end > chunk.founded.founded[:, None]
    for year in range(3, 13):
        mean = capital[:, year - 2 : year + 1].mean(axis=1)
        room = np.maximum(np.floor(mean / 4) - legal[:, year - 1], 0)
        due = np.minimum(np.rint(0.05 * np.maximum(profit[:, year], 0)), room)
        added = legal[:, year] - legal[:, year - 1]
        assert (added == due)[lived[:, year]].all()


def test_the_precaution_reserve_takes_at_most_a_twentieth(books):
    added = np.diff(books["precaution_reserve"], axis=1)
    assert (added >= 0).all()
    assert (added <= np.ceil(0.05 * np.maximum(books["profit_before_tax"][:, 1:], 0))).all()


def test_before_its_foundation_a_co_operative_has_neither_reserves_nor_earnings(chunk, books):
    unborn = duties(chunk).period_end < chunk.founded.founded[:, None]
    assert unborn.sum() > 1_000
    for name in ("legal_reserve", "precaution_reserve", "retained_earnings"):
        assert not books[name][unborn].any()


def test_capital_stays_unless_members_raise_it(chunk):
    grid = duties(chunk)
    raised = np.full(grid.due.shape, NEVER)
    raised[0, 4] = grid.period_end[0, 4] - 10  # before the year's end: seen in its statement
    raised[1, 4] = grid.period_end[1, 4] + 10  # after it: seen in the next
    capital = keep_books(chunk, grid, raised).lines["capital_paid"]
    assert (capital[2:] == capital[2:, :1]).all()
    assert capital[0, 4] > 1.4 * capital[0, 3] == 1.4 * capital[0, 0]
    assert capital[1, 4] == capital[1, 0] < capital[1, 5] == capital[1, 12]


def test_money_is_of_its_year(drawn_chunk):
    _, books = kept(drawn_chunk)
    awake = drawn_chunk.lives.awake
    early, late = (np.median(books.lines["turnover"][awake[:, j], j]) for j in (1, 11))
    prices = World().prices
    assert late / early == pytest.approx(prices[1403] / prices[1393], rel=0.5)


def test_prices_of_years_without_an_index_are_carried_on():
    world = World()
    told = prices_of(world, np.array([1379, 1388, 1389, 1400, 1404, 1406]))
    assert told[3] == 1.0
    assert told[2] == pytest.approx(0.094)
    assert told[1] == pytest.approx(0.094 * 0.8)
    assert told[0] == pytest.approx(0.094 * 0.8**10)
    assert told[5] == pytest.approx(4.0 * 1.35**2)


def test_capital_at_birth_is_in_money_of_the_founding_year(chunk):
    level = founding_prices(chunk)
    order = np.argsort(chunk.founded.founded)
    assert (np.diff(level[order]) >= 0).all()


def test_finances_show_in_the_ratios_but_moderately(drawn_chunk):
    _, books = kept(drawn_chunk)
    awake, lines = drawn_chunk.lives.awake, books.lines
    finance = drawn_chunk.health.finance[awake]

    def tied(ratio):
        return float(np.corrcoef(np.argsort(np.argsort(ratio[awake])), finance)[0, 1])

    debt = tied(lines["total_liabilities"] / lines["total_assets"])
    margin = tied(lines["profit_before_tax"] / np.maximum(lines["turnover"], 1))
    idle = tied(lines["other_assets"] / lines["total_assets"])
    assert -0.5 < debt < -0.15
    assert 0.15 < margin < 0.5
    assert -0.4 < idle < -0.05


def test_statements_are_of_the_size_of_true_ones(drawn_chunk):
    _, books = kept(drawn_chunk)
    awake, lines = drawn_chunk.lives.awake, books.lines
    debt = (lines["total_liabilities"] / lines["total_assets"])[awake]
    assert 0.5 < np.median(debt) < 0.75
    assert 0.05 < (lines["profit_before_tax"] < 0)[awake].mean() < 0.2
    assert (lines["member_funds"] < 0)[awake].mean() < 0.06
    assert max(int(np.abs(amount).max()) for amount in lines.values()) < 10**15
    assert all((lines[name] >= 0).all() for name in ("cash", "inventory", "total_liabilities"))
