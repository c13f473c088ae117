"""Data error is drawn from what was seen: corrections, counts and gaps."""

import numpy as np
import pytest
from scipy.stats import binom

from models.awards.data_error import Measured, revisions
from models.awards.normalisation import scales_of


def measured(values, counts=None, changes=None, peers=None):
    values = np.asarray(values, dtype=np.float64)
    scales = scales_of(values, method="min_max", directions=[1] * values.shape[1])
    first = np.zeros((1, values.shape[1])) if changes is None else np.zeros_like(changes)
    later = first if changes is None else changes
    return Measured(
        values=values,
        counts=np.full(values.shape, np.nan) if counts is None else counts,
        scales=scales,
        revised=revisions(first, later),
        peers=values if peers is None else peers,
    )


def test_without_corrections_counts_and_gaps_nothing_is_drawn():
    one = measured([[0.0], [1.0], [4.0]])
    drawn = one.draws(np.arange(3), 50, np.random.default_rng(1))
    assert (drawn == np.array([[0.0], [0.25], [1.0]])).all()


def test_changes_of_one_cooperative_are_drawn_together_and_kept_on_the_scale():
    changes = np.array([[0.0, 0.0], [0.1, -0.1]])
    one = measured([[0.0, 0.0], [2.0, 2.0], [4.0, 4.0]], changes=changes)
    drawn = one.draws(np.array([1]), 400, np.random.default_rng(1))[:, 0]
    assert {tuple(row) for row in np.round(drawn, 9).tolist()} == {(0.5, 0.5), (0.6, 0.4)}
    ends = one.draws(np.array([0, 2]), 400, np.random.default_rng(1))
    assert ends.min() == 0
    assert ends.max() == 1


def test_a_share_of_few_is_drawn_from_the_binomial_about_its_jeffreys_mean():
    counts = np.array([[4.0], [1000.0], [np.nan]])
    one = measured([[1.0], [0.5], [0.0]], counts=counts)
    drawn = one.draws(np.arange(3), 20_000, np.random.default_rng(1))[..., 0]
    # Four of four: about 4.5 of 5, and never certain.
    for made in range(5):
        seen = (np.round(drawn[:, 0] * 4) == made).mean()
        assert seen == pytest.approx(binom.pmf(made, 4, 0.9), abs=0.012)
    assert drawn[:, 1].std() == pytest.approx(np.sqrt(0.25 / 1000), rel=0.05)
    assert (drawn[:, 2] == 0).all()


def test_a_gap_is_drawn_from_what_is_known_of_the_peers():
    peers = np.array([[0.2], [0.8], [np.nan]])
    one = measured([[0.0], [np.nan], [1.0]], peers=peers)
    drawn = one.draws(np.array([1]), 200, np.random.default_rng(1)).ravel()
    assert set(drawn.tolist()) == {0.2, 0.8}
    unknown = measured([[0.0], [np.nan], [1.0]], peers=np.full((2, 1), np.nan))
    assert np.isnan(unknown.draws(np.array([1]), 5, np.random.default_rng(1))).all()


def test_revisions_tell_how_many_were_compared_and_by_how_much_they_changed():
    first = np.array([[0.5, 0.1], [0.5, np.nan], [0.2, 0.3]])
    later = np.array([[0.6, 0.1], [0.5, 0.9], [np.nan, 0.3]])
    found = revisions(first, later)
    assert found.compared.tolist() == [2, 2]
    assert found.revised.tolist() == [0.5, 0.0]
    assert found.spread == pytest.approx([np.sqrt(0.01 / 2), 0.0])
    nothing = revisions(np.full((2, 1), np.nan), np.full((2, 1), np.nan))
    assert np.isnan(nothing.revised[0])
    assert nothing.spread.tolist() == [0.0]
