"""Changes, statements and statute data in order on a day."""

from dataclasses import replace
from datetime import date

import numpy as np
from made_provinces import FORMULAS, entry, measured, registered, table

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
IDS = ("a", "b", "c", "d")
BASE = {
    "cooperative": table("cooperative", *(registered(who) for who in IDS)),
    "status_event": table("status_event", *(entry(who, "operating") for who in IDS)),
}


def told(flags):
    return [who for who, flag in zip(IDS, flags, strict=True) if flag]


def request(who, submitted, registered_on=None, known_on=None):
    return {
        "coop_id": who, "happened": submitted, "kind": "address", "registered_on": registered_on,
        "registered_known_on": known_on,
    }  # fmt: skip


def test_a_change_is_pending_from_its_first_day_until_its_registration_is_known():
    requests = table(
        "change_request",
        request("a", LAST),
        request("b", date(2024, 9, 1)),
        request("c", date(2024, 9, 1), date(2024, 10, 1), date(2024, 10, 5)),
        request("d", date(2024, 11, 1), date(2024, 12, 1), date(2025, 1, 20)),
    )
    found = measured(FIRST, LAST, change_request=requests, **BASE).changes
    assert told(found.pending) == ["a", "b", "d"]
    assert told(found.overdue) == ["b"]  # open for more than ninety days
    later = measured(FIRST, LAST, date(2025, 2, 1), change_request=requests, **BASE).changes
    assert told(later.pending) == ["a", "b"]


def test_days_of_grace_are_a_formula():
    requests = table("change_request", request("a", LAST), request("b", date(2024, 12, 1)))
    patient = replace(FORMULAS, pending_days=30, overdue_days=30)
    found = measured(FIRST, LAST, formulas=patient, change_request=requests, **BASE).changes
    assert told(found.pending) == ["b"]
    assert told(found.overdue) == []


def test_a_board_is_too_old_once_the_latest_term_of_a_main_member_has_run_out():
    def term(who, end, role="board_main", known=None):
        start = date(2020, 1, 1)
        key = {"coop_id": who, "record_id": f"{who}/{end}/{role}", "happened": start}
        return {**key, "role": role, "end": end, "known": known or start}

    terms = table(
        "officer_term",
        term("a", date(2023, 5, 1)),
        term("b", date(2023, 5, 1)),
        term("b", date(2026, 5, 1), known=date(2025, 3, 1)),
        term("c", date(2023, 5, 1), role="inspector"),
        term("d", LAST),
    )
    found = measured(FIRST, LAST, officer_term=terms, **BASE).changes
    assert told(found.board_expired) == ["a", "b"]
    known = measured(FIRST, LAST, date(2025, 3, 1), officer_term=terms, **BASE).changes
    assert told(known.board_expired) == ["a"]
    off = replace(FORMULAS, board_term=False)
    assert not measured(
        FIRST, LAST, formulas=off, officer_term=terms, **BASE
    ).changes.board_expired.any()


def test_only_the_last_statement_due_counts_and_only_what_was_sent_by_the_end():
    def duty(who, due, done=None, known=None):
        key = {"coop_id": who, "record_id": f"{who}/{due}", "happened": due, "kind": "statement"}
        return {**key, "fulfilled_on": done, "fulfilled_known_on": known}

    duties = table(
        "obligation",
        duty("a", date(2023, 7, 22), date(2023, 7, 1), date(2023, 7, 1)),
        duty("a", date(2024, 7, 22)),
        duty("b", date(2024, 7, 22), date(2024, 9, 1), date(2024, 9, 1)),
        duty("c", date(2024, 7, 22), date(2025, 1, 1), date(2025, 1, 1)),
        duty("d", date(2025, 7, 22)),
    )
    found = measured(FIRST, LAST, date(2025, 6, 1), obligation=duties, **BASE).statements
    assert told(found.due) == ["a", "b", "c"]
    assert told(found.due & found.uploaded) == ["b"]


def test_statute_data_count_from_their_arrival_and_as_corrected_by_the_day_of_knowledge():
    def sent(who, arrived, share, **more):
        key = {"coop_id": who, "record_id": who, "happened": date(2024, 3, 19), "known": arrived}
        return {**key, "kind": "statute_data", "completeness": share, **more}

    filings = table(
        "filing",
        sent("a", date(2024, 5, 1), 0.5),
        sent("a", date(2025, 2, 1), 0.9, version=2),
        sent("b", date(2025, 1, 5), 1.0),
        {**sent("c", date(2024, 5, 1), 1.0), "kind": "tax_return"},
        sent("d", date(2024, 5, 1), None),
    )
    found = measured(FIRST, LAST, filing=filings, **BASE).statute
    assert told(found.filed) == ["a", "d"]
    assert found.completeness[0] == 0.5
    assert np.isnan(found.completeness[1:]).all()
    later = measured(FIRST, LAST, date(2025, 2, 1), filing=filings, **BASE).statute
    assert told(later.filed) == ["a", "d"]
    assert later.completeness[0] == 0.9
