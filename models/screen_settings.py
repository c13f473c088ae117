"""Every bound that the screen judges by, beside what it means and what a spec may set it to."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.ranges import Range

_SHARE = Range(low=0, high=1)
_AUC = Range(low=0.5, high=1)
_MONTHS = Range(low=1, high=120, whole=True)
_COUNT = Range(low=1, high=100_000, whole=True)


@dataclass(frozen=True, kw_only=True)
class ScreenSettings:
    """The bounds of the screen; AUCs from 0.5 to 1, shares from 0 to 1.

    Parameters
    ----------
    warn_auc, stop_auc : float
        AUC of one feature alone above which it is doubtful, or knows the outcome. It stops a run
        only where the lower end of its interval is above `warn_auc`.
    warn_share, stop_share : float
        Share of events among the co-operatives with one value, at the lower end of its interval,
        above which the value is doubtful, or marks those that will have the event.
    least_events : int
        Co-operatives with the event without which nothing stops a run.
    lag_months : int
        How far knowledge is held back.
    lag_slack : float
        How far the surplus of changed values among events may pass the lag over the horizon before
        the run stops; see `models.screen.heldback`.
    lag_drop : float
        And the loss of AUC that goes with it.
    reach_months : int
        How old a fact may be on the as-of day for its delay to be looked at.
    early_quantile : float
        Delays below this quantile of the rows without event are early.
    early_ratio, early_p : float
        How many times more often events have early facts, and the p-value of that (Fisher's exact
        test by co-operative), for the run to stop.
    at_once_share : float
        Share of the papers about a period, known on its very last day, from which on the run stops.
    apart_share : float
        Share of figures that were known on another day than their statement from which on that is
        said; where they were known before it, the run stops.
    ahead_share : float
        Share of facts known before they happened from which on the run stops.
    moved_least : int
        Arrivals that are expected after as-of days, for their absence to be looked at.
    moved_warn, moved_stop, moved_p : float
        Share of them below which it is doubtful, or stops the run, and its Poisson p-value.
    copies_known : int
        Values that two co-operatives must share, and know, to be called copies.
    domain_auc, domain_p : float
        AUC of telling the newest training day from now above which, and p-value below which, now
        is said to resemble the past little.
    drift_psi, drift_p : float
        PSI above which, and p-value of its chi-square benchmark below which, a feature drifts from
        a day to the next a year later; the p-value is multiplied by the number of such pairs.
    collapse : float
        Share of the known values that a feature may lose, from one year to the next or from first
        to last, before it collapses: 0.5 is half of them.
    draws, level, seed : int, float, int
        Of every interval and every fold.
    """

    warn_auc: float = 0.85
    stop_auc: float = 0.95
    warn_share: float = 0.5
    stop_share: float = 0.9
    least_events: int = 10
    lag_months: int = 3
    lag_slack: float = 0.1
    lag_drop: float = 0.1
    reach_months: int = 24
    early_quantile: float = 0.01
    early_ratio: float = 5.0
    early_p: float = 1e-4
    at_once_share: float = 0.05
    apart_share: float = 0.05
    ahead_share: float = 0.01
    moved_least: int = 30
    moved_warn: float = 0.5
    moved_stop: float = 0.1
    moved_p: float = 1e-6
    copies_known: int = 5
    domain_auc: float = 0.75
    domain_p: float = 0.01
    drift_psi: float = 0.25
    drift_p: float = 0.01
    collapse: float = 0.5
    draws: int = 200
    level: float = 0.95
    seed: int = 1404


SCREEN: Mapping[str, Range] = {
    "warn_auc": _AUC,
    "stop_auc": _AUC,
    "warn_share": _SHARE,
    "stop_share": _SHARE,
    "least_events": _COUNT,
    "lag_months": _MONTHS,
    "lag_slack": _SHARE,
    "lag_drop": _SHARE,
    "reach_months": _MONTHS,
    "early_quantile": _SHARE,
    "early_ratio": Range(low=1, high=1_000),
    "early_p": _SHARE,
    "at_once_share": _SHARE,
    "apart_share": _SHARE,
    "ahead_share": _SHARE,
    "moved_least": _COUNT,
    "moved_warn": _SHARE,
    "moved_stop": _SHARE,
    "moved_p": _SHARE,
    "copies_known": _COUNT,
    "domain_auc": _AUC,
    "domain_p": _SHARE,
    "drift_psi": Range(low=0, high=100),
    "drift_p": _SHARE,
    "collapse": _SHARE,
    "draws": Range(low=100, high=100_000, whole=True),
    "level": Range(low=0.5, high=0.999, above=True),
    "seed": Range(low=0, high=2**31 - 1, whole=True),
}
