"""How far the rate among co-operatives like this one may lie from what is told, as knots."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from models.learner import Floats


@dataclass(frozen=True, kw_only=True)
class Knots:
    """One branch group's spread: standard deviations of the log-odds at some margins.

    `margins` rise; between two of them the spread goes straight, beyond the ends it stays.
    """

    group: str
    margins: tuple[float, ...]
    sds: tuple[float, ...]

    def at(self, margin: Floats) -> Floats:
        """The spread at each margin, each worked out by itself: alone or among many, the same bits.

        numpy.interp prepares its slopes when many points are asked for, so it is not used here.
        """
        margins, sds = np.array(self.margins), np.array(self.sds)
        if len(margins) == 1:
            return np.full(len(margin), sds[0])
        held = np.clip(margin, margins[0], margins[-1])
        right = np.clip(np.searchsorted(margins, held, side="right"), 1, len(margins) - 1)
        left = right - 1
        way = (held - margins[left]) / (margins[right] - margins[left])
        return np.asarray(sds[left] + way * (sds[right] - sds[left]), dtype=np.float64)


@dataclass(frozen=True, kw_only=True)
class Spread:
    """The spread of every branch group that training met."""

    knots: tuple[Knots, ...]

    def sd(self, margin: Floats, groups: NDArray[np.object_]) -> Floats:
        """The standard deviation of the log-odds about what is told, for each row.

        A row of a group that training did not meet, or met too seldom, has the widest of all
        groups' at its margin: nothing is known of it that would make it narrower.

        Parameters
        ----------
        margin : array of shape (n,)
            Raw log-odds of the model.
        groups : array of shape (n,)
            As `models.rating.groups.groups_of` tells them.
        """
        each = np.array([one.at(margin) for one in self.knots])
        widest = each.max(axis=0)
        places = {one.group: place for place, one in enumerate(self.knots)}
        place = np.array([places.get(name, -1) for name in groups], dtype=np.int64)
        own = each[np.maximum(place, 0), np.arange(len(margin))]
        return np.where(place < 0, widest, own)

    def interval(
        self, margin: Floats, logit: Floats, groups: NDArray[np.object_], level: float
    ) -> tuple[Floats, Floats]:
        """The two ends between which the rate among co-operatives with this evidence lies.

        It speaks of the event rate of a score neighbourhood within a branch group in a coming year
        like those on record, and not of the chance of one co-operative: whether that one defaults
        is a yes or a no, and what moves its own chance beside this evidence nobody has on record.

        Parameters
        ----------
        margin, logit : arrays of shape (n,)
            Raw and calibrated log-odds.
        groups : array of shape (n,)
            The branch group of each row.
        level : float, between 0 and 1
            The share of neighbourhoods whose rate lies inside.
        """
        reach = NormalDist().inv_cdf(0.5 + level / 2) * self.sd(margin, groups)
        low, high = expit(logit - reach), expit(logit + reach)
        return np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)

    def content(self) -> list[dict[str, Any]]:
        """The spread as JSON holds it; `of` reads it back."""
        return [asdict(one) for one in self.knots]

    @classmethod
    def of(cls, content: Sequence[Mapping[str, Any]]) -> "Spread":
        """The spread that a bundle's JSON writes down."""
        return cls(
            knots=tuple(
                Knots(group=one["group"], margins=tuple(one["margins"]), sds=tuple(one["sds"]))
                for one in content
            )
        )
