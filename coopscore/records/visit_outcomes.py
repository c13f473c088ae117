"""Outcomes of visits as rows: what is added, and what stands.

An outcome is never overwritten. Of several rows about one act (plan, co-operative, kind and day)
the last stands. What was told before adds nothing, also where it was corrected since: a file that
is taken in again undoes no correction. Who returns to an earlier telling names what it corrects.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from itertools import islice
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, func, select

from coopscore.actor import Actor
from coopscore.errors import OutcomeRefused
from coopscore.outcome_rules import NOTHING_TOLD
from coopscore.records.tables import VISIT_OUTCOME
from coopscore.records.visit_entries import OutcomeEntry
from coopscore.visits import WITHDRAWN, VisitOutcome

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


def last_told(
    connection: Connection,
    *asked: ColumnElement[bool],
    known_by: datetime | None = None,
) -> list[OutcomeEntry]:
    """The last telling of each act, by day and co-operative; as of a moment, where given.

    One that was withdrawn is among them: it is for the reader to leave it out.
    """
    within = (*asked, VISIT_OUTCOME.c.written_at <= known_by) if known_by else asked
    query = select(VISIT_OUTCOME).where(VISIT_OUTCOME.c.number.in_(_last(*within)))
    ordered = query.order_by(
        *(VISIT_OUTCOME.c[name] for name in ("visited_on", "coop_id", "number"))
    )
    return [entry_of(row) for row in connection.execute(ordered).mappings()]


def was_told(connection: Connection, told: VisitOutcome) -> bool:
    """Whether anything was ever told of the act on that day."""
    return _key(told) in _held(connection, [told])


def visited(connection: Connection, plan_id: str) -> int:
    """Of how many co-operatives an outcome of a plan stands."""
    asked = VISIT_OUTCOME.c.plan_id == plan_id
    within = (asked, VISIT_OUTCOME.c.found != WITHDRAWN)
    distinct = func.count(VISIT_OUTCOME.c.coop_id.distinct())
    query = select(distinct).where(*within, VISIT_OUTCOME.c.number.in_(_last(asked)))
    return int(connection.execute(query).scalar_one())


def split(
    connection: Connection, told: Sequence[VisitOutcome], corrects: Collection[int]
) -> tuple[list[VisitOutcome], int]:
    """Those that say something new, in order, and how many of them correct what stands.

    `corrects` are numbers of standing rows that may give way to what stood before them.

    Raises
    ------
    OutcomeRefused
        Where one withdraws what was never told.
    """
    held = _held(connection, told)
    fresh: list[VisitOutcome] = []
    corrected = 0
    for one in told:
        before = held.setdefault(_key(one), [])
        number, held_last = before[-1] if before else (0, None)
        known = one in (said for _, said in before)
        if one.is_withdrawn and held_last is None:
            raise OutcomeRefused(coop_id=one.coop_id, faults=NOTHING_TOLD)
        if held_last == one or (known and number not in corrects):
            continue
        corrected += held_last is not None and not held_last.is_withdrawn
        before.append((0, one))
        fresh.append(one)
    return fresh, corrected


def _last(*asked: ColumnElement[bool]) -> Select[Any]:
    """The numbers of the last telling of each act."""
    acts = [VISIT_OUTCOME.c[name] for name in _ACT]
    return select(func.max(VISIT_OUTCOME.c.number)).where(*asked).group_by(*acts)


def _key(told: VisitOutcome) -> Key:
    return tuple(getattr(told, name) for name in _ACT)


def _held(
    connection: Connection, told: Sequence[VisitOutcome]
) -> dict[Key, list[tuple[int, VisitOutcome]]]:
    """Every telling of the co-operatives' acts with its number, the one that stands last."""
    ids = sorted({one.coop_id for one in told})
    found: dict[Key, list[tuple[int, VisitOutcome]]] = {}
    for chunk in _chunks(ids):
        query = select(VISIT_OUTCOME).where(VISIT_OUTCOME.c.coop_id.in_(chunk))
        ordered = query.order_by(VISIT_OUTCOME.c.number)
        for row in connection.execute(ordered).mappings():
            held = outcome_of(row)
            found.setdefault(_key(held), []).append((row["number"], held))
    return found


def _chunks(ids: Sequence[str]) -> Iterator[list[str]]:
    remaining = iter(ids)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk
