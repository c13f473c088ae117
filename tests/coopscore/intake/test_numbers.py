"""Numbers with the words of a unit or as a spreadsheet shows them: exactly what they say."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopscore.intake.numbers import RoundedForShow, written_number
from coopscore.language import regular
from coopscore.numerals import NotANumber, localised


@pytest.mark.parametrize(
    ("text", "unit", "plain", "repair"),
    [
        ("1,250,000", "rial", "1250000", None),
        ("۱٬۲۵۰", "rial", "1250", None),
        ("1250000 ریال", "rial", "1250000", "unit_words"),
        ("ریال 1250000", "rial", "1250000", "unit_words"),
        ("-1,250 ریال", "currency", "-1250", "unit_words"),
        ("125,000 تومان", "rial", "1250000", "unit_words"),
        ("1.25 میلیون ریال", "rial", "1250000.00", "unit_words"),
        ("3 میلیارد تومان", "currency", "30000000000", "unit_words"),
        ("12 هزارریال", "rial", "12000", "unit_words"),
        ("500 Rials", "rial", "500", "unit_words"),
        ("12 نفر", "persons", "12", "unit_words"),
        ("24 ماه", "months", "24", "unit_words"),
        ("701 نفر ساعت", "person-hours", "701", "unit_words"),
        ("18٪", "share", "0.18", "unit_words"),
        ("23.5 درصد", "share a year", "0.235", "unit_words"),
        ("1.0380284790E+10", "rial", "10380284790", "spreadsheet_number"),
        ("1.250e3", None, "1250", "spreadsheet_number"),
        ("-2.00E+2", None, "-200", "spreadsheet_number"),
        ("0E+10", None, "0", "spreadsheet_number"),
        ("1.5E-02", None, "0.015", "spreadsheet_number"),
    ],
)
def test_a_number_is_what_it_says(text, unit, plain, repair):
    assert written_number(text, unit) == (plain, repair)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("12 نفر", None),
        ("12 نفر", "rial"),
        ("12 میلیون", "rial"),  # of what?
        ("12 ریال تومان", "rial"),
        ("ریال 12 ریال", "rial"),
        ("about 12", "rial"),
        ("1.25E+100", "rial"),  # a number of a hundred digits
        ("12.5E+3", "rial"),
        ("ریال", "rial"),
        ("1,25 ریال", "rial"),
        ("", "rial"),
    ],
)
def test_what_is_no_number_of_its_unit_is_refused(text, unit):
    with pytest.raises(NotANumber):
        written_number(text, unit)


@pytest.mark.parametrize("text", ["1.25E+10", "1.038028479E+10", "1.25e3", "-2E+2", "1E1"])
def test_a_number_rounded_for_show_is_not_guessed(text):
    with pytest.raises(RoundedForShow):
        written_number(text, "rial")


@given(number=st.integers(-(10**15), 10**15))
def test_a_whole_number_survives_words_and_spreadsheets_and_a_plain_one_is_left_alone(number):
    assert written_number(str(number), "rial") == (str(number), None)
    assert written_number(f"{number:,}", "rial") == (str(number), None)
    persian = regular(f"{localised(str(number), 'fa')} ريال")
    assert written_number(persian, "rial")[0] == str(number)
    assert int(Decimal(written_number(f"{number} تومان", "rial")[0])) == number * 10
    exact = f"{Decimal(number):.15E}"
    assert Decimal(written_number(exact, "rial")[0]) == number
