from datetime import date
from pathlib import Path

from coopscore.adapters.delivery import Draft, Drafts
from coopscore.intake.checked import check
from coopscore.intake.conflicts import conflicts, strangers
from coopscore.intake.on_record import NothingOnRecord
from coopscore.intake.tray import Stored, Tray
from coopscore.persons import Persons
from coopscore.schema import TABLES

FIGURES = TABLES["yearly_figures"]
KEY = ("c1", "c1|2024-03-19", date(2024, 6, 21), 1)


def tray(*members, stored=None):
    """Figures of c1 for one year, row by row from row 2, with the members each row claims."""
    row = {"coop_id": "c1", "year_end": "1402/12/29", "received_on": "1403/04/01"}
    rows = [Draft(n, {**row, "members": text}) for n, text in enumerate(members, start=2)]
    laid = Tray(FIGURES, stored=stored or {})
    drafts = Drafts(table=FIGURES, source="f", rows=rows)
    laid.add(check(drafts, today=date(2025, 1, 1), persons=Persons(Path("no-key-is-needed"))))
    return laid


class Holding(NothingOnRecord):
    """A store that holds one row under the key."""

    def __init__(self, row):
        self.row = row

    def contents(self, table, keys):
        return dict.fromkeys(keys, self.row)


def faults_of(laid, faults=(), on_record=None):
    return list(conflicts(laid, dict.fromkeys(faults), on_record or NothingOnRecord()))


def found(laid, faults=(), on_record=None):
    return [(place[1], fault.code) for place, fault in faults_of(laid, faults, on_record)]


def test_rows_that_agree_are_no_conflict():
    assert found(tray("10", "10", "۱۰")) == []


def test_every_row_of_a_conflict_is_at_fault():
    assert found(tray("10", "11", "10")) == [(row, "conflicting_duplicate") for row in (2, 3, 4)]


def test_a_row_that_fell_before_is_no_witness():
    assert found(tray("10", "11"), faults=[("f", 3)]) == []


def test_against_the_store_the_new_row_is_at_fault():
    first = tray("10")
    stored = {KEY: Stored(first.facts[0].digest, KEY[1])}
    assert found(tray("10", stored=stored)) == []
    holding = Holding(first.rows([0]).to_pylist()[0])
    ((place, fault),) = faults_of(tray("11", stored=stored), on_record=holding)
    assert (place[1], fault.code, fault.column) == (2, "conflicting_record", "members")
    assert "members (“11”, “10”)" in fault.found("en")
    assert "members («۱۱»، «۱۰»)" in fault.found("fa")


def test_a_conflict_names_every_column_that_differs_and_both_values():
    first, second = (fault for _, fault in faults_of(tray("10", "")))
    assert (first.column, first.value) == ("members", "10")
    assert "members (“10”, “empty”)" in first.found("en")
    assert "members («خالی»، «۱۰»)" in second.found("fa")
    assert second.value == ""


def test_a_version_known_by_the_newest_day_on_record_would_rewrite_the_past():
    later = {(*KEY[:2], date(2024, 7, 1), 1): Stored("0", KEY[1])}
    ((place, fault),) = faults_of(tray("10", stored=later))
    assert (place[1], fault.code, fault.column) == (2, "rewrites_the_past", "received_on")
    assert "hindsight=yes" in fault.remedy("en")


def test_one_co_operative_cannot_squat_on_the_record_id_of_another():
    later = {("c2", KEY[1], date(2024, 7, 1), 1): Stored("0", "c2|2024-03-19")}
    assert found(tray("10", stored=later)) == []


def test_a_co_operative_without_a_row_of_its_own_is_a_stranger():
    laid = {"yearly_figures": tray("10")}
    ((place, fault),) = strangers(laid, {}, NothingOnRecord())
    assert (place, fault.code, fault.column, fault.value) == (
        *(("f", 2), "unknown_cooperative"),
        *("coop_id", "c1"),
    )
