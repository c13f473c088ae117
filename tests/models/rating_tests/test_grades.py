"""Tests of grades, overrides and moves agree with SciPy, statsmodels and brute force."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from drawn_rows import rated
from riskvalidation.validation.rating_system import concentration
from scipy.stats import (
    binom,
    chi2,
    chi2_contingency,
    hypergeom,
    norm,
    pearsonr,
    poisson_binom,
)
from statsmodels.stats.contingency_tables import SquareTable, Table

from models.rating_tests.catalogue import holm
from models.rating_tests.chains import decaying, flat, leaning, walked
from models.rating_tests.grades import CONCENTRATION_RISE, GRADES, grading, trend_z
from models.rating_tests.migration import MIGRATION, migration, symmetry
from models.rating_tests.moves import migration_matrix, moves, triplets
from models.rating_tests.overrides import OVERRIDES, Overrides, override_rulings, sum_distribution
from models.rating_tests.rows import Terms
from models.rating_tests.ruling import Verdict

TERMS = Terms(draws=30)


@pytest.fixture(scope="module")
def rows():
    return rated(600, days=2, level=-2.5)


@pytest.fixture(scope="module")
def chain():
    drawn = np.random.default_rng(3)
    return walked(lambda _: (decaying(4), decaying(4)), 500, 4, 4, drawn)


def ruled(test, rows, *more):
    return test.rulings(rows, *more, terms=TERMS)


def one(test, rows, *more):
    (ruling,) = ruled(test, rows, *more)
    return ruling


def test_the_trend_is_the_correlation_and_statsmodels_up_to_one_row(rows):
    counts = rows.by_grade
    z = trend_z(counts.rows, counts.events)
    # Cochran and Armitage's statistic is the correlation times the root of the rows
    assert z == pytest.approx(pearsonr(rows.grade, rows.y).statistic * np.sqrt(len(rows)))
    table = Table(np.c_[counts.events, counts.rows - counts.events], shift_zeros=False)
    told = table.test_ordinal_association(col_scores=np.array([1, 0]))
    # statsmodels divides by n - 1
    assert z == pytest.approx(told.zscore * np.sqrt(len(rows) / (len(rows) - 1)), rel=1e-9)
    ruling = one(GRADES["trend"], rows)
    assert ruling.p == pytest.approx(norm.sf(z))
    assert (ruling.verdict, GRADES["trend"].wanted) == (Verdict.REJECTED, Verdict.REJECTED)


def test_neighbours_are_compared_by_the_hypergeometric_tail(rows):
    met = rows.by_grade.met
    inverted, differ = [], []
    for at in range(len(met.names) - 1):
        (d0, d1), (n0, n1) = met.events[at : at + 2], met.rows[at : at + 2]
        inverted.append(hypergeom.cdf(d1, n0 + n1, d0 + d1, n1))
        differ.append(hypergeom.sf(d1 - 1, n0 + n1, d0 + d1, n1))
    told = ruled(GRADES["neighbours_inverted"], rows)
    assert [r.statistic for r in told] == pytest.approx(inverted, rel=1e-7)
    assert [r.p for r in told] == pytest.approx(holm(inverted), rel=1e-7)
    assert told[0].by == f"{met.names[0]}-{met.names[1]}"
    assert [r.p for r in ruled(GRADES["neighbours_differ"], rows)] == pytest.approx(
        holm(differ), rel=1e-7
    )


def test_inverted_neighbours_are_found(rows):
    turned = replace(
        rows, grade=np.where(rows.grade == 4, 3, np.where(rows.grade == 3, 4, rows.grade))
    )
    found = {r.by: r.verdict for r in ruled(GRADES["neighbours_inverted"], turned)}
    assert found["D-E"] is Verdict.REJECTED
    single = replace(rows, grade=np.zeros(len(rows), dtype=int))
    assert one(GRADES["neighbours_differ"], single).verdict is Verdict.NOT_DECIDABLE
    assert one(GRADES["trend"], single).verdict is Verdict.NOT_DECIDABLE


def test_concentration_is_that_of_the_coefficient_of_variation(rows):
    newest, then = rows.newest, rated(600, seed=5, level=-3.5)
    cv, hi = concentration(newest.by_grade.rows)
    cv_then, hi_then = concentration(then.by_grade.rows)
    told = one(GRADES["concentration"], rows)
    assert told.value == pytest.approx(hi)
    assert told.value == pytest.approx(1 + np.log((cv**2 + 1) / 5) / np.log(5))
    risen = one(CONCENTRATION_RISE, rows, then)
    z = np.sqrt(4) * (cv - cv_then) / np.sqrt(cv**2 * (0.5 + cv**2))
    assert (risen.statistic, risen.p) == pytest.approx((z, norm.sf(z)))
    assert risen.value == pytest.approx(hi - hi_then)
    names = {r.name for r in grading(rows, terms=TERMS, development=then)}
    assert names == {*GRADES, "concentration_rise"}


def overrides(**columns):
    told = {
        "model": np.array([0, 1, 2, 2, 3, 3, 1, 0]),
        "final": np.array([0, 0, 1, 3, 2, 3, 1, 0]),
        "y": np.array([0, 1, 0, 1, -1, 0, 0, 0]),
        "probability": np.array([0.1, 0.1, 0.2, 0.3, 0.4, 0.4, 0.1, 0.1]),
        "reason": np.array([None, "news", "news", "site", "news", None, None, None], dtype=object),
    }
    return Overrides(**{**told, **columns})


def test_overrides_are_counted_by_share_direction_outcome_and_reason():
    found = {(r.name, r.by): r for r in override_rulings(overrides(), terms=TERMS)}
    assert {name for name, _ in found} == set(OVERRIDES)
    assert found["override_share", "raised"].value == 3 / 8
    assert found["override_share", "lowered"].value == 1 / 8
    direction = found["override_direction", ""]
    # three of four raised: 2 * P(Bin(4, 1/2) >= 3)
    assert (direction.value, direction.p) == (3 / 4, pytest.approx(2 * 5 / 16))
    raised = found["override_outcome", "raised"]
    # two known, chances .1 and .2, one event: P(0) = .72, P(1) = .26, P(2) = .02
    assert (raised.value, raised.statistic) == (1 / 2, pytest.approx(0.15))
    assert raised.p == pytest.approx(2 * 0.28)
    assert raised.counted == {"rows": 2, "events": 1}
    assert found["override_reason", "news"].value == 1 / 2
    assert found["override_reason", "site"].value == 1.0


def test_no_override_is_nothing_to_decide_and_lengths_must_agree():
    calm = overrides(final=np.array([0, 1, 2, 2, 3, 3, 1, 0]), reason=np.full(8, None))
    found = {(r.name, r.by): r.verdict for r in override_rulings(calm, terms=TERMS)}
    assert found["override_direction", ""] is Verdict.NOT_DECIDABLE
    assert found["override_outcome", "raised"] is Verdict.NOT_DECIDABLE
    assert found["override_share", "raised"] is Verdict.REPORTED
    with pytest.raises(ValueError, match="one value a row"):
        overrides(y=np.array([0, 1]))


def test_a_sum_of_unlike_chances_is_scipys():
    chances = np.random.default_rng(1).random(40)
    at = np.arange(41)
    assert sum_distribution(chances) == pytest.approx(poisson_binom.pmf(at, chances), abs=1e-12)
    assert sum_distribution(np.full(40, 0.3)) == pytest.approx(binom.pmf(at, 40, 0.3), abs=1e-12)


def test_moves_are_those_of_cooperatives_that_stand_on_both_days():
    made = rated(3, days=3)
    few = replace(
        made.take(np.array([0, 1, 3, 4, 5, 7])), grade=np.array([0, 1, 2, 1, 0, 4]),
    )  # fmt: skip
    told = moves(few, 365)
    seen = zip(told.coop_id, told.period, told.start, told.end, strict=True)
    assert sorted(seen) == [("c0", 0, 0, 2), ("c1", 0, 1, 1), ("c1", 1, 1, 4)]
    assert triplets(few, 365).sum() == triplets(few, 365)[1, 1, 4] == 1
    twice = few.take(np.array([0, 0, 1]))
    with pytest.raises(ValueError, match="one grade on a day"):
        moves(twice, 365)


def test_the_matrix_holds_shares_with_intervals_and_nothing_where_nobody_started(chain):
    found = migration_matrix(chain, terms=TERMS)
    assert found.shares.sum(axis=1) == pytest.approx(np.ones(4))
    assert ((found.low <= found.shares) & (found.shares <= found.high)).all()
    alone = migration_matrix(rated(20), terms=TERMS)
    assert np.isnan(alone.shares).all()
    assert alone.counts.sum() == 0


def test_bandwidth_and_mobility_are_their_formulas(chain):
    counts = moves(chain, 365).counts
    upper, most, shares = 0.0, 0.0, counts / counts.sum(axis=1, keepdims=True)
    for i in range(4):
        for j in range(i + 1, 4):
            upper += (j - i) * counts[i, j]
            most += max(3 - i, i) * counts[i, j]
    told = {r.by: r for r in ruled(MIGRATION["matrix_weighted_bandwidth"], chain)}
    assert told["to_riskier"].value == pytest.approx(upper / most)
    assert told["to_better"].low < told["to_better"].value < told["to_better"].high
    off = shares - np.eye(4)
    roots = np.sqrt(np.maximum(np.linalg.eigvalsh(off.T @ off), 0))
    told = {r.by: r.value for r in ruled(MIGRATION["mobility"], chain)}
    assert told["singular_values"] == pytest.approx(roots.mean(), abs=1e-9)
    assert told["trace"] == pytest.approx((4 - np.trace(shares)) / 3)


def test_farther_moves_are_compared_with_nearer_ones_by_z(chain):
    counts = moves(chain, 365).counts
    told = {r.by: r for r in ruled(MIGRATION["migration_monotone"], chain)}
    assert len(told) == 12
    p = counts[0] / counts[0].sum()
    spread = p[1] * (1 - p[1]) + p[2] * (1 - p[2]) + 2 * p[1] * p[2]
    z = (p[1] - p[2]) / np.sqrt(spread / counts[0].sum())
    assert told["0-2"].statistic == pytest.approx(z)
    assert told["0-2"].value == pytest.approx(p[2])
    assert {r.verdict for r in told.values()} == {Verdict.HOLDS}


def test_homogeneity_and_order_are_contingency_tables_of_scipy(chain):
    periods, three = moves(chain, 365).by_period, triplets(chain, 365)
    statistic = freedom = 0.0
    for grade in range(4):
        table = periods[:, grade, :]
        told = chi2_contingency(table[:, table.any(axis=0)], correction=False)
        statistic, freedom = statistic + told.statistic, freedom + told.dof
    ruling = one(MIGRATION["time_homogeneity"], chain)
    assert (ruling.statistic, ruling.p) == pytest.approx((statistic, chi2.sf(statistic, freedom)))
    statistic = freedom = 0.0
    for middle in range(4):
        way = np.sign(np.arange(4) - middle) + 1
        table = np.zeros((3, 3))
        for before in range(4):
            for after in range(4):
                table[way[before], way[after]] += three[before, middle, after]
        table = table[table.any(axis=1)][:, table.any(axis=0)]
        told = chi2_contingency(table, correction=False)
        statistic, freedom = statistic + told.statistic, freedom + told.dof
    ruling = one(MIGRATION["markov_order"], chain)
    assert (ruling.statistic, ruling.p) == pytest.approx((statistic, chi2.sf(statistic, freedom)))


def test_symmetry_is_statsmodels_and_balance_the_binomials(chain):
    told = moves(chain, 365)
    theirs = SquareTable(told.counts, shift_zeros=False).symmetry()
    assert symmetry(told.counts) == (pytest.approx(theirs.statistic), theirs.df)
    assert one(MIGRATION["migration_symmetry"], chain).p == pytest.approx(theirs.pvalue)
    worse, better = (told.end > told.start).sum(), (told.end < told.start).sum()
    tail = binom.cdf(min(worse, better), worse + better, 0.5)
    assert one(MIGRATION["migration_balance"], chain).p == pytest.approx(min(1.0, 2 * tail))


def test_a_leaning_chain_is_seen_to_lean():
    drawn = np.random.default_rng(3)
    down = leaning(decaying(4), 2.0)
    leaned = walked(lambda _: (down, down), 800, 4, 4, drawn)
    assert one(MIGRATION["migration_balance"], leaned).verdict is Verdict.REJECTED
    assert one(MIGRATION["migration_symmetry"], leaned).verdict is Verdict.REJECTED


def test_where_nobody_moves_nothing_is_decided_of_moves():
    drawn = np.random.default_rng(3)
    still = walked(lambda _: (np.eye(3), np.eye(3)), 200, 3, 3, drawn)
    found = {r.name: r.verdict for r in migration(still, terms=TERMS)}
    assert found["migration_balance"] is found["migration_symmetry"] is Verdict.NOT_DECIDABLE
    assert found["migration_monotone"] is Verdict.NOT_DECIDABLE
    assert found["mobility"] is Verdict.REPORTED


def test_stated_laws_of_moves_are_laws():
    for matrix in (decaying(5), flat(5), leaning(decaying(5), 1.5)):
        assert matrix.sum(axis=1) == pytest.approx(np.ones(5))
        assert (matrix >= 0).all()
    assert decaying(3)[0] == pytest.approx([0.82, 0.12, 0.06])
    rows = walked(lambda _: (flat(3), flat(3)), 50, 3, 3, np.random.default_rng(1))
    assert rows.days[0] == date(2015, 3, 20)
    assert len(rows) == 150
