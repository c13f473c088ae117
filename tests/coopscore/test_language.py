from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopscore.language import Text, matching_key, regular, spoken

PERSIAN = "ابپتجچحخدذرزژسشصضطظعغفقکگلمنوهی" + "يىكةۀە" + "ـًٌَُِّْٰٕٔٓ" + "\u200c\u200d\u200e\u200f "
texts = st.one_of(st.text(max_size=30), st.text(PERSIAN + "آأؤئ" + "۰۱٤٥ab12‌", max_size=30))


@given(text=texts)
def test_regular_text_stays_as_it_is(text):
    assert regular(regular(text)) == regular(text)


@given(text=texts)
def test_a_matching_key_does_not_care_whether_text_was_made_regular(text):
    assert matching_key(regular(text)) == matching_key(text)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("شركت تعاوني", "شرکت تعاونی"),  # Arabic kaf and ye
        ("علي\u0649", "علیی"),  # alef maksura
        ("تعاونـــی", "تعاونی"),  # tatweel
        ("تَعاوُن", "تعاون"),  # short vowels
        ("شناسۀ", "شناسه"),
        ("شناسه\u0654", "شناسه"),  # heh with a loose hamza
        ("مدرسة", "مدرسه"),
        ("\u202bتعاونی\u202c\ufeff", "تعاونی"),  # direction marks
        ("تعاونی\u200cها", "تعاونی\u200cها"),  # the joiner is spelling
        ("  پلاک   ۱۲ ", "پلاک 12"),
        ("\u200c تعاون \u200c", "تعاون"),
        ("ﺗﻌﺎﻭﻧﯽ", "تعاونی"),  # presentation forms
        ("Co-op\t Ltd ", "Co-op Ltd"),
        ("", ""),
    ],
)
def test_text_is_made_regular(raw, stored):
    assert regular(raw) == stored


def test_names_match_whatever_their_joiners_and_case():
    assert matching_key("تعاونی\u200cهای ABC") == matching_key("تعاوني هاي abc")


def test_wording_is_said_with_its_facts_in_the_readers_calendar_and_digits():
    text = Text(en="{n} rows on {day}: {names}", fa="{n} ردیف در {day}: {names}")
    facts = {"n": 12, "day": date(2025, 7, 3), "names": ["a", "b"]}
    assert text.said("en", **facts) == "12 rows on 2025-07-03: a, b"
    assert text.said("fa", **facts) == "۱۲ ردیف در ۱۴۰۴/۰۴/۱۲: a، b"


def test_wording_may_be_a_fact_of_other_wording():
    reason = Text(en="line {line}", fa="سطر {line}").filled(line=3)
    assert Text(en="Bad: {reason}", fa="بد: {reason}").said("fa", reason=reason) == "بد: سطر ۳"
    assert spoken(reason, "en") == "line 3"


@pytest.mark.parametrize(
    ("value", "en", "fa"),
    [
        (0.5, "0.5", "۰٫۵"),
        (True, "True", "True"),
        ((), "none", "هیچ"),
        (None, "None", "None"),
        ("as it is 1", "as it is 1", "as it is 1"),
    ],
)
def test_facts_are_spoken(value, en, fa):
    assert (spoken(value, "en"), spoken(value, "fa")) == (en, fa)


def test_wording_needs_both_languages():
    with pytest.raises(AssertionError, match="both languages"):
        Text(en="only", fa=" ")
