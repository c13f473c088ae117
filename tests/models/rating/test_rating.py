"""A rating reads itself back, and gives no grade where the evidence carries none."""

import numpy as np

from coopscore.scores import INSUFFICIENT, NOT_RATED, RATED
from models.rating.rating import Rating, states
from models.scale import load_master_scale

SCALE = load_master_scale()


def told(low, high, thin=False, grades=("B2",), widest=4):
    """States of rows told these ends: 680 points are 0.7%, 20 points a grade."""
    count = len(grades)
    return states(
        grades,
        np.full(count, low),
        np.full(count, high),
        np.full(count, thin),
        scale=SCALE,
        widest=widest,
    )


def test_a_rating_reads_itself_back(rated):
    rating = rated.bundle.rating
    assert Rating.of(rating.content()) == rating
    assert rating.grade_of("C1").grade == "C1"
    assert rating.grade_of(NOT_RATED) is None


def test_an_interval_within_the_widest_span_carries_the_grade():
    # From 1.9% (621 points: B1) to 3.7% (581 points: B3): three grades, ends counted.
    assert told(0.019, 0.037, widest=3) == [(RATED, "B2")]
    assert told(0.019, 0.037, widest=2) == [(INSUFFICIENT, NOT_RATED)]


def test_nothing_done_on_record_carries_no_grade_however_narrow_the_interval():
    assert told(0.029, 0.03, thin=True) == [(INSUFFICIENT, NOT_RATED)]


def test_ends_beyond_the_scale_are_its_first_and_last_grade():
    assert told(0.0, 1.0, widest=14) == [(INSUFFICIENT, NOT_RATED)]
    assert told(0.0, 1.0, widest=15) == [(RATED, "B2")]


def test_each_row_is_judged_by_itself():
    low, high = np.array([0.019, 0.001]), np.array([0.037, 0.5])
    found = states(["B2", "C1"], low, high, np.array([False, False]), scale=SCALE, widest=4)
    assert found == [(RATED, "B2"), (INSUFFICIENT, NOT_RATED)]
