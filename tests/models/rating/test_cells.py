"""Cells are neighbourhoods of one group, none too small to speak of."""

import numpy as np

from models.rating.cells import cells_of, means
from models.rating.groups import UNKNOWN


def cut(groups, bins, members):
    margin = np.arange(len(groups), dtype=float)[::-1]  # the last row has the lowest margin
    found = cells_of(margin, np.array(groups, dtype=object), bins=bins, members=members)
    return [(cell.group, cell.rows.tolist()) for cell in found]


def test_a_group_is_cut_by_margin_into_even_cells():
    assert cut(["a", "b", "a", "b", "a", "a"], 2, 1) == [
        ("a", [5, 4]),
        ("a", [2, 0]),
        ("b", [3]),
        ("b", [1]),
    ]


def test_no_cell_has_fewer_members_than_it_needs():
    assert cut(["a"] * 5 + ["b"] * 2, 3, 2) == [("a", [4, 3, 2]), ("a", [1, 0]), ("b", [6, 5])]


def test_small_groups_are_one_with_those_that_tell_none():
    assert cut(["a", "a", "b", UNKNOWN], 1, 2) == [(UNKNOWN, [3, 2]), ("a", [1, 0])]


def test_what_is_too_few_even_so_stands_in_no_cell():
    assert cut(["a", "a", "b"], 1, 2) == [("a", [1, 0])]


def test_where_all_are_too_few_they_are_one_cell():
    assert cut(["a", "b", "c"], 5, 10) == [(UNKNOWN, [2, 1, 0])]


def test_a_cells_mean_is_that_of_its_rows():
    found = cells_of(np.array([1.0, 3.0]), np.array(["a", "a"], dtype=object), bins=1, members=1)
    assert means(np.array([1.0, 3.0]), found).tolist() == [2.0]
