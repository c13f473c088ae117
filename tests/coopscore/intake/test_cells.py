from datetime import date

import pytest

from coopscore.intake.cells import (
    NO_PREMISES,
    Premises,
    Repaired,
    Unfit,
    mended_cell,
    read_cell,
)
from coopscore.intake.faults import Fault
from coopscore.language import Text, matching_key
from coopscore.schema import OPTIONAL, TABLES
from coopscore.table import Column

TITLE = Text(en="title", fa="عنوان")


def column(kind, name="it", **more):
    return Column(name=name, type=kind, title=TITLE, **more)


def codes(value):
    assert isinstance(value, Unfit), value
    return [code for code, _ in value.faults]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("text", " شركت  تعاوني ", "شرکت تعاونی"),
        ("code", "Statement", "statement"),
        ("day", "۱۴۰۴/۰۴/۱۲", date(2025, 7, 3)),
        ("day", "2025-07-03", date(2025, 7, 3)),
        ("count", "۱۲٬۳۴۵", 12_345),
        ("count", "007", 7),
        ("count", "12.00", 12),
        ("amount", "-9223372036854775807", -(2**63 - 1)),
        ("number", "۳٫۵", 3.5),
        ("number", "-0", 0.0),
        ("flag", "بله", True),
        ("flag", "TRUE", True),
        ("flag", "خير", False),
        ("flag", "٠", False),
        ("text", " \u200c ", None),
        ("count", "", None),
    ],
)
def test_text_becomes_a_value(kind, text, value):
    found = read_cell(column(kind, allowed=("statement",) if kind == "code" else None), text)
    assert found == value
    assert type(found) is type(value)
    assert str(found) == str(value)  # no minus nought


@pytest.mark.parametrize(
    ("kind", "text", "faults"),
    [
        ("day", "31/13/1404", ["day_order", "day_month"]),
        ("day", "05/04/2020", ["day_order"]),
        ("day", "1404-13-01", ["day_month"]),
        ("day", "1404-12-30", ["day_leap"]),
        ("day", "1404-07-31", ["day_number"]),
        ("day", "03/05/14", ["day_century"]),
        ("day", "98/13/14", ["day_shape"]),
        ("day", "0098/05/14", ["day_year"]),
        ("count", "12 نفر", ["not_a_number"]),
        ("count", "12.5", ["not_whole"]),
        ("count", "-1", ["below_minimum"]),
        ("count", "9223372036854775808", ["number_too_large"]),
        ("count", "9" * 5000, ["number_too_large"]),
        ("number", "-0.5", ["below_minimum"]),
        ("number", "9" * 400, ["number_too_large"]),
        ("number", "-" + "9" * 400, ["number_too_large"]),
        ("number", "3/32", ["not_a_number"]),
        ("code", "letter", ["unknown_code"]),
        ("flag", "maybe", ["not_a_flag"]),
    ],
)
def test_text_that_is_no_value_is_told_why(kind, text, faults):
    asked = column(
        kind,
        allowed=("statement",) if kind == "code" else None,
        minimum=0 if kind in ("count", "number") else None,
    )
    assert codes(read_cell(asked, text)) == faults


def test_a_required_cell_may_not_be_empty():
    assert codes(read_cell(column("text", required=True), " ")) == ["missing_value"]


def test_a_version_is_held_to_its_smaller_range():
    (version,) = (given for given in OPTIONAL if given.name == "version")
    assert codes(read_cell(version, "1000001")) == ["above_maximum"]
    assert read_cell(version, "1000000") == 10**6


@pytest.mark.parametrize(
    ("table", "name", "largest"),
    [
        ("assembly", "members_total", 10**9),
        ("assembly", "members_present", 10**9),
        ("yearly_figures", "members", 10**9),
        ("statement_line", "amount", 10**15),
    ],
)
def test_a_number_beyond_any_true_one_is_refused(table, name, largest):
    asked = TABLES[table].column(name)
    assert read_cell(asked, str(largest)) == largest
    assert codes(read_cell(asked, str(largest + 1))) == ["above_maximum"]
    assert codes(read_cell(asked, str(-largest - 1))) == ["below_minimum"]


