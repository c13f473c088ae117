"""What a rating is judged by is the line that would have been served on the day."""

from dataclasses import replace

import numpy as np
import pytest
from made_world import world
from rated_world import RATING, UNTIL, rated_spec

from models.calibration import AffineCalibration
from models.inputs import inputs_of, model_inputs
from models.runs.train import train
from models.sample import sample_of
from models.scale import load_master_scale
from models.validation.credit_rows import level_of, told_rows
from models.validation.rows import lost_of, tried
from models.validation.settings import ValidationSettings
from models.validation.study import Study
from models.walk import pooled, required_line


def unheard(_done, _of):
    """Progress that nobody watches."""


@pytest.fixture(scope="module", params=["crossed", "pooled_folds"])
def study(request):
    spec = replace(
        rated_spec(champion=replace(rated_spec().champion, kinds=("booster",)), folds=10),
        rating=replace(RATING, on=request.param, refits=1),
    )
    spec = replace(spec, calibration=replace(spec.calibration, min_events=10))
    matrix, outcomes = world()
    inputs = model_inputs(matrix, spec)
    sample = sample_of(matrix, outcomes, inputs_of(matrix), spec.training_days(UNTIL))
    folds = spec.walk(sample.days)
    lost = lost_of(matrix, outcomes, inputs_of(matrix), [fold.test for fold in folds])
    return Study(
        spec=spec, inputs=inputs, sample=sample, lost=lost,
        settings=ValidationSettings(draws=2, slice_draws=2, list_draws=2, seed=1404),
        tries=tried(spec, inputs, sample, lost, folds, unheard),
    )  # fmt: skip


def test_what_was_told_is_what_training_on_the_day_would_have_told(study):
    told = told_rows(study, "booster", load_master_scale(), None)
    step = study.steps[-1]
    trained = train(study.spec, *world(), until=step.fold.test).bundle
    margin = trained.model.decision_function(step.sample.X[[one.name for one in trained.inputs]])
    own = told.on(step.fold.test)
    assert own.coop_id.tolist() == step.sample.coop_ids.tolist()
    assert own.margin == pytest.approx(margin, abs=1e-12)
    assert own.probability == pytest.approx(trained.calibration.probability(margin), abs=1e-12)


def test_the_first_fold_stands_for_development_and_is_told_nothing(study):
    told = told_rows(study, "booster", load_master_scale(), None)
    assert told.days == tuple(step.fold.test for step in study.steps[1:])


def test_the_line_of_all_days_is_the_one_that_training_serves(study):
    trained = train(study.spec, *world(), until=UNTIL).bundle
    fitted = required_line(study.walked["booster"], spec=study.spec.name)
    line = level_of(study.spec, fitted, study, "booster")
    assert isinstance(line, AffineCalibration)
    margins = pooled(study.steps).margin
    assert line.logit(margins) == pytest.approx(trained.calibration.logit(margins), abs=1e-12)
    assert not np.allclose(line.logit(margins), fitted.logit(margins))


def test_a_fold_whose_crossed_margins_hold_no_line_is_told_nothing(study):
    one_outcome = replace(study, sample=replace(study.sample, y=np.zeros_like(study.sample.y)))
    if study.spec.rating.on == "crossed":
        assert told_rows(one_outcome, "booster", load_master_scale(), None) is None
