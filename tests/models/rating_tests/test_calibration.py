"""Each test of calibration agrees with one that is worked out in another way."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from drawn_rows import odds, rated
from mapie.metrics.calibration import kolmogorov_smirnov_p_value, kuiper_p_value
from riskvalidation.validation.calibration import critical_default_count, pd_normal_multiperiod
from scipy.integrate import quad
from scipy.stats import beta, binom, binomtest, chi2, multinomial, norm, t

from models.rating_tests import cumulative, witness
from models.rating_tests.calibration import CALIBRATION
from models.rating_tests.catalogue import holm
from models.rating_tests.one_factor import one_factor_tail
from models.rating_tests.redraws import ends, prudence, redrawn_sums
from models.rating_tests.rows import GradeCounts, Terms
from models.rating_tests.ruling import Verdict

TERMS = Terms(draws=60, simulations=20_000)


@pytest.fixture(scope="module")
def rows():
    return rated(500, days=3, level=-2.5)


def ruled(name, rows, terms=TERMS):
    return CALIBRATION[name].rulings(rows, terms=terms)


def one(name, rows, terms=TERMS):
    (ruling,) = ruled(name, rows, terms)
    return ruling


def counts(sizes, events, probabilities):
    return GradeCounts(
        names=tuple("ABCDEFG"[: len(sizes)]), rows=np.array(sizes), events=np.array(events),
        probability=np.array(probabilities),
    )  # fmt: skip


def test_jeffreys_is_the_beta_distribution_of_the_portfolio(rows):
    told = one("jeffreys", rows)
    n, d, p = len(rows), rows.events, rows.probability.mean()
    assert told.p == pytest.approx(beta.cdf(p, d + 0.5, n - d + 0.5), abs=1e-12)
    assert (told.value, told.statistic) == pytest.approx((d / n, p))


def test_jeffreys_by_grade_is_raised_by_holm_over_the_grades_met(rows):
    met = rows.by_grade.met
    raw = [
        beta.cdf(p, d + 0.5, n - d + 0.5)
        for n, d, p in zip(met.rows, met.events, met.probability, strict=True)
    ]
    told = ruled("jeffreys_grades", rows)
    assert [ruling.by for ruling in told] == list(met.names)
    assert [ruling.p for ruling in told] == pytest.approx(holm(raw), abs=1e-12)


def test_the_binomial_tail_is_scipys(rows):
    n, d, p = len(rows), rows.events, rows.probability.mean()
    exact = binomtest(d, n, p, alternative="greater").pvalue
    assert one("binomial", rows).p == pytest.approx(exact, rel=1e-9)
    met = rows.by_grade.met
    raw = binom.sf(met.events - 1, met.rows, met.probability)
    assert [r.p for r in ruled("binomial_grades", rows)] == pytest.approx(holm(raw), rel=1e-9)


def test_the_smallest_tail_of_grades_has_the_chance_that_enumeration_gives():
    promised, sizes = np.array([0.1, 0.2, 0.3]), np.array([12, 9, 7])
    tails = [binom.sf(np.arange(-1, n), n, p) for n, p in zip(sizes, promised, strict=True)]
    chances = [binom.pmf(np.arange(n + 1), n, p) for n, p in zip(sizes, promised, strict=True)]
    observed = min(tails[0][4], tails[1][2], tails[2][3])
    exact = sum(
        float(np.prod([chances[g][at] for g, at in enumerate(place)]))
        for place in product(*(range(n + 1) for n in sizes))
        if min(tails[g][at] for g, at in enumerate(place)) <= observed * (1 + 1e-9)
    )
    grade = np.repeat([0, 1, 2], sizes)
    y = np.concatenate([np.arange(n) < d for n, d in zip(sizes, (4, 2, 3), strict=True)])
    made = rated(28)
    small = replace(
        made, grade=grade, y=y.astype(int), promised=np.array([*promised, 0.5, 0.6]),
    )  # fmt: skip
    told = one("smallest_grade", small, Terms(least_rows=10, least_events=2))
    assert (told.value, told.p) == pytest.approx((observed, exact), rel=1e-9)


@pytest.mark.parametrize("correlation", [0.04, 0.12])
@pytest.mark.parametrize(("n", "d", "p"), [(300, 8, 0.008), (4000, 150, 0.03), (20_000, 900, 0.05)])
def test_the_one_factor_tail_is_the_integral_by_quadrature(n, d, p, correlation):
    def under(x):
        chance = norm.cdf((norm.ppf(p) - np.sqrt(correlation) * x) / np.sqrt(1 - correlation))
        return norm.pdf(x) * binom.sf(d - 1, n, chance)

    step = (norm.ppf(p) - norm.ppf(d / n) * np.sqrt(1 - correlation)) / np.sqrt(correlation)
    near = np.clip(step + np.array([-0.3, -0.05, 0, 0.05, 0.3]), -8, 8)
    exact = quad(under, -9, 9, limit=400, points=near)[0]
    assert one_factor_tail(n, d, p, correlation) == pytest.approx(exact, abs=1e-7)


def test_the_one_factor_test_repeats_the_published_critical_counts():
    """BCBS Working Paper 14: PD 1%, 1,000 obligors, 99%, correlations of 0 to 0.2."""
    found = [critical_default_count(1000, 0.01, 0.99, rho) for rho in (0, 0.05, 0.1, 0.15, 0.2)]
    assert found == [19, 35, 49, 63, 77]
    for count, rho in zip(found, (0, 0.05, 0.1, 0.15, 0.2), strict=True):
        assert one_factor_tail(1000, count, 0.01, rho) <= 0.01
        assert one_factor_tail(1000, count - 1, 0.01, rho) > 0.01


def test_vasicek_is_told_for_every_correlation_and_is_kinder_than_the_binomial(rows):
    worse = replace(rows, probability=odds(rows.probability, 0.6))
    told = ruled("vasicek", worse)
    assert [ruling.by for ruling in told] == ["0.04", "0.12"]
    assert one("binomial", worse).p < told[0].p < told[1].p


def test_the_chi_squares_are_their_formulas(rows):
    met = rows.by_grade.met
    spread = met.rows * met.probability * (1 - met.probability)
    by_hand = ((met.events - met.rows * met.probability) ** 2 / spread).sum()
    told = one("chi_square_grades", rows)
    assert (told.value, told.p) == pytest.approx((by_hand, chi2.sf(by_hand, len(met.names))))
    order = np.argsort(rows.probability, kind="stable")
    statistic = 0.0
    for part in np.split(order, 10):
        o, e, m = rows.y[part].sum(), rows.probability[part].sum(), len(part)
        statistic += (o - e) ** 2 / (e * (1 - e / m))
    told = one("hosmer_lemeshow", rows)
    assert (told.value, told.p) == pytest.approx((statistic, chi2.sf(statistic, 10)))


def test_the_default_profile_of_three_grades_has_the_chance_that_enumeration_gives():
    told = witness.default_profile(
        counts([100, 80, 60], [3, 5, 12], [0.02, 0.08, 0.2]), simulations=40_000, seed=3
    )
    weights = np.array([100 * 0.02, 80 * 0.08, 60 * 0.2])
    share, total = weights / weights.sum(), 20
    statistic = ((np.array([3, 5, 12]) - total * share) ** 2 / (total * share)).sum()
    exact = 0.0
    for first in range(total + 1):
        for second in range(total + 1 - first):
            drawn = np.array([first, second, total - first - second])
            if ((drawn - total * share) ** 2 / (total * share)).sum() >= statistic * (1 - 1e-12):
                exact += multinomial.pmf(drawn, total, share)
    assert told.statistic == pytest.approx(statistic)
    # three standard errors of 40,000 simulations
    assert told.p == pytest.approx(exact, abs=3 * np.sqrt(exact * (1 - exact) / 40_000))


def test_the_level_is_the_sum_of_misses_over_its_spread(rows):
    told, p = one("level", rows), rows.probability
    z = (rows.y - p).sum() / np.sqrt((p * (1 - p)).sum())
    assert (told.statistic, told.p) == pytest.approx((z, 2 * norm.sf(abs(z))))
    assert told.low < told.value < told.high
    sure = replace(rows, probability=(rows.y == 1).astype(float))
    assert one("level", sure).verdict is Verdict.NOT_DECIDABLE


def test_expected_over_observed_lies_in_its_interval(rows):
    told = one("expected_over_observed", rows)
    assert told.value == pytest.approx(rows.probability.sum() / rows.events)
    assert told.low < told.value < told.high


def walk(y, p):
    order = np.argsort(p, kind="stable")
    return np.cumsum((y - p)[order]) / np.sqrt((p * (1 - p)).sum())


def test_cumulative_differences_are_the_walk_and_its_distributions_in_another_form(rows):
    path = walk(rows.y, rows.probability)
    k = np.arange(-60, 61)
    ks, kuiper = np.abs(path).max(), path.max() - path.min()
    # the largest absolute value of a Brownian motion, by reflection instead of by its series in pi
    inside = (
        (-1.0) ** np.abs(k) * (norm.cdf((2 * k + 1) * ks) - norm.cdf((2 * k - 1) * ks))
    ).sum()  # fmt: skip
    told = one("cumulative_ks", rows)
    assert (told.statistic, told.p) == pytest.approx((ks, 1 - inside), abs=1e-7)
    # the range of a Brownian motion: Feller (1951) gives its density as a sum over k
    j = np.arange(1, 60)
    outside = 8 * ((-1.0) ** (j - 1) * j * norm.sf(j * kuiper)).sum()
    told = one("cumulative_kuiper", rows)
    assert (told.statistic, told.p) == pytest.approx((kuiper, outside), abs=1e-7)


def test_cumulative_p_values_are_the_librarys_own(rows):
    y, p = rows.y, rows.probability
    found = cumulative.kolmogorov_smirnov(y, p).p, cumulative.kuiper(y, p).p
    assert found == pytest.approx((kolmogorov_smirnov_p_value(y, p), kuiper_p_value(y, p)))
    for test in (cumulative.kolmogorov_smirnov, cumulative.kuiper):
        with pytest.raises(ValueError, match="no spread"):
            test(np.array([0, 1]), np.array([0.0, 1.0]))


def test_the_test_over_years_is_the_librarys_statistic_by_students_t(rows):
    years = [rows.on(day) for day in rows.days]
    rates = np.array([year.y.mean() for year in years])
    promised = [
        float((year.by_grade.met.rows * year.by_grade.met.probability).sum() / len(year))
        for year in years
    ]
    told = pd_normal_multiperiod(rates, promised)
    ruling = one("normal_years", rows)
    assert ruling.statistic == pytest.approx(told.statistic, rel=1e-9)
    assert ruling.p == pytest.approx(t.sf(told.statistic, 2), rel=1e-9)
    assert one("normal_years", rows.on(rows.days[0])).verdict is Verdict.NOT_DECIDABLE


def test_traffic_lights_have_the_chance_that_enumeration_gives(rows):
    sizes, promised = np.array([900, 800, 700]), np.array([0.02, 0.03, 0.04])
    events = np.array([20, 33, 30])
    told = witness.traffic_lights(sizes, events, promised)
    chances = (0.5, 0.3, 0.15, 0.05)
    z = (events - sizes * promised) / np.sqrt(sizes * promised * (1 - promised))
    colour = np.searchsorted(norm.ppf(np.cumsum(chances)[:3]), z)
    seen = tuple(int((colour == c).sum()) for c in range(4))
    exact = sum(
        multinomial.pmf(made, 3, chances)
        for made in product(range(4), repeat=4)
        if sum(made) == 3 and made <= seen
    )
    assert told.p == pytest.approx(exact, abs=1e-12)
    assert one("traffic_lights", rows).counted["years"] == 3


def test_redrawn_sums_are_sums_over_whole_cooperatives():
    columns = np.array([[1.0, 1.0], [2.0, 1.0], [4.0, 1.0]])
    who = np.array(["a", "a", "b"], dtype=object)
    drawn = redrawn_sums(columns, who, draws=200, seed=1)
    # aa, ab, bb: 3 + 3, 3 + 4, 4 + 4
    assert {tuple(row) for row in drawn} == {(6.0, 4.0), (7.0, 3.0), (8.0, 2.0)}
    assert (redrawn_sums(columns, who, draws=200, seed=1) == drawn).all()
    assert np.isnan(ends(np.array([np.nan]), 0.95)).all()


def test_prudence_has_the_spread_of_the_ratio_of_sums_by_linearisation():
    rows = rated(1500, level=-2.0, exposure=np.random.default_rng(1).lognormal(size=1500))
    told = prudence(rows, draws=2000, seed=1, level=0.95)
    weight, missed = rows.exposure, rows.y - rows.probability
    mean = (weight * missed).sum() / weight.sum()
    spread = np.sqrt(((weight * (missed - mean)) ** 2).sum()) / weight.sum()
    assert told.difference == pytest.approx(mean)
    assert told.statistic == pytest.approx(mean / spread, rel=0.05)
    assert told.p == pytest.approx(norm.sf(mean / spread), abs=0.03)
    assert told.low < mean < told.high


def test_prudence_weighs_rows_alike_without_exposure_and_needs_some_weight(rows):
    told = one("prudence", rows)
    assert told.value == pytest.approx((rows.y - rows.probability).mean())
    nothing = replace(rows, exposure=np.zeros(len(rows)))
    assert one("prudence", nothing).verdict is Verdict.NOT_DECIDABLE
    sure = replace(rows, probability=rows.y.astype(float))
    assert one("prudence", sure).verdict is Verdict.NOT_DECIDABLE


@pytest.mark.parametrize("name", sorted(CALIBRATION))
def test_right_probabilities_hold_and_halved_ones_are_rejected(name):
    rows = rated(3000, days=3, seed=3)
    assert {r.verdict for r in ruled(name, rows)} <= {Verdict.HOLDS, Verdict.REPORTED}
    halved = replace(rows, probability=rows.probability / 2.5)
    found = {r.verdict for r in ruled(name, halved)}
    if name not in ("default_profile", "expected_over_observed"):  # which see no level
        assert Verdict.REJECTED in found
