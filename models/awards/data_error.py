"""By how much an index would differ had its data been right: error that is measured, not assumed.

Three sources, each drawn for itself:

* *revision*: what later corrections did to the figures of a day in the past, between the first and
  the last version of the same facts (`features.hindsight`). A draw takes all indicators' changes of
  one co-operative together, so that what goes wrong together stays together.
* *counting*: a share of few is itself a draw. It is drawn from the binomial distribution about its
  Jeffreys mean, which is neither 0 nor 1 whatever was seen.
* *gaps*: what is not known is drawn from what is known of the peers.

All of it is on the index's own scale, 0 to 1, fitted once: what a draw changes is the value and not
the yardstick.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.awards.normalisation import Floats, Scale, normalised

_HALF = 0.5  # Jeffreys: half a success and half a failure beside what was seen


@dataclass(frozen=True, kw_only=True)
class Revisions:
    """What corrections changed: one row a co-operative of a day in the past.

    Parameters
    ----------
    changes : array of float (r, m)
        Corrected less first told, on the index's scale (-1 to 1); 0 where either is unknown.
    compared : array of int (m,)
        Of how many co-operatives both are known.
    """

    changes: Floats
    compared: np.ndarray

    @property
    def revised(self) -> Floats:
        """The share of the compared that changed at all, of each indicator (m,); nan for none."""
        changed = (self.changes != 0).sum(axis=0)
        found: Floats = np.divide(
            changed, self.compared, out=np.full(len(changed), np.nan), where=self.compared > 0
        )
        return found

    @property
    def spread(self) -> Floats:
        """The root mean square of the changes of each indicator (m,), on the index's scale."""
        found: Floats = np.sqrt(
            np.divide(
                (self.changes**2).sum(axis=0), self.compared,
                out=np.zeros(self.changes.shape[1]), where=self.compared > 0,
            )
        )  # fmt: skip
        return found


def revisions(first: Floats, corrected: Floats) -> Revisions:
    """What corrections changed between two tellings of the same co-operatives (n, m), both on the
    index's scale; nan where not known."""
    both = ~(np.isnan(first) | np.isnan(corrected))
    return Revisions(
        changes=np.where(both, corrected - first, 0.0),
        compared=both.sum(axis=0),
    )


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The peers' figures as they are drawn from.

    Parameters
    ----------
    values : array of float (n, m)
        In the indicators' units, as known; nan where not.
    counts : array of float (n, m)
        What a share is of; nan where the indicator is no share.
    scales : sequence of Scale
        One an indicator.
    revised : Revisions
        From the same scales.
    peers : array of float (p, m)
        What gaps are drawn from, on the scale; nan where not known.
    """

    values: Floats
    counts: Floats
    scales: Sequence[Scale]
    revised: Revisions
    peers: Floats

    def draws(self, rows: np.ndarray, draws: int, rng: np.random.Generator) -> Floats:
        """Some co-operatives as they may have been: (draws, rows, m), 0 to 1 and without gaps.

        A gap of which no peer is known stays nan.
        """
        values, counts = self.values[rows], self.counts[rows]
        size = (draws, *values.shape)
        drawn = np.broadcast_to(normalised(values, self.scales), size).copy()
        for place, scale in enumerate(self.scales):
            shares = counts[:, place] > 0
            if shares.any():
                again = _binomial(values[shares, place], counts[shares, place], draws, rng)
                drawn[:, shares, place] = scale.apply(again)
        if len(self.revised.changes) and self.revised.changes.any():
            donors = rng.integers(len(self.revised.changes), size=size[:2])
            drawn += self.revised.changes[donors]
        np.clip(drawn, 0.0, 1.0, out=drawn)
        for place in range(size[2]):
            gaps = np.isnan(values[:, place])
            known = self.peers[:, place]
            known = known[~np.isnan(known)]
            if gaps.any() and len(known):
                picks = rng.integers(len(known), size=(draws, int(gaps.sum())))
                drawn[:, gaps, place] = known[picks]
        return drawn


def _binomial(share: Floats, count: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """Shares of `count` drawn anew (draws, n), about their Jeffreys mean; nan stays nan."""
    whole = np.rint(count).astype(np.int64)
    mean = (np.nan_to_num(share) * whole + _HALF) / (whole + 1)
    drawn = rng.binomial(whole, np.clip(mean, 0.0, 1.0), size=(draws, len(whole))) / whole
    return np.where(np.isnan(share), np.nan, drawn)
