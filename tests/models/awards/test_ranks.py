"""Rank sets hold all true places at once, ties and exact values among them."""

import numpy as np
import pytest
from scipy.stats import norm, rankdata, studentized_range

from models.awards.ranks import (
    MOST,
    bands,
    bonferroni_sets,
    bound_sets,
    place_sets,
    places,
    rank_sets,
)

TRUTHS = {
    "even": np.arange(20) * 1.5,
    "clusters": np.repeat([0.0, 6, 12, 12.5], 5),
    "all equal": np.zeros(20),
}


def true_places(truth):
    return 1 + (truth[None, :] > truth[:, None]).sum(axis=1)


def holds(sets, truth):
    true = true_places(truth)
    return bool(((sets.low <= true) & (true <= sets.high)).all())


def test_the_bar_for_equal_errors_is_that_of_the_studentized_range():
    sets = rank_sets(np.zeros(12), np.ones(12), seed=1, draws=40_000)
    assert sets.bar == pytest.approx(studentized_range.ppf(0.95, 12, np.inf) / 2**0.5, abs=0.03)


@pytest.mark.parametrize("name", TRUTHS)
def test_all_true_places_and_the_true_top_are_held_together_at_the_level(name):
    truth, rng = TRUTHS[name], np.random.default_rng(1)
    errors = rng.uniform(0.5, 2, 20)
    held, topped = [], []
    for run in range(300):
        value = truth + errors * rng.standard_normal(20)
        sets = rank_sets(value, errors, seed=run, draws=400, top=(1, 5))
        held.append(holds(sets, truth))
        topped += [bool(sets.top[k][true_places(truth) <= k].all()) for k in (1, 5)]
    # Three standard errors of 300 runs at 95% are 3.8 points.
    assert np.mean(held) >= 0.95 - 0.038
    assert np.mean(topped[::2]) >= 0.95 - 0.038
    assert np.mean(topped[1::2]) >= 0.95 - 0.038


def stepping_down(value, draws, level):
    """The same again, plainly: every claim, every draw, every step."""
    n = len(value)
    spread = np.array(
        [[(draws[:, k] - draws[:, j]).std(ddof=1) for k in range(n)] for j in range(n)]
    )
    centred = draws.mean(axis=0) - draws  # what was told less what may be true
    open_ = {(j, k) for j in range(n) for k in range(n) if j != k}
    gone = set()
    while True:
        figures = [(centred[:, k] - centred[:, j]) / spread[j, k] for j, k in sorted(open_)]
        bar = np.sort(np.max(figures, axis=0))[int(np.ceil(level * (len(draws) + 1))) - 1]
        more = {(j, k) for j, k in open_ if (value[k] - value[j]) / spread[j, k] > bar}
        if not more:
            return gone
        gone |= more
        open_ -= more


def test_stepping_down_is_that_of_every_claim_and_draw_worked_out_plainly():
    rng = np.random.default_rng(2)
    shared = rng.standard_normal((300, 1))
    draws = shared + rng.gumbel(size=(300, 9)) * rng.uniform(0.5, 2, 9)  # skewed
    value = np.array([0, 1, 3, 3.2, 6, 7, 11, 12, 30.0])
    gone = stepping_down(value, draws, 0.9)
    sets = rank_sets(value, draws, level=0.9, seed=0)
    ahead = [sum(j == row for j, _ in gone) for row in range(9)]
    behind = [sum(k == row for _, k in gone) for row in range(9)]
    assert sets.low.tolist() == [1 + count for count in ahead]
    assert sets.high.tolist() == [9 - count for count in behind]
    assert 0 < len(gone) < 36


def test_stepping_down_finds_more_than_one_step_and_a_top_set_is_no_wider_than_the_places():
    rng, gained, narrower = np.random.default_rng(3), 0, 0
    for run in range(10):
        value = np.sort(rng.normal(0, 4, 40))
        sets = rank_sets(value, np.ones(40), seed=run, top=(1, 3))
        plain = rank_sets(np.zeros(40), np.ones(40), seed=run)
        assert sets.bar <= plain.bar
        gained += sets.bar < plain.bar
        for k in (1, 3):
            assert not (sets.top[k] & (sets.low > k)).any()
            narrower += sets.top[k].sum() < (sets.low <= k).sum()
    assert gained > 0
    assert narrower > 0


def test_sets_are_shorter_than_bonferronis():
    rng = np.random.default_rng(4)
    ours, theirs = [], []
    for run in range(20):
        errors = rng.uniform(0.5, 1.5, 30)
        value = rng.normal(0, 3, 30)
        ours.append(rank_sets(value, errors, seed=run).widths.mean())
        theirs.append(bonferroni_sets(value, errors).widths.mean())
    assert np.mean(ours) < np.mean(theirs)
    two = bonferroni_sets(np.array([0.0, 1.0]), np.array([0.3, 0.4]))
    assert two.bar == pytest.approx(norm.ppf(0.975))
    assert two.low.tolist() == [2, 1]  # 1 is two standard errors of the difference, .5


def test_values_without_error_have_their_place_alone_and_equal_ones_share_it():
    value = np.array([3.0, 1, 3, 2])
    for sets in (
        rank_sets(value, np.zeros(4), seed=1, top=(1,)),
        bonferroni_sets(value, np.zeros(4), top=(1,)),
        bound_sets(value, np.zeros(4), top=(1,)),
    ):
        assert sets.place.tolist() == sets.low.tolist() == sets.high.tolist() == [1, 4, 1, 3]
        assert sets.top[1].tolist() == [True, False, True, False]
        assert bands(sets) == ((0, 2), (3,), (1,))


