"""Every row that fails a rule or is flagged, in the shape of the table `quality_issue`."""

from collections.abc import Iterable
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from coopscore.quality.doubts import Scored
from coopscore.quality.flags import COMMON, FLAG_KINDS
from coopscore.quality.queries import Questions
from coopscore.quality.rule import Rule

# `quality_issue` as its file has it, and how strong a doubt is (empty where a rule is broken).
SCHEMA = pa.schema(
    [
        ("coop_id", pa.string()),
        ("found_on", pa.date32()),
        ("recorded_at", pa.date32()),
        ("about_table", pa.string()),
        ("about_record", pa.string()),
        ("about_column", pa.string()),
        ("fault", pa.string()),
        ("value", pa.string()),
        ("score", pa.float64()),
    ]
)
_ORDER = ("about_table", "fault", "coop_id", "about_record", "value")
_KEY = ("coop_id", "about_table", "about_record", "fault")


def issues(desk: Questions, rules: Iterable[Rule], flags: Scored, as_of: date) -> pa.Table:
    """All of them, by table, fault, co-operative and record."""
    parts = [_broken(desk, rule, as_of) for rule in rules if rule.listed]
    parts += [_doubted(kind, rows, as_of) for kind, rows in flags.items()]
    every = pa.concat_tables([SCHEMA.empty_table(), *parts])
    return every.sort_by([(name, "ascending") for name in _ORDER])


def as_quality_issues(rows: pa.Table) -> pa.Table:
    """The rows that a file of `quality_issue` may hold: of co-operatives, one a key."""
    about = rows.filter(pc.not_equal(rows["coop_id"], "")).drop_columns(["score"])
    keys = pc.binary_join_element_wise(*(about[name] for name in _KEY), "\x1f")
    coded = keys.combine_chunks().dictionary_encode().indices
    firsts = pa.table({"key": coded, "at": pa.array(range(len(about)), pa.int64())})
    kept = firsts.group_by("key", use_threads=False).aggregate([("at", "min")])["at_min"]
    return about.take(kept.combine_chunks().sort())


def _broken(desk: Questions, rule: Rule, as_of: date) -> pa.Table:
    # Rules are part of the source; no value is written into the question.
    names = desk.ask(f"SELECT * FROM {rule.source} AS r LIMIT 0", as_of=as_of).column_names  # noqa: S608
    shown = f'"{rule.column}"' if rule.column in names else "NULL"
    found = desk.ask(
        f"SELECT coop_id, record_id, CAST({shown} AS VARCHAR) AS shown FROM {rule.source} AS r "  # noqa: S608
        f"WHERE coalesce({rule.asked}, FALSE) AND ({rule.holds}) IS FALSE "
        "ORDER BY coop_id, record_id",
        as_of=as_of,
    )
    return _shaped(
        found["coop_id"], found["record_id"], rule.table, rule.column, rule.code,
        found["shown"], pa.nulls(len(found), pa.float64()), as_of,
    )  # fmt: skip


def _doubted(kind: str, rows: pa.Table, as_of: date) -> pa.Table:
    about = FLAG_KINDS[kind]
    evidence = [name for name in rows.column_names if name not in dict(COMMON)]
    told = [_told(name, rows[name]) for name in evidence]
    value = pc.binary_join_element_wise(*told, "; ")
    return _shaped(
        rows["coop_id"], rows["record_id"], about.table, about.column, kind,
        value, rows["score"], as_of,
    )  # fmt: skip


def _told(name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    """One field of evidence as text: `power=-1`; numbers to three decimals."""
    if pa.types.is_floating(column.type):
        column = pc.round(column, ndigits=3)
    text = pc.fill_null(pc.cast(column, pa.string()), "")
    return pc.binary_join_element_wise(pa.scalar(name), text, "=")


def _shaped(
    coop: pa.ChunkedArray, record: pa.ChunkedArray, table: str, column: str, fault: str,
    value: pa.ChunkedArray, score: pa.Array | pa.ChunkedArray, as_of: date,
) -> pa.Table:  # fmt: skip
    size = len(coop)
    day = pa.repeat(pa.scalar(as_of, pa.date32()), size)
    same = {name: pa.repeat(text, size) for name, text in
            (("table", table), ("column", column), ("fault", fault))}  # fmt: skip
    return pa.table(
        [coop, day, day, same["table"], record, same["column"], same["fault"], value, score],
        schema=SCHEMA,
    )
