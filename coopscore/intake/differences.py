"""Where two rows of one key differ, told column by column."""

from collections.abc import Mapping

from coopscore.intake.faults import Fault, shortened
from coopscore.intake.tray import Content
from coopscore.language import Text, spoken
from coopscore.table import Table

# Two values of one column: the row's own, and the other row's.
Pair = tuple[object, object]

_EMPTY = Text(en="empty", fa="خالی")
_DIFFERENCE = Text(en="{column} (“{own}”, “{other}”)", fa="{column} («{own}»، «{other}»)")


def differences(table: Table, row: Content, other: Content) -> dict[str, Pair]:
    """The stored columns that differ, but for those that intake works out from others."""
    derived = {column.name for column in table.derived}
    own = [column.name for column in table.stored if column.name not in derived]
    names = ("happened", *own, "voided", "hindsight")
    return {name: (row[name], other[name]) for name in names if row[name] != other[name]}


def differing(code: str, found: Mapping[str, Pair], facts: Mapping[str, object]) -> Fault:
    """The fault of a row that differs from another, under the source's own column names.

    It stands at the first column that differs; the sentence names all, each with both values.
    """
    column, (value, _) = next(iter(found.items()))
    told = [
        _DIFFERENCE.filled(column=name, own=_shown(own), other=_shown(other))
        for name, (own, other) in found.items()
    ]
    value = "" if value is None else str(value)
    return Fault(code=code, column=column, value=value, facts={**facts, "differences": told})


def _shown(value: object) -> Text:
    if value in (None, ""):
        return _EMPTY
    return Text(en=shortened(spoken(value, "en")), fa=shortened(spoken(value, "fa")))
