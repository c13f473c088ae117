"""What a score is made of."""

from datetime import date

from coopscore.scores import Score


def test_points_are_the_sum_and_what_the_ends_of_the_scale_took():
    score = Score(
        coop_id="uk:R1", as_of=date(2016, 6, 1), spec="exit", version="v", batch=1, margin=-20.0,
        probability=1e-6, low=0.0, high=0.1, points=900.0, points_unclipped=912.5,
        base_points=912.5, grade="A1", reasons=(),
    )  # fmt: skip
    assert score.cap_points == -12.5
    assert score.points_unclipped + score.cap_points == score.points
