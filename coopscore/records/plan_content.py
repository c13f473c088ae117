"""A plan of visits as rows, the lines that its digest is taken over, and back."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from hashlib import sha256
from typing import Any

from coopscore.actor import Actor
from coopscore.records.visit_entries import PlanHead
from coopscore.visits import Plan, Planned

COLUMNS = tuple(one.name for one in fields(Planned))
_HEADER = ("as_of", "first_month", "months", "seed")
_ID_LENGTH = 20  # as a score's

_Row = Mapping[Any, Any]


def canonical(value: object) -> str:
    """JSON that is the same for the same content; days as ISO text."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False,
        default=date.isoformat,
    )  # fmt: skip


def header(plan: Plan) -> dict[str, Any]:
    """What a plan's own row keeps of it beside its frame."""
    own = {name: getattr(plan, name) for name in _HEADER}
    return {
        **own,
        "settings": canonical(dict(plan.settings)),
        "frame_size": len(plan.frame),
        "acts": len(plan.acts),
    }


def planned_rows(plan: Plan) -> list[dict[str, Any]]:
    """The rows of its frame, but for the plan's number; a zero is never negative."""
    rows = []
    for place, one in enumerate(plan.frame):
        row = {name: getattr(one, name) for name in COLUMNS}
        for name in ("probability", "risk", "revival"):
            if row[name] is not None:
                row[name] = float(row[name]) + 0.0
        row["place"] = place
        rows.append(row)
    return rows


def digest(head: _Row, rows: Iterable[_Row]) -> str:
    """SHA-256 over a plan's header and all of its frame, in order."""
    hashed = sha256(canonical([head[name] for name in (*_HEADER, "settings")]).encode())
    for line in _lines(rows):
        hashed.update(line.encode())
    return hashed.hexdigest()


def _lines(rows: Iterable[_Row]) -> Iterator[str]:
    for row in rows:
        yield f"\n{canonical([row[name] for name in COLUMNS])}"


def plan_id_of(digested: str) -> str:
    """The id that follows from a plan's digest: other content, another id."""
    return digested[:_ID_LENGTH]


def planned_of(row: _Row) -> Planned:
    """One of the frame, from its row."""
    return Planned(**{name: row[name] for name in COLUMNS})


def plan_of(head: PlanHead, rows: Iterable[_Row]) -> Plan:
    """The whole plan, from its head and the rows of its frame in order."""
    return Plan(
        as_of=head.as_of,
        first_month=head.first_month,
        months=head.months,
        seed=head.seed,
        settings=head.settings,
        frame=tuple(planned_of(row) for row in rows),
    )


def head_of(row: _Row) -> PlanHead:
    """A plan's head, from its row."""
    return PlanHead(
        **{name: row[name] for name in ("plan_id", *_HEADER, "frame_size", "acts", "written_at")},
        settings=json.loads(row["settings"]),
        actor=Actor(name=row["written_by"], role=row["role"]),
    )
