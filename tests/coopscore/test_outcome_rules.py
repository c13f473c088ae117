"""An outcome that cannot be true is told with the field at fault."""

from datetime import date

import pytest

from coopscore.outcome_rules import MOST_PERSON_HOURS, outcome_faults
from coopscore.visits import VisitOutcome

TODAY, PLANNED = date(2025, 10, 10), date(2025, 9, 22)


def outcome(**told: object) -> VisitOutcome:
    said = {"visited_on": TODAY, "kind": "general", "found": "active", "outcome": "clean"}
    return VisitOutcome(**{"plan_id": "p", "coop_id": "ir:1", **said, **told})


def faults(told: VisitOutcome, planned_on: date | None = PLANNED) -> list[str]:
    return [field for field, _ in outcome_faults(told, today=TODAY, planned_on=planned_on)]


@pytest.mark.parametrize(
    ("told", "at_fault"),
    [
        ({}, []),
        ({"visited_on": PLANNED}, []),
        ({"found": "not_reached", "outcome": ""}, []),
        ({"kind": "training", "person_hours": 0}, []),
        ({"kind": "training", "person_hours": MOST_PERSON_HOURS}, []),
        ({"kind": "visit"}, ["kind"]),
        ({"found": ""}, ["found"]),
        ({"outcome": "fine"}, ["outcome"]),
        ({"found": "not_reached"}, ["outcome"]),
        ({"visited_on": date(2025, 10, 11)}, ["visited_on"]),
        ({"visited_on": date(2025, 9, 21)}, ["visited_on"]),
        ({"person_hours": 3}, ["person_hours"]),
        ({"kind": "training", "person_hours": -1}, ["person_hours"]),
        ({"kind": "training", "person_hours": MOST_PERSON_HOURS + 1}, ["person_hours"]),
        ({"kind": "?", "found": "?", "outcome": "?"}, ["kind", "found", "outcome"]),
    ],
)
def test_each_fault_is_told_with_its_field(told: dict[str, object], at_fault: list[str]) -> None:
    assert faults(outcome(**told)) == at_fault


def test_without_a_plan_an_early_day_is_as_good_as_another() -> None:
    assert not faults(outcome(visited_on=date(2020, 1, 1)), planned_on=None)
