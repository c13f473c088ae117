"""Columns that intake works out from the others, by name."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from coopscore.identifiers import national_id_holds
from coopscore.intake.cells import Value
from coopscore.language import matching_key

Values = Mapping[str, Sequence[Value]]


def _national_id_holds(values: Values) -> list[Value]:
    """Whether the check digit holds; unknown where no id was given."""
    ids = values["national_id"]
    holds = {text: isinstance(text, str) and national_id_holds(text) for text in set(ids)}
    return [None if text is None else holds[text] for text in ids]


def _name_key(values: Values) -> list[Value]:
    """The name as it is compared."""
    names = values["name"]
    keys = {name: matching_key(str(name)) for name in set(names)}
    return [keys[name] for name in names]


def _delay_days(values: Values) -> list[Value]:
    """Days from the due day to the known day, negative where early; unknown without a due day."""
    return [
        (known - due).days if isinstance(known, date) and isinstance(due, date) else None
        for known, due in zip(values["known"], values["due_on"], strict=True)
    ]


DERIVATIONS: Mapping[str, Callable[[Values], list[Value]]] = {
    "national_id_holds": _national_id_holds,
    "name_key": _name_key,
    "delay_days": _delay_days,
}
