import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from coopscore.schema import TABLES
from coopscore.synthetic.histories.officework import is_active
from coopscore.synthetic.histories.supervision import supervised, supervision
from coopscore.synthetic.sector.cycles import NEVER
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World

EPOCH = 719_163
SIZE = 5_000


@pytest.fixture(scope="module")
def sector():
    return draw_sector(seed=11, size=10_000, world=World())


@pytest.fixture(scope="module")
def chunks(sector):
    return [draw_chunk(sector, n, n * SIZE, SIZE, World()) for n in range(2)]


@pytest.fixture(scope="module")
def drawn(chunks):
    return [supervised(chunk) for chunk in chunks]


@pytest.fixture(scope="module")
def told(chunks):
    """The tables of both chunks, one under the other."""
    parts = [supervision(chunk) for chunk in chunks]
    return {name: pa.concat_tables([part[name] for part in parts]) for name in parts[0]}


def numbers(column):
    """Day numbers; NEVER where there is none."""
    days = column.cast(pa.int32()).fill_null(NEVER - EPOCH).to_numpy()
    return days.astype(np.int64) + EPOCH


def serials(table):
    return pc.utf8_slice_codeunits(table["coop_id"], 3).cast(pa.int64()).to_numpy() - 1


def both(chunks, values):
    return np.concatenate([values(chunk) for chunk in chunks])


@pytest.mark.parametrize("name", ["supervision_act", "warning", "complaint"])
def test_nothing_is_done_before_registration_or_after_the_end(chunks, told, name):
    table = told[name]
    who, day = serials(table), numbers(table[TABLES[name].happened])
    registered = both(chunks, lambda c: c.founded.registered)
    ended = both(chunks, lambda c: c.lives.ended)
    assert (day >= registered[who]).all()
    assert (day < ended[who]).all()
    assert (day >= chunks[0].cycles.recording).all()
    assert (numbers(table[TABLES[name].known]) >= day).all()


@pytest.mark.parametrize("name", ["supervision_act", "warning", "complaint"])
def test_no_two_records_have_the_same_key(told, name):
    rows = told[name].select([*TABLES[name].key, *(["version"] if name == "complaint" else [])])
    assert rows.group_by(rows.column_names).aggregate([]).num_rows == rows.num_rows


@pytest.mark.parametrize("name", ["supervision_act", "complaint"])
def test_what_ends_is_known_later_than_it_ended(told, name):
    table = TABLES[name]
    ends, known = numbers(told[name][table.ends]), numbers(told[name][table.ends_known])
    assert ((ends < NEVER) == (known < NEVER)).all()
    assert (known >= ends).all()
    assert (ends >= numbers(told[name][table.happened])).all()


def test_sleepers_are_seen_and_warned_too(chunks, drawn):
    for chunk, seen in zip(chunks, drawn, strict=True):
        visited = ~is_active(chunk, seen.acts.who, seen.acts.day)
        assert 0.1 < visited.mean() < 0.35
        assert not is_active(chunk, seen.cautions.who, seen.cautions.day).all()


def test_the_same_chunk_tells_the_same_twice(chunks):
    first, again = supervision(chunks[1]), supervision(chunks[1])
    assert all(first[name].equals(again[name]) for name in first)
