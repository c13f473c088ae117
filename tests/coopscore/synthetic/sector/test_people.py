"""True members and employees."""

import numpy as np

from coopscore.synthetic.sector.cycles import COUNT


def test_only_those_that_live_have_members_and_nearly_all_keep_the_floor(chunk):
    lives = chunk.lives
    assert ((lives.members > 0) == lives.alive).all()
    assert lives.members[lives.alive].min() >= 3
    assert (lives.members[lives.alive] >= 7).mean() > 0.97


def test_members_start_from_the_foundation_and_move_slowly(chunk):
    lives = chunk.lives
    first = np.argmax(lives.alive, axis=1)
    rows = np.flatnonzero(lives.alive.any(axis=1) & (first > 0))
    ratio = lives.members[rows, first[rows]] / chunk.founded.members[rows]
    assert np.median(ratio) == 1
    both = lives.alive[:, 1:] & lives.alive[:, :-1] & (lives.members[:, :-1] > 50)
    steps = lives.members[:, 1:][both] / lives.members[:, :-1][both]
    assert np.quantile(steps, 0.01) > 0.9
    assert np.quantile(steps, 0.99) < 1.15


def test_healthy_members_multiply(chunk):
    lives, health = chunk.lives, chunk.health.members
    both = lives.awake[:, :-1] & lives.alive[:, 1:] & (lives.members[:, :-1] > 50)
    step = np.log(lives.members[:, 1:][both] / lives.members[:, :-1][both])
    assert np.corrcoef(step, health[:, :-1][both])[0, 1] > 0.4


def test_employees_are_few_beside_the_jobs_planned(chunk):
    awake = chunk.lives.awake[:, 6]
    employees, planned = chunk.lives.employees[awake, 6], chunk.founded.jobs_planned[awake]
    assert 0.45 < (employees == 0).mean() < 0.7
    assert 0.1 < employees.sum() / planned.sum() < 0.6


def test_sleepers_and_those_not_operating_employ_nobody(chunk):
    lives = chunk.lives
    idle = ~lives.awake | (chunk.cycles.starts[:COUNT] < chunk.founded.operating[:, None])
    assert (lives.employees[idle] == 0).all()
