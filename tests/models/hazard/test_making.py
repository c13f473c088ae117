"""A hazard that is made at training: what it rests on, what it tells, and how it is kept."""

import pytest

from coopscore.calendar import jalali
from coopscore.errors import BrokenBundle
from coopscore.scores import at_month
from features.build import build_matrix
from features.ends import CAUSES
from models.bundle import Bundle
from models.hazard.hazard import SECOND
from models.inputs import features_of
from models.runs.score import score
from models.runs.train import train

SHAHRIVAR = jalali(1404, 6, 31)


@pytest.fixture(scope="module")
def scored(made):
    matrix = build_matrix(
        made.facts, features=features_of(made.spec), cohort=made.spec.cohort,
        as_ofs=[SHAHRIVAR], calendar=made.spec.calendar,
    )  # fmt: skip
    return matrix, score(made.trained.bundle, matrix)


def test_the_first_step_of_a_curve_is_the_probability_of_the_score(scored):
    matrix, scores = scored
    ahead = matrix.table["months_to_grid_day"].to_pylist()
    assert set(ahead) == {1, 7, 10, 13, 19, 22}  # three ends of fiscal years, open or settled
    for months, one in zip(ahead, scores, strict=True):
        months = int(months)
        assert at_month(one.curve, months).silent == one.probability
        assert at_month(one.curve, months - 1).silent == 0
        assert at_month(one.curve, 24).silent >= one.probability


def test_ends_rise_by_the_quarter_for_everybody(scored):
    for one in scored[1]:
        assert at_month(one.curve, 24).dissolved > at_month(one.curve, 3).dissolved > 0


def test_a_score_alone_has_the_curve_that_it_has_among_all(made, scored):
    _, scores = scored
    alone = build_matrix(
        made.facts, features=features_of(made.spec), cohort=made.spec.cohort,
        as_ofs=[SHAHRIVAR], calendar=made.spec.calendar, coop_ids=[scores[7].coop_id],
    )  # fmt: skip
    assert score(made.trained.bundle, alone) == [scores[7]]


def test_a_bundle_with_a_hazard_reads_back_and_scores_the_same(made, scored, tmp_path):
    bundle = made.trained.bundle
    again = Bundle.load(bundle.save(tmp_path / bundle.version))
    assert again.hash == bundle.hash
    assert score(again, scored[0]) == scored[1]


def test_a_hazard_whose_text_was_changed_or_is_gone_is_refused(made, tmp_path):
    bundle = made.trained.bundle
    folder = bundle.save(tmp_path / bundle.version)
    text = (folder / "second.txt").read_text()
    (folder / "second.txt").write_text(text.replace("tree", "three", 1))
    with pytest.raises(BrokenBundle):
        Bundle.load(folder)
    (folder / "second.txt").unlink()
    with pytest.raises(BrokenBundle):
        Bundle.load(folder)


def test_another_hazard_with_sums_of_its_own_does_not_belong(made, tmp_path):
    bundle = made.trained.bundle
    folder = bundle.save(tmp_path / bundle.version)
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    (folder / "SHA256SUMS").write_text("\n".join(line for line in lines if "second" not in line))
    (folder / "second.txt").unlink()
    kept = (folder / "SHA256SUMS").read_text()
    (folder / "SHA256SUMS").write_text(f"{kept}\n")
    with pytest.raises(BrokenBundle, match="hazard"):
        Bundle.load(folder)


def test_without_what_came_after_no_curve_is_drawn(made, scored):
    bare = train(made.spec, made.matrix, made.outcomes, until=made.trained.bundle.until).bundle
    assert bare.hazard is None
    assert all(one.curve == () for one in score(bare, scored[0])[:5])
    assert bare.version != made.trained.bundle.version


def test_the_report_tells_slopes_at_three_horizons(made):
    told = made.trained.report["hazard"]
    assert list(told) == ["6", "12", "24"]
    assert told["24"]["events"] > told["12"]["events"] > 0
    # Of 1,500 co-operatives; benchmarks say how near to 1 it comes on more.
    assert all(one["slope"] > 0 < one["slope_se"] for one in told.values())


def test_all_parts_are_told_by_models_where_events_are_enough(made):
    odds = made.trained.bundle.hazard.odds
    assert set(odds) == {SECOND, *CAUSES}
    assert all(one.model is not None for one in odds.values())
