"""The award's claims hold in the small, and every figure that `make results` tells has words."""

import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks import award_ranks, award_weights
from benchmarks.lines import Line
from serving.i18n import Words
from serving.pages.results_page import Telling


@pytest.mark.parametrize("name", award_ranks.WORLDS)
def test_places_and_tops_are_held_and_sets_are_shorter_than_bonferronis(name):
    found = award_ranks.held(name, 20, 60, 0)
    # At 95%, fewer than 51 of 60 runs hold once in a thousand times.
    assert found.held.sum() >= 51
    assert (found.top_held.sum(axis=0) >= 51).all()
    assert found.bound_held.sum() >= 51
    pairs, _, plain = found.widths.mean(axis=0)
    assert pairs > 1
    assert pairs < plain or name == "skewed"  # Bonferroni's takes errors for normal


@pytest.mark.parametrize("name", award_weights.SPACES)
def test_shares_of_weights_are_those_of_other_draws(name):
    apart, error, admitted = award_weights.shares_apart(name, 60_000, 2, 50_000)
    assert admitted == 60_000
    assert 0 < error < 0.4
    assert apart < 1.6  # four standard errors of both, at one half, are no more


def test_the_index_and_its_places_are_scikit_criterias():
    for aggregation in ("arithmetic", "geometric"):
        apart, moved = award_weights.index_apart(aggregation)
        assert apart <= award_weights.MOST_APART
        assert moved == 0


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_every_line_has_its_words(lang):
    found = award_ranks.held("even", 20, 2, 0)
    lines = [
        line
        for world, n in product(award_ranks.WORLDS, award_ranks.SIZES)
        for line in award_ranks.told(f"award_{world}_{n}", [found])
    ]
    beside = {"award_sampling": 0.1, "award_admitted": 1}
    lines += [
        Line(figure="award_shares_apart", of=f"award_{name}", value=0.1, beside=beside)
        for name in award_weights.SPACES
    ]
    lines += [
        Line(figure=f"award_{what}_apart", of=f"award_{how}", value=0.1)
        for what, how in product(("index", "places"), ("arithmetic", "geometric"))
    ]
    content = {"commit": "c", "notes": [], "lines": [line.content() for line in lines]}
    parts = [{"name": name, **content} for name in ("award_ranks", "award_weights")]
    for section in Telling(Words(lang)).sections({"parts": parts}):
        assert section.title
        assert section.about
        assert np.all([row.figure for row in section.rows])
