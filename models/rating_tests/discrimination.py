"""Does the rating tell those who will default from those who will not?

Intervals redraw whole co-operatives over all days, and errors are summed by co-operative: whoever
is rated year after year is no new evidence each time. The margin is what ranks, but for Somers' D,
which reads the grades.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri
from scipy.stats import ks_2samp
from sklearn.metrics import roc_auc_score

from models.metrics import (
    Interval,
    Metric,
    auc,
    average_precision,
    cluster_bootstrap,
    gini,
    ks,
    paired_cluster_bootstrap,
    psi,
)
from models.rating_tests import witness
from models.rating_tests.catalogue import Found, RowTest, Table, named, ruled
from models.rating_tests.clustered import auc_variance
from models.rating_tests.h_measure import h_measure
from models.rating_tests.rows import Floats, RatedRows, Terms
from models.rating_tests.ruling import Ruling, Verdict

_PARTIAL = 0.2  # the false alarms that an office could bear: a fifth of those who are well
_SLOW = 100  # redraws of what is worked out from rows anew each time


def _cluster(metric: Metric, rows: RatedRows, score: Floats, terms: Terms) -> Interval:
    return cluster_bootstrap(
        metric, rows.y, score, rows.coop_id,
        draws=terms.draws, seed=terms.seed, level=terms.level,
    )  # fmt: skip


def _by_margin(metric: Metric, rows: RatedRows, terms: Terms) -> Iterable[Found]:
    found = _cluster(metric, rows, rows.margin, terms)
    yield Found(value=metric(rows.y, rows.margin), low=found.low, high=found.high)


def _auc(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    return _by_margin(auc, rows, terms)


def _gini(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    return _by_margin(gini, rows, terms)


def _average_precision(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    return _by_margin(average_precision, rows, terms)


def _slowly(metric: Metric, rows: RatedRows, terms: Terms) -> Iterable[Found]:
    found = cluster_bootstrap(
        metric, rows.y, rows.margin, rows.coop_id,
        draws=min(terms.draws, _SLOW), seed=terms.seed, level=terms.level,
    )  # fmt: skip
    yield Found(value=metric(rows.y, rows.margin), low=found.low, high=found.high)


def _h_measure(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    return _slowly(h_measure, rows, terms)


def partial_auc(y: "NDArray[np.int64]", score: Floats) -> float:
    """The AUC where at most a fifth of the non-events are called, stretched so that a coin is 0.5.

    Raises
    ------
    ValueError
        Where the outcome has one class only.

    References
    ----------
    McClish, "Analyzing a portion of the ROC curve", Medical Decision Making 9 (1989).
    """
    if min(np.sum(y), np.sum(1 - y)) == 0:
        raise ValueError("a partial AUC needs events and non-events")
    return float(roc_auc_score(y, score, max_fpr=_PARTIAL))


def _partial(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    return _slowly(partial_auc, rows, terms)


def _auc_error(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    value = auc(rows.y, rows.margin)
    se = float(np.sqrt(auc_variance(rows.y, rows.margin, rows.coop_id)))
    reach = float(ndtri((1 + terms.level) / 2)) * se
    yield Found(value=value, low=max(value - reach, 0.0), high=min(value + reach, 1.0),
                statistic=se)  # fmt: skip


def _accuracy_ratio(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    yield Found(value=witness.accuracy_ratio(rows.y, rows.margin))


def _somers(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    grade = rows.grade.astype(np.float64)
    found = _cluster(gini, rows, grade, terms)
    yield Found(value=gini(rows.y, grade), low=found.low, high=found.high)


def _ks(rows: RatedRows, terms: Terms) -> Iterable[Found]:
    events, others = rows.margin[rows.y == 1], rows.margin[rows.y == 0]
    test = ks_2samp(events, others, method="asymp")
    yield Found(value=ks(rows.y, rows.margin), statistic=float(test.statistic),
                p=float(test.pvalue))  # fmt: skip


DISCRIMINATION: Table = named([
    RowTest(
        name="auc", null=None, function=_auc, library="own",
        formula="mean over pairs of 1(event above non-event) + 1/2 of ties; redrawn co-operatives",
        source="Hanley and McNeil (1982)",
    ),
    RowTest(
        name="auc_standard_error", null=None, function=_auc_error, library="own",
        formula="AUC +- z * se, from placements summed by co-operative; DeLong's where each stands "
        "once",
        source="Obuchowski (1997); DeLong et al. (1988); ECB instructions (2019), annex 3.1",
    ),
    RowTest(
        name="gini", null=None, function=_gini, library="own",
        formula="2 AUC - 1; redrawn co-operatives", source="BCBS WP 14 (2005)",
    ),
    RowTest(
        name="accuracy_ratio", null=None, function=_accuracy_ratio, library="riskvalidation",
        formula="(area under CAP - 1/2) / (area under a perfect CAP - 1/2)",
        source="BCBS WP 14 (2005)",
    ),
    RowTest(
        name="somers_d_grades", null=None, function=_somers, library="own",
        formula="(concordant - discordant) / pairs of unlike outcome, by grade",
        source="Somers (1962)",
    ),
    RowTest(
        name="ks_separation", null="margins_of_events_and_others_alike", function=_ks,
        days="newest", library="SciPy", formula="max |F1 - F0|", source="BCBS WP 14 (2005)",
        wanted=Verdict.REJECTED,
    ),
    RowTest(
        name="h_measure", null=None, function=_h_measure, library="hmeasure",
        formula="1 - L / L0, costs weighed by Beta(1 + n1 / n, 1 + n0 / n)",
        source="Hand and Anagnostopoulos (2014)",
    ),
    RowTest(
        name="average_precision", null=None, function=_average_precision, library="own",
        formula="precision averaged over events; a coin has the share of events",
        source="scikit-learn's definition",
    ),
    RowTest(
        name="partial_auc", null=None, function=_partial, library="scikit-learn",
        formula="AUC up to a false-alarm share of 0.2, standardised", source="McClish (1989)",
    ),
])  # fmt: skip


def _then(rows: RatedRows, development: RatedRows, terms: Terms) -> Iterable[Found]:
    value = auc(rows.y, rows.margin) - auc(development.y, development.margin)
    variance = sum(auc_variance(one.y, one.margin, one.coop_id) for one in (rows, development))
    se = float(np.sqrt(variance))
    if not se:
        raise ValueError("neither AUC has an error")
    reach = float(ndtri((1 + terms.level) / 2)) * se
    yield Found(value=value, low=value - reach, high=value + reach, statistic=-value / se,
                p=float(ndtr(value / se)))  # fmt: skip


AUC_THEN_NOW = RowTest(
    name="auc_then_now", null="auc_no_lower_than_at_development", function=_then, library="own",
    formula="(AUC_dev - AUC_now) / sqrt(s2_now + s2_dev), s2 by co-operative, one-sided",
    source="ECB instructions (2019), 2.5.4.1, with the development AUC's own variance",
)  # fmt: skip


def _delong(rows: RatedRows, challengers: Mapping[str, Floats], terms: Terms) -> Iterable[Found]:
    reach = float(ndtri((1 + terms.level) / 2))
    for name, margin in challengers.items():
        value = auc(rows.y, rows.margin) - auc(rows.y, margin)
        se = float(np.sqrt(auc_variance(rows.y, rows.margin, rows.coop_id, less=margin)))
        z = value / se if se else 0.0
        yield Found(value=value, low=value - reach * se, high=value + reach * se, by=name,
                    statistic=z, p=float(2 * ndtr(-abs(z))))  # fmt: skip


def _redrawn(rows: RatedRows, challengers: Mapping[str, Floats], terms: Terms) -> Iterable[Found]:
    for name, margin in challengers.items():
        told = paired_cluster_bootstrap(
            auc, rows.y, rows.margin, margin, rows.coop_id,
            draws=terms.draws, seed=terms.seed, level=terms.level,
        )  # fmt: skip
        inside = told.low <= 0 <= told.high
        yield Found(value=told.difference, low=told.low, high=told.high, by=name, holds=inside)


CHALLENGED: Table = named([
    RowTest(
        name="delong", null="auc_equals_challengers", function=_delong, library="own",
        formula="z of the paired placements, summed by co-operative",
        source="DeLong et al. (1988); Obuchowski (1997)",
    ),
    RowTest(
        name="auc_difference_redrawn", null="auc_equals_challengers", function=_redrawn,
        library="own", formula="percentile interval of the difference over redrawn co-operatives",
        source="Field and Welsh (2007)",
    ),
])  # fmt: skip


def _information(
    rows: RatedRows, columns: Mapping[str, NDArray[np.float64]], terms: Terms
) -> Iterable[Found]:
    kept = rows.stands_on(rows.days[-1:])
    happened = rows.y[kept] == 1
    for name, column in columns.items():
        told = psi(column[kept][~happened], column[kept][happened], level=terms.alpha)
        yield Found(value=told.value, statistic=told.value, p=told.p, by=name)


INFORMATION_VALUE = RowTest(
    name="information_value", null="input_tells_nothing", function=_information, library="own",
    formula="sum over bins of (g - b) ln(g / b), g and b the shares of others and of events",
    source="Siddiqi (2006); chi-square benchmark of Yurdakul and Naranjo (2020)",
    wanted=Verdict.REJECTED,
)  # fmt: skip


def discrimination(
    rows: RatedRows,
    *,
    terms: Terms,
    development: RatedRows | None = None,
    challengers: Mapping[str, Floats] | None = None,
    inputs: Mapping[str, Floats] | None = None,
) -> list[Ruling]:
    """Every ruling on how well risk is told from none.

    Parameters
    ----------
    development : RatedRows, optional
        The rows that the AUC of development is worked out on, other rows than these.
    challengers : mapping of str to array of shape (n,), optional
        Margins that other kinds of model gave to these same rows.
    inputs : mapping of str to array of shape (n,), optional
        Inputs by name, NaN where unknown; their information values are a screen, no merit.
    """
    found = ruled(DISCRIMINATION, rows, terms=terms)
    if development is not None:
        found += AUC_THEN_NOW.rulings(rows, development, terms=terms)
    if challengers:
        found += ruled(CHALLENGED, rows, challengers, terms=terms)
    if inputs:
        found += INFORMATION_VALUE.rulings(rows, inputs, terms=terms)
    return found
