from datetime import date

import pyarrow as pa
import pytest
from openpyxl import Workbook
from pyarrow import parquet

from coopscore.adapters.registry import Registry
from coopscore.errors import UnknownTable, UnreadableFile, WrongColumns
from coopscore.intake.columns import file_columns
from coopscore.schema import TABLES

OUTLETS = "coop_id,seen_on,recorded_at,name\nc1,2016-06-01,2016-06-01,Shop\n"


def lay(folder, **files):
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


OUTLET_ROWS = [line.split(",") for line in OUTLETS.splitlines()]
OUTLET_COLUMNS = pa.table({"coop_id": ["c1"], "seen_on": [date(2016, 6, 1)],
                           "recorded_at": ["2016-06-01"], "name": ["Shop"]})  # fmt: skip
FILING_ROWS = [["coop_id", "kind", "period_end", "received_on"], ["c1", "statement", 1, 2]]


def sheet(path, sheets, hidden=""):
    """A workbook of these sheets, written to `path`."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        added = book.create_sheet(title)
        added.sheet_state = "hidden" if title == hidden else "visible"
        for row in rows:
            added.append(row)
    book.save(path)
    return path


def drafts(path):
    return Registry().drafts(path)


@pytest.mark.parametrize("lang", ["name", "en", "fa"])
@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_header_may_name_columns_or_their_titles_in_either_language(tmp_path, table, lang):
    columns = file_columns(table)
    header = [c.name if lang == "name" else c.title.said(lang) for c in columns]
    cells = [str(place) for place in range(len(columns))]
    lay(tmp_path, **{table.name: ",".join(header) + "\n" + ",".join(cells) + "\n"})
    (found,) = drafts(tmp_path).tables
    (draft,) = found.rows
    assert draft.row == 2
    assert draft.values == dict(zip((c.name for c in columns), cells, strict=True))
    assert found.origin == dict(zip((c.name for c in columns), header, strict=True))


def test_letters_joiners_and_case_of_a_header_do_not_matter(tmp_path):
    header = "COOP_ID,تاريخ مشاهده,تاریخ\u200cثبت, نام "
    (found,) = drafts(lay(tmp_path, outlet=header + "\n1,2,3,4\n")).tables
    (draft,) = found.rows
    assert draft.values == {"coop_id": "1", "seen_on": "2", "recorded_at": "3", "name": "4"}


def test_a_folder_gives_its_tables_in_the_order_of_the_schema(tmp_path):
    filings = "coop_id,kind,period_end,received_on\nc1,statement,1,2\nc1\n"
    delivery = drafts(lay(tmp_path, outlet=OUTLETS, filing=filings))
    assert [part.table.name for part in delivery.tables] == ["filing", "outlet"]
    assert [(source.name, source.rows_read) for source in delivery.sources] == [
        ("filing.csv", 2),
        ("outlet.csv", 1),
    ]
    assert [(row.source, row.row) for row in delivery.set_aside] == [("filing.csv", 3)]


def test_one_file_is_read_by_its_own_path(tmp_path):
    delivery = drafts(lay(tmp_path, outlet=OUTLETS, filing="x") / "outlet.csv")
    assert [part.table.name for part in delivery.tables] == ["outlet"]


def test_a_header_that_does_not_fit_is_refused_with_all_its_faults(tmp_path):
    header = "coop_id,Name,نام,seen_on,colour"
    with pytest.raises(WrongColumns) as refused:
        drafts(lay(tmp_path, outlet=header + "\n1,2,3,4,5\n"))
    facts = refused.value.facts
    assert [name.en for name in facts["missing"]] == ["recorded_at"]
    assert facts["unknown"] == ["colour"]
    assert [name.en for name in facts["repeated"]] == ["name"]
    english, persian = refused.value.sentence("en"), refused.value.sentence("fa")
    assert "Missing: recorded_at. Unknown: colour. Repeated: name." in english
    assert "ناموجود: تاریخ ثبت (recorded_at). ناشناخته: colour. تکراری: نام (name)." in persian


def test_a_column_without_a_name_is_unknown(tmp_path):
    header = "coop_id,,seen_on,recorded_at,name"
    with pytest.raises(WrongColumns, match=r'Missing: none\. Unknown: ""\. Repeated: none'):
        drafts(lay(tmp_path, outlet=header + "\n1,2,3,4,5\n"))


def test_a_file_that_names_no_table_is_refused_with_the_tables(tmp_path):
    with pytest.raises(UnknownTable, match=r"loans\.csv names no table\. Tables: assembly, "):
        drafts(lay(tmp_path, loans="a\n1\n", outlet=OUTLETS))


def test_an_empty_folder_and_a_missing_path_are_refused(tmp_path):
    with pytest.raises(UnreadableFile, match=r"holds no CSV, XLSX or .*\. Put in it a .*filing"):
        drafts(tmp_path)
    with pytest.raises(UnreadableFile, match="no such file"):
        drafts(tmp_path / "outlet.csv")


def test_files_are_known_by_their_ending_in_any_case_and_the_unread_are_named(tmp_path):
    (tmp_path / "outlet.CSV").write_text(OUTLETS, encoding="utf-8")
    (tmp_path / "~$filing.xlsx").write_bytes(b"PK")
    (tmp_path / "._filing.csv").write_bytes(b"x")
    (tmp_path / "readme.txt").write_text("x", encoding="utf-8")
    delivery = drafts(tmp_path)
    assert [source.name for source in delivery.sources] == ["outlet.CSV"]
    (note,) = delivery.notes
    assert note.text.en.endswith("(3): ._filing.csv, readme.txt, ~$filing.xlsx.")
    assert note.text.fa.endswith("(۳): ._filing.csv, readme.txt, ~$filing.xlsx.")


@pytest.mark.parametrize(("mark", "word"), [("|", "upright bars"), ("،", "Persian commas")])
def test_other_marks_than_commas_between_cells_are_named(tmp_path, mark, word):
    header = mark.join(("coop_id", "seen_on", "recorded_at", "name"))
    with pytest.raises(UnreadableFile, match=f"{word} in the place of commas"):
        drafts(lay(tmp_path, outlet=header + "\n"))


def test_a_header_that_two_marks_part_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="semicolons in the place of commas"):
        drafts(lay(tmp_path, outlet="coop_id;seen_on\trecorded_at;name\n"))


@pytest.mark.parametrize(("mark", "word"), [(";", "semicolons"), ("\t", "tabs")])
def test_semicolons_and_tabs_are_read_and_told(tmp_path, mark, word):
    delivery = drafts(lay(tmp_path, outlet=OUTLETS.replace(",", mark)))
    assert delivery.tables[0].rows[0].values["name"] == "Shop"
    (note,) = delivery.notes
    assert note.text.en == f"outlet.csv was read as UTF-8, with {word} between its cells."
    assert note.text.fa.startswith("فایل outlet.csv با کدگذاری UTF-8 و ")


def test_text_of_another_ending_is_read_where_it_names_a_table(tmp_path):
    (tmp_path / "outlet.txt").write_bytes(OUTLETS.replace(",", "\t").encode("utf-16"))
    (tmp_path / "outlet-2.TSV").write_bytes(OUTLETS.replace(",", "\t").encode())
    (tmp_path / "readme.txt").write_bytes(b"x")
    delivery = drafts(tmp_path)
    assert [part.source for part in delivery.tables] == ["outlet-2.TSV", "outlet.txt"]
    assert [note.code for note in delivery.notes] == ["read_as", "read_as", "not_read"]


def test_a_table_comes_in_parts_of_any_format_and_each_is_read(tmp_path):
    lay(tmp_path, **{"outlet": OUTLETS, "outlet-002": OUTLETS, "OUTLET-10": OUTLETS})
    sheet(tmp_path / "outlet-003.xlsx", {"Sheet1": OUTLET_ROWS})
    parquet.write_table(OUTLET_COLUMNS, tmp_path / "outlet-1.parquet")
    delivery = drafts(tmp_path)
    assert [part.table.name for part in delivery.tables] == ["outlet"] * 5
    assert {part.source for part in delivery.tables} == {
        "outlet.csv", "outlet-002.csv", "OUTLET-10.csv", "outlet-003.xlsx", "outlet-1.parquet",
    }  # fmt: skip
    assert len({str(sorted(part.rows[0].values.items())) for part in delivery.tables}) == 1
    assert {part.rows[0].row for part in delivery.tables} == {2}


def test_a_workbook_holds_a_table_under_the_name_of_the_file_or_of_the_sheet(tmp_path):
    sheet(tmp_path / "outlet.xlsx", {"Sheet1": OUTLET_ROWS})
    sheet(tmp_path / "export of 1404.xlsx", {"واحدهای فروش": OUTLET_ROWS})
    assert [(part.table.name, part.source) for part in drafts(tmp_path).tables] == [
        ("outlet", "export of 1404.xlsx"),
        ("outlet", "outlet.xlsx"),
    ]


def test_a_workbook_holds_several_tables_a_sheet_each(tmp_path):
    book = {"outlet": OUTLET_ROWS, "Sheet2": [], "filing-1": FILING_ROWS}
    delivery = drafts(sheet(tmp_path / "all.xlsx", book))
    assert [(part.table.name, part.source) for part in delivery.tables] == [
        ("filing", "all.xlsx:filing-1"),
        ("outlet", "all.xlsx:outlet"),
    ]
    assert delivery.sources[0].sha256 == delivery.sources[1].sha256
    assert delivery.sources[0].raw(2)["kind"] == "statement"


def test_a_shown_sheet_that_names_no_table_is_refused_and_a_hidden_one_told_of(tmp_path):
    path = tmp_path / "outlet.xlsx"
    sheet(path, {"outlet": OUTLET_ROWS, "lists": [["a"], ["b"]]})
    with pytest.raises(UnknownTable, match=r"outlet\.xlsx: lists names no table"):
        drafts(path)
    sheet(path, {"Sheet1": OUTLET_ROWS, "lists": [["a"], ["b"]]}, hidden="lists")
    delivery = drafts(path)
    assert [part.table.name for part in delivery.tables] == ["outlet"]
    (note,) = delivery.notes
    assert note.text.en == "Hidden sheets of outlet.xlsx that name no table were not read: lists."


def test_a_workbook_of_one_hidden_sheet_goes_by_its_own_name(tmp_path):
    book = {"Sheet1": OUTLET_ROWS, "empty": []}
    delivery = drafts(sheet(tmp_path / "outlet.xlsx", book, hidden="Sheet1"))
    assert [part.source for part in delivery.tables] == ["outlet.xlsx"]


def test_a_workbook_that_names_no_table_is_refused_with_the_tables(tmp_path):
    path = sheet(tmp_path / "export.xlsx", {"Sheet1": OUTLET_ROWS})
    with pytest.raises(UnknownTable, match=r"export\.xlsx names no table\. Tables: assembly, "):
        drafts(path)


def test_a_workbook_of_another_kind_in_a_folder_is_refused_and_not_passed_over(tmp_path):
    (tmp_path / "outlet.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(UnreadableFile, match=r"outlet\.xls cannot be read"):
        drafts(lay(tmp_path, outlet=OUTLETS))


def test_encodings_are_told_of_where_they_are_not_utf_8(tmp_path):
    outlets = OUTLETS.replace("Shop", "فروشگاه")
    (tmp_path / "outlet.csv").write_bytes(outlets.encode("utf-16"))
    (tmp_path / "outlet-2.csv").write_bytes(outlets.encode("cp1256", "replace"))
    (tmp_path / "outlet-3.csv").write_bytes(outlets.encode("utf-8-sig"))
    delivery = drafts(tmp_path)
    assert {part.rows[0].values["name"] for part in delivery.tables} == {"فروشگاه"}
    assert [note.text.en for note in delivery.notes] == [
        "outlet-2.csv was read as Windows-1256 (cp1256), with commas between its cells.",
        "outlet.csv was read as UTF-16LE, with commas between its cells.",
    ]


def test_one_bad_header_says_that_nothing_of_the_delivery_was_taken(tmp_path):
    with pytest.raises(WrongColumns, match="nothing of the whole delivery was taken"):
        drafts(lay(tmp_path, outlet="colour\n1\n"))
