import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopscore.money import NotMoney, money_text, read_rial


@pytest.mark.parametrize(
    ("text", "rial"),
    [
        ("1,250,000 rial", 1_250_000),
        ("۱۰۷ میلیون تومان", 1_070_000_000),
        ("107 million toman", 1_070_000_000),
        ("1.5 billion Toman", 15_000_000_000),
        ("۲٫۵ میلیارد ریال", 2_500_000_000),
        ("-12تومان", -120),
        ("0 rial", 0),
    ],
)
def test_an_amount_is_read_in_whole_rial(text, rial):
    assert read_rial(text) == rial


@pytest.mark.parametrize(
    "text", ["1250000", "rial", "twelve rial", "0.5 rial", "12 dollars", "", "1,25 rial"]
)
def test_an_amount_without_its_unit_or_with_a_part_of_a_rial_is_refused(text):
    with pytest.raises(NotMoney, match="rial or toman"):
        read_rial(text)


def test_money_is_written_in_the_readers_digits():
    assert money_text(1_250_000, "en") == "1,250,000 rial"
    assert money_text(1_250_000, "fa") == "۱٬۲۵۰٬۰۰۰ ریال"
    assert money_text(1_250_000, "fa", "toman") == "۱۲۵٬۰۰۰ تومان"
    assert money_text(-12_345, "en", "toman") == "-1,234.5 toman"
    assert money_text(-12_345, "fa", "toman") == "-۱٬۲۳۴٫۵ تومان"


@given(
    rial=st.integers(-(10**15), 10**15),
    lang=st.sampled_from(["en", "fa"]),
    unit=st.sampled_from(["rial", "toman"]),
)
def test_what_is_written_is_read_back(rial, lang, unit):
    assert read_rial(money_text(rial, lang, unit)) == rial
