import numpy as np
import pytest

from coopscore.schema import TABLES
from coopscore.synthetic.histories.officework import (
    alone,
    closes,
    cycle_of,
    days_in,
    in_time,
    is_active,
    later,
    on_record,
    open_years,
    opens,
    rows_of,
    working,
)
from coopscore.synthetic.sector.cycles import NEVER
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World
from coopscore.synthetic.sheet import sheet


@pytest.fixture(scope="module")
def chunk():
    world = World()
    sector = draw_sector(seed=4, size=2_000, world=world)
    return draw_chunk(sector, 0, 0, 2_000, world)


def test_an_office_opens_with_the_registration_or_the_recording_and_closes_with_the_end(chunk):
    assert (opens(chunk) == np.maximum(chunk.founded.registered, chunk.cycles.recording)).all()
    ended = chunk.lives.ended < chunk.cycles.end
    assert (closes(chunk)[ended] == chunk.lives.ended[ended] - 1).all()
    assert (
        closes(chunk)[~ended] == np.minimum(chunk.lives.ended - 1, chunk.cycles.end)[~ended]
    ).all()


def test_shares_of_cycles_add_up_to_the_days_on_record(chunk):
    days = (open_years(chunk) * np.diff(chunk.cycles.starts)).sum(axis=1)
    assert days == pytest.approx(np.maximum(closes(chunk) - opens(chunk) + 1, 0))


def test_a_cycle_holds_its_last_day_and_not_the_one_before_its_first(chunk):
    starts = chunk.cycles.starts
    assert cycle_of(chunk.cycles, starts[1:]).tolist() == list(range(13))
    assert cycle_of(chunk.cycles, starts[:-1] + 1).tolist() == list(range(13))
    assert cycle_of(chunk.cycles, np.array([starts[0] - 500, starts[-1] + 500])).tolist() == [0, 12]


def test_days_of_a_cycle_lie_in_it_and_on_no_friday(chunk):
    cycle = np.repeat(np.arange(13), 2_000)
    day = days_in(chunk.cycles, cycle, np.random.default_rng(0))
    assert (cycle_of(chunk.cycles, day) == cycle).all()
    assert (day % 7 != 5).all()


def test_a_friday_becomes_the_thursday_before():
    friday = 738_000 - (738_000 - 5) % 7  # day 5 of a week is a Friday: 5 January of the year 1
    assert working(np.array([friday - 1, friday, friday + 1])).tolist() == [
        friday - 1,
        friday - 1,
        friday + 1,
    ]


def test_whoever_fell_asleep_within_a_cycle_was_at_work_before_that_day(chunk):
    who, cycle = np.nonzero(chunk.lives.fell < NEVER)
    fell = chunk.lives.fell[who, cycle]
    within = (fell > chunk.cycles.starts[cycle] + 1) & (fell < chunk.cycles.starts[cycle + 1])
    who, fell = who[within], fell[within]
    assert is_active(chunk, who, fell - 1).all()
    assert not is_active(chunk, who, fell).any()


def test_the_time_on_record_has_both_its_ends(chunk):
    everyone = np.flatnonzero(opens(chunk) <= closes(chunk))
    first, last = opens(chunk)[everyone], closes(chunk)[everyone]
    assert in_time(chunk, everyone, first).all()
    assert in_time(chunk, everyone, last).all()
    assert not in_time(chunk, everyone, first - 1).any()
    assert not in_time(chunk, everyone, last + 1).any()


def test_later_days_have_the_mean_and_the_least_asked_for():
    day = np.full(20_000, 738_000)
    after = later(day, 10.0, np.random.default_rng(1), least=3) - day
    assert after.min() == 3
    assert after.mean() == pytest.approx(3 + 10 - 0.5, abs=0.3)  # whole days lose half a day


def test_counts_become_rows_in_the_order_of_co_operatives():
    who, cycle = rows_of(np.array([[0, 2], [1, 0]]))
    assert who.tolist() == [0, 0, 1]
    assert cycle.tolist() == [1, 1, 0]


def test_of_equal_keys_the_first_stays():
    who, day = np.array([2, 1, 2, 1, 2]), np.array([7, 7, 7, 8, 6])
    assert alone(who, day).tolist() == [1, 3, 4, 0]  # (1,7) (1,8) (2,6) (2,7), the latter once
    assert alone(np.zeros(0, dtype=np.int64)).tolist() == []


def test_what_is_known_after_the_drawn_history_is_not_on_record(chunk):
    end = chunk.cycles.end
    rows = sheet(
        "warning",
        {
            "coop_id": chunk.ids(np.array([0, 0])),
            "issued_on": np.array([end - 30, end - 3]),
            "recorded_at": np.array([end, end + 1]),
        },
    )
    kept = on_record(chunk, {"warning": rows})["warning"]
    assert kept.num_rows == 1
    assert kept.column_names == [name for name in rows.column_names if name in kept.column_names]
    assert TABLES["warning"].known in kept.column_names
