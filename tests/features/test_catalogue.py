"""The catalogue: each name once, every pattern names something."""

import pytest

from coopscore.errors import InvalidDefinition, UnknownName
from features.catalogue import CATALOGUE, DEFINITIONS, gathered, select


def test_the_catalogue_holds_every_definition_once():
    assert sum(map(len, DEFINITIONS.values())) == len(CATALOGUE) >= 40
    assert [feature.name for feature in CATALOGUE.values()] == list(CATALOGUE)


def test_two_features_of_one_name_are_refused():
    age = CATALOGUE["age_years"]
    with pytest.raises(InvalidDefinition, match="filings and status both define it"):
        gathered({"filings": [age], "status": [age]})


def test_features_are_chosen_by_plain_name_full_name_or_pattern():
    names = [feature.name for feature in select(["status.*", "age_years", "days_since_statement"])]
    assert names[0] == "days_since_statement"
    assert names[1:] == [feature.name for feature in DEFINITIONS["status"]]
    assert select(["filings.days_since_statement"]) == select(["days_since_statement"])


def test_a_pattern_that_names_nothing_is_refused():
    with pytest.raises(UnknownName, match=r"There is no feature filing\.\*\. Known: filings\."):
        select(["filings.*", "filing.*"])
