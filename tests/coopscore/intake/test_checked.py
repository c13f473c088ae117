from datetime import date
from pathlib import Path

import pytest

from coopscore.adapters.delivery import Draft, Drafts
from coopscore.intake.checked import check, digests, stored_schema
from coopscore.persons import Persons
from coopscore.schema import TABLES

TODAY = date(2025, 7, 22)
FILING = {
    "coop_id": "c1",
    "kind": "statement",
    "period_end": "1403/12/30",
    "received_on": "1404/04/12",
}


def checked(*values, table="filing", origin=None, today=TODAY):
    rows = [Draft(number, row) for number, row in enumerate(values, start=2)]
    drafts = Drafts(table=TABLES[table], source="f.csv", rows=rows, origin=origin or {})
    return check(drafts, today=today, persons=Persons(Path("no-key-is-needed")))


def faults(found):
    return {row: [(f.column, f.code) for f in of] for row, of in found.faults.items()}


def test_a_sound_draft_becomes_a_fact_with_two_dates():
    found = checked({**FILING, "due_on": "1404/04/31", "audited": "بله"})
    assert found.faults == {}
    assert found.facts.schema.equals(stored_schema(TABLES["filing"]))
    (row,) = found.facts.drop_columns("digest").to_pylist()
    assert row == {
        "coop_id": "c1",
        "record_id": "c1|statement|2025-03-20",
        "version": 1,
        "voided": False,
        "happened": date(2025, 3, 20),
        "known": date(2025, 7, 3),
        "hindsight": False,
        "kind": "statement",
        "due_on": date(2025, 7, 22),
        "audited": True,
        "due_rule": None,
        "state": None,
        "completeness": None,
        "audit_opinion": None,
        "delay_days": -19,
    }


def test_record_version_void_and_hindsight_are_taken_where_given():
    given = {"record_id": "r7", "version": "2", "voided": "yes", "hindsight": "1"}
    (row,) = checked({**FILING, **given}).facts.to_pylist()
    assert (row["record_id"], row["version"], row["voided"], row["hindsight"]) == (
        *("r7", 2),
        *(True, True),
    )


def test_names_that_hold_the_separator_do_not_run_together():
    outlet = {"seen_on": "2016-06-01", "recorded_at": "2016-06-01"}
    one, other = checked(
        {**outlet, "coop_id": "c1", "name": "a|b", "place": "c"},
        {**outlet, "coop_id": "c1", "name": "a", "place": "b|c"},
        table="outlet",
    ).facts.column("record_id")
    (without,) = checked({**outlet, "coop_id": "c1", "name": "a"}, table="outlet").facts[
        "record_id"
    ]
    assert without.as_py() == "c1|a|"
    assert (one.as_py(), other.as_py()) == (r"c1|a\|b|c", r"c1|a|b\|c")


def test_all_faults_of_a_row_are_told_under_the_sources_own_names():
    found = checked(
        {
            **FILING,
            "coop_id": "",
            "kind": "letter",
            "period_end": "31/13/1404",
            "received_on": "1405/01/01",
        },
        FILING,
        origin={"kind": "نوع", "received_on": "تاریخ دریافت", "period_end": "پایان دوره"},
    )
    assert faults(found) == {
        2: [
            ("coop_id", "missing_value"),
            ("پایان دوره", "day_order"),
            ("پایان دوره", "day_month"),
            ("نوع", "unknown_code"),
            ("تاریخ دریافت", "known_in_future"),
        ]
    }
    assert found.rows == (3,)
    assert found.drafted == {2, 3}


def test_nothing_is_known_before_it_happens():
    found = checked(
        {**FILING, "received_on": "1403/12/29"}, {**FILING, "received_on": "1403/12/30"}
    )
    assert faults(found) == {2: [("received_on", "known_before_happened")]}
    (fault,) = found.faults[2]
    assert fault.value == "1403/12/29"
    assert fault.found("en") == "received_on (2025-03-19) is earlier than period_end (2025-03-20)."
    assert fault.found("fa") == "received_on (۱۴۰۳/۱۲/۲۹) پیش از period_end (۱۴۰۳/۱۲/۳۰) است."


def test_nothing_is_known_after_today_and_today_itself_is_allowed():
    found = checked(FILING, {**FILING, "period_end": "1405/01/01"}, today=date(2025, 7, 3))
    assert faults(found) == {3: [("received_on", "known_before_happened")]}
    assert faults(checked(FILING, today=date(2025, 7, 2))) == {
        2: [("received_on", "known_in_future")]
    }
    both = checked({**FILING, "period_end": "1405/01/01"}, today=date(2025, 7, 2))
    assert [code for _, code in faults(both)[2]] == ["known_in_future", "known_before_happened"]


TERM = {"coop_id": "c1", "role": "ceo", "start": "1401/05/01", "registered_on": "1401/06/01"}
DUTY = {
    "coop_id": "c1",
    "kind": "statement",
    "period_end": "1403/12/30",
    "due_on": "1404/04/31",
    "recorded_at": "1404/04/31",
}


def test_a_planned_end_may_lie_ahead_but_not_before_the_start():
    ends = ["1406/05/01", "1401/05/01", "", "1401/04/31"]
    found = checked(*({**TERM, "end": end} for end in ends), table="officer_term")
    assert faults(found) == {5: [("end", "end_before_start")]}
    (fault,) = found.faults[5]
    assert fault.found("en") == "end (2022-07-22) is earlier than start (2022-07-23)."
    assert found.facts.column("end").to_pylist() == [date(2027, 7, 23), date(2022, 7, 23), None]


def test_a_duty_may_be_met_before_it_falls_due():
    met = {**DUTY, "fulfilled_on": "1404/02/01", "fulfilled_known_on": "1404/02/05"}
    found = checked(met, DUTY, table="obligation")
    assert found.faults == {}
    assert found.facts.column("fulfilled_on").to_pylist() == [date(2025, 4, 21), None]


