"""A column of text becomes a column of values, read through its distinct texts.

A register of 100,000 rows holds a few thousand different days and a handful of codes. Some repairs
are the whole column's affair: what is strange among digits is what the others are not, and zeros
were lost where a whole column was taken for numbers.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coopscore.identifiers import LEGAL_ID_DIGITS, national_id_holds
from coopscore.intake.cells import Premises, Read, Repaired, Unfit, Value, mended_cell, with_repairs
from coopscore.intake.repair_kinds import RepairKind
from coopscore.intake.scripts import strange_days, strange_digits
from coopscore.table import Column

NATIONAL_ID = "national_id"
WITHHELD: RepairKind = "withheld_id"


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """The values of a column by row, None where empty or unfit; rows unfit, and rows mended."""

    values: list[Value]
    unfit: dict[int, Unfit]
    repaired: dict[int, Repaired]


def read_column(column: Column, texts: Sequence[str], premises: Premises) -> ReadColumn:
    """Read each distinct text of a column once."""
    cells = Counter(texts)
    read = {text: mended_cell(column, text, premises) for text in cells}
    for text in strange_digits(cells):
        _add(read, text, "digits")
    if column.type == "day":
        for text in strange_days(cells):
            _add(read, text, "day_spelling")
    if column.name == NATIONAL_ID:
        _put_zeros_back(read, cells)
        _withhold(read)
    return _by_row(read, texts)


def _by_row(read: Mapping[str, Read], texts: Sequence[str]) -> ReadColumn:
    unfit = {text: found for text, found in read.items() if isinstance(found, Unfit)}
    mended = {text: found for text, found in read.items() if isinstance(found, Repaired)}
    values = {
        text: found.value if isinstance(found, Repaired) else found
        for text, found in read.items()
        if not isinstance(found, Unfit)
    }
    return ReadColumn(
        [values.get(text) for text in texts],
        {row: unfit[text] for row, text in enumerate(texts) if text in unfit} if unfit else {},
        {row: mended[text] for row, text in enumerate(texts) if text in mended} if mended else {},
    )


def _add(read: dict[str, Read], text: str, kind: RepairKind) -> None:
    found = read[text]
    if not isinstance(found, Unfit) and found is not None:
        read[text] = with_repairs(found, kind)


def _put_zeros_back(read: dict[str, Read], cells: Mapping[str, int]) -> None:
    """Pad ids that are one digit short, where that is what happened to them.

    A number loses its leading zero wherever it has one, and never anything else. So no id of the
    column begins with a zero, and most of those that are short hold once it is put back; of ids
    that lost another digit one in eleven would hold by chance.
    """
    ids = {text: _id_of(found) for text, found in read.items()}
    if any(given.startswith("0") for given in ids.values()):
        return
    short = {text for text, given in ids.items() if len(given) == LEGAL_ID_DIGITS - 1}
    short = {text for text in short if ids[text].isdecimal()}
    holding = {text for text in short if national_id_holds(f"0{ids[text]}")}
    if 2 * sum(cells[text] for text in holding) >= sum(cells[text] for text in short):
        for text in holding:
            padded = Repaired(f"0{ids[text]}", ("leading_zero",))
            found = read[text]
            read[text] = padded.also(*found.kinds) if isinstance(found, Repaired) else padded


def _withhold(read: dict[str, Read]) -> None:
    """Set ids aside whose check digit fails: their rows are taken without, and a list names them.

    What else was mended in such an id is of no matter, since nothing is kept of it.
    """
    for text, found in read.items():
        given = _id_of(found)
        if given and not national_id_holds(given):
            read[text] = Repaired(None, (WITHHELD,))


def _id_of(found: Read) -> str:
    value = found.value if isinstance(found, Repaired) else found
    return value if isinstance(value, str) else ""
