"""A column is read through its distinct texts, and as a whole where the whole says more."""

from datetime import date

import pytest

from coopscore.identifiers import make_check_digit
from coopscore.intake.cells import Premises
from coopscore.intake.reading import read_column
from coopscore.language import Text
from coopscore.table import Column

TODAY = Premises(latest=date(2025, 7, 22))


def column(kind, name="it", **more):
    return Column(name=name, type=kind, title=Text(en="title", fa="عنوان"), **more)


def read(kind, texts, **more):
    return read_column(column(kind, **more), texts, TODAY)


def repairs(found):
    return {row: cell.kinds for row, cell in found.repaired.items()}


def test_a_column_is_read_row_by_row_with_its_unfit_rows_named():
    found = read("count", ["1", "x", "1", "", "x"])
    assert found.values == [1, None, 1, None, None]
    assert sorted(found.unfit) == [1, 4]
    assert found.repaired == {}
    assert read("count", []).values == []


def test_every_row_of_a_mended_text_is_told_with_all_that_was_mended():
    found = read("text", ["شركت", "شرکت", "شركت تعا‌ونی ۱2", "شركت"])
    assert found.values == ["شرکت", "شرکت", "شرکت تعاونی 12", "شرکت"]
    assert repairs(found) == {
        0: ("letters",),
        2: ("digits", "letters", "joiners"),
        3: ("letters",),
    }


def test_digits_and_calendars_are_judged_by_the_column():
    assert repairs(read("count", ["12", "13", "۱۴"])) == {2: ("digits",)}
    assert repairs(read("count", ["۱۲", "۱۳"])) == {}
    days = read("day", ["1399/05/14", "1399/05/15", "2020-08-04", "x"])
    assert days.values[0] == days.values[2] == date(2020, 8, 4)
    assert repairs(days) == {2: ("day_spelling",)}
    assert repairs(read("count", ["12", "13", "۱x"])) == {}  # what is unfit is not mended


def ids(*first_ten):
    return [digits + make_check_digit(digits) for digits in first_ten]


def test_zeros_are_put_back_where_a_whole_column_lost_them():
    lost = [text[1:] for text in ids("0123456789", "0223456789", "0323456780")]
    found = read("text", [*lost, "10380284790", "x"], name="national_id")
    assert found.values == [*(f"0{text}" for text in lost), "10380284790", None]
    assert repairs(found) == {
        **dict.fromkeys(range(3), ("leading_zero",)),
        4: ("withheld_id",),
    }


def test_a_digit_lost_elsewhere_is_no_lost_zero():
    whole = ids("1038028479", "1123456789", "1223456789", "1323456789", "1423456789")
    short = [text[:-1] for text in whole]
    by_chance = next(
        text
        for number in range(1000, 2000)
        if (text := str(number * 1_000_003))
        and make_check_digit(f"0{text[:-1]}") == text[-1]
        and text[2:8] != "000000"
    )
    found = read("text", [*short, by_chance], name="national_id")
    assert found.values == [None] * 6
    assert repairs(found) == dict.fromkeys(range(6), ("withheld_id",))


@pytest.mark.parametrize("kept", ["00380284790", "0038028479"])
def test_a_column_that_kept_its_zeros_lost_none(kept):
    (lost,) = (text[1:] for text in ids("0123456789"))
    assert read("text", [lost, kept], name="national_id").values == [None, None]


def test_an_id_that_was_taken_for_a_number_is_written_out_and_padded():
    (whole,) = ids("0123456789")
    found = read(
        "text",
        [f"{whole[1:]}.0", "1.038028479E+10", "1.0380284790E+10", "1.5", "1.5e0", "1.04E+10"],
        name="national_id",
    )
    assert found.values == [whole, "10380284790", "10380284790", None, None, None]
    assert repairs(found) == {
        0: ("spreadsheet_number", "leading_zero"),
        1: ("spreadsheet_number",),
        2: ("spreadsheet_number",),
        **dict.fromkeys((3, 4, 5), ("withheld_id",)),
    }
