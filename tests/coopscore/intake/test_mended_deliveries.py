"""Dirty deliveries taken in for real: the facts of clean ones, with every repair told."""

import csv
from pathlib import Path

import pytest

from coopscore.errors import MostlyAtFault
from coopscore.intake.terms import Terms
from coopscore.persons import Persons

CLEAN = """\
شناسهٔ تعاونی,تاریخ اثر,تاریخ ثبت,نام,شناسهٔ ملی
c1,1390/01/05,1390/01/10,شرکت تعاونی گلخانه‌ای یاس,10380284790
c2,1390/01/05,1390/01/10,شرکت تعاونی مسکن ۱۲,10380284807
"""
DIRTY = """\
شناسه تعاونی,تاريخ اثر,تاریخ ثبت,نام,شناسهٔ ملی
c1,5 فروردين 1390,40632,شركت تعاوني گلخانه ای ياس,1.038028479E+10
c2,05/01/1390,۱۳۹۰/۱/۱۰,شرکت تعاونی مسکن ١٢,10380284807
"""
TERMS = "coop_id,role,person_key,start,end,registered_on\n"


def repairs(receipt):
    with Path(receipt.repaired).open(encoding="utf-8-sig", newline="") as file:
        return [(int(row["row"]), row["column"], row["kind"]) for row in csv.DictReader(file)]


def test_a_dirty_delivery_brings_the_facts_of_the_clean_one(desk):
    clean = desk.take({"cooperative.csv": CLEAN})
    assert (clean.added, clean.repairs, clean.repaired) == (2, {}, None)
    dirty = desk.take({"cooperative.csv": DIRTY})
    assert (dirty.added, dirty.already_known, dirty.quarantined) == (0, 2, 0)
    assert dirty.repairs == {
        "letters": 2,
        "joiners": 1,
        "digits": 1,
        "day_spelling": 3,
        "spreadsheet_day": 1,
        "spreadsheet_number": 1,
    }
    assert set(repairs(dirty)) == {
        (2, "تاريخ اثر", "day_spelling"),
        (2, "تاريخ اثر", "letters"),
        (2, "تاریخ ثبت", "spreadsheet_day"),
        (2, "نام", "joiners"),
        (2, "نام", "letters"),
        (2, "شناسهٔ ملی", "spreadsheet_number"),
        (3, "تاريخ اثر", "day_spelling"),
        (3, "تاریخ ثبت", "day_spelling"),
        (3, "تاریخ ثبت", "digits"),
    }


def test_repairs_of_rows_that_are_set_aside_are_not_told(desk):
    figures = "coop_id,year_end,received_on,members\nc1,1402-12-29,1403-4-1,-5\n"
    receipt = desk.take({"cooperative.csv": CLEAN, "yearly_figures.csv": figures})
    assert (receipt.quarantined, receipt.repairs, receipt.repaired) == (1, {}, None)


def test_exchanged_columns_are_told_as_a_note_and_as_repairs(desk):
    rows = "".join(f"c1,{n},1403/04/01,13{n}/12/29\n" for n in range(70, 99))
    figures = f"coop_id,year_end,received_on,members\n{rows}"
    receipt = desk.take({"cooperative.csv": CLEAN, "yearly_figures.csv": figures})
    assert (receipt.quarantined, receipt.repairs) == (0, {"swapped_columns": 58})
    assert "swapped_columns" in [note.code for note in receipt.notes]
    assert sorted(desk.rows("yearly_figures", "members")) == [(n,) for n in range(70, 99)]


def test_no_code_of_a_person_is_left_in_the_home_whatever_becomes_of_its_row(desk):
    terms = TERMS + (
        "c1,ceo,0012345679,1402/01/20,,1402/02/01\n"
        "c1,ceo,0023456789,1402/13/20,,1402/02/01\n"
        "ghost,ceo,0034567890,1402/01/20,,1402/02/01\n"
        "c1,ceo,0045678901\n"
        '"c1,ceo,0056789012,1402/01/20,,1402/02/01\n'
        "c1,0067890123,ceo,1402/01/20,,1402/02/01\n"
        "0078901234,ceo,c1,1402/01/20,,1402/02/01\n"
        "c2,ceo,12345679,1402/01/20,,1402/02/01\n"
        "c2,ceo,۰۰۱۲۳۴۵۶۷۹,1402/01/20,,1402/02/01\n"
    )
    receipt = desk.take({"cooperative.csv": CLEAN, "officer_term.csv": terms})
    (counted,) = (source for source in receipt.sources if source.name == "officer_term.csv")
    assert (counted.accepted, counted.quarantined, counted.repeated) == (2, 6, 1)
    key = Persons(desk.home.person_key).hashed("0012345679")
    assert desk.rows("officer_term", "coop_id", "person_key") == [("c1", key), ("c2", key)]
    assert receipt.repairs["leading_zero"] == 1
    codes = [code.encode() for code in ("12345679", "23456789", "34567890", "45678901")]
    codes += [code.encode() for code in ("56789012", "67890123", "78901234", "۱۲۳۴۵۶۷۹")]
    files = [path for path in desk.home.path.rglob("*") if path.is_file()]
    found = [(path.name, code) for path in files for code in codes if code in path.read_bytes()]
    assert found == []


def test_a_delivery_that_makes_the_persons_key_says_so_once(desk):
    terms = f"{TERMS}c1,ceo,0012345679,1402/01/20,,1402/02/01\n"
    files = {"cooperative.csv": CLEAN, "officer_term.csv": terms}
    told = [[note.code for note in desk.take(files).notes] for _ in range(2)]
    assert told == [["person_key_made"], []]


def test_a_refused_delivery_makes_no_key_so_that_the_next_one_tells_of_it(desk):
    terms = f"{TERMS}c1,ceo,0012345679,1402/01/20,,1402/02/01\n"
    wrong = TERMS + "".join(f"c1,ceo,0012345679,soon{n},,x\n" for n in range(20))
    with pytest.raises(MostlyAtFault):
        desk.receive(
            desk.lay({"cooperative.csv": CLEAN, "officer_term.csv": wrong}),
            terms=Terms(most_bad_rows=10),
        )
    assert not desk.home.person_key.exists()
    told = desk.take({"cooperative.csv": CLEAN, "officer_term.csv": terms})
    assert [note.code for note in told.notes] == ["person_key_made"]
    assert desk.home.person_key.exists()


def test_a_delivery_without_persons_makes_no_key(desk):
    desk.take({"cooperative.csv": CLEAN})
    assert not desk.home.person_key.exists()
