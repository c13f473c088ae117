"""A feature says what it is, how it is missing and how risk moves, or it does not load."""

from dataclasses import replace

import pytest

from coopscore.calendar import months
from coopscore.errors import InvalidDefinition
from coopscore.language import Text
from features.spec import Events, Feature, States, ratio, share

FILINGS = Events("filing", happened="period_end", known="received_on")
STATEMENTS = FILINGS.where(kind="statement")
ASSEMBLIES = Events("assembly", happened="held_on", known="minutes_received_on")
FORM = States("cooperative", happened="valid_from", known="recorded_at")

COUNTED = Feature(
    name="statements_36m",
    value=STATEMENTS.count(within=months(36)),
    unit="statements",
    missing=0,
    risk="falls",
    concept="filings",
    title=Text(en="Statements", fa="صورت‌ها"),
)
LEGAL_FORM = Feature(
    name="legal_form",
    value=FORM.latest("legal_form"),
    unit="code",
    missing=None,
    risk="none",
    concept="status",
    title=Text(en="Form", fa="قالب"),
    type="category",
)


@pytest.mark.parametrize("left_out", ["unit", "missing", "risk", "concept", "title"])
def test_no_decision_may_be_left_out(left_out):
    said = {name: getattr(COUNTED, name) for name in COUNTED.__dataclass_fields__}
    with pytest.raises(TypeError, match=left_out):
        Feature(**{name: value for name, value in said.items() if name != left_out})


def test_an_unknown_key_is_refused():
    with pytest.raises(TypeError, match="colour"):
        replace(COUNTED, colour="red")


@pytest.mark.parametrize(
    ("feature", "change", "fault"),
    [
        (COUNTED, {"name": "Statements received"}, "a name is lower case"),
        (COUNTED, {"unit": "parsecs"}, "parsecs is no unit among statements"),
        (COUNTED, {"concept": "luck"}, "luck is no concept of filings"),
        (COUNTED, {"risk": "up"}, "up is no risk of rises, falls, none"),
        (COUNTED, {"type": "category"}, "its value is a number"),
        (COUNTED, {"missing": float("nan")}, "missing is no finite number"),
        (COUNTED, {"title": "Statements"}, "a title needs both languages"),
        (LEGAL_FORM, {"type": "number"}, "its value is a category"),
        (LEGAL_FORM, {"missing": 0}, "a category is missing as None"),
        (LEGAL_FORM, {"risk": "rises"}, "a category has no direction of risk"),
    ],
)
def test_a_part_that_does_not_fit_is_refused_with_the_reason(feature, change, fault):
    with pytest.raises(InvalidDefinition, match=fault):
        replace(feature, **change)


def test_all_faults_are_told_at_once():
    with pytest.raises(InvalidDefinition, match=r"parsecs is no unit.*; luck is no concept"):
        replace(COUNTED, unit="parsecs", concept="luck")


def test_a_title_in_one_language_is_refused():
    with pytest.raises(AssertionError, match="both languages"):
        Text(en="Statements", fa="")


@pytest.mark.parametrize(
    "change",
    [
        {"name": "other"},
        {"value": STATEMENTS.count(within=months(35))},
        {"value": FILINGS.count(within=months(36))},
        {"unit": "days"},
        {"missing": None},
        {"missing": 1},
        {"risk": "none"},
    ],
)
def test_the_hash_moves_with_the_meaning(change):
    assert replace(COUNTED, **change).hash != COUNTED.hash


@pytest.mark.parametrize(
    "change",
    [{"title": Text(en="Reworded", fa="دیگر")}, {"concept": "governance"}, {"missing": 0.0}],
)
def test_the_hash_stays_where_only_words_change(change):
    assert replace(COUNTED, **change).hash == COUNTED.hash


def test_the_hash_of_a_definition_is_known_for_ever():
    # If this fails, every trained model is refused as resting on other definitions: that must be
    # meant.
    assert COUNTED.hash == "6c0c27cbb33a808f3c6331985f763e8890bfe83566a37261cb53c8b416314f60"


def test_a_ratio_is_of_numbers():
    with pytest.raises(InvalidDefinition, match="is not a number"):
        ratio(STATEMENTS.count(), FORM.latest("legal_form"))


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        (STATEMENTS.count(), ASSEMBLIES.count()),
        (STATEMENTS.count(within=months(12)), FILINGS.count(within=months(24))),
        (FILINGS.count(), STATEMENTS.count()),
        (STATEMENTS.count(), FILINGS.where(kind=("tax_return", "audit_report")).count()),
        (STATEMENTS.count(), STATEMENTS.with_values("audited").count()),
        (ASSEMBLIES.count(), ASSEMBLIES.sum("members_total")),
    ],
)
def test_a_share_of_what_does_not_hold_it_is_refused(part, whole):
    with pytest.raises(InvalidDefinition, match="is not a part of"):
        share(part, whole)


def test_a_share_may_be_narrower_than_its_whole():
    whole = FILINGS.where(kind=("statement", "tax_return")).with_values("audited")
    part = STATEMENTS.where(audited=True)
    assert share(part.count(), whole.count()).part == part.count()
