"""Flags: rows that statistics doubt, each with its kind, its score and what speaks for it.

A flag is never a repair. The kinds are data; `coopscore.quality.rules` counts them among the rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from coopscore.language import Text


@dataclass(frozen=True, kw_only=True)
class FlagKind:
    """One kind of doubt: the table and column that it is about, and its words."""

    code: str
    table: str
    column: str
    title: Text
    remedy: Text


FLAG_KINDS: Mapping[str, FlagKind] = {
    kind.code: kind
    for kind in (
        FlagKind(
            code="unit_slip",
            table="statement_line",
            column="amount",
            title=Text(
                en="The statement may be written in another unit of money",
                fa="شاید صورت مالی با واحد پول دیگری نوشته شده باشد",
            ),
            remedy=Text(
                en="Look at the unit on the paper, and send a correction where it is another.",
                fa="واحد پول روی سند را ببینید و اگر واحد دیگری است اصلاحیه بفرستید.",
            ),
        ),
        FlagKind(
            code="planned_jobs",
            table="yearly_figures",
            column="employees",
            title=Text(
                en="Planned jobs may be told as employees",
                fa="شاید اشتغال پیش‌بینی‌شده به‌جای کارکنان نوشته شده باشد",
            ),
            remedy=Text(
                en="Compare with the insurance list, and ask for the number really at work.",
                fa="با لیست بیمه بسنجید و شمار واقعی شاغلان را بپرسید.",
            ),
        ),
        FlagKind(
            code="near_name",
            table="cooperative",
            column="name",
            title=Text(
                en="The same co-operative may be entered twice",
                fa="شاید یک تعاونی دو بار ثبت شده باشد",
            ),
            remedy=Text(
                en="Compare both files; where they are one, void the later entry.",
                fa="دو پرونده را بسنجید و اگر یکی هستند ثبت دوم را باطل کنید.",
            ),
        ),
        FlagKind(
            code="successor",
            table="cooperative",
            column="name",
            title=Text(
                en="May carry on a co-operative that ended",
                fa="شاید ادامهٔ یک تعاونی پایان‌یافته باشد",
            ),
            remedy=Text(
                en="Ask the office whether it took over members, officers or debts.",
                fa="از اداره بپرسید که اعضا، مدیران یا بدهی‌ها به آن رسیده است یا نه.",
            ),
        ),
        FlagKind(
            code="back_dated",
            table="status_event",
            column="valid_from",
            title=Text(
                en="Dated back in a burst of entries",
                fa="در میان ثبت‌های پیاپی، تاریخ به عقب برده شده است",
            ),
            remedy=Text(
                en="Look for a paper of the day it speaks of; trust the day of entry until then.",
                fa="سندی از همان تاریخ بیابید و تا آن زمان به تاریخ ثبت تکیه کنید.",
            ),
        ),
    )
}

# What every table of flags begins with; evidence of the kind follows.
COMMON = (
    ("coop_id", pa.string()),
    ("record_id", pa.string()),
    ("kind", pa.string()),
    ("score", pa.float64()),
)


def flag_table(kind: str, columns: Mapping[str, object], evidence: pa.Schema) -> pa.Table:
    """Scored rows of one kind, by co-operative and record.

    Parameters
    ----------
    columns
        `coop_id`, `record_id`, `score` and the fields of `evidence`.
    """
    schema = pa.schema([*COMMON, *evidence])
    size = len(columns["score"])  # type: ignore[arg-type]
    cells = {**columns, "kind": pa.repeat(kind, size)}
    arrays = [pa.array(cells[field.name], field.type, from_pandas=True) for field in schema]
    rows = pa.table(arrays, schema=schema)
    return rows.sort_by([("coop_id", "ascending"), ("record_id", "ascending")])


def raised(rows: pa.Table, least: float) -> pa.Table:
    """The rows that reach a score, the strongest first."""
    found = rows.filter(pc.greater_equal(rows["score"], pa.scalar(least, pa.float64())))
    keys = [("score", "descending"), ("coop_id", "ascending"), ("record_id", "ascending")]
    return found.sort_by(keys)
