"""Made rows: as intake would store them, and refused where it would not."""

from datetime import date

import pyarrow as pa
import pytest

from coopscore.persons import Persons
from coopscore.schema import TABLES
from coopscore.synthetic.stored import stored_facts
from features.made_rows import UnfitRows, as_stored, check_stored

FILED = {
    "coop_id": "ir:00000067",
    "period_end": date(2024, 3, 19),
    "received_on": date(2025, 10, 25),
    "kind": "statement",
    "due_on": date(2024, 7, 21),
    "due_rule": "year_end_4m",
    "state": "received",
    "audited": True,
    "completeness": 0.9,
}
MET = {
    "coop_id": "ir:00000067",
    "held_on": date(2025, 11, 25),
    "minutes_received_on": date(2025, 12, 8),
    "kind": "annual_ordinary",
    "members_total": 9,
    "members_present": 7,
}


def test_made_rows_are_those_that_a_delivery_of_them_would_have_stored(tmp_path):
    made = as_stored("filing", [FILED], batch=1)
    sheet = pa.table({name: pa.array([cell]) for name, cell in FILED.items()})
    assert made.equals(stored_facts(TABLES["filing"], sheet, Persons(tmp_path / "key")))
    (row,) = made.to_pylist()
    assert row["record_id"] == "ir:00000067|statement|2024-03-19"
    assert row["delay_days"] == (date(2025, 10, 25) - date(2024, 7, 21)).days


def test_a_correction_keeps_the_record_that_it_corrects():
    corrected = FILED | {"version": 2, "record_id": "77"}
    (row,) = as_stored("filing", [FILED | {"kind": "tax_return"}, corrected], batch=3).to_pylist()[
        1:
    ]
    assert (row["record_id"], row["version"], row["batch"]) == ("77", 2, 3)


def test_a_row_without_a_due_day_has_no_delay():
    (row,) = as_stored("assembly", [MET], batch=1).to_pylist()
    assert row["delay_days"] is None


@pytest.mark.parametrize(
    ("table", "row", "said"),
    [
        ("filing", FILED | {"colour": "red"}, "no column colour"),
        ("filing", FILED | {"audited": "perhaps"}, "filing: "),
        ("filing", FILED | {"due_on": "tomorrow"}, "filing: "),
        ("filing", FILED | {"kind": None}, "kind: None"),
        ("filing", FILED | {"kind": "poem"}, "kind: 'poem'"),
        ("filing", FILED | {"completeness": 1.5}, "completeness: 1.5"),
        ("assembly", MET | {"members_present": -1}, "members_present: -1"),
        ("assembly", MET | {"members_present": 10}, "members_present: more_than_entitled"),
        ("assembly", MET | {"minutes_received_on": date(2025, 11, 24)}, "known before it happened"),
    ],
)
def test_what_intake_would_set_aside_is_refused(table, row, said):
    with pytest.raises(UnfitRows, match=said):
        check_stored(TABLES[table], as_stored(table, [row], batch=1))


def test_rows_of_another_table_are_refused():
    made = as_stored("filing", [FILED], batch=1)
    with pytest.raises(UnfitRows, match="assembly is stored with other columns"):
        check_stored(TABLES["assembly"], made)
