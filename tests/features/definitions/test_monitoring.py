"""What scores are watched by is told by the state in force, and lies outside the catalogue."""

from datetime import date

import pytest

from coopscore.errors import UnknownName
from features.build import build_matrix
from features.catalogue import CATALOGUE, WITNESSES, select


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("province", [None, "qom", "yazd"]),
        ("is_women", [None, 1.0, None]),
    ],
)
def test_witnesses_follow_the_states_in_force(drawn, engine, name, expected):
    facts = drawn(
        cooperative="""
        coop  happened    known       province  is_women
        A     2011-01-01  2011-02-01  qom       yes
        A     2012-01-01  2012-02-01  yazd      -
        """,
        status_event="""
        coop  happened    known       axis            to_code
        A     2000-01-01  2000-01-01  registry_stage  registered
        """,
    )
    days = [date(2011, 1, 15), date(2011, 6, 1), date(2012, 2, 1)]
    matrix = build_matrix(
        facts, features=[WITNESSES[name]], cohort="registered", as_ofs=days, calendar="gregorian",
        engine=engine,
    )  # fmt: skip
    assert matrix.table[name].to_pylist() == expected


def test_no_witness_can_be_asked_for_as_a_feature():
    assert {feature.name for feature in CATALOGUE.values()} & set(WITNESSES) == set()
    for pattern in (*WITNESSES, "monitoring.*", "monitoring.province"):
        with pytest.raises(UnknownName):
            select([pattern])
