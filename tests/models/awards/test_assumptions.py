"""Other assumptions are drawn, kept and hashed, and each can be worked out again by hand."""

import json

import numpy as np
import pytest

from models.awards.assumptions import (
    Choices,
    Indicators,
    assumed_points,
    assumption_places,
    draw_assumptions,
    without_copeland,
)
from models.awards.index import composite
from models.awards.normalisation import normalised, scales_of
from models.awards.ranks import places

STATED = np.array([0.5, 0.3, 0.2, 0.0])
CHOICES = Choices(
    share=0.5,
    methods=("percentile", "min_max", "z_score"),
    aggregations=("arithmetic", "geometric", "copeland"),
    gaps=("reweight", "median", "worst"),
    winsorise=(0.0, 0.025),
)


def drawn(n=20, seed=1):
    rng = np.random.default_rng(seed)
    values = rng.gamma(2.0, 1.0, (n, 4))
    values[rng.random((n, 4)) < 0.1] = np.nan
    return Indicators(
        values=values, judged=np.arange(n) < 14, peers=np.arange(n) > 1,
        directions=(1, -1, 1, 1), targets=(None, None, 2.0, None),
    )  # fmt: skip


def test_each_draw_is_the_index_by_its_own_rule_and_weights():
    indicators, assumed = drawn(), draw_assumptions(STATED, CHOICES, seed=3, draws=60)
    points = assumed_points(indicators, assumed)
    for row in range(60):
        method, aggregation, gaps, share = (
            of[at] for of, at in zip(CHOICES.lists, assumed.rules[row], strict=True)
        )
        scales = scales_of(
            indicators.values, indicators.peers, method=method, winsorise=share,
            directions=indicators.directions, targets=indicators.targets,
        )  # fmt: skip
        laid = normalised(indicators.values, scales)
        expected = composite(
            laid[indicators.judged], assumed.weights[row], aggregation=aggregation, gaps=gaps,
            medians=np.nanmedian(laid[indicators.peers], axis=0),
        )  # fmt: skip
        assert points[row] == pytest.approx(expected, abs=1e-9)
    told = assumption_places(indicators, assumed, top=(3,), spread=0.8)
    ranked = np.array([places(row) for row in points])
    assert told.first == pytest.approx((ranked == 1).mean(axis=0))
    assert told.top[3] == pytest.approx((ranked <= 3).mean(axis=0))


def test_weights_move_by_no_more_than_the_share_before_they_add_up_and_none_stays_none():
    assumed = draw_assumptions(STATED, CHOICES, seed=1, draws=2000)
    assert assumed.weights.sum(axis=1) == pytest.approx(np.ones(2000))
    assert (assumed.weights[:, 3] == 0).all()
    ratio = assumed.weights[:, 0] / assumed.weights[:, 1]
    assert ((ratio >= 5 / 3 / 3) & (ratio <= 5 / 3 * 3)).all()  # .5 to 1.5 over .5 to 1.5
    for at, of in enumerate(CHOICES.lists):
        counts = np.bincount(assumed.rules[:, at]) / 2000
        assert counts == pytest.approx(np.full(len(of), 1 / len(of)), abs=0.04)


def test_the_same_seed_gives_the_same_hash_and_json_holds_every_digit():
    first, again = (draw_assumptions(STATED, CHOICES, seed=7, draws=50) for _ in range(2))
    assert first.hash == again.hash
    assert first.hash != draw_assumptions(STATED, CHOICES, seed=8, draws=50).hash
    held = json.loads(json.dumps(first.content()))
    assert np.array_equal(held["weights"], first.weights)
    assert held["choices"]["methods"] == list(CHOICES.methods)


def test_nothing_varied_leaves_each_place_where_it_is():
    one = Choices(share=0.0, methods=("min_max",), aggregations=("arithmetic",),
                  gaps=("median",), winsorise=(0.0,))  # fmt: skip
    told = assumption_places(drawn(), draw_assumptions(STATED, one, seed=1, draws=5))
    assert np.array_equal(told.low, told.high)


def test_who_has_no_index_stands_last():
    indicators = drawn()
    indicators.values[5] = np.nan
    one = Choices(share=0.5, methods=("min_max",), aggregations=("arithmetic",),
                  gaps=("reweight",), winsorise=(0.0,))  # fmt: skip
    told = assumption_places(indicators, draw_assumptions(STATED, one, seed=1, draws=20))
    assert (told.low[5], told.high[5]) == (14, 14)


def test_copeland_is_left_out_of_lists_that_are_too_long_for_it():
    assert without_copeland(CHOICES).aggregations == ("arithmetic", "geometric")
    with pytest.raises(ValueError, match="each choice has a value"):
        without_copeland(Choices(share=0.1, methods=("min_max",), aggregations=("copeland",),
                                 gaps=("worst",), winsorise=(0.0,)))  # fmt: skip
