"""Which of two is ahead beyond data error, of all pairs at once: studentised, stepping down.

For every ordered pair (j, k) the claim that k is not ahead of j is tested by the difference of the
two over its standard error, against the largest such figure that errors alone would make among all
claims that still stand. What is refuted is left out and the bar, now lower, is tried again (Romano
and Wolf 2005). The chance that any true claim at all is refuted is at most 1 - level, whatever the
true values are and however many of them are equal.

The largest figure over all pairs is a lot of work for each draw, and stepping down needs only the
draws at the upper end. So it is worked out once for each draw, and afterwards again for those that
can still reach the bar: claims that are left out can only make it smaller.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.awards.normalisation import Flags, Floats

Singles = NDArray[np.float32]  # figures that errors make; a bar needs no more digits
_BATCH = 32
_EXACT = 1e-12  # of the largest variance: a difference without error
_SAME = 1e-12  # of the largest value: no difference


@dataclass(frozen=True, kw_only=True)
class Noise:
    """Errors of n values as draws, and what is known of their differences.

    Parameters
    ----------
    inverse : array of float32 (n, n)
        One over the standard error of each difference; 0 where it has none.
    exact : array of bool (n, n)
        Differences without error.
    draws : array of float32 (n, D)
        Errors, centred.
    highest : array of float32 (D,)
        The largest studentised difference over all pairs, in each draw.
    """

    inverse: Singles
    exact: Flags
    draws: Singles
    highest: Singles


def noise(errors: Floats, *, seed: int, draws: int) -> Noise:
    """Noise of standard errors (n,), taken for independent and normal, or of draws (D, n).

    Draws are of the values as they may truly be; errors are what was told less that.

    Raises
    ------
    ValueError
        Where an error is negative or not a number, or there are fewer than two draws.
    """
    if not np.isfinite(errors).all() or (errors.ndim == 1 and (errors < 0).any()):
        raise ValueError("errors are numbers, and standard errors are not negative")
    if (len(errors) if errors.ndim == 2 else draws) < 2:
        raise ValueError("errors take two draws at least")
    if errors.ndim == 1:
        normal = np.random.default_rng(seed).standard_normal((len(errors), draws), np.float32)
        drawn = normal * errors[:, None].astype(np.float32)
        variance = errors[:, None] ** 2 + errors[None, :] ** 2
    else:
        # Where the truth may lie above what was told, what was told lies below the truth.
        centred = errors.mean(axis=0) - errors
        drawn = np.ascontiguousarray(centred.T, np.float32)
        shared = centred.T @ centred / (len(centred) - 1)
        own = np.diag(shared)
        variance = np.maximum(0.0, own[:, None] + own[None, :] - 2 * shared)
    np.fill_diagonal(variance, 0.0)
    exact = variance <= _EXACT * max(variance.max(initial=0.0), np.finfo(float).tiny)
    inverse = np.where(exact, 0.0, 1 / np.sqrt(np.where(exact, 1.0, variance)))
    scaled = inverse.astype(np.float32)
    return Noise(inverse=scaled, exact=exact, draws=drawn, highest=_highest(drawn, scaled))


def gains(value: Floats, known: Noise) -> tuple[Floats, Flags]:
    """By how many standard errors k is ahead of j (j, k), inf where it is so without error.

    And whether k is known, without error, not to be ahead of j.
    """
    ahead = value[None, :] - value[:, None]
    small = np.abs(ahead) <= _SAME * np.abs(value).max(initial=0.0)
    found = np.where(known.exact, np.where(small | (ahead < 0), -np.inf, np.inf), 0.0)
    found = np.where(known.exact, found, ahead * known.inverse)
    return found, known.exact & (small | (ahead < 0))


def refuted(
    gain: Floats, known: Noise, level: float, start: Flags, narrowed: Callable[[Flags], Flags]
) -> tuple[Flags, float]:
    """Claims refuted (j, k), k ahead of j, and the last bar, in standard errors.

    Parameters
    ----------
    start : array of bool (n, n)
        Claims that are tested.
    narrowed : callable
        From what is refuted so far to the claims that stand and are to be tested again.
    """
    standing, highest = start & ~known.exact, known.highest.copy()
    done = np.zeros(len(highest), np.bool_)
    whole = int(standing.sum()) == int((~known.exact).sum())
    while True:
        if not whole:
            _lower(highest, done, known, standing, level)
        whole = False
        bar = bar_of(highest, level)
        found = start & (gain > bar)
        left = narrowed(found) & standing
        if left.sum() == standing.sum():
            return found, bar
        standing, done = left, np.zeros(len(highest), np.bool_)


def bar_of(highest: Singles | Floats, level: float) -> float:
    """The quantile of the draws (D,) that holds the level with a finite number of them."""
    place = min(len(highest), int(np.ceil(level * (len(highest) + 1))))
    return float(np.partition(highest, place - 1)[place - 1])


def _lower(highest: Singles, done: Flags, known: Noise, standing: Flags, level: float) -> None:
    """Bring the draws that can still reach the bar down to the claims that stand, in place."""
    above = len(highest) - min(len(highest), int(np.ceil(level * (len(highest) + 1)))) + 1
    signed = known.inverse * standing
    rows = np.flatnonzero(standing.any(axis=1))
    order = np.argsort(-highest, kind="stable")
    for start in range(0, len(order), _BATCH):
        some = order[start : start + _BATCH]
        if done.sum() >= above:
            reached = np.partition(highest[done], -above)[-above]
            if highest[some[0]] <= reached:
                return
        drawn = np.ascontiguousarray(known.draws[:, some])
        found = np.zeros(len(some), np.float32)
        for row in rows:
            np.maximum(found, ((drawn - drawn[row]) * signed[row][:, None]).max(axis=0), out=found)
        highest[some] = np.minimum(highest[some], found)
        done[some] = True


def _highest(draws: Singles, inverse: Singles) -> Singles:
    """The largest studentised difference, of either sign, in each draw."""
    found = np.zeros(draws.shape[1], np.float32)
    for row in range(len(draws) - 1):
        apart = draws[row + 1 :] - draws[row]
        np.abs(apart, out=apart)
        apart *= inverse[row, row + 1 :, None]
        np.maximum(found, apart.max(axis=0), out=found)
    return found
