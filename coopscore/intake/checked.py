"""Drafts become facts in their table's stored form, or faults by row.

What one row can be judged on alone is judged here; what rows must agree on among themselves, and
with what is on record, is settled afterwards (`settled`).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import chain

import pyarrow as pa

from coopscore.adapters.delivery import Draft, Drafts
from coopscore.intake.cells import Value, read_column
from coopscore.intake.columns import file_columns
from coopscore.intake.derived import DERIVATIONS
from coopscore.intake.faults import Fault
from coopscore.intake.rules import breaches
from coopscore.table import Table

_Columns = dict[str, list[Value]]


@dataclass(frozen=True, kw_only=True)
class Checked:
    """The drafts of one source for one table, each checked on its own.

    `facts` are the sound ones in the table's stored schema without `batch`; `rows` gives the
    source row of each. `origin` maps our columns to the source's. `faults` are by source row.
    `flags` are by place in `facts`: doubts about facts that are taken all the same.
    """

    table: Table
    source: str
    origin: Mapping[str, str]
    facts: pa.Table
    rows: tuple[int, ...]
    drafted: frozenset[int]
    faults: Mapping[int, tuple[Fault, ...]]
    flags: Mapping[int, Fault]


def check(drafts: Drafts, *, today: date) -> Checked:
    """Parse every draft and judge it on its own.

    Parameters
    ----------
    today
        The last day on which anything can have become known.
    """
    rows = list(drafts.rows)
    columns, faults = _read(drafts, rows)
    judged = chain(
        _judge_days(drafts, rows, columns, today),
        _judge_ends(drafts, rows, columns, today),
        _judge_rows(drafts, rows, columns),
    )
    for place, fault in judged:
        faults[place].append(fault)
    sound = [place for place in range(len(rows)) if place not in faults]
    stored = _stored(drafts.table, {name: _at(values, sound) for name, values in columns.items()})
    by_row: dict[int, list[Fault]] = defaultdict(list)
    for place, found in sorted(faults.items()):
        by_row[rows[place].row].extend(found)
    return Checked(
        table=drafts.table,
        source=drafts.source,
        origin=drafts.origin,
        facts=pa.table(stored, schema=stored_schema(drafts.table)),
        rows=tuple(rows[place].row for place in sound),
        drafted=frozenset(draft.row for draft in rows),
        faults={row: tuple(found) for row, found in by_row.items()},
        flags=_flags(drafts, stored),
    )


def stored_schema(table: Table) -> pa.Schema:
    """The table's stored schema as intake fills it: all but the batch."""
    schema = table.arrow()
    return schema.remove(schema.get_field_index("batch"))


def _named(drafts: Drafts, column: str) -> str:
    return drafts.origin.get(column, column)


def _at(values: Sequence[Value], places: Sequence[int]) -> list[Value]:
    return [values[place] for place in places]


def _read(drafts: Drafts, rows: Sequence[Draft]) -> tuple[_Columns, dict[int, list[Fault]]]:
    columns: _Columns = {}
    faults: dict[int, list[Fault]] = defaultdict(list)
    for column in file_columns(drafts.table):
        texts = [draft.values.get(column.name, "") for draft in rows]
        read = read_column(column, texts)
        columns[column.name] = read.values
        for place, unfit in read.unfit.items():
            faults[place].extend(
                Fault(
                    code=code,
                    column=_named(drafts, column.name),
                    value=texts[place],
                    facts=facts,
                )
                for code, facts in unfit.faults
            )
    _refuse_strange_columns(drafts, rows, set(columns))
    return columns, faults


def _refuse_strange_columns(drafts: Drafts, rows: Sequence[Draft], known: set[str]) -> None:
    strange = {name for draft in rows for name in draft.values} - known
    assert not strange, f"{drafts.source} drafts {drafts.table.name} with columns {strange}"


