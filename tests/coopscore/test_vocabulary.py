import re

import pytest

from coopscore import vocabulary

LISTS = {name: codes for name, codes in vars(vocabulary).items() if name.isupper()}


@pytest.mark.parametrize("name", LISTS)
def test_every_code_has_a_title_in_both_languages_and_titles_do_not_repeat(name):
    codes = LISTS[name]
    for lang in ("en", "fa"):
        titles = [text.said(lang) for text in codes.values()]
        assert len(titles) == len(set(titles))


def test_the_two_axes_of_status_share_no_code():
    assert not set(vocabulary.REGISTRY_STAGE) & set(vocabulary.ACTIVITY_STATUS)
    assert set(vocabulary.STATUS_CODE) == {
        *vocabulary.REGISTRY_STAGE,
        *vocabulary.ACTIVITY_STATUS,
    }


def test_there_are_thirty_one_provinces_coded_00_to_30():
    assert list(vocabulary.PROVINCE) == [f"{number:02d}" for number in range(31)]


def test_currencies_are_written_as_iso_4217_has_them():
    assert all(re.fullmatch(r"[A-Z]{3}", code) for code in vocabulary.CURRENCY)
