"""Places over other assumptions: weights, scales, aggregation and gaps as they might have been set.

This interval is no confidence in the data: it says how much of a place was decided by whoever wrote
the edition. Each draw is one way in which the edition could have been written: every weight up or
down by a share drawn evenly and then all made to add up to 1, a way to normalise, to put together,
to close gaps and to draw in outliers, each as likely as the next. Draws are kept with the run and
hashed, so that anyone can work out a place under any of them again.

References
----------
Saisana, Saltelli and Tarantola, "Uncertainty and sensitivity analysis techniques as tools for the
quality assessment of composite indicators", Journal of the Royal Statistical Society A 168 (2005).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

import numpy as np

from models.awards.index import COPELAND, MEDIAN, composites
from models.awards.normalisation import Flags, Floats, Ints, normalised, scales_of
from models.awards.place_draws import PlaceDraws, drawn_places, place_draws


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What an edition might have chosen; one value alone is not varied.

    Parameters
    ----------
    share : float, 0 to under 1
        By which each weight moves at most, up or down, before all are made to add up to 1.
    methods, aggregations, gaps : tuple of str
    winsorise : tuple of float
    """

    share: float
    methods: tuple[str, ...]
    aggregations: tuple[str, ...]
    gaps: tuple[str, ...]
    winsorise: tuple[float, ...]

    def __post_init__(self) -> None:
        if not 0 <= self.share < 1 or not all(self.lists):
            raise ValueError("weights move by less than all of them, and each choice has a value")

    @property
    def lists(self) -> tuple[tuple[Any, ...], ...]:
        """The four lists, in the order of a rule."""
        return (self.methods, self.aggregations, self.gaps, self.winsorise)


# Method, aggregation, gaps and share drawn in, by their place in `Choices.lists`.
Rule = tuple[str, str, str, float]


@dataclass(frozen=True, kw_only=True)
class Indicators:
    """What is ranked and how it was first measured.

    Parameters
    ----------
    values : array of float (n, m)
        In units, nan where not known.
    judged : array of bool (n,)
        Who is ranked; peers that are not, give the scale alone.
    peers : array of bool (n,)
        Whom scales and medians are of.
    directions : tuple of int (m,)
    targets : tuple of float or None (m,)
    """

    values: Floats
    judged: Flags
    peers: Flags
    directions: tuple[int, ...]
    targets: tuple[float | None, ...]

    def laid(self, method: str, winsorise: float) -> tuple[Floats, Floats]:
        """The judged on the peers' scale, and the peers' medians; a median nobody knows is .5."""
        scales = scales_of(
            self.values, self.peers, method=method, directions=self.directions,
            targets=self.targets, winsorise=winsorise,
        )  # fmt: skip
        figures = normalised(self.values[self.peers], scales)
        figures[:, np.isnan(figures).all(axis=0)] = 0.5
        middles = np.nanmedian(figures, axis=0) if len(figures) else np.full(len(scales), 0.5)
        return normalised(self.values[self.judged], scales), middles


@dataclass(frozen=True, kw_only=True)
class Assumptions:
    """Assumptions drawn: weights (D, m), and of each draw the place of its rule in `choices`.

    `content()` is all of it as JSON holds it, and `hash` its SHA-256.
    """

    choices: Choices
    stated: Floats
    seed: int
    weights: Floats
    rules: Ints

    def content(self) -> dict[str, Any]:
        """As JSON holds it; numbers whole, so that it can be worked out again to the last digit."""
        return {
            "choices": asdict(self.choices), "seed": self.seed, "stated": self.stated.tolist(),
            "weights": self.weights.tolist(), "rules": self.rules.tolist(),
        }  # fmt: skip

    @property
    def hash(self) -> str:
        """SHA-256 of the content."""
        return sha256(json.dumps(self.content(), sort_keys=True).encode()).hexdigest()


def draw_assumptions(stated: Floats, choices: Choices, *, seed: int, draws: int) -> Assumptions:
    """So many ways in which the edition could have been written.

    Parameters
    ----------
    stated : array of float (m,)
        Weights of the indicators; one of 0 stays 0.
    """
    rng = np.random.default_rng(seed)
    weights = weights_at(rng.random((draws, len(stated))), stated, choices.share)
    rules = np.column_stack([rng.integers(len(one), size=draws) for one in choices.lists])
    return Assumptions(choices=choices, stated=stated, seed=seed, weights=weights, rules=rules)


def weights_at(unit: Floats, stated: Floats, share: float) -> Floats:
    """Weights (d, m) at points (d, m) of 0..1: moved by -share..share, then made to add up to 1."""
    moved = stated * (1 + share * (2 * unit - 1))
    found: Floats = moved / moved.sum(axis=1, keepdims=True)
    return found


def assumed_points(indicators: Indicators, drawn: Assumptions) -> Floats:
    """The index of the judged under each draw, (D, n); nan where nothing that weighs is known.

    Raises
    ------
    ValueError
        Where Copeland is among the choices for more than it is for (`index.MOST_DRAWN`).
    """
    found = np.full((len(drawn.weights), int(indicators.judged.sum())), np.nan)
    kept: dict[tuple[str, float], tuple[Floats, Floats]] = {}
    for (method, aggregation, gaps, winsorise), rows in _by_rule(drawn):
        if (method, winsorise) not in kept:
            kept[method, winsorise] = indicators.laid(method, winsorise)
        laid, middles = kept[method, winsorise]
        found[rows] = composites(
            laid, drawn.weights[rows], aggregation=aggregation, gaps=gaps,
            medians=middles if gaps == MEDIAN else None,
        )  # fmt: skip
    return found


def assumption_places(
    indicators: Indicators, drawn: Assumptions, *, top: Sequence[int] = (), spread: float = 0.9
) -> PlaceDraws:
    """Places over assumptions: shares of draws as first and in the top, and where most draws lie.

    Who has no index under a draw stands behind all who have one.
    """
    points = assumed_points(indicators, drawn)
    return place_draws(np.nan_to_num(points, nan=-np.inf), top=top, spread=spread)


def assumed_places(points: Floats) -> Ints:
    """The place of each under each draw (D, n); without an index behind all who have one."""
    return drawn_places(np.nan_to_num(points, nan=-np.inf))


def without_copeland(choices: Choices) -> Choices:
    """The same choices but for Copeland, for lists too long to be compared by pairs over draws.

    Raises
    ------
    ValueError
        Where nothing else is left to choose.
    """
    left = tuple(one for one in choices.aggregations if one != COPELAND)
    return Choices(
        share=choices.share, methods=choices.methods, aggregations=left,
        gaps=choices.gaps, winsorise=choices.winsorise,
    )  # fmt: skip


def _by_rule(drawn: Assumptions) -> Iterator[tuple[Rule, Ints]]:
    """Each rule that was drawn, and the draws that it governs."""
    rules, which = np.unique(drawn.rules, axis=0, return_inverse=True)
    for number, rule in enumerate(rules.tolist()):
        values = [of[at] for of, at in zip(drawn.choices.lists, rule, strict=True)]
        yield (values[0], values[1], values[2], values[3]), np.flatnonzero(which == number)
