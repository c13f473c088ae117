"""Intervals redraw whole co-operatives, hold what they say, and cost little."""

import numpy as np
import pytest
from scipy.special import ndtr
from sklearn.metrics import roc_auc_score

from models import metrics
from models.metrics.table import METRICS, capacity_measures

ALL = {**METRICS, **capacity_measures(0.1)}


def test_the_same_seed_gives_the_same_interval(sample):
    ask = {"draws": 50, "seed": 3}
    assert metrics.cluster_bootstrap(metrics.auc, sample.y, sample.score, sample.groups, **ask) == (
        metrics.cluster_bootstrap(metrics.auc, sample.y, sample.score, sample.groups, **ask)
    )


def test_the_interval_holds_the_figure_and_widens_with_the_level(sample):
    narrow, wide = (
        metrics.cluster_bootstrap(
            metrics.auc, sample.y, sample.score, sample.groups, draws=200, seed=3, level=level
        )
        for level in (0.5, 0.95)
    )
    assert wide.low < narrow.low < metrics.auc(sample.y, sample.score) < narrow.high < wide.high
    assert wide.draws == 200


def test_rows_of_one_cooperative_are_drawn_together(sample):
    # Nine copies of each row are no new evidence: the interval stays as wide as of one copy.
    y, score, groups = sample.y[::3], sample.score[::3], np.arange(300)
    once = metrics.cluster_bootstrap(metrics.auc, y, score, groups, draws=300, seed=3)
    copies = (np.tile(part, 9) for part in (y, score, groups))
    nine = metrics.cluster_bootstrap(metrics.auc, *copies, draws=300, seed=3)
    assert nine.high - nine.low == pytest.approx(once.high - once.low, rel=0.02)


def test_the_interval_is_as_wide_as_the_standard_error_of_hanley_and_mcneil_says(sample):
    y, score = sample.y[::3], sample.score[::3]
    found = metrics.cluster_bootstrap(metrics.auc, y, score, np.arange(300), draws=600, seed=3)
    auc, n1, n0 = metrics.auc(y, score), y.sum(), (1 - y).sum()
    q1, q2 = auc / (2 - auc), 2 * auc**2 / (1 + auc)
    variance = auc * (1 - auc) + (n1 - 1) * (q1 - auc**2) + (n0 - 1) * (q2 - auc**2)
    se = np.sqrt(variance / (n1 * n0))
    assert (found.high - found.low) / 3.92 == pytest.approx(se, rel=0.2)


def test_redraws_without_an_event_are_left_out_and_counted():
    y, score = np.r_[1, np.zeros(9, int)], np.arange(10.0)[::-1]
    found = metrics.cluster_bootstrap(metrics.auc, y, score, np.arange(10), draws=100, seed=3)
    # The event is drawn with chance 1 - .9**10 = .65
    assert 50 < found.draws < 80


def test_a_metric_that_no_redraw_defines_is_refused():
    with pytest.raises(ValueError, match="any redraw"):
        metrics.cluster_bootstrap(metrics.auc, [0, 0], [1.0, 2.0], ["a", "b"], draws=5, seed=3)


def test_the_difference_is_measured_on_the_same_redraws(sample):
    other = sample.score + np.random.default_rng(5).normal(size=900)
    ask = {"draws": 60, "seed": 3}
    found = metrics.paired_cluster_bootstrap(
        metrics.auc, sample.y, sample.score, other, sample.groups, **ask
    )
    assert found.difference == pytest.approx(
        metrics.auc(sample.y, sample.score) - metrics.auc(sample.y, other)
    )
    assert found.low < found.bound < found.difference < found.high
    alone = metrics.paired_cluster_bootstrap(
        metrics.auc, sample.y, sample.score, sample.score, sample.groups, **ask
    )
    assert (alone.low, alone.bound, alone.high, alone.draws) == (0, 0, 0, 60)


