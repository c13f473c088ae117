"""What the register shows of each co-operative on a day, as far as acts hang on it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

Row = Mapping[str, Any]

# The tables that tell what is open.
TABLES = ("obligation", "filing", "assembly", "officer_term", "facility", "facility_month")

# Classes in which all that is overdue can be paid and time alone decides: directive 2823.
_PAYABLE = ("current", "past_due")
_ELECTED = ("board_main", "board_alternate", "ceo")


@dataclass(frozen=True, kw_only=True)
class Register:
    """The rows of one co-operative as they were known on `as_of`, table by table."""

    coop_id: str
    as_of: date
    rows: Mapping[str, Sequence[Row]]

    def overdue(self, kind: str) -> list[Row]:
        """The duties of a kind that are open on the day, the oldest period first."""
        return [
            row
            for row in self.rows.get("obligation", ())
            if row["kind"] == kind and not _ended(row["fulfilled_on"], self.as_of)
        ]

    def filed(self) -> dict[date, Row]:
        """Statements on record, by the end of their period."""
        papers = self.rows.get("filing", ())
        return {row["happened"]: row for row in papers if row["kind"] == "statement"}

    def last_annual(self) -> Row | None:
        """The last annual assembly that met, with its numbers."""
        met = [
            row
            for row in self.rows.get("assembly", ())
            if row["kind"] == "annual_ordinary" and row["outcome"] in (None, "held")
        ]
        return max(met, key=lambda row: row["happened"], default=None)

    def expired_board(self) -> list[Row]:
        """The officers of the last board, if its term has run out; else nobody.

        The last board is that of main members whose terms end last; its alternates and chief
        executive are those whose terms end on the same day.
        """
        terms = [row for row in self.rows.get("officer_term", ()) if row["end"] is not None]
        end = max((row["end"] for row in terms if row["role"] == "board_main"), default=None)
        if end is None or end > self.as_of:
            return []
        return [row for row in terms if row["end"] == end and row["role"] in _ELECTED]

    def in_arrears(self) -> list[tuple[Row, Row]]:
        """Running facilities with something overdue at the last month told of, and that month."""
        last: dict[str, Row] = {}
        for row in self.rows.get("facility_month", ()):
            kept = last.get(row["facility_id"])
            if kept is None or row["happened"] > kept["happened"]:
                last[row["facility_id"]] = row
        return [
            (facility, last[facility["facility_id"]])
            for facility in self.rows.get("facility", ())
            if facility["facility_id"] in last
            and not _ended(facility["settled_on"], self.as_of)
            and _owes(last[facility["facility_id"]])
        ]


def _ended(end: date | None, as_of: date) -> bool:
    return end is not None and end <= as_of


def _owes(month: Row) -> bool:
    late = any((month[name] or 0) > 0 for name in ("overdue_amount", "dpd_days", "months_past_due"))
    return late and month["class"] in _PAYABLE


def registers(tables: Mapping[str, pa.Table], as_of: date) -> Iterator[Register]:
    """The register of each co-operative that has a row in one of the tables, by id.

    Parameters
    ----------
    tables : mapping of name to pa.Table
        Stored rows in force on `as_of`, one a record, of the tables in `TABLES`.
    """
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for name in TABLES:
        for row in tables[name].to_pylist():
            found[row["coop_id"]][name].append(row)
    for coop_id in sorted(found):
        yield Register(coop_id=coop_id, as_of=as_of, rows=found[coop_id])
