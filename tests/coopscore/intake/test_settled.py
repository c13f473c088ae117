"""The walk from checked drafts to what becomes of each row, without a store."""

from datetime import date
from pathlib import Path

import pytest

from coopscore.adapters.delivery import Draft, Drafts
from coopscore.intake.checked import check
from coopscore.intake.faults import Fault
from coopscore.intake.on_record import NothingOnRecord
from coopscore.intake.settled import settle
from coopscore.persons import Persons
from coopscore.schema import TABLES

COOPERATIVE = {"valid_from": "1390/01/01", "recorded_at": "1390/01/01", "name": "الف"}
FIGURES = {"coop_id": "c1", "year_end": "1402/12/29", "received_on": "1403/04/01"}


def settled(*parts, set_aside=None):
    """Each part: source, table, {row: values}."""
    checked = [
        check(
            Drafts(
                table=TABLES[table],
                source=source,
                rows=[Draft(row, values) for row, values in rows],
            ),
            today=date(2025, 7, 22),
            persons=Persons(Path("no-key-is-needed")),
        )
        for source, table, rows in parts
    ]
    return settle(checked, set_aside or {}, NothingOnRecord())


def introduced(*coop_ids, source="c.csv", first=2):
    rows = [(first + n, {**COOPERATIVE, "coop_id": c}) for n, c in enumerate(coop_ids)]
    return (source, "cooperative", rows)


def codes(found):
    return {place: [fault.code for fault in of] for place, of in found.faults.items()}


def test_rows_of_introduced_cooperatives_are_taken():
    found = settled(introduced("c1"), ("f.csv", "yearly_figures", [(2, FIGURES)]))
    assert found.accepted == {("c.csv", 2), ("f.csv", 2)}
    assert {name: rows.num_rows for name, rows in found.facts.items()} == {
        "cooperative": 1,
        "yearly_figures": 1,
    }


def test_a_co_operative_that_nobody_introduced_is_refused():
    found = settled(("f.csv", "yearly_figures", [(2, FIGURES)]))
    assert codes(found) == {("f.csv", 2): ["unknown_cooperative"]}
    assert found.facts["yearly_figures"].num_rows == 0


def test_refusing_a_row_refuses_those_it_would_have_introduced():
    # Row 3 of both.csv introduces c2 and speaks of c9, whom nobody knows; so c2 is unknown too.
    found = settled(
        introduced("c2", source="both.csv", first=3),
        ("both.csv", "yearly_figures", [(3, {**FIGURES, "coop_id": "c9"})]),
        ("f.csv", "yearly_figures", [(2, {**FIGURES, "coop_id": "c2"})]),
    )
    assert codes(found) == {
        ("both.csv", 3): ["unknown_cooperative"],
        ("f.csv", 2): ["unknown_cooperative"],
    }


def test_all_rows_of_a_conflict_are_refused_and_named():
    found = settled(
        introduced("c1"),
        (
            "f.csv",
            "yearly_figures",
            [
                (2, {**FIGURES, "members": "10"}),
                (3, {**FIGURES, "members": "11"}),
                (4, {**FIGURES, "members": "10"}),
                (5, {**FIGURES, "members": "11", "version": "2"}),
            ],
        ),
    )
    assert codes(found) == {("f.csv", row): ["conflicting_duplicate"] for row in (2, 3, 4)}
    (fault,) = found.faults["f.csv", 2]
    assert "stands in rows 2, 3, 4 with other values: members (“10”, “11”)" in fault.found("en")
    assert "ردیف‌های ۲، ۳، ۴" in fault.found("fa")
    assert ("f.csv", 5) in found.accepted


def test_a_conflict_over_several_files_names_them_and_a_long_one_is_cut():
    rows = [(row, {**FIGURES, "members": str(row)}) for row in range(2, 14)]
    found = settled(introduced("c1"), ("f.csv", "yearly_figures", rows))
    assert "rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, … with" in found.faults["f.csv", 2][0].found("en")
    found = settled(
        introduced("c1"),
        ("a.csv", "yearly_figures", [(2, {**FIGURES, "members": "1"})]),
        ("b.csv", "yearly_figures", [(7, {**FIGURES, "members": "2"})]),
    )
    assert "rows a.csv:2, b.csv:7 with" in found.faults["a.csv", 2][0].found("en")


def test_a_row_that_repeats_another_is_counted_and_taken_once():
    found = settled(
        introduced("c1"), ("f.csv", "yearly_figures", [(2, FIGURES), (3, FIGURES), (4, FIGURES)])
    )
    assert found.repeated == {("f.csv", 3), ("f.csv", 4)}
    assert found.facts["yearly_figures"].num_rows == 1


