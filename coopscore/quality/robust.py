"""Numbers that no single value can bend: medians, spreads, and a density with heavy tails.

Everything is told by arrays; a missing value is NaN and stays missing.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# The median absolute deviation of a normal variable, times this, is its standard deviation.
_NORMAL = 1.4826
_FREEDOM = 3.0  # degrees of freedom of the heavy-tailed density; assumed
# Its normalising constant, log(Gamma(2) / (Gamma(1.5) * sqrt(3 * pi))).
_LOG_PEAK = float(np.log(2 / (np.pi * np.sqrt(_FREEDOM))))


def medians(values: Floats) -> Floats:
    """The median of each column of (k, n) values, the missing left out; missing where all are."""
    ordered = np.sort(values, axis=0)  # the missing come last
    counted = np.isfinite(ordered).sum(axis=0)
    columns = np.arange(values.shape[1])
    low = ordered[np.maximum((counted - 1) // 2, 0), columns]
    high = ordered[np.minimum(counted // 2, len(values) - 1), columns]
    return np.where(counted > 0, (low + high) / 2, np.nan)


def median(values: Floats) -> float:
    """The median of all values that are not missing; missing where all are."""
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else float("nan")


def spread(values: Floats, least: float) -> float:
    """What the standard deviation would be were the middle of the values normal.

    The median absolute deviation times 1.4826 (Rousseeuw and Croux 1993), `least` at least; `least`
    where nothing is known.
    """
    found = _NORMAL * median(np.abs(values - median(values)))
    return max(found, least) if np.isfinite(found) else least


def log_density(distance: Floats) -> Floats:
    """Natural log of Student's density with three degrees of freedom, `distance` in spreads."""
    tail = (_FREEDOM + 1) / 2 * np.log1p(distance**2 / _FREEDOM)
    return np.asarray(_LOG_PEAK - tail, dtype=np.float64)


def earlier(values: Floats, owner: Ints, *, remembered: int, least: int) -> Floats:
    """The median of the last `remembered` values before each one, of the same owner.

    Parameters
    ----------
    values : Floats, shape (n,)
        In order of owner and time.
    least : int
        How many must be known; fewer are no history, and the result is missing.
    """
    before = np.full((remembered, len(values)), np.nan)
    for back in range(1, min(remembered, len(values) - 1) + 1):
        same = owner[back:] == owner[:-back]
        before[back - 1, back:] = np.where(same, values[:-back], np.nan)
    found = medians(before)
    return np.where(np.isfinite(before).sum(axis=0) >= least, found, np.nan)


def of_peers(values: Floats, group: Ints, *, least: int) -> Floats:
    """The median of each value's group; missing where fewer than `least` are known."""
    order = np.lexsort((values, group))  # the missing come last within their group
    _, first, places = np.unique(group[order], return_index=True, return_inverse=True)
    counted = np.bincount(places, weights=np.isfinite(values[order])).astype(np.int64)
    low = first + np.maximum((counted - 1) // 2, 0)
    high = first + np.minimum(counted // 2, np.maximum(counted - 1, 0))
    middle = (values[order][low] + values[order][high]) / 2
    middle = np.where(counted >= least, middle, np.nan)
    found = np.empty(len(values))
    found[order] = middle[places]
    return found


def threshold(scores: Floats, share: float) -> float:
    """The lowest score that at most `share` of these scores reach.

    Parameters
    ----------
    scores : Floats
        Of rows deemed clean.
    share : float, 0-1
        The rate of false flags that is borne.
    """
    allowed = int(np.floor(share * len(scores)))
    worst = np.sort(scores)[::-1]
    if allowed >= len(worst):
        return float("-inf")
    return float(np.nextafter(worst[allowed], np.inf))
