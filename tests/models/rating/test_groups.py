"""Eight economic groups are four, other values are groups themselves."""

import numpy as np

from coopscore.vocabulary import ISIC_GROUP
from models.rating.groups import UNKNOWN, groups_of


def test_the_economic_groups_are_four():
    assert set(groups_of(ISIC_GROUP)) == {"agriculture", "industry", "construction", "services"}


def test_services_are_one_and_other_values_are_groups_themselves():
    told = groups_of(["trade", "finance", "agriculture", "farm"])
    assert told.tolist() == ["services", "services", "agriculture", "farm"]


def test_nothing_on_record_is_a_group_that_is_not_known():
    assert groups_of([None, np.nan, "farm"]).tolist() == [UNKNOWN, UNKNOWN, "farm"]
