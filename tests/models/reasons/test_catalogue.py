"""Every input that a model of credit may use has its codes: one for each value, never two."""

import math
from datetime import date

import pytest

from coopscore.errors import UnknownName
from features.catalogue import CATALOGUE, select
from models.reasons.catalogue import catalogue_of, reason_catalogue
from models.spec import load_spec, spec_names

SPECS = [name for name in spec_names() if name.startswith("credit")]
USED = {one.name: one for name in SPECS for one in select(load_spec(name).features)}
NUMBERS = (-math.inf, -1e9, -1.0, -0.01, 0.0, 0.01, 0.99, 1.0, 1.5, 2.0, 1e9, math.inf)


def values_of(feature):
    """What a model may read of a feature, and whether something is on record."""
    if feature.type == "category":
        return [(None, False), (None, True), ("some_code", True)]
    known = [(number, True) for number in NUMBERS]
    return known if feature.missing is not None else [(None, False), *known]


def test_every_input_of_every_spec_of_credit_has_codes():
    assert len(SPECS) >= 1
    assert sorted(set(USED) - set(reason_catalogue().codes)) == []
    assert reason_catalogue().covers(list(USED))


def test_no_code_is_of_a_feature_that_no_spec_of_credit_uses():
    assert sorted(set(reason_catalogue().codes) - set(USED)) == []


@pytest.mark.parametrize("name", sorted(reason_catalogue().codes))
def test_each_value_has_exactly_one_code_and_no_code_is_without_a_value(name):
    ours = reason_catalogue().codes[name]
    spoken = [
        [one.code for one in ours if one.speaks_of(value, recorded)]
        for value, recorded in values_of(CATALOGUE[name])
    ]
    assert [codes for codes in spoken if len(codes) != 1] == []
    assert {code for codes in spoken for code in codes} == {one.code for one in ours}


def test_no_two_features_share_a_code():
    codes = [one.code for ours in reason_catalogue().codes.values() for one in ours]
    assert len(codes) == len(set(codes)) > 150


def test_what_is_not_on_record_is_lacking():
    unknown = [
        one for ours in reason_catalogue().codes.values() for one in ours if one.when == "missing"
    ]
    assert unknown
    assert all(one.lacking for one in unknown)


def test_unknown_and_never_met_have_codes_of_their_own():
    catalogue = reason_catalogue()
    codes = {
        catalogue.code("branch", value, recorded=recorded).code
        for value, recorded in ((None, False), (None, True), ("worker", True))
    }
    assert len(codes) == 3
    assert catalogue.code("statements_received_36m", 0.0, recorded=True).lacking


def test_a_feature_without_codes_is_refused():
    with pytest.raises(UnknownName, match="age_in_form"):
        reason_catalogue().code("age_in_form", 0.5, recorded=True)
    assert not reason_catalogue().covers(["age_in_form"])


def test_a_catalogue_says_its_version_day_and_author():
    made = catalogue_of(
        {
            "version": "7",
            "date": date(2026, 11, 26),
            "author": "somebody",
            "XX-01-U": {"feature": "branch", "when": "missing", "lacking": True},
        }
    )
    assert (made.version, made.date, made.author) == ("7", date(2026, 11, 26), "somebody")
    assert [one.code for one in made.codes["branch"]] == ["XX-01-U"]
    assert reason_catalogue().version
