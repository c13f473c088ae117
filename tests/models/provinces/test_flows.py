"""The flow of status: every sum adds up, against a plain count."""

from collections import Counter
from types import SimpleNamespace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.provinces.flows import flows, stock_of
from models.provinces.states import ELSEWHERE, ENDS, LIVING, STATES

PLACES = 3
state = st.integers(0, len(STATES) - 1)
place = st.integers(0, PLACES - 1)
drawn = st.lists(st.tuples(state, state, place, place, st.booleans()), max_size=60)


def flowed(rows):
    before, after, was, is_, among = (np.array(column, int) for column in zip(*rows, strict=True))
    return flows(
        SimpleNamespace(state=before), SimpleNamespace(state=after), was, is_, PLACES,
        among.astype(bool),
    )  # fmt: skip


@given(drawn.filter(bool), st.sets(st.sampled_from(LIVING), min_size=1))
def test_start_and_entered_less_left_is_the_end_of_every_place_and_every_stock(rows, states):
    for flow in flowed(rows):
        come, gone = sum(flow.entered(states).values()), sum(flow.left(states).values())
        assert flow.start(states) + come - gone == flow.end(states)


@given(drawn.filter(bool))
def test_stocks_of_places_are_plain_counts_and_add_up_to_the_nation(rows):
    found = flowed(rows)
    counted = [row for row in rows if row[4]]
    for at in range(PLACES):
        end = Counter(STATES[after] for _, after, _, is_, _ in counted if is_ == at)
        start = Counter(STATES[before] for before, _, was, _, _ in counted if was == at)
        for name in STATES[:-1]:
            assert stock_of(found[at])[name] == end[name]
            assert found[at].start((name,)) == start[name]
    for name in STATES[:-1]:
        assert stock_of(found[-1])[name] == sum(stock_of(one)[name] for one in found[:-1])
        assert found[-1].start((name,)) == sum(one.start((name,)) for one in found[:-1])
    assert not any(ELSEWHERE in cell for cell in found[-1].cells)


def test_who_moves_leaves_one_place_for_elsewhere_and_enters_the_other():
    working, asleep = (ENDS.index(name) for name in ("operating", "dormant"))
    first, second, _, nation = flowed([(working, asleep, 0, 1, True)])
    assert dict(first.cells) == {("operating", ELSEWHERE): 1}
    assert dict(second.cells) == {(ELSEWHERE, "dormant"): 1}
    assert dict(nation.cells) == {("operating", "dormant"): 1}
    assert (nation.fell_dormant, nation.revived) == (1, 0)
