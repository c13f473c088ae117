"""Each cycle holds the due day of one fiscal year, and a co-operative acts while it is awake."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopscore.calendar import jalali_text, month_end, shift
from coopscore.synthetic.histories.duties import duties, fiscal_years, is_exempt, months_of
from coopscore.synthetic.histories.register import register
from coopscore.synthetic.sector.cycles import Cycles

CYCLES = Cycles.drawn()


def said(day: int) -> str:
    return jalali_text(date.fromordinal(int(day)))


@pytest.mark.parametrize(
    ("first_month", "period_end", "due"),
    [
        (1, "1402/12/29", "1403/04/31"),
        (7, "1402/06/31", "1402/10/30"),
        (10, "1402/09/30", "1403/01/31"),
    ],
)
def test_the_year_1402_falls_due_in_the_cycle_that_starts_in_1402(first_month, period_end, due):
    year, ends, dues = fiscal_years(CYCLES, np.array([first_month]))
    assert year[0].tolist() == list(range(1392, 1405))
    assert (said(ends[0, 10]), said(dues[0, 10])) == (period_end, due)


@given(first_month=st.integers(1, 12), cycle=st.integers(0, 12))
def test_of_every_fiscal_year_the_due_day_lies_in_its_cycle_four_months_on(first_month, cycle):
    _, ends, dues = fiscal_years(CYCLES, np.array([first_month]))
    end, due = (date.fromordinal(int(days[0, cycle])) for days in (ends, dues))
    assert CYCLES.starts[cycle] < dues[0, cycle] <= CYCLES.starts[cycle + 1]
    assert due == month_end(shift(end, 4, "jalali"), "jalali")
    assert said(end.toordinal() + 1)[5:7] == f"{first_month:02d}"


def test_the_twelve_months_of_a_cycle_follow_those_of_the_one_before():
    ends, dues = months_of(CYCLES)
    assert ends.shape == dues.shape == (13, 12)
    assert said(ends[0, 0]) == "1392/07/30"
    assert (ends[1:, 0] == dues[:-1, -1]).all()
    assert (ends[:, 1:] == dues[:, :-1]).all()
    assert (dues[:, -1] == CYCLES.starts[1:]).all()


def test_nobody_acts_before_registration_in_sleep_or_after_the_end(chunk):
    grid, lives = duties(chunk), chunk.lives
    assert (grid.acts == (lives.awake & (grid.first <= grid.last))).all()
    acting = grid.acts
    assert (
        grid.first[acting] >= np.maximum(chunk.founded.registered, CYCLES.recording).min()
    ).all()
    ended = np.broadcast_to(lives.ended[:, None], acting.shape)[acting]
    assert (grid.last[acting] <= ended).all()
    # Whoever ends on the first day of a cycle still has that day.
    assert (grid.last[acting] == ended).any()


def test_nobody_reports_on_a_year_that_it_hardly_saw_or_did_not_live_to_the_end_of(chunk):
    grid = duties(chunk)
    founded = chunk.founded.founded[:, None]
    assert not grid.reports[grid.period_end < founded + 90].any()
    assert not grid.reports[grid.period_end >= chunk.lives.ended[:, None]].any()
    assert grid.reports.mean() > 0.3


def test_those_are_free_of_tax_whom_the_register_says_to_be(drawn_chunk, places):
    told = register(drawn_chunk)["cooperative"]
    exempt = is_exempt(drawn_chunk)
    assert 0 < exempt.sum() < len(exempt)
    assert (np.asarray(told["is_exempt_tax"]) == exempt[places(drawn_chunk, told)]).all()


def test_papers_follow_a_cycle_where_the_next_one_is_acted_in_and_none_comes_after_the_end(chunk):
    grid, ended = duties(chunk), chunk.lives.ended[:, None]
    late = grid.follows > grid.last
    assert (late[:, :-1] == grid.acts[:, 1:]).all()
    assert not late[:, -1].any()
    assert (grid.follows[:, :-1][late[:, :-1]] == grid.last[:, 1:][late[:, :-1]]).all()
    assert (grid.closes[grid.acts] <= np.broadcast_to(ended, late.shape)[grid.acts]).all()
    assert (grid.closes >= grid.last).all()