def _judge_days(
    drafts: Drafts, rows: Sequence[Draft], columns: _Columns, today: date
) -> Iterator[tuple[int, Fault]]:
    """Faults by place, where a fact is known before it happens, or after today."""
    table = drafts.table
    for place, (happened, known) in enumerate(
        zip(columns[table.happened], columns[table.known], strict=True)
    ):
        if not isinstance(known, date):
            continue
        late = known > today
        early = isinstance(happened, date) and known < happened
        if late or early:
            text = rows[place].values[table.known]
            seen = Fault(code="", column=_named(drafts, table.known), value=text)
            if late:
                facts = {"known": known, "today": today}
                yield place, replace(seen, code="known_in_future", facts=facts)
            if early:
                other = _named(drafts, table.happened)
                named = {"known": known, "happened": happened, "other": other}
                yield place, replace(seen, code="known_before_happened", facts=named)


def _judge_ends(
    drafts: Drafts, rows: Sequence[Draft], columns: _Columns, today: date
) -> Iterator[tuple[int, Fault]]:
    """Faults by place, where the end of a span was known after today."""
    column = drafts.table.ends_known
    for place, known in enumerate(columns[column] if column is not None else ()):
        if column is not None and isinstance(known, date) and known > today:
            yield (
                place,
                Fault(
                    code="known_in_future",
                    column=_named(drafts, column),
                    value=rows[place].values[column],
                    facts={"known": known, "today": today},
                ),
            )


def _judge_rows(
    drafts: Drafts, rows: Sequence[Draft], columns: _Columns
) -> Iterator[tuple[int, Fault]]:
    """Faults by place, where columns of a row do not fit each other."""
    for breach in breaches(drafts.table, columns):
        rule = breach.rule
        facts = {"read": breach.value, "other": _named(drafts, rule.beside)}
        yield (
            breach.place,
            Fault(
                code=rule.code,
                column=_named(drafts, rule.column),
                value=rows[breach.place].values.get(rule.column, ""),
                facts={**facts, "beside": breach.beside, **rule.told(breach.beside)},
            ),
        )


def _stored(table: Table, columns: _Columns) -> _Columns:
    """Sound values under their stored names, with defaults, derived columns and digest."""
    values = dict(columns)
    if table.about == "sector":
        values["coop_id"] = [""] * len(columns[table.known])
    values["happened"] = values.pop(table.happened)
    values["known"] = values.pop(table.known)
    values["record_id"] = _record_ids(table, columns)
    values["version"] = [version or 1 for version in columns["version"]]
    values["voided"] = [bool(voided) for voided in columns["voided"]]
    values["hindsight"] = [bool(declared) for declared in columns["hindsight"]]
    values["digest"] = digests(values)
    for derived in table.derived:
        values[derived.name] = DERIVATIONS[derived.name](values)
    return {name: values[name] for name in stored_schema(table).names}


def _record_ids(table: Table, columns: _Columns) -> list[Value]:
    parts = [[_key_part(value) for value in columns[name]] for name in table.key]
    keys = ("|".join(key) for key in zip(*parts, strict=True))
    return [given or key for given, key in zip(columns["record_id"], keys, strict=True)]


def _key_part(value: Value) -> str:
    text = _canonical(value)
    return text.replace("\\", "\\\\").replace("|", "\\|") if "|" in text or "\\" in text else text


def _canonical(value: Value) -> str:
    """One text for one value, the same on every machine; empty for unknown."""
    if value is None:
        return ""
    return value if isinstance(value, str) else str(value)


def digests(values: Mapping[str, Sequence[Value]]) -> list[Value]:
    """The first 32 hexadecimal digits of the SHA-256 of each row's content.

    Columns count by name and only where they hold something, so that a table may gain a column
    without its old rows looking new. Derived columns follow from the others and are left out.
    """
    marked = []
    for name in sorted(values):
        texts = {
            value: "" if value is None else f"{name}={_canonical(value)}\x1f"
            for value in set(values[name])
        }
        marked.append([texts[value] for value in values[name]])
    return [sha256("".join(row).encode()).hexdigest()[:32] for row in zip(*marked, strict=True)]


def _flags(drafts: Drafts, stored: _Columns) -> dict[int, Fault]:
    if "national_id_holds" not in stored:
        return {}
    column = _named(drafts, "national_id")
    return {
        place: Fault(code="national_id_fails", column=column, value=str(text))
        for place, (text, holds) in enumerate(
            zip(stored["national_id"], stored["national_id_holds"], strict=True)
        )
        if holds is False
    }
