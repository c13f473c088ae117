"""Every grade tells its members, what came, and how bad it may be."""

import numpy as np
import pytest

from models.rating.prudence import grade_evidence
from models.rating_tests.prudent import most_prudent
from models.scale import load_master_scale


def test_grades_stand_best_first_with_those_that_hold_nobody():
    scale = load_master_scale()
    probability = np.array([0.01, 0.02, 0.06, 0.08])
    found = grade_evidence(
        probability, np.array([0, 0, 1, 0]), ["A3", "A3", "C2", "C2"], scale=scale, prudence=0.75
    )
    assert [one.grade for one in found] == [name for name, _ in scale.grades]
    by_name = {one.grade: one for one in found}
    assert (by_name["A3"].members, by_name["A3"].events) == (2, 0)
    assert by_name["A3"].mean == pytest.approx(0.015)
    assert (by_name["C2"].members, by_name["C2"].events) == (2, 1)
    assert (by_name["A1"].members, by_name["A1"].mean) == (0, None)
    expected = most_prudent((2, 2), (0, 1), prudence=0.75)
    assert (by_name["A3"].prudent, by_name["C2"].prudent) == expected
    assert by_name["A1"].prudent == by_name["A3"].prudent
    assert by_name["E3"].prudent == 1.0
