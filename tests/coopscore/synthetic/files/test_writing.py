"""Each format holds the same rows, and the same bytes whenever it is written."""

import csv
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from coopscore.synthetic.files.writing import WRITERS, csv_bytes, part_name

WORDS = pa.table({"نام": ["یاس", "لاله"], "موعد": ["1403/12/30", ""]})
TYPED = pa.table({"name": ["یاس", "لاله"]})


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
        WRITERS["xlsx"](tmp_path / "a.xlsx", TYPED, long)


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
