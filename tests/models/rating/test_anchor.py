"""The level is that of the long run: each year counts once, and nothing else moves."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from coopscore.calendar import jalali, month_end
from models.calibration import AffineCalibration
from models.rating.anchor import (
    Anchor,
    anchored,
    long_run_rate,
    make_anchor,
    yearly_rates,
    yearly_weights,
    years_of,
)
from models.sample import Sample

LINE = AffineCalibration(slope=0.8, intercept=-1.0, covariance=((0.01, 0.0), (0.0, 0.02)))


def sample_of(*rows):
    """Rows of (day, outcome, whether it may be fitted on)."""
    days, y, fits = zip(*rows, strict=True)
    return Sample(
        X=pd.DataFrame({"x": np.zeros(len(rows))}),
        y=np.array(y),
        coop_ids=np.array([f"uk:R{n}" for n in range(len(rows))], dtype=object),
        as_ofs=np.array(days, dtype=object),
        fits=np.array(fits),
    )


# Year to 31 May 2015: 1 of 4, on two days; the next: 1 of 2, on two days, one indeterminate.
ROWS = [
    (date(2014, 6, 1), 1, True),
    (date(2014, 6, 1), 0, True),
    (date(2014, 12, 1), 0, True),
    (date(2014, 12, 1), 0, True),
    (date(2015, 6, 1), 1, True),
    (date(2015, 12, 1), 0, False),
]


def test_a_year_counts_once_however_many_days_and_rows_it_has():
    years = yearly_rates(sample_of(*ROWS), "gregorian")
    assert [(one.first, one.rows, one.events, one.rate) for one in years] == [
        (date(2014, 6, 1), 4, 1, 0.25),
        (date(2015, 6, 1), 2, 1, 0.5),
    ]
    assert long_run_rate(years) == (0.25 + 0.5) / 2


def test_a_year_without_rows_is_left_out():
    rows = [*ROWS, (date(2018, 6, 1), 0, True), (date(2018, 12, 1), 0, True)]
    firsts = [one.first.year for one in yearly_rates(sample_of(*rows), "gregorian")]
    assert firsts == [2014, 2015, 2018]


def test_a_last_year_that_was_cut_short_has_no_vote_of_its_own():
    # No event in twelve months of two rows each, and two of two in the thirteenth.
    ends = [month_end(jalali(1394 + month // 12, 1 + month % 12, 1), "jalali")
            for month in range(5, 29)]  # fmt: skip
    rows = [(day, int(place == 12), True) for place, day in enumerate(ends) for _ in "ab"]
    thirteen = sample_of(*rows[:26])
    (year,) = yearly_rates(thirteen, "jalali")
    assert (year.first, year.rows, year.events) == (ends[0], 26, 2)
    assert yearly_weights(thirteen, "jalali") == pytest.approx([1 / 26] * 26)
    # With the rest of its months it is a year like the first.
    whole = yearly_rates(sample_of(*rows), "jalali")
    assert [(one.first, one.rows, one.events) for one in whole] == [
        (ends[0], 24, 0),
        (ends[12], 24, 2),
    ]


def test_days_a_year_apart_are_a_year_each():
    rows = [(date(2014 + place, 6, 1), place % 2, True) for place in range(4)]
    assert [one.rate for one in yearly_rates(sample_of(*rows), "gregorian")] == [0, 1, 0, 1]


def test_the_mean_probability_becomes_the_long_runs_and_the_slope_stays():
    margin = np.linspace(-4, 2, 101)
    moved = anchored(LINE, margin, 0.1)
    assert moved.probability(margin).mean() == pytest.approx(0.1, abs=1e-12)
    assert (moved.slope, moved.covariance) == (LINE.slope, LINE.covariance)


def test_each_year_weighs_the_same_in_the_mean():
    sample, margin = sample_of(*ROWS), np.array([-2.0, -1.0, 0.0, 0.5, 1.0, 2.0])
    weights = yearly_weights(sample, "gregorian")
    assert weights == pytest.approx([1 / 8] * 4 + [1 / 4] * 2)
    told = anchored(LINE, margin, 0.375, weights).probability(margin)
    assert (told[:4].mean() + told[4:].mean()) / 2 == pytest.approx(0.375, abs=1e-12)


def test_the_anchor_tells_years_level_and_shift_and_reads_itself_back():
    years = yearly_rates(sample_of(*ROWS), "gregorian")
    moved = replace(LINE, intercept=-0.75)
    told = make_anchor(years, fitted=LINE, level=moved, tested=np.array([0, 0, 1]))
    assert (told.long_run, told.tested, told.shift) == (0.375, 1 / 3, 0.25)
    # One in three, where 0.375 was to be expected: 0.15 standard errors too few.
    assert told.z == pytest.approx((1 / 3 - 0.375) / (0.375 * 0.625 / 3) ** 0.5)
    assert Anchor.of(told.content()) == told


def test_rows_of_a_year_that_was_cut_short_belong_to_the_year_before_it():
    days = [(2015, 6), (2015, 12), (2016, 6), (2016, 12), (2017, 6)]
    sample = sample_of(*((date(year, month, 1), 0, True) for year, month in days))
    assert years_of(sample, "gregorian").tolist() == [0, 0, 1, 1, 1]
