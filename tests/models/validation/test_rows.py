"""Rows out of time: those of the walk, with the lost ones beside them."""

import numpy as np

from models.validation.rows import column_of
from models.walk import calibrated, walk


def test_the_known_rows_are_those_of_the_walk(held):
    steps = walk(held.spec, held.inputs, held.sample, held.folds, ["booster"])["booster"]
    known = held.rows["booster"].of_known
    assert known.margin.tolist() == np.concatenate([s.margin for s in steps]).tolist()
    assert known.y.tolist() == np.concatenate([s.sample.y for s in steps]).tolist()
    assert known.coop_ids.tolist() == np.concatenate([s.sample.coop_ids for s in steps]).tolist()


def test_probabilities_are_those_that_could_be_told_on_the_day(held):
    rows = held.rows["booster"]
    told = calibrated(held.tries["booster"].walked.steps, spec="exit")
    assert told[0] is None
    assert np.isnan(rows.probability[rows.fold == 1]).all()
    for number, expected in enumerate(told[1:], start=2):
        mine = rows.of_known
        assert mine.probability[mine.fold == number].tolist() == expected.tolist()
    assert set(rows.told.fold.tolist()) == {2, 3, 4}


def test_lost_rows_take_part_without_an_outcome(held):
    rows = held.rows["booster"]
    tested = {fold.test for fold in held.folds}
    table = zip(held.outcomes["as_of"].to_pylist(), held.outcomes["state"].to_pylist(), strict=True)
    censored = sum(day in tested and state == "censored" for day, state in table)
    assert (~rows.known).sum() == censored > 0
    assert rows.y[~rows.known].sum() == 0
    assert np.isfinite(rows.margin).all()


def test_a_column_stands_in_the_order_of_the_rows(held):
    steps = held.tries["booster"].walked.steps
    branch = column_of("branch", steps, held.lost)
    rows = held.rows["booster"]
    assert len(branch) == len(rows)
    assert branch[rows.known].tolist() == [b for s in steps for b in s.sample.X["branch"]]


def test_progress_counts_every_fit(held):
    assert held.told == [(n, 8) for n in range(1, 9)]


def test_kinds_share_their_rows(held):
    booster, rule = held.rows["booster"], held.rows["rule"]
    assert booster.coop_ids.tolist() == rule.coop_ids.tolist()
    assert booster.y.tolist() == rule.y.tolist()
    assert booster.margin.tolist() != rule.margin.tolist()
