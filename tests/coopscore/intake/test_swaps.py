"""Columns of distinct types that stand in each other's place are found; others never are."""

from datetime import date

import pytest

from coopscore.intake.cells import Premises
from coopscore.intake.reading import read_column
from coopscore.intake.swaps import LEAST_ROWS, exchanged_cells, exchanged_columns
from coopscore.language import Text
from coopscore.table import Column

TODAY = Premises(latest=date(2025, 7, 22), hashed="pk:{:0>32}".format)


def column(name, kind, allowed=None):
    return Column(name=name, type=kind, allowed=allowed, title=Text(en="title", fa="عنوان"))


DAY, CODE = column("day", "day"), column("code", "code", ("statement", "audit"))
OTHER_CODE = column("other", "code", ("held", "adjourned"))
AMOUNT, NAME = column("amount", "amount"), column("name", "text")
PERSON, OPEN = column("person", "person"), column("open", "code")
SAMPLES = {
    "day": "1399/05/14",
    "code": "statement",
    "other": "held",
    "amount": "1250000",
    "name": "الف",
    "person": "0012345679",
    "open": "x",
}


def found(columns, texts):
    premises = {one.name: TODAY for one in columns}
    read = {one.name: read_column(one, texts[one.name], TODAY) for one in columns}
    whole = exchanged_columns(columns, texts, read, premises)
    single = exchanged_cells(columns, texts, read, premises)
    named = [(one.name, other.name) for one, other in whole]
    return named, {row: (one.name, other.name) for row, (one, other) in single}


def file_of(rows, **exchanged):
    """Rows in which the columns hold the samples of others."""
    return {name: [SAMPLES[exchanged.get(name, name)]] * rows for name in SAMPLES}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (DAY, CODE),
        (DAY, AMOUNT),
        (CODE, AMOUNT),
        (DAY, PERSON),
        (DAY, NAME),
        (CODE, NAME),
        (DAY, OPEN),
    ],
)
def test_two_columns_of_distinct_types_are_found(one, other):
    texts = file_of(LEAST_ROWS, **{one.name: other.name, other.name: one.name})
    pairs, rows = found([one, other], texts)
    assert pairs == [(one.name, other.name)]
    assert set(rows) == set(range(LEAST_ROWS))
    fewer = {name: cells[1:] for name, cells in texts.items()}
    assert found([one, other], fewer)[0] == []


@pytest.mark.parametrize(
    ("one", "other"), [(CODE, OTHER_CODE), (NAME, OPEN), (AMOUNT, NAME), (PERSON, NAME)]
)
def test_columns_that_cannot_be_told_apart_never_are(one, other):
    texts = file_of(LEAST_ROWS, **{one.name: other.name, other.name: one.name})
    assert found([one, other], texts) == ([], {})


def test_a_file_in_order_is_left_alone():
    columns = [DAY, CODE, AMOUNT, NAME, PERSON]
    assert found(columns, file_of(40)) == ([], {})


def test_nearly_all_rows_have_to_say_so():
    texts = file_of(100, day="code", code="day")
    for row in range(5):
        texts["day"][row], texts["code"][row] = SAMPLES["day"], SAMPLES["code"]
    assert found([DAY, CODE], texts)[0] == [("day", "code")]
    texts["day"][5], texts["code"][5] = SAMPLES["day"], SAMPLES["code"]
    assert found([DAY, CODE], texts)[0] == []


def test_empty_cells_say_nothing():
    texts = file_of(60, day="code", code="day")
    for row in range(30):
        texts["day"][row] = texts["code"][row] = ""
    assert found([DAY, CODE], texts)[0] == [("day", "code")]


def test_whole_numbers_among_days_are_amounts_and_no_serial_numbers():
    texts = {"day": ["45000"] * 30, "amount": ["1399/05/14"] * 30}
    assert found([DAY, AMOUNT], texts) == ([("day", "amount")], {})
    serials = {"day": ["44047"] * 30, "amount": ["7"] * 30}
    assert found([DAY, AMOUNT], serials) == ([], {})


def test_a_column_that_might_belong_in_two_places_is_moved_to_neither():
    texts = file_of(30, day="code", code="day")
    texts["name"] = [SAMPLES["day"]] * 30
    assert found([DAY, CODE, NAME], texts) == ([], {})


def test_a_single_row_with_two_cells_exchanged_is_named():
    texts = file_of(3)
    texts["day"][1], texts["amount"][1] = texts["amount"][1], texts["day"][1]
    texts["day"][2] = "soon"
    assert found([DAY, CODE, AMOUNT, NAME], texts) == ([], {1: ("day", "amount")})


def test_a_row_that_no_single_exchange_mends_is_not():
    texts = file_of(2)
    texts["day"][0], texts["code"][0], texts["amount"][0] = "statement", "7", "1399/05/14"
    assert found([DAY, CODE, AMOUNT], texts)[1] == {}


def test_two_that_need_each_other_are_not_kept_apart_by_a_text_that_takes_anything():
    """A sparse column of text reads right with nearly whatever stands in it."""
    texts = file_of(40, day="code", code="day")
    texts["name"] = ["الف" if row < 30 else "" for row in range(40)]
    whole, _ = found([DAY, CODE, NAME], texts)
    assert whole == [("day", "code")]
