"""What would have come of those that nobody lent to: exactly, and as the chain lives it."""

from itertools import product

import numpy as np
import pytest

from coopscore.calendar import jalali
from coopscore.synthetic.histories.loan_book import RUNS, Book, draw_book
from coopscore.synthetic.histories.loan_grants import grant, strangers
from coopscore.synthetic.histories.loan_months import Calendar
from coopscore.synthetic.histories.loan_odds import (
    default_margin,
    pledge_risk,
    potential_probability,
)
from coopscore.synthetic.histories.loan_terms import usual_pledges
from coopscore.synthetic.histories.loan_truth import loan_truth, runs
from coopscore.synthetic.histories.loans import loans
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World

SIZE = 5_000
CYCLES = range(1, 10)
MEHR = 12  # the last month of a cycle


@pytest.fixture(scope="module")
def chunk() -> Chunk:
    world = World()
    return draw_chunk(draw_sector(seed=5, size=SIZE, world=world), 0, 0, SIZE, world)


@pytest.fixture(scope="module")
def book(chunk) -> Book:
    return draw_book(chunk)


def potential(chunk, book, cycle):
    """Of all co-operatives, as a cycle starts."""
    return potential_probability(chunk, cycle, book.verdicts[cycle].has_been_late)


def lendable(chunk, book, cycle, since):
    """Strangers in a month of a cycle who live on into the next, and may fall silent in it."""
    who = strangers(chunk, book, cycle, since)
    lives = chunk.lives
    return who[lives.alive[who, cycle + 1] & lives.at_risk[who, cycle + 1]]


def test_potential_default_is_told_of_those_without_a_facility_on_31_shahrivar(chunk):
    known = loan_truth(chunk)["potential_default"].to_pandas()
    assert set(known["as_of"]) == {jalali(year, 6, 31) for year in range(1393, 1405)}
    assert known["probability"].between(0, 1, inclusive="neither").all()
    assert not known.duplicated(["coop_id", "as_of"]).any()
    day = jalali(1400, 6, 31)
    facility = loans(chunk)["facility"].to_pandas()
    closed = facility["settled_on"].fillna(jalali(1500, 1, 1)) <= day
    running = facility[(facility["disbursed_on"] <= day) & ~closed]
    assert not set(running["coop_id"]) & set(known.loc[known["as_of"] == day, "coop_id"])


def test_one_that_runs_is_disbursed_by_then_and_closes_later(chunk, book):
    facilities, month = book.facilities, 100
    open_ = [
        int(who)
        for who, drawn, closed in zip(facilities.who, facilities.month, book.closed, strict=True)
        if drawn <= month and (closed == RUNS or closed > month)
    ]
    assert set(np.flatnonzero(runs(chunk, book, month))) == set(open_)


@pytest.mark.parametrize("year", [1395, 1401])
def test_the_usual_pledges_are_as_they_are_drawn(chunk, book, year):
    shares, pledge, scheme = usual_pledges(year)
    assert shares.sum() == pytest.approx(1)
    drawn = book.facilities
    of_year = (drawn.month - 6) // 12 + 1393 == year
    assert of_year.sum() > 200
    expected = shares @ pledge_risk(pledge, scheme)
    found = pledge_risk(drawn.pledge[of_year], drawn.scheme[of_year])
    assert found.mean() == pytest.approx(expected, abs=4 * found.std() / of_year.sum() ** 0.5)
    assert (scheme == 3).any() == (year >= 1399)


def test_it_is_the_mean_over_what_may_be_pledged(chunk, book):
    cycle, who = 8, 17
    late = book.verdicts[cycle].has_been_late
    shares, pledge, scheme = usual_pledges(1392 + cycle)
    expected = 0.0
    for share, one, other in zip(shares, pledge, scheme, strict=True):
        risk = np.full(SIZE, pledge_risk(np.array([one]), np.array([other]))[0])
        nobody = np.zeros(SIZE, dtype=np.bool_)
        stops = 1 / (1 + np.exp(-default_margin(chunk, cycle, risk, late, nobody)[who]))
        silent = chunk.lives.silent_probability[who, cycle]
        at_risk = bool(chunk.lives.at_risk[who, cycle])
        expected += share * (silent + (1 - silent) * stops if at_risk else stops)
    assert potential(chunk, book, cycle)[who] == pytest.approx(expected, rel=1e-12)


def test_those_granted_one_in_mehr_default_as_often_as_the_truth_has_it(chunk, book):
    rng = np.random.default_rng(11)
    told, came = [], []
    for cycle in CYCLES:
        found = grant(chunk, book, cycle, MEHR, lendable(chunk, book, cycle, MEHR), rng)
        told.append(potential(chunk, book, cycle + 1)[found.who])
        came.append(found.defaults)
    p, y = np.concatenate(told), np.concatenate(came)
    assert len(p) > 5_000
    # Who falls asleep is drawn once for the whole history, so the chain is as one draw of it.
    bins = np.digitize(p, np.quantile(p, [0.25, 0.5, 0.75]))
    for held in (bins >= 0, *(bins == number for number in range(4))):
        error = (p[held] * (1 - p[held])).sum() ** 0.5
        assert abs(y[held].sum() - p[held].sum()) < 3 * error


def test_those_whom_banks_did_lend_to_in_mehr_default_as_often_too(chunk, book):
    drawn = book.facilities
    told, came = [], []
    for cycle, verdict in enumerate(book.verdicts[1:12], start=1):
        month = 12 * cycle
        first = drawn.who[(drawn.month == month) & (drawn.serial == 0)]
        alone = first[verdict.good[first]]
        told.append(potential(chunk, book, cycle)[alone])
        came.append(verdict.defaults[alone])
    p, y = np.concatenate(told), np.concatenate(came)
    assert len(p) > 50
    assert abs(y.sum() - p.sum()) < 3 * (p * (1 - p)).sum() ** 0.5


def test_one_granted_early_in_a_cycle_hardly_shows_within_twelve_months(chunk, book):
    def rate(since):
        rng = np.random.default_rng(3)
        found = [
            grant(chunk, book, cycle, since, lendable(chunk, book, cycle, since), rng)
            for cycle in (3, 5, 7)
        ]
        return np.concatenate([one.defaults for one in found]).mean()

    # Nobody stops within the cycle of the grant, and seven months go by until it is deferred.
    assert rate(1) == 0
    assert 0 < rate(6) < 0.5 * rate(MEHR)


def test_whoever_ends_in_the_month_is_granted_none(chunk, book):
    asked = 0
    for cycle, since in product(CYCLES, (1, 6, MEHR)):
        who = strangers(chunk, book, cycle, since)
        ends = Calendar.drawn().of(chunk.lives.ended[who]) == 12 * cycle + since
        asked += ends.sum()
        assert not len(grant(chunk, book, cycle, since, who[ends], np.random.default_rng(1)).who)
    assert asked > 5
