from datetime import date

from coopscore.adapters.delivery import Draft, Drafts
from coopscore.intake.checked import check
from coopscore.intake.conflicts import conflicts, strangers
from coopscore.intake.on_record import NothingOnRecord
from coopscore.intake.tray import Stored, Tray
from coopscore.schema import TABLES

FIGURES = TABLES["yearly_figures"]
KEY = ("c1|2024-03-19", date(2024, 6, 21), 1)


def tray(*members, stored=None):
    """Figures of c1 for one year, row by row from row 2, with the members each row claims."""
    row = {"coop_id": "c1", "year_end": "1402/12/29", "received_on": "1403/04/01"}
    rows = [Draft(n, {**row, "members": text}) for n, text in enumerate(members, start=2)]
    laid = Tray(FIGURES, stored=stored or {})
    laid.add(check(Drafts(table=FIGURES, source="f", rows=rows), today=date(2025, 1, 1)))
    return laid


def found(laid, faults=()):
    return [(place[1], fault.code) for place, fault in conflicts(laid, dict.fromkeys(faults))]


def test_rows_that_agree_are_no_conflict():
    assert found(tray("10", "10", "۱۰")) == []


def test_every_row_of_a_conflict_is_at_fault():
    assert found(tray("10", "11", "10")) == [(row, "conflicting_duplicate") for row in (2, 3, 4)]


def test_a_row_that_fell_before_is_no_witness():
    assert found(tray("10", "11"), faults=[("f", 3)]) == []


def test_against_the_store_the_new_row_is_at_fault():
    on_record = tray("10").facts[0]
    stored = {KEY: Stored("c1", on_record.digest)}
    assert found(tray("10", stored=stored)) == []
    assert found(tray("11", stored=stored)) == [(2, "conflicting_record")]


def test_a_record_on_file_for_another_co_operative_is_not_taken_over():
    later = {(KEY[0], date(2024, 7, 1), 1): Stored("c2", "0")}
    assert found(tray("10", stored=later)) == [(2, "shared_record")]


def test_a_co_operative_without_a_row_of_its_own_is_a_stranger():
    laid = {"yearly_figures": tray("10")}
    ((place, fault),) = strangers(laid, {}, NothingOnRecord())
    assert (place, fault.code, fault.column, fault.value) == (
        *(("f", 2), "unknown_cooperative"),
        *("coop_id", "c1"),
    )
