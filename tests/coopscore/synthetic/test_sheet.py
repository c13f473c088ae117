"""Columns of numbers as rows of a table, and the rows that were known by a day."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from coopscore.schema import TABLES
from coopscore.synthetic.sector.cycles import NEVER, day_number
from coopscore.synthetic.sheet import NOTHING, Coded, known_by, sheet

DAY = day_number(1404, 4, 12)  # 3 July 2025
ARRIVED = date(2025, 7, 3)


def test_columns_stand_in_the_order_of_the_file_and_in_the_types_of_the_schema():
    rows = sheet(
        "filing",
        {
            "completeness": np.array([0.5, np.nan]),
            "audited": np.array([True, False]),
            "kind": Coded(np.array([1, 0]), ("statement", "tax_return")),
            "received_on": np.array([DAY, NEVER]),
            "coop_id": pa.array(["ir:00000001", "ir:00000002"]),
            "audit_opinion": Coded(np.array([-1, 0]), ("unqualified",)),
        },
    )
    told = ["coop_id", "received_on", "kind", "audited", "completeness", "audit_opinion"]
    assert rows.column_names == told
    assert rows["received_on"].to_pylist() == [ARRIVED, None]
    assert rows["kind"].to_pylist() == ["tax_return", "statement"]
    assert rows["completeness"].to_pylist() == [0.5, None]
    assert rows["audited"].to_pylist() == [True, False]
    assert rows["audit_opinion"].to_pylist() == [None, "unqualified"]


def test_whole_numbers_may_be_missing_and_keep_every_digit():
    amounts = np.array([NOTHING, 2**53 + 1, -7])
    rows = sheet("statement_line", {"amount": amounts})
    assert rows["amount"].to_pylist() == [None, 9_007_199_254_740_993, -7]


def test_a_column_that_the_file_does_not_have_is_refused():
    with pytest.raises(KeyError, match="filing has no columns \\['colour'\\]"):
        sheet("filing", {"colour": np.array([1])})


def test_rows_known_after_the_day_are_left_out():
    rows = sheet("filing", {"received_on": np.array([DAY + 1, DAY, DAY - 1])})
    assert known_by(TABLES["filing"], rows, DAY)["received_on"].to_pylist() == [
        ARRIVED,
        date(2025, 7, 2),
    ]


def test_an_end_known_after_the_day_is_left_empty():
    rows = sheet(
        "obligation",
        {
            "recorded_at": np.full(3, DAY),
            "fulfilled_on": np.array([DAY - 9, DAY - 5, NEVER]),
            "fulfilled_known_on": np.array([DAY, DAY + 1, NEVER]),
        },
    )
    kept = known_by(TABLES["obligation"], rows, DAY)
    assert kept["fulfilled_on"].to_pylist() == [date(2025, 6, 24), None, None]
    assert kept["fulfilled_known_on"].to_pylist() == [ARRIVED, None, None]
