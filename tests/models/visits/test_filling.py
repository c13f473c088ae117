"""Whoever comes first is kept, and moved where that makes room for the next."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from models.visits.filling import Filling
from models.visits.frame import KINDS


def room(*counts):
    return [*counts, *[0] * (len(KINDS) - len(counts))]


def test_somebody_who_can_do_another_act_makes_room():
    filling = Filling(room(1, 1, 1))
    assert filling.place(7, frozenset({0, 1}))
    assert filling.place(8, frozenset({1, 2}))
    assert filling.place(9, frozenset({0}))
    assert len(filling) == 3
    assert 9 in filling
    assert filling.left == tuple(room(0, 0, 0))


def test_nobody_is_put_out_for_a_later_one():
    filling = Filling(room(1, 0))
    assert filling.place(1, frozenset({0}))
    assert not filling.place(2, frozenset({0, 1}))
    assert not filling.place(3, frozenset({0, 1}))
    assert 1 in filling
    assert 2 not in filling


def can_all_be_served(suits, counts):
    """Hall: any set of kinds that some depend on holds them."""
    return all(
        sum(one <= set(kinds) for one in suits) <= sum(counts[kind] for kind in kinds)
        for size in range(len(counts) + 1)
        for kinds in combinations(range(len(counts)), size)
    )


@given(
    st.lists(st.frozensets(st.integers(0, 3), min_size=1), max_size=9),
    st.lists(st.integers(0, 2), min_size=4, max_size=4),
)
def test_one_is_refused_only_where_all_before_it_leave_it_no_act(people, counts):
    filling, kept = Filling(room(*counts)), []
    for row, suits in enumerate(people):
        fits = can_all_be_served([*kept, suits], counts)
        assert filling.place(row, suits) == fits
        kept += [suits] if fits else []
    assert len(filling) == len(kept)
    assert sum(filling.left) == sum(counts) - len(kept)
