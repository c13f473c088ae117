"""Sobol shares are those of draws counted group by group, and the same every time."""

import numpy as np
import pytest

from models.awards.assumptions import (
    Choices,
    Indicators,
    assumed_places,
    assumed_points,
    draw_assumptions,
)
from models.awards.sobol import sensitivity

STATED = np.array([0.5, 0.3, 0.2])
RULE = ("min_max", "arithmetic", "reweight", 0.0)
CHOICES = Choices(
    share=0.3, methods=("min_max", "percentile"), aggregations=("arithmetic", "geometric"),
    gaps=("reweight", "worst"), winsorise=(0.0, 0.1),
)  # fmt: skip


def drawn(n=25):
    rng = np.random.default_rng(1)
    values = rng.gamma(1.0, 1.0, (n, 3))
    values[rng.random((n, 3)) < 0.1] = np.nan
    everyone = np.ones(n, np.bool_)
    return Indicators(values=values, judged=everyone, peers=everyone, directions=(1, 1, 1),
                      targets=(None, None, None))  # fmt: skip


def test_first_order_shares_are_the_spread_of_group_means_of_other_draws():
    told = sensitivity(drawn(), STATED, RULE, CHOICES, seed=4, base=512)
    alone = Choices(share=0.0, methods=("min_max",), aggregations=("arithmetic",),
                    gaps=("reweight",), winsorise=(0.0,))  # fmt: skip
    stands = assumed_places(
        assumed_points(drawn(), draw_assumptions(STATED, alone, seed=1, draws=1))
    )
    others = draw_assumptions(STATED, CHOICES, seed=9, draws=8000)
    shift = np.abs(assumed_places(assumed_points(drawn(), others)) - stands).mean(axis=1)
    first = {one.group: one.first for one in told.shift}
    for at, group in enumerate(("normalisation", "aggregation", "gaps", "outliers")):
        means = [shift[others.rules[:, at] == value].mean() for value in (0, 1)]
        assert first[group] == pytest.approx(np.var(means) / shift.var(), abs=0.06)
    assert told.mean_shift == pytest.approx(shift.mean(), abs=0.05)
    assert next(iter(first)) == "weights"


def test_total_shares_hold_the_first_order_ones_and_all_first_ones_are_no_more_than_one():
    told = sensitivity(drawn(), STATED, RULE, CHOICES, seed=4)
    assert sum(one.first for one in told.shift) < 1.1
    assert sum(one.total for one in told.shift) > 0.9
    for one in (*told.shift, *told.winner):
        assert one.total >= one.first - one.first_half - one.total_half
    assert 0 <= told.winner_stays <= 1
    assert told.runs == 256 * 7


def test_the_same_seed_gives_the_same_shares():
    first, again = (sensitivity(drawn(), STATED, RULE, CHOICES, seed=5, base=64) for _ in range(2))
    assert first == again


def test_what_has_one_value_is_left_out_and_one_group_alone_moves_all():
    one = Choices(share=0.3, methods=("min_max",), aggregations=("arithmetic",),
                  gaps=("reweight",), winsorise=(0.0,))  # fmt: skip
    told = sensitivity(drawn(), STATED, RULE, one, seed=1, base=64)
    assert [(share.group, share.first, share.total) for share in told.shift] == [
        ("weights", 1.0, 1.0)
    ]


def test_assumptions_that_move_nothing_have_no_shares():
    values = np.outer(np.arange(8.0), np.ones(3))  # one is better in all, and so on
    everyone = np.ones(8, np.bool_)
    clear = Indicators(values=values, judged=everyone, peers=everyone, directions=(1, 1, 1),
                       targets=(None, None, None))  # fmt: skip
    told = sensitivity(clear, STATED, RULE, CHOICES, seed=1, base=16)
    assert (told.shift, told.winner) == ((), ())
    assert (told.mean_shift, told.winner_stays) == (0.0, 1.0)


def test_nothing_varied_and_a_base_that_is_no_power_of_two_are_refused():
    fixed = Choices(share=0.0, methods=("min_max",), aggregations=("arithmetic",),
                    gaps=("reweight",), winsorise=(0.0,))  # fmt: skip
    for choices, base in ((fixed, 16), (CHOICES, 100)):
        with pytest.raises(ValueError, match="power of two"):
            sensitivity(drawn(), STATED, RULE, choices, seed=1, base=base)
