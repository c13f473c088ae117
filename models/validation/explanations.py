"""Whether what a model says of itself is true: reasons add up, stay, and no input moves wrongly.

Refits are trainings on redrawn co-operatives along the standing line: what the other registry that
might have been would have called the reasons.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.special import expit

from models.calibration import AffineCalibration
from models.inputs import Input
from models.kinds import fitted
from models.learner import Model
from models.rating.refits import refits
from models.rating_tests.catalogue import Found
from models.rating_tests.explanation import (
    EXPLANATION,
    additivity,
    grade_stability,
    importance_agreement,
    reason_stability,
)
from models.rating_tests.reproduction import same_hash, shared_between
from models.rating_tests.rows import Terms
from models.rating_tests.ruling import Ruling
from models.scale import MasterScale
from models.validation.credit_settings import CreditSettings
from models.validation.reason_shapes import Shares
from models.validation.study import Study

_STEPS = 9  # values that an input is turned through: its known ones' quantiles
_ROWS = 200  # rows that it is turned in, evenly over the day's
_SLACK = 1e-9
Done = Callable[[], None]


def explained(
    study: Study,
    kind: str,
    line: AffineCalibration,
    scale: MasterScale,
    found: Shares,
    settings: CreditSettings,
    done: Done,
) -> list[Ruling]:
    """Every ruling on reasons, on the rows of the day that is scored.

    Parameters
    ----------
    line : AffineCalibration
        That scores are told by; refits keep it, for only the order of reasons is asked.
    found : Shares
        The champion's reasons, beside which those of refits are held.
    done : callable
        Told after each refit.
    """
    terms, gate = settings.terms(study.spec), settings.gate
    shares, margins = [found.model.contributions(found.X)], [found.model.decision_function(found.X)]
    for refit in refits(
        study.spec, study.inputs, study.sample, study.spec.walk(study.sample.days),
        kind=kind, count=settings.refits, seed=settings.seed, line=line,
    ):  # fmt: skip
        shares.append(refit.model.contributions(found.X))
        margins.append(refit.model.decision_function(found.X))
        done()
    base, inputs = float(shares[0][0, -1]), np.array([one[:, :-1] for one in shares])
    limits = {"feature": gate.feature_overlap, "concept": gate.reason_overlap}
    told = np.array([expit(line.logit(one)) for one in margins])
    return [
        additivity(margins[0], base, inputs[0], terms=terms),
        *reason_stability(inputs, found.concepts, terms=terms, limits=limits),
        wrong_ways(found.model, found.X, study.inputs, terms),
        importance_agreement(np.abs(inputs).mean(axis=1), terms=terms),
        *grade_stability(told, edges(scale), terms=terms),
    ]


def edges(scale: MasterScale) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """The probabilities at which each next riskier grade begins, rising."""
    begins = np.array([points for _, points in scale.grades[:-1]])
    return np.asarray(expit((scale.offset - begins) / scale.factor), dtype=np.float64)


def reproduced(study: Study, kind: str, found: Shares, terms: Terms) -> list[Ruling]:
    """Whether fitting twice leaves one model, and whom the newest fold had met before."""
    again = fitted(kind, study.spec, study.inputs, study.sample)
    newest = study.walked[kind].steps[-1]
    known = study.sample.before(newest.fold)
    return [
        same_hash(found.model.text(), again.text(), of="model", terms=terms),
        shared_between(known.coop_ids, newest.sample.coop_ids, terms=terms),
    ]


def wrong_ways(model: Model, X: pd.DataFrame, inputs: tuple[Input, ...], terms: Terms) -> Ruling:
    """Whether any step of one input, all else equal, moves a margin against its stated direction.

    `value` is the largest such move in log-odds, 0 where there is none; `counted` tells how many
    steps there were, in how many inputs, and how many of them went the wrong way.

    Parameters
    ----------
    X : DataFrame
        Rows as the model takes them; an even choice of them is turned through each input's values.
    """
    rows = X.iloc[np.unique(np.linspace(0, len(X) - 1, min(_ROWS, len(X))).astype(int))]
    directed = [item for item in inputs if item.monotone]
    wrong, steps, worst = 0, 0, 0.0
    for item in directed:
        known = X[item.name].dropna()
        if known.nunique() > 1:
            values = np.unique(known.quantile(np.linspace(0, 1, _STEPS)))
            margins = [model.decision_function(rows.assign(**{item.name: v})) for v in values]
            moves = np.diff(np.array(margins), axis=0) * item.monotone
            wrong += int((moves < -_SLACK).sum())
            steps += moves.size
            worst = max(worst, -float(moves.min(initial=0.0)))
    counted = {"inputs": len(directed), "steps": steps, "violations": wrong}
    told = Found(value=worst if wrong else 0.0, statistic=_SLACK, holds=not wrong)
    return EXPLANATION["monotone_violation"].ruling(told, terms, counted)
