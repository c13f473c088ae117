import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from coopscore.synthetic.histories.effort import (
    delegates,
    festival_shares,
    prices,
    training_hours,
)
from coopscore.synthetic.histories.official import official
from coopscore.synthetic.histories.training import training
from coopscore.synthetic.sector.cycles import day_number
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World

EPOCH = 719_163
SIZE = 5_000


@pytest.fixture(scope="module")
def world():
    return World()


@pytest.fixture(scope="module")
def sector(world):
    return draw_sector(seed=12, size=15_000, world=world)


def numbers(column):
    return column.cast(pa.int32()).to_numpy().astype(np.int64) + EPOCH


def serials(table):
    return pc.utf8_slice_codeunits(table["coop_id"], 3).cast(pa.int64()).to_numpy() - 1


def test_south_khorasan_trains_most_and_27_person_hours_of_those_called_active(world):
    """24,984 person-hours on 911 co-operatives in 1398, some of which slept."""
    sector = draw_sector(seed=1, size=235_000, world=world)
    hours, place = training_hours(sector, world), [p.code for p in world.provinces].index("29")
    assert hours.max() == hours[place]
    assert hours.min() >= 0.2 * hours[place]
    given, called = 0, 0
    first, last = day_number(1398, 1, 1), day_number(1398, 12, 29)
    for number in range(6):
        chunk = draw_chunk(sector, number, number * SIZE, SIZE, world)
        entries, rows = official(chunk), training(chunk)["training"]
        code = np.full((2, SIZE), -1)
        for axis in (0, 1):
            known = (entries.axis == axis) & (entries.recorded_at <= (first + last) // 2)
            code[axis, entries.who[known]] = entries.to_code[known]  # the last one stays
        active = (code[0] == 0) & np.isin(code[1], (3, 4)) & (chunk.founded.province == place)
        who, day = serials(rows) - number * SIZE, numbers(rows["held_on"])
        here = (chunk.founded.province[who] == place) & (first <= day) & (day <= last)
        given += rows["person_hours"].to_numpy()[here].sum()
        called += active.sum()
    assert given / called == pytest.approx(27.4, rel=0.3)


def test_prices_are_of_the_year_that_opens_within_a_cycle(world):
    level = prices(world)
    assert level.shape == (13,)
    assert level[0] == pytest.approx(0.232)  # 1393
    assert level[7] == 1.0  # 1400
    assert level[12] == pytest.approx(4.0 * 1.35)  # 1405: the last price and a year's inflation


def test_what_is_published_of_a_province_is_not_drawn(world):
    codes = [p.code for p in world.provinces]
    for seed in (1, 2):
        shares = festival_shares(draw_sector(seed=seed, size=500, world=world), world)
        assert shares[codes.index("24")] == 0.50
        assert shares[codes.index("12")] == 0.184
        assert 0.1 < np.median(shares) < 0.2


def test_some_provinces_have_left_work_to_the_chamber(sector, world):
    assert 4 <= delegates(sector, world).sum() <= 22
