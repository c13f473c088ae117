"""How often each test rejects: where its null holds, and where it fails by a stated amount.

A test whose rejections exceed its level by more than a point at our sample sizes is not to be used
for a verdict, whatever its textbook says.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from scipy.stats import binomtest

from models.rating_tests.rows import RatedRows, Terms
from models.rating_tests.ruling import Ruling, Verdict
from models.rating_tests.trials import Trial
from models.rating_tests.worlds import all_trials

WITHIN = 0.01  # how far a size may be from the level: one point


class Size(StrEnum):
    """What a measured size says of a test at our sample sizes."""

    NOMINAL = "nominal"  # within a point of the level
    CONSERVATIVE = "conservative"  # rejects more rarely: no false alarms, and little power
    LIBERAL = "liberal"  # rejects more often: not to be used for a verdict


@dataclass(frozen=True, kw_only=True)
class Rate:
    """How often a test rejected in one world.

    `share` is of the repetitions in which it could decide, `low` to `high` Wilson's interval of it
    at 95%; NaN where it never could. `is_null` says that its null holds in that world.
    """

    test: str
    world: str
    is_null: bool
    rejected: int
    decided: int
    repetitions: int
    share: float
    low: float
    high: float


def rejection_rates(
    rows: RatedRows,
    *,
    terms: Terms,
    sizes: int,
    powers: int,
    only: Collection[str] | None = None,
) -> list[Rate]:
    """The size and power of every test, at these rows' sample sizes.

    Parameters
    ----------
    sizes, powers : int
        Repetitions of each world in which nulls hold, and of each in which they fail. A size of 5
        in 100 is known to a point either way from 2,000.
    only : collection of str, optional
        The names of the worlds to draw; all where nothing is said.

    Raises
    ------
    ValueError
        Where no world can be drawn on these rows, or a number of repetitions is none.
    """
    if min(sizes, powers) < 1:
        raise ValueError("a rate needs a repetition")
    apart = rows.apart(terms.horizon_days)
    return [
        rate
        for number, trial in enumerate(all_trials(apart))
        if only is None or trial.name in only
        for rate in _tried(
            trial, terms, sizes if trial.is_null else powers,
            np.random.default_rng([terms.seed, number]),
        )
    ]  # fmt: skip


def _tried(
    trial: Trial, terms: Terms, repetitions: int, drawn: np.random.Generator
) -> Iterable[Rate]:
    decided = dict.fromkeys(trial.tests, 0)
    rejected = dict(decided)
    for _ in range(repetitions):
        read = trial.draw(drawn)
        # a simulated p-value must not be simulated from the same draws each time
        own = replace(terms, seed=int(drawn.integers(2**31)))
        verdicts: dict[str, set[Verdict]] = {name: set() for name in trial.tests}
        for ruling in trial.judge(read, own):
            verdicts.setdefault(ruling.name, set()).add(ruling.verdict)
        for name in trial.tests:
            decided[name] += bool(verdicts[name] & {Verdict.HOLDS, Verdict.REJECTED})
            rejected[name] += Verdict.REJECTED in verdicts[name]
    for name, times in rejected.items():
        yield _rate(trial, name, times, decided[name], repetitions)


def _rate(trial: Trial, test: str, rejected: int, decided: int, repetitions: int) -> Rate:
    share = low = high = float("nan")
    if decided:
        held = binomtest(rejected, decided).proportion_ci(0.95, method="wilson")
        share, low, high = rejected / decided, float(held.low), float(held.high)
    return Rate(
        test=test, world=trial.name, is_null=trial.is_null, rejected=rejected, decided=decided,
        repetitions=repetitions, share=share, low=low, high=high,
    )  # fmt: skip


def size_of(rate: Rate, level: float) -> Size:
    """What the rate in a world where the null holds says, its own error allowed for.

    Liberal and conservative are told only where the whole interval lies beyond a point from the
    chance that the level leaves.
    """
    alpha = 1 - level
    if rate.low > alpha + WITHIN:
        return Size.LIBERAL
    if rate.high < alpha - WITHIN:
        return Size.CONSERVATIVE
    return Size.NOMINAL


def sizes_of(rates: Sequence[Rate], level: float) -> dict[str, Size]:
    """What is known of the size of each test that was tried where its null holds."""
    return {rate.test: size_of(rate, level) for rate in rates if rate.is_null and rate.decided}


def without_liberal(rulings: Sequence[Ruling], sizes: dict[str, Size]) -> list[Ruling]:
    """The rulings, the verdict withdrawn from tests that reject too often at these sample sizes:
    they are reported and decide nothing."""
    return [
        replace(ruling, verdict=Verdict.REPORTED)
        if sizes.get(ruling.name) is Size.LIBERAL
        and ruling.verdict in (Verdict.HOLDS, Verdict.REJECTED)
        else ruling
        for ruling in rulings
    ]
