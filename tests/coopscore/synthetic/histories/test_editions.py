import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from coopscore.calendar import jalali
from coopscore.synthetic.histories.editions import editions, entries, merit
from coopscore.synthetic.histories.effort import festival_shares
from coopscore.synthetic.histories.festival import festival
from coopscore.synthetic.histories.judging import judge
from coopscore.synthetic.histories.lapses import lapses
from coopscore.synthetic.histories.officework import in_time, is_active
from coopscore.synthetic.histories.supervision import supervised
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World

SIZE = 5_000
NAMES = ("festival_entry", "festival_mark", "festival_result")


@pytest.fixture(scope="module")
def world():
    return World()


@pytest.fixture(scope="module")
def sector(world):
    return draw_sector(seed=13, size=20_000, world=world)


@pytest.fixture(scope="module")
def chunks(sector, world):
    return [draw_chunk(sector, n, n * SIZE, SIZE, world) for n in range(4)]


@pytest.fixture(scope="module")
def told(chunks):
    parts = [festival(chunk) for chunk in chunks]
    return {name: pa.concat_tables([part[name] for part in parts]) for name in NAMES}


@pytest.fixture(scope="module")
def judged(chunks):
    """Every edition, as another draw of the juries has it."""
    drawn = []
    for chunk in chunks:
        seen, rng = supervised(chunk), np.random.default_rng(3)
        for edition in editions():
            entrants = entries(chunk, edition, seen, rng)
            drawn.append((chunk, judge(chunk, edition, entrants, rng)))
    return drawn


def serials(table):
    return pc.utf8_slice_codeunits(table["coop_id"], 3).cast(pa.int64()).to_numpy() - 1


def all_of(chunks, values):
    return np.concatenate([values(chunk) for chunk in chunks])


def test_ten_editions_are_held_in_the_co_operative_week():
    held = editions()
    assert [edition.number for edition in held] == list(range(11, 21))
    assert [edition.year for edition in held] == list(range(1395, 1405))
    for edition in held:
        assert (
            edition.opens
            < edition.deadline
            < edition.closes
            < edition.provincial
            < edition.national
        )
        assert jalali(edition.year, 6, 11).toordinal() <= edition.national
        assert edition.national <= jalali(edition.year, 6, 17).toordinal()


def test_the_sixteenth_took_data_until_18_khordad_and_papers_until_19_tir():
    sixteenth = editions()[5]
    assert sixteenth.opens == jalali(1400, 2, 18).toordinal()
    assert sixteenth.deadline == jalali(1400, 3, 18).toordinal()
    assert sixteenth.closes == jalali(1400, 4, 19).toordinal()


def test_an_edition_belongs_to_the_cycle_that_its_days_lie_in(chunks):
    starts = chunks[0].cycles.starts
    for edition in editions():
        assert starts[edition.cycle] < edition.opens
        assert edition.national <= starts[edition.cycle + 1]


def test_about_one_in_six_of_those_at_work_enter_and_half_of_ardabil(sector, world, chunks, told):
    rows = told["festival_entry"]
    entered, there = np.zeros(31), np.zeros(31)
    np.add.at(entered, all_of(chunks, lambda c: c.founded.province)[serials(rows)], 1)
    for chunk in chunks:
        everyone = np.arange(len(chunk))
        for edition in editions():
            day = np.full(len(chunk), edition.deadline)
            at_work = is_active(chunk, everyone, day) & in_time(chunk, everyone, day)
            np.add.at(there, chunk.founded.province[at_work], 1)
    share, codes = entered / there, [p.code for p in world.provinces]
    assert entered.sum() / there.sum() == pytest.approx(0.18, abs=0.03)
    # Few co-operatives, each with much the same health in every edition.
    assert share[codes.index("24")] == pytest.approx(0.55, abs=0.15)
    assert share[codes.index("12")] == pytest.approx(0.21, abs=0.1)
    assert share[codes.index("13")] < 0.06
    assert np.corrcoef(share, festival_shares(sector, world))[0, 1] > 0.95


def test_the_healthy_enter_more_often(chunks):
    chunk, edition = chunks[0], editions()[4]
    everyone = np.arange(len(chunk))
    entrants = entries(chunk, edition, supervised(chunk), np.random.default_rng(1)).who
    level = merit(chunk, edition.cycle)
    awake = is_active(chunk, everyone, np.full(len(chunk), edition.deadline))
    assert level[entrants].mean() > level[awake].mean() + 0.2


def test_a_missing_statement_keeps_many_out_and_a_complete_file_few(chunks):
    for chunk in chunks[:2]:
        seen, rng = supervised(chunk), np.random.default_rng(2)
        for edition in editions()[3:6]:
            entrants = entries(chunk, edition, seen, rng)
            days = np.full(len(entrants.who), edition.deadline)
            cycle = np.full(len(entrants.who), edition.cycle)
            lapsed = lapses(seen.deeds, seen.boards, entrants.who, days, cycle)
            stale = entrants.barred == 2
            judged = entrants.barred < 0
            free = ~lapsed.statement & ~lapsed.term
            missing = lapsed.statement & (stale | judged)
            assert stale[missing].mean() == pytest.approx(0.5, abs=0.15)
            assert stale[free].mean() < 0.08
