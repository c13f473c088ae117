"""Whether the visit book is what was written: every plan, change, outcome and evaluation.

Each act left an entry in the audit log. A plan's and an evaluation's holds a digest of all of it,
a change's all of its particulars, and that of outcomes told together their numbers and one hash.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, func, select

from coopscore.errors import BrokenVisits
from coopscore.language import Text
from coopscore.records.plan_content import canonical, digest, plan_id_of
from coopscore.records.tables import (
    AUDIT,
    PLAN_CHANGE,
    VISIT_EVALUATION,
    VISIT_OUTCOME,
    VISIT_PLAN,
    VISIT_PLANNED,
)

KEPT, CHANGED = "visits.planned", "visits.plan_changed"
TOLD, EVALUATED = "visits.told", "visits.evaluated"

_PLANS = Text(en="plans", fa="برنامه‌ها")
_CHANGES = Text(en="changes of plans", fa="تغییرات برنامه‌ها")
_OUTCOMES = Text(en="outcomes", fa="نتیجه‌ها")
_EVALUATIONS = Text(en="evaluations", fa="ارزیابی‌ها")

_LONG = {"settings", "content"}

_Row = Mapping[Any, Any]


def particulars(row: _Row) -> dict[str, Any]:
    """All of a row as the log holds it: days and the moment, in UTC, as ISO text."""
    return {str(name): _plain(value) for name, value in row.items()}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def rows_sha256(rows: Iterable[_Row]) -> str:
    """One hash of rows in their order."""
    lines = (canonical(particulars(row)) for row in rows)
    return sha256("\n".join(lines).encode()).hexdigest()


def prove(connection: Connection) -> int:
    """Hold the book against the log; the number of plans, changes, outcomes and evaluations.

    Raises
    ------
    BrokenVisits
        At the first that is not as it was written, is missing, or that nobody wrote.
    """
    return (
        _plans(connection)
        + _each(connection, CHANGED, PLAN_CHANGE, _CHANGES)
        + _outcomes(connection)
        + _each(connection, EVALUATED, VISIT_EVALUATION, _EVALUATIONS)
    )


def _logged(connection: Connection, action: str) -> Iterator[dict[str, Any]]:
    query = select(AUDIT.c.detail).where(AUDIT.c.action == action).order_by(AUDIT.c.entry)
    for detail in connection.execute(query).scalars().all():
        yield json.loads(detail)


def _plans(connection: Connection) -> int:
    logged = {one["number"]: one for one in _logged(connection, KEPT)}
    rows = connection.execute(select(VISIT_PLAN)).mappings().all()
    kept = {row["number"]: row for row in rows}
    for number in sorted({*logged, *kept}):
        row = kept.get(number)
        if row is None or logged.get(number) != logged_row(row) or not _follows(connection, row):
            raise BrokenVisits(part=_PLANS, number=number)
    strangers = select(func.count()).where(VISIT_PLANNED.c.plan.not_in(kept or [0]))
    if connection.execute(strangers).scalar_one():
        raise BrokenVisits(part=_PLANS, number=0)
    return len(kept)


def _follows(connection: Connection, row: _Row) -> bool:
    """Whether a plan's digest and id follow from its frame."""
    query = select(VISIT_PLANNED).where(VISIT_PLANNED.c.plan == row["number"])
    frame = connection.execute(query.order_by(VISIT_PLANNED.c.place)).mappings()
    found = digest(row, frame)
    return (found, plan_id_of(found)) == (row["digest"], row["plan_id"])


def _each(connection: Connection, action: str, table: Table, part: Text) -> int:
    logged = {one["number"]: one for one in _logged(connection, action)}
    rows = connection.execute(select(table)).mappings().all()
    kept = {row["number"]: logged_row(row) for row in rows}
    for number in sorted({*logged, *kept}):
        if logged.get(number) != kept.get(number):
            raise BrokenVisits(part=part, number=number)
    return len(kept)


def logged_row(row: _Row) -> dict[str, Any]:
    """A row's particulars, with hashes in the place of long texts."""
    told = particulars(row)
    for name in _LONG & told.keys():
        told[name] = sha256(str(told[name]).encode()).hexdigest()
    return told


def _outcomes(connection: Connection) -> int:
    proven, number = 0, 0
    for run in _logged(connection, TOLD):
        if run["after_number"] != number:
            raise BrokenVisits(part=_OUTCOMES, number=number + 1)
        proven += _prove_run(connection, run)
        number = run["last_number"]
    if last_outcome(connection) != number:
        raise BrokenVisits(part=_OUTCOMES, number=number + 1)
    return proven


def _prove_run(connection: Connection, run: Mapping[str, Any]) -> int:
    first, last = run["after_number"] + 1, run["last_number"]
    query = select(VISIT_OUTCOME).where(VISIT_OUTCOME.c.number.between(first, last))
    rows = connection.execute(query.order_by(VISIT_OUTCOME.c.number)).mappings().all()
    if len(rows) != run["outcomes"] or rows_sha256(rows) != run["rows_sha256"]:
        raise BrokenVisits(part=_OUTCOMES, number=first)
    return len(rows)


def last_outcome(connection: Connection) -> int:
    """The number of the last outcome that was written; 0 before the first."""
    return int(connection.execute(select(func.max(VISIT_OUTCOME.c.number))).scalar_one() or 0)


def told_since(connection: Connection, before: int) -> dict[str, Any]:
    """What the log says of outcomes told together: those after the number `before`."""
    query = select(VISIT_OUTCOME).where(VISIT_OUTCOME.c.number > before)
    rows = connection.execute(query.order_by(VISIT_OUTCOME.c.number)).mappings().all()
    return {
        "outcomes": len(rows),
        "after_number": before,
        "last_number": rows[-1]["number"],
        "rows_sha256": rows_sha256(rows),
    }
