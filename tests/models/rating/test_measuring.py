"""A stated rate may miss by refits, by shapes, and by single years: each is found where it is."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from scipy.special import expit, logit

from models.rating.cells import by_year, cells_of
from models.rating.measuring import Unseen, measured_spread

YEARS, EACH = 12, 500


def world(*, by_years=0.0, by_cells=0.0, seed=3):
    """Four groups over twelve years, told 8% on average and all alike, whose true odds differ."""
    draw = np.random.default_rng(seed)
    groups = np.repeat(np.array(["a", "b", "c", "d"], dtype=object), YEARS * EACH)
    years = np.tile(np.repeat(np.arange(YEARS), EACH), 4)
    margin = draw.normal(-2.5, 0.5, len(groups))
    cells = cells_of(margin, groups, bins=10, members=100)
    true = margin + by_years * np.repeat(draw.normal(size=4 * YEARS), EACH)
    for cell in cells:
        true[cell.rows] += by_cells * draw.normal()
    y = draw.binomial(1, expit(true))
    rows = Unseen(margin=margin, told=margin, anew=[margin], y=y)
    return rows, cells, by_year(cells, years)


@pytest.mark.parametrize("by_years", [0.3, 0.6])
def test_what_single_years_differ_by_is_found_and_not_taken_for_shapes(by_years):
    _, found = measured_spread(*world(by_years=by_years), level=0.9)
    assert found.yearly == pytest.approx(by_years, rel=0.25)
    assert found.tau < 0.1


def test_what_cells_differ_by_is_found_and_counts_by_its_mean_for_a_groups_years():
    _, found = measured_spread(*world(by_cells=0.5), level=0.9)
    assert found.tau == pytest.approx(0.5, abs=0.1)
    assert found.yearly < 0.25  # ten cells a group: 0.16 of them is the same in all its years


def test_where_nothing_differs_little_is_added():
    spread, found = measured_spread(*world(), level=0.9)
    assert found.refitted == 0
    assert max(found.yearly, found.tau) < 0.1
    assert spread.knots[0].sds[0] == pytest.approx(found.factor * np.hypot(found.yearly, found.tau))


def test_the_interval_of_a_coming_year_holds_its_true_rate_as_often_as_stated():
    rows, cells, years = world(by_years=0.4)
    spread, _ = measured_spread(rows, cells, years, level=0.9)
    sd = np.median([one.sds for one in spread.knots])
    # A year that nobody has seen lies off by the same law.
    off = 0.4 * np.random.default_rng(1).normal(size=2000)
    assert 0.85 < (np.abs(off) <= 1.645 * sd).mean() < 0.97


@pytest.mark.parametrize("number", [5, 8])
def test_a_coming_year_is_held_though_levels_were_fitted_to_the_years_on_record(number):
    held = []
    for seed in range(25):
        draw = np.random.default_rng(seed)
        groups = np.repeat(np.array(["a", "b", "c", "d"], dtype=object), number * EACH)
        off = 0.4 * draw.normal(size=(4, number))
        true = -2.5 + np.repeat(off.ravel(), EACH)
        y = draw.binomial(1, expit(true))
        level = logit(y.reshape(4, -1).mean(axis=1))
        told = np.repeat(level, number * EACH)
        margin = told + 1e-9 * np.arange(len(told))
        cells = cells_of(margin, groups, bins=1, members=100)
        years = by_year(cells, np.tile(np.repeat(np.arange(number), EACH), 4))
        rows = Unseen(margin=margin, told=told, anew=[told], y=y)
        spread, _ = measured_spread(rows, cells, years, level=0.9)
        coming = -2.5 + 0.4 * draw.normal(size=4)
        sds = np.array([one.sds[0] for one in spread.knots])
        held.append(np.abs(coming - level) <= 1.645 * sds)
    assert 0.84 < np.mean(held) < 0.97


def test_single_years_that_lie_beyond_what_is_expected_widen_all():
    rows, cells, years = world(by_years=1.5)
    _, found = measured_spread(rows, cells, years, level=0.9)
    assert found.years == 4 * YEARS
    assert found.years_inside >= 0.9


def test_each_row_in_a_cell_stands_in_one_year_of_its_group():
    _, cells, years = world()
    assert [one.group for one in years] == [name for name in "abcd" for _ in range(YEARS)]
    standing = np.sort(np.concatenate([one.rows for one in years]))
    assert_array_equal(standing, np.sort(np.concatenate([one.rows for one in cells])))


def test_cells_that_share_a_margin_share_the_widest_spread():
    margin = np.zeros(8)
    cells = cells_of(margin, np.array(["a"] * 8, dtype=object), bins=2, members=4)
    anew = [np.array([0.5] * 4 + [0.1] * 4), np.array([-0.5] * 4 + [-0.1] * 4)]
    rows = Unseen(margin=margin, told=np.zeros(8), anew=anew, y=np.array([0, 1] * 4))
    spread, found = measured_spread(
        rows, cells, by_year(cells, np.zeros(8, dtype=np.int64)), level=0.9
    )
    (knots,) = spread.knots
    assert knots.margins == (0.0,)
    # Ends stand for the neighbour that they lack: 3/4 of 0.25 and 1/4 of 0.01.
    refitted = 0.75 * 0.25 + 0.25 * 0.01
    sd = found.factor * np.sqrt(refitted + found.tau**2 + found.yearly**2)
    assert knots.sds[0] == pytest.approx(sd)
    assert (found.cells, found.years) == (2, 1)
