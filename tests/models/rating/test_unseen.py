"""No row has a margin of a model that has seen it."""

from datetime import date

import numpy as np
import pytest
from made_world import small_spec

from models.inputs import inputs_of, model_inputs
from models.kinds import fitted
from models.rating.unseen import PARTS, is_crossed, unseen
from models.sample import sample_of

UNTIL = date(2017, 6, 1)


@pytest.fixture(scope="module")
def ground(made, rated_spec):
    matrix, outcomes = made
    sample = sample_of(matrix, outcomes, inputs_of(matrix), rated_spec.training_days(UNTIL))
    return rated_spec, model_inputs(matrix, rated_spec), sample, rated_spec.walk(sample.days)


def test_a_rating_is_crossed_where_the_spec_says_so(rated_spec):
    assert is_crossed(rated_spec)
    assert not is_crossed(small_spec())


def test_every_row_has_a_crossed_margin_and_a_cooperative_has_all_of_one_model(ground):
    spec, inputs, sample, folds = ground
    margin = unseen(spec, inputs, sample, folds, kind="booster")
    assert not np.isnan(margin).any()
    # What a co-operative did cannot have been learnt from: turn its outcomes, and nothing moves.
    one = sample.coop_ids == sample.coop_ids[0]
    sample_turned = type(sample)(
        X=sample.X, y=np.where(one, 1 - sample.y, sample.y), coop_ids=sample.coop_ids,
        as_ofs=sample.as_ofs, fits=sample.fits,
    )  # fmt: skip
    turned = unseen(spec, inputs, sample_turned, folds, kind="booster")
    assert np.array_equal(turned[one], margin[one])
    same = np.flatnonzero(turned == margin)
    share = len(set(sample.coop_ids[same])) / len(set(sample.coop_ids))
    assert share == pytest.approx(1 / PARTS, abs=0.02)  # its own part alone


def test_margins_of_the_walk_are_those_of_the_folds_test_days(ground):
    _, inputs, sample, folds = ground
    spec = small_spec(kinds=("booster", "rule"), n_estimators=15)
    margin = unseen(spec, inputs, sample, folds[-1:], kind="booster")
    fold = folds[-1]
    model = fitted("booster", spec, inputs, sample.on(fold.train))
    tested = sample.as_ofs == fold.test
    names = [item.name for item in inputs]
    assert np.array_equal(margin[tested], model.decision_function(sample.X.loc[tested, names]))
    assert np.isnan(margin[~tested]).all()


def test_what_was_not_drawn_is_not_learnt_from_and_gets_margins_all_the_same(ground):
    spec, inputs, sample, folds = ground
    some = np.flatnonzero(sample.as_ofs != sample.days[0])
    margin = unseen(spec, inputs, sample, folds, kind="rule", drawn=some)
    assert not np.isnan(margin).any()
    assert not np.array_equal(margin, unseen(spec, inputs, sample, folds, kind="rule"))


def test_one_outcome_alone_teaches_nothing(ground):
    spec, inputs, sample, folds = ground
    nobody = sample.take(sample.y == 0)
    assert unseen(spec, inputs, nobody, folds, kind="rule") is None
