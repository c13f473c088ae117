"""Fits that each leave a fold out, and the margins that they give to the rows they never saw."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.model_selection import StratifiedKFold

from models.blend import decoded
from models.coding import Coding
from models.estimator import MarginClassifier
from models.learner import Floats

Splits = list[tuple[NDArray[np.int64], NDArray[np.int64]]]


@dataclass(frozen=True, kw_only=True)
class Crossed:
    """What crossing gave: the fits of each learner, and of each row a margin by each.

    `margins` has shape (n, learners), in the order of `fits`.
    """

    fits: Mapping[str, tuple[MarginClassifier, ...]]
    margins: Floats


def crossed(
    learners: Mapping[str, MarginClassifier],
    numbers: Floats,
    outcome: Floats,
    *,
    coding: Coding,
    folds: int,
    seed: int,
) -> Crossed:
    """Each learner fitted once for each fold, without it; its inputs are called x0, x1 and so on.

    Parameters
    ----------
    numbers, outcome : arrays of n rows
        What is fitted on, coded by `coding`, with outcomes of 0 and 1, of both kinds.
    folds : int, at least 2
        Of equal size and share of events. Not more than the rarer outcome has rows; where that is
        one, each learner is fitted once, on all rows, and its margins are of rows that it saw.
    """
    names = input_names(numbers.shape[1])
    splits = _splits(outcome, folds, seed)
    margins = np.zeros((len(outcome), len(learners)))
    fits: dict[str, tuple[MarginClassifier, ...]] = {}
    for place, (name, learner) in enumerate(learners.items()):
        made: list[MarginClassifier] = []
        for seen, left_out in splits:
            fit = clone(learner).fit_coded(numbers[seen], outcome[seen], names=names, coding=coding)
            rows = decoded(numbers[left_out], names, coding)
            margins[left_out, place] = fit.decision_function(rows)
            made.append(fit)
        fits[name] = tuple(made)
    return Crossed(fits=fits, margins=margins)


def input_names(count: int) -> list[str]:
    """Names that every library takes, in the place of the table's own."""
    return [f"x{place}" for place in range(count)]


def _splits(outcome: Floats, folds: int, seed: int) -> Splits:
    whole = np.arange(len(outcome))
    rarer = int(min(outcome.sum(), len(outcome) - outcome.sum()))
    if rarer < 2:
        return [(whole, whole)]
    cut = StratifiedKFold(min(folds, rarer), shuffle=True, random_state=seed)
    return list(cut.split(whole, outcome))
