"""Peer tables tell standings as plain statistics do, group by group."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import percentileofscore

from features.cohorts import COHORTS
from features.peer_tables import CUTS, POINTS, Cuts, PeerTable, Subject
from features.peers import peer_share
from features.spec import Events, States

BRANCH = States("cooperative", happened="valid_from", known="recorded_at").latest("branch")
MEMBERS = States("yearly_figures", happened="year_end", known="received_on").latest("members")
SINCE = Events("filing", happened="period_end", known="received_on").since()


def subject(by=(BRANCH, MEMBERS), at_least=30, **changes):
    said = {
        "share": peer_share(SINCE, by=by, at_least=at_least),
        "cohort": COHORTS["registered"],
        "month_end": date(2016, 5, 31),
        "calendar": "gregorian",
        "batch": 3,
    }
    return Subject(**said | changes)


def table_of(value, *by, at_least=30):
    arrays = [column(cells) for cells in by]
    names = (BRANCH, MEMBERS)[: len(by)]
    return PeerTable.of(subject(names, at_least), column(value), arrays)


def column(cells):
    kind = pa.string() if any(isinstance(cell, str) for cell in cells) else pa.float64()
    return pa.array(cells, kind)


def told(table, value, *by):
    return table.shares(column(value), [column(cells) for cells in by]).to_pylist()


def test_the_share_below_counts_ties_half():
    table = table_of([1, 2, 2, 4])
    # Of four: none below 1 and itself half; one below 2 and two of the same; and so on.
    assert told(table, [0, 1, 2, 3, 4, 5]) == [0, 0.5 / 4, (1 + 2 / 2) / 4, 3 / 4, 3.5 / 4, 1]


def test_missing_values_stand_nowhere_and_are_no_peers():
    table = table_of([1, None, 3, None])
    assert told(table, [2, None]) == [1 / 2, None]
    assert told(table_of([None, None]), [2, None]) == [None, None]
    assert told(table_of([]), [2]) == [None]


def test_a_value_and_its_negative_zero_are_one():
    assert told(table_of([-0.0, 0.0, 1.0]), [0.0, -0.0]) == [1 / 3, 1 / 3]
    assert table_of([-0.0]).hash == table_of([0.0]).hash


@pytest.mark.parametrize("tied", [False, True])
@pytest.mark.parametrize("peers", [1, 7, POINTS, 5_000])
def test_shares_agree_with_scipy_and_where_thinned_to_half_a_step(peers, tied):
    draw = np.random.default_rng(peers)
    numbers = draw.lognormal(10, 3, peers).round(0 if tied else 9)
    if tied:
        numbers = np.minimum(numbers, np.median(numbers))
    asked = np.concatenate([numbers[:300], draw.lognormal(10, 3, 300), [0, -1, numbers.max() + 1]])
    cuts = Cuts.of(numbers)
    off = np.abs(cuts.shares(asked) - percentileofscore(numbers, asked, kind="mean") / 100)
    exact = len(np.unique(numbers)) <= POINTS
    assert off.max() < (1e-12 if exact else 1 / (2 * POINTS) + 1 / peers)
    assert len(cuts.value) <= POINTS + 1
    on_cuts = percentileofscore(numbers, cuts.value, kind="mean") / 100
    assert np.abs(cuts.shares(cuts.value) - on_cuts).max() < 1e-12
    assert (np.diff(cuts.shares(np.sort(asked))) >= 0).all()


def by_hand(value, branches, sizes, at_least):
    """Each member's share and the name of its group, by sorting people into boxes."""
    known = sorted(size for size in sizes if size is not None)
    quartiles = [known[int(np.ceil(len(known) * k / 4)) - 1] for k in (1, 2, 3)]
    bands = [None if s is None else sum(s > q for q in quartiles) for s in sizes]
    boxes = defaultdict(list)
    for number, branch, band in zip(value, branches, bands, strict=True):
        for box in ((), (branch,), (branch, band)):
            if number is not None:
                boxes[box].append(number)
    shares = []
    for number, branch, band in zip(value, branches, bands, strict=True):
        fit = [b for b in ((branch, band), (branch,)) if len(boxes[b]) >= at_least]
        box = boxes[[*fit, ()][0]]
        shares.append(None if number is None else percentileofscore(box, number, "mean") / 100)
    return shares


