"""The list for the road can be filtered, filled in and read back; no name acts as a formula."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from coopscore.errors import UnwritableFile
from coopscore.outcome_files import Framed, read_outcomes
from coopscore.visits import Planned
from serving.road import write_road

MONTH = date(2025, 9, 23)


def act(coop_id: str, **told: object) -> Planned:
    said = {
        "province": "05", "county": "صحنه", "stratum": "05", "probability": 0.25, "slice": "risk",
        "kind": "general", "month": MONTH, "order": 1,
    }  # fmt: skip
    return Planned(**{"coop_id": coop_id, **said, **told})


ACTS = (
    act("ir:3", county="هرسین", risk=0.4),
    act("ir:2", slice="", risk=0.123456),
    act("ir:1", month=date(2025, 10, 23), duty="article_5", slice="duty", kind="audit"),
)
NAMES = {"ir:1": '=HYPERLINK("http://x")', "ir:2": "کشاورزان"}


def test_the_workbook_reads_from_the_right_with_lists_to_choose_from(tmp_path: Path) -> None:
    path = tmp_path / "road.xlsx"
    write_road(path, "p1", ACTS, NAMES.get)
    book = load_workbook(path)
    sheet, lists = book.worksheets
    assert sheet.sheet_view.rightToLeft
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:R4")
    assert lists.sheet_state == "hidden"
    found = sheet.data_validations.dataValidation[1]
    assert (str(found.sqref), found.formula1) == ("N2:N4", "'فهرست‌ها'!$B$1:$B$5")
    assert [cell.value for cell in lists["B"]][:2] == ["فعال", "غیرفعال"]
    assert sheet["K2"].value == 0.123456
    assert sheet["K2"].number_format == "0.0%"


def test_acts_stand_by_county_and_month_in_the_words_of_offices(tmp_path: Path) -> None:
    path = tmp_path / "road.csv"
    write_road(path, "p1", ACTS, NAMES.get)
    text = path.read_bytes().decode("utf-8")
    assert text.startswith("\ufeffشناسهٔ برنامه,شناسهٔ تعاونی,نام تعاونی,")
    rows = [line.split(",") for line in text.splitlines()[1:]]
    assert [row[1] for row in rows] == ["ir:2", "ir:1", "ir:3"]
    assert rows[0][3:8] == ["کرمانشاه", "صحنه", "۱۴۰۴/۰۷", "نظارت عمومی", "افزودهٔ ناظر"]
    assert rows[1][7:10] == ["تکلیف قانونی", "۱", "مشمول مادهٔ ۵"]
    assert rows[0][10:13] == ["0.1235", "", "0.2500"]


def test_acts_of_one_county_and_month_stand_by_priority(tmp_path: Path) -> None:
    path = tmp_path / "road.csv"
    write_road(path, "p1", (act("ir:1", order=2), act("ir:2", order=1)), NAMES.get)
    rows = [line.split(",") for line in path.read_text(encoding="utf-8-sig").splitlines()[1:]]
    assert [(row[1], row[8]) for row in rows] == [("ir:2", "۱"), ("ir:1", "۲")]


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_name_is_no_formula_whatever_it_begins_with(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"road{ending}"
    write_road(path, "p1", ACTS, NAMES.get)
    if ending == ".csv":
        assert '"\'=HYPERLINK(""http://x"")"' in path.read_text(encoding="utf-8-sig")
    else:
        sheet = load_workbook(path).worksheets[0]
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert sheet["C3"].value == '\'=HYPERLINK("http://x")'


def test_a_list_that_was_filled_in_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "road.xlsx"
    write_road(path, "p1", ACTS, NAMES.get)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for cell, value in (("N2", "غیرفعال"), ("O2", "اخطار کتبی"), ("P2", "۱۴۰۴/۰۷/۰۵")):
        sheet[cell] = value
    book.save(path)
    plan = Framed(as_of=date(2025, 9, 22), coop_ids={"ir:1", "ir:2", "ir:3"})
    found = read_outcomes(
        path, today=date(2025, 11, 1), plan={"p1": plan}.get, known=(), was_told=bool
    )
    assert not found.bad
    assert found.to_come == 2
    (told,) = found.outcomes
    assert (told.coop_id, told.found, told.outcome) == ("ir:2", "silent", "warning")
    assert told.visited_on == date(2025, 9, 27)


def test_nothing_is_written_where_nothing_may_be(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile):
        write_road(tmp_path / "nowhere" / "road.csv", "p1", ACTS, NAMES.get)
