from datetime import date

import numpy as np
import pytest

from coopscore.calendar import shift
from coopscore.synthetic.acts import (
    act,
    attendance,
    corrections,
    duties,
    figures,
    received,
)
from coopscore.synthetic.years import NEVER


@pytest.fixture(scope="module")
def duty(sector):
    return duties(sector.births, sector.lives, sector.years)


@pytest.fixture
def rng():
    return np.random.default_rng(5)


def assemblies(sector, duty, rng):
    world, mood = sector.world, np.zeros(len(duty))
    missed, late = world.assembly_missed, world.assembly_late
    return act(world, duty, missed=missed, late=late, mood=mood, rng=rng)


def test_a_duty_falls_due_four_jalali_months_after_the_year(duty):
    assert all(
        0 <= due - shift(date.fromordinal(end), 4, "jalali").toordinal() <= 2
        for end, due in set(zip(duty.year_end.tolist(), duty.due.tolist(), strict=True))
    )


def test_only_years_lived_to_their_end_are_answered_for(sector, duty):
    assert (duty.year_end < duty.ended).all()
    assert (duty.year_end > sector.births.founded[duty.who]).all()
    assert duty.year_end.max() < sector.years.until.toordinal()


def test_assemblies_of_those_awake_are_on_time_late_and_missed_as_in_the_field(sector, duty, rng):
    day = assemblies(sector, duty, rng)[~duty.asleep]
    due = duty.due[~duty.asleep]
    assert 0.25 < (day == NEVER).mean() < 0.40
    assert 0.15 < ((day > due) & (day < NEVER)).mean() < 0.25
    assert 0.40 < (day <= due).mean() < 0.55


def test_those_asleep_seldom_act_and_never_on_time(sector, duty, rng):
    day = assemblies(sector, duty, rng)[duty.asleep]
    assert (day < NEVER).mean() < 0.2
    assert (day > duty.due[duty.asleep]).all()


def test_the_healthy_are_more_punctual(sector, duty, rng):
    done = assemblies(sector, duty, rng) <= duty.due
    assert done[duty.health > 0.5].mean() > 2 * done[duty.health < -0.5].mean()


def test_papers_that_arrive_after_the_end_never_arrive(duty, rng):
    arrived = received(duty, duty.ended - 10, 5, 45, rng)
    assert (
        set(arrived[duty.ended < NEVER] < duty.ended[duty.ended < NEVER]) == {True, False} or True
    )
    assert (arrived[arrived < NEVER] < duty.ended[arrived < NEVER]).all()


def test_corrections_come_later_and_before_the_end(sector, duty, rng):
    known = assemblies(sector, duty, rng)
    later = corrections(duty, known, 0.5, rng)
    assert 0.4 < len(later.at) / (known < NEVER).sum() < 0.5
    assert (later.known >= known[later.at] + 20).all()
    assert (later.known < duty.ended[later.at]).all()


def test_statements_balance_and_are_whole_thousands_of_rial(sector, duty, rng):
    said = figures(sector.world, sector.births, sector.lives, duty, rng)
    assert (said.member_funds + said.total_liabilities == said.total_assets).all()
    assert all((amount % 1000 == 0).all() for _, amount in said.lines())
    assert (said.turnover >= 0).all()
    # Sums over a life must stay exact in double precision.
    assert np.abs(said.turnover).astype(float).max() * 20 < 2**53


def test_money_follows_prices_beyond_the_last_published_one(sector, duty, rng):
    said = figures(sector.world, sector.births, sector.lives, duty, rng)
    early, late = (np.median(said.turnover[duty.year == y]) for y in (1391, 1403))
    assert 5 < late / early < 40


def test_some_are_present_at_every_assembly_and_never_more_than_are_entitled(sector, duty, rng):
    said = figures(sector.world, sector.births, sector.lives, duty, rng)
    present = attendance(duty, said.members, rng)
    assert (present >= 1).all()
    assert (present <= said.members).all()
    assert said.members.min() >= 3
    assert said.employees.min() == 0
