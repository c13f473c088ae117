"""A capacity is a set of rooms: each office, kind and month once, within a year."""

import pytest

from coopscore.calendar import jalali, shift
from coopscore.capacity import Capacity, Room, first_of_month
from coopscore.errors import InvalidCapacity

FIRST = jalali(1405, 1, 1)


def room(acts=2, month=0, kind="general", county=""):
    return Room(
        province="05", county=county, kind=kind, month=shift(FIRST, month, "jalali"), acts=acts
    )


def test_rooms_are_counted_in_order_and_empty_ones_left_out():
    capacity = Capacity.of([room(3, 2), room(0), room(2, 1)])
    assert [one.acts for one in capacity.rooms] == [2, 3]
    assert (capacity.acts, capacity.months) == (5, 2)
    assert capacity.first_month == jalali(1405, 2, 1)
    assert capacity.calendar == (jalali(1405, 2, 1), jalali(1405, 3, 1))


def test_the_hash_is_of_the_rooms_in_whatever_order_they_came():
    one, other = room(1), room(2, 3)
    assert Capacity.of([one, other]).sha256 == Capacity.of([other, one]).sha256
    assert Capacity.of([one]).sha256 != Capacity.of([other]).sha256


def test_a_capacity_without_an_act_or_beyond_a_year_is_refused():
    with pytest.raises(InvalidCapacity, match="no act at all"):
        Capacity.of([room(0)])
    with pytest.raises(InvalidCapacity, match="more than twelve"):
        Capacity.of([room(1), room(1, 12)])
    assert Capacity.of([room(1), room(1, 11)]).months == 12


def test_a_month_begins_on_its_first_jalali_day():
    assert first_of_month(jalali(1403, 12, 30)) == jalali(1403, 12, 1)
    assert first_of_month(jalali(1404, 1, 1)) == jalali(1404, 1, 1)
    assert first_of_month(jalali(1404, 2, 31)) == jalali(1404, 2, 1)
