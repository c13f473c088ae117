"""Targets are counted as the ministry does: planned, done, their share, and a multiple."""

from datetime import date

import pyarrow as pa
import pytest

from coopscore.calendar import jalali
from models.visits.targets import (
    act_targets,
    months_between,
    training_targets,
    wanted,
)

FIRST, LAST = jalali(1399, 1, 1), jalali(1399, 12, 30)
IN, BEFORE = jalali(1399, 5, 5), jalali(1398, 12, 1)
PLACES = {"a": ("05", "k"), "b": ("05", "m"), "c": ("24", "k")}


def table(names, *rows):
    return pa.Table.from_pylist([dict(zip(names.split(), row, strict=True)) for row in rows])


PLANS = table(
    "province county kind planned_acts happened",
    ("05", "k", "general", 10, FIRST),
    ("05", "m", "general", 5, FIRST),
    ("05", None, "audit", 3, FIRST),
    ("05", "k", "general", 99, BEFORE),
)
ACTS = table(
    "coop_id kind planned happened",
    ("a", "general", True, IN),
    ("a", "general", None, IN),
    ("b", "general", True, LAST),
    ("b", "general", True, BEFORE),
    ("c", "audit", False, IN),
    ("x", "audit", False, IN),
)


def told(found):
    return [(t.province, t.county, t.kind, t.planned, t.done, t.beside) for t in found]


def test_acts_are_counted_where_the_co_operative_is_and_in_the_period():
    assert told(act_targets(PLANS, ACTS, PLACES, first=FIRST, last=LAST)) == [
        ("", "", "audit", 0, 0, 1),
        ("05", "", "audit", 3, 0, 0),
        ("05", "k", "general", 10, 1, 1),
        ("05", "m", "general", 5, 1, 0),
        ("24", "k", "audit", 0, 0, 1),
    ]


def test_counties_add_up_to_their_province():
    found = act_targets(PLANS, ACTS, PLACES, first=FIRST, last=LAST, by_county=False)
    assert ("05", "", "general", 15, 2, 1) in told(found)
    shares = {(one.province, one.kind): one.share for one in found}
    assert shares["05", "general"] == pytest.approx(2 / 15)
    assert shares["24", "audit"] is None


def test_training_is_counted_in_person_hours():
    plans = table("province person_hours happened", ("05", 100, FIRST), ("05", 7, BEFORE))
    trainings = table(
        "coop_id person_hours happened", ("a", 30, IN), ("b", 45, IN), ("b", None, IN), ("c", 8, IN)
    )
    found = training_targets(plans, trainings, PLACES, first=FIRST, last=LAST)
    assert [(one.province, one.planned, one.done, one.share) for one in found] == [
        ("05", 100, 75, 0.75),
        ("24", 0, 8, None),
    ]


def test_one_and_a_half_times_1825_is_2738():
    found = wanted(planned=1825, times=1.5, done=900, months_left=6)
    assert (found.wanted, found.to_do, found.a_month) == (2738, 1838, 307)


def test_halves_are_rounded_up_by_the_number_that_was_said():
    assert wanted(planned=5, times=1.1).wanted == 6
    assert wanted(planned=3, times=1.15).wanted == 3


def test_what_is_done_beyond_is_nothing_left_to_do():
    found = wanted(planned=10, times=1, done=12)
    assert (found.to_do, found.a_month) == (0, None)
    late = wanted(planned=10, times=1, done=4)
    assert (late.to_do, late.a_month, late.share) == (6, None, 0.4)  # no month is left for it
    assert wanted(planned=0, times=1, done=4).share is None


def test_less_than_nothing_is_refused():
    with pytest.raises(ValueError, match="less than nothing"):
        wanted(planned=-1, times=1)


def test_months_left_begin_after_the_month_of_the_day():
    assert months_between(jalali(1399, 5, 5), LAST) == 7
    assert months_between(jalali(1399, 12, 1), LAST) == 0
    assert months_between(date(2030, 1, 1), LAST) == 0
