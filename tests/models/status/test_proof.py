"""A revival counts once the co-operative itself gave a sign of life, and not before."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from status_world import ENDS, entries

from features.sign_days import SIGN_DAYS, sign_days
from models.status.bursts import burst_marks
from models.status.proof import NOT_PROVED, PROVED, TOO_EARLY, gap, gaps, revivals

AT_WORK, DORMANT = "operating", "dormant"
OF = {"a": "north", "b": "north", "c": "south"}


def revived(who, happened, entered, actor="ministry"):
    """A co-operative that was at work, slept, and is called at work again."""
    return [
        (who, "activity_status", AT_WORK, date(2010, 1, 1), date(2010, 1, 9), actor, 1, False),
        (who, "activity_status", DORMANT, date(2015, 1, 1), date(2015, 1, 9), actor, 1, False),
        (who, "activity_status", AT_WORK, happened, entered, actor, 1, False),
    ]


def signs_of(*days):
    rows = [{"coop_id": who, "day": day, "known": known} for who, day, known in days]
    return pa.Table.from_pylist(rows, SIGN_DAYS)


def states(signs, as_of):
    told = entries(revived("a", date(2018, 5, 1), date(2018, 9, 1)))
    first = ("z", date(2012, 1, 1), date(2012, 1, 1))  # since when there is anything on record
    return [one.state for one in revivals(told, signs_of(first, *signs), OF, as_of=as_of)]


def test_a_sign_within_twelve_months_of_the_entry_proves_it():
    day = date(2019, 8, 31)
    assert states([("a", day, day)], date(2019, 9, 1)) == [PROVED]
    # A day later is too late for this entry.
    day = date(2019, 9, 3)
    assert states([("a", day, day)], ENDS) == [NOT_PROVED]


def test_what_came_since_the_day_that_it_speaks_of_proves_it_and_what_came_before_does_not():
    assert states([("a", date(2018, 5, 2), date(2018, 5, 9))], date(2018, 9, 2)) == [PROVED]
    assert states([("a", date(2018, 5, 1), date(2018, 5, 9))], date(2018, 9, 2)) == [TOO_EARLY]


def proofs(happened, entered, *days, slept=(date(2015, 1, 1), date(2015, 1, 9))):
    """What proves a revival of `a`, whose sleep speaks of one day and was entered on another."""
    told = entries(
        [
            ("a", "activity_status", AT_WORK, date(2008, 1, 1), date(2008, 1, 9)),
            ("a", "activity_status", DORMANT, *slept),
            ("a", "activity_status", AT_WORK, happened, entered),
        ]
    )
    signs = signs_of(("z", date(2008, 1, 1), date(2008, 1, 1)), *(("a", day, day) for day in days))
    return [(one.last_sign, one.proof) for one in revivals(told, signs, OF, as_of=ENDS)]


def test_a_revival_dated_back_before_the_sleep_is_not_proved_by_what_came_before_it():
    last = date(2014, 6, 1)  # the last paper before it fell asleep
    assert proofs(date(2014, 1, 1), date(2018, 9, 1), last) == [(last, None)]


def test_what_came_before_the_sleep_was_entered_proves_nothing_even_after_its_stated_day():
    """Both entries can be dated back: the day on which the sleep was entered cannot."""
    slept = date(2014, 1, 1), date(2018, 3, 1)
    paper = date(2018, 2, 1)
    assert proofs(date(2018, 1, 1), date(2018, 9, 1), paper, slept=slept) == [(paper, None)]
    later = date(2018, 3, 2)
    assert proofs(date(2018, 1, 1), date(2018, 9, 1), later, slept=slept) == [(None, later)]


def test_a_stated_day_of_years_ago_reaches_back_no_further_than_twelve_months_of_the_entry():
    old, new = date(2017, 9, 1), date(2017, 9, 2)  # 10 and 11 Shahrivar 1396
    assert proofs(date(2016, 1, 1), date(2018, 9, 1), old) == [(old, None)]
    assert proofs(date(2016, 1, 1), date(2018, 9, 1), new) == [(None, new)]


def test_it_is_too_early_until_twelve_months_and_their_papers_are_in():
    # Twelve Jalali months after 10 Shahrivar 1397 and three more: 10 Azar 1398.
    assert states([], date(2019, 11, 30)) == [TOO_EARLY]
    assert states([], date(2019, 12, 1)) == [NOT_PROVED]


def test_a_sign_that_was_not_known_by_the_day_proves_nothing_yet():
    late = [("a", date(2018, 12, 1), date(2020, 2, 1))]
    assert states(late, date(2020, 1, 31)) == [NOT_PROVED]
    assert states(late, date(2020, 2, 1)) == [PROVED]


def test_each_is_listed_with_its_evidence_by_office_and_the_newest_first():
    told = entries(
        [
            *revived("c", date(2018, 1, 1), date(2018, 2, 1)),
            *revived("a", date(2017, 1, 1), date(2017, 2, 1), "chamber"),
            *revived("b", date(2018, 1, 1), date(2018, 2, 1)),
        ]
    )
    seen = signs_of(
        ("a", date(2014, 6, 1), date(2014, 7, 1)), ("b", date(2018, 3, 1), date(2018, 3, 1))
    )
    marks = np.array([False, False, True, False, False, False, False, False, True])
    found = revivals(told, seen, OF, as_of=ENDS, marks=marks)
    assert [(one.office, one.coop_id) for one in found] == [
        ("north", "b"),
        ("north", "a"),
        ("south", "c"),
    ]
    doubted = found[1]
    assert doubted.state == NOT_PROVED
    assert (doubted.happened, doubted.entered) == (date(2017, 1, 1), date(2017, 2, 1))
    assert (doubted.last_sign, doubted.proof, doubted.actor) == (date(2014, 6, 1), None, "chamber")
    assert [one.in_burst for one in found] == [True, False, True]
    assert found[0].proof == date(2018, 3, 1)


def test_entries_from_before_any_sign_was_on_record_are_not_judged():
    told = entries(revived("a", date(2018, 5, 1), date(2018, 9, 1)))
    assert revivals(told, signs_of(), OF, as_of=ENDS) == []
    later = signs_of(("b", date(2018, 9, 2), date(2018, 9, 2)))
    assert revivals(told, later, OF, as_of=ENDS) == []


def test_an_office_is_held_to_its_ripe_revivals_with_an_interval():
    told, seen = [], []
    for number in range(10):
        told += revived(f"n{number}", date(2018, 1, 1), date(2018, 2, 1))
        if number < 6:
            seen.append((f"n{number}", date(2018, 3, 1), date(2018, 3, 1)))
    # Two that are proved early do not raise the share: two that are not may still come.
    for number in range(2):
        told += revived(f"early{number}", date(2025, 12, 1), date(2026, 1, 1))
        seen.append((f"early{number}", date(2026, 1, 9), date(2026, 1, 9)))
    told += revived("waits", date(2025, 12, 1), date(2026, 1, 1))
    seen.append(("z", date(2012, 1, 1), date(2012, 1, 1)))
    (one,) = gaps(revivals(entries(told), signs_of(*seen), {}, as_of=ENDS))
    assert (one.entered, one.proved, one.not_proved, one.too_early) == (13, 8, 4, 1)
    assert one.share == pytest.approx(0.6)
    # Wilson's interval of 6 in 10, from the tables.
    assert (one.low, one.high) == (pytest.approx(0.3127, abs=1e-4), pytest.approx(0.8318, abs=1e-4))


def test_an_office_without_ripe_revivals_has_no_share():
    one = gap("north", [])
    assert (one.share, one.low, one.high) == (None, None, None)


def test_planted_fakes_are_found_and_genuine_revivals_are_left_alone(sector):
    facts, offices, truth = sector
    told = facts.read("status_event")
    marks = burst_marks(told, offices, as_of=ENDS)
    found = revivals(told, sign_days(facts, ENDS), offices, as_of=ENDS, marks=marks)
    rows = truth["status"].filter(truth["status"]["fake"])
    fakes = set(zip(*(rows[n].to_pylist() for n in ("coop_id", "recorded_at")), strict=True))
    ripe = [one for one in found if one.ripe]
    is_fake = np.array([(one.coop_id, one.entered) in fakes for one in ripe])
    doubted = np.array([one.state == NOT_PROVED for one in ripe])
    assert is_fake.sum() >= 10
    assert doubted[is_fake].mean() >= 0.9
    assert doubted[~is_fake].mean() <= 0.08  # of a hundred or so; 5% is held at full size
