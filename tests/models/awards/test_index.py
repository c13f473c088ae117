"""The index agrees with scikit-criteria, closes gaps by its rule and hangs on no other row."""

import numpy as np
import pytest
from skcriteria import mkdm
from skcriteria.agg.simple import WeightedProductModel, WeightedSumModel
from skcriteria.preprocessing.scalers import MinMaxScaler

from models.awards.index import (
    AGGREGATIONS,
    FLOOR,
    composite,
    composites,
    known_share,
)
from models.awards.normalisation import normalised, scales_of

NAN = np.nan
WEIGHTS = np.array([0.4, 0.3, 0.2, 0.1])


def drawn(n=40, m=4, seed=1, gaps=0.0):
    rng = np.random.default_rng(seed)
    values = rng.random((n, m))
    return np.where(rng.random((n, m)) < gaps, NAN, values)


def theirs(matrix, model):
    told = model.evaluate(mkdm(matrix, [max] * matrix.shape[1], weights=WEIGHTS))
    return told.e_.score, told.rank_


def places(points):
    return 1 + (points[None, :] > points[:, None]).sum(axis=1)


def test_the_arithmetic_index_and_its_places_are_those_of_scikit_criteria():
    raw = np.random.default_rng(3).gamma(2.0, 5.0, (50, 4))
    scaled = MinMaxScaler("matrix").transform(mkdm(raw, [max] * 4)).matrix.to_numpy()
    score, rank = theirs(scaled, WeightedSumModel())
    ours = normalised(raw, scales_of(raw, method="min_max", directions=[1] * 4))
    points = composite(ours, WEIGHTS, aggregation="arithmetic", gaps="reweight")
    assert points == pytest.approx(100 * score, abs=1e-9)
    assert np.array_equal(places(points), rank)


def test_the_geometric_index_and_its_places_are_those_of_scikit_criteria():
    values = drawn(50)
    score, rank = theirs(FLOOR + (1 - FLOOR) * values, WeightedProductModel())
    points = composite(values, WEIGHTS, aggregation="geometric", gaps="reweight")
    assert points == pytest.approx(100 * 10**score, abs=1e-9)  # theirs is the logarithm, base 10
    assert np.array_equal(places(points), rank)


@pytest.mark.parametrize("gaps", [0.0, 0.3])
def test_copelands_score_is_that_of_every_pair_by_hand(gaps):
    values = drawn(15, gaps=gaps, seed=4).round(1)  # rounded, so that some are equal
    expected = []
    for one in range(15):
        score = 0
        for other in range(15):
            lead = 0.0
            for place, weight in enumerate([4, 3, 2, 1]):
                mine, its = values[one, place], values[other, place]
                lead += weight * (int(mine > its) - int(mine < its))
            score += (lead > 0) - (lead < 0)
        expected.append(50 + 50 * score / 14)
    points = composite(values, WEIGHTS, aggregation="copeland", gaps="reweight")
    assert points == pytest.approx(expected, abs=1e-9)


def test_an_even_majority_is_a_draw_whatever_rounding_says():
    values = np.array([[1.0, 0, 0, 0], [0.0, 1, 1, 1]])
    points = composite(values, np.array([0.3, 0.1, 0.1, 0.1]), aggregation="copeland", gaps="worst")
    assert points.tolist() == [50.0, 50.0]


def test_gaps_are_closed_by_the_stated_rule():
    values = np.array([[0.2, NAN], [0.4, 0.6], [0.9, 0.8]])
    weights = np.array([1.0, 3.0])
    told = {
        rule: composite(values, weights, aggregation="arithmetic", gaps=rule)[0]
        for rule in ("reweight", "median", "worst")
    }
    # What is known alone; the median of .6 and .8 for the gap; 0 for it.
    assert told == pytest.approx({"reweight": 20, "median": (20 + 3 * 70) / 4, "worst": 5})
    stated = composite(
        values, weights, aggregation="arithmetic", gaps="median", medians=np.array([0.5, 0.1])
    )
    assert stated[0] == pytest.approx((20 + 3 * 10) / 4)


@pytest.mark.parametrize("aggregation", AGGREGATIONS)
def test_of_whom_nothing_that_weighs_is_known_there_is_no_index(aggregation):
    values = np.array([[NAN, 0.5], [0.4, 0.6], [0.9, 0.8]])
    points = composite(values, np.array([1.0, 0.0]), aggregation=aggregation, gaps="reweight")
    assert np.isnan(points[0])
    assert points[2] > points[1]
    assert known_share(values, np.array([3.0, 1.0])) == pytest.approx([0.25, 1, 1])


@pytest.mark.parametrize("gaps", ["reweight", "median", "worst"])
@pytest.mark.parametrize("aggregation", AGGREGATIONS)
def test_draws_and_sets_of_weights_give_what_each_gives_alone(aggregation, gaps):
    draws = np.stack([drawn(12, seed=seed, gaps=0.2) for seed in range(5)])
    rule = {"aggregation": aggregation, "gaps": gaps}
    got = composite(draws, WEIGHTS, **rule)
    alone = [composite(one, WEIGHTS, **rule) for one in draws]
    assert got == pytest.approx(np.array(alone), abs=1e-8, nan_ok=True)
    weights = np.random.default_rng(2).dirichlet(np.ones(4), 6)
    many = composites(draws[0], weights, **rule)
    assert many == pytest.approx(
        np.array([composite(draws[0], one, **rule) for one in weights]), abs=1e-9, nan_ok=True
    )


@pytest.mark.parametrize("aggregation", AGGREGATIONS)
def test_the_order_of_rows_moves_no_bit(aggregation):
    values, order = drawn(30, gaps=0.2), np.random.default_rng(1).permutation(30)
    rule = {"aggregation": aggregation, "gaps": "reweight"}
    points = composite(values, WEIGHTS, **rule)
    assert np.array_equal(composite(values[order], WEIGHTS, **rule), points[order])


@pytest.mark.parametrize(
    ("n", "weights", "rule"),
    [(3, [1.0, -1], {"aggregation": "arithmetic", "gaps": "worst"}),
     (3, [0.0, 0], {"aggregation": "arithmetic", "gaps": "worst"}),
     (3, [1.0], {"aggregation": "arithmetic", "gaps": "worst"}),
     (3, [1.0, 1], {"aggregation": "borda", "gaps": "worst"}),
     (3, [1.0, 1], {"aggregation": "arithmetic", "gaps": "mean"}),
     (10_001, [1.0, 1], {"aggregation": "copeland", "gaps": "worst"})],
)  # fmt: skip
def test_an_index_that_is_none_is_refused(n, weights, rule):
    with pytest.raises(ValueError, match=r"weigh|no index|Copeland"):
        composite(np.full((n, 2), 0.5), np.array(weights), **rule)


def test_copeland_over_draws_is_refused_above_its_number():
    with pytest.raises(ValueError, match="300"):
        composite(np.zeros((2, 301, 1)), np.ones(1), aggregation="copeland", gaps="worst")
