"""The grid of thirteen cycles."""

import numpy as np

from coopscore.calendar import jalali
from coopscore.synthetic.sector.cycles import Cycles, day_number


def test_a_cycle_starts_on_30_mehr_and_there_are_thirteen():
    cycles = Cycles.drawn()
    assert len(cycles) == 13
    assert list(cycles.years) == list(range(1392, 1405))
    assert cycles.starts[0] == jalali(1392, 7, 30).toordinal()
    assert set(np.diff(cycles.starts)) <= {365, 366}


def test_each_cycle_holds_one_due_day_of_every_fiscal_year():
    cycles = Cycles.drawn()
    for month, day in ((4, 31), (10, 30), (1, 31)):
        due = [day_number(year, month, day) for year in range(1393, 1405)]
        held = np.searchsorted(cycles.starts, due, side="left") - 1
        assert (np.diff(held) == 1).all()


def test_the_record_opens_within_the_first_cycle_and_ends_within_the_last():
    cycles = Cycles.drawn()
    assert cycles.starts[0] < cycles.recording < cycles.starts[1]
    assert cycles.starts[12] < cycles.end < cycles.starts[13]
