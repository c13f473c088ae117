"""What stands out in a column is told; what the whole column does is its own way."""

import pytest

from coopscore.intake.scripts import (
    has_odd_joiners,
    has_strange_letters,
    strange_days,
    strange_digits,
)


@pytest.mark.parametrize("text", ["تعاوني", "كار", "هيئت", "على", "مدرسة", "ﺗﻌﺎﻭﻧﯽ", "کە"])
def test_letters_that_persian_is_not_written_with_are_strange(text):
    assert has_strange_letters(text)


@pytest.mark.parametrize(
    "text", ["", "Co-op", "تعاونی", "هیئت مدیره", "۱۲ ریال", "﷼", "شناسهٔ", "\ufeffنام"]
)
def test_persian_letters_are_not(text):
    assert not has_strange_letters(text)


def test_another_sign_than_one_joiner_between_letters_is_odd():
    joiner = "\u200c"
    assert has_odd_joiners(f"تعاونی{joiner}{joiner}ها")
    assert has_odd_joiners("تعاونی\u200bها")
    assert has_odd_joiners(f"تعاونی\u200d{joiner}ها")
    assert not has_odd_joiners(f"تعاونی{joiner}ها")
    assert not has_odd_joiners(f"{joiner}تعاونی{joiner}")
    assert not has_odd_joiners("Co-op")


def test_digits_are_strange_where_they_mix_or_differ_from_the_column():
    assert strange_digits({"12": 3, "۳۴": 1, "٥٦": 1, "۱2": 1, "الف": 9, "": 4}) == {
        *("۳۴", "٥٦", "۱2"),
    }
    assert strange_digits({"۱۲": 3, "۳۴": 1}) == set()
    assert strange_digits({"۱۲": 3, "34": 2}) == {"34"}
    assert strange_digits({"12": 1, "34": 2}) == set()
    assert strange_digits({"12": 1, "۳۴": 1}) == {"۳۴"}  # of two as frequent, Latin stands


def test_a_day_that_is_reckoned_or_parted_otherwise_than_the_column_stands_out():
    assert strange_days({"1399/05/14": 3, "2020-08-04": 1, "soon": 9}) == {"2020-08-04"}
    assert strange_days({"۲۰۲۰-۰۸-۰۴": 2, "1399/05/14": 1}) == {"1399/05/14"}
    assert strange_days({"1399/05/14": 2, "1399-05-15": 1, "1399/05-16": 1}) == {"1399-05-15"}
    assert strange_days({"2020-08-04": 2}) == set()
