"""A search looks where the spec says, holds what stands, and tries what it writes down."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from made_world import small_spec

from models.ranges import BOOSTER
from models.search.ranges import CHOICES, FITS, SEARCH
from models.search.space import DEFAULT, Space
from models.spec import Spec

ROOT = Path(__file__).resolve().parents[3]


def searched(**table) -> Space:
    return Space.of(replace(small_spec(), search=table))


def test_what_is_searched_without_a_table_is_what_the_document_shows():
    text = (ROOT / "docs" / "specs.md").read_text("utf-8")
    shown = re.findall(r"```toml\n(\[search\].*?)```", text, re.DOTALL)[0]
    table = tomllib.loads(shown)["search"]
    assert table.pop("choose") == CHOICES[0]
    assert {name: tuple(ends) for name, ends in table.items()} == DEFAULT
    assert DEFAULT.keys() == SEARCH.keys() | {"fits"}


def test_every_default_lies_within_what_a_spec_allows():
    allowed = {**SEARCH, "fits": FITS}
    assert [
        n for n, ends in DEFAULT.items() if not all(allowed[n].holds(end) for end in ends)
    ] == []


def test_what_stands_is_a_place_of_the_space_however_narrow_its_ranges():
    now = small_spec().booster
    space = searched(num_leaves=(2, 3), reg_lambda=(50.0, 90.0), fits=(3,))
    assert space.ends == {"num_leaves": (2, now.num_leaves), "reg_lambda": (now.reg_lambda, 90)}
    assert space.fits == (now.fits, 3)
    assert space.settings(space.start) == now
    for name, (low, high) in space.scaled.items():
        assert low <= space.start[name] <= high


def test_only_what_has_a_range_varies():
    space = searched(max_bin=(15, 255))
    low, high = space.scaled["max_bin"]
    assert space.settings({"max_bin": low}) == replace(space.present, max_bin=15)
    assert space.settings({"max_bin": high}) == space.present
    assert space.fits == ()
    assert "fits" not in space.start


def test_half_the_learning_rate_wants_twice_the_trees():
    space = searched(learning_rate=(0.05, 0.1))  # 60 trees at 0.1 are a budget of 6
    low, high = space.scaled["learning_rate"]
    slow, fast = space.settings({"learning_rate": low}), space.settings({"learning_rate": high})
    assert (slow.learning_rate, slow.n_estimators) == (0.05, 120)
    assert (fast.learning_rate, fast.n_estimators) == (0.1, 60)


def test_the_budget_alone_moves_the_trees_and_never_out_of_their_range():
    space = searched(budget=(1e-3, 1_000.0))
    low, high = space.scaled["budget"]
    assert space.settings({"budget": low}).n_estimators == 1
    assert space.settings({"budget": high}).n_estimators == BOOSTER["n_estimators"].high


def test_settings_are_rounded_before_they_are_tried_and_stay_inside():
    space = searched(reg_alpha=(0.0, 1.23456), num_leaves=(3, 63))
    low, high = ({name: ends[place] for name, ends in space.scaled.items()} for place in (0, 1))
    middle = {name: (low[name] + high[name]) / 2 for name in low}
    # Halfway by ratio of one more: sqrt(2.23456) - 1 = 0.49484; of leaves: sqrt(3 * 63) = 13.7.
    assert space.settings(middle).reg_alpha == 0.495
    assert space.settings(middle).num_leaves == 14
    assert space.settings(high).reg_alpha == 1.23
    assert space.settings(low).reg_alpha == 0.0


@pytest.mark.parametrize("table", [{}, {"choose": "best"}], ids=["no table", "no range"])
def test_a_table_without_ranges_searches_all(table):
    assert searched(**table).facts().keys() == DEFAULT.keys()


def test_a_spec_with_a_search_is_read_back_and_one_without_keeps_its_hash():
    spec = small_spec()
    assert "search" not in spec.content()
    own = replace(spec, search={"choose": "best", "subsample": (0.4, 0.9), "fits": (1, 3)})
    assert Spec.of(own.content(), "own") == own
    assert own.hash != spec.hash
