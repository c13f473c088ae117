"""The cells of a record behind a reason in a reader's words, each by the type of its column."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from coopscore.dossiers import Evidence, Plain
from coopscore.money import money_text
from coopscore.schema import TABLES
from coopscore.vocabulary import CURRENCY
from serving.dossiers.sentences import code_said, locale, titles_of
from serving.i18n import Words

# The column that says what an amount is counted in, and the unit of such an amount.
MONEY = "currency"


def cell_said(evidence: Evidence, name: str, words: Words) -> str:
    """One cell by the type of its column, which the table must have.

    A flag is yes or no, a share a percentage, an amount has its currency, a code its title, a day
    the reader's calendar; an empty cell is unknown.
    """
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
    if unit != MONEY:
        return money_text(int(cell), words.lang)
    currency = CURRENCY.get(str(cells.get(MONEY)))
    return f"{words.number(cell)} {words.text(currency)}" if currency else words.number(cell)


_SAID: Mapping[str, Callable[[Any, str | None, Mapping[str, Plain], Words], str]] = {
    "day": _day,
    "flag": _flag,
    "count": _number,
    "number": _number,
    "amount": _amount,
}
