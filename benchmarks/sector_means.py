"""A figure's mean over make-believe sectors, with its interval."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.stats import t

from benchmarks.lines import Line


def over_sectors(figure: str, of: str, each: Sequence[float] | np.ndarray, **said: Any) -> Line:
    """The mean over sectors, which are independent of each other, with Student's 95% interval.

    One sector alone tells no interval. What else a line holds (`least`, `beside`, ...) is `said`.
    """
    values = np.asarray(each, dtype=np.float64)
    mean, n = float(values.mean()), len(values)
    if n > 1:
        reach = float(t.ppf(0.975, n - 1) * values.std(ddof=1) / np.sqrt(n))
        said = {"low": mean - reach, "high": mean + reach, **said}
    return Line(figure=figure, of=of, value=mean, **said)
