"""The rows of the visit book: how they are found, written, and refused."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, insert, select

from coopscore.actor import Actor
from coopscore.errors import OutcomeRefused, PlanChangeRefused, UnknownPlan
from coopscore.language import Text
from coopscore.outcome_rules import outcome_faults
from coopscore.plan_standing import change_faults
from coopscore.records import visit_proof
from coopscore.records.audit import record
from coopscore.records.plan_content import head_of
from coopscore.records.tables import PLAN_CHANGE, VISIT_EVALUATION, VISIT_PLAN, VISIT_PLANNED
from coopscore.records.visit_entries import ChangeEntry, PlanCounts, PlanHead
from coopscore.records.visit_outcomes import visited
from coopscore.visits import PlanChange, VisitOutcome
from coopscore.vocabulary import PLAN_CHANGE_REASON

_CHANGE = tuple(PlanChange.__dataclass_fields__)
_LOOKED_UP = 500  # bound values of one statement stay far below every database's limit
_NOT_IN_FRAME = Text(
    en="it is not among those that its plan could have taken",
    fa="از آن‌هایی نیست که برنامه‌اش می‌توانست برگزیند",
)
_FAULTS = Text(en="; ", fa="؛ ")

Row = Mapping[Any, Any]


def written(
    connection: Connection,
    table: Table,
    action: str,
    said: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> dict[str, Any]:
    """Write one row and its entry in the log; the row, with its number."""
    who = {"written_at": now, "written_by": actor.name, "role": actor.role}
    row = {**said, **who}
    made = connection.execute(insert(table).values(row).returning(table.c.number))
    row["number"] = int(made.scalar_one())
    detail = visit_proof.logged_row(row)
    record(connection, action, row["plan_id"], detail, actor=actor, now=now)
    return row


def heads(
    connection: Connection, *asked: ColumnElement[bool], limit: int | None = None
) -> list[PlanHead]:
    """The plans asked for without their frames, the last written first."""
    query = select(VISIT_PLAN).where(*asked).order_by(VISIT_PLAN.c.number.desc()).limit(limit)
    return [head_of(row) for row in connection.execute(query).mappings()]


def head(connection: Connection, plan_id: str) -> PlanHead:
    """The plan of that id without its frame, which may be on record once."""
    found = heads(connection, VISIT_PLAN.c.plan_id == plan_id)
    if not found:
        raise UnknownPlan(plan_id=plan_id)
    return found[0]


def newest_last(connection: Connection, until: date | None) -> list[PlanHead]:
    """The plans of days up to `until` by day, of several for one day the last written last."""
    asked = () if until is None else (VISIT_PLAN.c.as_of <= until,)
    first_written = heads(connection, *asked)[::-1]
    return sorted(first_written, key=lambda head: head.as_of)


def frame(plan_id: str, *asked: ColumnElement[bool]) -> Select[Any]:
    """Those of a plan's frame that are asked for, in its order."""
    joined = select(VISIT_PLANNED).join(VISIT_PLAN, VISIT_PLAN.c.number == VISIT_PLANNED.c.plan)
    return joined.where(VISIT_PLAN.c.plan_id == plan_id, *asked).order_by(VISIT_PLANNED.c.place)


def acts_by(connection: Connection, plan_id: str, *names: str) -> list[tuple[tuple[str, ...], int]]:
    """How many acts a plan has as it was drawn, by the values of some columns."""
    columns = [VISIT_PLANNED.c[name] for name in names]
    query = (
        select(*columns, func.count())
        .join(VISIT_PLAN, VISIT_PLAN.c.number == VISIT_PLANNED.c.plan)
        .where(VISIT_PLAN.c.plan_id == plan_id, VISIT_PLANNED.c.slice != "")
        .group_by(*columns)
        .order_by(*columns)
    )
    return [(tuple(row[:-1]), int(row[-1])) for row in connection.execute(query)]


