"""Lists tell every tie order and every fate of the lost rows, and how sure that is."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from models.validation.lists import lists
from models.validation.rows import Rows


def some_rows(y, margin, known=None, coop_ids=None):
    size = len(y)
    return Rows(
        y=np.array(y),
        known=np.ones(size, dtype=bool) if known is None else np.array(known),
        coop_ids=np.array(coop_ids or [f"c{n}" for n in range(size)], dtype=object),
        fold=np.ones(size, dtype=int),
        margin=np.array(margin, dtype=float),
        probability=np.full(size, np.nan),
    )


def test_a_list_without_ties_or_losses_is_counted(held, settings):
    rows = held.rows["booster"].of_known
    known = rows.take(np.unique(rows.margin, return_index=True)[1])  # no two margins alike
    for found in lists(known, settings):
        top = known.y[np.argsort(-known.margin)[: found["k"]]].sum()
        assert found["k"] == max(1, round(found["share"] * len(known)))
        for order in ("worst", "expected", "best"):
            one = found["precision"][order]
            assert one["least"] == one["most"] == pytest.approx(top / found["k"])
            assert found["recall"][order]["least"] == pytest.approx(top / known.y.sum())
            lift = top / found["k"] / known.y.mean()
            assert found["lift"][order]["most"] == pytest.approx(lift)


def test_lost_rows_span_all_that_they_may_be(settings):
    # Two of five places: the riskiest is lost, so is one below; one event is seen above the cut.
    y, known = [0, 1, 0, 1, 0], [False, True, False, True, True]
    rows = some_rows(y, [5, 4, 3, 2, 1], known)
    found = lists(rows, replace(settings, shares=(0.4,)))[0]
    fates = []
    for first, third in product((0, 1), repeat=2):
        outcome = [first, 1, third, 1, 0]
        fates.append(sum(outcome[:2]) / sum(outcome))
    assert found["recall"]["expected"]["least"] == pytest.approx(min(fates))
    assert found["recall"]["expected"]["most"] == pytest.approx(max(fates))
    assert found["precision"]["expected"]["least"] == 1 / 2
    assert found["precision"]["expected"]["most"] == 1.0


def test_ties_at_the_cut_are_told_apart(settings):
    rows = some_rows([1, 0, 0, 1], [2, 1, 1, 1])
    found = lists(rows, replace(settings, shares=(0.5,)))[0]
    assert (found["k"], found["tied"], found["admitted"]) == (2, 3, 1)
    values = [found["precision"][order]["least"] for order in ("worst", "expected", "best")]
    assert values == pytest.approx([1 / 2, (1 + 1 / 3) / 2, 1.0])


def test_the_interval_holds_the_span_and_is_the_same_twice(held, settings):
    rows = held.rows["booster"]
    found = lists(rows, settings)
    assert found == lists(rows, settings)
    for one in found:
        span = one["precision"]["expected"]
        assert one["draws"] == settings.list_draws
        assert span["low"] <= span["least"] <= span["most"] <= span["high"]
