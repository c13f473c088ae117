"""How likely an office notices a silence: effort shapes what is on record, and never a risk.

A register knows of silence what somebody entered. An office that comes oftener enters more, so that
its count of dormant co-operatives says as much about its visits as about them. Here the two are
told apart: from silences that are known by the co-operatives' own signs, the chance is learnt that
one is on record by the end of its first cycle, given the visits that the office pays, how severe
its inspectors are, whether a burst of entries opened files there, and where it is. Divided by that
chance, an official count tells of how many silences it is the visible part, with bounds.

None of this enters a score: it is the visits' own model, beside the co-operatives'.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import minimize_scalar
from scipy.special import betaln, expit
from scipy.stats import beta, nbinom

from models.linear import LinearLogit
from models.status.changes import Floats
from models.status.exposure import Exposures

_STRENGTHS = (0.0, 8.0)  # in logs: from no more than a toss to as good as exact
_LEAST = 0.5  # strength of a share that nothing is known of (Jeffreys, half a lot each way)


@dataclass(frozen=True, kw_only=True)
class Noticed:
    """The chance (0-1) that an office has a silence on record by the end of its first cycle.

    `silences` and `noticed` are the office's own in what was learnt from; `low` and `high` hold the
    chance at the level that was asked for.
    """

    office: str
    silences: int
    noticed: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """What an official count of new silences is the visible part of.

    `entered` are on record; `silent` is how many there are by the chance of being noticed; `low`
    and `high` hold it at the level that was asked for, chance in who was noticed included.
    """

    office: str
    entered: int
    silent: float
    low: int
    high: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Detection:
    """What was learnt of how silences are noticed.

    `strength` tells how closely offices keep to the model from cycle to cycle: as closely as the
    share of so many lots would. `redrawn` are models of co-operatives drawn anew, which tell how
    surely the model itself is known. `silences` and `noticed` are what each office was seen to do.
    """

    model: LinearLogit
    redrawn: tuple[LinearLogit, ...]
    strength: float
    silences: Mapping[str, int]
    noticed: Mapping[str, int]

    def shares(self, rows: Exposures, level: float = 0.9) -> tuple[Noticed, ...]:
        """The chance of each office in a cycle like these rows', with the effort made in them.

        Intervals hold what offices do beyond the model, and how surely the model is known.

        Parameters
        ----------
        level : float, between 0 and 1
            0.9: nine in ten such intervals hold their office's chance.
        """
        chance, *others = (
            expit(one.decision_function(rows.frame)) for one in (self.model, *self.redrawn)
        )
        found = []
        for office in sorted(set(rows.offices.tolist())):
            own = rows.offices == office
            share = float(chance[own].mean())
            strength = self._known(share, np.array([other[own].mean() for other in others]))
            a, b = strength * share, strength * (1 - share)
            low, high = beta.ppf([(1 - level) / 2, (1 + level) / 2], a, b)
            found.append(
                Noticed(
                    office=office, share=share, low=float(low), high=float(high),
                    silences=self.silences.get(office, 0), noticed=self.noticed.get(office, 0),
                )
            )  # fmt: skip
        return tuple(found)

    def _known(self, share: float, redrawn: Floats) -> float:
        """How closely an office keeps to its share, where that is not surely known either."""
        spread = share * (1 - share)
        return max(spread / (spread / (self.strength + 1) + float(redrawn.var())) - 1, _LEAST)

    def corrected(self, rows: Exposures, level: float = 0.9) -> tuple[Corrected, ...]:
        """How many of these rows fall silent, by office, told from those that were noticed.

        Each silence is noticed with the office's chance, so that those which were not follow a
        negative binomial; its ends are taken at the two ends of the chance, and so hold at least as
        often as `level`. An office without an entry has none to divide: its upper end tells all.

        Parameters
        ----------
        rows : Exposures
            Of one cycle, over for the register, be its outcomes known or not.
        """
        found = []
        for share in self.shares(rows, level):
            entered = int(rows.noticed[rows.offices == share.office].sum())
            low = nbinom.ppf((1 - level) / 2, entered, share.high) if entered else 0
            high = nbinom.ppf((1 + level) / 2, entered + 1, share.low)
            found.append(
                Corrected(
                    office=share.office, entered=entered, silent=entered / share.share,
                    low=entered + int(low),
                    # No more than there are; a chance of nothing leaves them all open.
                    high=int(min(entered + high, (rows.offices == share.office).sum())),
                )
            )  # fmt: skip
        return tuple(found)


def detection(
    rows: Exposures, *, reg_lambda: float = 1.0, draws: int = 50, seed: int = 1404
) -> Detection:
    """Learn how silences are noticed, from rows that are known to be silent.

    More visits and a longer burst never make it less likely. How far offices differ from the model
    is told by the likelihood of their counts, cycle by cycle (beta-binomial).

    Parameters
    ----------
    rows : Exposures
        Those that gave a sign of life, or may have, are not looked at.
    reg_lambda : float, over 0
        Pull of the weights towards nothing, as `LinearLogit` has it.
    draws, seed : int
        How often co-operatives are drawn anew, and the seed of it.
    """
    silent = rows.take(rows.silent == 1)
    model = _fitted(silent, reg_lambda)
    rng = np.random.default_rng(seed)
    redrawn = [rng.integers(0, len(silent), len(silent)) for _ in range(draws)]
    cells = pd.DataFrame(
        {
            "office": silent.offices, "cycle": silent.as_ofs, "noticed": silent.noticed,
            "chance": expit(model.decision_function(silent.frame)),
        }
    )  # fmt: skip
    by_cycle = cells.groupby(["office", "cycle"]).agg(
        chance=("chance", "mean"), silences=("noticed", "size"), noticed=("noticed", "sum")
    )
    by_office = by_cycle.groupby("office").sum()
    return Detection(
        model=model,
        redrawn=tuple(_fitted(silent.take(places), reg_lambda) for places in redrawn),
        strength=_strength(*(by_cycle[name].to_numpy(np.float64) for name in by_cycle)),
        silences={str(office): int(count) for office, count in by_office["silences"].items()},
        noticed={str(office): int(count) for office, count in by_office["noticed"].items()},
    )


def _fitted(silent: Exposures, reg_lambda: float) -> LinearLogit:
    model = LinearLogit(reg_lambda=reg_lambda, monotone={"visits": 1, "burst": 1})
    return model.fit(silent.frame, silent.noticed.astype(np.int64))


def _strength(chance: Floats, silences: Floats, noticed: Floats) -> float:
    """How closely the counts of offices and cycles keep to the chance, by maximum likelihood."""

    def unlikely(log_strength: float) -> float:
        a, b = np.exp(log_strength) * chance, np.exp(log_strength) * (1 - chance)
        return -float((betaln(a + noticed, b + silences - noticed) - betaln(a, b)).sum())

    return float(np.exp(minimize_scalar(unlikely, bounds=_STRENGTHS, method="bounded").x))
