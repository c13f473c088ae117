"""Rows in the words of an office: Persian headers, Jalali days, titles for codes, yes and no.

A column is put into words through its distinct values, so that a million rows cost what a few
thousand days and a handful of codes do.
"""

from collections.abc import Callable, Mapping
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from coopscore.calendar import jalali_text
from coopscore.intake.columns import file_columns
from coopscore.schema import TABLES
from coopscore.table import Column, Type

_YES, _NO = "بله", "خیر"


def in_words(table: str, rows: pa.Table) -> pa.Table:
    """The rows as texts under the titles of their columns; what is missing is an empty text.

    Parameters
    ----------
    rows
        A sheet: typed, under the names of `file_columns`.
    """
    columns = {column.name: column for column in file_columns(TABLES[table])}
    return pa.table(
        {columns[name].title.fa: _texts(columns[name], rows[name]) for name in rows.column_names}
    )


def _texts(column: Column, cells: pa.ChunkedArray) -> pa.ChunkedArray:
    words = _WORDS.get(column.type)
    if words is None and not (column.type == "code" and column.titles):
        return pc.fill_null(cells.cast(pa.string()), "")
    coded = cells.combine_chunks().dictionary_encode()
    told = words or _title(column)
    texts = pa.array([told(value) for value in coded.dictionary.to_pylist()], pa.string())
    return pc.fill_null(pa.chunked_array([texts.take(coded.indices)]), "")


def _title(column: Column) -> Callable[[str], str]:
    titles: Mapping[str, str] = {code: title.fa for code, title in column.titles.items()}
    return lambda code: titles[code]


def _day(day: date) -> str:
    return jalali_text(day)


def _flag(flag: bool) -> str:
    return _YES if flag else _NO


def _number(number: float) -> str:
    return repr(number)


_WORDS: Mapping[Type, Callable[..., str]] = {"day": _day, "flag": _flag, "number": _number}
