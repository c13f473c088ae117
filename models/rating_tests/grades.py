"""Do the grades order risk, do neighbours differ, and do rows crowd in few of them?"""

from collections.abc import Iterable

import numpy as np
from scipy.special import ndtr
from scipy.stats import fisher_exact

from models.rating_tests import witness
from models.rating_tests.catalogue import Found, RowTest, Table, holm, named, ruled
from models.rating_tests.intervals import jeffreys_interval
from models.rating_tests.rows import GradeCounts, Ints, RatedRows, Terms
from models.rating_tests.ruling import Ruling, Verdict


def trend_z(rows: Ints, events: Ints) -> float:
    """The Cochran-Armitage statistic of rates that rise with the grade's place, 0, 1, 2, ...

    Raises
    ------
    ValueError
        Where there is one grade only, or no row or every row has the event.

    References
    ----------
    Armitage, "Tests for linear trends in proportions and frequencies", Biometrics 11 (1955).
    """
    place, whole = np.arange(len(rows)), rows.sum()
    share = events.sum() / whole
    centred = place - (rows * place).sum() / whole
    spread = share * (1 - share) * (rows * centred**2).sum()
    if not spread > 0:
        raise ValueError("a trend needs two grades, events and non-events")
    return float((events * centred).sum() / np.sqrt(spread))


def _trend(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    counts = rows.by_grade
    z = trend_z(counts.rows, counts.events)
    yield Found(value=z, statistic=z, p=float(ndtr(-z)),
                counted={**rows.counted, "grades": len(counts.met.names)})  # fmt: skip


def _rates(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    counts = rows.by_grade.met
    low, high = jeffreys_interval(counts.rows, counts.events, terms.level)
    for at, name in enumerate(counts.names):
        size, events = int(counts.rows[at]), int(counts.events[at])
        yield Found(value=events / size, low=float(low[at]), high=float(high[at]), by=name,
                    counted={"rows": size, "events": events})  # fmt: skip


def _neighbours(counts: GradeCounts, side: str) -> Iterable[Found]:
    """Each grade against the next met one: the riskier one's rate less the safer one's."""
    pairs = range(len(counts.names) - 1)
    if not pairs:
        raise ValueError("neighbours need two grades")
    tables = [
        [[int(counts.events[g]), int(counts.rows[g] - counts.events[g])] for g in (at + 1, at)]
        for at in pairs
    ]
    raw = [float(fisher_exact(table, alternative=side).pvalue) for table in tables]
    for at, p in zip(pairs, holm(raw), strict=True):
        rates = counts.events[at : at + 2] / counts.rows[at : at + 2]
        yield Found(
            value=float(rates[1] - rates[0]), p=float(p), statistic=raw[at],
            by=f"{counts.names[at]}-{counts.names[at + 1]}",
            counted={
                "rows": int(counts.rows[at : at + 2].sum()),
                "events": int(counts.events[at : at + 2].sum()),
            },
        )  # fmt: skip


def _inverted(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    return _neighbours(rows.by_grade.met, "less")


def _differ(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    return _neighbours(rows.by_grade.met, "greater")


def _concentration(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    counts = rows.by_grade
    shares = counts.rows / counts.rows.sum()
    grades = len(shares)
    value = 1 + float(np.log((shares**2).sum()) / np.log(grades))
    yield Found(value=value, counted={**rows.counted, "grades": grades})


def _concentration_rise(rows: RatedRows, development: RatedRows, terms: Terms) -> Iterable[Found]:
    told, now, then = witness.concentration_rise(
        rows.by_grade.rows.astype(float), development.by_grade.rows.astype(float)
    )
    yield Found(value=now - then, statistic=told.statistic, p=told.p)


GRADES: Table = named([
    RowTest(
        name="grade_rates", null=None, function=_rates, days="apart", library="SciPy",
        formula="D / N by grade, Jeffreys interval", source="Brown, Cai and DasGupta (2001)",
    ),
    RowTest(
        name="trend", null="no_trend_over_grades", function=_trend, days="apart", library="own",
        formula="sum d (g - mean g) / sqrt(q (1 - q) sum n (g - mean g)^2), one-sided",
        source="Cochran (1954); Armitage (1955)", wanted=Verdict.REJECTED,
    ),
    RowTest(
        name="neighbours_inverted", null="riskier_neighbour_no_lower", function=_inverted,
        days="apart", library="SciPy", formula="Fisher's exact test, one-sided, after Holm",
        source="Fisher (1935); Holm (1979)",
    ),
    RowTest(
        name="neighbours_differ", null="riskier_neighbour_no_higher", function=_differ,
        days="apart", library="SciPy", formula="Fisher's exact test, one-sided, after Holm",
        source="Fisher (1935); Holm (1979)", wanted=Verdict.REJECTED,
    ),
    RowTest(
        name="concentration", null=None, function=_concentration, needs="rows", days="newest",
        library="own", formula="1 + ln(sum r^2) / ln K: 0 even, 1 all in one grade",
        source="ECB instructions (2019), 2.5.5.3",
    ),
])  # fmt: skip

CONCENTRATION_RISE = RowTest(
    name="concentration_rise", null="no_more_concentrated_than_at_development",
    function=_concentration_rise, needs="rows", days="newest", library="riskvalidation",
    formula="sqrt(K - 1) (CV_now - CV_dev) / sqrt(CV_now^2 (0.5 + CV_now^2)), one-sided",
    source="ECB instructions (2019), 2.5.5.3; Miller (1991)",
)  # fmt: skip


def grading(rows: RatedRows, *, terms: Terms, development: RatedRows | None = None) -> list[Ruling]:
    """Every ruling on grades; with the development rows, whether they crowd more than then."""
    found = ruled(GRADES, rows, terms=terms)
    if development is not None:
        found += CONCENTRATION_RISE.rulings(rows, development, terms=terms)
    return found
