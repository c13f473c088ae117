"""Rows set aside are mended in their file and taken in again; nothing is lost, nothing doubled."""

import csv
from pathlib import Path

COOPERATIVES = """\
coop_id,valid_from,recorded_at,name
c1,1390/01/05,1390/01/10,الف
c2,1390/01/05,1390/01/10,ب
"""
FIGURES = """\
coop_id,year_end,received_on,members
c1,1402/12/29,1403/04/01,12
c1,1401/13/29,1402/04/01,11
c2,1402/12/29,1403/04/01,-5
ghost,1402/12/29,1403/04/01,7
c2,1401/12/29,1402/04/01
"""
BOTH = {"cooperative.csv": COOPERATIVES, "yearly_figures.csv": FIGURES}
NAME = "yearly_figures.csv"


def counts(receipt):
    return (
        *(receipt.rows_read, receipt.accepted, receipt.quarantined),
        *(receipt.repeated, receipt.already_known),
    )


def mending_file(receipt) -> Path:
    (path,) = Path(receipt.to_mend).glob("*.csv")
    return path


def lines(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def save(path, rows, *, encoding="utf-8-sig", delimiter=","):
    """As a spreadsheet saves it."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def test_rows_set_aside_stand_in_a_file_with_their_own_columns_and_their_faults(desk):
    receipt = desk.take(BOTH)
    rows = lines(mending_file(receipt))
    assert list(rows[0])[:4] == ["#id", "#row", "#faults_fa", "#faults_en"]
    assert list(rows[0])[4:] == ["coop_id", "year_end", "received_on", "members"]
    assert [(row["#row"], row["coop_id"], row["members"]) for row in rows] == [
        ("3", "c1", "11"),
        ("4", "c2", "-5".join(["'", ""])),
        ("5", "ghost", "7"),
        ("6", "c2", ""),
    ]
    assert rows[0]["#faults_en"].startswith("year_end: month 13 in “1401/13/29” does not exist")
    assert [row[1:] for row in desk.outstanding()] == [
        (3, ("day_month",)),
        (4, ("below_minimum",)),
        (5, ("unknown_cooperative",)),
        (6, ("too_few_cells",)),
    ]


def test_mended_rows_are_taken_and_leave_the_list_while_the_others_stay(desk, quarantined):
    receipt = desk.take(BOTH)
    path = mending_file(receipt)
    rows = lines(path)
    rows[0]["year_end"] = "1401/12/29"
    rows[1]["members"] = "-6"
    save(path, rows)
    again = desk.redrive(path)
    assert counts(again) == (4, 1, 3, 0, 0)
    assert again.batch == 2
    assert sorted(desk.rows("yearly_figures", "coop_id", "members", "batch")) == [
        ("c1", 11, 2),
        ("c1", 12, 1),
    ]
    assert [(row, fault) for _, row, _, fault in quarantined(again.quarantine)] == [
        (4, "below_minimum"),
        (5, "unknown_cooperative"),
        (6, "too_few_cells"),
    ]
    left = lines(path)
    assert [row["#row"] for row in left] == ["4", "5", "6"]
    assert left[0]["members"] == "'-6"


def test_the_same_file_again_adds_nothing_and_still_accounts_for_every_row(desk):
    receipt = desk.take(BOTH)
    path = mending_file(receipt)
    rows = lines(path)
    rows[0]["year_end"] = "1401/12/29"
    copy = desk.folder / "copy.csv"
    save(copy, rows)
    first, second = desk.redrive(copy), desk.redrive(copy)
    assert counts(first) == (4, 1, 3, 0, 0)
    assert counts(second) == (4, 0, 3, 0, 1)
    assert (second.batch, second.added) == (None, 0)


def test_what_can_be_taken_now_is_taken_as_it_stands(desk):
    desk.take(BOTH)
    ghost = "coop_id,valid_from,recorded_at,name\nghost,1390/01/05,1390/01/10,پ\n"
    desk.take({"cooperative.csv": ghost})
    receipt = desk.redrive()
    assert counts(receipt) == (4, 1, 3, 0, 0)
    assert [row for _, row, _ in desk.outstanding()] == [3, 4, 6]


def test_a_row_that_fits_no_header_is_not_taken_before_it_is_mended(desk):
    receipt = desk.take(BOTH)
    path = mending_file(receipt)
    assert counts(desk.redrive()) == (4, 0, 4, 0, 0)
    rows = lines(path)
    rows[3]["members"] = "9"
    save(path, rows)
    assert counts(desk.redrive(Path(receipt.to_mend).name[:6])) == (4, 1, 3, 0, 0)


def test_a_cell_beyond_the_header_has_to_be_moved_where_it_belongs(desk):
    wide = "coop_id,year_end,received_on,members\nc1,1402/12/29,1403/04/01,1,200\n"
    receipt = desk.take({"cooperative.csv": COOPERATIVES, "yearly_figures.csv": wide})
    path = mending_file(receipt)
    rows = lines(path)
    assert rows[0]["'+1"] == "200"
    rows[0]["members"] = "1200"
    save(path, rows)
    assert counts(desk.redrive(path)) == (1, 0, 1, 0, 0)
    assert desk.outstanding()[0][2] == ("too_many_cells",)
    rows = lines(path)
    assert rows[0]["members"] == "1200"
    rows[0]["'+1"] = ""
    save(path, rows)
    assert counts(desk.redrive(path)) == (1, 1, 0, 0, 0)
    assert desk.rows("yearly_figures", "members") == [(1200,)]
    assert not path.exists()
    assert desk.outstanding() == []


def test_a_row_that_came_well_later_is_settled_without_a_redrive(desk):
    desk.take(BOTH)
    mended = FIGURES.replace("1401/13/29", "1401/12/29").replace("-5", "5")
    desk.take({"yearly_figures.csv": mended})
    assert [row for _, row, _ in desk.outstanding()] == [3, 5, 6]


def test_rows_are_listed_once_however_often_their_file_comes(desk):
    desk.take(BOTH)
    for _ in range(3):
        desk.take({"yearly_figures.csv": FIGURES})
    assert [row for _, row, _ in desk.outstanding()] == [3, 4, 5, 6]
