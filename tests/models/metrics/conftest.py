"""One sample that every figure is checked on."""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy.special import expit


@pytest.fixture(scope="session")
def sample():
    """900 rows of 300 co-operatives, rounded so that ties are met, and one without ties."""
    draw = np.random.default_rng(11)
    score = draw.normal(size=900).round(1)
    y = (draw.random(900) < expit(0.7 * score - 1.5)).astype(int)
    untied = score + draw.normal(size=900)
    return SimpleNamespace(
        y=y, score=score, probability=expit(score - 2), untied=untied,
        smooth=expit(untied - 2), groups=np.arange(900) // 3,
    )  # fmt: skip
