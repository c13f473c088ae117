"""A score reads back as the same score, to the last bit."""

from dataclasses import replace
from datetime import date
from math import copysign, nan

import pytest

from coopscore.records.score_content import read, score_id, written
from coopscore.scores import CurvePoint, Reason, Score

SCORE = Score(
    coop_id="uk:R000001",
    as_of=date(2017, 6, 1),
    spec="exit",
    version="exit-abc",
    batch=3,
    margin=-2.0000000000000004,
    probability=0.1 + 0.2,
    low=5e-324,
    high=1.0,
    points=612.3,
    points_unclipped=612.3,
    base_points=-0.0,
    grade="B1",
    reasons=(
        Reason(feature="age_years", value=12.5, points=-0.0),
        Reason(feature="legal_form", value="تعاونی «سهامی عام»", points=1 / 3),
        Reason(feature="delay_days", value=None, points=-1e-300),
    ),
    warnings=("thin_history",),
)


def test_a_score_reads_back_as_it_was() -> None:
    again = read(written(SCORE))
    assert again == SCORE
    assert copysign(1, again.base_points) == -1
    assert copysign(1, again.reasons[0].points) == -1


def test_a_score_without_reasons_or_warnings_reads_back() -> None:
    bare = replace(SCORE, reasons=(), warnings=())
    assert read(written(bare)) == bare


def test_a_curve_reads_back_to_the_last_bit() -> None:
    points = (
        CurvePoint(month=3, silent=0.0, dissolved=1 / 3, completed=5e-324),
        CurvePoint(month=12, silent=0.1 + 0.2, dissolved=0.4, completed=0.1),
    )
    curved = replace(SCORE, curve=points)
    assert read(written(curved)) == curved
    assert score_id(written(curved)) != score_id(written(SCORE))


def test_a_score_without_a_curve_keeps_the_line_that_it_had() -> None:
    assert "curve" not in written(SCORE)


def test_the_same_score_has_the_same_id() -> None:
    assert score_id(written(SCORE)) == score_id(written(read(written(SCORE))))
    assert len(score_id(written(SCORE))) == 20


@pytest.mark.parametrize(
    "other",
    [
        replace(SCORE, batch=4),
        replace(SCORE, margin=-2.000000000000001),
        replace(SCORE, base_points=0.0),
        replace(SCORE, warnings=()),
        replace(SCORE, reasons=SCORE.reasons[::-1]),
    ],
)
def test_any_other_score_has_another_id(other: Score) -> None:
    assert score_id(written(other)) != score_id(written(SCORE))


def test_what_is_not_a_number_is_not_a_score() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        written(replace(SCORE, margin=nan))
