"""A file of capacity is read as offices write it, and every cell at fault is named."""

import pytest
from openpyxl import Workbook

from coopscore.calendar import jalali
from coopscore.capacity import Room
from coopscore.errors import InvalidCapacity, WrongColumns
from coopscore.intake.capacity_file import read_capacity

PERSIAN = "استان,شهرستان,نوع اقدام,ماه,شمار اقدام\n"


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "capacity.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def faults(path):
    with pytest.raises(InvalidCapacity) as refused:
        read_capacity(path)
    return refused.value.facts["faults"]


def test_titles_names_and_digits_of_either_language_are_read(written):
    capacity = read_capacity(
        written(PERSIAN + "کرمانشاه,كنگاور,نظارت عمومی,۱۴۰۵/۰۱,۳\n05,,audit,2026-05-01,4\n")
    )
    assert capacity.rooms == (
        Room(province="05", county="", kind="audit", month=jalali(1405, 2, 1), acts=4),
        Room(province="05", county="کنگاور", kind="general", month=jalali(1405, 1, 1), acts=3),
    )


def test_a_file_without_counties_is_of_provinces(written):
    capacity = read_capacity(written("province,kind,month,acts\n24,general,1405-03,264\n"))
    assert [(room.county, room.acts) for room in capacity.rooms] == [("", 264)]


def test_a_workbook_is_read_by_its_first_sheet_that_is_shown(tmp_path):
    book = Workbook()
    book.active.append(["note"])
    book.active.append(["of nothing"])
    book.active.sheet_state = "hidden"
    sheet = book.create_sheet("capacity")
    sheet.append(["province", "kind", "month", "acts"])
    sheet.append(["24", "general", "1405-03-01", 5])
    book.save(tmp_path / "capacity.xlsx")
    assert read_capacity(tmp_path / "capacity.xlsx").acts == 5


def test_every_cell_at_fault_is_named_by_row_and_column(written):
    told = faults(written(PERSIAN + "05,,audit,1405/13,x\n05,,audit\n05,,audit,1405/12,1\n"))
    assert "row 2: Acts: “x” is not a number" in told.en
    assert "row 2: Month: month 13" in told.en
    assert "row 3:" in told.en
    assert "ردیف ۲: شمار اقدام: «x»" in told.fa


def test_two_rows_of_one_office_kind_and_month_are_refused(written):
    told = faults(written(PERSIAN + "05,,audit,1405/02,1\n05,,audit,1405/02/11,4\n"))
    assert told.en == "row 3 tells of the same office, kind and month as row 2"


def test_more_than_twenty_faults_are_counted(written):
    told = faults(written(PERSIAN + "05,,audit,1405/02,x\n" * 25))
    assert told.en.endswith("5 more")


@pytest.mark.parametrize(
    ("header", "fact", "names"),
    [
        ("province,kind,month", "missing", ["acts"]),
        ("province,kind,month,acts,colour", "unknown", ["colour"]),
        ("province,kind,month,acts,استان", "repeated", ["province"]),
    ],
)
def test_columns_are_those_of_a_capacity(written, header, fact, names):
    with pytest.raises(WrongColumns) as refused:
        read_capacity(written(f"{header}\n" + ",".join("1" for _ in header.split(",")) + "\n"))
    assert refused.value.facts[fact] == names
