"""`coopscore quarantine`: what is set aside is listed, mended and taken in."""

import csv
from pathlib import Path

import pytest

from coopscore.intake.aside import AsideDelivery, AsideRow, AsideSource
from coopscore.intake.shelf import Shelf

COOPERATIVES = """\
coop_id,valid_from,recorded_at,name
c1,1390/01/05,1390/01/10,شركت تعاوني آیندهسازان
"""
FIGURES = """\
coop_id,year_end,received_on,members
c1,29 اسفند 1402,1403/04/01,12
c1,1401/13/29,1402/04/01,11
c1,1400/12/29,1401/04/01,-5
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    path = tmp_path / "delivery"
    path.mkdir()
    (path / "cooperative.csv").write_text(COOPERATIVES, encoding="utf-8")
    (path / "yearly_figures.csv").write_text(FIGURES, encoding="utf-8")
    return path


def test_a_home_in_which_nothing_is_set_aside_says_so(coopscore):
    assert coopscore("quarantine", "list").out == "Nothing is set aside.\n"
    assert coopscore("quarantine", "list", "--json").data == {"rows": 0, "deliveries": []}


def test_repairs_are_told_by_kind_with_the_list_of_them(coopscore, folder):
    told = coopscore("ingest", folder)
    assert (
        "Mended: Arabic letters (1), joiners of known words (1), spelling of days (1)." in told.out
    )
    data = coopscore("ingest", folder, "--home", "other", "--json").data
    assert data["repairs"] == {"letters": 1, "joiners": 1, "day_spelling": 1}
    with Path(data["repaired"]).open(encoding="utf-8-sig", newline="") as file:
        repairs = list(csv.DictReader(file))
    assert [(row["file"], row["column"], row["kind"]) for row in repairs] == [
        ("cooperative.csv", "name", "joiners"),
        ("cooperative.csv", "name", "letters"),
        ("yearly_figures.csv", "year_end", "day_spelling"),
    ]
    persian = coopscore("ingest", folder, "--home", "third", "--lang", "fa")
    assert (
        "ترمیم شد: حروف عربی (۱)، نیم‌فاصلهٔ واژه‌های شناخته (۱)، شکل نوشتن تاریخ (۱)." in persian.out
    )


def test_the_list_names_rows_faults_and_the_file_to_mend_in(coopscore, folder):
    receipt = coopscore("ingest", folder, "--json").data
    listed = coopscore("quarantine", "list").out.splitlines()
    assert listed[0] == f"Delivery {Path(receipt['to_mend']).name} of 10 January 2026: {folder}"
    assert listed[1:4] == [
        "  yearly_figures.csv: 2 rows",
        "    below the least allowed (below_minimum): 1 row; "
        "row 4: members: -5 is less than 0, the least allowed.",
        "    no such month (day_month): 1 row; "
        "row 3: year_end: month 13 in “1401/13/29” does not exist; a year has 12 months.",
    ]
    assert listed[4] == f"    to be mended in: {receipt['to_mend']}/yearly_figures.csv"
    assert listed[5].startswith("Set aside together: 2 rows.")
    persian = coopscore("quarantine", "list", "--lang", "fa").out
    assert "    ماه ناموجود (day_month): ۱ سطر؛" in persian
    assert "جمع کنار گذاشته: ۲ سطر" in persian
    assert "۲۰ دی ۱۴۰۴" in persian


def test_the_list_is_narrowed_by_table_and_fault(coopscore, folder):
    coopscore("ingest", folder)
    of_fault = coopscore("quarantine", "list", "--fault", "day_month", "--json").data
    assert of_fault["rows"] == 1
    (file,) = of_fault["deliveries"][0]["files"]
    assert (file["source"], file["table"]) == ("yearly_figures.csv", "yearly_figures")
    assert file["rows"] == {"3": ["day_month"]}
    assert file["faults"] == {"day_month": 1}
    assert coopscore("quarantine", "list", "--table", "filing", "--json").data["rows"] == 0
    both = ("--table", "yearly_figures", "--fault", "below_minimum")
    assert coopscore("quarantine", "list", *both, "--json").data["rows"] == 1


def test_mended_rows_are_taken_in_and_twice_adds_nothing(coopscore, folder):
    receipt = coopscore("ingest", folder, "--json").data
    path = Path(receipt["to_mend"]) / "yearly_figures.csv"
    path.write_text(path.read_text("utf-8").replace("1401/13/29,", "1401/12/29,"), "utf-8")
    name = Path(receipt["to_mend"]).name
    again = coopscore("quarantine", "redrive", name[:8], "--json").data
    assert (again["rows_read"], again["accepted"], again["quarantined"]) == (2, 1, 1)
    assert coopscore("quarantine", "list", "--json").data["rows"] == 1
    told = coopscore("quarantine", "redrive", path)
    assert told.code == 0
    assert "nothing was added" in told.out
    assert coopscore("audit", "verify").code == 0


def test_what_is_not_there_is_refused_in_words(coopscore, folder):
    coopscore("ingest", folder)
    refused = coopscore("quarantine", "redrive", "nothing", "--lang", "fa")
    assert refused.code == 1
    assert "چیزی کنار گذاشته نشده" in refused.err
    assert coopscore("quarantine", "redrive", folder / "cooperative.csv").code == 1
    assert coopscore("quarantine").code == 2


def test_rows_of_another_format_are_listed_with_what_to_do(coopscore, tmp_path):
    held = AsideDelivery(
        name="other",
        adapter="uk_coops",
        path="x",
        at="2025-07-22T09:30:00+00:00",
        sources=(AsideSource(name="f", table="cooperative", header=("a",), origin={}),),
        rows=(AsideRow(source="f", row=2, raw={"a": "x"}, cells={"a": "x"}, faults=(), newest=0),),
    )
    Shelf(tmp_path / "home" / "quarantine").lay(held)
    told = coopscore("quarantine", "list", "--home", tmp_path / "home").out
    assert "to be mended in the source's file" in told
    listed = coopscore("quarantine", "list", "--home", tmp_path / "home", "--json").data
    assert listed["deliveries"][0]["files"][0]["mending"] is None
