"""What probabilities cost where they are wrong, and the line from stated to observed log-odds.

The figures are those of `models.metrics`, with intervals over redrawn co-operatives; the two tests
take rows for independent and read days whose horizons do not overlap.
"""

from collections.abc import Iterable

from scipy.special import ndtr, ndtri

from models.metrics import (
    Metric,
    brier,
    brier_skill,
    calibration_fit,
    calibration_intercept,
    calibration_slope,
    cluster_bootstrap,
    cluster_bootstrap_all,
    corp,
    ece,
    log_loss,
    murphy,
    spiegelhalter,
)
from models.rating_tests.catalogue import Found, RowTest, Table, named
from models.rating_tests.rows import RatedRows, Terms


def _redrawn(metric: Metric, rows: RatedRows, terms: Terms) -> Iterable[Found]:
    found = cluster_bootstrap(
        metric, rows.y, rows.probability, rows.coop_id,
        draws=terms.draws, seed=terms.seed, level=terms.level,
    )  # fmt: skip
    yield Found(value=metric(rows.y, rows.probability), low=found.low, high=found.high)


def _brier(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    return _redrawn(brier, rows, terms)


def _brier_skill(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    return _redrawn(brier_skill, rows, terms)


def _log_loss(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    return _redrawn(log_loss, rows, terms)


def _ece(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    return _redrawn(ece, rows, terms)


def _line_redrawn(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    both = {"slope": calibration_slope, "intercept": calibration_intercept}
    found = cluster_bootstrap_all(
        both, rows.y, rows.probability, rows.coop_id,
        draws=terms.draws, seed=terms.seed, level=terms.level,
    )  # fmt: skip
    for part, metric in both.items():
        value = metric(rows.y, rows.probability)
        yield Found(value=value, low=found[part].low, high=found[part].high, by=part)


def _murphy(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    for part, value in vars(murphy(rows.y, rows.probability)).items():
        yield Found(value=value, by=part)


def _corp(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    for part, value in vars(corp(rows.y, rows.probability)).items():
        yield Found(value=value, by=part)


def _spiegelhalter(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    told = spiegelhalter(rows.y, rows.probability)
    yield Found(value=told.statistic, statistic=told.statistic, p=told.p)


def _line(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    told = calibration_fit(rows.y, rows.probability)
    yield Found(value=told.statistic, statistic=told.statistic, p=told.p)


def _slope_test(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    told = calibration_fit(rows.y, rows.probability)
    z, reach = (told.slope - 1) / told.slope_se, float(ndtri((1 + terms.level) / 2))
    yield Found(
        value=told.slope, low=told.slope - reach * told.slope_se,
        high=told.slope + reach * told.slope_se, statistic=z, p=float(2 * ndtr(-abs(z))),
    )  # fmt: skip


def _intercept_test(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    told = calibration_fit(rows.y, rows.probability)
    z, reach = told.intercept / told.intercept_se, float(ndtri((1 + terms.level) / 2))
    yield Found(
        value=told.intercept, low=told.intercept - reach * told.intercept_se,
        high=told.intercept + reach * told.intercept_se, statistic=z, p=float(2 * ndtr(-abs(z))),
    )  # fmt: skip


LOSSES: Table = named([
    RowTest(
        name="brier", null=None, function=_brier, library="own",
        formula="mean (y - p)^2; redrawn co-operatives", source="Brier (1950)",
    ),
    RowTest(
        name="brier_murphy", null=None, function=_murphy, library="own",
        formula="Brier = reliability - resolution + uncertainty + within, tenths by p",
        source="Murphy (1973); Stephenson et al. (2008)",
    ),
    RowTest(
        name="brier_corp", null=None, function=_corp, library="own",
        formula="Brier = miscalibration - discrimination + uncertainty, isotonic",
        source="Dimitriadis, Gneiting and Jordan (2021)",
    ),
    RowTest(
        name="brier_skill", null=None, function=_brier_skill, library="own",
        formula="1 - Brier / Brier of the share of events", source="Murphy (1973)",
    ),
    RowTest(
        name="log_loss", null=None, function=_log_loss, library="own",
        formula="-mean of y ln p + (1 - y) ln(1 - p)", source="Good (1952)",
    ),
    RowTest(
        name="ece", null=None, function=_ece, library="own",
        formula="sum of |observed - stated| over tenths of equal mass; biased up in few rows",
        source="Naeini, Cooper and Hauskrecht (2015)",
    ),
    RowTest(
        name="spiegelhalter", null="brier_as_promised", function=_spiegelhalter, days="apart",
        library="own", formula="sum (y - p)(1 - 2p) / sqrt(sum (1 - 2p)^2 p (1 - p)), two-sided",
        source="Spiegelhalter (1986)",
    ),
    RowTest(
        name="cox_line", null="slope_one_intercept_nought", function=_line, days="apart",
        library="own", formula="twice the log-likelihood gained by a + b logit p, 2 df",
        source="Cox (1958)",
    ),
    RowTest(
        name="cox_slope", null="slope_one", function=_slope_test, days="apart", library="own",
        formula="(b - 1) / se, two-sided; under 1 is too extreme", source="Cox (1958)",
    ),
    RowTest(
        name="cox_intercept", null="intercept_nought", function=_intercept_test, days="apart",
        library="own", formula="a / se, two-sided, at the fitted slope", source="Cox (1958)",
    ),
    RowTest(
        name="cox_redrawn", null=None, function=_line_redrawn, library="own",
        formula="a and b over redrawn co-operatives, all days", source="Cox (1958)",
    ),
])  # fmt: skip
