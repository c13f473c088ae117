"""The table says of each metric what the metric does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.metrics import METRICS, Better, Reads, capacity_measures

ALL = {**METRICS, **capacity_measures(0.1)}
ROWS = st.lists(st.tuples(st.integers(0, 1), st.integers(1, 99)), min_size=2, max_size=30).filter(
    lambda rows: 0 < sum(y for y, _ in rows) < len(rows)
)


def measured(function, y, score):
    try:
        return function(y, score)
    except ValueError:
        return None


@pytest.mark.parametrize("name", ALL)
@given(rows=ROWS)
def test_no_figure_leaves_its_range(name, rows):
    y, percent = np.array(rows).T
    value = measured(ALL[name].function, y, percent / 100)
    assert value is None or ALL[name].low - 1e-12 <= value <= ALL[name].high + 1e-12


@pytest.mark.parametrize("name", ALL)
def test_what_reads_scores_reads_their_order_and_what_reads_probabilities_does_not(name, sample):
    measure = ALL[name]
    plain = measure.function(sample.y, sample.smooth)
    bent = measure.function(sample.y, sample.smooth**2)
    ordered = plain == pytest.approx(bent)
    assert ordered == (measure.reads == Reads.SCORE or measure.better == Better.NEITHER) or (
        name == "brier_discrimination"  # isotonic regression undoes the bend
    )


@pytest.mark.parametrize("name", ALL)
def test_a_score_that_knows_more_is_better_where_something_is(name, sample):
    measure = ALL[name]
    # The truth in reach: one row in ten is wrong, and is told so.
    wrong = np.arange(900) % 10 == 0
    right = np.where(wrong, 1 - sample.y, sample.y) * 0.8 + 0.1
    good, poor = (measure.function(sample.y, p) for p in (right, sample.smooth**3))
    if measure.better == Better.HIGHER:
        assert good > poor
    elif measure.better == Better.LOWER:
        assert good < poor
    elif measure.better == Better.NEITHER:
        assert good == poor


@pytest.mark.parametrize("name", METRICS)
def test_the_truth_itself_reaches_the_aim(name):
    measure = METRICS[name]
    if np.isnan(measure.aim):
        assert measure.better in {Better.HIGHER, Better.NEITHER}
    elif measure.better == Better.NEAREST:
        y, stated = [0, 0, 0, 1, 0, 1, 1, 1], np.repeat([0.25, 0.75], 4)
        assert measure.function(y, stated) == pytest.approx(measure.aim, abs=1e-9)
        assert abs(measure.function(y, stated**2) - measure.aim) > 0.1
    else:
        assert measure.function([0, 1, 1], [0.0, 1.0, 1.0]) == pytest.approx(measure.aim, abs=1e-12)


def test_a_share_that_is_none_has_no_measures():
    with pytest.raises(ValueError, match="above 0"):
        capacity_measures(0)