@pytest.mark.parametrize("name", ALL)
def test_the_quick_way_and_the_plain_way_are_the_same_redraws(name, sample):
    quick = ALL[name].function

    def plain(y, score):
        return quick(y, score)

    ask = {"draws": 25, "seed": 3}
    for p in (sample.probability, sample.smooth):
        one, other = (
            metrics.cluster_bootstrap(metric, sample.y, p, sample.groups, **ask)
            for metric in (quick, plain)
        )
        assert (one.low, one.high) == pytest.approx((other.low, other.high), rel=1e-8, abs=1e-12)
        assert one.draws == other.draws == 25


def test_any_function_of_outcomes_and_scores_has_an_interval(sample):
    ask = {"draws": 40, "seed": 3}
    theirs, ours = (
        metrics.cluster_bootstrap(metric, sample.y, sample.score, sample.groups, **ask)
        for metric in (roc_auc_score, metrics.auc)
    )
    assert (theirs.low, theirs.high) == pytest.approx((ours.low, ours.high))


def test_many_metrics_at_once_have_the_intervals_they_have_alone(sample):
    functions = {name: measure.function for name, measure in ALL.items()}
    ask = {"draws": 20, "seed": 3, "level": 0.8}
    found = metrics.cluster_bootstrap_all(functions, sample.y, sample.smooth, sample.groups, **ask)
    assert list(found) == list(ALL)
    for name, function in functions.items():
        assert found[name] == metrics.cluster_bootstrap(
            function, sample.y, sample.smooth, sample.groups, **ask
        )


def test_among_many_metrics_one_that_no_redraw_defines_says_so():
    found = metrics.cluster_bootstrap_all(
        {"auc": metrics.auc, "brier": metrics.brier}, [0, 0], [0.1, 0.2], ["a", "b"],
        draws=5, seed=3,
    )  # fmt: skip
    assert found["auc"].draws == 0
    assert np.isnan([found["auc"].low, found["auc"].high]).all()
    assert found["brier"].draws == 5


def test_not_a_number_is_not_defined():
    found = metrics.cluster_bootstrap(
        lambda y, _: float("nan") if y.all() else float(y.mean()),
        [0, 1], [0.1, 0.2], ["a", "b"], draws=100, seed=3,
    )  # fmt: skip
    # Both picks are the event with chance 1/4.
    assert 60 < found.draws < 90


def test_the_order_of_rows_is_of_no_account_to_the_interval(sample):
    # Names of co-operatives decide what is drawn, not where their rows stand.
    mixed = np.random.default_rng(6).permutation(900)
    ask = {"draws": 30, "seed": 3}
    assert metrics.cluster_bootstrap(
        metrics.auc, sample.y, sample.score, sample.groups, **ask
    ) == metrics.cluster_bootstrap(
        metrics.auc, sample.y[mixed], sample.score[mixed], sample.groups[mixed], **ask
    )


def test_a_pair_is_redrawn_as_each_of_its_scores_is_alone(sample):
    # The mean score is linear: the difference of two is the mean of the differences.
    def mean(_, score):
        return float(score.mean())

    ask = {"draws": 50, "seed": 3}
    pair = metrics.paired_cluster_bootstrap(
        mean, sample.y, sample.score, sample.untied, sample.groups, **ask
    )
    apart = metrics.cluster_bootstrap(
        mean, sample.y, sample.score - sample.untied, sample.groups, **ask
    )
    assert (pair.low, pair.high) == pytest.approx((apart.low, apart.high))


def test_the_paired_interval_is_as_wide_as_delong_says_where_rows_are_independent(sample):
    found = metrics.paired_cluster_bootstrap(
        metrics.auc, sample.y, sample.score, sample.untied, np.arange(900), draws=600, seed=3
    )
    theirs = metrics.delong(sample.y, sample.score, sample.untied)
    assert (found.high - found.low) / 3.92 == pytest.approx(theirs.se, rel=0.1)
    assert found.bound == pytest.approx(theirs.difference - 1.645 * theirs.se, abs=theirs.se / 5)


