"""The ladder: 40 points double the odds, 620 stand for 50 to one, and no point lacks a grade."""

import json

import numpy as np
import pytest
from scipy.special import expit, logit

from coopscore.language import Text
from models.scale import MasterScale, load_master_scale

SCALE = load_master_scale()

# Probability at the lower edge of each grade, in percent, as the scale was laid out.
EDGES = {
    680: 0.7, 660: 1.0, 640: 1.4, 620: 2.0, 600: 2.8, 580: 3.8, 560: 5.4,
    540: 7.4, 520: 10.2, 500: 13.8, 480: 18.5, 460: 24.2, 440: 31.2, 420: 39.0,
}  # fmt: skip


def test_odds_of_fifty_to_one_are_620_points():
    assert SCALE.points(logit(np.array([1 / 51])))[0] == pytest.approx(620)


def test_forty_points_double_the_odds():
    assert SCALE.points(logit(np.array([1 / 101])))[0] == pytest.approx(660)
    assert SCALE.points(logit(np.array([1 / 26])))[0] == pytest.approx(580)


@pytest.mark.parametrize(("edge", "percent"), EDGES.items())
def test_the_edges_stand_for_the_probabilities_that_the_ladder_was_made_for(edge, percent):
    found = expit((SCALE.offset - edge) / SCALE.factor)
    assert round(100 * found, 1) == percent


def test_every_grade_begins_at_its_edge_and_ends_just_under_the_next():
    edges = [edge for _, edge in SCALE.grades]
    names = [name for name, _ in SCALE.grades]
    assert names == [f"{letter}{step}" for letter in "ABCDE" for step in (1, 2, 3)]
    assert SCALE.grade(np.array(edges, dtype=float)) == names
    under = np.nextafter(np.array(edges[:-1], dtype=float), -np.inf)
    assert SCALE.grade(under) == names[1:]


def test_points_are_not_rounded_before_they_are_graded():
    assert SCALE.grade(np.array([679.9999])) == ["A2"]


def test_the_ends_hold_points():
    clipped = SCALE.clipped(np.array([-5.0, 0.0, 900.0, 901.0]))
    assert clipped.tolist() == [0.0, 0.0, 900.0, 900.0]
    assert SCALE.grade(clipped) == ["E3", "E3", "A1", "A1"]


def test_it_is_named_as_our_own_band():
    assert SCALE.title == Text(en="coopscore band", fa="نوار کوپ‌اسکور")


def test_what_is_written_is_read_back():
    assert MasterScale.of(json.loads(json.dumps(SCALE.content()))) == SCALE
