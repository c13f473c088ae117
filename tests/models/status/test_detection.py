"""Official counts are told apart into silences and the effort that found them."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from status_world import ENDS

from coopscore.calendar import jalali
from models.status.detection import detection
from models.status.exposure import Exposures, exposures

CYCLES = [jalali(year, 7, 30) for year in range(1394, 1403)]
LAST = CYCLES[-1]


def law(visits):
    """A silence is found by a visit, or at a desk one time in ten."""
    return 1 - 0.9 * np.exp(-visits)


def made(seed, offices=20, each=300, silent=0.2, efforts=(0.1, 1.5)):
    """Nine cycles of offices whose effort differs and whose co-operatives do not."""
    rng = np.random.default_rng(seed)
    size = offices * each
    office = np.repeat(np.arange(offices), each)
    visits = np.linspace(*efforts, offices)[office]
    gone = rng.random(size) < silent
    noticed = gone & (rng.random(size) < law(visits))
    return Exposures(
        coop_ids=np.array([f"c{place}" for place in range(size)], dtype=object),
        as_ofs=np.array(CYCLES, dtype=object)[np.arange(size) % len(CYCLES)],
        offices=np.array([f"o{place:02d}" for place in office], dtype=object),
        provinces=np.array([f"p{place % 4}" for place in office], dtype=object),
        visits=visits, severity=rng.normal(0, 0.1, offices)[office], burst=np.zeros(size),
        noticed=noticed, silent=gone.astype(np.float64),
    )  # fmt: skip


@pytest.fixture(scope="module")
def rows():
    return made(1)


@pytest.fixture(scope="module")
def learnt(rows):
    return detection(rows, draws=20)


def test_who_comes_oftener_notices_more_of_the_same_silences(rows, learnt):
    shares = [one.share for one in learnt.shares(rows)]
    truth = law(np.linspace(0.1, 1.5, 20))
    assert np.corrcoef(shares, truth)[0, 1] > 0.95
    assert np.abs(np.array(shares) - truth).mean() < 0.05


def test_intervals_hold_the_chance_of_most_offices(rows, learnt):
    truth = law(np.linspace(0.1, 1.5, 20))
    held = [one.low <= p <= one.high for one, p in zip(learnt.shares(rows), truth, strict=True)]
    assert np.mean(held) >= 0.8
    assert all(0 < one.low < one.share < one.high < 1 for one in learnt.shares(rows))


def test_official_counts_differ_by_effort_and_corrected_ones_by_silence_alone(learnt):
    later = made(2)
    unknown = replace(later, silent=np.full(len(later), np.nan))  # outcomes are not ripe
    found = learnt.corrected(unknown)
    truth = np.array([later.silent[later.offices == one.office].sum() for one in found])
    entered = np.array([one.entered for one in found])
    corrected = np.array([one.silent for one in found])
    assert entered[-5:].sum() > 1.8 * entered[:5].sum()  # the busy offices' and the idle ones'
    assert 0.75 < corrected[-5:].sum() / corrected[:5].sum() < 1.35
    assert abs(corrected.sum() / truth.sum() - 1) < 0.1
    held = [one.low <= true <= one.high for one, true in zip(found, truth, strict=True)]
    assert np.mean(held) >= 0.85
    assert all(one.entered <= one.low <= one.high for one in found)


def test_doubled_effort_raises_the_chance_of_being_noticed_and_nothing_lowers_it(rows, learnt):
    usual, twice = (
        [one.share for one in learnt.shares(each)]
        for each in (rows, replace(rows, visits=2 * rows.visits))
    )
    assert np.all(np.array(twice) >= np.array(usual))
    assert np.mean(twice) > np.mean(usual) + 0.05


def test_offices_that_keep_to_no_model_have_wider_intervals(rows, learnt):
    rng = np.random.default_rng(5)
    habit = rng.random(20 * len(CYCLES))  # of each office in each cycle
    cycle = np.array([CYCLES.index(day) for day in rows.as_ofs])
    office = np.array([int(name[1:]) for name in rows.offices])
    willing = rng.random(len(rows)) < habit[office * len(CYCLES) + cycle]
    wild = detection(replace(rows, noticed=(rows.silent == 1) & willing), draws=20)
    assert wild.strength < 5 < learnt.strength
    width = [np.mean([one.high - one.low for one in each.shares(rows)]) for each in (wild, learnt)]
    assert width[0] > 2 * width[1]


def test_an_office_that_entered_nothing_is_told_by_its_upper_end(rows, learnt):
    idle = rows.take(rows.offices == "o00")
    (one,) = learnt.corrected(replace(idle, noticed=np.zeros(len(idle), dtype=bool)))
    assert (one.entered, one.silent, one.low) == (0, 0.0, 0)
    assert 0 < one.high <= len(idle)


def test_an_office_that_was_never_seen_is_told_by_its_effort(rows, learnt):
    strange = replace(rows, offices=np.full(len(rows), "new", dtype=object))
    (one,) = learnt.shares(strange)
    assert (one.silences, one.noticed) == (0, 0)
    assert 0 < one.low < one.share < one.high < 1


def test_the_same_rows_and_seed_give_the_same_shares(rows, learnt):
    assert detection(rows, draws=20).shares(rows) == learnt.shares(rows)


def test_what_the_register_does_not_know_of_a_sector_is_told_within_bounds(sector):
    """Learnt on earlier cycles; the number of silences of the last is in the truth alone."""
    facts, provinces, truth = sector
    told = truth["silence"]
    days = pa.array(CYCLES, pa.date32())
    told = told.filter(pc.and_(told["at_risk"], pc.is_in(told["as_of"], value_set=days)))
    rows = exposures(
        told.select(["coop_id", "as_of", "silent"]),
        facts.read("status_event"), facts.read("supervision_act"),
        provinces, {province: province for province in provinces.values()}, until=ENDS,
    )  # fmt: skip
    whole = replace(rows, offices=np.full(len(rows), "nation", dtype=object))
    before, now = (whole.take(whole.as_ofs < LAST), whole.take(whole.as_ofs == LAST))
    (found,) = detection(before, draws=20).corrected(replace(now, silent=np.full(len(now), np.nan)))
    silent = int(now.silent.sum())
    assert found.entered < 0.5 * silent  # the register knows of less than half
    assert found.low <= silent <= found.high
    assert found.high < 4 * silent
    assert not rows.noticed[rows.silent == 0].any()  # nobody who gave a sign of life is entered
