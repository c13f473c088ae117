"""A file with two columns exchanged is mended where its office sees its cells, by every remedy."""

import csv
from pathlib import Path

import pytest

from coopscore.intake.shelf import Shelf

COOPERATIVES = "coop_id,valid_from,recorded_at,name\nc1,1390/01/05,1390/01/10,الف\n"
HEADER = "coop_id,kind,held_on,minutes_received_on,members_total\n"  # two stand exchanged
ROWS = 120  # nearly all of a file has to say so


def assembly(day, kind="ordinary", *, coop="c1", members="40"):
    return f"{coop},{day},{kind},1404/02/01,{members}\n"


@pytest.fixture
def receipt(desk):
    good = "".join(assembly(f"1402/{1 + row // 30:02}/{1 + row % 30:02}") for row in range(ROWS))
    bad = (
        assembly("1403/13/01")
        + assembly("1403/03/02", "nonsense")
        + assembly("ordinary", "1403/03/03")
        + assembly("1403/03/04", members="-4")
        + assembly("1403/03/05").replace(",40\n", "\n")
        + assembly("", "ordinary")
    )
    files = {"cooperative.csv": COOPERATIVES, "assembly.csv": HEADER + good + bad}
    return desk.take(files)


def lines(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def save(path, rows):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def told(desk):
    return {row: codes for _, row, codes in desk.outstanding()}


def test_each_remedy_is_followed_to_the_letter_and_the_row_is_taken(desk, receipt):
    assert receipt.quarantined == 6
    path = Path(receipt.to_mend) / "assembly.csv"
    rows = lines(path)
    found = [row["#faults_en"] for row in rows]
    # Every sentence names the column under which the office sees the cell.
    assert found[0].startswith("kind: month 13 in “1403/13/01” does not exist")
    assert found[1].startswith("held_on: “nonsense” is not one of")
    assert "stand in each other's place. Exchange the two cells." in found[2]
    assert found[3].startswith("members_total: -4 is less than 0")
    assert found[4].startswith("The row has 4 cells")
    assert found[5].startswith("The column kind is empty")
    rows[0]["kind"] = "1403/12/01"
    rows[1]["held_on"] = "extraordinary"
    rows[2] |= {"kind": rows[2]["held_on"], "held_on": rows[2]["kind"]}
    rows[3]["members_total"] = "4"
    rows[4]["members_total"] = "40"
    rows[5]["kind"] = "1403/03/06"
    save(path, rows)
    again = desk.redrive()
    assert (again.accepted, again.quarantined) == (6, 0)
    assert again.repairs["swapped_columns"] == 2 * 6
    assert [note.code for note in again.notes] == ["swapped_columns"]
    kinds = [kind for (kind,) in desk.rows("assembly", "kind")]
    assert (kinds.count("ordinary"), kinds.count("extraordinary")) == (ROWS + 5, 1)
    assert desk.outstanding() == []


def test_what_stays_keeps_its_columns_exchanged_however_often_it_is_tried(desk, receipt):
    before = told(desk)
    for _ in range(2):
        desk.redrive()
        assert told(desk) == before
    (delivery,) = Shelf(desk.home.quarantine).deliveries()
    assert delivery.source("assembly.csv").exchanged == (("held_on", "kind"),)


def test_an_office_may_put_the_columns_of_its_file_in_order_instead(desk):
    good = "".join(assembly(f"1403/02/{day:02}", members=str(day)) for day in range(1, 31))
    text = (
        HEADER + good + "".join(assembly(f"1403/04/{day:02}", members="-1") for day in range(1, 31))
    )
    receipt = desk.take({"cooperative.csv": COOPERATIVES, "assembly.csv": text})
    path = Path(receipt.to_mend) / "assembly.csv"
    rows = lines(path)
    for row in rows:
        row |= {"kind": row["held_on"], "held_on": row["kind"], "members_total": "7"}
    rows[0]["members_total"] = "-2"
    save(path, rows)
    again = desk.redrive()
    assert (again.accepted, again.quarantined) == (29, 1)
    assert "swapped_columns" not in again.repairs
    assert desk.rows("assembly", "kind") == [("ordinary",)] * 59
    (row,) = lines(path)
    assert row["#faults_en"].startswith("members_total: -2")
    save(path, [{**row, "members_total": "2"}])
    assert desk.redrive().accepted == 1
