"""The Venn-Abers witness agrees with the package of that name."""

import numpy as np
import pytest

from models.rating.venn import venn_abers

with np.errstate():  # the package turns numpy's warnings off for good when it is imported
    from venn_abers import VennAbers


def drawn(rows, seed=5):
    draw = np.random.default_rng(seed)
    margin = draw.normal(-2, 1, rows)
    return margin, (draw.random(rows) < 1 / (1 + np.exp(-margin))).astype(int)


def test_both_probabilities_are_those_of_the_package():
    margin, y = drawn(300)
    asked = np.linspace(-4, 1, 23)
    ours = venn_abers(margin, y, asked)
    chance = 1 / (1 + np.exp(-margin))
    package = VennAbers()
    with np.errstate(divide="ignore", invalid="ignore"):
        package.fit(np.column_stack([1 - chance, chance]), y)
        told = 1 / (1 + np.exp(-asked))
        _, pairs = package.predict_proba(np.column_stack([1 - told, told]))
    assert np.column_stack([ours.low, ours.high]) == pytest.approx(np.array(pairs), abs=1e-9)


def test_more_outcomes_bring_the_two_together():
    asked = np.linspace(-3, 0, 9)
    few, many = (venn_abers(*drawn(rows), asked).width.mean() for rows in (200, 2_000))
    assert 0 < many < few < 1
