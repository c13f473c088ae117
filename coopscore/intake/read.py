"""Files of text become rows of cells; a file that is no table is refused with the reason.

Rows that do not fit the header, or whose quotation marks do not close, are set aside one by one;
reading goes on at the next line, so that one stray mark does not swallow the file. A last line
without its end is set aside whatever it holds: nothing tells 12 from the first half of 1200.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from coopscore.intake.contents import content_of, sha256_of
from coopscore.intake.encodings import UTF_8, decoded, decoded_as
from coopscore.intake.faults import Fault
from coopscore.intake.raw import (
    LONGEST_CELL,
    MOST_COLUMNS,
    RawTable,
    Record,
    laid_out,
    too_long,
)
from coopscore.intake.receipt import Note
from coopscore.intake.separators import COMMA, NAMES, separator_of
from coopscore.intake.unreadable import TOO_WIDE
from coopscore.language import Text

__all__ = ["RawTable", "read_csv"]

_COMMAS = Text(en="commas", fa="ویرگول لاتین")
_READ_AS = Text(
    en="{file} was read as {encoding}, with {mark} between its cells.",
    fa="فایل {file} با کدگذاری {encoding} و {mark} میان خانه‌ها خوانده شد.",
)
_CUT_OFF = Text(
    en="{file} seems cut off: its last line has no end, and was not taken.",
    fa="فایل {file} بریده به نظر می‌رسد: سطر آخرش پایان ندارد و پذیرفته نشد.",
)


def read_csv(
    path: Path, *, encoding: str | None = "utf-8-sig", delimiter: str | None = COMMA
) -> RawTable:
    """Read a file of separated values with a header line.

    Parameters
    ----------
    encoding, delimiter
        None leaves it to the file; what was found is noted where it is not UTF-8 with commas.

    Raises
    ------
    UnreadableFile
        Where the file is missing, empty, binary, too wide, or not in `encoding`.
    """
    content = content_of(path)
    found = decoded_as(path, content, encoding) if encoding else decoded(path, content)
    mark = delimiter or separator_of(found.text)
    lines = io.StringIO(found.text, newline="").readlines()
    _refuse_endless_lines(path, lines, mark)
    _allow_cells_of(len(found.text))
    is_cut = not found.text.endswith(("\n", "\r"))
    records = _records(lines, mark)
    table = laid_out(path, path.name, sha256_of(content), records, is_cut=is_cut)
    notes = [Note.of("cut_off", _CUT_OFF, file=path.name)] if is_cut else []
    if encoding is None and (found.encoding, mark) != (UTF_8, COMMA):
        notes.append(_read_as(path, found.encoding, mark))
    return table.noted(*notes)


def _read_as(path: Path, encoding: str, mark: str) -> Note:
    named = NAMES.get(mark, _COMMAS)
    text = Text(
        en=_READ_AS.en.replace("{mark}", named.en), fa=_READ_AS.fa.replace("{mark}", named.fa)
    )
    return Note.of("read_as", text, file=path.name, encoding=encoding)


def _refuse_endless_lines(path: Path, lines: list[str], delimiter: str) -> None:
    """Refuse a line of more cells than any table has before they are parted, each a text."""
    for line in lines:
        if len(line) > LONGEST_CELL:
            bare = line.split('"')[::2]  # without what stands in quotation marks
            if sum(part.count(delimiter) for part in bare) >= MOST_COLUMNS:
                raise TOO_WIDE.refusal(path, most=MOST_COLUMNS)


def _records(lines: list[str], delimiter: str) -> Iterator[Record]:
    """Each record by its number; after a broken one, reading starts again at the line below."""
    begun, number = 0, 0
    while begun < len(lines):
        rest = (lines[place] for place in range(begun, len(lines)))
        reader = csv.reader(rest, delimiter=delimiter, strict=True)
        read = 0
        try:
            for cells in reader:
                number += 1
                read = reader.line_num
                yield Record(number, tuple(cells))
            return
        except csv.Error:
            broken, failed = begun + read, begun + reader.line_num - 1
        # Each line between ended within the open cell. One that is still open at its own end
        # would fail where this one did, so that it need not be followed beyond that end.
        begun = max(failed, broken + 1)
        number += 1
        yield _broken(number, lines[broken])
        for line in lines[broken + 1 : begun]:
            number += 1
            yield _alone(number, line, delimiter)


def _alone(number: int, line: str, delimiter: str) -> Record:
    """A line read by itself."""
    try:
        (cells,) = csv.reader([line], delimiter=delimiter, strict=True)
    except csv.Error:
        return _broken(number, line)
    return Record(number, tuple(cells))


def _allow_cells_of(length: int) -> None:
    """Let cells be that long, so that a long one is a row with a fault and not the reader's end.

    The limit belongs to the whole process; it is only ever raised, since another thread may be
    reading a longer file.
    """
    if length > csv.field_size_limit():
        csv.field_size_limit(length)


def _broken(number: int, line: str) -> Record:
    if len(line) > LONGEST_CELL:
        return Record(number, (line,), too_long(line))
    return Record(number, (line,), Fault(code="broken_quotes", value=line.rstrip("\r\n")))
