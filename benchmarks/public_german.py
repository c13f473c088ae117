"""German credit (Statlog, UCI 144): five seeded ten-folds."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedKFold

from benchmarks.lines import Found, Line
from benchmarks.public_tables import GERMAN, LINE, OURS, TREES, aucs, german, mean_line
from benchmarks.registries import Registries

FOLDS, SEEDS = 10, range(5)
# Published: AMLB 2019, the task's own ten folds; the others by the data's description.
BESIDE = {
    "published_forest": 0.7955, "published_h2o": 0.790, "described_lr": 0.7877,
    "described_lgbm": 0.7676, "described_lgbmr": 0.7890,
}  # fmt: skip
_OF = "german_folds"


def measure(registries: Registries) -> Found:
    """The mean AUC over fifty folds of ours and of both references, and the differences."""
    X, y = german(registries.data / GERMAN / "german.data")
    registries.tell(GERMAN)
    found = aucs((OURS, LINE, TREES), X, y, _folds(X, y), registries.tell)
    tested = 1 / FOLDS
    return Found(
        lines=[
            Line(figure="rows", value=len(y), of=_OF),
            Line(figure="events", value=int(y.sum()), of=_OF),
            mean_line(
                "auc_of_splits", found[OURS], tested, of=_OF, beside=BESIDE, least=0.79, aim=0.796
            ),
            mean_line("auc_of_splits_lr", found[LINE], tested, of=_OF, beside={}),
            mean_line("auc_of_splits_lgbm", found[TREES], tested, of=_OF, beside={}),
            mean_line(
                "auc_gained_of_splits_lr", found[OURS] - found[LINE], tested, of=_OF, beside={}
            ),
            mean_line(
                "auc_gained_of_splits", found[OURS] - found[TREES], tested, of=_OF, beside={}
            ),
        ]
    )


def _folds(
    X: pd.DataFrame, y: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    for seed in SEEDS:
        yield from StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(X, y)
