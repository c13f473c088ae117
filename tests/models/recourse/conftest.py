"""A co-operative with something open of every kind, as stored rows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from coopscore.schema import TABLES as ALL_TABLES
from features.made_rows import as_stored
from models.recourse.register import TABLES, Register, registers

AS_OF = date(2025, 10, 22)  # 30 Mehr 1404, a Wednesday
WHO = "ir:00000067"

OPEN: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "obligation": [
        {
            "kind": kind,
            "period_end": end,
            "due_on": due,
            "recorded_at": due,
            "due_rule": rule,
        }
        for kind, end, due, rule in (
            ("statement", date(2024, 3, 19), date(2024, 7, 21), "year_end_4m"),
            ("statement", date(2025, 3, 20), date(2025, 7, 22), "year_end_4m"),
            ("annual_assembly", date(2024, 3, 19), date(2024, 7, 21), "year_end_4m"),
            ("annual_assembly", date(2025, 3, 20), date(2025, 7, 22), "year_end_4m"),
            ("board_election", date(2025, 6, 30), date(2025, 6, 30), "term_end"),
            ("tax_return", date(2025, 3, 20), date(2025, 7, 22), "year_end_4m"),
        )
    ],
    "filing": [
        {
            "kind": "statement",
            "period_end": date(2023, 3, 20),
            "received_on": date(2023, 7, 20),
            "audited": True,
            "completeness": 0.8,
        }
    ],
    "assembly": [
        {
            "kind": kind,
            "held_on": held,
            "minutes_received_on": held,
            "members_total": 9,
            "members_present": present,
            "outcome": outcome,
        }
        for kind, held, present, outcome in (
            ("annual_ordinary", date(2022, 7, 1), 8, "held"),
            ("annual_ordinary", date(2023, 7, 1), 6, None),
            ("annual_ordinary", date(2024, 7, 1), 2, "not_quorate"),
            ("extraordinary", date(2024, 9, 1), 9, "held"),
        )
    ],
    "officer_term": [
        {
            "role": role,
            "person_key": person,
            "start": start,
            "registered_on": start,
            "end": end,
            "is_second_job": role == "ceo",
        }
        for role, person, start, end in (
            ("board_main", "p1", date(2019, 7, 1), date(2022, 6, 30)),
            ("board_main", "p1", date(2022, 7, 1), date(2025, 6, 30)),
            ("board_main", "p2", date(2022, 7, 1), date(2025, 6, 30)),
            ("board_alternate", "p3", date(2022, 7, 1), date(2025, 6, 30)),
            ("ceo", "p4", date(2022, 7, 1), date(2025, 6, 30)),
            ("inspector", "p5", date(2024, 7, 1), date(2025, 6, 30)),
            ("board_main", "p6", date(2022, 7, 1), None),
        )
    ],
    "facility": [
        {
            "facility_id": name,
            "disbursed_on": date(2023, 1, 1),
            "recorded_at": date(2023, 1, 1),
            "principal": 1_000,
            "settled_on": settled,
            "settled_known_on": settled,
        }
        for name, settled in (
            ("late", None), ("last", None), ("paid", None), ("over", date(2025, 9, 1)),
            ("bad", None), ("new", None),
        )
    ],
    "facility_month": [
        {
            "facility_id": name,
            "month_end": end,
            "recorded_at": date(2025, 10, 10),
            "balance": balance,
            "overdue_amount": overdue,
            "dpd_days": dpd,
            "months_past_due": dpd // 30,
            "class": kind,
            "rescheduled": False,
            "decree": False,
        }
        for name, end, balance, overdue, dpd, kind in (
            ("late", date(2025, 9, 22), 500, 100, 45, "current"),
            ("late", date(2025, 8, 22), 500, 50, 15, "current"),
            ("last", date(2025, 9, 22), 80, 80, 65, "past_due"),
            ("paid", date(2025, 9, 22), 500, 0, 0, "current"),
            ("over", date(2025, 8, 22), 500, 100, 45, "current"),
            ("bad", date(2025, 9, 22), 500, 500, 700, "doubtful"),
        )
    ],
}  # fmt: skip


def registered(**changes: Sequence[Mapping[str, Any]]) -> Register:
    """The register of one co-operative: all that is open, tables replaced as told."""
    rows = {**OPEN, **changes}
    tables = {
        name: as_stored(name, [{"coop_id": WHO, **row} for row in rows[name]], batch=1)
        for name in TABLES
    }
    found = list(registers(tables, AS_OF))
    assert set(tables) <= set(ALL_TABLES)
    return found[0] if found else Register(coop_id=WHO, as_of=AS_OF, rows={})


@pytest.fixture(scope="session")
def register() -> Callable[..., Register]:
    """`register(filing=[...])`: the register with other rows of some tables."""
    return registered
