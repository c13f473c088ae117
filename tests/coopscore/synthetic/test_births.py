from datetime import date

import numpy as np

from coopscore.synthetic.births import LEGAL_FLOOR, choose
from coopscore.synthetic.years import jalali_year


def test_choices_follow_their_shares():
    drawn = choose(np.random.default_rng(1), {"a": 3.0, "b": 1.0}, 4000)
    assert 0.72 < (drawn == "a").mean() < 0.78


def test_the_oldest_come_first_and_nobody_registers_before_founding(sector):
    births = sector.births
    assert (np.diff(births.founded) >= 0).all()
    assert (births.registered > births.founded).all()
    assert births.registered.max() <= sector.years.until.toordinal()


def test_the_year_1391_has_a_spike_of_births(sector):
    years = [jalali_year(date.fromordinal(day)) for day in sector.births.founded.tolist()]
    spike, usual = years.count(1391), np.mean([years.count(y) for y in range(1392, 1404)])
    assert 2.2 < spike / usual < 3.4


def test_everyone_has_the_members_that_the_law_asks_for(sector):
    assert sector.births.members.min() == LEGAL_FLOOR


def test_consumers_cooperatives_are_many_times_larger_than_farmers(sector):
    members, branch = sector.births.members, sector.births.branch
    assert np.median(members[branch == "تأمین نیاز مصرف‌کنندگان"]) > 10 * np.median(
        members[branch == "کشاورزی"]
    )


def test_a_county_lies_in_its_province(sector):
    births, provinces = sector.births, sector.world.provinces
    assert all(
        county in provinces[code].counties
        for county, code in zip(births.county, births.province, strict=True)
    )


def test_tehran_is_the_largest_province(sector):
    codes, counts = np.unique(sector.births.province, return_counts=True)
    assert codes[counts.argmax()] == "23"