def test_a_row_stands_or_falls_with_all_its_facts():
    # Row 2 gives a co-operative and its figures; the figures are at fault.
    found = settled(
        introduced("c1"),
        ("c.csv", "yearly_figures", [(2, {**FIGURES, "members": "-1"})]),
        ("f.csv", "yearly_figures", [(9, FIGURES)]),
    )
    assert codes(found) == {
        ("c.csv", 2): ["below_minimum"],
        ("f.csv", 9): ["unknown_cooperative"],
    }
    assert found.facts["cooperative"].num_rows == 0


def test_a_faulty_row_is_no_witness_against_a_sound_one():
    rows = [(2, {**FIGURES, "members": "10"}), (3, {**FIGURES, "members": "x"})]
    found = settled(introduced("c1"), ("f.csv", "yearly_figures", rows))
    assert codes(found) == {("f.csv", 3): ["not_a_number"]}
    assert ("f.csv", 2) in found.accepted


def test_a_row_that_an_adapter_set_aside_keeps_its_fault():
    fault = Fault(code="too_few_cells", facts={"cells": 1, "columns": 2})
    found = settled(introduced("c1"), set_aside={("f.csv", 7): (fault,)})
    assert codes(found) == {("f.csv", 7): ["too_few_cells"]}


def test_two_co_operatives_may_use_one_record_id():
    rows = [
        (2, {**FIGURES, "record_id": "r1"}),
        (3, {**FIGURES, "record_id": "r1", "coop_id": "c2"}),
    ]
    found = settled(introduced("c1", "c2"), ("f.csv", "yearly_figures", rows))
    assert codes(found) == {}
    assert found.facts["yearly_figures"].num_rows == 2


def flags(found):
    return {place: [fault.code for fault in of] for place, of in found.flags.items()}


def test_a_correction_or_void_of_nothing_is_taken_and_flagged():
    rows = [
        (2, {**FIGURES, "version": "2"}),
        (3, {**FIGURES, "year_end": "1401/12/29", "voided": "yes"}),
        (4, {**FIGURES, "year_end": "1400/12/29"}),
        (5, {**FIGURES, "year_end": "1400/12/29", "version": "2", "voided": "yes"}),
    ]
    found = settled(introduced("c1"), ("f.csv", "yearly_figures", rows))
    assert flags(found) == {("f.csv", row): ["corrects_nothing"] for row in (2, 3)}
    assert "Version 2 of the record" in found.flags["f.csv", 2][0].found("en")
    assert len(found.accepted) == 5


def test_a_second_record_on_one_natural_key_is_taken_and_flagged():
    rows = [
        (2, FIGURES),
        (3, {**FIGURES, "record_id": "r1"}),
        (4, {**FIGURES, "year_end": "1401/12/29", "record_id": "r2"}),
        (5, {**FIGURES, "year_end": "1401/12/29", "record_id": "r3"}),
    ]
    found = settled(introduced("c1"), ("f.csv", "yearly_figures", rows))
    assert flags(found) == {("f.csv", row): ["same_key_other_record"] for row in (2, 3)}


def test_one_fault_is_told_once_a_row():
    rows = [(3, {**FIGURES, "coop_id": "c9"})]
    found = settled(
        ("f.csv", "yearly_figures", rows),
        ("f.csv", "yearly_figures", [(3, {**FIGURES, "coop_id": "c9", "version": "2"})]),
    )
    assert codes(found) == {("f.csv", 3): ["unknown_cooperative"]}


def test_flags_are_told_of_new_facts_alone():
    rows = [(n, {**COOPERATIVE, "coop_id": "c1", "national_id": "123"}) for n in (2, 3)]
    found = settled(("c.csv", "cooperative", rows))
    assert list(found.flags) == [("c.csv", 2)]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_rows_decides_no_fact(order):
    rows = [
        (2, {**FIGURES, "members": "10"}),
        (3, {**FIGURES, "members": "10"}),
        (4, {**FIGURES, "year_end": "1401/12/29"}),
    ]
    shuffled = [(row + 2, rows[place][1]) for row, place in enumerate(order)]
    found = settled(introduced("c1"), ("f.csv", "yearly_figures", shuffled))
    assert sorted(found.facts["yearly_figures"].column("happened").to_pylist()) == [
        date(2023, 3, 20),
        date(2024, 3, 19),
    ]