def test_a_pair_turned_round_is_the_difference_turned_round(sample):
    ask = {"draws": 99, "seed": 3, "level": 0.9}
    one = metrics.paired_cluster_bootstrap(
        metrics.auc, sample.y, sample.score, sample.untied, sample.groups, **ask
    )
    other = metrics.paired_cluster_bootstrap(
        metrics.auc, sample.y, sample.untied, sample.score, sample.groups, **ask
    )
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))
    assert one.difference == pytest.approx(-other.difference)


def test_a_pair_that_is_not_defined_is_refused():
    with pytest.raises(ValueError, match="non-events"):
        metrics.paired_cluster_bootstrap(
            metrics.auc, [0, 0], [1, 2], [2, 1], ["a", "b"], draws=5, seed=3
        )

    def whole(y, _):
        # Defined on the rows as they are, and on no redraw that misses one of them.
        if len(np.unique(y)) < 2:
            raise ValueError
        return 1.0

    with pytest.raises(ValueError, match="any redraw"):
        metrics.paired_cluster_bootstrap(
            whole, [0, 1], [1, 2], [2, 1], ["a", "b"], draws=1, seed=_misses_one()
        )


def _misses_one():
    """A seed whose first redraw of two co-operatives takes one of them twice."""
    return next(s for s in range(99) if np.ptp(np.random.default_rng(s).integers(2, size=2)) == 0)


@pytest.mark.parametrize("ask", [{"draws": 0}, {"level": 0}, {"level": 1.0}])
def test_a_bootstrap_without_redraws_or_level_is_refused(ask, sample):
    with pytest.raises(ValueError, match="level between 0 and 1"):
        metrics.cluster_bootstrap(metrics.auc, sample.y, sample.score, sample.groups, seed=3, **ask)


@pytest.mark.parametrize("groups", [["a"], [["a"], ["b"]]])
def test_groups_that_do_not_name_every_row_are_refused(groups):
    with pytest.raises(ValueError, match="every row"):
        metrics.cluster_bootstrap(metrics.auc, [0, 1], [1, 2], groups, draws=5, seed=3)


# Co-operatives with four days each. The outcome is the co-operative's, and half of the score's
# variance too: events score 1 higher with a variance of 1 in all, so the AUC is P(Z < 1 / sqrt(2)).
TRUE_AUC = ndtr(1 / np.sqrt(2))


def world(draw, cooperatives):
    y = np.repeat(draw.random(cooperatives) < 0.3, 4).astype(int)
    own = np.repeat(draw.normal(size=cooperatives), 4)
    score = y + np.sqrt(0.5) * own + np.sqrt(0.5) * draw.normal(size=4 * cooperatives)
    return y, score, np.repeat(np.arange(cooperatives), 4)


def coverage(worlds, cooperatives, draws, *, clustered):
    """Share of made worlds whose 90% interval holds the true AUC."""
    draw = np.random.default_rng(20)
    held = 0
    for seed in range(worlds):
        y, score, groups = world(draw, cooperatives)
        found = metrics.cluster_bootstrap(
            metrics.auc, y, score, groups if clustered else np.arange(len(y)),
            draws=draws, seed=seed, level=0.9,
        )  # fmt: skip
        held += found.low <= TRUE_AUC <= found.high
    return held / worlds


def test_nine_intervals_in_ten_hold_the_truth_and_fewer_where_rows_are_drawn_alone():
    # 150 worlds: a standard error of .025; three of them.
    assert coverage(150, 80, 150, clustered=True) == pytest.approx(0.9, abs=0.075)
    assert coverage(150, 80, 150, clustered=False) < 0.8


@pytest.mark.long
def test_nine_intervals_in_ten_hold_the_truth_in_many_worlds():
    # 2,000 worlds: a standard error of .0067, and the percentile interval's own shortfall.
    assert coverage(2000, 150, 400, clustered=True) == pytest.approx(0.9, abs=0.025)
