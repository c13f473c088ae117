"""Rows set aside are mended in their file and taken in again; nothing is lost, nothing doubled."""

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook

from coopscore.errors import NotAMendingFile, NothingSetAside, NotRedrivable, StoreBusy
from coopscore.intake.aside import AsideDelivery, AsideRow, AsideSource
from coopscore.intake.shelf import Shelf
from coopscore.persons import Persons

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
        ("4", "c2", "'-5"),
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


def test_a_row_that_is_mended_twice_and_then_right_is_taken_once(desk):
    path = mending_file(desk.take(BOTH))
    for members in ("-7", "-8", "8"):
        rows = lines(path)
        rows[1]["members"] = members
        save(path, rows)
        desk.redrive(path)
    assert ("c2", 8) in desk.rows("yearly_figures", "coop_id", "members")
    assert counts(desk.redrive()) == (3, 0, 3, 0, 0)


def test_a_row_mended_into_one_on_record_leaves_the_list_and_adds_nothing(desk):
    path = mending_file(desk.take(BOTH))
    rows = lines(path)
    rows[0] |= {"year_end": "1402/12/29", "received_on": "1403/04/01", "members": "12"}
    save(path, rows)
    assert counts(desk.redrive(path)) == (4, 0, 3, 0, 1)
    assert [row for _, row, _ in desk.outstanding()] == [4, 5, 6]


def test_a_row_mended_into_a_contradiction_stays_with_what_is_wrong_now(desk):
    path = mending_file(desk.take(BOTH))
    rows = lines(path)
    rows[0] |= {"year_end": "1402/12/29", "received_on": "1403/04/01"}
    save(path, rows)
    desk.redrive(path)
    assert desk.outstanding()[0] == (NAME, 3, ("conflicting_record",))


def test_a_source_whose_rows_are_all_settled_holds_the_others_up_in_nothing(desk):
    bad = COOPERATIVES + "c3,1390/13/05,1390/01/10,پ\n"
    receipt = desk.take({**BOTH, "cooperative.csv": bad})
    path = Path(receipt.to_mend) / "cooperative.csv"
    (row,) = lines(path)
    save(path, [{**row, "valid_from": "1390/01/05"}])
    assert counts(desk.redrive(path)) == (1, 1, 0, 0, 0)
    assert not path.exists()
    assert counts(desk.redrive()) == (4, 0, 4, 0, 0)


def test_rows_left_out_of_the_file_are_not_lost(desk):
    path = mending_file(desk.take(BOTH))
    rows = lines(path)
    rows[0]["year_end"] = "1401/12/29"
    save(path, rows[:1])
    assert counts(desk.redrive(path)) == (1, 1, 0, 0, 0)
    assert [row for _, row, _ in desk.outstanding()] == [4, 5, 6]
    assert [row["#row"] for row in lines(path)] == ["4", "5", "6"]


def test_a_mending_file_of_an_earlier_delivery_still_mends_the_row(desk):
    path = mending_file(desk.take(BOTH))
    later = mending_file(desk.take({"yearly_figures.csv": FIGURES}))
    assert path != later
    rows = lines(path)
    rows[0]["year_end"] = "1401/12/29"
    save(path, rows)
    assert counts(desk.redrive()) == (4, 1, 3, 0, 0)
    assert [row for _, row, _ in desk.outstanding()] == [4, 5, 6]


def test_a_line_that_cannot_be_read_is_told_of_and_its_row_stays(desk):
    path = mending_file(desk.take(BOTH))
    for what in (path, None):
        text = path.read_text(encoding="utf-8-sig").splitlines()
        broken = [*text[:-1], text[-1].replace(",", ";"), ""]
        path.write_text("\n".join(broken), encoding="utf-8")
        receipt = desk.redrive(what)
        assert [note.code for note in receipt.notes] == ["unread_lines"]
    assert [row for _, row, _ in desk.outstanding()] == [3, 4, 5, 6]


def test_a_workbooks_rows_are_mended_by_sheet(desk):
    book = Workbook()
    book.active.title = "cooperative"
    for line in COOPERATIVES.splitlines():
        book.active.append(line.split(","))
    sheet = book.create_sheet("yearly_figures")
    for line in FIGURES.splitlines():
        sheet.append(line.split(","))
    folder = desk.lay({})
    book.save(folder / "registry.xlsx")
    receipt = desk.receive(folder)
    assert receipt.quarantined == 3  # a sheet does not store the empty end of a row
    path = mending_file(receipt)
    rows = lines(path)
    rows[1]["members"] = "5"
    save(path, rows)
    assert desk.redrive(path).accepted == 1


def test_persons_are_redriven_by_their_hash(desk):
    terms = (
        "coop_id,role,person_key,start,end,registered_on\n"
        "c1,ceo,0012345679,1402/13/20,,1402/02/01\n"
        "c1,chair_typo,12345679,1402/01/20,,1402/02/01\n"
    )
    receipt = desk.take({"cooperative.csv": COOPERATIVES, "officer_term.csv": terms})
    path = mending_file(receipt)
    rows = lines(path)
    key = Persons(desk.home.person_key).hashed("0012345679")
    assert [row["person_key"] for row in rows] == [key, key]
    rows[0]["start"] = "1402/01/20"
    rows[1] |= {"role": "ceo_typo", "person_key": "0023456789"}
    save(path, rows)
    assert desk.redrive(path).accepted == 1
    assert desk.rows("officer_term", "person_key") == [(key,)]
    left = [file.read_bytes() for file in desk.home.path.rglob("*") if file.is_file()]
    assert not any(code in content for content in left for code in (b"12345679", b"23456789"))


