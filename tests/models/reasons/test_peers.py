"""Where a co-operative stands among its peers."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import percentileofscore

from features.catalogue import CATALOGUE
from features.matrix import FeatureMatrix, schema_of
from models.reasons.peers import Peers

AS_OF = date(2016, 6, 1)
NAMES = ("profit_margin", "members_latest", "branch", "membership")


def matrix(rows, names=NAMES, days=(AS_OF,)):
    features = tuple(CATALOGUE[name] for name in names)
    plain = [
        {"coop_id": f"c{number:03d}", "as_of": day, **row}
        for day in days
        for number, row in enumerate(rows)
    ]
    return FeatureMatrix(
        table=pa.Table.from_pylist(plain, schema=schema_of(features)),
        features=features,
        batch=1,
        calendar="gregorian",
        cohort="borrowers",
    )


def drawn(count=400, seed=7):
    draw = np.random.default_rng(seed)
    return [
        {
            "profit_margin": None if draw.random() < 0.2 else round(draw.normal(), 1),
            "members_latest": None if draw.random() < 0.1 else float(draw.integers(5, 90)),
            "branch": draw.choice(["farm", "housing", "rare", None], p=[0.6, 0.32, 0.04, 0.04]),
            "membership": "open",
        }
        for _ in range(count)
    ]


def test_quartiles_and_share_below_are_those_of_the_group():
    rows = drawn()
    peers = Peers.of(matrix(rows), AS_OF)
    sizes = np.array([row["members_latest"] for row in rows], dtype=float)
    cuts = np.nanquantile(sizes, [0.25, 0.5, 0.75], method="inverted_cdf")
    groups = set()
    for place, row in enumerate(rows):
        found = peers.standing(f"c{place:03d}", "profit_margin")
        alike = {
            "branch_and_size": [
                other["branch"] == row["branch"]
                and (np.searchsorted(cuts, size) if size == size else None)
                == (np.searchsorted(cuts, sizes[place]) if sizes[place] == sizes[place] else None)
                for other, size in zip(rows, sizes, strict=True)
            ],
            "branch": [other["branch"] == row["branch"] for other in rows],
            "all": [True] * len(rows),
        }[found.group]
        known = np.array(
            [
                other["profit_margin"]
                for other, one in zip(rows, alike, strict=True)
                if one and other["profit_margin"] is not None
            ]
        )
        quartiles = np.quantile(known, [0.25, 0.5, 0.75], method="inverted_cdf")
        assert (found.low, found.middle, found.high) == pytest.approx(tuple(quartiles))
        assert found.peers == len(known) >= 30
        if row["profit_margin"] is None:
            assert (found.value, found.below) == (None, None)
        else:
            # mean of the weak and the strict share: ties count half
            share = percentileofscore(known, row["profit_margin"], kind="mean") / 100
            assert found.below == pytest.approx(share)
        groups.add(found.group)
    assert groups == {"branch_and_size", "branch", "all"}


def test_a_category_has_no_standing():
    assert Peers.of(matrix(drawn(40)), AS_OF).standing("c000", "membership") is None


def test_all_members_serve_however_few_they_are():
    rows = [{"profit_margin": value, "branch": "farm"} for value in (0.1, 0.2, None)]
    peers = Peers.of(matrix(rows), AS_OF)
    found = peers.standing("c000", "profit_margin")
    assert (found.group, found.peers, found.below) == ("all", 2, 0.25)
    nobody = Peers.of(matrix([{"branch": "farm"}] * 3), AS_OF).standing("c000", "profit_margin")
    assert (nobody.low, nobody.middle, nobody.high, nobody.below) == (None, None, None, None)
    assert nobody.peers == 0


def test_another_days_rows_are_no_peers():
    rows = drawn(60)
    both = Peers.of(matrix(rows, days=(AS_OF, date(2017, 6, 1))), AS_OF)
    alone = Peers.of(matrix(rows), AS_OF)
    assert both.standing("c001", "profit_margin") == alone.standing("c001", "profit_margin")


def test_without_branch_and_size_all_are_peers():
    rows = [{"profit_margin": float(n)} for n in range(60)]
    found = Peers.of(matrix(rows, names=("profit_margin",)), AS_OF).standing(
        "c000", "profit_margin"
    )
    assert (found.group, found.peers) == ("all", 60)
    branch = [{"profit_margin": float(n), "branch": "farm"} for n in range(60)]
    named = Peers.of(matrix(branch, names=("profit_margin", "branch")), AS_OF)
    assert named.standing("c000", "profit_margin").group == "branch"


def test_a_group_is_named_after_what_tells_the_field_of_activity():
    rows = [
        {"profit_margin": float(n), "members_latest": 9.0, "branch": "farm", "isic_group": group}
        for group, count in (("agriculture", 40), ("trade", 20))
        for n in range(count)
    ]
    names = ("profit_margin", "branch", "isic_group")
    alone = Peers.of(matrix(rows, names=names), AS_OF).standing("c000", "profit_margin")
    assert (alone.group, alone.peers) == ("activity", 40)
    both = Peers.of(matrix(rows, names=(*names, "members_latest")), AS_OF)
    assert both.standing("c000", "profit_margin").group == "activity_and_size"
