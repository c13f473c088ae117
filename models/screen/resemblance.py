"""How much the newest training day and now resemble each other, all features at once."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr

from features.matrix import FeatureMatrix
from models.booster import Booster
from models.inputs import Input, frame
from models.metrics import auc, auc_se
from models.screen.bins import folds_by, groups
from models.screen.findings import Finding
from models.screen_settings import ScreenSettings

_TREES = 60
_SHOWN = 5
_SHARED_ROWS = 2_000


def resemblance(
    matrix: FeatureMatrix,
    present: FeatureMatrix,
    inputs: Sequence[Input],
    newest: date,
    settings: ScreenSettings,
) -> Finding:
    """How well trees tell rows of the newest training day from those of now; one finding.

    An AUC of .5 is a coin: now looks like then. Each co-operative stands on both days, so that it
    is cross-validated by co-operative; numbers are cut into bins first, for a leap day would tell
    two years apart. The p-value is of DeLong's test against a coin.
    """
    rows = np.array([day == newest for day in matrix.table["as_of"].to_pylist()], dtype=np.bool_)
    then, now = frame(matrix.table, inputs)[rows], frame(present.table, inputs)
    both = pd.concat([then, now], ignore_index=True)
    X = pd.DataFrame({item.name: _coarse(both[item.name], item) for item in inputs})
    y = np.repeat([0, 1], [len(then), len(now)])
    ids = [np.array(m.table["coop_id"].to_pylist(), dtype=object) for m in (matrix, present)]
    score = _told_apart(X, y, np.concatenate([ids[0][rows], ids[1]]), settings.seed)
    found = auc(y, score)
    error = auc_se(y, score)
    p = float(ndtr(-(found - 0.5) / error)) if error else float(found <= 0.5)
    apart = found > settings.domain_auc and p < settings.domain_p
    figures = {
        "auc": found, "p": p, "then": newest.isoformat(),
        "rows_then": len(then), "rows_now": len(now),
        "features": _least_alike(X, y, settings.seed),
    }  # fmt: skip
    return Finding(code="resembles_little", verdict="warn" if apart else "pass", figures=figures)


def _coarse(column: "pd.Series[float]", item: Input) -> "pd.Series[float]":
    if item.type == "category":
        return column
    group = groups(column).astype(np.float64)
    return pd.Series(np.where(group == 0, np.nan, group), index=column.index)


def _grown(X: pd.DataFrame, y: NDArray[np.int64], seed: int) -> Booster:
    return Booster(n_estimators=_TREES, learning_rate=0.1, seed=seed).fit(X, y)


def _told_apart(
    X: pd.DataFrame, y: NDArray[np.int64], ids: NDArray[np.object_], seed: int
) -> NDArray[np.float64]:
    score = np.zeros(len(y))
    fold = folds_by(ids, seed)
    for one in np.unique(fold):
        model = _grown(X[fold != one], y[fold != one], seed)
        score[fold == one] = model.decision_function(X[fold == one])
    return score


def _least_alike(X: pd.DataFrame, y: NDArray[np.int64], seed: int) -> list[str]:
    """The features that most of the margin between then and now rests on, the first one most."""
    # Shares of every row take minutes on a large registry; evenly spaced rows tell the same.
    some = X.iloc[:: max(1, len(X) // _SHARED_ROWS)]
    shares = np.abs(_grown(X, y, seed).contributions(some)[:, :-1]).mean(axis=0)
    order = np.argsort(-shares, kind="stable")
    return [str(X.columns[at]) for at in order[:_SHOWN] if shares[at] > 0]
