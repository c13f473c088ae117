import string

import pytest

from coopscore.errors import (
    WARNINGS,
    CoopscoreError,
    CoopscoreWarning,
    InputRefused,
    NotFound,
    RunRefused,
    UnknownCooperative,
)


def leaves(kind):
    below = kind.__subclasses__()
    return [kind] if not below else [leaf for child in below for leaf in leaves(child)]


def places(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("leaf", leaves(CoopscoreError), ids=lambda leaf: leaf.__name__)
def test_every_refusal_can_be_said_in_both_languages_from_the_same_facts(leaf):
    assert issubclass(leaf, InputRefused | NotFound | RunRefused)
    assert places(leaf.found.en) == places(leaf.found.fa)
    facts = {name: "x" for text in (leaf.found, leaf.remedy) for name in places(text.en + text.fa)}
    refusal = leaf(**facts)
    assert refusal.facts == facts
    assert str(refusal) == refusal.sentence("en")
    assert refusal.sentence("fa") != refusal.sentence("en")


def test_a_refusal_says_what_was_found_and_what_to_do():
    refusal = UnknownCooperative(coop_id="uk:R000001")
    assert str(refusal) == (
        "No co-operative uk:R000001 is on record. "
        "Check the id, or ingest the registry file that holds it."
    )


def test_every_warning_stands_in_the_table_under_its_code():
    assert {kind.code: kind for kind in leaves(CoopscoreWarning)} == WARNINGS
