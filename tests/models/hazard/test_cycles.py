"""The rows of two cycles: none is counted whose second is not over, whatever came first."""

import numpy as np
import pyarrow as pa
import pytest

from coopscore.calendar import jalali
from models.hazard.cycles import cycles_of

MEHR = jalali(1400, 7, 30)
FIRST_KNOWN, SECOND_KNOWN = jalali(1401, 10, 30), jalali(1402, 10, 30)


class OfMatrix:
    """A matrix of one feature, as `cycles_of` looks at it."""

    def __init__(self, table, features):
        self.table, self.features = table, features


@pytest.fixture
def told(made):
    """`told([(months, first, second), ...])`: the rows of one day, by their states."""
    (feature,) = [one for one in made.matrix.features if one.name == "months_to_grid_day"]

    def cycles(rows, until=SECOND_KNOWN):
        keys = {"coop_id": [str(n) for n in range(len(rows))], "as_of": [MEHR] * len(rows)}
        ahead = pa.array([float(months) for months, _, _ in rows])
        matrix = OfMatrix(pa.table({**keys, feature.name: ahead}), (feature,))

        def outcomes(place, known):
            states = [row[place] for row in rows]
            came = [{"event": 1, "none": 0}.get(state) for state in states]
            told = {"state": states, "outcome": pa.array(came, pa.int8())}
            return pa.table({**keys, **told, "known_on": [known] * len(rows)})

        first, second = outcomes(1, FIRST_KNOWN), outcomes(2, SECOND_KNOWN)
        return cycles_of(matrix, first, second, feature.name, days=[MEHR], until=until)

    return cycles


def test_either_is_known_when_the_second_is_over_and_who_ended_awake_was_not_silent(told):
    found = told(
        [
            (12, "event", "event"),
            (12, "event", "already_gone"),
            (12, "none", "event"),
            (12, "none", "none"),
            (12, "none", "censored"),
            (12, "event", "immature"),
            (12, "immature", "immature"),
        ]
    )
    # The last is not known at all.
    expected = [1, 1, 1, 0, 0, np.nan]
    assert found.either.tolist() == pytest.approx(expected, nan_ok=True)
    assert set(found.known_on.tolist()) == {SECOND_KNOWN}


def test_who_is_settled_has_one_cycle_within_two_years(told):
    found = told([(15, "event", "none"), (15, "none", "event")])
    assert found.either.tolist() == [1, 0]
    assert set(found.known_on.tolist()) == {FIRST_KNOWN}


def test_the_second_cycle_is_learnt_of_those_that_came_through_the_first(told):
    found = told([(12, "none", "event"), (12, "event", "event"), (15, "none", "event")])
    assert found.second.coop_ids.tolist() == ["0"]
    assert found.second.y.tolist() == [1]


def test_nothing_that_was_known_later_is_looked_at(told):
    found = told([(12, "none", "event"), (15, "event", "none")], until=FIRST_KNOWN)
    assert found.either.tolist() == pytest.approx([np.nan, 1], nan_ok=True)
    assert len(found.second) == 0
    assert len(told([(12, "none", "event")], until=jalali(1401, 7, 30)).first) == 0
