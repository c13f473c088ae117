import re

import pytest

from coopscore import vocabulary
from coopscore.schema import TABLES

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


def test_a_code_is_a_word_that_any_file_can_hold():
    codes = {code for name, codes in LISTS.items() if name not in EXCEPTIONS for code in codes}
    assert [code for code in codes if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", code)] == []


EXCEPTIONS = ("PROVINCE", "CURRENCY")


def test_the_sector_has_seven_legal_forms():
    assert [form.fa for form in vocabulary.LEGAL_FORM.values()] == [
        *("متعارف", "سهامی عام", "فراگیر ملی", "توسعه و عمران شهرستانی"),
        *("اتحادیهٔ شهرستانی", "اتحادیهٔ استانی", "اتحادیهٔ سراسری"),
    ]


def test_every_list_but_those_of_open_columns_closes_a_column_of_the_schema():
    closed = [column.titles for table in TABLES.values() for column in table.columns]
    unused = [name for name, codes in LISTS.items() if not any(codes is one for one in closed)]
    halves_of_a_list = {"REGISTRY_STAGE", "ACTIVITY_STATUS"}
    open_columns = {"PROVINCE", "EXIT_REASON", "LEGAL_FORM", "DEFICIENCY"}
    # Officers and supervisors give them; no table of the register brings them.
    of_records = {
        "OVERRIDE_REASON", "ACT_KIND", "VISIT_SLICE", "VISIT_DUTY", "VISIT_FOUND",
        "PLAN_CHANGE_REASON",
    }  # fmt: skip
    assert set(unused) == halves_of_a_list | open_columns | of_records


def test_loans_have_the_classes_of_the_central_bank_and_two_ends():
    assert list(vocabulary.LOAN_CLASS) == [
        *("current", "past_due", "deferred", "doubtful", "written_off", "settled"),
    ]
