"""The official hazard follows campaigns; with their entries censored it does not."""

from datetime import date, timedelta

import numpy as np
import pytest
from numpy.testing import assert_allclose
from status_world import ENDS, entries

from coopscore.calendar import jalali
from features.sign_days import sign_days
from models.status.bursts import burst_marks
from models.status.incidence import incidence

YEARS = tuple(date(year, 1, 1) for year in range(2010, 2021))


def registry(falls, n=2000, office="north"):
    """`n` co-operatives at work from 2010 on; `falls` are (day of it, day of the entry)."""
    rows, place = [], {}
    for number in range(n):
        who = f"{number:05d}"
        place[who] = office
        rows.append((who, "activity_status", "operating", date(2010, 1, 1), date(2010, 1, 1)))
        if number < len(falls):
            rows.append((who, "activity_status", "dormant", *falls[number]))
    return entries(rows), place


def even(rng, a_year=40, delay=30):
    start = date(2010, 2, 1).toordinal()
    days = start + np.sort(rng.integers(0, 3600, a_year * 10))
    return [(date.fromordinal(int(d)), date.fromordinal(int(d) + delay)) for d in days]


def test_the_hazard_is_events_by_years_under_risk():
    table, offices = registry([(date(2012, 1, 1), date(2012, 7, 2))], n=2)
    found = incidence(table, offices, YEARS, of="slept", as_of=date(2019, 12, 31))
    assert_allclose(found.events[0], [0, 0, 1, 0, 0, 0, 0, 0, 0, 0])
    # One is under risk to 2 July 2012, the other all along; to 31 December 2019 in the last year.
    assert_allclose(found.years[0, :4], [2.0, 2.0, 1.5, 1.0], atol=0.01)
    assert found.hazard(np.ones((1, 10), bool)) == pytest.approx(1 / 12.5, abs=0.001)


def test_a_campaign_moves_the_hazard_as_entered_and_not_the_one_with_marks():
    rng = np.random.default_rng(2)
    falls = even(rng)
    # What fell from 2013 to 2015 is entered half in the spring of 2016.
    moved = [
        (day, date(2016, 4, 1) + timedelta(days=int(rng.integers(0, 60))))
        if 2013 <= day.year < 2016 and rng.random() < 0.5
        else (day, entered)
        for day, entered in falls
    ]
    table, offices = registry(moved)
    days = zip(table["happened"].to_pylist(), table["known"].to_pylist(), strict=True)
    marks = np.array([day.year < 2016 and entered.year == 2016 for day, entered in days])
    marks &= np.array([code == "dormant" for code in table["to_code"].to_pylist()])
    as_entered = incidence(table, offices, YEARS, of="slept", as_of=ENDS)
    told = incidence(table, offices, YEARS, of="slept", as_of=ENDS, marks=marks)
    truth = incidence(*registry(falls), YEARS, of="slept", as_of=ENDS)
    rates = [(one.events / one.years)[0] for one in (as_entered, told, truth)]
    naive, found = (np.abs(each[6] - rates[2][6]) for each in rates[:2])
    assert naive > 0.01
    assert found < naive / 4


def test_what_is_not_entered_yet_of_recent_falls_is_added_by_the_law_of_delay():
    rng = np.random.default_rng(3)
    waits = [(day, day + timedelta(days=int(rng.integers(0, 300)))) for day, _ in even(rng, 300)]
    table, offices = registry(waits, n=4000)
    marks = np.zeros(table.num_rows, dtype=bool)
    as_of = date(2018, 12, 31)
    seen = incidence(table, offices, YEARS[:10], of="slept", as_of=as_of, marks=marks)
    known = [day for day, entered in waits if day.year == 2018 and entered <= as_of]
    came = [day for day, _ in waits if day.year == 2018]
    assert len(known) < 0.7 * len(came)
    assert seen.events[0, 8] == pytest.approx(len(came), rel=0.2)


def test_a_small_sector_loses_three_quarters_of_its_bias(sector):
    facts, offices, _ = sector
    told = facts.read("status_event")
    marks = burst_marks(told, offices, as_of=ENDS)
    quarters = [jalali(y, m, 1) for y in range(1394, 1405) for m in (1, 4, 7, 10)]
    signs = sign_days(facts, ENDS)
    asked = {"of": "slept", "as_of": ENDS}
    entered = incidence(told, offices, quarters, **asked)
    found = incidence(told, offices, quarters, marks=marks, signs=signs, **asked)
    # The spring and summer of 1404, when the movement ran over the country, beside 1399 and 1400.
    rush, calm = np.zeros_like(found.events, bool), np.zeros_like(found.events, bool)
    rush[:, 40:42], calm[:, 20:28] = True, True
    assert entered.hazard(rush) > 2 * entered.hazard(calm)
    assert found.hazard(rush) < 1.5 * found.hazard(calm)
