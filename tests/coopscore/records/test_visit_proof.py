"""A visit book that was changed behind the program's back does not hold."""

from datetime import datetime, timedelta

import pytest
from forgery import forge
from made_plans import outcome, plan_of

from coopscore.actor import Actor
from coopscore.errors import BrokenVisits
from coopscore.records.database import Records
from coopscore.visits import PlanChange

TABLES = ("visit_plan", "visit_planned", "plan_change", "visit_outcome", "visit_evaluation")


@pytest.mark.parametrize(
    ("forgery", "where"),
    [
        ("UPDATE visit_plan SET seed = 8", "plans number 1"),
        ("UPDATE visit_plan SET written_by = 'x'", "plans number 1"),
        ("UPDATE visit_planned SET probability = 0.5 WHERE coop_id = 'ir:5'", "plans number 1"),
        ("DELETE FROM visit_planned WHERE coop_id = 'ir:5'", "plans number 1"),
        ("DELETE FROM visit_planned; DELETE FROM visit_plan", "plans number 1"),
        ("UPDATE visit_planned SET plan = 2", "plans number 1"),
        (
            "INSERT INTO visit_planned SELECT 2, coop_id, place, province, county, stratum, "
            "probability, slice, kind, month, duty, risk, revival, 1 FROM visit_planned",
            "plans number 0",
        ),
        ("UPDATE plan_change SET reason = 'complaint'", "changes of plans number 1"),
        ("DELETE FROM plan_change", "changes of plans number 1"),
        ("UPDATE visit_outcome SET found = 'active' WHERE number = 2", "outcomes number 1"),
        ("DELETE FROM visit_outcome WHERE number = 3", "outcomes number 3"),
        ("DELETE FROM visit_outcome WHERE number = 1", "outcomes number 1"),
        (
            "INSERT INTO visit_outcome SELECT 9, plan_id, coop_id, visited_on, kind, found, "
            "outcome, 0, note, written_at, written_by, role FROM visit_outcome WHERE number = 1",
            "outcomes number 4",
        ),
        ("UPDATE visit_evaluation SET content = '{}'", "evaluations number 1"),
        ("UPDATE audit SET action = 'x' WHERE detail LIKE '%after_number\":0%'", "outcomes number"),
    ],
)
def test_a_forged_book_does_not_hold(
    records: Records, clerk: Actor, now: datetime, forgery: str, where: str
) -> None:
    book, later = records.visits, now + timedelta(days=99)
    plan_id = book.keep(plan_of(), actor=clerk, now=now).plan_id
    off = PlanChange(
        plan_id=plan_id, coop_id="ir:1", added=False, reason="visited_lately", note="مهر"
    )
    book.change(off, actor=clerk, now=now)
    book.tell([outcome(plan_id), outcome(plan_id, "ir:2")], actor=clerk, now=later)
    book.tell([outcome(plan_id, "ir:4")], actor=clerk, now=later)
    book.keep_evaluation(plan_id, {"hits": 3}, actor=clerk, now=later)
    assert book.verify() == 1 + 1 + 3 + 1
    forge(records, *forgery.split(";"))
    with pytest.raises(BrokenVisits, match=where):
        book.verify()
