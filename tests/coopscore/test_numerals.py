import pytest

from coopscore.numerals import NotANumber, latin_digits, localised, plain_number


def test_digits_of_three_scripts_are_read_as_one():
    assert latin_digits("۱۲۳ ١٢٣ 123 پلاک") == "123 123 123 پلاک"


def test_digits_are_written_for_the_reader():
    assert localised("1404/04/12", "fa") == "۱۴۰۴/۰۴/۱۲"
    assert localised("1404/04/12", "en") == "1404/04/12"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("12", "12"),
        (" ۱۲ ", "12"),
        ("+7", "7"),
        ("-1,234,567", "-1234567"),
        ("\N{MINUS SIGN}5", "-5"),
        ("۱٬۲۳۴٫۵۰", "1234.50"),
        ("۱،۲۳۴", "1234"),
        ("0012.0", "0012.0"),
    ],
)
def test_a_number_is_read_as_it_is_typed(text, plain):
    assert plain_number(text) == plain


@pytest.mark.parametrize(
    "text", ["", "12 نفر", "1,23", "1.234.567", "1e5", "--1", "nan", "inf", "½", "1,234,5", "."]
)
def test_anything_else_is_no_number(text):
    with pytest.raises(NotANumber):
        plain_number(text)