def counts(connection: Connection, plan: PlanHead) -> PlanCounts:
    """A plan in numbers."""

    def by(name: str) -> dict[str, int]:
        return {code: acts for (code,), acts in acts_by(connection, plan.plan_id, name)}

    by_county = acts_by(connection, plan.plan_id, "province", "county")
    return PlanCounts(
        frame=plan.frame_size,
        acts=plan.acts,
        by_slice=by("slice"),
        by_kind=by("kind"),
        by_county={(place[0], place[1]): acts for place, acts in by_county},
        changes=len(changes(connection, plan.plan_id)),
        outcomes=visited(connection, plan.plan_id),
    )


def changes(connection: Connection, plan_id: str) -> list[ChangeEntry]:
    """The changes to a plan, the oldest first."""
    query = select(PLAN_CHANGE).where(PLAN_CHANGE.c.plan_id == plan_id)
    rows = connection.execute(query.order_by(PLAN_CHANGE.c.number)).mappings()
    return [change_entry(row) for row in rows]


def change_entry(row: Row) -> ChangeEntry:
    """The entry that a row is."""
    return ChangeEntry(
        number=row["number"],
        change=PlanChange(**{name: row[name] for name in _CHANGE}),
        written_at=row["written_at"],
        actor=Actor(name=row["written_by"], role=row["role"]),
    )


def evaluations(plan_id: str) -> Select[Any]:
    """The last evaluation of a plan."""
    query = select(VISIT_EVALUATION).where(VISIT_EVALUATION.c.plan_id == plan_id)
    return query.order_by(VISIT_EVALUATION.c.number.desc()).limit(1)


def refuse_change(connection: Connection, change: PlanChange) -> None:
    """Refuse a change that the plan, as it stands, has no place for."""
    earlier = [entry.change for entry in changes(connection, change.plan_id)]
    rows = connection.execute(frame(change.plan_id)).mappings().all()
    faults = list(
        change_faults(
            change,
            frozenset(row["coop_id"] for row in rows),
            frozenset(row["coop_id"] for row in rows if row["slice"]),
            earlier,
        )
    )
    if faults:
        raise PlanChangeRefused(
            plan_id=change.plan_id,
            coop_id=change.coop_id,
            faults=_together(faults),
            reasons=list(PLAN_CHANGE_REASON),
        )


def refuse_outcomes(
    connection: Connection, outcomes: Sequence[VisitOutcome], now: datetime
) -> None:
    """Refuse outcomes of which one cannot be true."""
    today = now.astimezone().date()
    plans = {one: head(connection, one) for one in sorted({o.plan_id for o in outcomes} - {""})}
    framed = {one: _framed(connection, one, outcomes) for one in plans}
    for told in outcomes:
        plan = plans.get(told.plan_id)
        day = plan.as_of if plan else None
        faults = [fault for _, fault in outcome_faults(told, today=today, planned_on=day)]
        if plan and told.coop_id not in framed[told.plan_id]:
            faults.append(_NOT_IN_FRAME)
        if faults:
            raise OutcomeRefused(coop_id=told.coop_id, faults=_together(faults))


def _framed(connection: Connection, plan_id: str, outcomes: Sequence[VisitOutcome]) -> set[str]:
    """Those of the outcomes' co-operatives that are in the plan's frame."""
    asked = sorted({one.coop_id for one in outcomes if one.plan_id == plan_id})
    found: set[str] = set()
    for start in range(0, len(asked), _LOOKED_UP):
        among = VISIT_PLANNED.c.coop_id.in_(asked[start : start + _LOOKED_UP])
        found |= {row["coop_id"] for row in connection.execute(frame(plan_id, among)).mappings()}
    return found


def _together(faults: Sequence[Text]) -> Text:
    return Text(
        en=_FAULTS.en.join(fault.en for fault in faults),
        fa=_FAULTS.fa.join(fault.fa for fault in faults),
    )
