"""Rows that challengers learn from: two directions, one shape, noise, a category, and gaps."""

import numpy as np
import pandas as pd
import pytest


def drawn(n=3000, seed=7):
    draw = np.random.default_rng(seed)
    X = pd.DataFrame(
        {
            "late": np.round(np.exp(draw.normal(2, 1, n))),
            "turnover": draw.normal(size=n),
            "noise": draw.normal(size=n),
            "form": pd.Series(draw.choice(["a", "b", "c", "d"], n), dtype="str"),
        }
    )
    logit = -2 + 0.7 * np.log1p(X["late"]) - 0.8 * X["turnover"] - (X["form"] == "c")
    y = (draw.random(n) < 1 / (1 + np.exp(1.5 - logit))).astype(int)
    X.loc[draw.random(n) < 0.2, "late"] = np.nan
    X.loc[draw.random(n) < 0.1, "form"] = None
    return X, y


@pytest.fixture(scope="session")
def sample():
    """A frame and its outcomes; about one row in six is an event."""
    return drawn()
