"""One chunk of the sector, drawn once, and the bounds that a share drawn by chance keeps."""

from collections.abc import Callable

import numpy as np
import pytest

from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.sector.world import World

SIZE = 20_000


@pytest.fixture(scope="session")
def world() -> World:
    return World()


@pytest.fixture(scope="session")
def sector(world: World) -> Sector:
    return draw_sector(seed=1404, size=235_000, world=world)


@pytest.fixture(scope="session")
def chunk(sector: Sector, world: World) -> Chunk:
    return draw_chunk(sector, 2, 2 * SIZE, SIZE, world)


@pytest.fixture(scope="session")
def unions(chunk: Chunk) -> np.ndarray:
    return np.isin(chunk.founded.serial, chunk.sector.union_serials)


@pytest.fixture(scope="session")
def by_chance() -> Callable[[float, float, int], bool]:
    """Whether a share of `n` lies within four binomial standard errors of the expected one."""

    def within(found: float, expected: float, n: int) -> bool:
        return abs(found - expected) <= 4 * np.sqrt(expected * (1 - expected) / n)

    return within
