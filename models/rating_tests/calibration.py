"""Does what was promised come? Tests of the level and of the shape, over grades and over years.

All but `prudence` take rows for independent and read days whose horizons do not overlap. Only
`vasicek` allows for one bad year that strikes all; the correlation in it is an assumption.
"""

from collections.abc import Callable, Iterable

import numpy as np
from scipy.special import bdtrc, ndtr, ndtri
from scipy.stats import ttest_1samp

from models.rating_tests import witness
from models.rating_tests.catalogue import Found, RowTest, Table, holm, named
from models.rating_tests.cumulative import kolmogorov_smirnov, kuiper
from models.rating_tests.intervals import jeffreys_interval
from models.rating_tests.one_factor import binomial_tail, one_factor_tail
from models.rating_tests.redraws import ends, prudence, redrawn_sums
from models.rating_tests.rows import Floats, GradeCounts, Ints, RatedRows, Terms

_GROUPS = 10
_PORTFOLIO = "portfolio"


def _portfolio(rows: RatedRows) -> tuple[int, int, float]:
    """Rows, events, and the mean of what the grades promise, row by row."""
    counts = rows.by_grade.met
    promised = float((counts.rows * counts.probability).sum() / counts.rows.sum())
    return len(rows), rows.events, promised


def _jeffreys(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    size, events, promised = _portfolio(rows)
    low, high = jeffreys_interval(np.array([size]), np.array([events]), terms.level)
    p = witness.jeffreys(size, events, promised)
    yield Found(value=events / size, low=float(low[0]), high=float(high[0]), statistic=promised,
                p=p, by=_PORTFOLIO)  # fmt: skip


def _jeffreys_grades(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    counts = rows.by_grade.met
    raw = [
        witness.jeffreys(int(n), int(d), float(promised))
        for n, d, promised in zip(counts.rows, counts.events, counts.probability, strict=True)
    ]
    return _grades(counts, raw, terms)


def _grades(counts: GradeCounts, raw: list[float], terms: Terms) -> Iterable[Found]:
    """One finding a grade: its rate, what it promised, and its p-value after Holm."""
    low, high = jeffreys_interval(counts.rows, counts.events, terms.level)
    for at, (name, p) in enumerate(zip(counts.names, holm(raw), strict=True)):
        size, events = int(counts.rows[at]), int(counts.events[at])
        yield Found(
            value=events / size, low=float(low[at]), high=float(high[at]), by=name, p=float(p),
            statistic=float(counts.probability[at]), counted={"rows": size, "events": events},
        )  # fmt: skip


def _binomial(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    size, events, promised = _portfolio(rows)
    yield Found(value=events / size, statistic=float(events), by=_PORTFOLIO,
                p=binomial_tail(size, events, promised))  # fmt: skip


def _binomial_grades(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    counts = rows.by_grade.met
    told = zip(counts.rows, counts.events, counts.probability, strict=True)
    return _grades(counts, [binomial_tail(int(n), int(d), float(p)) for n, d, p in told], terms)


def _smallest(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    counts = rows.by_grade.met
    told = list(zip(counts.rows, counts.events, counts.probability, strict=True))
    tails = np.array([binomial_tail(int(n), int(d), float(p)) for n, d, p in told])
    least = float(tails.min())
    # a grade's tail takes few values: the chance of one as small is the largest that is no larger
    chances = [_attained(int(n), float(p), least) for n, _, p in told]
    p = -float(np.expm1(np.log1p(-np.minimum(chances, 1 - 1e-16)).sum()))
    yield Found(value=least, statistic=least, p=p)


def _attained(rows: int, probability: float, bound: float) -> float:
    """The chance that a grade's tail probability is `bound` or less, where it promised right."""
    tails = np.r_[1.0, bdtrc(np.arange(rows), rows, probability)]
    within = tails[tails <= bound * (1 + 1e-12)]
    return float(within.max()) if len(within) else 0.0


def _vasicek(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    size, events, promised = _portfolio(rows)
    for correlation in terms.correlations:
        p = one_factor_tail(size, events, promised, correlation)
        yield Found(value=events / size, statistic=correlation, p=p, by=f"{correlation:g}")


def _chi_square(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    counts = rows.by_grade.met
    told = witness.chi_square(counts)
    grades = len(counts.names)
    yield Found(value=told.statistic, statistic=told.statistic, p=told.p,
                counted={**rows.counted, "grades": grades})  # fmt: skip


def _hosmer_lemeshow(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    told = witness.hosmer_lemeshow(rows.y, rows.probability, _GROUPS)
    yield Found(value=told.statistic, statistic=told.statistic, p=told.p,
                counted={**rows.counted, "groups": _GROUPS})  # fmt: skip


def _profile(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    counts = rows.by_grade.met
    told = witness.default_profile(counts, simulations=terms.simulations, seed=terms.seed)
    yield Found(value=told.statistic, statistic=told.statistic, p=told.p,
                counted={**rows.counted, "grades": len(counts.names)})  # fmt: skip


def _level(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    chance = rows.probability * (1 - rows.probability)
    spread = float(np.sqrt(chance.sum()))
    missed = rows.events - float(rows.probability.sum())
    z = missed / spread if spread else float("nan")
    reach = float(ndtri((1 + terms.level) / 2)) * spread / len(rows)
    value = missed / len(rows)
    yield Found(value=value, low=value - reach, high=value + reach, statistic=z,
                p=float(2 * ndtr(-abs(z))))  # fmt: skip


def _expected_over_observed(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    columns = np.column_stack([rows.probability, rows.y.astype(np.float64)])
    sums = redrawn_sums(columns, rows.coop_id, draws=terms.draws, seed=terms.seed)
    low, high = ends(sums[:, 0] / np.where(sums[:, 1] > 0, sums[:, 1], np.nan), terms.level)
    yield Found(value=float(rows.probability.sum()) / rows.events, low=low, high=high)


def _by_year(rows: RatedRows) -> tuple[Ints, Ints, Floats]:
    """Rows, events and mean promised probability of each day, oldest first."""
    years = [rows.on(day) for day in rows.days]
    told = [_portfolio(year) for year in years]
    sizes, events, promised = zip(*told, strict=True)
    return np.array(sizes), np.array(events), np.array(promised)


def _normal_years(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    sizes, events, promised = _by_year(rows)
    missed = events / sizes - promised
    if len(sizes) < 3 or not missed.std() > 0:
        raise ValueError("a test over years needs three, and that they differ")
    told = ttest_1samp(missed, 0.0, alternative="greater")
    ends = ttest_1samp(missed, 0.0).confidence_interval(terms.level)
    yield Found(value=float(missed.mean()), low=float(ends.low), high=float(ends.high),
                statistic=float(told.statistic), p=float(told.pvalue),
                counted={**rows.counted, "years": len(sizes)})  # fmt: skip


def _traffic(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    sizes, events, promised = _by_year(rows)
    told = witness.traffic_lights(sizes, events, promised)
    yield Found(value=told.statistic, statistic=told.statistic, p=told.p,
                counted={**rows.counted, "years": len(sizes)})  # fmt: skip


def _ks(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    told = kolmogorov_smirnov(rows.y, rows.probability)
    yield Found(value=told.statistic, statistic=told.statistic, p=told.p)


def _kuiper(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    told = kuiper(rows.y, rows.probability)
    yield Found(value=told.statistic, statistic=told.statistic, p=told.p)


def _prudence(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    told = prudence(rows, draws=terms.draws, seed=terms.seed, level=terms.level)
    yield Found(value=told.difference, low=told.low, high=told.high, statistic=told.statistic,
                p=told.p)  # fmt: skip


def _apart(
    name: str,
    null: str,
    function: Callable[..., Iterable[Found]],
    *,
    formula: str,
    source: str,
    library: str,
) -> RowTest:
    return RowTest(
        name=name, null=null, function=function, days="apart", formula=formula, source=source,
        library=library,
    )  # fmt: skip


CALIBRATION: Table = named([
    _apart(
        "jeffreys", "portfolio_not_understated", _jeffreys, library="riskvalidation",
        formula="F_Beta(PD; D + 1/2, N - D + 1/2), one-sided",
        source="ECB instructions (2019), 2.5.3.1",
    ),
    _apart(
        "jeffreys_grades", "grade_not_understated", _jeffreys_grades, library="riskvalidation",
        formula="as jeffreys, by grade, after Holm",
        source="ECB instructions (2019), 2.5.3.1; Holm (1979)",
    ),
    _apart(
        "binomial", "portfolio_not_understated", _binomial, library="SciPy",
        formula="P(Bin(N, PD) >= D)", source="BCBS WP 14 (2005)",
    ),
    _apart(
        "binomial_grades", "grade_not_understated", _binomial_grades, library="SciPy",
        formula="as binomial, by grade, after Holm", source="BCBS WP 14 (2005); Holm (1979)",
    ),
    _apart(
        "smallest_grade", "no_grade_understated", _smallest, library="own",
        formula="1 - prod over grades of P(tail > smallest tail), exact",
        source="Tippett (1931); joint grade tests: ECB WP 1885 (2016)",
    ),
    _apart(
        "vasicek", "portfolio_not_understated_if_correlated", _vasicek, library="own",
        formula="binomial tail averaged over one factor with asset correlation rho",
        source="BCBS WP 14 (2005), appendix; Vasicek (2002)",
    ),
    _apart(
        "chi_square_grades", "every_grade_right", _chi_square, library="riskvalidation",
        formula="sum (D - N PD)^2 / (N PD (1 - PD)), df = grades", source="BCBS WP 14 (2005)",
    ),
    _apart(
        "hosmer_lemeshow", "every_tenth_right", _hosmer_lemeshow, library="riskvalidation",
        formula="as chi_square_grades over tenths by PD, df = 10",
        source="Hosmer and Lemeshow (1980)",
    ),
    _apart(
        "default_profile", "shape_over_grades_right", _profile, library="riskvalidation",
        formula="sum (D - D_all q)^2 / (D_all q), q = N PD / sum N PD, simulated p",
        source="Tasche (2013)",
    ),
    _apart(
        "level", "mean_probability_right", _level, library="own",
        formula="sum (y - p) / sqrt(sum p (1 - p)), two-sided", source="BCBS WP 14 (2005)",
    ),
    RowTest(
        name="expected_over_observed", null=None, function=_expected_over_observed, library="own",
        formula="sum p / sum y; redrawn co-operatives", source="Debray et al. (2017)",
    ),
    _apart(
        "cumulative_ks", "every_probability_right", _ks, library="MAPIE",
        formula="max |cumulative sum of y - p| / sqrt(sum p (1 - p)), rows by p",
        source="Arrieta-Ibarra et al. (2022)",
    ),
    _apart(
        "cumulative_kuiper", "every_probability_right", _kuiper, library="MAPIE",
        formula="range of the same cumulative sum", source="Arrieta-Ibarra et al. (2022)",
    ),
    _apart(
        "normal_years", "no_year_understated", _normal_years, library="SciPy",
        formula="sum (d_t - PD_t) / (sqrt(T) s), Student's t with T - 1 df, one-sided",
        source="BCBS WP 14 (2005); t for the normal, for T is small",
    ),
    _apart(
        "traffic_lights", "no_year_understated", _traffic, library="riskvalidation",
        formula="years by colour, multinomial 0.5 / 0.3 / 0.15 / 0.05",
        source="Blochwitz, Hohl and Wehn, in BCBS WP 14 (2005)",
    ),
    RowTest(
        name="prudence", null="exposure_weighted_not_understated", function=_prudence,
        library="own", formula="sum w (y - p) / sum w, redrawn co-operatives, one-sided",
        source="Tasche (2022)",
    ),
])  # fmt: skip
