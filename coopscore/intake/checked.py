"""Drafts become facts in their table's stored form, or faults by row.

What one row can be judged on alone is judged here; what rows must agree on among themselves, and
with what is on record, is settled afterwards (`settled`).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import chain

import pyarrow as pa

from coopscore.adapters.delivery import Draft, Drafts
from coopscore.intake.cells import Value
from coopscore.intake.derived import DERIVATIONS
from coopscore.intake.faults import Fault
from coopscore.intake.marks import Mark
from coopscore.intake.parsed import Columns, Parsed, parse
from coopscore.intake.receipt import Note
from coopscore.intake.rules import breaches
from coopscore.persons import Persons
from coopscore.table import Table


@dataclass(frozen=True, kw_only=True)
class Checked:
    """The drafts of one source for one table, each checked on its own.

    `facts` are the sound ones in the table's stored schema without `batch`; `rows` gives the
    source row of each. `origin` maps our columns to the source's. `faults` are by source row, and
    `marks` of those rows whose record can be told all the same. `flags` are by place in `facts`:
    doubts about facts that are taken all the same. `repairs` are those of all rows
    (`repairs.SCHEMA`); `notes` tell of what was done to the whole source, and `exchanged` names the
    pairs of columns that were read as each other.
    """

    table: Table
    source: str
    origin: Mapping[str, str]
    facts: pa.Table
    rows: tuple[int, ...]
    drafted: frozenset[int]
    faults: Mapping[int, tuple[Fault, ...]]
    flags: Mapping[int, Fault]
    marks: Mapping[int, tuple[Mark, ...]] = field(default_factory=dict)
    repairs: tuple[pa.Table, ...] = ()
    notes: tuple[Note, ...] = ()
    exchanged: tuple[tuple[str, str], ...] = ()


def check(drafts: Drafts, *, today: date, persons: Persons) -> Checked:
    """Parse every draft and judge it on its own.

    Parameters
    ----------
    today
        The last day on which anything can have become known.
    persons
        Makes the keyed hashes that stand for persons.
    """
    rows = list(drafts.rows)
    parsed = parse(drafts, rows, today=today, persons=persons)
    judged = chain(
        _judge_days(drafts.table, parsed, today),
        _judge_ends(drafts.table, parsed, today),
        _judge_rows(drafts.table, parsed),
    )
    for place, fault in judged:
        parsed.faults[place].append(fault)
    sound = [place for place in range(len(rows)) if place not in parsed.faults]
    given = _rows_of(parsed.given, sound)
    stored = _stored(drafts.table, _rows_of(parsed.columns, sound), given)
    by_row: dict[int, list[Fault]] = defaultdict(list)
    for place, found in sorted(parsed.faults.items()):
        by_row[rows[place].row].extend(found)
    return Checked(
        table=drafts.table,
        source=drafts.source,
        origin=parsed.origin,
        facts=pa.table(stored, schema=stored_schema(drafts.table)),
        rows=tuple(rows[place].row for place in sound),
        drafted=frozenset(draft.row for draft in rows),
        faults={row: tuple(found) for row, found in by_row.items()},
        flags=_flags(parsed, stored, given),
        marks=_marks(drafts.table, rows, parsed),
        repairs=tuple(parsed.repairs),
        notes=tuple(parsed.notes),
        exchanged=parsed.exchanged,
    )


def _marks(table: Table, rows: Sequence[Draft], parsed: Parsed) -> dict[int, tuple[Mark, ...]]:
    """The records of rows at fault, where every part of the key could be read."""
    needed = {*table.key, *(("coop_id",) if table.about == "cooperative" else ())}
    told = [place for place in sorted(parsed.faults) if not needed & parsed.unfit[place]]
    columns = _rows_of(parsed.columns, told)
    names = _record_ids(table, columns)
    owners = columns.get("coop_id", [""] * len(told))
    marks: dict[int, tuple[Mark, ...]] = {}
    for place, owner, name in zip(told, owners, names, strict=True):
        mark: Mark = (table.name, str(owner), str(name), None)
        marks[rows[place].row] = (*marks.get(rows[place].row, ()), mark)
    return marks


def stored_schema(table: Table) -> pa.Schema:
    """The table's stored schema as intake fills it: all but the batch."""
    schema = table.arrow()
    return schema.remove(schema.get_field_index("batch"))


def _rows_of(columns: Columns, places: Sequence[int]) -> Columns:
    return {name: [values[place] for place in places] for name, values in columns.items()}


def _judge_days(table: Table, parsed: Parsed, today: date) -> Iterator[tuple[int, Fault]]:
    """Faults by place, where a fact is known before it happens, or after today."""
    for place, (happened, known) in enumerate(
        zip(parsed.columns[table.happened], parsed.columns[table.known], strict=True)
    ):
        if not isinstance(known, date):
            continue
        if known > today:
            late = {"known": known, "today": today}
            yield place, parsed.fault("known_in_future", table.known, place, late)
        if isinstance(happened, date) and known < happened:
            other = parsed.origin[table.happened]
            early = {"known": known, "happened": happened, "other": other}
            yield place, parsed.fault("known_before_happened", table.known, place, early)


def _judge_ends(table: Table, parsed: Parsed, today: date) -> Iterator[tuple[int, Fault]]:
    """Faults by place, where the end of a span was known after today."""
    column = table.ends_known
    for place, known in enumerate(parsed.columns[column] if column is not None else ()):
        if column is not None and isinstance(known, date) and known > today:
            facts = {"known": known, "today": today}
            yield place, parsed.fault("known_in_future", column, place, facts)


def _judge_rows(table: Table, parsed: Parsed) -> Iterator[tuple[int, Fault]]:
    """Faults by place, where columns of a row do not fit each other.

    A cell that is no value has its own fault, and says nothing about the cell beside it.
    """
    for breach in breaches(table, parsed.columns):
        rule = breach.rule
        if parsed.unfit[breach.place] & {rule.column, rule.beside}:
            continue
        facts: dict[str, object] = {"read": breach.value, "other": parsed.origin[rule.beside]}
        facts |= {"beside": breach.beside, **rule.told(breach.beside)}
        yield breach.place, parsed.fault(rule.code, rule.column, breach.place, facts)


def _stored(table: Table, columns: Columns, given: Columns) -> Columns:
    """Sound values under their stored names, with defaults, derived columns and digest.

    Derived columns look at cells as they were given; the digest is of what is kept.
    """
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
        values[derived.name] = DERIVATIONS[derived.name]({**values, **given})
    return {name: values[name] for name in stored_schema(table).names}


def _record_ids(table: Table, columns: Columns) -> list[Value]:
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


def _flags(parsed: Parsed, stored: Columns, given: Columns) -> dict[int, Fault]:
    if "national_id_holds" not in stored:
        return {}
    column = parsed.origin["national_id"]
    return {
        place: Fault(code="national_id_fails", column=column, value=str(text))
        for place, (text, holds) in enumerate(
            zip(given["national_id"], stored["national_id_holds"], strict=True)
        )
        if holds is False
    }
