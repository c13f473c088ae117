from pathlib import Path

import pytest

from coopscore.errors import UnreadableFile
from coopscore.intake.raw import LONGEST_CELL, MOST_COLUMNS
from coopscore.intake.read import read_csv


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "filing.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(folder, content, **more):
    return read_csv(written(folder, content), **more)


def shapes(table):
    return [(row.row, row.faults[0].code) for row in table.misshapen]


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path):
    table = read(tmp_path, 'a,b\r\n1,2\r\n\r\n"x\ny",4\r\n5,6\r\n')
    assert table.header == ("a", "b")
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, ("1", "2")),
        (4, ("x\ny", "4")),
        (5, ("5", "6")),
    ]
    assert table.rows_read == 3
    assert table.raw(4) == {"a": "x\ny", "b": "4"}


def test_a_byte_order_mark_and_empty_columns_on_the_right_are_overlooked(tmp_path):
    table = read(tmp_path, "\ufeff\n a ,b,,\n1,2,,\n1,2\n,,,\n")
    assert table.header == ("a", "b")
    assert [row.cells for row in table.rows] == [("1", "2"), ("1", "2")]


def test_other_encodings_and_delimiters_are_read_where_an_adapter_says_so(tmp_path):
    table = read(tmp_path, "nom;âge\né;1\n".encode("cp1252"), encoding="cp1252", delimiter=";")
    assert table.raw(2) == {"nom": "é", "âge": "1"}


def test_a_file_whose_sender_names_nothing_is_read_as_it_is_written_and_that_is_told(tmp_path):
    table = read(tmp_path, "نام;سن\nالف;1\n".encode("cp1256"), encoding=None, delimiter=None)
    assert table.raw(2) == {"نام": "الف", "سن": "1"}
    (note,) = table.notes
    assert note.text.en == (
        "filing.csv was read as Windows-1256 (cp1256), with semicolons between its cells."
    )
    assert read(tmp_path, "a,b\n1,2\n", encoding=None, delimiter=None).notes == ()


def test_the_hash_is_that_of_the_bytes(tmp_path):
    one, other = read(tmp_path, "a\n1\n"), read(tmp_path, "a\r\n1\r\n")
    assert one.rows == other.rows
    assert one.sha256 != other.sha256


def test_rows_of_another_width_are_set_aside_and_the_others_kept(tmp_path):
    table = read(tmp_path, "a,b,c\n1,2\n1,2,3\n1,2,3,4,5\n")
    assert shapes(table) == [(2, "too_few_cells"), (4, "too_many_cells")]
    assert [row.number for row in table.rows] == [3]
    assert [row.raw for row in table.misshapen] == [
        {"a": "1", "b": "2"},
        {"a": "1", "b": "2", "c": "3", "+1": "4", "+2": "5"},
    ]
    assert table.misshapen[0].faults[0].found("fa") == "این ردیف ۲ خانه دارد، کمتر از ۳ ستون عنوان."


def test_a_stray_quotation_mark_does_not_swallow_the_rows_below(tmp_path):
    table = read(tmp_path, 'a,b\n1,2\n"3,4\n5,6\n"7"x,8\n9,10\n')
    assert shapes(table) == [(3, "broken_quotes"), (5, "broken_quotes")]
    assert [row.number for row in table.rows] == [2, 4, 6]
    assert table.misshapen[0].faults[0].value == '"3,4'


def test_an_over_long_cell_is_set_aside(tmp_path):
    long, longer = "x" * (LONGEST_CELL + 1), "y" * 200_000
    table = read(tmp_path, f"a,b\n1,{long}\n{longer},2\n3,4\n")
    assert shapes(table) == [(2, "cell_too_long"), (3, "cell_too_long")]
    assert table.misshapen[0].faults[0].column == "b"
    assert [row.number for row in table.rows] == [4]
    assert "100001 characters" in table.misshapen[0].faults[0].found("en")


def test_a_thousand_broken_rows_are_each_named(tmp_path):
    table = read(tmp_path, "a,b\n" + '"1,2\n3,4\n' * 1000)
    assert len(table.misshapen) + len(table.rows) == table.rows_read
    assert len(table.misshapen) >= 500


