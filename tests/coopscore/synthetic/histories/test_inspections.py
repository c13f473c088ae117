import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from scipy import stats

from coopscore.synthetic.histories.assemblies import assemblies
from coopscore.synthetic.histories.deeds import draw_deeds
from coopscore.synthetic.histories.officework import in_time, open_years
from coopscore.synthetic.histories.official import official
from coopscore.synthetic.histories.officials import inspector_keys
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


def test_every_visit_of_the_lives_is_on_record(chunks, drawn):
    for chunk, seen in zip(chunks, drawn, strict=True):
        visits = np.zeros(chunk.lives.visits.shape, dtype=np.int64)
        ordinary = (seen.acts.kind < 2) & ~seen.acts.case
        np.add.at(visits, (seen.acts.who[ordinary], seen.acts.cycle[ordinary]), 1)
        first = np.full(visits.shape, NEVER)
        np.minimum.at(
            first, (seen.acts.who[ordinary], seen.acts.cycle[ordinary]), seen.acts.day[ordinary]
        )
        who, cycle = np.nonzero(chunk.lives.visits)
        day = chunk.lives.visited_on[who, cycle]
        here = in_time(chunk, who, day)
        assert (first[who, cycle] <= day)[here].all()
        # Two of a kind on one day are one record; campaigns add some.
        assert (visits >= chunk.lives.visits).mean() > 0.995


def test_general_and_financial_visits_stand_as_five_to_seven(told):
    kind = told["supervision_act"].filter(told["supervision_act"]["planned"])["kind"].to_pylist()
    share = kind.count("financial") / (kind.count("general") + kind.count("financial"))
    assert share == pytest.approx(731 * 0.85 / (731 * 0.85 + 500 * 0.75), abs=0.02)


def test_busy_provinces_supervise_more_and_all_about_as_much_as_they_mean_to(sector, chunks, drawn):
    acts, years, effort = np.zeros(31), np.zeros(31), np.zeros(31)
    for chunk, seen in zip(chunks, drawn, strict=True):
        planless = np.isin(np.arange(len(seen.acts)), np.flatnonzero(seen.acts.case))
        np.add.at(acts, chunk.founded.province[seen.acts.who[~planless]], 1)
        awake = (chunk.lives.awake * open_years(chunk)).sum(axis=1)
        np.add.at(years, chunk.founded.province, awake)
        np.add.at(effort, chunk.founded.province, awake * sector.effort[chunk.founded.county])
    rate, meant = acts / years, sector.province_visits * effort / years
    assert stats.spearmanr(rate, meant).statistic > 0.85
    assert acts.sum() / (meant * years).sum() == pytest.approx(1.15, abs=0.15)  # sleepers get some


def test_an_assembly_with_a_delegate_is_an_act_of_its_day(chunks, told):
    acts = told["supervision_act"]
    acts = acts.filter(pc.equal(acts["kind"], "assembly"))
    of_acts = set(zip(acts["coop_id"].to_pylist(), numbers(acts["act_on"]).tolist(), strict=True))
    minutes = pa.concat_tables([assemblies(c, draw_deeds(c)) for c in chunks])
    minutes = minutes.filter(minutes["supervised"])
    held = set(
        zip(minutes["coop_id"].to_pylist(), numbers(minutes["held_on"]).tolist(), strict=True)
    )
    assert of_acts <= held
    assert len(of_acts) > 0.98 * len(held)
    assert all(acts["found_active"].to_pylist())


def test_campaign_entries_follow_the_look_that_left_an_act(chunks, drawn):
    """The register is told within a month of the day on which the office went to see."""
    looked, written = 0, 0
    for chunk, seen in zip(chunks, drawn, strict=True):
        entries = official(chunk)
        told_of = (entries.campaign >= 0) & (entries.true_day > chunk.cycles.starts[0])
        told_of &= (entries.axis == 1) & ~entries.fake & (entries.to_code == 5)
        # Nobody goes to see one that has truly ended, though it may still be written of.
        told_of &= entries.recorded_at < chunk.lives.ended[entries.who]
        for place in np.flatnonzero(told_of):
            mine = (seen.acts.who == entries.who[place]) & (seen.acts.kind == 0)
            since = entries.recorded_at[place] - seen.acts.day[mine]
            looked += bool(((since >= 0) & (since <= 31)).any())
        written += told_of.sum()
    assert looked / written == pytest.approx(0.6, abs=3 * np.sqrt(0.24 / written))


def test_inspectors_are_of_the_county_and_headquarters_sends_nobody_of_it(sector, chunks, told):
    acts = told["supervision_act"]
    county = both(chunks, lambda c: c.founded.county)[serials(acts)]
    home = dict(zip(inspector_keys(sector), sector.inspector_county.tolist(), strict=True))
    keys, actors = acts["inspector_key"].to_pylist(), acts["actor"].to_pylist()
    assert all(
        (key is None) == (actor == "headquarters") for key, actor in zip(keys, actors, strict=True)
    )
    assert all(home[key] == place for key, place in zip(keys, county.tolist(), strict=True) if key)


def test_the_chamber_acts_in_some_provinces_since_it_was_asked_to(chunks, told):
    acts = told["supervision_act"]
    chamber = np.array(acts["actor"].to_pylist()) == "chamber"
    provinces = both(chunks, lambda c: c.founded.province)[serials(acts)]
    assert 3 <= len(np.unique(provinces[chamber])) <= 25
    assert min(acts["act_on"].filter(pa.array(chamber)).to_pylist()).isoformat() >= "2015-09-23"