def test_what_is_not_set_aside_is_refused(desk):
    with pytest.raises(NothingSetAside, match="under abc"):
        desk.redrive("abc")
    path = mending_file(desk.take(BOTH))
    rows = lines(path)
    rows[0]["#id"] = "qabc/0"
    save(path, rows)
    with pytest.raises(NothingSetAside, match="qabc/0"):
        desk.redrive(path)
    path.write_text("coop_id\nc1\n", encoding="utf-8")
    with pytest.raises(NotAMendingFile):
        desk.redrive()
    assert desk.records.ledger.sealed() == [1]


def test_rows_of_another_format_wait_for_their_whole_file(desk):
    held = AsideDelivery(
        name="other",
        adapter="uk_coops",
        path="x",
        at="2025-07-22",
        sources=(AsideSource(name="f", table="cooperative", header=("a",), origin={}),),
        rows=(AsideRow(source="f", row=2, raw={"a": "x"}, cells={"a": "x"}, faults=(), newest=0),),
    )
    Shelf(desk.home.quarantine).lay(held)
    with pytest.raises(NotRedrivable):
        desk.redrive("other")
    assert not list(desk.home.quarantine.glob("other/*.csv"))
    copy = desk.folder / "copy.csv"
    copy.write_text("#id,#row,a\nqother/0,2,x\n", encoding="utf-8")
    with pytest.raises(NotRedrivable):
        desk.redrive(copy)
    receipt = desk.redrive()
    assert counts(receipt) == (0, 0, 0, 0, 0)
    assert [(note.code, note.facts["count"]) for note in receipt.notes] == [("other_formats", 1)]


def test_nothing_is_tried_while_another_run_writes(desk):
    desk.take(BOTH)
    with desk.home.writing(), pytest.raises(StoreBusy):
        desk.redrive(lock_seconds=0.05)


def test_a_home_in_which_nothing_is_set_aside_has_nothing_to_try(desk):
    assert counts(desk.redrive()) == (0, 0, 0, 0, 0)


def test_a_row_is_not_settled_by_another_of_its_own_delivery_but_by_a_later_one(desk):
    header = "coop_id,year_end,received_on,members\n"
    good = "c1,1402/12/29,1403/04/01,12\n"
    wrong = "c1,1402/12/29,1403/05/01,-5\n"
    desk.take({"cooperative.csv": COOPERATIVES, NAME: header + good + wrong})
    assert desk.outstanding() == [(NAME, 3, ("below_minimum",))]
    desk.take({NAME: header + wrong.replace("-5", "5")})
    assert desk.outstanding() == []
    assert counts(desk.redrive()) == (0, 0, 0, 0, 0)


def test_a_redrives_list_is_cleared_once_nothing_in_it_is_open(desk):
    first = desk.take(BOTH)
    path = mending_file(first)
    again = desk.redrive()
    assert Path(again.quarantine).exists()
    assert again.quarantine != first.quarantine
    rows = lines(path)
    rows[0]["year_end"] = "1401/12/29"
    save(path, rows)
    fewer = desk.redrive()
    assert Path(again.quarantine).exists()  # three of its rows are still open
    ghost = "coop_id,valid_from,recorded_at,name\nghost,1390/01/05,1390/01/10,پ\n"
    desk.take({"cooperative.csv": ghost})
    rows = lines(path)
    rows[0]["members"] = "5"
    rows[2]["members"] = "9"
    save(path, rows)
    assert counts(desk.redrive()) == (3, 3, 0, 0, 0)
    assert not Path(again.quarantine).exists()
    assert not Path(fewer.quarantine).exists()
    assert Path(first.quarantine).exists()  # what a delivery told stays
    assert (Path(first.to_mend) / "rows.json").exists()


def test_a_row_that_waits_for_its_co_operative_comes_in_once_that_is_mended(desk):
    header = "coop_id,valid_from,recorded_at,name\n"
    receipt = desk.take(
        {
            "cooperative.csv": f"{header}c1,1390/13/05,1390/01/10,الف\n",
            NAME: "coop_id,year_end,received_on,members\nc1,1402/12/29,1403/04/01,12\n",
        }
    )
    assert counts(receipt) == (2, 0, 2, 0, 0)
    own, waiting = (Path(receipt.to_mend) / name for name in ("cooperative.csv", NAME))
    (told,) = lines(waiting)
    assert told["#faults_en"].endswith("comes in by itself with coopscore quarantine redrive.")
    assert "خودبه‌خود با coopscore quarantine redrive" in told["#faults_fa"]
    (row,) = lines(own)
    save(own, [{**row, "valid_from": "1390/01/05"}])
    assert counts(desk.redrive(own)) == (1, 1, 0, 0, 0)  # the other file waits untouched
    assert counts(desk.redrive()) == (1, 1, 0, 0, 0)
    assert desk.rows(NAME.removesuffix(".csv"), "coop_id", "members") == [("c1", 12)]
