"""The repairs of a delivery: what every mended cell was, and what it became.

A file may be dirty from end to end, so they are kept as a table, not as objects.
"""

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from coopscore.errors import UnusableHome
from coopscore.intake.cells import Repaired, Value
from coopscore.intake.harmless import harmless
from coopscore.intake.repair_kinds import REPAIRS, RepairKind
from coopscore.persons import HIDDEN

# One row a repair: a cell that took two is told twice. Rows count as in the quarantine file.
SCHEMA = pa.schema(
    [
        ("file", pa.string()),
        ("row", pa.int64()),
        ("column", pa.string()),
        ("kind", pa.string()),
        ("was", pa.string()),
        ("became", pa.string()),
    ]
)


def cell_repairs(
    source: str,
    column: str,
    repaired: Mapping[int, Repaired],
    numbers: Sequence[int],
    texts: Sequence[str],
    *,
    hidden: bool,
    veil: Callable[[str], str] = str,
) -> pa.Table:
    """The repairs of one column.

    Parameters
    ----------
    column
        As the source calls it.
    repaired
        What was mended, by place.
    numbers, texts
        Of every place, the row's number in its source and the text of the cell.
    hidden
        Whether the text names a person.
    veil
        Hides persons in other texts.
    """
    told = [(place, kind) for place, cell in repaired.items() for kind in cell.kinds]
    return repair_table(
        source,
        [numbers[place] for place, _ in told],
        column,
        [kind for _, kind in told],
        [HIDDEN if hidden else veil(texts[place]) for place, _ in told],
        [veil(_shown(repaired[place].value)) for place, _ in told],
    )


def repair_table(
    source: str,
    rows: Sequence[int],
    column: str,
    kinds: Sequence[RepairKind],
    was: Sequence[str],
    became: Sequence[str],
) -> pa.Table:
    """Repairs of one column, side by side."""
    size = len(rows)
    columns = [[source] * size, rows, [column] * size, kinds, was, became]
    arrays = [pa.array(cells, field.type) for cells, field in zip(columns, SCHEMA, strict=True)]
    return pa.table(arrays, schema=SCHEMA)


def standing(repairs: Iterable[pa.Table], aside: Collection[tuple[str, int]]) -> pa.Table:
    """The repairs of rows that were not set aside, by file and row."""
    told = pa.concat_tables([SCHEMA.empty_table(), *repairs])
    if aside and told.num_rows:
        places = zip(told["file"].to_pylist(), told["row"].to_pylist(), strict=True)
        told = told.filter(pa.array([place not in aside for place in places]))
    return told.sort_by([(name, "ascending") for name in ("file", "row", "column", "kind")])


def repair_counts(repairs: pa.Table) -> dict[RepairKind, int]:
    """How many repairs of each kind, in the order of the kinds."""
    counted = pc.value_counts(repairs["kind"]).to_pylist()
    found = {one["values"]: one["counts"] for one in counted}
    return {kind: found[kind] for kind in REPAIRS if kind in found}


def write_repairs(path: Path, repairs: pa.Table) -> None:
    """Write the list as a spreadsheet opens it, with the kind in words, whole or not at all.

    Raises
    ------
    UnusableHome
        Where it cannot be written.
    """
    words = {lang: [REPAIRS[kind].said(lang) for kind in REPAIRS] for lang in ("en", "fa")}
    kinds = pc.index_in(repairs["kind"], value_set=pa.array(list(REPAIRS)))
    for lang, said in words.items():
        repairs = repairs.append_column(f"repair_{lang}", pa.array(said).take(kinds))
    try:
        _write(path, repairs)
    except OSError as cause:
        raise UnusableHome(path=path, reason=cause.strerror) from cause


def _write(path: Path, repairs: pa.Table) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        file.write("\ufeff".encode())  # so that a spreadsheet knows the encoding
        pa_csv.write_csv(_unfit_for_formulas(repairs), file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def _unfit_for_formulas(repairs: pa.Table) -> pa.Table:
    """The same, with no cell that a spreadsheet takes for a formula."""
    for place, name in enumerate(repairs.column_names):
        if name in ("file", "column", "was", "became"):
            coded = repairs[name].combine_chunks().dictionary_encode()
            safe = pa.array([harmless(text) for text in coded.dictionary.to_pylist()], pa.string())
            repairs = repairs.set_column(place, name, safe.take(coded.indices))
    return repairs


def _shown(value: Value) -> str:
    return "" if value is None else str(value)
