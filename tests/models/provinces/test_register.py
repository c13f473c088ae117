"""The register on any day, as another day knew it."""

from datetime import date

import pytest
from made_provinces import LONG_AGO, entry, registered, table

from models.provinces.register import register_of, standing_on
from models.provinces.states import STATES

ON, LATER = date(2024, 6, 1), date(2025, 6, 1)


def states(cooperatives, events, day, as_of):
    register = register_of(
        table("cooperative", *cooperatives), table("status_event", *events), as_of
    )
    on = standing_on(register, day)
    return {str(who): STATES[state] for who, state in zip(register.ids, on.state, strict=True)}


def test_a_state_is_the_stage_where_it_has_ended_and_the_activity_while_it_has_not():
    cases = {
        "working": ["registered", "operating"], "building": ["under_implementation"],
        "half": ["semi_active"], "asleep": ["dormant"], "quiet": ["silent"], "mute": ["registered"],
        "gone": ["registered", "dormant", "dissolved"], "joined": ["operating", "merged"],
        "closing": ["dormant", "in_liquidation"], "dream": ["forming", "operating"],
    }  # fmt: skip
    events = [
        entry(who, code, date(2011, 1, 1 + place))
        for who, codes in cases.items()
        for place, code in enumerate(codes)
    ]
    found = states([registered(who) for who in cases], events, ON, ON)
    assert found == {
        "working": "operating", "building": "under_implementation", "half": "semi_active",
        "asleep": "dormant", "quiet": "dormant", "mute": "unknown", "gone": "dissolved",
        "joined": "merged", "closing": "in_liquidation", "dream": "not_registered",
    }  # fmt: skip


def test_an_entry_dated_back_rules_over_the_days_it_speaks_of_once_it_is_known_and_not_before():
    back = entry("a", "dormant", date(2023, 1, 1), known=date(2024, 9, 1))
    events = [entry("a", "operating"), back]
    assert states([registered("a")], events, ON, date(2024, 8, 31)) == {"a": "operating"}
    assert states([registered("a")], events, ON, date(2024, 9, 1)) == {"a": "dormant"}
    assert states([registered("a")], events, date(2022, 12, 31), LATER) == {"a": "operating"}


def test_a_correction_of_an_old_state_does_not_overtake_a_newer_one():
    old = entry("a", "operating", date(2020, 1, 1))
    corrected = {**old, "version": 2, "to_code": "semi_active", "known": date(2024, 5, 1)}
    newer = entry("a", "dormant", date(2022, 1, 1))
    assert states([registered("a")], [old, newer, corrected], ON, ON) == {"a": "dormant"}
    assert states([registered("a")], [old, newer, corrected], date(2021, 1, 1), ON) == {
        "a": "semi_active"
    }


def test_a_void_of_the_newest_state_revives_the_one_before():
    old, newer = entry("a", "operating", date(2020, 1, 1)), entry("a", "dormant", date(2022, 1, 1))
    void = {**newer, "version": 2, "voided": True, "known": date(2024, 5, 1)}
    day = date(2024, 4, 30)
    assert states([registered("a")], [old, newer, void], day, day) == {"a": "dormant"}
    assert states([registered("a")], [old, newer, void], ON, ON) == {"a": "operating"}


def test_a_withdrawn_registration_counts_until_that_was_known_and_is_removed_from_then_on():
    row = registered("a")
    void = {**row, "version": 2, "voided": True, "known": date(2024, 3, 10)}
    events = [entry("a", "operating")]
    assert states([row, void], events, date(2024, 3, 9), ON) == {"a": "operating"}
    assert states([row, void], events, date(2024, 3, 10), ON) == {"a": "removed"}
    assert states([row, void], events, date(2024, 3, 9), date(2024, 3, 9)) == {"a": "operating"}


def test_a_registration_is_not_there_before_its_day_nor_before_it_was_known():
    late = registered("a", date(2024, 1, 1), known=date(2024, 9, 1))
    assert states([late], [], ON, ON) == {}
    assert states([late], [], ON, LATER) == {"a": "unknown"}
    assert states([late], [], date(2023, 12, 31), LATER) == {"a": "not_registered"}


def test_a_place_is_that_of_the_registration_in_force():
    moved = registered("a", date(2024, 5, 1), province="05", county="کرمانشاه")
    register = register_of(
        table("cooperative", registered("a"), moved), table("status_event"), LATER
    )
    before, after = standing_on(register, date(2024, 4, 30)), standing_on(register, ON)
    assert [str(on.provinces[on.province[0]]) for on in (before, after)] == ["25", "05"]


def test_the_first_day_as_registered_is_that_of_the_stage_and_else_of_the_entry():
    rows = [registered("a"), registered("b", registered_on=date(2015, 2, 3)), registered("c")]
    events = [
        entry("a", "registered", date(2012, 5, 6)),
        entry("a", "registered", date(2013, 5, 6)),
    ]
    register = register_of(table("cooperative", *rows), table("status_event", *events), ON)
    days = [
        date.fromordinal(int(one) + date(1970, 1, 1).toordinal())
        for one in register.registered_on()
    ]
    assert days == [date(2012, 5, 6), date(2015, 2, 3), LONG_AGO]


def test_nobody_may_look_past_the_day_of_knowledge():
    register = register_of(table("cooperative", registered("a")), table("status_event"), ON)
    with pytest.raises(ValueError, match="not come"):
        standing_on(register, LATER)
