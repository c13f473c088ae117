"""What is measured beyond the borrowers, on a thousand co-operatives: rows, grants, bias."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks import credit_populations as populations
from benchmarks.sector_pass import order_of
from coopscore.synthetic.sector.drawn import draw_sector

COOPERATIVES = 1_000


@pytest.fixture(scope="module")
def piece():
    order = order_of(COOPERATIVES)
    sector = draw_sector(seed=order.seed, size=order.cooperatives, world=order.world)
    return populations.piece_of(order, sector, 0)


def rows(matrix):
    keys = matrix.table.select(["as_of", "coop_id"]).to_pydict()
    return set(zip(keys["as_of"], keys["coop_id"], strict=True))


def test_three_populations_of_one_sector_share_no_table_and_borrowers_no_row(piece):
    running, _ = piece.running
    cohorts = [one.cohort for one in (piece.applicants, piece.lent.matrix, running)]
    assert cohorts == ["applicants", "no_facility", "borrowers"]
    assert all(map(rows, (running, piece.applicants, piece.lent.matrix)))
    assert not rows(running) & (rows(piece.applicants) | rows(piece.lent.matrix))
    # Each borrows for the first time once.
    assert len(set(piece.applicants.table["coop_id"].to_pylist())) == len(piece.applicants)


def test_what_came_of_grants_is_known_of_nearly_all_without_a_facility(piece):
    lent = piece.lent
    assert len(set(lent.matrix.table["as_of"].to_pylist())) == populations.MONTHS
    told = ~np.isnan(lent.rate)
    assert 0.7 < told.mean() <= 1
    assert (np.isnan(lent.came) == ~told).all()
    assert set(lent.came[told]) <= {0.0, 1.0}
    assert ((lent.rate[told] >= 0) & (lent.rate[told] <= 1)).all()


def test_a_bias_is_the_difference_of_means_and_lies_in_its_interval():
    told, rate = np.array([0.04, 0.02, 0.03, 0.03]), np.array([0.10, 0.0, 0.0, 0.0])
    ids = np.array(["a", "a", "b", "c"], dtype=object)
    bias, true = populations.bias("all", told, rate, told / 2, told * 2, ids, ())
    assert bias.value == pytest.approx(0.03 - 0.025)
    assert bias.low <= bias.value <= bias.high
    # One co-operative alone: the least is a's (0.03 - 0.05), the greatest those of b and c.
    assert bias.low >= 0.03 - 0.05 - 1e-9
    assert bias.high <= 0.03 + 1e-9
    assert (true.value, true.least, true.most) == pytest.approx((0.025, 0.015, 0.06))
