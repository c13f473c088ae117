"""What an office was exposed to is read as it was known, and cycle by cycle."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from status_world import entries

from coopscore.schema import TABLES
from models.status.bursts import Burst
from models.status.exposure import active_visits, exposures

START, END = date(2015, 10, 22), date(2016, 10, 21)  # 30 Mehr 1394 and 1395
UNTIL = date(2017, 3, 1)
OFFICES = {"a1": "A", "a2": "A", "b1": "B", "b2": "B"}
PROVINCES = {"A": "01", "B": "02"}


def acts(rows):
    """Acts of (co-operative, day, known, kind, severity)."""
    names = ("coop_id", "happened", "known", "kind", "severity")
    schema = pa.schema([TABLES["supervision_act"].arrow().field(name) for name in names])
    given = [dict(zip(names, row, strict=True)) for row in rows]
    return pa.Table.from_pylist(given, schema)


ACTS = [
    ("a1", date(2015, 10, 22), date(2015, 10, 25), "general", 0),  # on the day it began: before it
    ("a1", date(2015, 12, 1), date(2015, 12, 5), "general", 3),
    ("a2", date(2016, 10, 21), date(2016, 11, 5), "financial", 3),  # the last day counts
    ("a2", date(2016, 5, 1), date(2017, 4, 1), "general", 3),  # not known yet
    ("b1", date(2016, 5, 1), date(2016, 5, 4), "assembly", 0),  # looks at a meeting
]


def asked(*rows):
    return pa.table(
        {
            "coop_id": [who for who, _, _ in rows],
            "as_of": pa.array([day for _, day, _ in rows], pa.date32()),
            "silent": pa.array([silent for _, _, silent in rows], pa.bool_()),
        }
    )


def slept(who, known):
    return [
        (who, "activity_status", "operating", date(2010, 1, 1), date(2010, 2, 1)),
        (who, "activity_status", "dormant", date(2015, 11, 1), known),
    ]


@pytest.fixture
def seen():
    register = entries(
        [
            *slept("a1", date(2016, 6, 1)),
            *slept("a2", date(2016, 12, 1)),  # entered after the cycle
            *slept("b1", date(2016, 1, 10)),
        ]
    )
    rows = asked(
        ("a1", START, True), ("a2", START, True), ("b1", START, False), ("b2", START, None),
        ("a1", END, True),  # is not over yet
    )  # fmt: skip
    burst = Burst(
        office="02", first_week=date(2016, 9, 24), last_week=date(2016, 12, 31), entries=9,
        expected=1.0, marked=8,
    )  # fmt: skip
    return exposures(rows, register, acts(ACTS), OFFICES, PROVINCES, [burst], until=UNTIL)


def test_a_cycle_that_is_not_over_is_left_out(seen):
    assert seen.coop_ids.tolist() == ["a1", "a2", "b1", "b2"]
    assert seen.offices.tolist() == ["A", "A", "B", "B"]
    assert seen.provinces.tolist() == ["01", "01", "02", "02"]


def test_effort_is_the_visits_of_the_office_and_of_the_cycle_that_were_known(seen):
    # Two visits in the cycle on the two that A answers for; B sat in on an assembly alone.
    assert seen.visits.tolist() == [2 / 2, 2 / 2, 0.0, 0.0]


def test_what_was_entered_within_the_cycle_was_noticed_and_nothing_later(seen):
    assert seen.noticed.tolist() == [True, False, True, False]


def test_an_outcome_that_is_not_known_stays_unknown(seen):
    np.testing.assert_array_equal(seen.silent, [1.0, 1.0, 0.0, np.nan])


def test_the_inspectors_of_an_office_are_told_beside_all_others(seen):
    # Known acts: A found 0, 3 and 3, B nothing: (6 / 1.5 + 20) / 23 and 20 / 21.
    assert seen.severity == pytest.approx(np.log([24 / 23, 24 / 23, 20 / 21, 20 / 21]))


def test_a_burst_counts_by_the_share_of_the_cycle_that_it_takes(seen):
    # From 24 September to 21 October 2016: 28 of 365 days.
    assert seen.burst == pytest.approx([0, 0, 28 / 365, 28 / 365])


def test_a_register_without_acts_or_entries_has_no_effort(seen):
    rows = exposures(
        asked(("a1", START, True)), entries([]), acts([]), OFFICES, PROVINCES, until=UNTIL
    )
    assert (rows.visits.tolist(), rows.severity.tolist(), rows.noticed.tolist()) == (
        [0.0], [0.0], [False],
    )  # fmt: skip


def test_a_visit_within_the_cycle_that_found_somebody_at_work_adjudicates(seen):
    """Only a visit, within the cycle, that is known by the day."""
    names = ("coop_id", "happened", "known", "kind", "found_active")
    schema = pa.schema([TABLES["supervision_act"].arrow().field(name) for name in names])
    rows = [
        ("a1", END, END, "general", True),
        ("a2", START, END, "general", True),  # on the day it began: before it
        ("b1", date(2016, 5, 1), date(2016, 5, 4), "assembly", True),  # looks at a meeting
        ("b2", date(2016, 5, 1), date(2017, 4, 1), "general", True),  # not known yet
        ("a2", date(2016, 5, 1), date(2016, 5, 4), "general", False),
        ("b1", date(2016, 5, 1), date(2016, 5, 4), "general", None),  # not said
    ]
    met = pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema)
    found = active_visits(met, seen, until=UNTIL)
    assert set(seen.coop_ids[found]) == {"a1"}
