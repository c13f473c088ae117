"""Two cycles tested out of time: by what was known on the day, along lines of earlier days."""

from dataclasses import replace

import numpy as np
import pytest

from coopscore.calendar import shift
from models.calibration import AffineCalibration
from models.hazard import testing
from models.hazard.cycles import cycles_of
from models.hazard.testing import AS_IT_IS, line_of_two, measured, second_odds
from models.inputs import model_inputs


@pytest.fixture(scope="module")
def cycles(made):
    until = made.trained.bundle.until
    return cycles_of(
        made.matrix, made.outcomes, made.beyond.second, "months_to_grid_day",
        days=made.spec.training_days(until), until=until,
    )  # fmt: skip


@pytest.fixture(scope="module")
def steps(made, cycles):
    return testing.tested(made.spec, 4, model_inputs(made.matrix, made.spec), cycles, "booster")


def test_each_day_tells_of_the_year_that_starts_with_it(made, steps):
    assert 1 < len(steps) <= 4
    for step in steps:
        days = step.cycles.first.days
        assert days[0] == step.day
        assert days[-1] < shift(step.day, 12, "jalali")
        assert len(days) > 1
        assert len(step.margin) == len(step.after) == len(step.cycles.first)


def test_what_is_not_known_on_a_day_moves_nothing_that_it_tells(made, cycles, steps):
    """Every outcome that was known later is turned round; the margins stay."""
    (day, first) = steps[0].day, cycles.first
    late = first.known_on > day
    turned = replace(first, y=np.where(late, 1 - first.y, first.y))
    again = testing.tested(
        made.spec, 4, model_inputs(made.matrix, made.spec), replace(cycles, first=turned), "booster"
    )
    assert (again[0].margin == steps[0].margin).all()
    assert not (again[-1].margin == steps[-1].margin).all()


def test_with_too_few_events_nothing_is_tested(made, cycles):
    strict = replace(made.spec, calibration=replace(made.spec.calibration, min_events=100_000))
    assert testing.tested(strict, 4, model_inputs(made.matrix, made.spec), cycles, "booster") == ()
    assert second_odds(strict, (), cycles.second, "booster").model is None


def test_where_there_are_no_rows_the_line_changes_nothing(made, steps):
    line = AffineCalibration(slope=1.0, intercept=0.0, covariance=((0.0, 0.0), (0.0, 0.0)))
    assert line_of_two([], line, made.spec) == AS_IT_IS
    early = line_of_two(steps, line, made.spec, steps[0].day)
    assert early == AS_IT_IS


def test_the_first_test_day_tells_nothing_as_no_line_was_known(made, steps):
    assert measured(steps[:1], made.spec) == {"6": None, "12": None, "24": None}
