"""Whom an office visits."""

from dataclasses import fields, replace

import numpy as np

from coopscore.synthetic.sector.cycles import COUNT, NEVER
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.silence import chance
from coopscore.synthetic.sector.world import World


def _whole(chunk):
    """Visits of whole cycles, and who could be visited in them."""
    return chunk.lives.visits[:, 1:-1], chunk.lives.alive[:, 1:-1], chunk.lives.awake[:, 1:-1]


def test_a_first_visit_lies_in_its_cycle_and_in_the_time_on_record(chunk):
    lives, cycles = chunk.lives, chunk.cycles
    visited = lives.visits > 0
    assert ((lives.visited_on < NEVER) == visited).all()
    start = np.maximum(cycles.starts[:COUNT], cycles.recording - 1)
    stop = np.minimum(np.minimum(cycles.starts[1:], cycles.end), lives.ended[:, None] - 1)
    assert (lives.visited_on > start)[visited].all()
    assert (lives.visited_on <= stop)[visited].all()
    assert not (visited & ~lives.alive).any()


def test_rates_follow_the_province_and_the_county(chunk, sector):
    visits, _, awake = _whole(chunk)
    rate = sector.province_visits[chunk.founded.province] * sector.effort[chunk.founded.county]
    high, low = rate > np.quantile(rate, 0.8), rate < np.quantile(rate, 0.2)
    means = [visits[some][awake[some]].mean() for some in (high, low)]
    ratio = rate[high].mean() / rate[low].mean()
    assert 0.7 * ratio < means[0] / means[1] < 1.3 * ratio


def test_the_mean_is_three_quarters_of_all_acts(chunk, sector):
    """Of the acts a year and co-operative called active, some of which sleep."""
    visits, _, awake = _whole(chunk)
    acts = sector.province_visits[chunk.founded.province] * sector.effort[chunk.founded.county]
    called_active = awake.sum() / 0.89
    expected = 0.75 * np.broadcast_to(acts[:, None], awake.shape)[awake].mean() * called_active
    assert abs(visits.sum() / expected - 1) < 0.1


def test_trouble_and_article_five_draw_visits(chunk):
    visits, _, awake = _whole(chunk)
    governance = chunk.health.governance[:, 1:-1]
    weak, strong = awake & (governance < -1), awake & (governance > 1)
    assert visits[weak].mean() > 1.3 * visits[strong].mean()
    art5 = np.broadcast_to(chunk.founded.art5[:, None], awake.shape)
    assert visits[awake & art5].mean() > 1.4 * visits[awake & ~art5].mean()


def test_so_the_visited_are_worse_before_the_visit_helps(chunk):
    lives, r = chunk.lives, chunk.lives.at_risk[:, 1:]
    unvisited = lives.silent_unvisited[:, 1:]
    visited = lives.visits[:, :-1] > 0
    assert unvisited[r & visited].mean() > 1.02 * unvisited[r & ~visited].mean()


def test_sleepers_are_visited_less_but_visited(chunk):
    visits, alive, awake = _whole(chunk)
    asleep = visits[alive & ~awake].mean()
    assert 0 < asleep < 0.7 * visits[awake].mean()


def test_even_log_odds_are_even_chances():
    assert np.allclose(chance(np.array([0.0, np.log(3)])), [0.5, 0.75])


def test_a_county_that_comes_twice_as_often_changes_its_own_visits_and_nothing_else():
    world = World(visit_effect=0.0)
    sector = draw_sector(seed=3, size=2_000, world=world)
    assert not sector.added_effort.any()
    busy = np.bincount(sector.county_province[sector.inspector_county]).argmax()
    county = int(np.flatnonzero(sector.county_province == busy)[0])
    added = np.where(np.arange(len(sector.counties)) == county, 1.0, 0.0)
    twice = replace(sector, added_effort=added)
    assert twice.whole_effort[county] == 2 * sector.effort[county]
    usual, more = (draw_chunk(each, 0, 0, 2_000, world) for each in (sector, twice))
    own = usual.founded.county == county
    assert 1.7 < more.lives.visits[own].sum() / usual.lives.visits[own].sum() < 2.3
    assert (more.lives.visits >= usual.lives.visits).all()
    assert (more.lives.visited_on <= usual.lives.visited_on).all()
    moved = ("visits", "visited_on")
    for one in fields(usual.lives):
        rows = ~own if one.name in moved else np.ones(len(own), dtype=bool)
        before, after = (getattr(each.lives, one.name)[rows] for each in (usual, more))
        assert np.array_equal(before, after, equal_nan=before.dtype.kind == "f"), one.name
    for one in fields(usual.health):
        assert np.array_equal(getattr(usual.health, one.name), getattr(more.health, one.name))
