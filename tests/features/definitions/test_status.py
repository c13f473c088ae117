"""Features of form and status, each on a table small enough to work out by eye."""

import pytest

from features.catalogue import CATALOGUE
from features.peers import parts
from features.values import columns, primitives


@pytest.fixture
def facts(drawn):
    return drawn(
        cooperative="""
        coop  happened    known       name  founded_on  legal_form  ownership  branch  isic_group
        A     2010-01-01  2010-01-01  a     2009-12-22  worker      Workers    farm    agriculture
        A     2012-01-01  2012-02-01  a     2009-12-22  worker      Tenants    -       trade
        """,
        status_event="""
        coop  happened    known       axis             to_code
        A     2010-01-01  2010-01-01  registry_stage   registered
        A     2011-01-01  2011-01-01  activity_status  operating
        A     2012-01-01  2012-01-11  activity_status  dormant
        """,
    )


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        ("age_years", [days / 365.2425 for days in (10, 10 + 730, 10 + 730 + 31)]),
        ("legal_form", ["worker", "worker", "worker"]),
        ("ownership", ["Workers", "Workers", "Tenants"]),
        ("branch", ["farm", "farm", None]),
        ("isic_group", ["agriculture", "agriculture", "trade"]),
        ("activity_status", [None, "operating", "dormant"]),
        ("days_in_activity_status", [None, 365, 31]),
        ("status_changes_36m", [0, 1, 2]),
        ("times_dormant", [0, 0, 1]),
        ("membership", [None, None, None]),
        # Its year ends with Esfand: to 30 Mehr it is ten months from 11 Dey, nine from 12 Bahman.
        ("months_to_grid_day", [10, 10, 9]),
    ],
)
def test_what_it_is_follows_the_states_in_force(facts, asked, feature, expected):
    assert asked(facts, feature, "2010-01-01", "2012-01-01", "2012-02-01") == expected


def test_no_feature_reads_where_a_cooperative_lies():
    read = {
        column
        for feature in CATALOGUE.values()
        for part in parts(feature.value)
        for primitive in primitives(part)
        for column in columns(primitive)
    }
    assert read & {"province", "county", "place"} == set()
