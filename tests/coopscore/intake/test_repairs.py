"""Every repair is written down with what the cell was and what it became."""

import csv

import pyarrow as pa
import pytest

from coopscore.errors import UnusableHome
from coopscore.intake.repair_kinds import REPAIR_KINDS, REPAIRS
from coopscore.intake.repairs import (
    SCHEMA,
    repair_counts,
    repair_table,
    standing,
    write_repairs,
)


def made(*rows, kind="letters", source="f.csv"):
    size = len(rows)
    return repair_table(source, rows, "نام", [kind] * size, ["=1"] * size, ["شرکت"] * size)


def test_every_kind_has_words_in_both_languages():
    assert set(REPAIRS) == set(REPAIR_KINDS)


def test_repairs_are_counted_by_kind_in_the_order_of_the_kinds():
    table = pa.concat_tables([made(2, kind="digits"), made(2, 3), made(4, 5, 6, kind="digits")])
    assert list(repair_counts(table).items()) == [("letters", 2), ("digits", 4)]
    assert repair_counts(SCHEMA.empty_table()) == {}


def test_repairs_of_rows_set_aside_are_left_out_and_the_others_told_in_order():
    kept = standing([made(9, 3), made(2, source="e.csv")], {("f.csv", 9)})
    assert list(zip(kept["file"].to_pylist(), kept["row"].to_pylist(), strict=True)) == [
        ("e.csv", 2),
        ("f.csv", 3),
    ]
    assert standing([], {("f.csv", 9)}).num_rows == 0
    assert standing([made(9)], ()).num_rows == 1


def test_the_list_opens_in_a_spreadsheet_and_starts_no_formula(tmp_path):
    path = tmp_path / "new" / "repairs.csv"
    write_repairs(path, pa.concat_tables([made(2), made(3, kind="swapped_columns")]))
    assert path.read_bytes().startswith("\ufeff".encode())
    with path.open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["file"], first["row"], first["column"], first["kind"]) == (
        *("f.csv", "2"),
        *("نام", "letters"),
    )
    assert (first["was"], first["became"]) == ("'=1", "شرکت")
    assert (second["repair_en"], second["repair_fa"]) == ("exchanged columns", "ستون‌های جابه‌جا")
    assert [file.name for file in path.parent.iterdir()] == ["repairs.csv"]


def test_a_list_that_cannot_be_written_is_refused_in_words(tmp_path):
    (tmp_path / "quarantine").write_text("a file stands where the folder should be")
    with pytest.raises(UnusableHome):
        write_repairs(tmp_path / "quarantine" / "repairs.csv", made(2))
