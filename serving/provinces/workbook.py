"""Tables as an XLSX workbook for offices: in Persian, read from the right, with filters."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from coopscore.intake.harmless import harmless
from serving.provinces.tables import Cell, Sheet

_HEADER = PatternFill("solid", fgColor="17475F")
_WHITE = Font(bold=True, color="FFFFFF")
_A4 = 9  # as the format counts papers
_NARROWEST, _WIDEST = 10, 44  # characters
_SHARE, _WHOLE, _PART = "0.0%", "#,##0", "#,##0.00"

# The library's types know little of sheets that are written row by row.
_Page: TypeAlias = Any
_Written: TypeAlias = Any


def workbook_bytes(sheets: Sequence[Sheet], *, from_right: bool) -> bytes:
    """The tables as the bytes of one workbook, a sheet each, in their order.

    Text is such that no spreadsheet takes it for a formula.
    """
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        _lay_out(page, sheet, from_right=from_right)
        page.append([_head(page, title) for title, _ in sheet.columns])
        shares = [is_share for _, is_share in sheet.columns]
        for row in sheet.rows:
            page.append(
                [_cell(page, cell, is_share) for cell, is_share in zip(row, shares, strict=True)]
            )
    whole = BytesIO()
    book.save(whole)
    return whole.getvalue()


def _lay_out(page: _Page, sheet: Sheet, *, from_right: bool) -> None:
    page.sheet_view.rightToLeft = from_right
    page.freeze_panes = "B2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    for place, (title, _) in enumerate(sheet.columns):
        cells = [row[place] for row in sheet.rows]
        width = max([len(title) // 2, *(len(cell) for cell in cells if isinstance(cell, str))])
        letter = get_column_letter(place + 1)
        page.column_dimensions[letter].width = max(_NARROWEST, min(_WIDEST, width + 2))
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _head(page: _Page, title: str) -> _Written:
    cell = WriteOnlyCell(page, value=title)
    cell.font, cell.fill = _WHITE, _HEADER
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return cell


def _cell(page: _Page, value: Cell, is_share: bool) -> _Written:
    if value is None:
        return None
    if isinstance(value, str):
        cell = WriteOnlyCell(page, value=harmless(value))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        return cell
    cell = WriteOnlyCell(page, value=value)
    cell.number_format = _SHARE if is_share else _WHOLE if float(value).is_integer() else _PART
    return cell
