"""Texts become values row by row: centuries decided, exchanges undone, repairs told."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from coopscore.adapters.delivery import Draft, Drafts
from coopscore.calendar import jalali
from coopscore.intake.parsed import parse
from coopscore.intake.repairs import SCHEMA
from coopscore.persons import Persons
from coopscore.schema import TABLES

TODAY = date(2025, 7, 22)
HEADERS = {"year_end": "پایان سال", "received_on": "تاریخ دریافت", "members": "شمار اعضا"}


def parsed(table, *rows, origin=None, persons=None):
    drafted = [Draft(row, values) for row, values in enumerate(rows, start=2)]
    drafts = Drafts(table=TABLES[table], source="f.csv", rows=drafted, origin=origin or {})
    return parse(drafts, drafted, today=TODAY, persons=persons or Persons(Path("no-key-is-needed")))


def told(found):
    table = pa.concat_tables([SCHEMA.empty_table(), *found.repairs])
    names = ("row", "column", "kind", "was", "became")
    return sorted(zip(*(table[name].to_pylist() for name in names), strict=True))


def faults(found):
    return {place: [(one.column, one.code) for one in of] for place, of in found.faults.items()}


@pytest.mark.parametrize(
    ("year_end", "received_on", "read"),
    [
        ("02/12/14", "1403/04/01", None),  # 1402, or the second of Esfand 1314: both before
        ("1402/12/29", "03/04/16", date(2024, 7, 6)),  # never received in 1316
        ("98/12/29", "1399/04/01", date(2020, 3, 19)),
    ],
)
def test_a_century_is_taken_from_the_rows_other_day_where_it_leaves_one(
    year_end, received_on, read
):
    found = parsed(
        "yearly_figures", {"coop_id": "c1", "year_end": year_end, "received_on": received_on}
    )
    column = "received_on" if year_end == "1402/12/29" else "year_end"
    assert found.columns[column] == [read]
    assert faults(found) == ({} if read else {0: [("year_end", "day_century")]})
    kinds = [(column_of, kind) for _, column_of, kind, _, _ in told(found)]
    assert kinds == ([(column, "two_digit_year")] if read else [])


def test_the_end_of_a_span_comes_after_its_start_and_may_lie_ahead():
    term = {"coop_id": "c1", "role": "ceo", "start": "1402/01/20", "registered_on": "1402/02/01"}
    found = parsed("officer_term", {**term, "end": "33/01/20"})
    assert found.columns["end"] == [jalali(1433, 1, 20)]  # not in 1333, before its start
    early = {"coop_id": "c1", "kind": "statement", "period_end": "1402/12/29"}
    met = {**early, "due_on": "1403/04/31", "recorded_at": "1403/04/31"}
    found = parsed(
        "obligation", {**met, "fulfilled_on": "03/03/20", "fulfilled_known_on": "1403/04/01"}
    )
    assert faults(found) == {0: [("fulfilled_on", "day_century")]}  # it may be met before it is due


def test_exchanged_columns_are_read_as_exchanged_and_told_cell_by_cell():
    rows = [
        {
            "coop_id": f"c{n}",
            "year_end": str(n),
            "received_on": "1403/04/01",
            "members": "1402/12/29" if n else "x",
        }
        for n in range(30)
    ]
    found = parsed("yearly_figures", *rows, origin=HEADERS)
    assert found.columns["members"] == list(range(30))
    assert found.columns["year_end"] == [None, *[date(2024, 3, 19)] * 29]
    assert faults(found) == {0: [("شمار اعضا", "day_shape")]}  # where the cell stands
    assert told(found)[:2] == [
        (2, "شمار اعضا", "swapped_columns", "x", "0"),
        (2, "پایان سال", "swapped_columns", "0", "x"),
    ]
    assert len(told(found)) == 60
    (note,) = found.notes
    assert note.code == "swapped_columns"
    assert "پایان سال" in note.text.en
    assert "شمار اعضا" in note.text.fa


def test_a_row_with_two_cells_exchanged_is_set_aside_with_both_named():
    good = {"coop_id": "c1", "year_end": "1402/12/29", "received_on": "1403/04/01", "members": "5"}
    bad = {**good, "year_end": "7", "members": "1401/12/29"}
    found = parsed("yearly_figures", good, bad, origin=HEADERS)
    (fault,) = found.faults[1]
    assert (fault.code, fault.column, fault.value) == ("swapped_cells", "پایان سال", "7")
    assert fault.found("en") == (
        "پایان سال (“7”) and شمار اعضا (“1401/12/29”) stand in each other's place."
    )
    assert fault.remedy("fa") == "جای دو خانه را با هم عوض کنید."
    assert 0 not in found.faults


def test_persons_are_told_by_their_hash_alone(tmp_path):
    persons = Persons(tmp_path / "person.key")
    term = {"coop_id": "c1", "role": "ceo", "start": "1402/01/20", "registered_on": "1402/02/01"}
    found = parsed(
        "officer_term",
        {**term, "person_key": "12345679"},
        {**term, "person_key": "علی رضایی"},
        {**term, "person_key": "1402/01/20", "start": "0012345679"},
        persons=persons,
    )
    key = persons.hashed("0012345679")
    assert found.columns["person_key"] == [key, None, None]
    assert told(found) == [(2, "person_key", "leading_zero", "•••", key)]
    assert [(one.code, one.value) for one in found.faults[1]] == [("not_a_person", "•••")]
    (exchanged,) = found.faults[2]
    assert exchanged.code == "swapped_cells"
    sentences = [exchanged.value, *(exchanged.found(lang) for lang in ("en", "fa"))]
    assert not any("12345679" in sentence for sentence in sentences)


def test_exchanged_columns_of_persons_show_none(tmp_path):
    rows = [
        {
            "coop_id": "c1",
            "role": f"{n:03d}-234567-9",
            "person_key": "ceo",
            "start": "1402/01/20",
            "registered_on": "1402/02/01",
        }
        for n in range(25)
    ]
    found = parsed("officer_term", *rows, persons=Persons(tmp_path / "person.key"))
    assert found.columns["role"] == ["ceo"] * 25
    assert faults(found) == {}
    assert {(was, became) for _, _, kind, was, became in told(found)} == {("•••", "•••")}


def test_a_draft_of_a_column_that_the_table_lacks_is_a_mistake_of_ours():
    with pytest.raises(AssertionError, match=r"f\.csv drafts filing with columns"):
        parsed("filing", {"coop_id": "c1", "colour": "red"})
