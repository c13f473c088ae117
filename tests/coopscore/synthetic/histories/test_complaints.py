import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from coopscore.synthetic.histories.officework import open_years
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


def both(chunks, values):
    return np.concatenate([values(chunk) for chunk in chunks])


def test_a_complaint_is_upheld_only_once_it_is_decided(told):
    rows = told["complaint"]
    version = rows["version"].to_numpy()
    assert np.array(rows["upheld"].is_null())[version == 1].all()
    assert np.array(rows["decided_on"].is_null())[version == 1].all()
    assert not np.array(rows["upheld"].is_null())[version == 2].any()
    assert (numbers(rows["recorded_at"]) == numbers(rows["decided_known_on"]))[version == 2].all()
    first = {
        key: known
        for key, known, one in zip(
            zip(
                rows["coop_id"].to_pylist(),
                rows["filed_on"].to_pylist(),
                rows["subject"].to_pylist(),
                strict=True,
            ),
            numbers(rows["recorded_at"]).tolist(),
            version.tolist(),
            strict=True,
        )
        if one == 1
    }
    later = rows.filter(pc.equal(rows["version"], 2))
    keys = zip(
        later["coop_id"].to_pylist(),
        later["filed_on"].to_pylist(),
        later["subject"].to_pylist(),
        strict=True,
    )
    assert all(
        known > first[key]
        for key, known in zip(keys, numbers(later["recorded_at"]).tolist(), strict=True)
    )


def test_complaints_are_decided_in_months_and_the_badly_governed_have_more(chunks, drawn):
    for chunk, seen in zip(chunks, drawn, strict=True):
        made = seen.complaints
        took = (made.decided - made.filed)[made.decided < NEVER]
        assert 60 < np.median(took) < 200
        counts = np.bincount(made.who, minlength=len(chunk))
        lived = open_years(chunk).sum(axis=1)
        weak = (chunk.health.governance + chunk.health.members).mean(axis=1) < 0
        assert (
            counts[weak].sum() / lived[weak].sum() > 1.2 * counts[~weak].sum() / lived[~weak].sum()
        )
        assert 0.3 < made.upheld.mean() < 0.6
