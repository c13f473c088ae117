"""A run as an XLSX workbook for the committee, read from the right in Persian."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from coopscore.intake.harmless import harmless
from serving.awards.book_view import juror_names, names_of
from serving.awards.wording import AwardWords

_HEADER = PatternFill("solid", fgColor="17475F")
_WHITE = Font(bold=True, color="FFFFFF")
_A4 = 9  # as the format counts papers
_WIDTHS = {
    "col_entrant": 36,
    "col_facts": 60,
    "col_indicator": 46,
    "col_sign": 60,
    "col_records": 50,
}
_WIDTH = 16
# A workbook says when it was written; the same run is the same bytes.
_NEVER = (1980, 1, 1, 0, 0, 0)

Cell: TypeAlias = str | float | int | None
_Sheet: TypeAlias = Any  # the library's types know little of sheets that are written row by row


def workbook(content: Mapping[str, Any], words: AwardWords) -> bytes:
    """The workbook: places, gates with their records, figures, jurors, signs, weights, edition."""
    book = Workbook(write_only=True)
    for name, heads, rows in (
        ("sheet_lists", _LIST, _lists(content, words)),
        ("sheet_gates", _GATE, _gates(content, words)),
        ("sheet_values", _VALUE, _values(content, words)),
        ("sheet_jury", _JUROR, _jurors(content, words)),
        ("sheet_watch", _SIGN, _signs(content, words)),
        ("sheet_weights", _WEIGHT, _weights(content, words)),
        ("sheet_edition", _SAID, _edition(content)),
    ):
        _sheet(book.create_sheet(words(name)), heads, rows, words)
    file = BytesIO()
    book.save(file)
    return _timeless(file.getvalue())


_LIST = (
    "col_stage", "col_branch", "col_province", "col_place", "col_entrant", "col_record",
    "col_points", "col_error", "col_low", "col_high", "col_band", "col_spread_low",
    "col_spread_high", "col_wins",
    "col_system", "col_jury", "col_jury_raw", "col_known_share", "col_top", "col_named",
)  # fmt: skip
_GATE = (
    "col_record", "col_entrant", "col_province", "col_branch", "col_gate", "col_verdict",
    "col_facts", "col_table", "col_key", "col_happened", "col_known_day",
)  # fmt: skip
_VALUE = ("col_record", "col_entrant", "col_indicator", "col_unit", "col_value", "col_scaled")
_JUROR = (
    "col_branch", "col_province", "col_juror", "col_severity", "col_error", "col_scatter",
    "col_marks",
)  # fmt: skip
_SIGN = ("col_record", "col_entrant", "col_sign", "col_records")
_WEIGHT = ("col_indicator", "col_criterion", "col_stated", "col_effective", "col_correlation")
_SAID = ("col_key", "col_value")


def _sheet(
    sheet: _Sheet, heads: Sequence[str], rows: Iterable[Sequence[Cell]], words: AwardWords
) -> None:
    rtl = words.words.dir == "rtl"
    sheet.sheet_view.rightToLeft = rtl
    sheet.freeze_panes = "A2"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    for at, head in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS.get(head, _WIDTH)
    sheet.append([_head(sheet, words(head)) for head in heads])
    count = 1
    for row in rows:
        sheet.append([harmless(cell) if isinstance(cell, str) else cell for cell in row])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{count}"


def _head(sheet: _Sheet, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.fill, cell.font = _HEADER, _WHITE
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _lists(content: Mapping[str, Any], words: AwardWords) -> Iterator[Sequence[Cell]]:
    names = names_of(content, words)
    where = {one["coop_id"]: one["province"] for one in content["entrants"]}
    for stage in ("national", "provincial"):
        for one in content[stage]:
            for row in one["rows"]:
                spread = row["spread"]
                yield (
                    words(f"stage_{stage}"), one["branch"], words.province(where[row["coop_id"]]),
                    row["place"], names[row["coop_id"]], row["coop_id"], row["points"],
                    row["error"], row["low"], row["high"], row["band"],
                    spread["low"], spread["high"],
                    spread["wins"], row["system"], row["jury"], row["jury_raw"], row["known"],
                    words.top(row),
                    words("yes" if row["named"] else "no"),
                )  # fmt: skip


def _gates(content: Mapping[str, Any], words: AwardWords) -> Iterator[Sequence[Cell]]:
    """A row a record that decided; one alone where none did."""
    names = names_of(content, words)
    for one in content["entrants"]:
        own = (
            one["coop_id"],
            names[one["coop_id"]],
            words.province(one["province"]),
            one["branch"],
        )
        for verdict in one["gates"]:
            passed = words("gate_passed" if verdict["passed"] else "gate_failed")
            said = (*own, words.gate(verdict["gate"]), passed)
            if not verdict["facts"]:
                yield (*said, words.reason(verdict), "", "", "", "")
            for fact in verdict["facts"]:
                days = (words.day(fact["happened"]), words.day(fact["known"]))
                shown = f"{words.reason(verdict)}: {words.cells(fact)}"
                yield (*said, shown, words.table(fact["table"]), fact["record_id"], *days)


def _values(content: Mapping[str, Any], words: AwardWords) -> Iterator[Sequence[Cell]]:
    names = names_of(content, words)
    for coop_id, told in content["values"].items():
        for at, name in enumerate(content["indicators"]):
            scaled = told["scaled"][at]
            yield (
                coop_id, names[coop_id], words.indicator(name), words.unit(name),
                told["values"][at], None if scaled is None else 100 * scaled,
            )  # fmt: skip


def _jurors(content: Mapping[str, Any], words: AwardWords) -> Iterator[Sequence[Cell]]:
    for stage in ("national", "provincial"):
        for one in content[stage]:
            named = juror_names(one["jury"], words)
            for juror in one["jury"]["jurors"]:
                yield (
                    one["branch"], words.province(one["province"]), named[juror["juror"]],
                    juror["severity"], juror["error"], juror["spread"], juror["marks"],
                )  # fmt: skip


def _signs(content: Mapping[str, Any], words: AwardWords) -> Iterator[Sequence[Cell]]:
    names = names_of(content, words)
    for one in content["watched"]:
        for sign in one["signs"]:
            yield (
                one["coop_id"], names[one["coop_id"]], words.sign(sign),
                ", ".join(sign["records"]),
            )  # fmt: skip


def _weights(content: Mapping[str, Any], words: AwardWords) -> Iterator[Sequence[Cell]]:
    criterion = {one["name"]: one["criterion"] for one in content["edition"]["indicators"]}
    for one in content["weighing"]["indicators"]:
        yield (
            words.indicator(one["name"]), words.criterion(criterion[one["name"]]), one["stated"],
            one["effective"], one["correlation"],
        )  # fmt: skip


def _edition(content: Mapping[str, Any]) -> Iterator[Sequence[Cell]]:
    """Every key of the edition and what it says, as its file names them."""
    yield from _flat("", content["edition"])
    yield ("rests_on.batch", content["rests_on"]["batch"])


def _flat(name: str, value: Any) -> Iterator[tuple[str, Cell]]:
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _flat(f"{name}.{key}".lstrip("."), one)
    elif isinstance(value, list):
        if all(isinstance(one, str | int | float) for one in value):
            yield name, ", ".join(map(str, value))
        else:
            for at, one in enumerate(value):
                yield from _flat(f"{name}[{at}]", one)
    else:
        yield name, str(value) if isinstance(value, bool) else value


def _timeless(made: bytes) -> bytes:
    """The same workbook without the moment that it was written at."""
    out = BytesIO()
    with ZipFile(BytesIO(made)) as source, ZipFile(out, "w", ZIP_DEFLATED) as sink:
        for name in sorted(source.namelist()):
            part = source.read(name)
            told = _undated(part) if name == "docProps/core.xml" else part
            sink.writestr(ZipInfo(name, _NEVER), told, ZIP_DEFLATED)
    return out.getvalue()


def _undated(core: bytes) -> bytes:
    """The workbook's own properties without their two moments."""
    text = core.decode()
    for tag in ("created", "modified"):
        start, end = text.find(f"<dcterms:{tag}"), text.find(f"</dcterms:{tag}>")
        if start >= 0:
            text = text[:start] + text[end + len(f"</dcterms:{tag}>") :]
    return text.encode()
