"""Duties are met by governance and a mood, in time, late or never, and always within the cycle."""

import numpy as np
import pytest

from coopscore.synthetic.histories.acts import (
    ASSEMBLY,
    Shares,
    met_on,
    mood,
    odds,
    standing,
    told_on,
    within,
)
from coopscore.synthetic.histories.duties import duties
from coopscore.synthetic.sector.cycles import NEVER

HALF = Shares(missed=0.3, late=0.2)


@pytest.fixture(scope="module")
def rng():
    return np.random.default_rng(1)


@pytest.fixture(scope="module")
def grid(chunk):
    return duties(chunk)


@pytest.fixture(scope="module")
def whole(chunk, grid):
    """Cells in which nothing but zeal keeps a co-operative from its duty."""
    starts = chunk.cycles.starts
    return (
        grid.acts
        & grid.reports
        & (grid.first == starts[None, :-1] + 1)
        & (grid.last == starts[None, 1:])
    )


@pytest.fixture(scope="module")
def met(chunk, grid, rng):
    noise = mood(chunk.health.governance, rng)
    return met_on(grid, 0.4 + 0.95 * rng.standard_normal(grid.due.shape), noise, HALF, rng)


def test_shares_are_those_of_the_awake_whose_governance_is_above_the_mean(grid, whole, met):
    cells = whole.sum()
    assert np.mean(met[whole] == NEVER) == pytest.approx(0.3, abs=4 * np.sqrt(0.21 / cells))
    late = np.mean((met > grid.due)[whole] & (met < NEVER)[whole])
    assert late == pytest.approx(0.2, abs=4 * np.sqrt(0.16 / cells))


def test_an_act_comes_after_the_year_has_ended_and_at_most_three_months_late(grid, met):
    done = met < NEVER
    assert done.sum() > 1_000
    assert (met > grid.period_end)[done].all()
    assert (met - grid.due)[done].max() <= 90
    assert (met >= grid.first)[done].all()
    assert (met <= grid.last)[done].all()


def test_the_well_governed_miss_less_and_are_less_late(chunk, grid, whole, rng):
    noise = mood(chunk.health.governance, rng)
    level = chunk.health.governance
    day = met_on(grid, level, noise, ASSEMBLY, rng)
    good, bad = whole & (level > 0.7), whole & (level < -0.7)
    assert (day[good] == NEVER).mean() < 0.25 < 0.6 < (day[bad] == NEVER).mean()


def test_duties_of_a_cycle_share_its_mood(chunk, grid, whole, rng):
    noise, flat = mood(chunk.health.governance, rng), np.full(grid.due.shape, 0.4)
    one, other = (met_on(grid, flat, noise, HALF, rng) == NEVER for _ in range(2))
    stranger = met_on(grid, flat, mood(flat, rng), HALF, rng) == NEVER
    together = np.corrcoef(one[whole], other[whole])[0, 1]
    apart = np.corrcoef(one[whole], stranger[whole])[0, 1]
    assert together > 0.15 > apart + 0.08


def test_a_day_that_is_not_chosen_or_lies_outside_is_never(grid):
    everywhere = np.ones(grid.due.shape, dtype=bool)
    assert (standing(grid, grid.due, ~everywhere) == NEVER).all()
    kept = standing(grid, grid.due, everywhere)
    assert (kept < NEVER).any()
    assert (kept[~grid.acts] == NEVER).all()
    assert (standing(grid, grid.last + 1, everywhere) == NEVER).all()


def test_papers_arrive_after_the_act_and_not_after_the_day_given(grid, met, rng):
    done = met < NEVER
    for until, least in ((grid.last, 0), (grid.closes, 0), (np.full(met.shape, NEVER - 1), 3)):
        came = told_on(met, 3, 35, until, rng)
        assert ((came < NEVER) == done).all()
        assert (came <= until)[done].all()
        assert least <= (came - met)[done].min() <= (came - met)[done].max() == 35


def test_a_day_is_drawn_from_both_ends_on(rng):
    first = np.full(4_000, 10)
    assert set(within(first, first + 2, rng).tolist()) == {10, 11, 12}
    assert (within(first, first - 5, rng) == 10).all()


def test_log_odds_of_nought_are_one_half():
    assert odds(np.array([0.0, np.log(3)])).tolist() == [0.5, pytest.approx(0.75)]
