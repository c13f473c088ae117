"""Small offices draw together in small groups, and nobody joins who would hold the others down."""

from dataclasses import replace

import numpy as np
from visiting_world import capacity

from models.visits.frame import Candidates
from models.visits.joining import joined, name_of
from models.visits.offices import offices_of
from models.visits.priority import priority_of
from models.visits.settings import visit_settings

SETTINGS = visit_settings()


def groups(acts, scored=1.0, settings=SETTINGS, mix=None, each=40):
    """Names of the groups of counties of 40 each that have so many acts."""
    n = each * len(acts)
    drawn = Candidates.of(
        coop_id=[f"c{one:04d}" for one in range(n)], province=["05"] * n,
        county=[name for name in acts for _ in range(each)],
        risk=np.where(np.arange(n) % each < scored * each, 0.1, np.nan),
    )  # fmt: skip
    rooms = capacity(
        {("05", name): count for name, count in acts.items()}, 1, mix or {"general": 1}
    )
    offices = offices_of(drawn, rooms, settings.lot_kinds)
    return [name_of(group) for group in joined(offices, priority_of(drawn), settings)]


def test_an_office_with_a_visit_by_lot_or_more_is_alone_and_the_small_are_joined():
    assert groups({"a": 20, "b": 10, "c": 10, "d": 30}) == ["05/a", "05/d", "05/b+c"]


def test_a_group_is_no_larger_than_it_must_be_and_the_last_takes_what_is_left():
    assert groups(dict.fromkeys("abcdefg", 10)) == ["05/a+b", "05/c+d", "05/e+f+g"]
    assert groups(dict.fromkeys("abc", 4)) == ["05/a+b+c"]
    whole = replace(SETTINGS, own_from=100.0)
    assert groups(dict.fromkeys("abcdefg", 10), settings=whole) == ["05/a+b+c+d+e+f+g"]


def test_who_has_too_few_by_priority_or_room_for_all_draws_alone():
    assert groups({"a": 10, "b": 10}, scored=0.2) == ["05/a", "05/b"]
    assert groups({"a": 10, "b": 10}, each=10) == ["05/a", "05/b"]


def test_who_has_too_few_acts_that_suit_anybody_draws_alone():
    # Of ten acts one is general, where 300 need two visits by lot.
    assert groups({"a": 10, "b": 10}, mix={"general": 1, "audit": 9}, each=300) == ["05/a", "05/b"]
    assert groups({"a": 10, "b": 10}, mix={"general": 2, "audit": 8}, each=300) == ["05/a+b"]


def test_an_office_of_a_province_is_named_by_it():
    drawn = Candidates.of(
        coop_id=["a", "b"], province=["05"] * 2, county=["k", "l"], risk=[0.1] * 2
    )
    offices = offices_of(drawn, capacity({("05", ""): 5}), SETTINGS.lot_kinds)
    (group,) = joined(offices, priority_of(drawn), SETTINGS)
    assert name_of(group) == "05"
