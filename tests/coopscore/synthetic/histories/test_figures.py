"""Yearly figures stay near the truth, name the jobs once planned, and seldom the insured."""

import numpy as np
import pytest

from coopscore.synthetic.sector.cycles import NEVER


@pytest.fixture(scope="module")
def table(sheets):
    return sheets["yearly_figures"]


def column(table, name):
    return np.asarray(table[name].to_numpy(), dtype=np.float64)


def test_everybody_is_told_of_as_registered(chunk, table, numbers, places):
    who, end = places(chunk, table), numbers(table, "year_end")
    birth = end == chunk.founded.founded[who]
    seen = who[birth]
    there = chunk.founded.registered <= chunk.cycles.end
    assert sorted(seen.tolist()) == np.flatnonzero(there).tolist()
    assert (column(table, "members")[birth] == chunk.founded.members[seen]).all()
    assert np.isnan(column(table, "employees")[birth]).all()


def test_planned_jobs_are_told_every_year_and_stay_what_they_were(chunk, table, places):
    planned = column(table, "jobs_planned")
    assert (planned == chunk.founded.jobs_planned[places(chunk, table)]).all()


def test_members_and_employees_are_near_the_truth(drawn_chunk, drawn_sheets, numbers, places):
    table = drawn_sheets["yearly_figures"]
    who, end = places(drawn_chunk, table), numbers(table, "year_end")
    later = end != drawn_chunk.founded.founded[who]
    cycle = np.clip(np.searchsorted(drawn_chunk.cycles.starts, end - 1) - 1, 0, 12)
    true = drawn_chunk.lives.members[who, cycle]
    ratio = (column(table, "members") / np.maximum(true, 1))[later]
    assert np.median(ratio) == pytest.approx(1.0, abs=0.02)
    assert np.quantile(np.abs(np.log(ratio)), 0.9) < 0.35
    told = later & ~np.isnan(column(table, "employees"))
    assert 0.85 < told.sum() / later.sum() < 0.97
    gap = column(table, "employees")[told] - drawn_chunk.lives.employees[who, cycle][told]
    assert np.mean(gap == 0) > 0.8


def test_women_are_a_part_of_the_members_and_most_of_womens_co_operatives(chunk, table, places):
    women, members = column(table, "women_members"), column(table, "members")
    assert (women <= members).all()
    theirs = chunk.founded.women[places(chunk, table)]
    assert (women / members)[theirs].mean() > 0.85
    assert (women / members)[~theirs].mean() < 0.3


def test_the_insured_are_missing_for_about_nine_in_ten(drawn_sheets):
    insured = column(drawn_sheets["yearly_figures"], "insured")
    employees = column(drawn_sheets["yearly_figures"], "employees")
    assert 0.85 < np.isnan(insured).mean() < 0.97
    both = ~np.isnan(insured) & ~np.isnan(employees)
    assert (insured <= employees)[both].all()


def test_figures_come_with_the_statement_or_else_with_the_minutes(
    chunk, deeds, table, numbers, places
):
    who, end, came = places(chunk, table), numbers(table, "year_end"), numbers(table, "received_on")
    later = end != chunk.founded.founded[who]
    cycle = (deeds.duties.period_end[who] == end[:, None]).argmax(axis=1)
    statement, minutes = deeds.statement[who, cycle], deeds.minutes[who, cycle]
    assert (came == np.where(statement < NEVER, statement, minutes))[later].all()


def test_no_more_capital_is_paid_in_than_is_registered(table):
    paid, registered = column(table, "capital_paid"), column(table, "capital_registered")
    told = ~np.isnan(paid)
    assert (paid <= registered)[told].all()
    assert (paid < registered)[told].mean() > 0.1
