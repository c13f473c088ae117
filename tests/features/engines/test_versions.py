"""Row versions as numbers: when they count, when they are superseded, how they rank."""

from datetime import date

import numpy as np
import pytest

from coopscore.calendar import months
from features.engines.versions import Versions, day_numbers
from features.grid import Grid
from features.spec import Events

FILINGS = Events("filing", happened="period_end", known="received_on")


@pytest.fixture
def versions(drawn):
    facts = drawn(
        filing="""
        coop  record  v  void  happened    known       kind       delay_days  audited
        B     x       1  no    2015-01-01  2015-01-01  statement  4           yes
        A     x       2  no    2015-03-01  2015-06-01  statement  -           -
        A     x       1  no    2015-01-01  2015-02-01  statement  7           no
        C     y       1  no    2015-01-01  2015-02-01  statement  1           no
        A     w       1  yes   1960-01-01  1960-02-01  statement  2           no
        """
    )
    days = [date(2015, month, 1) for month in range(1, 13)]
    grid = Grid.of(["A", "B"], days, "gregorian")
    return Versions.of(facts.read("filing"), grid.coop_ids, grid.looking_back())


def test_only_the_grids_cooperatives_are_laid_out(versions):
    assert len(versions) == 4
    assert versions.cooperative.tolist() == [1, 0, 0, 0]


def test_a_version_is_superseded_when_the_next_of_its_record_is_known(versions):
    june = int(day_numbers([date(2015, 6, 1)])[0])
    never = np.iinfo(np.int64).max
    assert versions.superseded.tolist() == [never, never, june, never]


def test_a_row_counts_from_known_and_happened_until_superseded_or_out_of_its_window(versions):
    ever, quarter = versions.interval(None), versions.interval(months(3))
    assert list(zip(ever.start.tolist(), ever.end.tolist(), strict=True)) == [
        (0, 12),
        (5, 12),
        (1, 5),
        (0, 12),
    ]
    assert ever.counts.tolist() == [True, True, True, False]
    # (as_of - 3 months, as_of] no longer holds 1 January on 1 April, nor 1 March on 1 June.
    assert quarter.end.tolist()[:3] == [3, 5, 3]
    assert quarter.counts.tolist() == [True, False, True, False]


def test_orders_tell_events_by_day_and_states_by_first_known(versions):
    assert versions.event_order.tolist() == [3, 0, 2, 1]
    assert versions.state_order.tolist() == [3, 0, 2, 1]


def test_columns_are_told_with_what_is_missing(versions):
    amounts, known = versions.whole_numbers("delay_days")
    assert amounts.tolist() == [4, 0, 7, 2]
    assert known.tolist() == [True, False, True, True]
    assert versions.numbers("audited").tolist()[::2] == [1.0, 0.0]
    assert np.isnan(versions.numbers("due_on")).all()
    chosen = versions.chosen(FILINGS.where(audited=False).with_values("delay_days"))
    assert chosen.tolist() == [False, False, True, True]
