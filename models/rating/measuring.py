"""The spread of told log-odds, measured: by refits, by single years, by what cells differ by."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from models.learner import Floats
from models.rating.cells import Cell, means
from models.rating.coverage import Counted, inside, overdispersion, widening
from models.rating.rating import Coverage
from models.rating.spread import Knots, Spread

# Weights of a cell and of those before and after it: what refits show of one cell alone is noisy.
_NEXT, _OWN = 0.25, 0.5


@dataclass(frozen=True, kw_only=True)
class Unseen:
    """Rows with what models that had not seen them tell of them.

    Parameters
    ----------
    margin, told : arrays of shape (n,)
        Raw and calibrated log-odds.
    anew : sequence of arrays of shape (n,)
        The calibrated log-odds of each refit, of the same rows.
    y : array of shape (n,)
        What came.
    """

    margin: Floats
    told: Floats
    anew: Sequence[Floats]
    y: NDArray[np.int64]

    def counted(self, cells: Sequence[Cell]) -> Counted:
        """Rows and events of the cells, beside the log-odds of their mean probability."""
        return Counted(
            rows=np.array([len(cell.rows) for cell in cells]),
            events=np.array([int(self.y[cell.rows].sum()) for cell in cells]),
            logit=_log_odds(self.told, cells),
        )

    def refitted(self, cells: Sequence[Cell]) -> Floats:
        """The mean square of how far refits lie from what is told of each cell, shape (cells,).

        In log-odds. It is the bootstrap's estimate of the error of what is told, its bias included:
        Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 10.
        """
        told = _log_odds(self.told, cells)
        away = np.array([_log_odds(one, cells) - told for one in self.anew])
        return np.asarray((away**2).mean(axis=0), dtype=np.float64)


def measured_spread(
    rows: Unseen, cells: Sequence[Cell], years: Sequence[Cell], *, level: float
) -> tuple[Spread, Coverage]:
    """The spread of the log-odds by group and margin, and how it was measured.

    Three things are added: what refits show of a cell, evened out over its neighbours; how far a
    coming year of a group lies from what is told (`Coverage.yearly`); and what cells differ by
    beyond that over all years together (`Coverage.tau`), in which years weigh by as much less as
    there are of them. All are widened until the stated share of cells, and of single years, has its
    events within what was to be expected.

    Line and level were fitted to these very events, so that counts lie nearer to what is told than
    those to come will. Co-operatives: refits show by how much, and are no part of what the counts
    are held against. Years: of Y of them about their own mean the variance is short by one in Y,
    and a coming one lies off by its own and the mean's, so that the spread found is multiplied by
    the root of (Y + 1) / (Y - 1). One year alone counts as two: the prior speaks then.

    Parameters
    ----------
    rows : Unseen
    cells : sequence of Cell
        Score neighbourhoods within groups.
    years : sequence of Cell
        Each group's rows of one year.
    level : float, between 0 and 1
        The share of cells.
    """
    of_year, of_cell = rows.counted(years), rows.counted(cells)
    among = overdispersion(of_year, np.zeros(len(years)))
    number = _number(years)
    together = np.full(len(cells), among / np.sqrt(number))
    tau = overdispersion(of_cell, together)
    of_years, of_cells = np.full(len(years), among), np.hypot(together, tau)
    factor = max(widening(of_cell, of_cells, level), widening(of_year, of_years, level))
    refitted = _evened(rows.refitted(cells), cells)
    yearly = float(among * np.sqrt((number + 1) / (number - 1)))
    coverage = Coverage(
        level=level,
        refits=len(rows.anew),
        cells=len(cells),
        years=len(years),
        refitted=float(np.sqrt(refitted.mean())),
        yearly=yearly,
        tau=tau,
        inside_before=float(inside(of_cell, of_cells, level).mean()),
        inside=float(inside(of_cell, factor * of_cells, level).mean()),
        years_inside_before=float(inside(of_year, of_years, level).mean()),
        years_inside=float(inside(of_year, factor * of_years, level).mean()),
        factor=factor,
    )
    sd = factor * np.sqrt(refitted + tau**2 + yearly**2)
    return _spread(means(rows.margin, cells), sd, cells), coverage


def _log_odds(logits: Floats, cells: Sequence[Cell]) -> Floats:
    """The log-odds of each cell's mean probability."""
    return np.asarray(logit(means(expit(logits), cells)), dtype=np.float64)


def _number(years: Sequence[Cell]) -> int:
    """How many years the group with the fewest is on record for; two at least."""
    return max(2, min(Counter(year.group for year in years).values()))


def _evened(values: Floats, cells: Sequence[Cell]) -> Floats:
    """Each cell's value and its neighbours' of the same group, a quarter each; ends stand twice."""
    evened = []
    for place, cell in enumerate(cells):
        beside = [
            near if 0 <= near < len(cells) and cells[near].group == cell.group else place
            for near in (place - 1, place + 1)
        ]
        evened.append(_OWN * values[place] + _NEXT * values[beside].sum())
    return np.array(evened)


def _spread(margins: Floats, sd: Floats, cells: Sequence[Cell]) -> Spread:
    """Knots at the cells' mean margins; of cells with the same one, the widest stands."""
    knots: dict[str, dict[float, float]] = {}
    for place, cell in enumerate(cells):
        own = knots.setdefault(cell.group, {})
        at = float(margins[place])
        own[at] = max(float(sd[place]), own.get(at, 0.0))
    return Spread(
        knots=tuple(
            Knots(group=name, margins=tuple(sorted(own)), sds=tuple(own[at] for at in sorted(own)))
            for name, own in knots.items()
        )
    )
