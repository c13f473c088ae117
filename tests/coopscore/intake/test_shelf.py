"""What is set aside is kept until it is settled, and never written over."""

from dataclasses import replace
from pathlib import Path

import pytest

from coopscore.errors import UnusableHome
from coopscore.intake.aside import AsideDelivery, AsideRow, AsideSource, ToldFault
from coopscore.intake.faults import Fault, QuarantinedRow
from coopscore.intake.shelf import Shelf

SOURCE = AsideSource(
    name="f.csv", table="filing", header=("coop_id", "kind"), origin={"coop_id": "coop_id"}
)


def aside(row, **cells):
    fault = Fault(code="too_few_cells", value="x", facts={"cells": 1, "columns": 2})
    found = QuarantinedRow(source="f.csv", row=row, faults=(fault,), raw={"coop_id": "c1", **cells})
    return AsideRow.of(found, 3, [("filing", "c1", "r", None)], ["d"])


def delivery(*rows, name="abc", at="2025-07-22T09:30:00+00:00"):
    return AsideDelivery(
        name=name, adapter="registry", path="x", at=at, sources=(SOURCE,), rows=rows
    )


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "quarantine")


def test_a_delivery_is_kept_whole_and_read_back_as_it_was(shelf, tmp_path):
    laid = delivery(aside(2), aside(3, kind="x"))
    folder = shelf.lay(laid)
    assert folder == tmp_path / "quarantine" / "abc"
    assert sorted(path.name for path in folder.iterdir()) == ["f.csv", "rows.json"]
    assert shelf.deliveries() == [laid]
    assert laid.rows[0].is_misshapen
    assert laid.rows[0].faults[0].again() == Fault(
        code="too_few_cells", value="x", facts={"cells": 1, "columns": 2}
    )


def test_the_same_rows_lie_there_once_and_others_beside_them(shelf):
    laid = delivery(aside(2))
    assert shelf.lay(laid) == shelf.lay(laid)
    other = shelf.lay(delivery(aside(4), at="2025-07-23T09:30:00+00:00"))
    assert other.name == "abc-2"
    assert shelf.lay(delivery(aside(4))) == other
    assert [held.name for held in shelf.deliveries()] == ["abc", "abc-2"]


def test_what_an_office_mended_is_not_written_over_when_the_file_comes_again(shelf):
    folder = shelf.lay(delivery(aside(2)))
    (folder / "f.csv").write_text("mended", encoding="utf-8")
    shelf.lay(delivery(aside(2)))
    assert (folder / "f.csv").read_text(encoding="utf-8") == "mended"


def test_a_file_without_open_rows_is_taken_away(shelf):
    laid = delivery(aside(2), aside(3))
    folder = shelf.lay(laid)
    one = replace(laid.rows[0], settled="4")
    shelf.keep(replace(laid, rows=(one, laid.rows[1])))
    assert "q" in (folder / "f.csv").read_text(encoding="utf-8")
    shelf.keep(replace(laid, rows=(one, replace(laid.rows[1], settled="known"))))
    assert not (folder / "f.csv").exists()
    assert [row.settled for row in shelf.deliveries()[0].rows] == ["4", "known"]


def test_a_home_in_which_nothing_was_set_aside_holds_none(shelf):
    assert shelf.deliveries() == []


def test_a_shelf_that_cannot_be_written_is_refused_in_words(tmp_path):
    (tmp_path / "quarantine").write_text("a file stands where the folder should be")
    with pytest.raises(UnusableHome):
        Shelf(tmp_path / "quarantine").keep(delivery(aside(2)))


def test_only_a_fault_of_shape_can_be_told_again_without_reading(shelf):
    told = ToldFault.of(Fault(code="missing_value", column="kind"))
    with pytest.raises(AssertionError, match="missing_value has to be found again"):
        told.again()


def test_a_row_tried_again_keeps_what_it_was_and_forgets_what_was_wrong(shelf):
    row = aside(2)
    again = row.at_fault({"coop_id": "c2"}, [Fault(code="missing_value", column="kind")], 7, [])
    assert (again.raw, again.cells, again.codes) == (
        *({"coop_id": "c1"}, {"coop_id": "c2"}),
        ("missing_value",),
    )
    assert (again.newest, again.marks, again.own) == (7, (), ())
    assert not again.is_misshapen
    assert Path(shelf.lay(delivery(again))).name == "abc"
