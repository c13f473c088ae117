"""What supervisors changed decides who is visited, and never what was drawn."""

from dataclasses import replace
from datetime import date

import pytest

from coopscore.plan_standing import change_faults, standing_acts, standing_ids
from coopscore.visits import PlanChange, Planned

FIRST, SECOND = date(2025, 9, 23), date(2025, 10, 23)


def planned(coop_id: str, **told: object) -> Planned:
    place = {"province": "05", "county": "", "stratum": "05", "probability": 0.5, "order": 1}
    return Planned(**{"coop_id": coop_id, **place, **told})


FRAME = (
    planned("a", slice="risk", kind="audit", month=SECOND),
    planned("b", slice="random", kind="general", month=FIRST),
    planned("c"),
    planned("d"),
)


def change(coop_id: str, *, added: bool, instead_of: str = "") -> PlanChange:
    return PlanChange(
        plan_id="p", coop_id=coop_id, added=added, reason="complaint", note="n",
        instead_of=instead_of,
    )  # fmt: skip


def test_changes_hold_in_the_order_in_which_they_were_made() -> None:
    off, on = change("a", added=False), change("a", added=True)
    assert standing_ids(["a", "b"], [off]) == {"b"}
    assert standing_ids(["a", "b"], [off, on]) == {"a", "b"}
    assert standing_ids(["a", "b"], [change("c", added=True, instead_of="a")]) == {"b", "c"}


def test_one_that_was_put_on_takes_the_place_that_was_made_for_it() -> None:
    acts = standing_acts(FRAME, [change("c", added=True, instead_of="a")])
    assert acts == (FRAME[1], replace(FRAME[2], kind="audit", month=SECOND))
    assert not acts[1].taken  # nobody drew or ranked it


def test_without_such_a_place_it_is_a_general_visit_of_the_first_month() -> None:
    acts = standing_acts(FRAME, [change("d", added=True)])
    assert acts == (*FRAME[:2], replace(FRAME[3], kind="general", month=FIRST))


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        (change("x", added=True), "not among those"),
        (change("a", added=True), "on the plan already"),
        (change("c", added=False), "is not on the plan"),
        (change("c", added=True, instead_of="d"), "d was not on the plan"),
        (change("a", added=False, instead_of="b"), "b was not on the plan"),
        (replace(change("a", added=False), reason="mood"), "mood is none"),
        (replace(change("a", added=False), note="  "), "no note"),
    ],
)
def test_what_speaks_against_a_change_is_said(asked: PlanChange, fault: str) -> None:
    faults = list(change_faults(asked, frozenset("abcd"), frozenset("ab"), []))
    assert len(faults) == 1
    assert fault in faults[0].en


def test_room_that_was_made_before_may_be_filled_later() -> None:
    earlier = [change("a", added=False)]
    asked = change("c", added=True, instead_of="a")
    assert not list(change_faults(asked, frozenset("abcd"), frozenset("ab"), earlier))


def test_room_is_filled_once() -> None:
    earlier = [change("c", added=True, instead_of="a")]
    asked = change("d", added=True, instead_of="a")
    (fault,) = change_faults(asked, frozenset("abcd"), frozenset("ab"), earlier)
    assert "another was put on in the place of a already" in fault.en
    further = change("d", added=True, instead_of="c")
    assert not list(change_faults(further, frozenset("abcd"), frozenset("ab"), earlier))


def test_the_place_of_one_that_took_a_place_is_the_place_it_took() -> None:
    first, second = (
        change("c", added=True, instead_of="a"), change("d", added=True, instead_of="c"),
    )  # fmt: skip
    acts = standing_acts(FRAME, [first, second])
    assert acts == (FRAME[1], replace(FRAME[3], kind="audit", month=SECOND))
    third = change("c", added=True, instead_of="d")  # there and back
    acts = standing_acts(FRAME, [first, second, third])
    assert acts == (FRAME[1], replace(FRAME[2], kind="audit", month=SECOND))
