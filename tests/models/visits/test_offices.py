"""Whom an office could visit follows from where it has acts."""

import pytest
from visiting_world import candidates, capacity

from coopscore.errors import OutOfReach
from models.visits.frame import KINDS
from models.visits.offices import offices_of


def test_rooms_stand_by_kind_and_month_and_rows_where_they_are_served():
    drawn = candidates(100, 4)
    mix = {"general": 0.5, "audit": 0.5}
    found = offices_of(
        drawn, capacity({("05", ""): 8, ("06", "k1"): 4, ("06", ""): 4}, mix=mix), ("general",)
    )
    assert [(one.province, one.county) for one in found] == [("05", ""), ("06", ""), ("06", "k1")]
    assert found[0].rooms[KINDS.index("audit")].tolist() == [2, 2]
    assert (found[0].acts, found[0].acts_of(("general",))) == (8, 4)
    assert set(drawn.county[found[2].rows]) == {"k1"}
    assert sum(len(one.rows) for one in found) == 100


def test_an_office_of_nothing_but_audits_can_draw_nobody():
    drawn = candidates(100, 4)
    rooms = capacity({("05", ""): 8, ("06", ""): 8}, mix={"audit": 1.0})
    with pytest.raises(OutOfReach) as refused:
        offices_of(drawn, rooms, ("general",))
    assert refused.value.facts == {"count": 100, "places": ["05", "06"]}
