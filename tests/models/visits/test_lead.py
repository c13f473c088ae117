"""Lead times run from the first alarm to the entry, and what is still to come is not forgotten."""

from datetime import date

import numpy as np
import pytest
from lifelines import KaplanMeierFitter

from models.visits.lead import lead_times

DAYS = [date(2020 + year, 10, 21) for year in range(4)]
UNTIL = date(2024, 10, 21)


def told(lists, entered, **said):
    named = dict(zip(DAYS, [list(names) for names in lists], strict=True))
    return lead_times(named, entered, UNTIL, draws=100, seed=1, **said)


def test_leads_are_worked_out_in_the_open():
    found = told(
        ["ab", "b", "bc", ""],
        {"a": date(2022, 10, 21), "b": date(2021, 10, 20), "c": date(2024, 4, 21),
         "d": date(2023, 1, 1)},
    )  # fmt: skip
    # a 24 months, b 12 (its later alarms come after its entry), c 18; d was never named.
    assert found.median.value == pytest.approx(18, abs=0.1)
    assert found.median_of_all.value == pytest.approx(15, abs=0.1)
    assert (found.alarmed, found.entered, found.missed) == (3, 4, 1)
    assert (found.lists, found.load) == (4, 5 / 4)


def test_an_alarm_that_came_again_is_told_from_the_last_one_too():
    found = told(["a", "", "a", "a"], {"a": date(2024, 4, 21)})
    assert found.median.value == pytest.approx(42, abs=0.1)
    assert found.from_last.value == pytest.approx(6, abs=0.1)


def test_an_entry_before_the_first_list_is_left_out():
    found = told(["ab", "", "", ""], {"a": date(2020, 10, 21), "b": date(2021, 10, 21)})
    assert found.entered == 1


def test_an_entry_that_is_not_known_yet_is_waited_for():
    found = told(["ab", "", "", ""], {"a": date(2021, 10, 21), "b": date(2025, 1, 1)})
    assert found.entered == 1
    assert found.within[24].value == 0.5


def test_the_share_entered_is_that_of_kaplan_and_meier():
    rng = np.random.default_rng(2)
    names = [f"c{place}" for place in range(120)]
    ends = {
        who: date.fromordinal(DAYS[0].toordinal() + int(days))
        for who, days in zip(names, rng.exponential(1500, 120) + 1, strict=True)
    }
    joined = {who: DAYS[place % 4] for place, who in enumerate(names)}
    lists = {day: [who for who in names if joined[who] == day] for day in DAYS}
    found = lead_times(lists, ends, UNTIL, draws=10, seed=1)
    wait, seen = [], []
    for who in names:
        if ends[who] > joined[who]:
            wait.append((min(ends[who], UNTIL) - joined[who]).days / 30.436875)
            seen.append(ends[who] <= UNTIL)
    # Whoever was entered before its alarm was never alarmed in time: it waits for nothing.
    other = KaplanMeierFitter().fit(wait, seen)
    for months in (12, 24):
        assert found.within[months].value == pytest.approx(1 - other.predict(months), abs=1e-9)


def test_the_median_is_known_with_an_interval_that_widens_with_few():
    many = {f"c{place}": date(2021, 1 + place % 12, 1) for place in range(60)}
    found = lead_times({DAYS[0]: list(many)}, many, UNTIL, draws=200, seed=1)
    few = lead_times(
        {DAYS[0]: list(many)[:6]}, dict(list(many.items())[:6]), UNTIL, draws=200, seed=1
    )
    assert found.median.low <= found.median.value <= found.median.high
    assert few.median.high - few.median.low > found.median.high - found.median.low


def test_without_an_entry_there_is_no_lead():
    found = told(["ab", "", "", ""], {})
    assert (found.median.value, found.median_of_all.value, found.within[12].value) == (
        None,
        None,
        0,
    )


def test_lists_that_name_nobody_are_refused():
    with pytest.raises(ValueError, match="names somebody"):
        told(["", "", "", ""], {})