def test_one_without_error_stands_beside_others_that_have_one():
    sets = rank_sets(np.array([10.0, 0, 0.5, 0]), np.array([0.0, 1, 1, 0]), seed=1)
    assert sets.low.tolist() == [1, 2, 2, 2]
    assert sets.high.tolist() == [1, 4, 4, 4]


def test_errors_that_all_share_leave_no_doubt():
    shared = np.random.default_rng(5).standard_normal((200, 1)) * np.ones(4)
    sets = rank_sets(np.array([1.0, 4, 2, 3]), shared, seed=1)
    assert sets.low.tolist() == sets.high.tolist() == [4, 1, 3, 2]


def test_the_order_of_rows_and_the_day_change_nothing():
    rng = np.random.default_rng(6)
    value, errors = rng.normal(0, 3, 25).round(1), rng.uniform(0.5, 1.5, 25).round(1)
    sets, order = rank_sets(value, errors, seed=9, top=(3,)), rng.permutation(25)
    again = rank_sets(value[order], errors[order], seed=9, top=(3,))
    for name in ("place", "low", "high", "band"):
        assert np.array_equal(getattr(again, name), getattr(sets, name)[order])
    assert np.array_equal(again.top[3], sets.top[3][order])


def test_the_bound_for_long_lists_is_never_shorter_than_pairs_for_errors_of_one_size():
    rng = np.random.default_rng(7)
    for run in range(10):
        value = rng.normal(0, 4, 60)
        pairs = rank_sets(value, np.ones(60), seed=run, draws=4000, top=(5,))
        bound = bound_sets(value, np.ones(60), top=(5,))
        assert (bound.low <= pairs.low).all()
        assert (bound.high >= pairs.high).all()
        assert (bound.top[5] >= pairs.top[5]).all()


def test_the_bound_holds_all_true_places_and_its_intervals_are_sidaks():
    rng = np.random.default_rng(8)
    truth = np.repeat(rng.normal(0, 3, 100), 4)
    errors = rng.uniform(0.2, 2, 400)
    held = [holds(bound_sets(truth + errors * rng.standard_normal(400), errors), truth)
            for _ in range(200)]  # fmt: skip
    assert np.mean(held) >= 0.95
    bar = bound_sets(truth, errors).bar
    assert (2 * norm.cdf(bar) - 1) ** 400 == pytest.approx(0.95, abs=1e-9)


def test_the_bound_by_draws_has_the_bar_of_their_largest_error_whatever_their_shape():
    rng = np.random.default_rng(10)
    draws = rng.standard_exponential((999, 400)) * rng.uniform(0.5, 2, 400)
    sets = bound_sets(np.zeros(400), draws, level=0.9)
    largest = np.abs((draws - draws.mean(axis=0)) / draws.std(axis=0, ddof=1)).max(axis=1)
    assert sets.bar == np.sort(largest)[899]  # 900 of 1,000 with one more draw
    shared = rng.standard_normal((999, 1)) * np.ones(400)
    assert bound_sets(np.zeros(400), shared).bar == pytest.approx(1.96, abs=0.15)


def test_the_bound_counts_intervals_that_do_not_overlap():
    rng = np.random.default_rng(9)
    value, errors = rng.normal(0, 4, 30), rng.uniform(0.1, 1, 30)
    sets = bound_sets(value, errors)
    least, most = value - sets.bar * errors, value + sets.bar * errors
    assert sets.low.tolist() == [1 + sum(least > most[row]) for row in range(30)]
    assert sets.high.tolist() == [30 - sum(most <= least[row]) for row in range(30)]


def test_who_is_surely_behind_the_first_of_a_band_opens_the_next():
    value = np.array([10.0, 9.5, 9, 5, 4.9, 0])
    for sets in (rank_sets(value, np.full(6, 0.5), seed=1), bound_sets(value, np.full(6, 0.5))):
        assert bands(sets) == ((0, 1, 2), (3, 4), (5,))


def test_long_lists_are_told_by_the_bound_and_say_so():
    long, short = (place_sets(np.zeros(n), np.ones(n), seed=1) for n in (MOST + 1, 5))
    assert (long.method, short.method) == ("bound", "pairs")
    assert long.high.tolist() == [MOST + 1] * (MOST + 1)


def test_places_are_those_of_scipy_and_none_and_one_have_theirs():
    value = np.random.default_rng(1).integers(0, 6, (4, 3, 12)).astype(float)
    assert np.array_equal(places(value), rankdata(-value, method="min", axis=-1))
    assert bands(rank_sets(np.zeros(0), np.zeros(0), seed=1, top=(1,))) == ()
    assert rank_sets(np.ones(1), np.ones(1), seed=1, top=(1,)).top[1].tolist() == [True]


@pytest.mark.parametrize(
    ("value", "errors"),
    [([1.0, np.nan], [1.0, 1]), ([1.0, 2], [1.0, -1]), ([1.0, 2], [1.0]), ([1.0], [[1.0]])],
)
def test_what_cannot_be_ranked_is_refused(value, errors):
    with pytest.raises(ValueError, match="error"):
        rank_sets(np.array(value), np.array(errors), seed=1)
