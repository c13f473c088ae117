"""Words, numbers and days as each language's readers expect them."""

import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from coopscore.language import Text
from serving.i18n import Words, locale, preferred

FA, EN = Words("fa"), Words("en")


def test_both_languages_have_the_same_keys_and_each_names_the_same_facts():
    assert list(locale("fa")) == list(locale("en"))
    places = re.compile(r"\{(\w+)\}")
    odd = [
        key
        for key in locale("en")
        if sorted(places.findall(locale("en")[key])) != sorted(places.findall(locale("fa")[key]))
    ]
    assert odd == []


def test_persian_words_are_persian_and_hold_no_latin_digits():
    allowed = {"switch_language"}
    # A pattern of places and signs alone has no words in either language.
    words = {key: re.sub(r"\{\w+\}", "", text) for key, text in locale("fa").items()}
    latin = [
        key
        for key, text in words.items()
        if re.search(r"[^\W\d_]", text) and not re.search("[آ-ی]", text)
    ]
    assert set(latin) <= allowed
    digits = {key for key, text in locale("fa").items() if re.search(r"[0-9]", text)}
    assert digits == set()


def test_every_key_is_used_somewhere():
    folder = Path(str(files("serving")))
    sources = [path for path in folder.rglob("*") if path.suffix in (".py", ".html")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    whole = set(re.findall(r"""["'](\w+)["']""", text))
    begun = tuple(re.findall(r"""f["'](\w+_)\{""", text))
    unused = [key for key in locale("en") if key not in whole and not key.startswith(begun)]
    assert unused == []


@pytest.mark.parametrize(
    ("value", "decimals", "signed", "english", "persian"),
    [
        (1234567.0, 0, False, "1,234,567", "۱٬۲۳۴٬۵۶۷"),
        (-12.34, 1, True, "−12.3", "−۱۲٫۳"),
        (12.34, 1, True, "+12.3", "+۱۲٫۳"),
        (-0.04, 1, True, "0.0", "۰٫۰"),
    ],
)
def test_numbers_are_grouped_signed_and_in_the_readers_digits(
    value, decimals, signed, english, persian
):
    assert EN.number(value, decimals, signed=signed) == english
    assert FA.number(value, decimals, signed=signed) == persian


@pytest.mark.parametrize(
    ("share", "english", "persian"),
    [
        (0.9, "90%", "۹۰٪"),
        (0.1064, "10.6%", "۱۰٫۶٪"),
        (0.0368, "3.7%", "۳٫۷٪"),
        (0.00368, "0.37%", "۰٫۳۷٪"),
        (0.0, "0%", "۰٪"),
        (1.0, "100%", "۱۰۰٪"),
    ],
)
def test_small_percentages_keep_two_digits_that_count(share, english, persian):
    assert EN.percent(share) == english
    assert FA.percent(share) == persian


@pytest.mark.parametrize(
    ("value", "shown"), [(7.0, "7"), (1.34159, "1.34"), (0.0862, "0.0862"), (12345.6, "12,346")]
)
def test_a_measured_value_is_whole_where_it_is_whole(value, shown):
    assert EN.measure(value) == shown


@pytest.mark.parametrize(
    ("count", "english", "persian"),
    [(0, "0 rows", "۰ سطر"), (1, "1 row", "۱ سطر"), (12345, "12,345 rows", "۱۲٬۳۴۵ سطر")],
)
def test_things_are_counted_in_the_number_that_grammar_asks_for(count, english, persian):
    assert EN.counted("rows", count) == english
    assert FA.counted("rows", count) == persian


def test_days_are_jalali_for_persian_readers_and_gregorian_for_english_ones():
    day = date(2025, 7, 3)
    assert FA.day(day) == "۱۲ تیر ۱۴۰۴"
    assert EN.day(day) == "3 July 2025"
    assert (FA.short_day(day), FA.counterpart_day(day)) == ("۱۴۰۴/۰۴/۱۲", "۲۰۲۵-۰۷-۰۳")
    assert (EN.short_day(day), EN.counterpart_day(day)) == ("2025-07-03", "1404/04/12")


def test_a_persian_name_has_persian_digits_and_a_latin_one_keeps_its_own():
    assert FA.name("مسکن ۳ قم 2") == EN.name("مسکن ۳ قم 2") == "مسکن ۳ قم ۲"
    assert FA.name("Coop 3 Ltd") == "Coop 3 Ltd"


def test_each_language_knows_its_direction_and_the_other_one():
    assert (FA.dir, EN.dir) == ("rtl", "ltr")
    assert (FA.other, EN.other) == (EN, FA)
    assert FA.text(Text(en="a", fa="ب")) == "ب"


def test_latin_runs_within_persian_are_told_apart_without_their_full_stop():
    assert FA.pieces("در نشانی /v1/x چیزی نیست.") == [
        ("در نشانی ", False),
        ("/v1/x", True),
        (" چیزی نیست.", False),
    ]
    assert FA.pieces("دستور coopscore score exit را") == [
        ("دستور ", False),
        ("coopscore score exit", True),
        (" را", False),
    ]


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("fa-IR,fa;q=0.9,en;q=0.5", "fa"),
        ("de, en;q=0.4, fa;q=0.7", "fa"),
        ("EN-gb", "en"),
        ("fa;q=0, en;q=0.1", "en"),
        ("fa;q=nonsense, de", "en"),
        ("", "en"),
        ("*", "en"),
    ],
)
def test_the_language_asked_for_most_is_spoken(header, chosen):
    assert preferred(header, "en") == chosen
