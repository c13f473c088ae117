import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopscore.identifiers import make_check_digit, national_id_holds

first_ten = st.from_regex(r"[0-9]{3}[1-9][0-9]{6}", fullmatch=True)


def test_the_published_example_holds():
    assert national_id_holds("10380284790")


@pytest.mark.parametrize(
    "text",
    [
        "10380284792",  # a wrong check digit
        "11111111111",
        "00000000000",
        "1038028479",  # one digit short
        "103802847900",
        "۱۰۳۸۰۲۸۴۷۹۰",  # text is made regular before it is asked
        "1038028479x",
        "",
    ],
)
def test_others_do_not(text):
    assert not national_id_holds(text)


def test_six_zeros_in_the_middle_never_hold():
    assert not national_id_holds("103000000" + "1" + make_check_digit("1030000001"))


@given(first_ten=first_ten)
def test_a_made_check_digit_holds_and_no_other_does(first_ten):
    made = make_check_digit(first_ten)
    assert [d for d in "0123456789" if national_id_holds(first_ten + d)] == [made]


def test_a_check_digit_follows_ten_digits():
    with pytest.raises(AssertionError, match="ten digits"):
        make_check_digit("123")
