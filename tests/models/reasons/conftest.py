"""Scores put together by hand."""

from datetime import date

import pytest

from coopscore.scores import Reason, Score


@pytest.fixture
def scored():
    """`scored(branch=-3.0, ...)`: a score whose reasons have these points, on a base of 600."""

    def made(values=(), **points):
        known = dict(values)
        reasons = tuple(
            Reason(feature=name, value=known.get(name, 1.0), points=share)
            for name, share in points.items()
        )
        unclipped = 600.0 + sum(points.values())
        return Score(
            coop_id="A", as_of=date(2016, 6, 1), spec="credit", version="credit-1", batch=1,
            margin=0.0, probability=0.5, low=0.4, high=0.6,
            points=min(900.0, unclipped), points_unclipped=unclipped, base_points=600.0,
            grade="B1", reasons=reasons,
        )  # fmt: skip

    return made
