"""All kinds walk the same folds, and what is told out of time rests on what was known by then."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from made_world import small_spec
from numpy.testing import assert_allclose, assert_array_equal
from scipy.special import logit

from coopscore.errors import CalibrationReversed
from models.calibration import fit_calibration
from models.inputs import inputs_of, model_inputs
from models.kinds import columns, fitted
from models.sample import sample_of
from models.walk import calibrated, calibrated_line, measured, pooled, required_line, walk

KINDS = ("booster", "rule")


@pytest.fixture(scope="module")
def walked(made):
    """The spec, the sample, the folds, and two kinds' walk through them."""
    spec = small_spec()
    matrix, outcomes = made
    days = spec.training_days(date(2017, 6, 1))
    sample = sample_of(matrix, outcomes, inputs_of(matrix), days)
    folds = spec.walk(days)
    inputs = model_inputs(matrix, spec)
    return spec, inputs, sample, folds, walk(spec, inputs, sample, folds, KINDS)


def test_every_kind_is_tested_on_the_same_rows(walked):
    _, _, _, folds, steps = walked
    assert tuple(steps) == KINDS
    for ours, theirs, fold in zip(*(steps[kind] for kind in KINDS), folds, strict=True):
        assert ours.fold == theirs.fold == fold
        assert ours.sample is theirs.sample
        assert len(ours.margin) == len(ours.sample)


def test_a_margin_is_that_of_a_model_fitted_on_the_days_before(walked):
    spec, inputs, sample, folds, steps = walked
    for kind in KINDS:
        model = fitted(kind, spec, inputs, sample.on(folds[1].train))
        names = columns(kind, spec, inputs)
        test = sample.on([folds[1].test])
        assert_array_equal(model.decision_function(test.X[names]), steps[kind][1].margin)


def test_the_indeterminate_are_tested_on_and_not_fitted_on(walked):
    spec, inputs, sample, folds, _ = walked
    open_ = (np.arange(len(sample)) % 5 == 0) & (sample.y == 0)
    told = replace(sample, fits=~open_)
    for step in walk(spec, inputs, told, folds, ["booster"])["booster"]:
        fold = step.fold
        learnt = sample.on(fold.train).take(told.on(fold.train).fits)
        names, test = columns("booster", spec, inputs), sample.on(fold.tests)
        expected = fitted("booster", spec, inputs, learnt).decision_function(test.X[names])
        # Margins, outcomes and so the line and every figure hold the indeterminate, as no events.
        assert_array_equal(step.margin, expected)
        assert_array_equal(step.sample.y, test.y)
        assert not step.sample.fits.all()


def test_only_the_rule_reads_what_only_the_rule_is_given(walked):
    spec, inputs, sample, folds, _ = walked
    assert spec.rule.input not in columns("booster", spec, inputs)
    assert spec.rule.input in columns("rule", spec, inputs)
    moved = replace(sample, X=sample.X.assign(**{spec.rule.input: 0.0}))
    again = walk(spec, inputs, moved, folds[:1], KINDS)
    assert_array_equal(again["booster"][0].margin, walked[-1]["booster"][0].margin)
    assert (again["rule"][0].margin == 0).all()


def test_a_rule_over_a_shared_input_is_given_it_once(walked):
    spec, inputs, *_ = walked
    shared = replace(spec, rule=replace(spec.rule, input="late_days"))
    assert columns("rule", shared, inputs) == [item.name for item in inputs]


def test_progress_counts_every_fit(walked):
    spec, inputs, sample, folds, _ = walked
    told = []
    walk(spec, inputs, sample, folds[:2], ("rule",), lambda *at: told.append(at))
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_the_first_fold_is_told_nothing_and_each_other_by_those_before(walked):
    steps = walked[-1]["booster"]
    told = calibrated(steps, spec="exit")
    assert told[0] is None
    for place in (1, 2, 3):
        before = pooled(steps[:place])
        line = fit_calibration(before.margin, before.y, before.coop_ids, spec="exit")
        assert_array_equal(told[place], line.probability(steps[place].margin))
        assert_array_equal(np.argsort(told[place]), np.argsort(steps[place].margin))


def test_a_fold_whose_outcomes_were_not_known_yet_tells_nothing(walked):
    steps = walked[-1]["booster"]
    # As if outcomes took a year longer to be known: no fold was fitted on the day just before.
    late = [replace(step, fold=replace(step.fold, train=step.fold.train[:-1])) for step in steps]
    told = calibrated(late, spec="exit")
    assert [p is None for p in told] == [True, True, False, False]
    before = pooled(steps[:1])
    line = fit_calibration(before.margin, before.y, before.coop_ids, spec="exit")
    assert_array_equal(told[2], line.probability(steps[2].margin))


def test_a_period_tells_of_later_ones_only_once_all_of_it_was_known(walked):
    steps = walked[-1]["booster"]
    first = steps[0].fold

    def beginning_with(later):
        fold = replace(first, later=later)
        told = calibrated([replace(steps[0], fold=fold), *steps[1:]], spec="exit")
        return [p is not None for p in told]

    # What the third fold was fitted on and the second was not.
    known = min(set(steps[2].fold.train) - set(steps[1].fold.train))
    assert beginning_with(()) == [False, True, True, True]
    assert beginning_with((known,)) == [False, False, True, True]


def test_a_fold_whose_margins_hold_no_line_tells_nothing(walked):
    steps = walked[-1]["booster"]
    flat = [replace(steps[0], margin=np.zeros(len(steps[0].margin))), *steps[1:]]
    assert calibrated(flat, spec="exit")[1] is None
    down = [replace(steps[0], margin=-steps[0].margin), *steps[1:]]
    assert calibrated(down, spec="exit")[1] is None
    nobody = replace(steps[0].sample, y=np.zeros(len(steps[0].margin), dtype=np.int64))
    assert calibrated([replace(steps[0], sample=nobody), *steps[1:]], spec="exit")[1] is None


def test_the_line_of_what_was_told_is_that_of_the_outcomes_on_it(walked):
    steps = walked[-1]["booster"]
    one = measured(steps, spec="exit")
    rows = pooled(steps[1:])
    line = fit_calibration(logit(np.concatenate(one.told[1:])), rows.y, rows.coop_ids, spec="exit")
    assert one.told_line is not None
    assert_allclose(one.told_line.slope, line.slope, rtol=1e-9)
    assert one.told_events == rows.y.sum()
    assert one.line.slope > 0


def test_without_anything_told_there_is_no_line(walked):
    steps = walked[-1]["booster"][:1]
    assert calibrated_line(steps, calibrated(steps, spec="exit"), spec="exit") is None
    assert measured(steps, spec="exit").told_events == 0


def test_a_line_that_is_required_is_the_walks_own_or_refused_with_why(walked):
    steps = walked[4]["booster"]
    whole = measured(steps, spec="exit")
    assert required_line(whole, spec="exit") is whole.line
    turned = measured([replace(step, margin=-step.margin) for step in steps], spec="exit")
    assert turned.line is None
    with pytest.raises(CalibrationReversed):
        required_line(turned, spec="exit")
