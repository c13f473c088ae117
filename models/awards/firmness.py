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
from models.awards.index import (
    AGGREGATIONS,
    ARITHMETIC,
    GAPS,
    MEDIAN,
    MOST_DRAWN,
    REWEIGHT,
    WORST,
)
from models.awards.lists import PlaceList, Row
from models.awards.normalisation import MIN_MAX, PERCENTILE, TARGET, Z_SCORE, Floats
from models.awards.place_draws import PlaceDraws, place_draws
from models.awards.points import Points, judged_weights, peers_of
from models.awards.sobol import Sensitivity, sensitivity
from models.awards.swaps import Swap, smallest_swap
from models.awards.weight_space import Admissible, admissible_weights, around, winner_shares

FINALISTS, OF_THE_NATION = 10, 40  # of a list, among whom shares of weights are told
_FEWER = 5  # a list of a province is told by so many times fewer weights: there are hundreds
_LEAST = 1000


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
    sensitivity : Sensitivity or None
        For lists of the nation.
    """

    spreads: Mapping[str, Spread]
    swap: Swap | None
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
        finalists = one.rows[: FINALISTS if one.cell[1] else OF_THE_NATION]
        wins = self._wins(one, finalists)
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
            swap=self._swap(one),
            sensitivity=self._sensitivity(one, rows) if not one.cell[1] and len(rows) > 1 else None,
        )

    def _spreads(self, one: PlaceList) -> PlaceDraws:
        place, system = self._of_branch(one.cell[0])
        drawn = system[:, [place[row.coop_id] for row in one.rows]]
        marks = _marks(one.rows)
        if marks is not None:
            share = self._edition.jury.share
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

    def _wins(self, one: PlaceList, rows: Sequence[Row]) -> tuple[list[float], list[float]]:
        if len(rows) < 2:
            return [1.0] * len(rows), [0.0] * len(rows)
        index, marks = self._edition.index, _marks(rows)
        found = winner_shares(
            self._normalised(rows),
            self._provincial if one.cell[1] else self._national,
            aggregation=index.aggregation,
            gaps=index.gaps,
            medians=self._points.scales[one.cell[0]].medians,
            beside=None if marks is None else (self._edition.jury.share, marks),
        )
        return found.share.tolist(), found.error.tolist()

    def _swap(self, one: PlaceList) -> Swap | None:
        """By one linear programme; weights add up to 1, so a jury's part is spread over them.

        A gap is what the edition makes of it; where it weighs the known anew, it is the
        co-operative's own points, which leaves these what they are under the stated weights.
        """
        rows = one.rows[:2]
        if len(rows) < 2 or self._edition.index.aggregation != ARITHMETIC:
            return None
        laid, marks = self._normalised(rows), _marks(rows)
        fills = {
            WORST: np.zeros(laid.shape),
            MEDIAN: np.broadcast_to(self._points.scales[one.cell[0]].medians, laid.shape),
            REWEIGHT: np.repeat(np.array([[row.system / 100] for row in rows]), laid.shape[1], 1),
        }
        laid = np.where(np.isnan(laid), fills[self._edition.index.gaps], laid)
        if marks is not None:
            share = self._edition.jury.share
            laid = (1 - share) * laid + share * marks[:, None] / 100
        return smallest_swap(laid[0], laid[1], self._weights, self.space, gaps=WORST)

    def _normalised(self, rows: Sequence[Row]) -> Floats:
        return self._points.normalised[[self._row[row.coop_id] for row in rows]]

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


def _marks(rows: Sequence[Row]) -> Floats | None:
    """What the jury thought of each; None where none judged."""
    if not any(row.jury is not None for row in rows):
        return None
    return np.array([row.jury for row in rows], dtype=np.float64)


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
