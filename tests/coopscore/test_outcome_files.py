"""A filled list is read row by row: an outcome, a visit to come, or set aside with every fault."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from coopscore.errors import UnreadableFile, WrongColumns
from coopscore.outcome_files import Framed, OutcomeFile, read_outcomes
from coopscore.visits import VisitOutcome

TODAY = date(2025, 10, 10)
TOLD = {"ir:2"}  # of these something is on record
PLAN = Framed(as_of=date(2025, 9, 22), coop_ids={"ir:1", "ir:2"})
HEADER = "plan_id,coop_id,kind,visited_on,found,outcome,person_hours,note"
PERSIAN = "شناسهٔ برنامه,شناسهٔ تعاونی,نام تعاونی,نوع اقدام,یافته,نتیجه,تاریخ بازدید,نفرساعت,توضیح"


def read(path: Path) -> OutcomeFile:
    return read_outcomes(
        path, today=TODAY, plan={"p1": PLAN}.get, known={"ir:1", "ir:7"},
        was_told=lambda told: told.coop_id in TOLD,
    )  # fmt: skip


@pytest.fixture
def file(tmp_path: Path):
    def written(*lines: str) -> OutcomeFile:
        path = tmp_path / "filled.csv"
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8-sig")
        return read(path)

    return written


def faults(found: OutcomeFile) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.reason.en) for one in found.bad]


def test_titles_digits_and_days_of_the_road_are_read(file) -> None:
    found = file(
        PERSIAN,
        "p1,ir:1,نام,نظارت عمومی,غیر فعال,اخطار کتبی,۱۴۰۴/۰۷/۰۳,,دفتر بسته بود",
        "p1,ir:2,'=نام,آموزش,فعال,,1404-07-05,۱۲۰,",
        "p1,ir:2,نام,نظارت مالی,,,,,",
    )
    assert found.outcomes == (
        VisitOutcome(
            plan_id="p1", coop_id="ir:1", visited_on=date(2025, 9, 25), kind="general",
            found="silent", outcome="warning", note="دفتر بسته بود",
        ),
        VisitOutcome(
            plan_id="p1", coop_id="ir:2", visited_on=date(2025, 9, 27), kind="training",
            found="active", person_hours=120,
        ),
    )  # fmt: skip
    assert (found.rows, found.to_come, found.set_aside) == (3, 1, 0)


def test_an_act_that_no_plan_asked_for_needs_a_known_cooperative(file) -> None:
    found = file(HEADER, ",ir:7,audit,2025-10-01,active,clean,,", ",ir:8,audit,2025-10-01,gone,,,")
    assert [one.coop_id for one in found.outcomes] == ["ir:7"]
    assert faults(found) == [(3, "coop_id", "no co-operative ir:8 is on record")]


def test_each_bad_row_is_told_with_row_column_and_reason(file) -> None:
    found = file(
        HEADER,
        "p1,ir:1,general,1404/17/05,active,,,",
        "p1,ir:1,visit,,asleep,,many,",
        "p1,ir:9,general,2025-10-11,not_reached,clean,3,",
        "p2,ir:1,general,2025-10-01,active,,,",
        "p1,,general,2025-09-01,active,,1.5,",
        "p1,,general,2025-10-01,active,,,",
        "p1,ir:1,general,2025-10-01,active,,,",
    )
    assert len(found.outcomes) == 1
    assert (found.set_aside, found.rows) == (6, 7)
    assert faults(found) == [
        (2, "visited_on", "1404/17/05 is not a day"),
        (3, "kind", found.bad[1].reason.en),
        (3, "found", found.bad[2].reason.en),
        (3, "visited_on", "it is empty"),
        (3, "person_hours", "many is not a whole number"),
        (4, "outcome", "nothing comes of a visit that did not reach anybody, or was told in error"),
        (4, "visited_on", "the day lies after 2025-10-10"),
        (4, "person_hours", "only trainings have person-hours"),
        (4, "coop_id", "ir:9 is not among those that the plan could have taken"),
        (5, "plan_id", "no plan p2 is on record"),
        (6, "person_hours", "1.5 is not a whole number"),
        (6, "coop_id", "it is empty"),
        (7, "coop_id", "it is empty"),
    ]
    assert "visit is none of: general supervision" in found.bad[1].reason.en
    assert found.bad[0].raw["visited_on"] == "1404/17/05"


def test_a_day_that_may_be_several_is_not_guessed(file) -> None:
    found = file(HEADER, "p1,ir:1,general,15/07/04,active,,,")  # 15 Mehr 1404, or 4 Mehr 1315
    (told,) = faults(found)
    assert told[:2] == (2, "visited_on")
    assert "may be several days" in told[2]


def test_two_rows_that_disagree_of_one_visit_are_not_both_taken(file) -> None:
    row = "p1,ir:1,general,2025-10-01,active,,,"
    found = file(HEADER, row, row, row.replace("active", "silent"))
    assert len(found.outcomes) == 2
    assert faults(found) == [(4, "", "an earlier row says otherwise of the same visit")]


def test_what_was_told_can_be_withdrawn_and_what_was_never_told_is_set_aside(file) -> None:
    found = file(
        HEADER,
        "p1,ir:2,general,2025-09-25,told in error,,,",
        "p1,ir:1,general,2025-09-25,ثبت آن اشتباه بود,,,",
    )
    assert [(one.coop_id, one.is_withdrawn) for one in found.outcomes] == [("ir:2", True)]
    assert faults(found) == [
        (3, "found", "nothing was told of this act on that day that could be withdrawn")
    ]


def test_a_broken_row_is_set_aside_and_reading_goes_on(file) -> None:
    found = file(HEADER, "p1,ir:1,general", "p1,ir:1,general,2025-10-01,active,,,")
    assert len(found.outcomes) == 1
    assert [one.row for one in found.bad] == [2]


@pytest.mark.parametrize(
    ("header", "missing", "repeated"),
    [
        ("coop_id,kind,found", ["visited_on"], []),
        (f"{HEADER},یافته", [], ["یافته"]),
        ("name,age", ["coop_id", "kind", "visited_on", "found"], []),
    ],
)
def test_columns_that_every_outcome_needs_are_asked_for(
    file, header: str, missing: list[str], repeated: list[str]
) -> None:
    with pytest.raises(WrongColumns) as refused:
        file(header, "a")
    assert refused.value.facts["missing"] == missing
    assert refused.value.facts["repeated"] == repeated


def test_of_a_workbook_the_sheet_that_is_shown_is_read(tmp_path: Path) -> None:
    book = Workbook()
    lists = book.active
    assert lists is not None
    lists.append(["فعال"])
    lists.sheet_state = "hidden"
    sheet = book.create_sheet("برنامه")
    sheet.append(["coop_id", "kind", "visited_on", "found"])
    sheet.append(["ir:7", "general", date(2025, 10, 1), "active"])
    book.active = sheet
    book.save(tmp_path / "filled.xlsx")
    assert read(tmp_path / "filled.xlsx").outcomes[0].visited_on == date(2025, 10, 1)


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read(tmp_path / "nowhere.csv")
