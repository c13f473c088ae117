"""The tables of a spec as values: how each kind of model learns, and how the champion is chosen.

The meaning of every key is in docs/specs.md; nothing here has a default.
"""

from dataclasses import dataclass
from typing import Literal

Monotone = Literal["from_risk", "none"]


@dataclass(frozen=True, kw_only=True)
class BoosterSettings:
    """How the trees are grown; the names are those of `models.booster.Booster`."""

    fits: int
    n_estimators: int
    learning_rate: float
    num_leaves: int
    max_depth: int
    min_child_samples: int
    min_gain_to_split: float
    subsample: float
    colsample_bytree: float
    extra_trees: bool
    reg_alpha: float
    reg_lambda: float
    path_smooth: float
    max_bin: int
    cat_smooth: float
    cat_l2: float
    max_cat_threshold: int
    monotone: Monotone
    seed: int
    num_threads: int


@dataclass(frozen=True, kw_only=True)
class LogisticSettings:
    """How the scorecard is made; the names are those of `models.challengers.scorecard`."""

    min_bin_share: float
    max_bins: int
    max_pvalue: float
    smoothing: float
    min_iv: float
    reg_lambda: float
    monotone: Monotone


@dataclass(frozen=True, kw_only=True)
class LinearSettings:
    """How the regression on curves is fitted; the names are those of `models.linear`."""

    reg_lambda: float
    level_lambda: float
    knots: int
    max_levels: int
    monotone: Monotone


@dataclass(frozen=True, kw_only=True)
class AdditiveSettings:
    """How the additive witness is grown; the names are those of `models.challengers.additive`."""

    outer_bags: int
    validation_share: float
    max_rounds: int
    learning_rate: float
    max_bins: int
    min_samples_leaf: int
    monotone: Monotone
    seed: int


@dataclass(frozen=True, kw_only=True)
class RuleSettings:
    """The rule of thumb: one input, and whether risk rises or falls with it.

    `input` need not be among the spec's `features`: then the matrix is built with it, and the rule
    alone reads it.
    """

    input: str
    risk: Literal["rises", "falls"]


@dataclass(frozen=True, kw_only=True)
class CalibrationSettings:
    """How margins become probabilities.

    `interval` is the level of the stated interval; `min_events` the least number of co-operatives
    with a known event, both to fit on and to calibrate on.
    """

    method: Literal["platt"]
    on: Literal["pooled_folds"]
    interval: float
    min_events: int


@dataclass(frozen=True, kw_only=True)
class ChampionSettings:
    """Which kinds are held against each other, and by how much the challenger must be better.

    `lead` serves unless the challenger is shown to be better, and is one of `kinds`.
    `auc_gain` is the difference of AUC that must be exceeded at one-sided `level`; `min_events` the
    pooled events without which nothing is decided; `draws` and `seed` those of the bootstrap.
    """

    kinds: tuple[str, ...]
    lead: str
    auc_gain: float
    level: float
    min_events: int
    draws: int
    seed: int


@dataclass(frozen=True, kw_only=True)
class RatingSettings:
    """How probabilities are made fit to lend on: anchor, intervals, prudence, evidence.

    `anchor` is "long_run" where the level is moved to the mean of the yearly event rates, or
    "none". `on` says what line and intervals are made of: "crossed" margins of co-operatives that a
    model has not seen, or those of the "pooled_folds". `refits` is how often co-operatives are
    drawn anew and booster and calibration fitted again, with `seed`; `by` the feature whose values
    tell the branch group of a row; `bins` the score neighbourhoods within each branch group that
    the interval speaks of, and `members` the rows that one needs. `prudence` (0-1) is the
    confidence of the most prudent probabilities; `widest` the grades that an interval may span
    before the evidence carries no grade.
    """

    anchor: Literal["long_run", "none"]
    on: Literal["crossed", "pooled_folds"]
    refits: int
    by: str
    bins: int
    members: int
    prudence: float
    widest: int
    seed: int


@dataclass(frozen=True, kw_only=True)
class HazardSettings:
    """How the curve beside a score is made, for a label of cycles (`models.hazard`).

    `folds` are the days that the second cycle is tested on, counted from the newest whose outcome
    is known; the rest is how the trees are grown that tell of competing ends, quarter by quarter.
    """

    folds: int
    n_estimators: int
    learning_rate: float
    num_leaves: int
    min_child_samples: int
    reg_lambda: float
    seed: int
