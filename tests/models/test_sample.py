"""Only outcomes that were known teach; the rest is counted."""

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from made_world import FEATURES, matrix_of, outcomes_of, small_spec

from coopscore.errors import TooFewEvents
from models.inputs import inputs_of
from models.sample import need_events, sample_of, state_counts
from models.splits import Fold

OLD, NEW = date(2015, 6, 1), date(2016, 6, 1)
ROWS = [
    ("uk:R1", OLD, "event"),
    ("uk:R2", OLD, "none"),
    ("uk:R3", OLD, "already_gone"),
    ("uk:R1", NEW, "event"),
    ("uk:R2", NEW, "censored"),
    ("uk:R4", NEW, "none"),
    ("uk:R5", NEW, "immature"),
]


def made():
    coop_ids, as_ofs, states = map(list, zip(*ROWS, strict=True))
    columns = {"coop_id": coop_ids, "as_of": as_ofs}
    columns |= {one.name: [None] * len(ROWS) for one in FEATURES}
    columns["late_days"] = [float(row) for row in range(len(ROWS))]
    return matrix_of(columns), outcomes_of(columns, states)


def sample(days):
    matrix, outcomes = made()
    return sample_of(matrix, outcomes, inputs_of(matrix), days)


def test_gone_censored_and_immature_rows_are_left_out():
    whole = sample([OLD, NEW])
    assert whole.coop_ids.tolist() == ["uk:R1", "uk:R2", "uk:R1", "uk:R4"]
    assert whole.y.tolist() == [1, 0, 1, 0]
    assert whole.X["late_days"].tolist() == [0.0, 1.0, 3.0, 5.0]
    assert len(whole) == 4


def test_a_cooperative_with_its_event_ahead_of_two_days_counts_once():
    assert sample([OLD, NEW]).events == 2
    assert sample([OLD, NEW]).cooperatives_with_event == 1


def test_days_that_were_not_asked_for_are_not_looked_at():
    assert sample([NEW]).days == [NEW]
    assert sample([OLD, NEW]).on([NEW]).X["late_days"].tolist() == [3.0, 5.0]
    assert len(sample([])) == 0


def test_every_state_is_counted():
    _, outcomes = made()
    assert state_counts(outcomes, [OLD, NEW]) == {
        "already_gone": 1,
        "censored": 1,
        "event": 2,
        "immature": 1,
        "none": 2,
    }
    assert state_counts(outcomes, [OLD]) == {"already_gone": 1, "event": 1, "none": 1}


def test_the_indeterminate_are_no_examples_and_count_as_none_everywhere_else():
    matrix, outcomes = made()
    open_ = pa.array(["indeterminate" if row == 1 else one for row, (_, _, one) in enumerate(ROWS)])
    outcomes = outcomes.set_column(2, "state", open_).set_column(
        3, "outcome", pa.array([1, None, None, 1, None, 0, None], pa.int8())
    )
    whole = sample_of(matrix, outcomes, inputs_of(matrix), [OLD, NEW])
    assert whole.coop_ids.tolist() == ["uk:R1", "uk:R2", "uk:R1", "uk:R4"]
    assert whole.y.tolist() == [1, 0, 1, 0]
    assert whole.fits.tolist() == [True, False, True, True]
    assert whole.fitting.coop_ids.tolist() == ["uk:R1", "uk:R1", "uk:R4"]
    assert state_counts(outcomes, [OLD])["indeterminate"] == 1


def test_outcomes_of_another_matrix_are_our_own_mistake():
    matrix, outcomes = made()
    with pytest.raises(AssertionError, match="order"):
        sample_of(matrix, outcomes.slice(1), inputs_of(matrix), [OLD])


def test_events_are_needed_to_fit_and_to_test_each_cooperative_once():
    """Of one co-operative with an event on both days; one each is found, and one each will do."""
    whole, folds = sample([OLD, NEW]), [Fold(train=(OLD,), test=NEW)]
    spec = small_spec()
    asks = {n: replace(spec, calibration=replace(spec.calibration, min_events=n)) for n in (1, 2)}
    need_events(asks[1], whole, folds)
    with pytest.raises(TooFewEvents) as refused:
        need_events(asks[2], whole, folds)
    assert refused.value.facts == {"spec": "exit", "fitting": 1, "calibrating": 1, "needed": 2}
    with pytest.raises(TooFewEvents) as without:
        need_events(asks[1], whole, [])
    assert without.value.facts == {"spec": "exit", "fitting": 0, "calibrating": 0, "needed": 1}


def test_rows_that_say_when_they_are_known_are_fitted_on_from_then_on():
    whole = sample([OLD, NEW])
    late = date(2017, 1, 1)
    told = replace(whole, known_on=np.array([OLD, late, NEW, late], dtype=object))
    fold = Fold(train=(OLD, NEW), test=NEW)
    assert told.before(fold).coop_ids.tolist() == ["uk:R1", "uk:R1"]
    assert told.known_by(late).known_on.tolist() == told.known_on.tolist()
    # Where rows say nothing, their days do.
    assert len(whole.before(fold)) == len(whole.known_by(OLD)) == 4
