"""What holds of every score: order, sums, and that nobody's score depends on the company."""

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopscore.calendar import Months, months, shift
from coopscore.language import Text
from coopscore.records.score_content import written
from features.matrix import FeatureMatrix
from features.spec import Events, Feature, States
from models.bundle import Bundle
from models.calibration import AffineCalibration
from models.runs.score import score
from models.runs.train import train
from models.scale import load_master_scale
from models.spec import load_spec
from models.splits import walk_forward

SCALE = load_master_scale()
DAYS = tuple(date(year, 6, 1) for year in (2011, 2012, 2013, 2014))
_filings = Events("filing", happened="period_end", known="received_on")
_registration = States("cooperative", happened="valid_from", known="recorded_at")
_shape = {"unit": "code", "missing": None, "concept": "filings", "title": Text(en="a", fa="ا")}
FEATURES = (
    Feature(name="late", value=_filings.count(within=months(1)), risk="rises", **_shape),
    Feature(name="size", value=_filings.count(within=months(2)), risk="none", **_shape),
    Feature(
        name="branch", value=_registration.latest("branch"), risk="none", type="category", **_shape
    ),
)
NUMBERS = st.none() | st.floats(-1e12, 1e12, width=64) | st.sampled_from([0.0, -0.0, 1e-300, 7.0])
ROWS = st.lists(
    st.tuples(NUMBERS, NUMBERS, st.sampled_from([None, "farm", "worker", "mining"])),
    min_size=1,
    max_size=6,
)


def matrix_of(rows, as_ofs=None):
    late, size, branch = zip(*rows, strict=True)
    table = pa.table(
        {
            "coop_id": pa.array([f"uk:R{n:04d}" for n in range(len(rows))]),
            "as_of": pa.array(as_ofs or [DAYS[-1]] * len(rows), pa.date32()),
            "late": pa.array(late, pa.float64()),
            "size": pa.array(size, pa.float64()),
            "branch": pa.array(branch, pa.string()),
        }
    )
    return FeatureMatrix(
        table=table, features=FEATURES, batch=1, calendar="gregorian", cohort="registered_in_sight"
    )


@pytest.fixture(scope="module", params=["booster", "logistic"])
def bundle(request) -> Bundle:
    """A model of either kind that may serve."""
    draw = np.random.default_rng(5)
    n = 400 * len(DAYS)
    late, size = draw.normal(size=n), draw.normal(size=n)
    branch = draw.choice(["farm", "worker"], n).tolist()
    y = (draw.random(n) < 1 / (1 + np.exp(2 - late))).astype(int)
    rows = [
        (None if n % 7 == 0 else float(a), float(b), c)
        for n, (a, b, c) in enumerate(zip(late, size, branch, strict=True))
    ]
    matrix = matrix_of(rows, [day for day in DAYS for _ in range(400)])
    outcomes = matrix.table.select(["coop_id", "as_of"])
    outcomes = outcomes.append_column("state", [["event" if e else "none" for e in y]])
    outcomes = outcomes.append_column("outcome", pa.array(y, pa.int8()))
    spec = load_spec("exit")
    spec = replace(
        spec,
        booster=replace(spec.booster, n_estimators=50, learning_rate=0.1),
        champion=replace(spec.champion, kinds=("booster", "logistic"), min_events=100_000),
    )
    return train(spec, matrix, outcomes, until=date(2015, 6, 1), standing=request.param).bundle


@settings(max_examples=200, deadline=None)
@given(rows=ROWS)
def test_one_row_is_scored_as_among_many_to_the_byte(bundle, rows):
    matrix = matrix_of(rows)
    together = score(bundle, matrix)
    for place, one in enumerate(together):
        alone = replace(matrix, table=matrix.table.slice(place, 1))
        assert written(score(bundle, alone)[0]) == written(one)


@settings(max_examples=200, deadline=None)
@given(rows=ROWS)
def test_base_and_reasons_are_the_points(bundle, rows):
    for one in score(bundle, matrix_of(rows)):
        total = one.base_points + sum(reason.points for reason in one.reasons)
        assert abs(total - one.points_unclipped) <= 1e-6
        assert one.points == min(max(one.points_unclipped, SCALE.floor), SCALE.cap)


@settings(max_examples=200, deadline=None)
@given(rows=ROWS, late=st.lists(st.floats(-1e12, 1e12), min_size=2, max_size=2))
def test_more_of_what_raises_risk_never_raises_the_points(bundle, rows, late):
    less, more = sorted(late)
    few = score(bundle, matrix_of([(less, size, branch) for _, size, branch in rows]))
    many = score(bundle, matrix_of([(more, size, branch) for _, size, branch in rows]))
    assert all(after.points <= before.points for before, after in zip(few, many, strict=True))


MARGINS = st.lists(st.floats(-40, 40), min_size=2, max_size=30)
LINES = st.builds(
    lambda slope, intercept, v, c, w: AffineCalibration(
        slope=slope, intercept=intercept, covariance=((v, c), (c, w))
    ),
    st.floats(0.01, 5), st.floats(-3, 3), st.floats(0, 1), st.floats(-0.5, 0.5), st.floats(0, 1),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(margins=MARGINS, line=LINES)
def test_grades_are_monotone_in_the_probability(margins, line):
    margin = np.sort(np.array(margins))
    probability = line.probability(margin)
    points = SCALE.clipped(SCALE.points(line.logit(margin)))
    names = [name for name, _ in SCALE.grades]
    ranks = [names.index(grade) for grade in SCALE.grade(points)]
    assert (np.diff(probability) >= 0).all()
    assert (np.diff(points) <= 0).all()
    assert ranks == sorted(ranks)


@settings(max_examples=200, deadline=None)
@given(margins=MARGINS, line=LINES)
def test_calibration_keeps_the_ranking_and_lies_in_its_interval(margins, line):
    margin = np.array(margins)
    probability = line.probability(margin)
    for one, other in zip(range(len(margin) - 1), range(1, len(margin)), strict=True):
        if margin[one] < margin[other]:
            assert probability[one] <= probability[other]
    low, high = line.interval(margin, 0.9)
    assert ((low <= probability) & (probability <= high)).all()
    assert ((low >= 0) & (high <= 1)).all()


@settings(max_examples=200, deadline=None)
@given(
    days=st.lists(st.dates(date(2010, 1, 1), date(2025, 12, 31)), max_size=12),
    horizon=st.integers(1, 24),
    maturity=st.integers(0, 12),
    folds=st.integers(1, 6),
    calendar=st.sampled_from(["jalali", "gregorian"]),
)
def test_no_fold_learns_from_a_label_that_was_not_yet_known(
    days, horizon, maturity, folds, calendar
):
    walked = walk_forward(days, Months(horizon), Months(maturity), folds, calendar)
    assert len(walked) <= folds
    for fold in walked:
        assert fold.train
        assert all(shift(day, horizon + maturity, calendar) <= fold.test for day in fold.train)
