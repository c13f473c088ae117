"""Every sentence of the catalogue, in both languages: no number in it that is not a figure."""

import re
from datetime import date
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from coopscore.dossiers import AdverseReason
from models.reasons.catalogue import reason_catalogue
from serving.dossiers.sentences import code_said, locale, placeholders, sentence, titles_of
from serving.i18n import Words

CODES = {one.code: one for ours in reason_catalogue().codes.values() for one in ours}
LANGUAGES = ("en", "fa")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
PLAIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٫", "0123456789.", "٬,")

DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1)).map(date.isoformat)
WHOLE = st.integers(0, 10**12).map(float)
# What a figure may be, by how its places say it.
DRAWN = {
    "number": st.one_of(WHOLE, st.floats(0, 1e6)),
    "percent": st.floats(-3, 30),
    "day": DAYS,
    "code": st.sampled_from(["cheque", "own_funds", "tosee_taavon", "open", "کشاورزی"]),
    "rial": WHOLE,
    "amount": st.integers(-(10**12), 10**12).map(float),
}
WITH_UNIT = st.one_of(st.integers(0, 40_000).map(float), st.floats(0, 4_000))


def places(code, lang):
    """The places of a code's sentence: figure and form."""
    parsed = Formatter().parse(locale(lang)["sentences"][code])
    return {(name, form) for _, name, form, _ in parsed if name is not None}


def reason(code, figures):
    return AdverseReason(
        code=code,
        feature=CODES[code].feature,
        concept="loans",
        points=-1.0,
        value=None,
        figures=figures,
        held=True,
    )


def bears(token, figure):
    """Whether a number in a sentence is a figure, rounded as it is shown."""
    decimals = len(token.partition(".")[2])
    if isinstance(figure, str):
        day = date.fromisoformat(figure) if re.fullmatch(r"\d{4}-\d\d-\d\d", figure) else None
        jalali = JalaliDate.to_jalali(day) if day else None
        parts = (day.year, day.day, jalali.year, jalali.day) if day and jalali else ()
        return float(token) in parts
    shown = float(token)
    # Half a unit of the last digit shown, of the number or of it as a percentage.
    off = 0.5 * 10**-decimals + 1e-9 * abs(figure) * 100
    return any(abs(abs(times * figure) - shown) <= off for times in (1, 100))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_code_has_a_sentence_and_each_sentence_a_code(lang):
    assert sorted(locale(lang)["sentences"]) == sorted(CODES)


def test_both_languages_tell_the_same_figures_in_the_same_way():
    assert [code for code in CODES if places(code, "en") != places(code, "fa")] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_number_stands_outside_a_place(lang):
    for code, template in locale(lang)["sentences"].items():
        words = "".join(text for text, *_ in Formatter().parse(template))
        assert not re.search(r"\d", words), code
        assert template.endswith("."), code
        assert bool(re.search(r"[\u0600-\u06ff]", words)) == (lang == "fa"), code
        assert bool(re.search(r"[A-Za-z]", words)) == (lang == "en"), code


@settings(max_examples=settings().max_examples // 4)
@given(st.data())
def test_every_number_in_a_sentence_is_a_figure_of_the_reason(data):
    for code in CODES:
        forms = dict(sorted(places(code, "en") | places(code, "fa")))
        figures = {
            name: data.draw(DRAWN.get(form, WITH_UNIT), label=code) for name, form in forms.items()
        }
        figures |= {"currency": "IRR"} if "currency" in placeholders(code) else {}
        for lang in LANGUAGES:
            told = sentence(reason(code, figures), Words(lang))
            for token in NUMBER.findall(told.translate(PLAIN)):
                assert any(bears(token, one) for one in figures.values()), (code, told, figures)


def test_a_number_that_is_no_figure_would_be_found():
    assert bears("12.5", 0.125)
    assert bears("12.5", 12.46)
    assert not bears("12.5", 12.6)
    assert not bears("12.5", 0.13)
    assert bears("1404", "2025-07-03")
    assert not bears("7", "2025-07-03")


def test_a_sentence_is_in_the_digits_calendar_and_money_of_its_reader():
    late = reason("FL-02-L", {"value": 45.0, "newest": "2025-03-20"})
    assert sentence(late, Words("en")) == (
        "The latest annual statement, for the period to 20 March 2025, came 45 days after its due "
        "day."
    )
    assert sentence(late, Words("fa")) == (
        "آخرین صورت مالی سالانه، برای دورهٔ منتهی به ۳۰ اسفند ۱۴۰۳، ۴۵ روز پس از موعد رسیده است."
    )
    owed = reason("LN-15-V", {"value": 0.25, "part": 2e6, "whole": 8e6, "months": 2.0})
    assert "(2,000,000 rial of 8,000,000 rial" in sentence(owed, Words("en"))
    assert "۲٬۰۰۰٬۰۰۰ ریال" in sentence(owed, Words("fa"))
    sold = {"value": -0.05, "size": 0.05, "part": -500.0, "whole": 10_000.0, "currency": "GBP"}
    assert "5% of turnover" in sentence(reason("FN-01-L", sold), Words("en"))
    assert "پوند" in sentence(reason("FN-01-L", sold), Words("fa"))


def test_one_of_a_unit_is_told_as_one():
    one = reason("FL-02-L", {"value": 1.0, "newest": "2025-03-20"})
    assert "came 1 day after" in sentence(one, Words("en"))


def test_what_is_not_there_is_a_dash_and_nothing_is_made_up():
    late = sentence(reason("FL-02-L", {"value": 45.0, "newest": None}), Words("en"))
    assert "period to –, came 45 days" in late
    unnamed = {"value": 0.05, "part": 500.0, "whole": 10_000.0, "currency": None}
    assert "(500 beside a turnover of 10,000)" in sentence(reason("FN-01-V", unnamed), Words("en"))


def test_codes_are_told_by_the_titles_of_their_own_list_and_other_text_as_it_is_written():
    kinds = {table: titles_of(table, "kind") for table in ("filing", "obligation")}
    assert code_said("tax_return", kinds["filing"], Words("en")) == "tax return"
    assert code_said("tax_return", kinds["obligation"], Words("fa")) == "تسلیم اظهارنامهٔ مالیاتی"
    assert code_said("کشاورزی ۲", titles_of("cooperative", "branch"), Words("en")) == "کشاورزی ۲"
    assert titles_of("filing", "delay_days") == {}
    funds = reason("LN-07-V", {"value": "own_funds", "newest": "2025-03-20"})
    assert "lender's own funds" in sentence(funds, Words("en"))
