"""Outcomes of visits as rows: what is added, and what stands.

An outcome is never overwritten. Of several rows about one act (plan, co-operative, kind and day)
the last stands, and what is told again as it stands adds nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from itertools import islice
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, and_, func, select

from coopscore.actor import Actor
from coopscore.records.tables import VISIT_OUTCOME
from coopscore.records.visit_entries import OutcomeEntry
from coopscore.visits import VisitOutcome

COLUMNS = tuple(one.name for one in fields(VisitOutcome))
_ACT = ("plan_id", "coop_id", "kind", "visited_on")
_CHUNK = 500  # bound values of one statement stay far below every database's limit

Row: TypeAlias = Mapping[Any, Any]
Key: TypeAlias = tuple[Any, ...]


def outcome_row(told: VisitOutcome, actor: Actor, now: datetime) -> dict[str, Any]:
    """An outcome's row; one that no plan asked for names none."""
    said = {name: getattr(told, name) for name in COLUMNS}
    who = {"written_at": now, "written_by": actor.name, "role": actor.role}
    return {**said, "plan_id": told.plan_id or None, **who}


def outcome_of(row: Row) -> VisitOutcome:
    """The outcome that a row holds."""
    said = {name: row[name] for name in COLUMNS}
    return VisitOutcome(**{**said, "plan_id": row["plan_id"] or ""})


def entry_of(row: Row) -> OutcomeEntry:
    """The entry that a row is."""
    return OutcomeEntry(
        number=row["number"],
        outcome=outcome_of(row),
        written_at=row["written_at"],
        actor=Actor(name=row["written_by"], role=row["role"]),
    )


def standing(
    connection: Connection,
    *asked: ColumnElement[bool],
    known_by: datetime | None = None,
) -> list[OutcomeEntry]:
    """The outcomes that stand, by day and co-operative; as they stood at a moment, where given."""
    within = (*asked, VISIT_OUTCOME.c.written_at <= known_by) if known_by else asked
    acts = [VISIT_OUTCOME.c[name] for name in _ACT]
    last = select(func.max(VISIT_OUTCOME.c.number)).where(*within).group_by(*acts)
    query = select(VISIT_OUTCOME).where(VISIT_OUTCOME.c.number.in_(last))
    ordered = query.order_by(
        *(VISIT_OUTCOME.c[name] for name in ("visited_on", "coop_id", "number"))
    )
    return [entry_of(row) for row in connection.execute(ordered).mappings()]


def split(connection: Connection, told: Sequence[VisitOutcome]) -> tuple[list[VisitOutcome], int]:
    """Those that say something new, in order, and how many of them correct what stands."""
    held = _held(connection, told)
    fresh: list[VisitOutcome] = []
    corrected = 0
    for one in told:
        stands = held.get(_key(one))
        if stands == one:
            continue
        corrected += stands is not None
        held[_key(one)] = one
        fresh.append(one)
    return fresh, corrected


def _key(told: VisitOutcome) -> Key:
    return tuple(getattr(told, name) for name in _ACT)


def _held(connection: Connection, told: Sequence[VisitOutcome]) -> dict[Key, VisitOutcome]:
    ids = sorted({one.coop_id for one in told})
    found: dict[Key, VisitOutcome] = {}
    for chunk in _chunks(ids):
        for entry in standing(connection, and_(VISIT_OUTCOME.c.coop_id.in_(chunk))):
            found[_key(entry.outcome)] = entry.outcome
    return found


def _chunks(ids: Sequence[str]) -> Iterator[list[str]]:
    remaining = iter(ids)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk
