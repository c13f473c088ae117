"""Agreement of jurors agrees with other people's formulas, and with examples worked in print."""

import krippendorff
import numpy as np
import pytest
from scipy.stats import friedmanchisquare

from models.awards.agreement import agreement, kendall_w, krippendorff_alpha
from models.awards.marks import Marks

NAN = np.nan
# Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), the example in its part C.
PRINTED = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
        [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
    ]
)


def marks_of(views, criterion="economic"):
    juror, entry = (one.ravel() for one in np.indices(views.shape))
    return Marks(
        entry=np.array([f"e{one:03d}" for one in entry], object),
        juror=np.array([f"j{one}" for one in juror], object),
        criterion=np.full(len(entry), criterion, object),
        mark=views.ravel().astype(float),
    )


def told(views, **how):
    return agreement(marks_of(np.asarray(views, float)), {"economic": 1.0}, **{"seed": 1, **how})


def pair_by_pair(views):
    """Alpha of the interval level by its definition: pairs within entries, and of all views."""
    units = [unit[~np.isnan(unit)] for unit in views.T]
    units = [unit for unit in units if len(unit) > 1]
    every = np.concatenate(units)
    within = sum(
        (a - b) ** 2 / (len(unit) - 1)
        for unit in units
        for i, a in enumerate(unit)
        for j, b in enumerate(unit)
        if i != j
    )
    overall = sum((a - b) ** 2 for a in every for b in every) / (len(every) - 1)
    return 1 - within / overall


def test_alpha_is_that_of_the_example_in_print():
    assert krippendorff_alpha(PRINTED, "interval") == pytest.approx(0.849, abs=5e-4)
    assert krippendorff_alpha(PRINTED, "ordinal") == pytest.approx(0.815, abs=5e-4)
    assert told(PRINTED).alpha == pytest.approx(pair_by_pair(PRINTED), abs=1e-12)


def test_the_interval_of_alpha_is_that_of_redraws_worked_out_by_the_library():
    views = PRINTED[:, :11]
    found = told(views, draws=200, seed=5)
    paired = views[:, (~np.isnan(views)).sum(axis=0) >= 2]
    rng = np.random.default_rng(5)
    redrawn = [
        krippendorff.alpha(
            reliability_data=paired[:, rng.integers(0, 11, 11)], level_of_measurement="interval"
        )
        for _ in range(200)
    ]
    assert (found.low, found.high) == pytest.approx(np.quantile(redrawn, (0.025, 0.975)), abs=1e-9)
    assert found.low < found.alpha < found.high
    assert told(views, draws=200, seed=5) == found
    assert told(views, draws=50, level="ordinal").low < 0.815


def test_concordance_with_ties_is_that_of_friedmans_test():
    rng = np.random.default_rng(2)
    views = rng.integers(1, 6, (4, 12)) + np.arange(12) // 4
    chi_square = friedmanchisquare(*views.T).statistic
    assert kendall_w(views) == pytest.approx(chi_square / (4 * 11), abs=1e-12)


def test_jurors_in_one_order_agree_on_order_however_severe_one_is():
    order = np.arange(10.0) * 3
    found = told([order + 40, order + 60, order])
    (block,) = found.blocks
    assert (block.concordance, block.entries, block.by_chance) == (1.0, 10, 1 / 3)
    assert [one.tau for one in found.pairs] == pytest.approx([1.0, 1.0, 1.0])
    assert found.alpha < 0.2


def test_jurors_who_draw_lots_agree_as_by_chance():
    rng = np.random.default_rng(3)
    found = told(rng.permuted(np.tile(np.arange(200.0) / 2, (3, 1)), axis=1))
    assert found.alpha == pytest.approx(0, abs=0.1)
    assert found.blocks[0].concordance == pytest.approx(1 / 3, abs=0.1)
    assert found.low < 0 < found.high


def test_entries_dealt_out_are_told_by_the_jurors_they_share():
    rng = np.random.default_rng(4)
    views = 50 + 8 * rng.standard_normal(40) + 4 * rng.standard_normal((3, 40))
    views[2, :25] = NAN
    views[0, 35:] = NAN
    views[1:, 34] = NAN
    found = told(np.round(views))
    assert [(one.jurors, one.entries) for one in found.blocks] == [
        (("j0", "j1"), 25), (("j0", "j1", "j2"), 9), (("j1", "j2"), 5),
    ]  # fmt: skip
    assert [(one.jurors, one.entries) for one in found.pairs] == [
        (("j0", "j1"), 34), (("j1", "j2"), 14),
    ]  # fmt: skip
    assert found.entries == 39


def test_tau_b_of_a_pair_counts_pairs_of_entries():
    first, second = np.array([10.0, 20, 20, 30, 40]), np.array([1.0, 2, 3, 3, 5])
    found = told([first, second], least_shared=5)
    # Ten pairs: one tied by the first, one by the second, eight in the same order.
    assert found.pairs[0].tau == pytest.approx(8 / np.sqrt(9 * 9))


def test_criteria_are_weighed_and_a_view_with_a_gap_is_none():
    rng = np.random.default_rng(6)
    parts = {name: rng.integers(20, 90, (2, 12)).astype(float) for name in ("a", "b")}
    parts["b"][0, 3] = NAN
    marks = [marks_of(views, name) for name, views in parts.items()]
    both = Marks(
        **{
            name: np.concatenate([getattr(one, name) for one in marks])
            for name in ("entry", "juror", "criterion", "mark")
        }
    )
    found = agreement(both, {"a": 3.0, "b": 1.0}, seed=1)
    views = 0.75 * parts["a"] + 0.25 * parts["b"]
    assert found.entries == 11
    assert found.alpha == pytest.approx(pair_by_pair(views), abs=1e-9)


def test_where_nothing_can_agree_nothing_is_told():
    alone = told([[50.0, 60, 70]])
    assert (alone.alpha, alone.low, alone.blocks, alone.pairs) == (None, None, (), ())
    flat = told(np.full((2, 12), 50.0))
    assert (flat.alpha, flat.blocks[0].concordance, flat.pairs[0].tau) == (None, None, None)