def test_an_end_is_known_from_its_day_to_today_or_the_row_is_not_taken():
    told = [
        ("1404/02/05", "1404/02/04"),
        ("1404/02/05", "1404/05/01"),
        ("1404/02/05", None),
        ("", "1404/02/05"),
        ("1404/04/31", "1404/04/31"),
    ]
    found = checked(
        *({**DUTY, "fulfilled_on": end, "fulfilled_known_on": known or ""} for end, known in told),
        {**DUTY, "fulfilled_on": "1404/02/05"},
        table="obligation",
    )
    column = "fulfilled_known_on"
    assert faults(found) == {
        2: [(column, "end_known_too_early")],
        3: [(column, "known_in_future")],
        4: [(column, "half_an_end")],
        5: [(column, "half_an_end")],
        7: [(column, "half_an_end")],
    }
    (half,) = found.faults[4]
    assert half.found("en") == "Of fulfilled_known_on and fulfilled_on only one is filled in."


def test_a_cell_that_is_no_value_is_no_half_of_an_end():
    unread = {**DUTY, "fulfilled_on": "1404/13/05", "fulfilled_known_on": "1404/02/05"}
    found = checked(unread, table="obligation")
    assert faults(found) == {2: [("fulfilled_on", "day_month")]}


def test_rows_at_fault_are_marked_by_their_record_where_it_can_be_told():
    found = checked({**FILING, "audited": "maybe"}, {**FILING, "period_end": "1404/13/01"})
    assert found.marks == {2: (("filing", "c1", "c1|statement|2025-03-20", None),)}


def test_an_id_whose_check_digit_fails_is_set_aside_and_the_row_taken_without_it():
    cooperative = {"coop_id": "c", "valid_from": "1390/01/01", "recorded_at": "1390/01/01"}
    ids = ["10380284790", "10380284792", "", "۱۰۳۸۰۲۸۴۷۹۰"]
    found = checked(
        *({**cooperative, "coop_id": f"c{i}", "name": "الف", "national_id": i} for i in ids),
        table="cooperative",
    )
    assert found.faults == {}
    kept = found.facts.column("national_id").to_pylist()
    assert kept == ["10380284790", None, None, "10380284790"]
    assert found.facts.column("national_id_holds").to_pylist() == [True, False, None, True]
    assert {place: (f.code, f.value) for place, f in found.flags.items()} == {
        1: ("national_id_fails", "10380284792")
    }


def test_a_digest_knows_content_again_however_it_is_typed():
    typed = {**FILING, "period_end": "2025-03-20", "kind": " Statement", "voided": "no"}
    others = [{**FILING, "audited": "1"}, {**FILING, "hindsight": "1"}, {**FILING, "voided": "1"}]
    same, again, *different = checked(FILING, typed, *others).facts.column("digest").to_pylist()
    assert same == again
    assert len({same, *different}) == 4
    assert len(same) == 32


def test_a_table_may_gain_a_column_without_its_old_rows_looking_new():
    values = {"coop_id": ["c1"], "kind": ["statement"]}
    assert digests(values) == digests({**values, "room": [None]})
    assert digests(values) != digests({**values, "room": ["statement"]})


def test_no_drafts_give_no_facts():
    found = checked()
    assert found.facts.num_rows == 0
    assert found.rows == ()


def test_an_adapter_that_drafts_columns_no_table_has_is_a_mistake_of_ours():
    with pytest.raises(AssertionError, match="room"):
        checked({**FILING, "room": "x"})


def test_the_two_axes_of_status_are_kept_apart():
    row = {"coop_id": "c1", "valid_from": "1400/01/01", "recorded_at": "1400/01/02"}
    found = checked(
        {**row, "axis": "registry_stage", "to_code": "dormant"},
        {**row, "axis": "activity_status", "to_code": "dissolved"},
        {**row, "axis": "registry_stage", "to_code": "منحل"},
        table="status_event",
    )
    assert faults(found) == {row: [("to_code", "code_of_other_axis")] for row in (2, 3)}
    allowed = "under_implementation, operating, semi_active, dormant, silent, unknown"
    assert found.faults[3][0].found("en").endswith(f"activity_status (axis): {allowed}.")


def test_the_old_status_is_of_the_same_axis_as_the_new_one():
    row = {"coop_id": "c1", "valid_from": "1400/01/01", "recorded_at": "1400/01/02"}
    turn = {**row, "axis": "activity_status", "to_code": "operating"}
    found = checked(
        {**turn, "from_code": "registered"},
        {**turn, "from_code": "dormant"},
        turn,
        table="status_event",
    )
    assert faults(found) == {2: [("from_code", "code_of_other_axis")]}


def test_no_more_are_present_than_are_entitled():
    row = {"coop_id": "c1", "kind": "ordinary", "held_on": "1400/01/01"}
    row |= {"minutes_received_on": "1400/01/02", "members_present": "21"}
    found = checked(
        {**row, "members_total": "20"}, {**row, "members_total": "21"}, row, table="assembly"
    )
    assert faults(found) == {2: [("members_present", "more_than_entitled")]}
    assert found.faults[2][0].found("fa") == "members_present (۲۱) از members_total (۲۰) بیشتر است."


def test_a_co_operative_is_not_founded_after_it_is_on_record():
    row = {"coop_id": "c1", "valid_from": "1400/01/01", "recorded_at": "1400/01/02", "name": "الف"}
    found = checked(
        {**row, "founded_on": "1400/01/03"},
        {**row, "founded_on": "1400/01/02"},
        table="cooperative",
    )
    assert faults(found) == {2: [("founded_on", "founded_after_known")]}
