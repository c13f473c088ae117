"""Every refusal has its words, its status and its exit code."""

from datetime import date
from pathlib import Path

import pytest

from coopscore.errors import CoopscoreError, InvalidDay, NotScored, UnknownSpec
from coopscore.language import LANGUAGES, Text
from serving.problems import FORMALITIES, RULINGS, formality, plain, refusal


def leaves(kind: type[CoopscoreError] = CoopscoreError) -> list[type[CoopscoreError]]:
    below = [leaf for child in kind.__subclasses__() for leaf in leaves(child)]
    return below or [kind]


def test_every_leaf_of_the_tree_has_a_ruling_and_no_ruling_is_for_another_thing():
    assert set(RULINGS) == set(leaves())


@pytest.mark.parametrize("ruling", RULINGS.values())
def test_a_ruling_is_an_error_status_and_a_known_exit_code(ruling):
    assert 400 <= ruling.status <= 599
    assert ruling.exit_code in (1, 2)


def test_titles_tell_the_kinds_of_refusal_apart_in_each_language():
    for lang in LANGUAGES:
        titles = [r.title.said(lang) for r in (*RULINGS.values(), *FORMALITIES.values())]
        assert len(titles) == len(set(titles))


def test_formalities_name_the_same_facts_in_both_languages():
    for form in FORMALITIES.values():
        for text in (form.found, form.remedy):
            assert text.en.count("{") == text.fa.count("{")


def test_a_refusal_is_told_in_the_language_asked_for_and_its_facts_are_plain():
    error = NotScored(coop_id="uk:R000001", spec="exit", as_of=date(2025, 7, 3))
    english, persian = refusal(error, "en"), refusal(error, "fa")
    assert english.body() == {
        "type": "urn:coopscore:problem:not_scored",
        "title": "Not scored",
        "status": 404,
        "detail": "uk:R000001 has no exit score on or before 2025-07-03.",
        "code": "not_scored",
        "facts": {"coop_id": "uk:R000001", "spec": "exit", "as_of": "2025-07-03"},
        "remedy": "Run `coopscore score exit --as-of DAY`, or ask for a later day.",
    }
    assert "۱۴۰۴/۰۴/۱۲" in persian.detail
    assert persian.facts == english.facts
    assert (english.exit_code, persian.type) == (1, english.type)


def test_a_day_of_the_wrong_form_is_wrong_usage_and_a_missing_score_is_not():
    reason = Text(en="because", fa="چون")
    problem = refusal(InvalidDay(text="1404", reason=reason), "fa")
    assert problem.exit_code == 2
    assert problem.facts["reason"] == "چون"
    assert refusal(UnknownSpec(spec="x", allowed=("a", "b")), "en").exit_code == 1


def test_an_accident_is_told_with_the_number_it_is_filed_under():
    problem = formality("unexpected", "en", kind="ZeroDivisionError", reference="a.log")
    assert problem.status == 500
    assert "a.log" in problem.detail
    assert problem.facts == {"kind": "ZeroDivisionError", "reference": "a.log"}


def test_facts_become_what_json_can_hold():
    facts = {"paths": (Path("a"), "b"), "day": date(2025, 1, 2), "set": {2, 1}, "none": None}
    assert plain(facts, "en") == {
        "paths": ["a", "b"],
        "day": "2025-01-02",
        "set": [1, 2],
        "none": None,
    }
