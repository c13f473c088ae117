"""Whether a file is the table that it is called: one that is not gives thousands of bad rows."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from coopscore.adapters.delivery import Delivery, Source
from coopscore.errors import MostlyAtFault
from coopscore.intake.faults import Fault
from coopscore.intake.tray import Place
from coopscore.language import Text

_Faults = Mapping[int, Sequence[Fault]]


def refuse_another_table(
    delivery: Delivery, faults: Mapping[Place, Sequence[Fault]], most_bad_rows: int
) -> None:
    """Refuse a delivery with a file of at least so many rows at fault, if they are most of it.

    A quarantine of a whole register is of no use to anybody, and a file of the wrong table must not
    leave the few rows that happen to fit.

    Raises
    ------
    MostlyAtFault
        With the commonest fault, and one of the rows that have it.
    """
    by_source: dict[str, dict[int, Sequence[Fault]]] = defaultdict(dict)
    for (name, row), found in faults.items():
        by_source[name][row] = found
    for source in delivery.sources:
        bad = len(by_source[source.name])
        if bad >= most_bad_rows and 2 * bad > source.rows_read:
            raise _refusal(source, by_source[source.name], most_bad_rows)


def _refusal(source: Source, faults: _Faults, limit: int) -> MostlyAtFault:
    codes = Counter(code for found in faults.values() for code in {one.code for one in found})
    code, often = min(codes.items(), key=lambda counted: (-counted[1], counted[0]))
    row, fault = min(
        ((row, one) for row, found in faults.items() for one in found if one.code == code),
        key=lambda placed: placed[0],
    )
    shown = replace(
        fault, value="…"
    )  # it may be a person's code, and the row's number tells enough
    return MostlyAtFault(
        path=str(source.path),
        source=source.name,
        bad=len(faults),
        rows=source.rows_read,
        often=often,
        row=row,
        example=Text(en=shown.found("en"), fa=shown.found("fa")),
        limit=limit,
    )
