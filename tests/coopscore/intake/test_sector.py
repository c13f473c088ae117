"""Facts about the sector name no co-operative, and are taken in by the same rules as all others."""

from datetime import date

import pytest

from coopscore.errors import WrongColumns

PLANS = """استان,شهرستان,نوع نظارت,آغاز دوره,تاریخ ثبت,شمار نظارت‌های برنامه‌ریزی‌شده
01,رشت,نظارت مالی,1403/01/01,1403/01/20,40
01,,نظارت عمومی,1403/01/01,1403/01/20,300
"""
KNOWN = date(2024, 4, 8)


def test_a_plan_is_taken_in_where_no_co_operative_is_on_record(desk):
    receipt = desk.take({"supervision_plan.csv": PLANS})
    assert (receipt.rows_read, receipt.accepted, receipt.quarantined) == (2, 2, 0)
    columns = ("coop_id", "record_id", "known", "county", "kind", "planned_acts")
    assert sorted(desk.rows("supervision_plan", *columns)) == [
        ("", "01||general|2024-03-20", KNOWN, None, "general", 300),
        ("", "01|رشت|financial|2024-03-20", KNOWN, "رشت", "financial", 40),
    ]


def test_the_same_plan_twice_adds_nothing(desk):
    desk.take({"supervision_plan.csv": PLANS})
    again = desk.take({"supervision_plan.csv": PLANS.replace("1403", "۱۴۰۳")})
    assert (again.accepted, again.already_known, again.batch) == (0, 2, None)


def test_a_corrected_plan_is_a_later_row_and_an_earlier_one_would_rewrite_the_past(
    desk, quarantined
):
    desk.take({"supervision_plan.csv": PLANS})
    header, first, _ = PLANS.splitlines()
    later = first.replace("1403/01/20,40", "1403/06/01,55")
    earlier = first.replace("1403/01/20,40", "1403/01/10,70")
    receipt = desk.take({"supervision_plan.csv": "\n".join([header, later, earlier, ""])})
    assert (receipt.accepted, receipt.quarantined) == (1, 1)
    assert quarantined(receipt.quarantine) == [
        ("supervision_plan.csv", 3, "تاریخ ثبت", "rewrites_the_past")
    ]
    acts = desk.rows("supervision_plan", "known", "planned_acts")
    assert sorted(acts) == [(KNOWN, 40), (KNOWN, 300), (date(2024, 8, 22), 55)]


def test_two_plans_of_one_key_are_both_set_aside(desk, quarantined):
    rows = "province,period_start,recorded_at,person_hours\n{}\n{}\n"
    plan = "01,1403/01/01,1403/02/01,"
    receipt = desk.take({"training_plan.csv": rows.format(f"{plan}500", f"{plan}600")})
    assert [line[1:] for line in quarantined(receipt.quarantine)] == [
        (2, "person_hours", "conflicting_duplicate"),
        (3, "person_hours", "conflicting_duplicate"),
    ]


def test_what_is_written_on_a_row_of_the_sector_is_checked_as_any_other(desk, quarantined):
    text = """campaign_id,name,starts_on,ends_on,recorded_at,looked_at
p1,نهضت پایش,1403/02/01,1403/05/31,1403/02/01,0.4
p2,نهضت پایش,1403/02/01,1403/01/31,1403/02/01,0.4
p3,نهضت پایش,1403/02/01,1403/05/31,1403/02/01,40
"""
    receipt = desk.take({"campaign.csv": text})
    assert [line[1:] for line in quarantined(receipt.quarantine)] == [
        (3, "ends_on", "end_before_start"),
        (4, "looked_at", "above_maximum"),
    ]
    assert desk.rows("campaign", "coop_id", "record_id", "looked_at") == [("", "p1", 0.4)]


def test_a_file_of_the_sector_that_names_a_co_operative_is_refused(desk):
    text = "coop_id,province,period_start,recorded_at,person_hours\nc1,01,1403/1/1,1403/2/1,9\n"
    with pytest.raises(WrongColumns) as refused:
        desk.take({"training_plan.csv": text})
    assert refused.value.facts["unknown"] == ["coop_id"]


def test_a_co_operative_is_asked_for_still_where_the_other_table_names_one(desk, quarantined):
    warning = "coop_id,issued_on,recorded_at,reason\nghost,1403/1/1,1403/1/9,board\n"
    receipt = desk.take({"supervision_plan.csv": PLANS, "warning.csv": warning})
    assert receipt.accepted == 2
    assert quarantined(receipt.quarantine) == [("warning.csv", 2, "coop_id", "unknown_cooperative")]
    assert desk.rows("warning", "coop_id") == []


def test_the_empty_co_operative_of_the_sector_introduces_nobody(desk, quarantined):
    desk.take({"supervision_plan.csv": PLANS})
    warning = 'coop_id,issued_on,recorded_at,reason\n"",1403/1/1,1403/1/9,board\n'
    receipt = desk.take({"warning.csv": warning})
    assert quarantined(receipt.quarantine) == [("warning.csv", 2, "coop_id", "missing_value")]
