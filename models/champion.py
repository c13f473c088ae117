"""Which kind of model serves: the champion rule, as data and one pure function.

The kind that leads serves, unless the challenger is shown to be better; what is not shown keeps the
kind that stands. Who leads, the threshold, and how surely it must be passed are the spec's, so that
nobody moves them after seeing the figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import NormalDist
from typing import Any, Literal

from models.calibration import AffineCalibration
from models.keys import LEADS
from models.metrics import auc, paired_cluster_bootstrap
from models.spec_tables import ChampionSettings
from models.walk import Tested, pooled

BOOSTER, CHALLENGER = "booster", "logistic"

# The kinds that may serve, leading or challenging; the others are witnesses.
SERVING = (*LEADS, CHALLENGER)

Code = Literal[
    "no_challenger",
    "challenger_without_line",
    "too_few_events",
    "ranks_better",
    "calibrated_better",
    "not_better",
    "not_decidable",
]
Bound = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """How the challenger ranks beside the kind that leads, on the same test days of all folds.

    `events` counts rows with the event on all test days: where days lie closer than the horizon, a
    co-operative's one exit may stand on several of them. `difference` is the challenger's AUC less
    that of the one that leads; `low` and `high` are its one-sided bounds, each at the spec's level,
    and None with too few events.
    """

    events: int
    lead_auc: float
    challenger_auc: float
    difference: float
    low: float | None
    high: float | None


@dataclass(frozen=True, kw_only=True)
class Slope:
    """A kind's slope out of time, each fold along the line of earlier ones; 1 is calibrated."""

    value: float
    se: float
    events: int

    def surely_outside(self, bound: Bound, level: float) -> bool:
        """Whether it lies outside the bound by more than chance, one-sided at `level`."""
        reach = NormalDist().inv_cdf(level) * self.se
        low, high = bound
        return self.value + reach < low or self.value - reach > high

    def inside(self, bound: Bound) -> bool:
        """Whether the slope itself lies within the bound, ends included."""
        return bound[0] <= self.value <= bound[1]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Which kind serves, and by what.

    `standing` is the kind that served before, where it decided, and None where figures did: so the
    same facts give the same decision whatever stood before, as long as they are decisive.
    """

    kind: str
    code: Code
    standing: str | None = None
    ranking: Ranking | None = None
    lead_slope: Slope | None = None
    challenger_slope: Slope | None = None
    bound: Bound | None = None

    def facts(self, settings: ChampionSettings) -> dict[str, Any]:
        """The decision as JSON: its figures beside the thresholds that they were held against."""
        said = asdict(settings)
        thresholds = {key: value for key, value in said.items() if key not in ("kinds", "lead")}
        bound = None if self.bound is None else [_finite(end) for end in self.bound]
        who = {"lead": settings.lead, "challenger": CHALLENGER}
        return {**asdict(self), **who, "bound": bound, "thresholds": thresholds}


def rank(
    settings: ChampionSettings, lead: Sequence[Tested], challenger: Sequence[Tested]
) -> Ranking:
    """The two kinds' AUC on all test days together, and how surely they differ.

    Whole co-operatives are redrawn, and both kinds are measured on the same redraw: what is hard
    about a co-operative is hard for both. With fewer events than the spec asks for, nothing is
    redrawn.

    Parameters
    ----------
    settings : ChampionSettings
        Level, draws, seed, and the events that are needed.
    lead, challenger : sequence of Tested
        The walks of both, over the same folds.
    """
    ours, theirs = pooled(lead), pooled(challenger)
    both = {"lead_auc": auc(ours.y, ours.margin), "challenger_auc": auc(ours.y, theirs.margin)}
    difference = both["challenger_auc"] - both["lead_auc"]
    events, low, high = int(ours.y.sum()), None, None
    if events >= settings.min_events:
        found = paired_cluster_bootstrap(
            auc,
            ours.y,
            theirs.margin,
            ours.margin,
            ours.coop_ids,
            draws=settings.draws,
            seed=settings.seed,
            level=2 * settings.level - 1,  # its two ends are then one-sided bounds at `level`
        )
        low, high = found.low, found.high
    return Ranking(events=events, difference=difference, low=low, high=high, **both)


def slope_of(line: AffineCalibration | None, events: int) -> Slope | None:
    """The slope of a line from what was told out of time to what came, where there is one."""
    if line is None:
        return None
    return Slope(value=line.slope, se=line.covariance[0][0] ** 0.5, events=events)


def decide(
    settings: ChampionSettings,
    ranking: Ranking | None,
    *,
    slopes: Mapping[str, Slope | None],
    bound: Bound | None,
    standing: str | None,
) -> Decision:
    """Which kind serves.

    In this order:

    1. no challenger was walked, or its margins hold no line, so that it could not serve (`ranking`
       None): the kind that leads;
    2. fewer pooled events than `min_events`, counted as rows: the kind that stands;
    3. the lower bound of the difference exceeds `auc_gain`: the challenger *ranks better*;
    4. the slope out of time of the one that leads lies outside `bound` by more than chance, the
       challenger's within, both measured on `min_events` or more: the challenger is *calibrated
       better*;
    5. the upper bound is at most `auc_gain`: the challenger is *not better*, the one that leads
       serves;
    6. else the interval holds the threshold: *not decidable*, the kind that stands goes on.

    Parameters
    ----------
    settings : ChampionSettings
        The thresholds.
    ranking : Ranking or None
        What `rank` found.
    slopes : mapping of kind to Slope or None
        Out-of-time slopes of every kind that was walked; the challenger's key says that it was.
    bound : pair of float, optional
        The spec's bound of `acceptance.calibration_slope`; without one, calibration decides
        nothing.
    standing : str, optional
        The kind that serves now. None, and a kind that neither leads nor challenges, stand
        for the one that leads.
    """
    lead = settings.lead
    if ranking is None:
        walked = CHALLENGER in slopes
        return Decision(kind=lead, code="challenger_without_line" if walked else "no_challenger")
    shown: dict[str, Any] = {
        "ranking": ranking,
        "lead_slope": slopes.get(lead),
        "challenger_slope": slopes.get(CHALLENGER),
        "bound": bound,
    }
    stands = standing if standing in (lead, CHALLENGER) else lead
    if ranking.low is None or ranking.high is None:
        return Decision(kind=stands, code="too_few_events", standing=stands, **shown)
    if ranking.low > settings.auc_gain:
        return Decision(kind=CHALLENGER, code="ranks_better", **shown)
    if _calibrated_better(settings, slopes, bound):
        return Decision(kind=CHALLENGER, code="calibrated_better", **shown)
    if ranking.high <= settings.auc_gain:
        return Decision(kind=lead, code="not_better", **shown)
    return Decision(kind=stands, code="not_decidable", standing=stands, **shown)


def _calibrated_better(
    settings: ChampionSettings, slopes: Mapping[str, Slope | None], bound: Bound | None
) -> bool:
    lead, challenger = slopes.get(settings.lead), slopes.get(CHALLENGER)
    if lead is None or challenger is None or bound is None:
        return False
    enough = min(lead.events, challenger.events) >= settings.min_events
    outside = lead.surely_outside(bound, settings.level)
    return enough and outside and challenger.inside(bound)


def _finite(end: float) -> float | None:
    """An end of a bound as JSON holds it; an open one is None."""
    return end if abs(end) < float("inf") else None
