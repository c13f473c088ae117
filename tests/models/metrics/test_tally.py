"""Rows are counted at each score, whatever their order."""

import numpy as np
import pytest

from models.metrics.tally import Ranked, tally


def test_rows_are_counted_at_each_score_from_the_lowest_up():
    # score  1 1 2 5
    # event  1 0 0 1
    counts = tally([1, 1, 0, 0], [5, 1, 1, 2])
    assert counts.levels.tolist() == [1, 2, 5]
    assert counts.events.tolist() == [1, 0, 1]
    assert counts.others.tolist() == [1, 1, 0]


def test_a_redraw_is_the_tally_of_the_rows_repeated(sample):
    times = np.random.default_rng(3).integers(3, size=900)
    redrawn = Ranked(sample.y, sample.score).tally(times)
    repeated = tally(np.repeat(sample.y, times), np.repeat(sample.score, times))
    for part in ("levels", "events", "others"):
        assert getattr(redrawn, part).tolist() == getattr(repeated, part).tolist()


def test_a_level_that_no_drawn_row_stands_at_is_no_level():
    counts = Ranked([0, 1, 1], [0.1, 0.2, 0.3]).tally(np.array([1, 0, 2]))
    assert counts.levels.tolist() == [0.1, 0.3]
    assert counts.events.tolist() == [0, 2]


@pytest.mark.parametrize(
    ("y", "score", "found"),
    [
        ([], [], "at least one row"),
        ([0, 1], [0.5], "one length"),
        ([[0, 1]], [[0.5, 0.5]], "flat"),
        ([0, 2], [0.5, 0.5], "0 or 1"),
        ([0, float("nan")], [0.5, 0.5], "0 or 1"),
        ([0, 1], [0.5, float("nan")], "missing"),
    ],
)
def test_what_cannot_be_counted_is_refused(y, score, found):
    with pytest.raises(ValueError, match=found):
        tally(y, score)
