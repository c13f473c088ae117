"""Few sell abroad, and a few of those most of it."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from coopscore.calendar import jalali
from coopscore.synthetic.histories.exports import exports
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World


@pytest.fixture(scope="module")
def chunks():
    world = World()
    sector = draw_sector(seed=8, size=20_000, world=world)
    return [draw_chunk(sector, i, i * 5_000, 5_000, world) for i in range(4)]


@pytest.fixture(scope="module")
def drawn(chunks):
    return pd.concat([exports(chunk).to_pandas() for chunk in chunks], ignore_index=True)


def test_about_two_in_a_hundred_of_those_at_work_export(chunks, drawn):
    last = drawn["year_end"] == jalali(1403, 12, 30)
    awake = sum(int((c.lives.alive & c.lives.awake)[:, 11].sum()) for c in chunks)
    assert 0.015 < last.sum() / awake < 0.03


def test_an_exporter_sells_some_seven_hundred_thousand_dollars_and_most_sell_less(drawn):
    assert 400_000 < drawn["value_usd"].mean() < 1_100_000  # 11 million of 16
    assert drawn["value_usd"].median() < drawn["value_usd"].mean() / 2
    assert drawn["destinations"].min() == 1


def test_nobody_exports_asleep_or_beyond_its_end(chunks):
    for chunk in chunks:
        rows = exports(chunk).to_pandas()
        place = pd.Series(np.arange(len(chunk)), index=chunk.coop_ids.to_pylist())
        who = place[rows["coop_id"]].to_numpy()
        days = np.array([day.toordinal() for day in rows["year_end"]])
        cycle = np.searchsorted(chunk.cycles.starts, days, side="left") - 1
        lives = chunk.lives
        for at in (cycle, cycle - 1):
            assert (lives.alive & lives.awake)[who, at].all()
        assert (days < lives.ended[who]).all()
        assert (days > chunk.founded.operating[who]).all()


def test_customs_tell_of_a_year_after_it_has_ended(drawn):
    delay = (pd.to_datetime(drawn["recorded_at"]) - pd.to_datetime(drawn["year_end"])).dt.days
    assert delay.between(30, 120).all()
    assert drawn["year_end"].min() == date(2015, 3, 20)
    assert not drawn.duplicated(["coop_id", "year_end"]).any()
