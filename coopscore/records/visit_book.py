"""The visit book: plans of visits, what supervisors changed, what was found, what it taught.

Written once like scores: a plan that is made anew stands beside the older one, a change and an
outcome are rows of their own, and each stands in the audit log, so that one that was changed or
taken out shows.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import insert

from coopscore.actor import Actor
from coopscore.errors import NotEvaluated, UnknownPlan
from coopscore.language import Text
from coopscore.plan_standing import standing_acts
from coopscore.records import visit_outcomes, visit_proof, visit_rows
from coopscore.records.audit import record
from coopscore.records.engine import Database
from coopscore.records.plan_content import (
    canonical,
    digest,
    head_of,
    header,
    plan_id_of,
    plan_of,
    planned_of,
    planned_rows,
)
from coopscore.records.tables import (
    PLAN_CHANGE,
    VISIT_EVALUATION,
    VISIT_OUTCOME,
    VISIT_PLAN,
    VISIT_PLANNED,
)
from coopscore.records.visit_entries import (
    ChangeEntry,
    EvaluationEntry,
    OutcomeEntry,
    PlanCounts,
    PlanHead,
    Told,
)
from coopscore.visits import Plan, PlanChange, Planned, VisitOutcome

_ANY = Text(en="of any day", fa="از هیچ تاریخی")


class Visits:
    """Plans and what came of them, as they were written; nothing is changed or taken out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, plan: Plan, *, actor: Actor, now: datetime) -> PlanHead:
        """Put a plan on record with all of its frame; one that stands there already stays.

        Returns
        -------
        PlanHead
            Its `plan_id` follows from its content: the same plan has the same id everywhere.
        """
        own, rows = header(plan), planned_rows(plan)
        digested = digest(own, rows)
        plan_id = plan_id_of(digested)
        with self._database.writing() as connection:
            held = visit_rows.heads(connection, VISIT_PLAN.c.plan_id == plan_id)
            if held:
                return held[0]
            said = {**own, "plan_id": plan_id, "digest": digested}
            row = visit_rows.written(connection, VISIT_PLAN, visit_proof.KEPT, said, actor, now)
            numbered = [{**one, "plan": row["number"]} for one in rows]
            connection.execute(insert(VISIT_PLANNED), numbered)
        return head_of(row)

    def heads(self, *, limit: int = 100) -> list[PlanHead]:
        """The plans on record without their frames, the last written first."""
        with self._database.reading() as connection:
            return visit_rows.heads(connection, limit=limit)

    def head(self, plan_id: str) -> PlanHead:
        """A plan without its frame.

        Raises
        ------
        UnknownPlan
            Where no plan has the id.
        """
        with self._database.reading() as connection:
            return visit_rows.head(connection, plan_id)

    def newest(self, until: date | None = None) -> PlanHead:
        """The plan of the newest as-of day up to `until`; of several for that day the last written.

        Raises
        ------
        UnknownPlan
            Where there is none.
        """
        with self._database.reading() as connection:
            found = visit_rows.newest_last(connection, until)
        if not found:
            raise UnknownPlan(plan_id=until or _ANY)
        return found[-1]

    def newest_of_each(self, until: date | None = None) -> dict[str, PlanHead]:
        """As `newest`, by the province that a plan is of; empty for plans of all of them."""
        with self._database.reading() as connection:
            found = visit_rows.newest_last(connection, until)
        return {head.settings.get("province", ""): head for head in found}

    def plan(self, plan_id: str) -> Plan:
        """A plan with its frame, as it was drawn.

        Raises
        ------
        UnknownPlan
            Where no plan has the id.
        """
        with self._database.reading() as connection:
            head = visit_rows.head(connection, plan_id)
            return plan_of(head, connection.execute(visit_rows.frame(plan_id)).mappings())

    def acts(self, plan_id: str) -> tuple[Planned, ...]:
        """Who is to be visited after supervisors' changes, by stratum and order.

        Raises
        ------
        UnknownPlan
            Where no plan has the id.
        """
        with self._database.reading() as connection:
            visit_rows.head(connection, plan_id)
            changes = [entry.change for entry in visit_rows.changes(connection, plan_id)]
            touched = [one.coop_id for one in changes] + [one.instead_of for one in changes]
            within = (VISIT_PLANNED.c.slice != "") | VISIT_PLANNED.c.coop_id.in_(touched)
            rows = connection.execute(visit_rows.frame(plan_id, within)).mappings()
            return standing_acts([planned_of(row) for row in rows], changes)

    def duties(self, plan_id: str, coop_ids: Collection[str]) -> dict[str, str]:
        """The duty that a plan found of some co-operatives (a page's worth), where it found one."""
        asked = VISIT_PLANNED.c.coop_id.in_(sorted(coop_ids)), VISIT_PLANNED.c.duty != ""
        with self._database.reading() as connection:
            rows = connection.execute(visit_rows.frame(plan_id, *asked)).mappings()
            return {row["coop_id"]: row["duty"] for row in rows}

    def change(self, change: PlanChange, *, actor: Actor, now: datetime) -> ChangeEntry:
        """Put a supervisor's change to a plan on record; the plan as it was drawn stays.

        Raises
        ------
        UnknownPlan
            Where no plan has the id.
        PlanChangeRefused
            Where the plan as it stands has no place for it, naming every fault.
        """
        with self._database.writing() as connection:
            visit_rows.head(connection, change.plan_id)
            visit_rows.refuse_change(connection, change)
            row = visit_rows.written(
                connection, PLAN_CHANGE, visit_proof.CHANGED, vars(change), actor, now
            )
        return visit_rows.change_entry(row)

    def changes(self, plan_id: str) -> list[ChangeEntry]:
        """The changes to a plan, the oldest first."""
        with self._database.reading() as connection:
            return visit_rows.changes(connection, plan_id)

    def tell(
        self,
        outcomes: Sequence[VisitOutcome],
        *,
        actor: Actor,
        now: datetime,
        corrects: Collection[int] = (),
    ) -> Told:
        """Put outcomes on record, all or none; what was told before adds nothing.

        Only where the number of what stands is among `corrects` may an earlier telling return.

        Raises
        ------
        UnknownPlan
            Where one is said to be of a plan that is not on record.
        OutcomeRefused
            At the first that cannot be true, with all that speaks against it.
        """
        with self._database.writing() as connection:
            visit_rows.refuse_outcomes(connection, outcomes, now)
            fresh, corrected = visit_outcomes.split(connection, outcomes, corrects)
            if fresh:
                before = visit_proof.last_outcome(connection)
                rows = [visit_outcomes.outcome_row(one, actor, now) for one in fresh]
                connection.execute(insert(VISIT_OUTCOME), rows)
                detail = visit_proof.told_since(connection, before)
                record(connection, visit_proof.TOLD, str(len(fresh)), detail, actor=actor, now=now)
        return Told(new=len(fresh), corrected=corrected, same=len(outcomes) - len(fresh))

    def outcomes(
        self, plan_id: str, *, known_by: datetime | None = None
    ) -> tuple[VisitOutcome, ...]:
        """The outcomes that stand for the acts of a plan, by day; as they stood at a moment."""
        return _standing(self.outcome_entries(plan_id, known_by=known_by))

    def outcome_entries(
        self, plan_id: str, *, known_by: datetime | None = None
    ) -> list[OutcomeEntry]:
        """The last telling of each act, withdrawn ones too, with who told it and when."""
        asked = VISIT_OUTCOME.c.plan_id == plan_id
        with self._database.reading() as connection:
            return visit_outcomes.last_told(connection, asked, known_by=known_by)

    def outcomes_between(self, first: date, last: date) -> tuple[VisitOutcome, ...]:
        """The outcomes that stand for visits from one day to another, of plans or of none."""
        within = VISIT_OUTCOME.c.visited_on.between(first, last)
        with self._database.reading() as connection:
            return _standing(visit_outcomes.last_told(connection, within))

    def was_told(self, told: VisitOutcome) -> bool:
        """Whether anything was ever told of an act on its day."""
        with self._database.reading() as connection:
            return visit_outcomes.was_told(connection, told)

    def counts(self, plan_id: str) -> PlanCounts:
        """A plan in numbers.

        Raises
        ------
        UnknownPlan
            Where no plan has the id.
        """
        with self._database.reading() as connection:
            return visit_rows.counts(connection, visit_rows.head(connection, plan_id))

    def keep_evaluation(
        self, plan_id: str, content: Mapping[str, Any], *, actor: Actor, now: datetime
    ) -> None:
        """Put on record what a plan has taught so far; what stands already adds nothing.

        Raises
        ------
        UnknownPlan
            Where no plan has the id.
        """
        text = canonical(content)
        digested = sha256(text.encode()).hexdigest()
        with self._database.writing() as connection:
            visit_rows.head(connection, plan_id)
            last = connection.execute(visit_rows.evaluations(plan_id)).mappings().one_or_none()
            if last is None or last["digest"] != digested:
                said = {"plan_id": plan_id, "digest": digested, "content": text}
                act = visit_proof.EVALUATED
                visit_rows.written(connection, VISIT_EVALUATION, act, said, actor, now)

    def evaluation(self, plan_id: str) -> EvaluationEntry:
        """What a plan was last found to have taught.

        Raises
        ------
        NotEvaluated
            Where nobody has worked it out.
        """
        with self._database.reading() as connection:
            row = connection.execute(visit_rows.evaluations(plan_id)).mappings().one_or_none()
        if row is None:
            raise NotEvaluated(plan_id=plan_id)
        return EvaluationEntry(
            plan_id=plan_id,
            content=json.loads(row["content"]),
            written_at=row["written_at"],
            actor=Actor(name=row["written_by"], role=row["role"]),
        )

    def verify(self) -> int:
        """Hold the book against the audit log, once that holds; the number of its entries.

        Raises
        ------
        BrokenVisits
            At the first that is not as it was written, is missing, or that nobody wrote.
        """
        with self._database.reading() as connection:
            return visit_proof.prove(connection)


def _standing(entries: Sequence[OutcomeEntry]) -> tuple[VisitOutcome, ...]:
    return tuple(one.outcome for one in entries if not one.outcome.is_withdrawn)
