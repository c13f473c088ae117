"""A list as an XLSX workbook that reads from the right, with filters and cells to fill in."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

_HEADER = PatternFill("solid", fgColor="17475F")
_TO_FILL_IN = PatternFill("solid", fgColor="8A5A00")
_WHITE = Font(bold=True, color="FFFFFF")
_CHOICES = "فهرست‌ها"
_A4 = 9  # as the format counts papers
_REFUSED = "این مقدار در فهرست نیست."

# The library's types know little of sheets that are written row by row.
_Sheet: TypeAlias = Any
_Cell: TypeAlias = Any

# Title, width in characters, and whether its numbers are shares of one.
SheetColumn = tuple[str, int, bool]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the cells of a column may hold, and what is said beside them."""

    values: tuple[str, ...]
    prompt: str


def sheet_bytes(
    title: str,
    columns: Sequence[SheetColumn],
    cells: Iterable[Sequence[str | float | None]],
    *,
    rows: int,
    choices: Mapping[str, Choice],
    filled_in: AbstractSet[str],
) -> bytes:
    """The workbook as bytes.

    Parameters
    ----------
    rows : int
        How many rows `cells` gives; they are not held at once.
    choices : mapping of column title to Choice
        They stand on a hidden sheet, since a list in a cell may have no commas and few letters.
    filled_in : set of str
        Titles of columns that somebody fills in, which are marked.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    _lay_out(sheet, columns, rows)
    sheet.append([_head(sheet, name, name in filled_in) for name, _, _ in columns])
    shares = [is_share for _, _, is_share in columns]
    for row in cells:
        sheet.append(
            [_share(sheet, cell) if is_share else cell
             for cell, is_share in zip(row, shares, strict=True)]
        )  # fmt: skip
    _offer(book, sheet, [name for name, _, _ in columns], rows, choices)
    whole = BytesIO()
    book.save(whole)
    return whole.getvalue()


def _lay_out(sheet: _Sheet, columns: Sequence[SheetColumn], rows: int) -> None:
    sheet.sheet_view.rightToLeft = True
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{rows + 1}"
    for place, (_, width, _) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _head(sheet: _Sheet, name: str, to_fill_in: bool) -> _Cell:
    cell = WriteOnlyCell(sheet, value=name)
    cell.font = _WHITE
    cell.fill = _TO_FILL_IN if to_fill_in else _HEADER
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return cell


def _share(sheet: _Sheet, value: str | float | None) -> _Cell:
    if value is None:
        return None
    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = "0.0%"
    return cell


def _offer(
    book: Workbook,
    sheet: _Sheet,
    titles: Sequence[str],
    rows: int,
    choices: Mapping[str, Choice],
) -> None:
    """Let cells be chosen from lists, which stand on a sheet that is not shown."""
    hidden = book.create_sheet(_CHOICES)
    hidden.sheet_state = "hidden"
    longest = max(len(choice.values) for choice in choices.values())
    for place in range(longest):
        hidden.append(
            [one.values[place] if place < len(one.values) else None for one in choices.values()]
        )
    for at, (title, choice) in enumerate(choices.items(), start=1):
        letter = get_column_letter(at)
        source = f"{quote_sheetname(_CHOICES)}!${letter}$1:${letter}${len(choice.values)}"
        offered = DataValidation(
            type="list", formula1=source, allow_blank=True, showErrorMessage=True,
            showInputMessage=True, error=_REFUSED, errorTitle=title, prompt=choice.prompt,
            promptTitle=title,
        )  # fmt: skip
        column = get_column_letter(titles.index(title) + 1)
        offered.add(f"{column}2:{column}{max(2, rows + 1)}")
        sheet.data_validations.append(offered)
