"""A score adds up, stands alone, and says where it is doubtful."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from made_world import FEATURES, matrix_of, small_spec
from numpy.testing import assert_allclose

from coopscore.errors import CatalogueMoved, ReasonsDoNotAdd, WrongPopulation
from coopscore.records.score_content import written
from features.matrix import FeatureMatrix
from models.bundle import Bundle
from models.runs import score as run
from models.runs.score import score
from models.runs.train import train


@pytest.fixture(scope="module", params=["booster", "logistic"])
def trained(request, made):
    """A model of either kind that may serve: nothing is decidable, so what stood goes on."""
    return train(small_spec(), *made, until=date(2017, 6, 1), standing=request.param)


@pytest.fixture(scope="module")
def scores(trained, made):
    return score(trained.bundle, made[0])


def test_there_is_one_score_a_row_in_its_order(trained, made, scores):
    table = made[0].table
    assert [one.coop_id for one in scores] == table["coop_id"].to_pylist()
    assert [one.as_of for one in scores] == table["as_of"].to_pylist()
    assert {(one.spec, one.version, one.batch) for one in scores} == {
        ("exit", trained.bundle.version, 1)
    }


def test_base_and_reasons_add_up_to_the_points_of_everyone(scores):
    for one in scores:
        total = one.base_points + sum(reason.points for reason in one.reasons)
        assert abs(total - one.points_unclipped) <= 1e-6
        assert one.points_unclipped + one.cap_points == one.points


def test_points_fall_as_probability_rises_and_the_interval_holds_it(scores):
    ordered = sorted(scores, key=lambda one: one.probability)
    assert (np.diff([one.points for one in ordered]) <= 0).all()
    assert all(one.low < one.probability < one.high for one in scores)


def test_reasons_carry_the_value_that_the_model_read(made, scores):
    row = made[0].table.slice(5, 1).to_pylist()[0]
    read = {reason.feature: reason.value for reason in scores[5].reasons}
    assert read == {one.name: row[one.name] for one in FEATURES}


def test_every_chunk_is_as_the_whole(trained, made, scores, monkeypatch):
    monkeypatch.setattr(run, "CHUNK", 7)
    told = []
    few = _slice(made[0], 0, 20)
    assert score(trained.bundle, few, progress=lambda *at: told.append(at)) == scores[:20]
    assert told == [(7, 20), (14, 20), (20, 20)]


def test_one_row_alone_gets_the_same_bytes(trained, made, scores):
    for row in range(0, len(scores), 97):
        (alone,) = score(trained.bundle, _slice(made[0], row, 1))
        assert written(alone) == written(scores[row])


def test_a_model_that_was_saved_gives_the_same_bytes(trained, made, scores, tmp_path):
    loaded = Bundle.load(trained.bundle.save(tmp_path / "model"))
    assert list(map(written, score(loaded, made[0]))) == list(map(written, scores))


def test_more_features_than_asked_for_do_no_harm(trained, made, scores):
    extra = replace(FEATURES[2], name="extra")
    columns = made[0].table.to_pydict() | {"extra": [0.0] * len(scores)}
    wider = matrix_of(columns, (extra, *FEATURES))
    assert score(trained.bundle, wider) == scores


def test_no_rows_give_no_scores(trained, made):
    assert score(trained.bundle, _slice(made[0], 0, 0)) == []


def test_features_of_other_definitions_are_refused_by_name(trained, made):
    moved = (replace(FEATURES[0], unit="years"), *FEATURES[2:])
    with pytest.raises(CatalogueMoved) as refused:
        score(trained.bundle, matrix_of(made[0].table.to_pydict(), moved))
    assert refused.value.facts["features"] == ["late_days", "statements"]


def test_doubtful_scores_say_so(trained):
    rows = {
        "coop_id": ["uk:R1", "uk:R2", "uk:R3"],
        "as_of": [date(2017, 6, 1)] * 3,
        "late_days": [None, 4.0, None],
        "statements": [0.0, 1.0, 0.0],
        "noise": [None, 0.0, None],
        "age": [12.0, 12.0, 12.0],
        "branch": ["farm", "mining", "mining"],
    }
    made = score(trained.bundle, matrix_of(rows))
    assert [one.warnings for one in made] == [
        # `noise` was never missing in training
        ("thin_history", "unseen_value"),
        ("unseen_value",),
        ("thin_history", "unseen_value"),
    ]
    values = {reason.feature: reason.value for reason in made[1].reasons}
    assert values["branch"] is None


def test_scores_of_another_population_name_it_and_what_they_lack(trained, made, scores):
    spec = replace(trained.bundle.spec, scored="no_facility")
    bundle = replace(trained.bundle, spec=spec)
    others = score(bundle, replace(made[0], cohort="no_facility"))
    assert {one.population for one in scores} == {""}
    assert {one.population for one in others} == {"no_facility"}
    assert all(one.warnings[0] == "no_credit_history" for one in others)
    marked = [(one.points, ("no_credit_history", *one.warnings)) for one in scores]
    assert [(one.points, one.warnings) for one in others] == marked
    with pytest.raises(WrongPopulation):
        score(bundle, replace(made[0], cohort="borrowers"))


def test_a_line_that_breaks_the_sum_is_refused(trained, made):
    # A calibration so steep that float64 loses the sum: 1e18 points have no millionth.
    line = replace(trained.bundle.calibration, slope=1e16)
    with pytest.raises(ReasonsDoNotAdd):
        score(replace(trained.bundle, calibration=line), made[0])


def test_points_beyond_the_ends_are_held_and_graded_there(trained, made):
    line = replace(trained.bundle.calibration, intercept=-100.0)
    one = score(replace(trained.bundle, calibration=line), made[0])[0]
    assert one.points == 900.0 < one.points_unclipped
    assert one.grade == "A1"
    assert_allclose(one.cap_points, 900.0 - one.points_unclipped)


def _slice(matrix: FeatureMatrix, start: int, rows: int) -> FeatureMatrix:
    return replace(matrix, table=matrix.table.slice(start, rows))
