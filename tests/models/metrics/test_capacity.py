"""What a list finds is what trying every tie order and every unknown outcome finds."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom
from sklearn.metrics import precision_score, recall_score

from models import metrics

# (outcome, or None where unknown; score), with one event known at least.
ROWS = st.lists(
    st.tuples(st.sampled_from([0, 1, None]), st.integers(0, 2)), min_size=1, max_size=7
).filter(lambda rows: any(y == 1 for y, _ in rows))
FIGURES = ("precision", "recall", "lift")


def tried(rows, k):
    """Every figure by tie order and end, over all assignments and all ways to fill the list."""
    scores = [score for _, score in rows]
    at = sorted(scores, reverse=True)[k - 1]
    above = [i for i, score in enumerate(scores) if score > at]
    tied = [i for i, score in enumerate(scores) if score == at]
    seen = {figure: [] for figure in FIGURES}
    for y in product(*[(0, 1) if y is None else (y,) for y, _ in rows]):
        hits = [sum(y[i] for i in (*above, *more)) for more in combinations(tied, k - len(above))]
        for figure, per in zip(FIGURES, (k, sum(y), k * sum(y) / len(y)), strict=True):
            seen[figure].append([min(hits) / per, np.mean(hits) / per, max(hits) / per])
    return {
        figure: {
            order: (
                min(found[i] for found in seen[figure]),
                max(found[i] for found in seen[figure]),
            )
            for i, order in enumerate(("worst", "expected", "best"))
        }
        for figure in FIGURES
    }


def asked(rows, k):
    y, score = zip(*rows, strict=True)
    known = np.array([each is not None for each in y])
    return metrics.at_top([each or 0 for each in y], score, k, known=known)


@given(rows=ROWS, data=st.data())
def test_every_figure_is_what_trying_everything_finds(rows, data):
    k = data.draw(st.integers(1, len(rows)))
    found, truth = asked(rows, k), tried(rows, k)
    for figure in FIGURES:
        for order in ("worst", "expected", "best"):
            bounds = getattr(getattr(found, figure), order)
            assert (bounds.low, bounds.high) == pytest.approx(truth[figure][order])


def test_the_tie_order_is_worked_out_in_the_open():
    # score 3 3 2 2 2 1 and four rows enter: two of the three at 2.
    # event 1 0 1 0 0 1: one above, one of three at the cut.
    found = metrics.at_top([1, 0, 1, 0, 0, 1], [3, 3, 2, 2, 2, 1], 4)
    assert (found.tied, found.admitted) == (3, 2)
    assert found.precision.worst.low == 1 / 4
    assert found.precision.expected.low == pytest.approx((1 + 2 / 3) / 4)
    assert found.precision.best.low == 2 / 4
    assert found.recall.best.low == pytest.approx(2 / 3)
    assert found.lift.best.low == pytest.approx((2 / 4) / (3 / 6))


def test_the_expected_order_is_the_mean_of_the_hypergeometric(sample):
    found = metrics.at_top(sample.y, sample.score, 100)
    at = np.sort(sample.score)[-100]
    tied = sample.y[sample.score == at]
    mean = hypergeom(len(tied), tied.sum(), found.admitted).mean()
    hits = sample.y[sample.score > at].sum() + mean
    assert found.precision.expected.low == pytest.approx(hits / 100)
    assert found.precision.worst.low < hits / 100 < found.precision.best.high


def test_without_ties_the_list_is_scikit_learns(sample):
    y, score = sample.y, sample.untied
    listed = score >= np.sort(score)[-90]
    found = metrics.at_share(y, score, 0.1)
    assert found.k == listed.sum() == 90
    for order in ("worst", "expected", "best"):
        assert getattr(found.precision, order).low == pytest.approx(precision_score(y, listed))
        assert getattr(found.recall, order).high == pytest.approx(recall_score(y, listed))
        assert getattr(found.lift, order).low == pytest.approx(
            precision_score(y, listed) / y.mean()
        )


def test_the_bounds_hold_the_truth_that_was_hidden(sample):
    hidden = np.random.default_rng(2).random(900) < 0.1
    masked = metrics.at_share(np.where(hidden, -1, sample.y), sample.score, 0.1, known=~hidden)
    truth = metrics.at_share(sample.y, sample.score, 0.1)
    for figure in FIGURES:
        for order in ("worst", "expected", "best"):
            bounds = getattr(getattr(masked, figure), order)
            exact = getattr(getattr(truth, figure), order)
            assert exact.low == exact.high
            assert bounds.low < exact.low < bounds.high


def test_the_whole_list_finds_all():
    found = metrics.at_share([1, 0, 1, 0], [1, 2, 3, 4], 1)
    for order in ("worst", "expected", "best"):
        assert getattr(found.recall, order).low == 1
        assert getattr(found.lift, order).low == 1


def test_the_metric_of_a_share_is_the_expected_order(sample):
    for share in (0.01, 0.1, 0.333, 1):
        found = metrics.at_share(sample.y, sample.score, share)
        for figure in FIGURES:
            alone = metrics.AtShare(figure, share)(sample.y, sample.score)
            assert alone == pytest.approx(getattr(found, figure).expected.low)


def test_a_share_is_rounded_halves_up_and_one_row_at_least():
    assert metrics.top_rows(900, 0.1) == 90
    assert metrics.top_rows(25, 0.1) == 3
    assert metrics.top_rows(24, 0.1) == 2
    assert metrics.top_rows(5, 0.01) == 1


@pytest.mark.parametrize("k", [0, 3])
def test_a_list_of_no_rows_or_more_than_there_are_is_refused(k):
    with pytest.raises(ValueError, match="no more than there are"):
        metrics.at_top([0, 1], [0.1, 0.2], k)


@pytest.mark.parametrize("share", [0, 1.01, -0.1])
def test_a_share_of_nothing_or_more_than_all_is_refused(share):
    with pytest.raises(ValueError, match="above 0"):
        metrics.at_share([0, 1], [0.1, 0.2], share)
    with pytest.raises(ValueError, match="above 0"):
        metrics.AtShare("lift", share)


def test_without_an_event_there_is_nothing_to_find():
    with pytest.raises(ValueError, match="event"):
        metrics.at_top([0, 1], [0.1, 0.2], 1, known=np.array([True, False]))
    with pytest.raises(ValueError, match="event"):
        metrics.AtShare("recall", 0.5)([0, 0], [0.1, 0.2])


def test_a_figure_that_a_list_does_not_have_is_refused():
    with pytest.raises(ValueError, match="precision, recall, lift"):
        metrics.AtShare("accuracy", 0.5)