@pytest.mark.parametrize(
    ("content", "en", "fa"),
    [
        (b"", "it is empty", "فایل خالی است"),
        (b" \n\n", "it is empty", "فایل خالی است"),
        (b",,\n,,\n", "it is empty", "فایل خالی است"),
        ("\ufeff".encode(), "it is empty", "فایل خالی است"),
        (b"PK\x03\x04\x00\x00", "it is binary", "دودویی"),
        ("a\n1\n".encode("utf-16"), "it is binary", "دودویی"),
        ("a,b\n1,é\n".encode("cp1252"), "line 2 is not text in UTF-8", "سطر ۲"),
        (b'"a,b\n1,2\n', "quotation marks of its header", "گیومه‌های سطر عنوان"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_the_reason(tmp_path, content, en, fa):
    with pytest.raises(UnreadableFile) as refused:
        read(tmp_path, content)
    assert en in refused.value.sentence("en")
    assert fa in refused.value.sentence("fa")


def test_a_last_line_without_its_end_is_set_aside_whatever_it_holds(tmp_path):
    for tail in ("5,6", "5,", "5", '"5,6', "5,6,7", '5,"6'):
        table = read(tmp_path, f"a,b\n1,2\n3,4\n{tail}")
        assert [row.number for row in table.rows] == [2, 3]
        assert shapes(table) == [(4, "cut_off")]
        (note,) = table.notes
        assert note.code == "cut_off"
        assert note.text.en.startswith("filing.csv seems cut off")
        assert table.misshapen[0].raw["a"].strip('"').startswith("5")


def test_a_file_that_ends_in_nothing_but_separators_has_lost_no_row(tmp_path):
    table = read(tmp_path, "a,b\n1,2\n,")
    assert [row.number for row in table.rows] == [2]
    assert (shapes(table), [note.code for note in table.notes]) == ([], ["cut_off"])


def test_a_header_without_its_end_is_told_of(tmp_path):
    table = read(tmp_path, "a,b")
    assert (table.rows_read, [note.code for note in table.notes]) == (0, ["cut_off"])


def test_a_character_cut_in_two_is_a_row_that_is_cut_off(tmp_path):
    content = "نام,سن\nالف,1\nب,2\n".encode()
    cut = content[: content.rindex("ب".encode()) + 1]
    table = read(tmp_path, cut, encoding=None)
    assert [row.cells for row in table.rows] == [("الف", "1")]
    assert shapes(table) == [(3, "cut_off")]


def test_a_file_of_more_columns_than_any_table_is_refused(tmp_path):
    million = ",".join(f"c{place}" for place in range(1_000_000))
    for header in (million, million[:60_000], f'"{million[:90_000]}",{million}'):
        with pytest.raises(UnreadableFile, match="it has more than 1000 columns"):
            read(tmp_path, f"{header}\n1\n")
    with pytest.raises(UnreadableFile, match="it has more than 1000 columns"):
        read(tmp_path, "a,b\n1,2\n" + "," * 1_000_000 + "\n")


def test_what_is_kept_of_a_row_that_is_far_too_wide_is_bounded(tmp_path):
    table = read(tmp_path, "a,b\n" + "x," * 40_000 + "\n1,2\n")
    assert shapes(table) == [(2, "too_many_cells")]
    assert len(table.misshapen[0].raw) == 2 + MOST_COLUMNS
    assert [row.number for row in table.rows] == [3]


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="no such file"):
        read_csv(tmp_path / "nothing.csv")
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read_csv(tmp_path)


def test_a_closed_cell_of_any_length_stays_one_row(tmp_path):
    inside = "5,6\n" * 100_000
    table = read(tmp_path, f'a,b\n1,"{inside}"\n3,4\n')
    assert shapes(table) == [(2, "cell_too_long")]
    assert [(row.number, row.cells) for row in table.rows] == [(3, ("3", "4"))]


def test_a_long_line_whose_cell_never_closes_is_set_aside_alone(tmp_path):
    table = read(tmp_path, 'a,b\n1,"' + "x" * (LONGEST_CELL + 1) + "\n3,4\n")
    assert shapes(table) == [(2, "cell_too_long")]
    assert [row.number for row in table.rows] == [3]


def test_many_lines_that_each_open_a_cell_to_the_end_are_read_once_each(tmp_path):
    # Each, begun afresh, would run to the end of the file: quadratic where every one is followed.
    table = read(tmp_path, "a,b\n" + 'x","a\n' * 50_000 + "1,2\n")
    assert len(table.misshapen) == 50_000
    assert [(row.number, row.cells) for row in table.rows] == [(50_002, ("1", "2"))]


@pytest.mark.parametrize(
    ("content", "remedy"),
    [(b"", "cut short"), (b"PK\x00", "Save it as CSV"), (b'"a,b\n', "Close them")],
)
def test_a_refusal_says_what_to_do_for_its_own_reason(tmp_path, content, remedy):
    with pytest.raises(UnreadableFile, match=remedy):
        read(tmp_path, content)
    with pytest.raises(UnreadableFile, match=r"Check the path\. Nothing was taken\."):
        read_csv(tmp_path / "nothing.csv")
