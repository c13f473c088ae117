"""A rating at training: the level moves, the ranking does not, and all is measured out of time."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from made_world import BRANCH, matrix_of
from scipy.special import expit, logit

from coopscore.errors import CatalogueMoved, PerfectSeparation
from coopscore.scores import INSUFFICIENT, NOT_RATED, RATED
from models.bundle import Bundle
from models.calibration import fit_calibration
from models.inputs import inputs_of, model_inputs
from models.metrics import auc
from models.rating.cells import cells_of, means
from models.rating.groups import groups_of
from models.rating.making import make_rating
from models.rating.refits import rewalks
from models.rating.unseen import unseen
from models.runs.score import score
from models.runs.train import train
from models.sample import sample_of
from models.scale import load_master_scale
from models.walk import pooled

UNTIL = date(2017, 6, 1)


def ground(made, spec):
    matrix, outcomes = made
    sample = sample_of(matrix, outcomes, inputs_of(matrix), spec.training_days(UNTIL))
    return model_inputs(matrix, spec), sample, spec.walk(sample.days)


@pytest.fixture(scope="module")
def crossed(made, rated_spec):
    """The sample, and the margins that the rating rests on."""
    inputs, sample, folds = ground(made, rated_spec)
    return sample, unseen(rated_spec, inputs, sample, folds, kind="booster")


def test_the_mean_of_the_years_mean_probabilities_is_the_long_runs(rated, crossed):
    sample, margin = crossed
    found = rated.bundle.rating.anchor
    assert found.long_run == np.mean([one.events / one.rows for one in found.years])
    told = rated.bundle.calibration.probability(margin)
    means = [told[sample.as_ofs == day].mean() for day in sample.days]
    assert np.mean(means) == pytest.approx(found.long_run, abs=1e-12)
    assert found.tested == pooled(rated.walked["booster"].steps).y.mean()


def test_calibration_leaves_the_ranking_untouched(rated, crossed):
    sample, margin = crossed
    line = rated.bundle.calibration
    assert line.slope == fit_calibration(margin, sample.y, sample.coop_ids, spec="").slope
    rows = pooled(rated.walked["booster"].steps)
    assert auc(rows.y, line.probability(rows.margin)) == auc(rows.y, rows.margin)


def test_two_runs_give_the_same_hash_and_report_and_progress_counts_refits(made, rated, rated_spec):
    told = []
    again = train(rated_spec, *made, until=UNTIL, progress=lambda *at: told.append(at))
    assert again.bundle.hash == rated.bundle.hash
    assert again.report == rated.report
    folds = len(rated_spec.walk(rated_spec.training_days(UNTIL)))
    fits = folds * len(rated_spec.champion.kinds) + rated_spec.rating.refits + 1
    assert {of for _, of in told} == {fits}
    assert sorted({done for done, _ in told}) == list(range(fits + 1))


def test_a_rated_bundle_reads_itself_back(rated, tmp_path):
    folder = rated.bundle.save(tmp_path / "bundle")
    loaded = Bundle.load(folder)
    assert loaded.rating == rated.bundle.rating
    assert loaded.hash == rated.bundle.hash


def test_a_row_alone_is_scored_as_in_the_batch_to_the_bit(made, rated):
    matrix, _ = made
    all_of_them = score(rated.bundle, matrix)
    for place in range(0, len(matrix), 211):
        alone = replace(matrix, table=matrix.table.slice(place, 1))
        assert score(rated.bundle, alone) == [all_of_them[place]]


def test_what_tells_the_branch_group_alone_is_read_and_gives_no_reason(made, rated):
    matrix, _ = made
    named = replace(BRANCH, name="trade")
    columns = {**matrix.table.to_pydict(), "trade": matrix.table["branch"].to_pylist()}
    wider = matrix_of(columns, (*matrix.features, named))
    rating = rated.bundle.rating
    (by,) = (one for one in inputs_of(wider) if one.name == "trade")
    apart = replace(rated.bundle, rating=replace(rating, by=by))
    told = score(apart, wider)
    assert [one.low for one in told] == [one.low for one in score(rated.bundle, matrix)]
    assert {reason.feature for reason in told[0].reasons} == {
        item.name for item in rated.bundle.inputs
    }


def test_scores_tell_the_ratings_interval_and_reasons_still_add_up(made, rated):
    matrix, _ = made
    rating, line = rated.bundle.rating, rated.bundle.calibration
    told = score(rated.bundle, matrix)
    margin = np.array([one.margin for one in told])
    groups = groups_of(matrix.table["branch"].to_pylist())
    low, high = rating.interval(margin, line.logit(margin), groups)
    assert [(one.low, one.high) for one in told] == list(zip(low, high, strict=True))
    for one in told[::97]:
        assert one.low < one.probability < one.high
        shares = one.base_points + sum(reason.points for reason in one.reasons)
        assert shares == pytest.approx(one.points_unclipped, abs=1e-6)
    states = {one.state for one in told}
    assert all((one.grade == NOT_RATED) == (one.state == INSUFFICIENT) for one in told)
    assert states == {RATED, INSUFFICIENT}


def test_a_matrix_without_the_branch_group_is_refused(made, rated):
    by = rated.bundle.rating.by
    bundle = replace(rated.bundle, rating=replace(rated.bundle.rating, by=replace(by, name="gone")))
    assert bundle.reads == (*bundle.inputs, bundle.rating.by)
    with pytest.raises(CatalogueMoved) as refused:
        score(bundle, made[0])
    assert refused.value.facts["features"] == ["gone"]


def test_a_model_without_a_rating_grades_everybody(made, trained):
    told = score(trained.bundle, made[0])
    assert trained.bundle.rating is None
    assert "rating" not in trained.report
    assert {one.state for one in told} == {RATED}
    assert NOT_RATED not in {one.grade for one in told}


def test_the_report_tells_the_rating_and_its_witness(rated):
    told = rated.report["rating"]
    assert told["coverage"]["inside"] >= told["coverage"]["level"] == 0.9
    assert told["coverage"]["cells"] == sum(len(one["margins"]) for one in told["spread"])
    witness = told["witness"]
    assert 0 < witness["venn_abers_width"] <= witness["venn_abers_widest"] < 1
    assert 0 < witness["interval_width"] <= witness["interval_widest"] < 1
    assert sum(one["members"] for one in told["grades"]) == rated.report["training"]["rows"]


def test_the_spread_is_the_refits_mean_square_about_what_is_told_and_what_came_besides(
    made, rated, rated_spec
):
    inputs, sample, folds = ground(made, rated_spec)
    settings = replace(rated_spec.rating, anchor="none", on="pooled_folds", bins=1)
    spec = replace(rated_spec, rating=settings)
    walked = rated.walked["booster"]
    one = make_rating(
        spec, settings, inputs, sample, folds, kind="booster", by=rated.bundle.rating.by,
        steps=walked.steps, line=walked.line, scale=load_master_scale(),
    )  # fmt: skip
    assert one.line == walked.line
    rows = pooled(walked.steps)
    groups = groups_of(np.concatenate([step.sample.X["branch"] for step in walked.steps]))
    cells = cells_of(rows.margin, groups, bins=1, members=100)
    expected = logit(means(walked.line.probability(rows.margin), cells))
    anew = rewalks(spec, inputs, sample, folds, kind="booster", count=10, seed=settings.seed)
    away = [
        logit(means(each.line.probability(each.margin[~np.isnan(each.margin)]), cells)) - expected
        for each in anew
    ]
    found = one.rating.coverage
    tested = {day.year for step in walked.steps for day in step.fold.tests}
    assert found.years == len(cells) * len(tested)
    beyond = found.tau**2 + found.yearly**2
    sds = np.sqrt((np.array(away) ** 2).mean(axis=0) + beyond) * found.factor
    assert [knots.sds[0] for knots in one.rating.spread.knots] == pytest.approx(sds)


def test_on_pooled_folds_the_mean_of_the_tested_rows_is_the_long_runs(made, rated, rated_spec):
    inputs, sample, folds = ground(made, rated_spec)
    settings = replace(rated_spec.rating, on="pooled_folds", refits=1)
    spec, walked = replace(rated_spec, rating=settings), rated.walked["rule"]
    one = make_rating(
        spec, settings, inputs, sample, folds, kind="rule", by=rated.bundle.rating.by,
        steps=walked.steps, line=walked.line, scale=load_master_scale(),
    )  # fmt: skip
    told = one.line.probability(pooled(walked.steps).margin)
    assert told.mean() == pytest.approx(one.rating.anchor.long_run, abs=1e-12)


@pytest.mark.parametrize("on", ["crossed", "pooled_folds"])
def test_where_nothing_can_be_learnt_there_is_no_rating(made, rated, rated_spec, on):
    inputs, sample, folds = ground(made, rated_spec)
    settings = replace(rated_spec.rating, on=on)
    walked = rated.walked["booster"]
    without = replace(sample, fits=np.zeros(len(sample), dtype=bool))
    with pytest.raises(PerfectSeparation):
        make_rating(
            replace(rated_spec, rating=settings), settings, inputs, without, folds, kind="booster",
            by=rated.bundle.rating.by, steps=walked.steps, line=walked.line,
            scale=load_master_scale(),
        )  # fmt: skip


def test_probabilities_at_the_interval_ends_are_a_log_odds_apart(rated):
    rating, margin = rated.bundle.rating, np.array([-2.0])
    groups = np.array(["farm"], dtype=object)
    low, high = rating.interval(margin, margin, groups)
    reach = 1.6448536269514722 * rating.spread.sd(margin, groups)
    assert (logit(high) - logit(low)) / 2 == pytest.approx(reach)
    assert expit(margin) > low
