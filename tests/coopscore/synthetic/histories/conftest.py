"""Worlds for histories: one made by hand, full of awkward lives, and one as the sector draws it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import numpy as np
import pyarrow as pa
import pytest

from coopscore.synthetic.histories.deeds import Deeds, draw_deeds
from coopscore.synthetic.histories.papers import papers
from coopscore.synthetic.sector.chunk import Chunk, Founded, Health, Lives
from coopscore.synthetic.sector.cycles import NEVER, Cycles, Floats, Ints
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.sector import Campaign, Sector
from coopscore.synthetic.sector.world import World

_MONTHS = (1, 7, 10)  # that open a fiscal year


@cache
def _sector() -> Sector:
    """The sector's own places, and one campaign over all of them."""
    cycles = Cycles.drawn()
    start = int(cycles.starts[7]) + 60
    campaign = Campaign(
        campaign_id="c1",
        name="پایش",
        starts=start,
        ends=start + 100,
        provinces=tuple(range(31)),
        looked_at=0.5,
        revived=0.1,
        dissolved=0.1,
    )
    return replace(draw_sector(seed=1, size=1_000, world=World()), campaigns=(campaign,))


def _founded(cycles: Cycles, size: int, rng: np.random.Generator) -> Founded:
    """Births from 1372 to the last cycle; some are registered long after."""
    founded = rng.integers(cycles.starts[0] - 20 * 365, cycles.starts[-1] - 400, size)
    wait = np.where(rng.random(size) < 0.2, rng.integers(60, 200, size), rng.integers(0, 40, size))
    county = rng.integers(0, len(_sector().counties), size)

    def some(share: float) -> np.ndarray:
        return rng.random(size) < share

    return Founded(
        serial=np.arange(size) + 1_000,
        founded=founded,
        registered=founded + wait,
        operating=np.where(some(0.1), NEVER, founded + rng.integers(60, 900, size)),
        province=_sector().county_province[county],
        county=county,
        branch=rng.integers(0, 5, size),
        subject=np.zeros(size, dtype=np.int64),
        epithet=np.zeros(size, dtype=np.int64),
        form=np.zeros(size, dtype=np.int64),
        union=np.full(size, -1),
        first_month=rng.choice(_MONTHS, size, p=(0.5, 0.25, 0.25)),
        term_years=rng.choice((0, 2, 5), size),
        members=np.maximum(7, rng.lognormal(3.0, 1.4, size)).astype(np.int64),
        jobs_planned=rng.integers(5, 40, size),
        capital=rng.lognormal(20.0, 1.0, size),
        turnover=rng.lognormal(23.0, 1.5, size),
        open_membership=some(0.5),
        women=some(0.1),
        knowledge_based=some(0.02),
        dehyari=some(0.02),
        border=some(0.02),
        rural_scheme=some(0.02),
        justice_share=some(0.01),
        youth=some(0.05),
        home_business=some(0.05),
        corc=some(0.03),
        art5=some(0.1),
        responsive=some(0.4),
    )


def _lives(cycles: Cycles, founded: Founded, governance: Floats, rng: np.random.Generator) -> Lives:
    """Every other one ends, some on the first days of a cycle, the others somewhere within it."""
    size, starts = len(founded), cycles.starts
    column = rng.integers(1, 13, size)
    days = np.where(rng.random(size) < 0.3, rng.integers(1, 4, size), rng.integers(1, 365, size))
    ended = np.where(rng.random(size) < 0.5, starts[column] + days, NEVER)
    ended = np.where(ended > founded.registered + 200, ended, NEVER)
    begun = np.maximum(founded.founded, founded.registered)[:, None] <= starts[None, :-1]
    alive = begun & (ended[:, None] > starts[None, :-1]) & (ended[:, None] > cycles.recording)
    awake = alive & (rng.random(alive.shape) < 1 / (1 + np.exp(-1.0 - governance)))
    members = np.tile(founded.members[:, None], (1, 13))
    unknown = np.full(alive.shape, np.nan)
    return Lives(
        alive=alive,
        awake=awake,
        at_risk=alive,
        silent_probability=unknown,
        silent_unvisited=unknown,
        silent_visited=unknown,
        fell=np.where(alive & ~awake, starts[None, :-1] + 40, NEVER),
        revived=np.zeros(alive.shape, dtype=np.bool_),
        visits=np.zeros(alive.shape, dtype=np.int64),
        visited_on=np.full(alive.shape, NEVER),
        ended=ended,
        ended_as=np.where(ended < NEVER, 0, -1),
        members=members,
        employees=rng.integers(0, 30, alive.shape),
    )


def hand_made(seed: int, size: int) -> Chunk:
    """A chunk that no rule of the sector has smoothed."""
    rng, cycles = np.random.default_rng(seed), Cycles.drawn()
    founded = _founded(cycles, size, rng)
    health = Health(**{kind: rng.standard_normal((size, 13)) for kind in Health.__annotations__})
    return Chunk(
        world=World(),
        sector=_sector(),
        cycles=cycles,
        number=0,
        seed=seed,
        founded=founded,
        health=health,
        lives=_lives(cycles, founded, health.governance, rng),
    )


@pytest.fixture(scope="session")
def make_chunk() -> Callable[[int, int], Chunk]:
    """A chunk made by hand, by its seed and size."""
    return hand_made


@pytest.fixture(scope="session")
def chunk() -> Chunk:
    """A chunk made by hand."""
    return hand_made(seed=1, size=1_000)


@pytest.fixture(scope="session")
def deeds(chunk: Chunk) -> Deeds:
    return draw_deeds(chunk)


@pytest.fixture(scope="session")
def sheets(chunk: Chunk) -> Mapping[str, pa.Table]:
    return papers(chunk)


@pytest.fixture(scope="session")
def drawn_chunk() -> Chunk:
    """A chunk as the sector draws it."""
    world = World()
    return draw_chunk(draw_sector(seed=1404, size=4_000, world=world), 0, 0, 4_000, world)


@pytest.fixture(scope="session")
def drawn_deeds(drawn_chunk: Chunk) -> Deeds:
    return draw_deeds(drawn_chunk)


@pytest.fixture(scope="session")
def drawn_sheets(drawn_chunk: Chunk) -> Mapping[str, pa.Table]:
    return papers(drawn_chunk)


@pytest.fixture(scope="session")
def numbers() -> Callable[[pa.Table, str], Ints]:
    """A column of days as day numbers; `NEVER` where missing."""

    def read(rows: pa.Table, name: str) -> Ints:
        days = rows[name].cast(pa.int32()).fill_null(NEVER - 719_163).to_numpy()
        return days.astype(np.int64) + 719_163

    return read


@pytest.fixture(scope="session")
def places() -> Callable[[Chunk, pa.Table], Ints]:
    """The place in the chunk of each row's co-operative."""

    def read(chunk: Chunk, rows: pa.Table) -> Ints:
        index = {coop_id: place for place, coop_id in enumerate(chunk.coop_ids.to_pylist())}
        return np.array([index[coop_id] for coop_id in rows["coop_id"].to_pylist()], dtype=np.int64)

    return read