def test_groups_bands_and_fallbacks_agree_with_sorting_people_into_boxes():
    draw = np.random.default_rng(1404)
    size = 900
    branches = draw.choice(["farm", "shop", "bank", None], size, p=[0.6, 0.3, 0.02, 0.08]).tolist()
    sizes = [
        None if gap else int(n)
        for gap, n in zip(draw.random(size) < 0.2, draw.lognormal(3, 1, size), strict=True)
    ]
    value = [
        None if gap else float(n)
        for gap, n in zip(draw.random(size) < 0.1, draw.integers(0, 150, size), strict=True)
    ]
    table = table_of(value, branches, sizes)
    expected = by_hand(value, branches, sizes, 30)
    assert told(table, value, branches, sizes) == pytest.approx(expected, nan_ok=False)
    # All three steps of falling back were met.
    assert '["farm",3]' in table.groups
    assert "[null]" in table.groups
    assert not any(name.startswith('["bank"') for name in table.groups)


def test_a_missing_size_is_a_band_of_its_own_and_a_cut_belongs_below_itself():
    sizes = [1, 2, 3, 4, None, None]
    table = table_of([0, 1, 2, 3, 10, 20], ["x"] * 6, sizes, at_least=1)
    assert table.bands == (None, (1, 2, 3))
    assert [table.groups[f'["x",{band}]'].peers for band in (0, 1, 2, 3, "null")] == [1, 1, 1, 1, 2]
    assert told(table, [15, 15], ["x", "x"], [None, 3]) == [1 / 2, 1]


def test_where_no_size_is_known_all_sizes_are_one_band():
    table = table_of([1, 2], ["x", "x"], [None, None], at_least=1)
    assert table.bands == (None, ())
    # A size that nobody had falls back to the branch.
    assert told(table, [2, 2], ["x", "x"], [None, 7.0]) == [3 / 4, 3 / 4]


def test_a_branch_that_nobody_had_is_compared_with_everybody():
    table = table_of([1, 2], ["x", "y"], at_least=1)
    assert told(table, [2, 2], ["y", "z"]) == [1 / 2, 3 / 4]


def test_small_groups_are_not_kept_but_everybody_is_however_few():
    table = table_of([1, 2, 3], ["x", "x", "y"], at_least=2)
    assert list(table.groups) == ['["x"]', "[]"]
    assert list(table_of([1, 2], ["x", "y"]).groups) == ["[]"]


def test_a_table_comes_back_from_its_cut_points_as_it_was():
    for table in (
        table_of([1, 2, 2, 5], ["x", "x", None, "y"], [1, 2, None, 4], at_least=1),
        table_of([None], ["x"], [None]),
    ):
        assert table.cuts.schema == CUTS
        again = PeerTable.stored(table.subject, table.stamp["bands"], table.cuts)
        assert again.hash == table.hash
        assert list(again.groups) == list(table.groups)
        asked = ([1, 2, 4.5], ["x", "y", "z"], [1.0, None, 9])
        assert told(again, *asked) == told(table, *asked)


def test_the_hash_moves_with_the_numbers_the_bands_and_the_subject():
    tables = (
        table_of([1, 2], ["x", "x"], [1, 2]),
        table_of([1, 3], ["x", "x"], [1, 2]),
        table_of([1, 2], ["x", "x"], [1, 3]),
        replace(table_of([1, 2], ["x", "x"], [1, 2]), subject=subject(batch=4)),
    )
    assert len({table.hash for table in tables}) == len(tables)


def test_no_two_subjects_have_one_name():
    others = (
        subject(),
        subject(by=(BRANCH,)),
        subject(at_least=2),
        subject(cohort=COHORTS["registered_in_sight"]),
        # The same name, defined anew.
        subject(cohort=replace(COHORTS["registered_in_sight"], name="registered")),
        subject(month_end=date(2016, 6, 30)),
        subject(calendar="jalali"),
        subject(batch=4),
    )
    assert len({other.name for other in others}) == len(others)
    assert subject().name == subject().name
    assert subject().name.startswith("registered-2016-05-31-b3-")