@pytest.mark.parametrize("text", ["صورت مالی سالانه", "صورت‌مالي سالانه", "Annual Statement"])
def test_a_code_may_be_written_by_its_title_in_either_language(text):
    assert read_cell(TABLES["filing"].column("kind"), text) == "statement"


@pytest.mark.parametrize(
    ("text", "code", "kinds"),
    [
        ("صورت مالی سالانه", "statement", ()),
        ("Annual  Statement", "statement", ()),
        ("صورت‌مالی سالانه", "statement", ("joiners",)),
        ("صورتمالیسالانه", "statement", ("joiners",)),
        ("صورت مالي سالانه", "statement", ("letters",)),
        ("صورت‌‌مالي سالانه", "statement", ("letters", "joiners")),
    ],
)
def test_a_code_says_what_it_took_to_read_it(text, code, kinds):
    found = mended_cell(TABLES["filing"].column("kind"), text, NO_PREMISES)
    assert found == (Repaired(code, kinds) if kinds else code)


def test_a_province_that_lost_its_zero_is_found_again():
    province = column("code", allowed=("00", "07", "23"))
    assert mended_cell(province, "7", NO_PREMISES) == Repaired("07", ("leading_zero",))
    assert mended_cell(province, "۰", NO_PREMISES) == Repaired("00", ("leading_zero",))
    assert codes(read_cell(province, "8")) == ["unknown_code"]


def test_a_person_is_read_under_a_home_and_never_without():
    person, known = column("person"), Premises(hashed="pk:{:0>32}".format)
    assert read_cell(person, "۰۰۱۲۳۴۵۶۷۹", known) == f"pk:{'0' * 22}0012345679"
    assert mended_cell(person, "12345679", known).kinds == ("leading_zero",)
    as_number = mended_cell(person, "12345679.0", known)
    assert as_number.kinds == ("spreadsheet_number", "leading_zero")
    assert as_number.value == f"pk:{'0' * 22}0012345679"
    assert read_cell(person, f"pk:{'0' * 32}") == f"pk:{'0' * 32}"
    assert codes(read_cell(person, "علی رضایی")) == ["not_a_person"]
    assert read_cell(person, " ") is None
    with pytest.raises(AssertionError, match="under a home's key"):
        read_cell(person, "0012345679")


def test_an_open_list_of_codes_takes_any():
    assert read_cell(column("code"), "x") == "x"


def test_no_two_codes_of_a_column_share_a_title():
    for table in TABLES.values():
        for asked in table.columns:
            for lang in ("en", "fa"):
                words = [matching_key(title.said(lang)) for title in asked.titles.values()]
                assert len(words) == len(set(words)), (table.name, asked.name)


def test_a_number_that_shows_too_few_digits_is_told_apart_from_no_number():
    for kind in ("count", "number", "person"):
        assert codes(read_cell(column(kind), "1.25E+10")) == ["rounded_for_show"]


def test_a_text_that_the_veil_hid_is_asked_for_again_rather_than_stored():
    assert codes(read_cell(column("text"), f"pk:{'0' * 32}")) == ["veiled_text"]
    assert read_cell(column("text"), f"مدیر pk:{'0' * 32}") == f"مدیر pk:{'0' * 32}"


def test_allowed_codes_are_told_in_persian_by_their_titles():
    kind = column("code", allowed=("held", "x"), titles={"held": Text(en="Held", fa="برگزارشده")})
    found = Fault(code="unknown_code", column="it", facts=dict(read_cell(kind, "y").faults[0][1]))
    assert found.found("fa").endswith("هیچ‌یک از این‌ها نیست: برگزارشده (held)، x.")
    assert found.found("en").endswith("is not one of: held, x.")
