"""A mending file says what an office mended, whatever its spreadsheet did besides."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from coopscore.errors import NotAMendingFile, UnusableHome
from coopscore.intake.aside import AsideRow, ToldFault
from coopscore.intake.mending import (
    is_unmended,
    mended_cells,
    names_of,
    read_mending,
    row_id,
    write_mending,
)
from coopscore.language import Text

FAULT = ToldFault(
    code="day_month",
    column="year_end",
    value="x",
    found=Text(en="Found.", fa="یافته."),
    remedy=Text(en="Mend.", fa="درست کنید."),
)
HEADER = ("coop_id", "شمار اعضا")


def row(number=7, **cells):
    raw = {"coop_id": "0012", "شمار اعضا": "-5", **cells}
    return AsideRow(source="f.csv", row=number, raw=raw, cells=raw, faults=(FAULT,), newest=0)


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "new" / "f.csv"
    write_mending(path, HEADER, {"qa/0": row(), "qa/1": row(8, **{"+1": "extra"})})
    return path


def lines(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_line_a_row_with_its_faults_in_front(written):
    assert lines(written) == [
        ["#id", "#row", "#faults_fa", "#faults_en", "coop_id", "شمار اعضا", "'+1"],
        ["qa/0", "7", "یافته. درست کنید.", "Found. Mend.", "0012", "'-5", ""],
        ["qa/1", "8", "یافته. درست کنید.", "Found. Mend.", "0012", "'-5", "extra"],
    ]
    assert [file.name for file in written.parent.iterdir()] == ["f.csv"]


def test_it_is_read_back_as_it_was_meant(written):
    found = read_mending(written)
    assert found.cells == {
        "qa/0": {"coop_id": "0012", "شمار اعضا": "-5", "+1": ""},
        "qa/1": {"coop_id": "0012", "شمار اعضا": "-5", "+1": "extra"},
    }
    assert found.unread == 0
    assert mended_cells(row(), found.cells["qa/0"]) == row().cells


def test_a_file_saved_with_semicolons_in_the_encoding_of_the_machine_is_read(written, tmp_path):
    copy = tmp_path / "copy.csv"
    with copy.open("w", encoding="cp1256", newline="") as file:
        csv.writer(file, delimiter=";").writerows(
            [cell.replace("ی", "ي") for cell in line] for line in lines(written)
        )
    assert read_mending(copy).cells["qa/1"]["شمار اعضا"] == "-5"


def test_a_file_saved_as_a_workbook_is_read(written, tmp_path):
    book = Workbook()
    for line in lines(written):
        book.active.append([cell or None for cell in line])
    book.active["F2"] = 5
    book.save(tmp_path / "mended.xlsx")
    found = read_mending(tmp_path / "mended.xlsx")
    assert found.cells["qa/0"]["شمار اعضا"] == "5"
    assert found.cells["qa/1"]["+1"] == "extra"


def test_a_line_that_cannot_be_read_is_counted(written):
    with written.open("a", encoding="utf-8") as file:
        file.write("qa/2,9\n")
    assert read_mending(written).unread == 1


def test_a_file_without_the_rows_names_is_refused(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("coop_id\nc1\n", encoding="utf-8")
    with pytest.raises(NotAMendingFile):
        read_mending(path)


def test_a_file_that_cannot_be_written_is_refused_in_words(tmp_path):
    (tmp_path / "quarantine").write_text("a file stands where the folder should be")
    with pytest.raises(UnusableHome):
        write_mending(tmp_path / "quarantine" / "f.csv", HEADER, {"qa/0": row()})


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("0012345678", "12345678"),
        ("12", "12.00"),
        ("103802847901234", "1.03803E+14"),
        ("12500000000", "1.25E+10"),
        ("2025-07-03", "7/3/2025"),
        ("2025-07-03", "03/07/2025"),
        ("2025-07-03", "2025/7/3 0:00"),
        (" x ", "x"),
        ("تعاونی", "تعاوني"),  # an encoding without a Persian ye
        ("", ""),
    ],
)
def test_what_a_spreadsheet_does_by_itself_is_no_mending(was, now):
    assert is_unmended(was, now)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("0012345678", "12345679"),
        ("103802847901234", "1.03804E+14"),
        ("2025-07-03", "2025-08-03"),
        ("2025-07-03", "soon"),
        ("1402/13/29", "1402/12/29"),
        ("1402/12/29", "12/29/1402"),
        ("31/13/1404", "30/12/1404"),
        ("-5", "5"),
        ("x", ""),
        ("", "x"),
        ("nan", "inf"),
        ("Infinity", "Infinity1"),
        ("0", "1E+2"),
        ("2025-02-30", "30/02/2025"),
        ("2025-99-30", "2025-99-31"),
    ],
)
def test_any_other_change_is(was, now):
    assert not is_unmended(was, now)


@given(number=st.integers(10**11, 10**15), other=st.integers(10**11, 10**15))
def test_a_number_rounded_for_show_is_its_own_and_no_other(number, other):
    shown = f"{number:.5E}"
    assert is_unmended(str(number), shown)
    assert is_unmended(str(other), shown) == (f"{other:.5E}" == shown)


def test_a_cell_is_mended_emptied_or_filled_and_a_missing_column_stays():
    assert mended_cells(row(), {"coop_id": "c1"}) == {"coop_id": "c1", "شمار اعضا": "-5"}
    assert mended_cells(row(), {"شمار اعضا": "", "+1": "", "+2": "x"}) == {
        "coop_id": "0012",
        "شمار اعضا": "",
        "+2": "x",
    }
    kept = row(**{"نوع تعاونی": "x"})
    assert mended_cells(kept, {"نوع تعاوني": "y"})["نوع تعاونی"] == "y"


def test_every_source_has_a_file_of_its_own_whatever_it_is_called():
    assert dict(names_of(["f.csv", "دفتر.xlsx: اعضا", "///", "f"])) == {
        "f.csv": "f.csv",
        "دفتر.xlsx: اعضا": "دفتر.xlsx_اعضا.csv",
        "///": "rows.csv",
        "f": "f-2.csv",
    }


def test_a_rows_name_is_no_number_and_no_day():
    assert row_id("1234567890123456", 7) == "q1234567890123456/7"
