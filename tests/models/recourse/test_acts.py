"""Acts: offered where something is open, with rows that no law and no calendar forbids."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopscore.schema import TABLES
from features.made_rows import as_stored, check_stored
from models.recourse.acts import ACTS, ALL, FILE, HOLD, RENEW, SETTLE, offers, together
from models.recourse.law import Dates
from models.recourse.register import Register, registers

WHO = "ir:00000067"


def offered(register):
    return {offer.act: offer for offer in offers(register)}


def rows_of(offer, table):
    return as_stored(table, offer.rows[table], batch=1).to_pylist()


def test_every_act_is_offered_where_everything_is_open(register):
    found = offers(register())
    assert [offer.act for offer in found] == list(ACTS) == [FILE, HOLD, RENEW, SETTLE]
    assert {offer.coop_id for offer in found} == {WHO}


def test_nothing_is_offered_where_nothing_is_open(register):
    closed = register(obligation=[], officer_term=[], facility=[])
    assert offers(closed) == ()
    assert offers(Register(coop_id=WHO, as_of=date(2025, 10, 22), rows={})) == ()


def test_all_overdue_statements_are_filed_as_complete_and_audited_as_the_last(register):
    dates, offer = Dates.after(date(2025, 10, 22)), offered(register())[FILE]
    assert offer.about == "2024-03-19 2025-03-20"
    assert offer.done == offer.earliest == dates.first
    papers, met = rows_of(offer, "filing"), rows_of(offer, "obligation")
    assert [(row["happened"], row["known"], row["delay_days"]) for row in papers] == [
        (date(2024, 3, 19), dates.first, (dates.first - date(2024, 7, 21)).days),
        (date(2025, 3, 20), dates.first, (dates.first - date(2025, 7, 22)).days),
    ]
    assert {(row["audited"], row["completeness"], row["state"]) for row in papers} == {
        (True, 0.8, "received")
    }
    # The duty's own record in its next version, met by the paper.
    assert [(row["version"], row["fulfilled_on"], row["fulfilled_known_on"]) for row in met] == [
        (2, dates.first, dates.first)
    ] * 2
    assert [row["fulfilled_by"] for row in met] == [row["record_id"] for row in papers]
    assert met[0]["record_id"] == f"{WHO}|statement|2024-03-19"


def test_who_never_filed_files_without_saying_more_than_is_known(register):
    offer = offered(register(filing=[]))[FILE]
    assert {(row["audited"], row["completeness"]) for row in rows_of(offer, "filing")} == {
        (None, None)
    }


def test_a_statement_that_is_on_record_is_not_filed_again(register):
    paper = {
        "kind": "statement",
        "period_end": date(2024, 3, 19),
        "received_on": date(2025, 10, 1),
    }
    assert offered(register(filing=[paper]))[FILE].about == "2025-03-20"


def test_one_annual_assembly_takes_up_all_years_and_is_that_of_the_last(register):
    dates, offer = Dates.after(date(2025, 10, 22)), offered(register())[HOLD]
    (held,) = rows_of(offer, "assembly")
    assert (held["happened"], held["known"]) == (dates.annual, dates.minutes(dates.annual))
    assert (held["called_on"], held["due_on"]) == (dates.first, date(2025, 7, 22))
    assert (held["fiscal_year"], held["outcome"], held["kind"]) == (1403, "held", "annual_ordinary")
    # As many come as came to the last annual assembly that met.
    assert (held["members_total"], held["members_present"]) == (9, 6)
    assert {row["fulfilled_by"] for row in rows_of(offer, "obligation")} == {held["record_id"]}
    assert (offer.done, offer.earliest) == (dates.annual, dates.minutes(dates.annual))


def test_the_last_board_is_elected_again_for_a_whole_term_and_registered(register):
    dates, offer = Dates.after(date(2025, 10, 22)), offered(register())[RENEW]
    (held,) = rows_of(offer, "assembly")
    assert (held["kind"], held["happened"], held["due_on"]) == ("ordinary", dates.elected, None)
    terms = rows_of(offer, "officer_term")
    assert [(row["role"], row["person_key"]) for row in terms] == [
        ("board_main", "p1"), ("board_main", "p2"), ("board_alternate", "p3"), ("ceo", "p4"),
    ]  # fmt: skip
    assert {(row["happened"], row["known"], row["end"]) for row in terms} == {
        (dates.elected, dates.registered(dates.elected), dates.term_end(dates.elected))
    }
    assert [row["is_second_job"] for row in terms] == [False, False, False, True]
    (duty,) = rows_of(offer, "obligation")
    assert duty["kind"] == "board_election"
    assert offer.about == "2025-06-30"
    assert offer.earliest == dates.registered(dates.elected)


def test_a_board_in_office_is_not_renewed_and_one_without_a_duty_is(register):
    terms = [
        {
            "role": "board_main",
            "person_key": "p1",
            "start": date(2023, 1, 1),
            "registered_on": date(2023, 1, 1),
            "end": end,
        }
        for end in (date(2025, 10, 23), date(2025, 10, 22))
    ]
    assert RENEW not in offered(register(officer_term=terms[:1]))
    renewed = offered(register(officer_term=terms[1:], obligation=[]))[RENEW]
    assert sorted(renewed.rows) == ["assembly", "officer_term"]


def test_arrears_are_paid_and_the_next_report_says_so(register):
    dates, offer = Dates.after(date(2025, 10, 22)), offered(register())[SETTLE]
    assert offer.about == "late last"
    told = {row["facility_id"]: row for row in rows_of(offer, "facility_month")}
    assert {(row["happened"], row["known"]) for row in told.values()} == {
        (dates.month_end, dates.reported)
    }
    assert [told["late"][name] for name in ("balance", "overdue_amount", "dpd_days", "class")] == [
        400, 0, 0, "current",
    ]  # fmt: skip
    # Its whole balance was overdue: paying it ends the facility.
    assert (told["last"]["balance"], told["last"]["class"]) == (0, "settled")
    (ended,) = rows_of(offer, "facility")
    assert (ended["facility_id"], ended["settled_on"], ended["settled_known_on"]) == (
        "last", dates.first, dates.reported,
    )  # fmt: skip
    assert (ended["happened"], ended["version"]) == (date(2023, 1, 1), 2)
    # Without it the lender reports as well, that all stands as it stood.
    still = as_stored("facility_month", offer.still["facility_month"], batch=1).to_pylist()
    assert [(row["facility_id"], row["dpd_days"], row["known"]) for row in still] == [
        ("late", 45, dates.reported), ("last", 65, dates.reported),
    ]  # fmt: skip


def test_a_facility_whose_balance_is_not_told_is_current_once_its_arrears_are_paid(register):
    month = {
        "facility_id": "late",
        "month_end": date(2025, 9, 22),
        "recorded_at": date(2025, 10, 10),
        "dpd_days": 45,
        "class": "current",
    }
    offer = offered(register(facility_month=[month]))[SETTLE]
    (told,) = rows_of(offer, "facility_month")
    assert (told["balance"], told["dpd_days"], told["class"]) == (None, 0, "current")


def test_together_one_assembly_does_what_two_acts_need_one_for(register):
    dates = Dates.after(date(2025, 10, 22))
    whole = together(register(), [SETTLE, RENEW, HOLD, FILE])
    assert (whole.act, whole.about) == (ALL, " ".join(ACTS))
    (held,) = rows_of(whole, "assembly")
    assert (held["kind"], held["happened"]) == ("annual_ordinary", dates.annual)
    assert {row["happened"] for row in rows_of(whole, "officer_term")} == {dates.annual}
    assert whole.earliest == dates.registered(dates.annual)
    assert whole.still == offered(register())[SETTLE].still
    two = together(register(), [RENEW, FILE])
    assert [row["kind"] for row in rows_of(two, "assembly")] == ["ordinary"]
    assert (two.about, two.still) == (f"{FILE} {RENEW}", {})


@given(
    as_of=st.dates(date(2025, 10, 22), date(2031, 3, 20)),
    acts=st.sets(st.sampled_from([*ACTS]), min_size=1),
)
def test_no_made_row_has_an_impossible_day(register, as_of, acts):
    standing = register()
    moved = Register(coop_id=WHO, as_of=as_of, rows=standing.rows)
    for offer in (*offers(moved), together(moved, sorted(acts))):
        assert as_of < offer.done <= offer.earliest
        for table, rows in offer.rows.items():
            made = as_stored(table, rows, batch=1)
            check_stored(TABLES[table], made)
            for row in made.to_pylist():
                assert as_of < row["known"] <= offer.earliest
                assert_lawful(table, row, as_of)
        for table, rows in offer.still.items():
            check_stored(TABLES[table], as_stored(table, rows, batch=1))


def assert_lawful(table, row, as_of):
    if table == "filing":
        assert row["happened"] <= as_of, "a statement is filed for a period that has ended"
    if table == "assembly":
        assert row["happened"] - row["called_on"] >= timedelta(20)
        assert as_of < row["called_on"] < row["happened"] < row["known"]
    if table == "officer_term":
        assert as_of < row["happened"] < row["known"] < row["end"]
    if table == "obligation":
        assert as_of < row["fulfilled_on"] <= row["fulfilled_known_on"] == row["known"]
    if table == "facility_month":
        assert as_of < row["happened"] < row["known"]
    if table == "facility":
        assert as_of < row["settled_on"] <= row["settled_known_on"]


@pytest.mark.parametrize("kind", ["statement", "annual_assembly"])
def test_a_duty_that_was_met_is_not_open_and_one_met_later_is(kind, register):
    duty = {
        "kind": kind,
        "period_end": date(2025, 3, 20),
        "due_on": date(2025, 7, 22),
        "recorded_at": date(2025, 7, 22),
    }
    ends = {"fulfilled_known_on": date(2025, 10, 22)}
    met = register(obligation=[duty | ends | {"fulfilled_on": date(2025, 10, 22)}])
    assert met.overdue(kind) == []
    later = register(
        obligation=[
            duty | {"fulfilled_on": date(2025, 10, 23), "fulfilled_known_on": date(2025, 10, 23)}
        ]
    )
    assert len(later.overdue(kind)) == 1


def test_registers_come_by_cooperative_in_order():
    rows = [
        {
            "coop_id": who,
            "kind": "statement",
            "period_end": date(2025, 3, 20),
            "due_on": date(2025, 7, 22),
            "recorded_at": date(2025, 7, 22),
        }
        for who in ("ir:2", "ir:1")
    ]
    empty = ("filing", "assembly", "officer_term", "facility", "facility_month")
    tables = {name: as_stored(name, [], batch=1) for name in empty}
    tables["obligation"] = as_stored("obligation", rows, batch=1)
    found = list(registers(tables, date(2025, 10, 22)))
    assert [one.coop_id for one in found] == ["ir:1", "ir:2"]
    assert all(len(one.overdue("statement")) == 1 for one in found)
