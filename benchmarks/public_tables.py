"""The public tables that RatingClassifier is shown on, and what it stands beside on them.

Nothing is set by table: every fit is `RatingClassifier()`. The references are those of the data's
description, fitted anew on the same rows: LightGBM's defaults, and a logistic regression on scaled
numbers with indicators of what is missing and categories one-hot.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from lightgbm import LGBMClassifier
from numpy.typing import NDArray
from scipy.io import arff
from scipy.stats import t
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from benchmarks.lines import Line
from models import RatingClassifier, metrics

POLISH, GERMAN, AMERICAN = "polish-bankruptcy", "german-credit", "american-bankruptcy"
LEVEL = 0.95
OURS, TREES, LINE = "rating", "lgbm", "lr"

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Splits = Iterable[tuple[Ints, Ints]]


def polish(path: Path) -> tuple[pd.DataFrame, Ints]:
    """The ratios of a file, and who went bankrupt."""
    table = pd.DataFrame(arff.loadarff(path)[0])
    return table.drop(columns="class").astype(float), (table["class"] == b"1").to_numpy(np.int64)


def german(path: Path) -> tuple[pd.DataFrame, Ints]:
    """The twenty attributes, text and numbers, and who was a bad risk."""
    table = pd.read_csv(path, sep=" ", header=None).rename(columns=lambda name: f"a{name + 1}")
    return table.drop(columns="a21"), (table["a21"] == 2).to_numpy(np.int64)


@dataclass(frozen=True, kw_only=True)
class Firms:
    """One row a firm: its inputs, whether it failed, and its number."""

    X: pd.DataFrame
    y: Ints
    ids: NDArray[np.object_]


def american(path: Path, years: int) -> Firms:
    """Firms with the items of all years of the window, as shares of that year's total assets.

    Total assets themselves stay as they are. The last year is `_1`, the one before it `_2`.
    """
    table = pd.read_csv(path)
    items = table.loc[:, "current_assets":"total_operating_expenses"]
    shares = items.div(items["total_assets"], axis=0).assign(total_assets=items["total_assets"])
    blocks = table["cik"].to_numpy().reshape(-1, years)
    assert (blocks == blocks[:, :1]).all(), "a firm's years stand together"
    X = pd.concat(
        [
            shares.iloc[place::years].reset_index(drop=True).add_suffix(f"_{years - place}")
            for place in range(years)
        ],
        axis=1,
    )
    return Firms(
        X=X, y=table["status"].to_numpy(np.int64)[::years], ids=blocks[:, 0].astype(object)
    )


def rating(prior: float | None = None) -> RatingClassifier:
    """Ours, by its one default; `prior` is no setting of the fit, and moves no ranking."""
    return RatingClassifier(prior=prior)


def lgbm() -> LGBMClassifier:
    """`LGBMClassifier()` by its defaults, made to repeat itself."""
    return LGBMClassifier(n_jobs=1, deterministic=True, force_col_wise=True, verbose=-1)


def lr() -> Any:
    """The description's logistic regression."""
    numbers = make_pipeline(SimpleImputer(add_indicator=True, strategy="median"), StandardScaler())
    return make_pipeline(
        make_column_transformer(
            (numbers, make_column_selector(dtype_include="number")),
            (OneHotEncoder(handle_unknown="ignore"), make_column_selector(dtype_exclude="number")),
        ),
        LogisticRegression(max_iter=5000),
    )


def lgbm_frame(X: pd.DataFrame) -> pd.DataFrame:
    """The frame as LightGBM takes it: text as categories."""
    text = X.select_dtypes(exclude="number").columns
    return X.astype(dict.fromkeys(text, "category"))


def told(
    name: str, X: pd.DataFrame, y: Ints, asked: pd.DataFrame, prior: float | None = None
) -> Floats:
    """Probabilities of `asked` by a fit of `name` on X and y."""
    if name == TREES:
        both = lgbm_frame(pd.concat([X, asked]))
        X, asked = both.iloc[: len(X)], both.iloc[len(X) :]
    model = {OURS: lambda: rating(prior), TREES: lgbm, LINE: lr}[name]()
    found: Floats = model.fit(X, y).predict_proba(asked)[:, 1]
    return found


def aucs(
    names: Sequence[str],
    X: pd.DataFrame,
    y: Ints,
    splits: Splits,
    tell: Callable[[str], None],
) -> Mapping[str, Floats]:
    """The AUC of each name on the test part of each split, fitted on the rest."""
    found: dict[str, list[float]] = {name: [] for name in names}
    for number, (train, test) in enumerate(splits, start=1):
        for name in names:
            score = told(name, X.iloc[train], y[train], X.iloc[test])
            found[name].append(metrics.auc(y[test], score))
        if number % 10 == 0:
            tell(f"{number} splits")
    return {name: np.array(values) for name, values in found.items()}


def mean_line(
    figure: str, values: Floats, tested: float, *, of: str, beside: Mapping[str, float], **said: Any
) -> Line:
    """The mean over splits, with its standard error beside it and its interval at 95%.

    Splits share most of their rows, so the variance over splits is too small; it is corrected by
    the share `tested` of rows that each split tests on.

    References
    ----------
    Nadeau and Bengio, "Inference for the generalization error", Machine Learning 52 (2003).
    """
    count, mean = len(values), float(values.mean())
    error = float(values.std(ddof=1) * np.sqrt(1 / count + tested / (1 - tested)))
    reach = float(t.ppf(0.5 + LEVEL / 2, count - 1)) * error
    return Line(
        figure=figure, value=mean, of=of, low=mean - reach, high=mean + reach,
        beside={"standard_error": error, **beside}, **said,
    )  # fmt: skip
