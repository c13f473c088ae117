"""The scorecard: a logistic regression on weights of evidence, the challenger that may serve.

The oldest trade of credit scoring, and the plainest: what a value is worth depends on its bin
alone, and a person can add the score up from a printed table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from models.challengers.binning import Binning
from models.challengers.regression import logistic_weights
from models.challengers.steps import StepModel, Steps
from models.challengers.stepwise import StepClassifier
from models.learner import Floats

# Digits of weights and base that are kept: the rest hangs on the order in which sums were made.
_DIGITS = 10


class Scorecard(StepClassifier):
    """Logistic regression on weights of evidence, none of which turns a risk round.

    Each input is cut into bins. The weight of evidence of a bin is the log of its odds of the event
    over the odds of all rows: 0 tells nothing, over 0 is riskier. (Banks often write it with the
    other sign.) Unknown is a bin of its own, and a value that training never met is read as
    unknown.

    Inputs whose information value is under `min_iv` are left out. The others are weighed by a
    penalised regression in which no weight may be negative, since reasons would then say the
    opposite of the bins: an input that others make superfluous, or turn round, has the weight 0.

    Parameters
    ----------
    min_bin_share : float, over 0 to 0.5
        Share of all rows that a bin needs; the bin of unknown may have fewer.
    max_bins : int, at least 2
        Bins of an input, without that of unknown.
    max_pvalue : float, over 0 to 1
        Bins of an input are joined until any two differ in their share of events at this level, by
        a z-test.
    smoothing : float, over 0
        Rows at the mean that are added to every bin. A bin without events then has a finite weight
        of evidence, and one without rows has 0.
    min_iv : float, at least 0
        Information value that an input needs.
    reg_lambda : float, at least 0
        Pull of the weights towards zero, by half their square: 0 fits without.
    monotone : mapping of input name to -1, 0 or 1, optional
        +1: the share of events may only rise from bin to bin; -1: only fall. Inputs that are not
        named may turn once; a category's bins stand in the order of their share.

    Attributes
    ----------
    steps_ : StepModel
        Bins, weights of evidence, and the weight of each input: 0 where it was left out, and then
        `facts` says why (`min_iv` or `sign`).

    References
    ----------
    Siddiqi, "Intelligent Credit Scoring", 2nd edition (2017), chapter 10; Navas-Palencia, "Optimal
    binning: mathematical programming formulation", 2020, arXiv 2001.08025, for the bins.

    Examples
    --------
    >>> import pandas as pd
    >>> X = pd.DataFrame({"late": [0.0, 1.0, 2.0, 3.0] * 100})
    >>> y = [0, 0, 0, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 0] * 25
    >>> card = Scorecard(monotone={"late": 1}).fit(X, y)
    >>> card.steps_.steps[0].cuts
    (1.5,)
    """

    kind = "logistic"

    def __init__(
        self,
        *,
        min_bin_share: float = 0.05,
        max_bins: int = 8,
        max_pvalue: float = 0.05,
        smoothing: float = 1.0,
        min_iv: float = 0.02,
        reg_lambda: float = 1.0,
        monotone: Mapping[str, int] | None = None,
    ) -> None:
        self.min_bin_share = min_bin_share
        self.max_bins = max_bins
        self.max_pvalue = max_pvalue
        self.smoothing = smoothing
        self.min_iv = min_iv
        self.reg_lambda = reg_lambda
        self.monotone = monotone

    def _learn(self, numbers: Floats, outcome: Floats) -> None:
        binned = [
            self._binned(name, numbers[:, place], outcome)
            for place, name in enumerate(self._names())
        ]
        evidence = np.column_stack(
            [one.shares(numbers[:, place]) for place, one in enumerate(binned)]
        )
        kept = [place for place, one in enumerate(binned) if one.facts["iv"] >= self.min_iv]
        base, weights = self._weighed(evidence, outcome, kept)
        steps = tuple(
            replace(one, weight=weights[place])
            if weights.get(place)
            else _left_out(one, "sign" if place in weights else "min_iv")
            for place, one in enumerate(binned)
        )
        self.steps_ = StepModel(kind=self.kind, base=base, steps=steps, coding_=self.coding_)

    def _binned(self, name: str, column: Floats, outcome: Floats) -> Steps:
        """One input's bins with their weights of evidence, each of weight 1."""
        binning = Binning(
            max_bins=self.max_bins, min_bin_share=self.min_bin_share, max_pvalue=self.max_pvalue
        )
        levels = {str(key): met for key, met in self.coding_.levels.items()}.get(name)
        ends: dict[str, Any]
        if levels is None:
            way = {str(key): way for key, way in (self.monotone or {}).items()}.get(name, 0)
            ends = {"cuts": binning.cuts(column, outcome, way)}
            bins = np.arange(len(ends["cuts"]) + 1)
        else:
            ends, bins = {"levels": levels}, binning.groups(column, outcome, len(levels))
        blank = Steps(name=name, values=(0.0,) * len(bins), missing=0.0, **ends)
        # Unknown is the last bin: the place that `places` gives it, -1, picks it out as well.
        unknown = int(bins.max(initial=-1)) + 1
        of_row = np.append(bins, unknown)[blank.places(column)]
        evidence = Evidence(of_row, outcome, unknown + 1, self.smoothing)
        return replace(
            blank,
            values=tuple(evidence.woe[bins].tolist()),
            missing=float(evidence.woe[unknown]),
            facts=evidence.facts(bins),
        )

    def _weighed(
        self, evidence: Floats, outcome: Floats, kept: Sequence[int]
    ) -> tuple[float, dict[int, float]]:
        """The base, and the weight of each input that is kept; 0 where it would be negative."""
        base, found = logistic_weights(evidence[:, list(kept)], outcome, penalty=self.reg_lambda)
        weights = [round(float(weight), _DIGITS) for weight in found]
        return round(base, _DIGITS), dict(zip(kept, weights, strict=True))


class Evidence:
    """What the bins of one input tell: rows, events, weight of evidence, information value."""

    def __init__(
        self, bins: NDArray[np.int64], outcome: Floats, count: int, smoothing: float
    ) -> None:
        self.rows = np.bincount(bins, minlength=count)
        self.events = np.bincount(bins, weights=outcome, minlength=count).astype(np.int64)
        mean, others = outcome.mean(), self.rows - self.events
        self.woe: Floats = np.log(
            (self.events + smoothing * mean) / (others + smoothing * (1 - mean))
        ) - logit(mean)
        shares = self.events / self.events.sum() - others / others.sum()
        self.iv = float((shares * self.woe).sum())

    def facts(self, bins: NDArray[np.int64]) -> dict[str, Any]:
        """As JSON: the bin of each step, and of each bin rows and events, unknown last."""
        counted = {"rows": self.rows.tolist(), "events": self.events.tolist()}
        return {"iv": self.iv, "bins": bins.tolist(), **counted}


def _left_out(one: Steps, why: str) -> Steps:
    return replace(one, weight=0.0, facts={**one.facts, "left_out": why})
