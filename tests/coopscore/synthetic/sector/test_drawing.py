"""A chunk: the same for the same seed and number, and nobody else's."""

from dataclasses import fields

import numpy as np
import pytest

from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector


def _columns(chunk):
    for part in (chunk.founded, chunk.health, chunk.lives):
        for field in fields(part):
            yield field.name, getattr(part, field.name)


def test_the_same_seed_and_number_draw_the_same_chunk(sector, world):
    first, again = (draw_chunk(sector, 7, 35_000, 800, world) for _ in range(2))
    for (name, mine), (_, theirs) in zip(_columns(first), _columns(again), strict=True):
        assert np.array_equal(mine, theirs, equal_nan=mine.dtype.kind == "f"), name


@pytest.mark.parametrize(("seed", "number"), [(1404, 8), (1405, 7)])
def test_another_number_or_seed_draws_another_one(sector, world, seed, number):
    other = draw_sector(seed=seed, size=235_000, world=world)
    first = draw_chunk(sector, 7, 35_000, 800, world)
    second = draw_chunk(other, number, 35_000, 800, world)
    assert not np.array_equal(first.founded.registered, second.founded.registered)
    assert not np.array_equal(first.health.hidden, second.health.hidden)


def test_every_field_has_a_row_a_cooperative_and_a_column_a_cycle(chunk):
    for name, cells in _columns(chunk):
        assert cells.shape in {(len(chunk),), (len(chunk), 13)}, name


def test_serials_follow_each_other_and_make_the_ids(chunk):
    assert (np.diff(chunk.founded.serial) == 1).all()
    assert chunk.coop_ids[0].as_py() == f"ir:{chunk.founded.serial[0] + 1:08d}"


def test_one_cooperative_is_a_chunk_too(world):
    sector = draw_sector(seed=1, size=1, world=world)
    assert len(draw_chunk(sector, 0, 0, 1, world)) == 1


def test_rows_are_named_by_their_cooperative(chunk):
    assert chunk.ids(np.array([1, 0, 1])).to_pylist() == [
        chunk.coop_ids[place].as_py() for place in (1, 0, 1)
    ]


def test_a_subject_has_a_stream_of_its_own(chunk):
    assert chunk.rng("a").random() == chunk.rng("a").random()
    assert chunk.rng("a").random() != chunk.rng("b").random()
