"""Each format holds the same rows, and the same bytes whenever it is written."""

import csv
import io
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from coopscore.synthetic.files.writing import WRITERS, csv_bytes, part_name

WORDS = pa.table({"نام": ["یاس", "لاله"], "موعد": ["1403/12/30", ""]})
TYPED = pa.table({"name": ["یاس", "لاله"], "due_on": pa.nulls(2, pa.date32())})


@pytest.mark.parametrize("kind", list(WRITERS))
def test_the_same_rows_are_the_same_bytes(tmp_path, kind):
    paths = [tmp_path / f"{name}.{kind}" for name in ("one", "other")]
    for path in paths:
        WRITERS[kind](path, TYPED, WORDS)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_workbook_holds_the_words_from_right_to_left(tmp_path):
    path = tmp_path / "assembly.xlsx"
    WRITERS["xlsx"](path, TYPED, WORDS)
    sheet = load_workbook(path).active
    assert sheet.sheet_view.rightToLeft
    assert list(sheet.values) == [("نام", "موعد"), ("یاس", "1403/12/30"), ("لاله", None)]


def test_a_sheet_that_is_too_long_is_refused(tmp_path):
    long = pa.table({"نام": pa.nulls(1_048_576, pa.string())})
    with pytest.raises(ValueError, match="do not fit one sheet"):
        WRITERS["xlsx"](tmp_path / "a.xlsx", long, long)


def test_a_workbook_holds_numbers_and_the_days_of_the_office_as_spreadsheets_do(tmp_path):
    typed = pa.schema(
        [("amount", pa.int64()), ("rate", pa.float64()), ("recorded_at", pa.date32()),
         ("period_end", pa.date32()), ("national_id", pa.string())]
    ).empty_table()  # fmt: skip
    words = pa.table(
        {
            "مبلغ": ["-1200", "۱۲", "0012", "1234567890123456", ""],
            "نرخ": ["0.18", "1e-05", "3", "0.1.2", ""],
            "ثبت": ["1403/12/30", "1404/12/30", "45000", "1250/01/01", ""],
            "پایان": ["1403/12/30"] * 5,
            "شناسه": ["00012345678"] * 5,
        }
    )
    path = tmp_path / "a.xlsx"
    WRITERS["xlsx"](path, typed, words)
    sheet = load_workbook(path).active
    rows = [
        tuple(cell.date() if isinstance(cell, datetime) else cell for cell in row)
        for row in sheet.iter_rows(min_row=2, values_only=True)
    ]
    assert rows == [
        (-1200, 0.18, date(2025, 3, 20), "1403/12/30", "00012345678"),
        ("۱۲", "1e-05", "1404/12/30", "1403/12/30", "00012345678"),
        ("0012", 3, "45000", "1403/12/30", "00012345678"),
        ("1234567890123456", "0.1.2", "1250/01/01", "1403/12/30", "00012345678"),
        (None, None, None, "1403/12/30", "00012345678"),
    ]
    assert sheet["C2"].is_date


def test_parquet_holds_the_values_themselves(tmp_path):
    path = tmp_path / "assembly.parquet"
    WRITERS["parquet"](path, TYPED, WORDS)
    assert pq.read_table(path).equals(TYPED)


def test_a_text_with_a_comma_or_a_quotation_mark_is_read_back():
    words = pa.table({"نام": ["یاس, لاله", 'نام "دیگر"', "ساده"]})
    rows = list(csv.reader(io.StringIO(csv_bytes(words).decode())))
    assert rows == [["نام"], ["یاس, لاله"], ['نام "دیگر"'], ["ساده"]]


def test_parts_are_numbered_where_there_are_several():
    assert part_name("filing", 0, 1) == "filing"
    assert part_name("filing", 2, 47) == "filing-003"
