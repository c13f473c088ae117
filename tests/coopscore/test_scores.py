"""What a score is made of."""

from datetime import date

from coopscore.scores import CurvePoint, Score, at_month


def test_points_are_the_sum_and_what_the_ends_of_the_scale_took():
    score = Score(
        coop_id="uk:R1", as_of=date(2016, 6, 1), spec="exit", version="v", batch=1, margin=-20.0,
        probability=1e-6, low=0.0, high=0.1, points=900.0, points_unclipped=912.5,
        base_points=912.5, grade="A1", reasons=(),
    )  # fmt: skip
    assert score.cap_points == -12.5
    assert score.points_unclipped + score.cap_points == score.points


def test_a_curve_stands_still_between_its_points() -> None:
    first = CurvePoint(month=3, silent=0.0, dissolved=0.01, completed=0.0)
    second = CurvePoint(month=12, silent=0.2, dissolved=0.03, completed=0.0)
    said = [at_month((first, second), month) for month in (3, 11, 12, 24)]
    assert said == [first, first, second, second]


def test_before_the_first_point_of_a_curve_nothing_has_come() -> None:
    first = CurvePoint(month=3, silent=0.1, dissolved=0.01, completed=0.0)
    nothing = CurvePoint(month=2, silent=0.0, dissolved=0.0, completed=0.0)
    assert at_month((first,), 2) == nothing
