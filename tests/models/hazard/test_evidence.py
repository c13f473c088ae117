"""What a hazard is learnt from beside the rows of a score."""

from dataclasses import replace

import numpy as np

from coopscore.calendar import jalali
from features.ends import OTHER
from models.hazard.evidence import beyond
from models.spec import load_spec

UNTIL = jalali(1404, 12, 29)


def test_a_spec_of_one_horizon_asks_for_nothing(made):
    assert load_spec("credit").hazard is None
    bare = replace(made.spec, hazard=None)
    assert beyond(made.facts, bare, made.matrix, until=UNTIL) is None


def test_the_second_cycle_stands_beside_the_rows_of_the_first(made):
    keys = ["coop_id", "as_of"]
    assert made.beyond.second.select(keys).equals(made.matrix.table.select(keys))
    later = np.array(made.beyond.second["known_on"].to_pylist())
    assert (later > np.array(made.outcomes["known_on"].to_pylist())).all()


def test_ends_of_a_burst_are_censoring(made):
    marked = np.ones(made.facts.tables["status_event"].num_rows, dtype=np.bool_)
    found = beyond(made.facts, made.spec, made.matrix, until=UNTIL, marked=marked)
    assert set(found.ends["cause"].to_pylist()) == {OTHER}
    assert found.ends.num_rows == made.beyond.ends.num_rows > 100
