"""Rated rows refuse what makes no sense, and give their parts without mixing them."""

from datetime import date

import numpy as np
import pytest
from drawn_rows import GRADES, rated

from models.rating_tests.rows import RatedRows, Terms

DAYS = [date(2020, 3, 19), date(2020, 9, 21), date(2021, 3, 20), date(2021, 9, 22)]


def few(**columns):
    told = {
        "y": np.array([0, 1, 0, 1]),
        "probability": np.array([0.1, 0.2, 0.3, 0.4]),
        "margin": np.array([-2.0, -1.5, -1.0, -0.5]),
        "grade": np.array([0, 0, 2, 2]),
        "coop_id": np.array(["a", "b", "a", "b"], dtype=object),
        "as_of": np.array(DAYS, dtype=object),
        "grades": GRADES,
    }
    return RatedRows(**{**told, **columns})


@pytest.mark.parametrize(
    "columns",
    [
        {"y": np.array([0, 1, 2, 0])},
        {"y": np.array([0, 1, 0])},
        {"probability": np.array([0.1, 0.2, 0.3, 1.4])},
        {"probability": np.array([0.1, 0.2, 0.3, np.nan])},
        {"margin": np.array([0.1, 0.2, np.inf, 1.4])},
        {"grade": np.array([0, 1, 2, 5])},
        {"grade": np.array([0, 1, 2, -1])},
        {"promised": np.array([0.1, 0.2])},
        {"exposure": np.array([1.0, 2.0, 3.0, -1.0])},
        {"exposure": np.array([1.0, 2.0, 3.0])},
        {"groups": {"province": np.array(["x"], dtype=object)}},
    ],
)
def test_rows_that_make_no_sense_are_refused(columns):
    with pytest.raises(
        ValueError, match=r"one value a row|0 or 1|between 0|number|place|promises|more"
    ):
        few(**columns)


def test_rows_of_one_cooperative_whose_horizons_overlap_are_left_out_and_its_newest_kept():
    assert few().apart(365).as_of.tolist() == DAYS  # each of the two stands once a year
    assert few().apart(367).as_of.tolist() == DAYS[2:]
    one = few(coop_id=np.array(["a", "a", "a", "b"], dtype=object))
    assert one.apart(365).as_of.tolist() == [DAYS[0], DAYS[2], DAYS[3]]


def test_who_stands_once_is_kept_however_near_the_days_lie():
    months = [date(2020, month, 1) for month in (1, 2, 3, 4)]
    asked = few(coop_id=np.array(["d", "c", "b", "a"], dtype=object), as_of=np.array(months))
    assert asked.apart(365).as_of.tolist() == months
    assert len(asked.newest) == 1


def test_days_that_lie_apart_are_the_same_for_everybody():
    assert few().on_days_apart(365).days == (DAYS[1], DAYS[3])
    assert few().on_days_apart(1).days == tuple(DAYS)


def test_a_cooperative_that_was_hit_counts_once():
    rows = few()
    assert (len(rows), rows.events, rows.hit) == (4, 2, 1)
    assert rows.counted == {
        "rows": 4, "events": 2, "cooperatives": 2, "cooperatives_with_event": 1,
    }  # fmt: skip


def test_a_part_keeps_every_column_of_its_rows():
    province = np.array(["yazd", "fars", None, "yazd"], dtype=object)
    rows = few(groups={"province": province}, exposure=np.array([1.0, 2.0, 3.0, 4.0]))
    parts = rows.parts("province")
    assert list(parts) == ["fars", "yazd"]
    assert parts["yazd"].exposure.tolist() == [1.0, 4.0]
    assert parts["yazd"].groups["province"].tolist() == ["yazd", "yazd"]
    assert rows.on(DAYS[1]).coop_id.tolist() == ["b"]


def test_a_grade_promises_the_mean_of_its_rows_unless_told_otherwise():
    counts = few().by_grade
    assert counts.rows.tolist() == [2, 0, 2, 0, 0]
    assert counts.events.tolist() == [1, 0, 1, 0, 0]
    assert counts.probability[[0, 2]] == pytest.approx([(0.1 + 0.2) / 2, (0.3 + 0.4) / 2])
    assert np.isnan(counts.probability[[1, 3, 4]]).all()
    assert counts.met.names == ("A", "C")
    promised = np.array([0.01, 0.02, 0.05, 0.1, 0.3])
    assert few(promised=promised).by_grade.probability.tolist() == promised.tolist()


def test_rows_may_be_none_at_all():
    none = few().take(np.zeros(4, dtype=bool))
    assert (len(none), none.days, none.by_grade.met.names) == (0, (), ())


def test_the_chance_of_rejecting_what_is_true_is_what_the_level_leaves():
    assert Terms(level=0.9).alpha == pytest.approx(0.1)


def test_drawn_rows_are_as_told():
    rows = rated(n=20_000)
    assert rows.y.mean() == pytest.approx(rows.probability.mean(), abs=0.005)
