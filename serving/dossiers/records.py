"""Records behind a reason in a reader's words: table, days, and each cell by its type."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopscore.dossiers import Evidence, Plain
from coopscore.money import money_text
from coopscore.schema import TABLES
from coopscore.vocabulary import CURRENCY
from serving.dossiers.sentences import code_said, locale, titles_of
from serving.i18n import Words

_MONEY = "currency"


@dataclass(frozen=True, kw_only=True)
class RecordSaid:
    """One record in words: what it is of, its two days, and the cells that were looked at."""

    title: str
    happened: str
    known: str
    cells: Sequence[tuple[str, str]]


def record_said(evidence: Evidence, words: Words) -> RecordSaid:
    """A record as a reader of `words` expects it; an empty cell is unknown."""
    table = TABLES[evidence.table]
    return RecordSaid(
        title=words.text(table.title),
        happened=words.day(evidence.happened),
        known=words.day(evidence.known),
        cells=[
            (words.text(table.column(name).title), cell_said(evidence, name, words))
            for name in evidence.cells
            if name != _MONEY
        ],
    )


def cell_said(evidence: Evidence, name: str, words: Words) -> str:
    """One cell by the type of its column."""
    cell, column = evidence.cells[name], TABLES[evidence.table].column(name)
    if cell is None:
        return words("no_value")
    if column.type not in _SAID:
        return code_said(str(cell), titles_of(evidence.table, name), words)
    return _SAID[column.type](cell, column.unit, evidence.cells, words)


def _day(cell: Any, _unit: str | None, _cells: Mapping[str, Plain], words: Words) -> str:
    return words.day(date.fromisoformat(cell))


def _flag(cell: Any, _unit: str | None, _cells: Mapping[str, Plain], words: Words) -> str:
    return str(locale(words.lang)["said"]["yes" if cell else "no"])


def _number(cell: Any, unit: str | None, _cells: Mapping[str, Plain], words: Words) -> str:
    return words.percent(cell) if unit == "share" else words.measure(cell)


def _amount(cell: Any, unit: str | None, cells: Mapping[str, Plain], words: Words) -> str:
    if unit != _MONEY:
        return money_text(int(cell), words.lang)
    currency = CURRENCY.get(str(cells.get(_MONEY)))
    return f"{words.number(cell)} {words.text(currency)}" if currency else words.number(cell)


_SAID: Mapping[str, Callable[[Any, str | None, Mapping[str, Plain], Words], str]] = {
    "day": _day,
    "flag": _flag,
    "count": _number,
    "number": _number,
    "amount": _amount,
}
