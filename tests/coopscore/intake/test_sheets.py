from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from packing import PARTS, SHEET, package, packed, row

from coopscore.errors import UnreadableFile
from coopscore.intake.raw import LONGEST_CELL
from coopscore.intake.sheets import read_workbook


def laid(folder, content):
    path = folder / "filing.xlsx"
    path.write_bytes(content)
    return path


def table(folder, content, **more):
    """The only sheet of a workbook."""
    book = read_workbook(laid(folder, content), **more)
    (sheet,) = book.sheets
    return book.table(sheet)


def saved(*rows, epoch=None):
    book = Workbook()
    if epoch:
        book.epoch = epoch
    for cells in rows:
        book.active.append(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def cells(found):
    return [(row.number, row.cells) for row in found.rows]


def test_values_become_text_as_a_person_would_type_it(tmp_path):
    moment = datetime.combine(date(2025, 3, 20), time(8, 30))
    values = ["نام", 12, 12.0, 0.1, 10380284790, True, date(2025, 3, 20), moment, None, "=x"]
    header = [f"c{place}" for place in range(len(values))]
    content = saved(header, values[:-1])
    assert cells(table(tmp_path, content)) == [
        (
            2,
            ("نام", "12", "12", "0.1", "10380284790", "true", "2025-03-20", "2025-03-20 08:30:00",
             "", ""),
        )
    ]  # fmt: skip


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_days_are_gregorian_whichever_day_a_workbook_counts_from(tmp_path, epoch):
    days = [date(1904, 3, 1), date(2025, 3, 20), date(2220, 1, 1)]
    content = saved(["day"], *([day] for day in days), epoch=epoch)
    assert [row.cells[0] for row in table(tmp_path, content).rows] == [
        day.isoformat() for day in days
    ]


def test_the_header_is_the_first_row_that_holds_anything_and_rows_keep_their_numbers(tmp_path):
    content = packed(row(3, "a", " b "), row(5, "1", "2"), row(9, "3"))
    found = table(tmp_path, content)
    assert found.header == ("a", "b")
    assert cells(found) == [(5, ("1", "2")), (9, ("3", ""))]
    assert found.raw(9) == {"a": "3", "b": ""}


def test_empty_rows_and_columns_around_a_table_are_overlooked(tmp_path):
    content = saved(["a", "b", None, None], [1, 2, "", " "], [None, None], [3, 4], [None, "", ""])
    assert cells(table(tmp_path, content)) == [(2, ("1", "2")), (4, ("3", "4"))]


def test_what_a_sheet_says_of_its_own_size_hides_no_row(tmp_path):
    lying = packed(row(1, "a", "b"), row(2, "1", "2"), row(3, "3", "4"))
    parts = {
        **PARTS,
        SHEET: told(lying).replace("<sheetData>", '<dimension ref="A1:A2"/><sheetData>'),
    }
    assert cells(table(tmp_path, package(parts))) == [(2, ("1", "2")), (3, ("3", "4"))]


def told(content):
    with ZipFile(BytesIO(content)) as file:
        return file.read(SHEET).decode()


def test_cells_beyond_the_header_and_errors_are_set_aside_with_their_rows(tmp_path):
    content = packed(
        row(1, "a", "b"),
        row(2, "1", "2", "3"),
        '<row r="3"><c r="A3"><v>7</v></c><c r="B3" t="e"><v>#N/A</v></c></row>',
        row(4, "5", "6"),
    )
    found = table(tmp_path, content)
    assert [(aside.row, aside.faults[0].code) for aside in found.misshapen] == [
        (2, "too_many_cells"),
        (3, "error_value"),
    ]
    fault = found.misshapen[1].faults[0]
    assert (fault.column, fault.value) == ("B", "#N/A")
    assert "خطای «#N/A»" in fault.found("fa")
    assert cells(found) == [(4, ("5", "6"))]


def test_a_day_that_no_calendar_has_is_an_error_of_its_row(tmp_path):
    book = Workbook()
    book.active.append(["day"])
    book.active.append([99_999_999])
    book.active["A2"].number_format = "yyyy-mm-dd"
    out = BytesIO()
    book.save(out)
    found = table(tmp_path, out.getvalue())
    assert [aside.faults[0].code for aside in found.misshapen] == ["error_value"]


def test_an_error_in_the_header_is_a_name_that_no_column_has(tmp_path):
    content = packed('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>', row(2, "1"))
    assert table(tmp_path, content).header == ("#REF!",)


def test_an_over_long_cell_is_set_aside(tmp_path):
    found = table(tmp_path, packed(row(1, "a"), row(2, "x" * (LONGEST_CELL + 1)), row(3, "1")))
    assert [aside.faults[0].code for aside in found.misshapen] == ["cell_too_long"]
    assert cells(found) == [(3, ("1",))]


def test_formulas_are_refused_by_cell_and_their_stored_values_never_read(tmp_path):
    stored = '<c r="B2"><f>1+1</f><v>2</v></c>'
    content = packed(row(1, "a", "b"), f'<row r="2"><c r="A2"><v>1</v></c>{stored}</row>')
    with pytest.raises(UnreadableFile) as refused:
        table(tmp_path, content)
    assert "these of its cells hold formulas, which are not worked out: Sheet1!B2." in (
        refused.value.sentence("en")
    )
    assert "فرمول محاسبه نمی‌شود: Sheet1!B2" in refused.value.sentence("fa")


@pytest.mark.parametrize(
    "formula",
    [
        '<f t="shared" si="0"/>',
        '<f t="array" ref="A2">1</f>',
        '<f t="dataTable" ref="A2"/>',
        "<f/>",
    ],
)
def test_every_kind_of_formula_is_one(tmp_path, formula):
    content = packed(row(1, "a"), f'<row r="2"><c r="A2">{formula}<v>2</v></c></row>')
    with pytest.raises(UnreadableFile, match=r"formulas, .*: Sheet1!A2\."):
        table(tmp_path, content)


def test_ten_formulas_are_enough_to_say_so(tmp_path):
    content = saved(["a"], *([f"=A{place}"] for place in range(1, 500)))
    with pytest.raises(UnreadableFile) as refused:
        table(tmp_path, content)
    assert refused.value.sentence("en").count("Sheet!A") == 10


def test_text_that_looks_like_a_formula_is_text(tmp_path):
    assert cells(table(tmp_path, packed(row(1, "a"), row(2, "=1+1")))) == [(2, ("=1+1",))]


def test_a_workbook_without_a_cell_is_empty(tmp_path):
    with pytest.raises(UnreadableFile, match="it is empty"):
        table(tmp_path, saved())


def test_a_sheet_says_whether_it_is_shown(tmp_path):
    book = Workbook()
    book.active.append(["a"])
    hidden = book.create_sheet("lists")
    hidden.append(["b"])
    hidden.sheet_state = "veryHidden"
    book.save(tmp_path / "filing.xlsx")
    sheets = read_workbook(tmp_path / "filing.xlsx").sheets
    assert [(sheet.title, sheet.is_shown) for sheet in sheets] == [
        ("Sheet", True),
        ("lists", False),
    ]


def test_links_to_other_workbooks_are_not_followed(tmp_path):
    link = (
        '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<externalBook/></externalLink>"
    )
    content = packed(row(1, "a"), row(2, "1"), **{"xl/externalLinks/externalLink1.xml": link})
    assert cells(table(tmp_path, content)) == [(2, ("1",))]


@pytest.mark.parametrize(
    "broken",
    [
        {"xl/workbook.xml": ""},
        {"xl/workbook.xml": "<x/>"},
        {"[Content_Types].xml": "<Types/>"},
        {"xl/_rels/workbook.xml.rels": "<x>"},
        {SHEET: "<worksheet"},
    ],
)
def test_a_workbook_that_does_not_hold_together_is_refused(tmp_path, broken):
    with pytest.raises(UnreadableFile, match=r"damaged or cut off|it is empty"):
        table(tmp_path, packed(row(1, "a"), row(2, "1"), **broken))


def test_a_workbook_that_has_lost_a_sheet_is_refused(tmp_path):
    book = Workbook()
    book.active.append(["a"])
    book.create_sheet("lost").append(["b"])
    book.save(tmp_path / "filing.xlsx")
    with ZipFile(tmp_path / "filing.xlsx") as file:
        parts = {name: file.read(name) for name in file.namelist() if "sheet2" not in name}
    with pytest.raises(UnreadableFile, match="damaged or cut off"):
        table(tmp_path, package(parts))


def test_a_workbook_cut_anywhere_is_refused(tmp_path):
    whole = packed(row(1, "a"), row(2, "1"))
    for end in range(1, len(whole)):
        with pytest.raises(UnreadableFile, match="damaged or cut off"):
            table(tmp_path, whole[:end])
    assert cells(table(tmp_path, whole)) == [(2, ("1",))]
