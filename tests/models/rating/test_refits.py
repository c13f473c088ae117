"""Refits draw co-operatives anew, and nothing but the draw moves them."""

from datetime import date

import numpy as np
import pytest
from made_world import small_spec

from models.inputs import inputs_of, model_inputs
from models.rating.refits import redraw, refits, rewalks
from models.sample import sample_of

UNTIL = date(2017, 6, 1)
SPEC = small_spec(n_estimators=15)


@pytest.fixture(scope="module")
def learnt(made):
    matrix, outcomes = made
    sample = sample_of(matrix, outcomes, inputs_of(matrix), SPEC.training_days(UNTIL))
    folds = SPEC.walk(sample.days)[-2:]
    return SPEC, model_inputs(matrix, SPEC), sample, folds


def test_a_redraw_takes_a_cooperative_with_all_its_days_or_not_at_all(learnt):
    sample = learnt[2]
    drawn = sample.coop_ids[redraw(sample, seed=7, number=3)]
    whole = dict(zip(*np.unique(sample.coop_ids.astype(str), return_counts=True), strict=True))
    for name, rows in zip(*np.unique(drawn.astype(str), return_counts=True), strict=True):
        assert rows % whole[name] == 0
    assert 0.5 < len(set(drawn)) / len(whole) < 0.75  # 1 - 1/e of them, on average


def test_a_redraw_is_named_by_its_seed_and_number_alone(learnt):
    sample = learnt[2]
    first = redraw(sample, seed=7, number=3)
    assert np.array_equal(first, redraw(sample, seed=7, number=3))
    assert not np.array_equal(first[:50], redraw(sample, seed=7, number=4)[:50])
    assert not np.array_equal(first[:50], redraw(sample, seed=8, number=3)[:50])


def test_refits_are_the_same_however_many_are_asked_for(learnt):
    few = list(refits(*learnt, kind="booster", count=1, seed=7))
    more = list(refits(*learnt, kind="booster", count=2, seed=7))
    assert few[0].model.text() == more[0].model.text()
    assert few[0].line == more[0].line
    assert more[0].model.text() != more[1].model.text()
    assert more[0].line != more[1].line


def test_rewalks_tell_of_the_rows_as_they_are(learnt):
    _, _, sample, folds = learnt
    told = []
    walked = list(
        rewalks(*learnt, kind="rule", count=3, seed=7, progress=lambda *at: told.append(at))
    )
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    tested = np.isin(sample.as_ofs, [fold.test for fold in folds])
    for one in walked:
        assert np.array_equal(~np.isnan(one.margin), tested)
        assert one.line.slope > 0


def test_a_line_that_is_kept_spares_the_walk(learnt):
    (walked,) = rewalks(*learnt, kind="rule", count=1, seed=7)
    kept = walked.line
    (refit,) = refits(*learnt, kind="rule", count=1, seed=7, line=kept)
    (own,) = refits(*learnt, kind="rule", count=1, seed=7)
    assert refit.line is kept
    assert own.line == kept
    assert refit.model.text() == own.model.text()


def test_where_no_redraw_holds_a_line_there_are_none(learnt):
    spec, inputs, sample, folds = learnt
    nobody = sample.take(sample.y == 0)
    assert list(rewalks(spec, inputs, nobody, folds, kind="rule", count=2, seed=7)) == []
    assert list(refits(spec, inputs, nobody, folds, kind="rule", count=2, seed=7)) == []
