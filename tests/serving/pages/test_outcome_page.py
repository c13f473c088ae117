"""What somebody types into the form of an act is read, or told as a fault in words."""

from datetime import date

import pytest

from serving.i18n import Words
from serving.pages.outcome_page import read_outcome

TODAY, PLANNED = date(2025, 10, 10), date(2025, 9, 22)


def read(**typed):
    fields = {
        "plan": "p", "coop": "ir:1", "kind": "training", "officer": "x", "found": "active",
        "visited_on": "1404-07-10", **typed,
    }  # fmt: skip
    return read_outcome(fields, today=TODAY, planned_on=PLANNED, words=Words("en"))


@pytest.mark.parametrize(("typed", "hours"), [("", None), (" ۱٬۲۰۰ ", 1200), ("12", 12)])
def test_person_hours_are_read_in_the_digits_they_are_typed_in(typed, hours):
    told, faults = read(person_hours=typed)
    assert not faults
    assert told.person_hours == hours


@pytest.mark.parametrize("typed", ["many", "1.5", "9" * 5000])
def test_what_is_no_number_of_person_hours_is_a_fault(typed):
    assert read(person_hours=typed) == (None, ["person-hours are a whole number"])
