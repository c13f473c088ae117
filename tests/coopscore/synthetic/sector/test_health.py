"""Latent health: its law, its memory, and the shocks that many share."""

from dataclasses import replace

import numpy as np
import pytest

from coopscore.synthetic.sector.cycles import day_number
from coopscore.synthetic.sector.health import GOVERNANCE, HIDDEN, draw_health, in_spike

KINDS = ("governance", "finance", "members", "hidden")


@pytest.mark.parametrize("kind", KINDS)
def test_health_is_about_standard_normal_over_those_alive(chunk, kind):
    health = getattr(chunk.health, kind)[chunk.lives.alive]
    assert abs(health.mean()) < 0.4  # the well-governed outlive the others
    assert 0.9 < health.std() < 1.15


@pytest.mark.parametrize("kind", KINDS)
def test_it_remembers_as_long_as_the_world_says(sector, world, chunk, kind):
    health = draw_health(sector, chunk.cycles, chunk.founded, chunk.number, world)
    row = health[KINDS.index(kind)]
    memory = world.hidden_persistence if kind == "hidden" else world.persistence
    for lag in (1, 3):
        found = np.corrcoef(row[:, 4], row[:, 4 + lag])[0, 1]
        expected = world.lasting + (1 - world.lasting) * memory**lag
        assert abs(found - expected) < 0.03


def test_the_three_seen_healths_hang_together_and_the_hidden_one_alone(sector, world, chunk):
    health = draw_health(sector, chunk.cycles, chunk.founded, chunk.number, world)
    last = np.corrcoef(health[:, :, -1])
    assert all(0.05 < last[a, b] < 0.35 for a, b in ((0, 1), (0, 2), (1, 2)))
    assert np.abs(last[HIDDEN, :HIDDEN]).max() < 0.04


def test_the_cohort_of_mass_formation_is_weaker(sector, world, chunk):
    health = draw_health(sector, chunk.cycles, chunk.founded, chunk.number, world)
    spike = in_spike(chunk.founded, world) > 0
    day = day_number(1391, 7, 1)
    assert (np.abs(chunk.founded.registered[spike] - day) < 190).all()
    young = (chunk.founded.registered > day_number(1380, 1, 1)) & ~spike
    gap = health[GOVERNANCE, spike, 3].mean() - health[GOVERNANCE, young, 3].mean()
    assert abs(gap - world.spike_health) < 0.15


def test_a_shock_to_a_province_is_felt_by_all_of_it_and_nobody_else(sector, world, chunk):
    shock = sector.province_shock.copy()
    shock[5, 7] += 1.0
    struck = replace(sector, province_shock=shock)
    before = draw_health(sector, chunk.cycles, chunk.founded, chunk.number, world)
    after = draw_health(struck, chunk.cycles, chunk.founded, chunk.number, world)
    moved = np.zeros_like(before)
    moved[:HIDDEN, chunk.founded.province == 5, 7] = 1.0
    assert np.allclose(after - before, moved)


def test_old_ones_age(sector, world, chunk):
    health = draw_health(sector, chunk.cycles, chunk.founded, chunk.number, world)
    founded = chunk.founded.founded
    old = founded < day_number(1365, 1, 1)
    middle = (founded > day_number(1375, 1, 1)) & (founded < day_number(1385, 1, 1))
    assert health[:HIDDEN, old, 12].mean() < health[:HIDDEN, middle, 12].mean() - 0.03
