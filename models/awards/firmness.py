"""How much of a list was decided by whoever wrote the edition, and not by the figures.

Beside the rank sets, which come from data error: the spread of each place over other assumptions,
the share of admissible weights under which each finalist wins, the smallest change of weights that
swaps the first two, and which assumption moves the list most. A jury's marks stay as they are
throughout: none of it is an assumption of the index.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.awards.assumptions import (
    Assumptions,
    Choices,
    Indicators,
    assumed_points,
    draw_assumptions,
    without_copeland,
)
from models.awards.edition import Edition
from models.awards.entrants import Entrant, Figures
from models.awards.index import AGGREGATIONS, ARITHMETIC, GAPS, MOST_DRAWN, WORST
from models.awards.lists import PlaceList, Row
from models.awards.normalisation import MIN_MAX, PERCENTILE, TARGET, Z_SCORE, Floats
from models.awards.place_draws import PlaceDraws, place_draws
from models.awards.points import Points, judged_weights, peers_of
from models.awards.sobol import Sensitivity, sensitivity
from models.awards.swaps import Swap, smallest_swap
from models.awards.weight_space import Admissible, admissible_weights, around, winner_shares

FINALISTS = 20  # of a list, among whom shares of weights are told
_FEWER = 20  # a list of a province is told by so many times fewer weights: there are hundreds
_LEAST = 1000
_BY_SYSTEM, _BY_POINTS = "system", "points"


@dataclass(frozen=True, kw_only=True)
class Spread:
    """One entrant's places over assumptions: where most draws lie, and how often it is first.

    `wins` is the share of admissible weights under which it is first, and `wins_error` the standard
    error of its sampling; None for one that is no finalist.
    """

    low: int
    high: int
    first: float
    wins: float | None
    wins_error: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Firmness:
    """How firm a list is to assumptions.

    Parameters
    ----------
    spreads : mapping of co-operative to Spread
    swap : Swap or None
        The least change of weights that brings the second level with the first; None where no
        admissible weights do, or the index is not a mean.
    of : str
        `points`, or `system` where the jury could not be laid into the question.
    sensitivity : Sensitivity or None
        For lists of the nation.
    """

    spreads: Mapping[str, Spread]
    swap: Swap | None
    of: str
    sensitivity: Sensitivity | None


class Assumed:
    """An edition's assumptions, drawn once and held for all of its lists."""

    def __init__(
        self, edition: Edition, figures: Figures, points: Points, entrants: Sequence[Entrant]
    ) -> None:
        uncertainty = edition.uncertainty
        self._edition, self._figures, self._points = edition, figures, points
        self._entrants = entrants
        self._row = {one.coop_id: row for row, one in enumerate(entrants)}
        self._weights = judged_weights(edition)
        self.choices = _choices(edition)
        self.space: Admissible = around(self._weights, uncertainty.weight_band)
        seed = uncertainty.seed
        draws = uncertainty.weight_draws
        self._national = admissible_weights(self.space, seed=seed, draws=draws)
        self._provincial = self._national[: max(_LEAST, draws // _FEWER)]
        self._branch: tuple[str, dict[str, int], Floats] = ("", {}, np.zeros((0, 0)))

    def drawn(self, members: int) -> Assumptions:
        """The assumptions; without Copeland for more than can be compared pair by pair."""
        choices = self.choices if members <= MOST_DRAWN else without_copeland(self.choices)
        uncertainty = self._edition.uncertainty
        return draw_assumptions(
            self._weights, choices, seed=uncertainty.seed, draws=uncertainty.assumptions
        )

    def firmness(self, one: PlaceList) -> Firmness:
        """How firm one list is; lists of a branch are best asked for one after another."""
        rows = [self._row[row.coop_id] for row in one.rows]
        spreads = self._spreads(one)
        finalists = one.rows[:FINALISTS] if one.cell[1] else one.rows
        laid, of = self._laid(finalists)
        wins = self._wins(finalists, laid, national=not one.cell[1])
        return Firmness(
            spreads={
                row.coop_id: Spread(
                    low=int(spreads.low[at]),
                    high=int(spreads.high[at]),
                    first=float(spreads.first[at]),
                    wins=wins[0][at] if at < len(finalists) else None,
                    wins_error=wins[1][at] if at < len(finalists) else None,
                )
                for at, row in enumerate(one.rows)
            },
            swap=self._swap(finalists, laid),
            of=of,
            sensitivity=self._sensitivity(one, rows) if not one.cell[1] and len(rows) > 1 else None,
        )

    def _spreads(self, one: PlaceList) -> PlaceDraws:
        place, system = self._of_branch(one.cell[0])
        drawn = system[:, [place[row.coop_id] for row in one.rows]]
        if any(row.jury is not None for row in one.rows):
            share = self._edition.jury.share
            marks = np.array([row.jury for row in one.rows], dtype=np.float64)
            drawn = (1 - share) * drawn + share * marks
        return place_draws(
            np.nan_to_num(drawn, nan=-np.inf), spread=self._edition.uncertainty.spread
        )

    def _of_branch(self, branch: str) -> tuple[Mapping[str, int], Floats]:
        """The index of a branch's eligible under each draw of assumptions: (draws, n)."""
        if self._branch[0] != branch:
            mine = [row for row, one in enumerate(self._entrants) if one.branch == branch]
            place = {self._entrants[row].coop_id: at for at, row in enumerate(mine)}
            found = assumed_points(self._indicators(branch, mine), self.drawn(len(mine)))
            self._branch = (branch, place, found)
        return self._branch[1], self._branch[2]

    def _indicators(self, branch: str, rows: Sequence[int]) -> Indicators:
        """Some entrants beside the peers of their branch, whom scales are of."""
        now = self._figures.now
        peers, _ = peers_of(now, branch)
        values = np.concatenate([now.values[peers], self._points.values[list(rows)]])
        judged = np.arange(len(values)) >= int(peers.sum())
        judging = self._edition.judged
        return Indicators(
            values=values,
            judged=judged,
            peers=~judged,
            directions=tuple(leaf.sign for leaf in judging),
            targets=tuple(leaf.target for leaf in judging),
        )

    def _laid(self, rows: Sequence[Row]) -> tuple[Floats, str]:
        """Finalists' indicators; with a jury such that the weighted mean of them is the points.

        Weights add up to 1, so a jury's share may be spread over all indicators. What is not known
        of one is then its own points of the system, which leaves these what they are.
        """
        laid = self._points.normalised[[self._row[row.coop_id] for row in rows]]
        if not any(row.jury is not None for row in rows):
            return laid, _BY_POINTS
        if self._edition.index.aggregation != ARITHMETIC:
            return laid, _BY_SYSTEM
        system = np.array([row.system for row in rows])[:, None] / 100
        marks = np.array([row.jury for row in rows], dtype=np.float64)[:, None] / 100
        share = self._edition.jury.share
        return (1 - share) * np.where(np.isnan(laid), system, laid) + share * marks, _BY_POINTS

    def _wins(
        self, rows: Sequence[Row], laid: Floats, *, national: bool
    ) -> tuple[list[float], list[float]]:
        if len(rows) < 2:
            return [1.0] * len(rows), [0.0] * len(rows)
        index = self._edition.index
        found = winner_shares(
            laid,
            self._national if national else self._provincial,
            aggregation=index.aggregation,
            gaps=index.gaps,
        )
        return found.share.tolist(), found.error.tolist()

    def _swap(self, rows: Sequence[Row], laid: Floats) -> Swap | None:
        """By one linear programme: what is not known of one is its own points, as in `_laid`."""
        if len(laid) < 2 or self._edition.index.aggregation != ARITHMETIC:
            return None
        own = np.array([row.system for row in rows[:2]])[:, None] / 100
        first, second = np.where(np.isnan(laid[:2]), own, laid[:2])
        return smallest_swap(first, second, self._weights, self.space, gaps=WORST)

    def _sensitivity(self, one: PlaceList, rows: Sequence[int]) -> Sensitivity:
        index = self._edition.index
        rule = (index.normalisation, index.aggregation, index.gaps, index.winsorise)
        choices = self.choices if len(rows) <= MOST_DRAWN else without_copeland(self.choices)
        return sensitivity(
            self._indicators(one.cell[0], rows),
            self._weights,
            rule,
            choices,
            seed=self._edition.uncertainty.seed,
        )


def _choices(edition: Edition) -> Choices:
    """What the edition might have chosen: every way there is, and weights within its band.

    `target` is among them only where each indicator has one.
    """
    targets = all(one.target is not None for one in edition.judged)
    return Choices(
        share=min(0.99, edition.uncertainty.weight_band),
        methods=(PERCENTILE, MIN_MAX, Z_SCORE, *((TARGET,) if targets else ())),
        aggregations=AGGREGATIONS,
        gaps=GAPS,
        winsorise=tuple(sorted({0.0, 0.05, edition.index.winsorise})),
    )
