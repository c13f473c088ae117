"""Who is taken by an office's shares: duties, risk and revival, each up to its part of the acts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.visits.filling import Filling
from models.visits.frame import Ints
from models.visits.offices import Office
from models.visits.priority import Priority
from models.visits.settings import VisitSettings


@dataclass(frozen=True, kw_only=True)
class Taken:
    """Rows in the order in which they were taken, each with the slice that took it."""

    rows: Ints
    slices: tuple[str, ...]

    @classmethod
    def of(cls, taken: Sequence[tuple[int, str]]) -> "Taken":
        """From pairs of a row and its slice."""
        rows = np.array([row for row, _ in taken], dtype=np.int64)
        return cls(rows=rows, slices=tuple(name for _, name in taken))


class Quotas:
    """Slices of an office's acts as they are filled, first without the room kept for a lot.

    Parameters
    ----------
    room : array of int, shape (kinds,)
        Acts that may be filled.
    """

    def __init__(
        self,
        office: Office,
        lines: Priority,
        suits: Sequence[frozenset[int]],
        settings: VisitSettings,
        room: Ints,
    ) -> None:
        self.filling = Filling(room)
        self._acts = office.acts
        self._duty_most = int(settings.duty_most * office.acts)
        self._revival_most = int(settings.revival * office.acts + 0.5)
        self._lines, self._suits = lines, suits
        self._taken: list[tuple[int, str]] = []
        self._counts: Counter[str] = Counter()

    def fill(self, lot: int) -> Taken:
        """Duties as far as they may go, then risk and revival by their shares, then who is next.

        Parameters
        ----------
        lot : int
            Acts of the office that are not to be filled so.

        Returns
        -------
        Taken
            Those who were not taken before.
        """
        begun = len(self._taken)
        self._take("duty", self._duty_most)
        others = self._acts - lot - self._counts["duty"]
        self._take("risk", others - self._revival_most)
        self._take("revival", self._revival_most)
        for name in ("risk", "revival", "duty"):
            self._take(name, self._acts)
        return Taken.of(self._taken[begun:])

    def _take(self, name: str, most: int) -> None:
        """The first of a line, until so many of its slice were taken in all."""
        line: Ints = getattr(self._lines, name)
        for row in line.tolist():
            if self._counts[name] >= most:
                break
            if row not in self.filling and self.filling.place(row, self._suits[row]):
                self._taken.append((row, name))
                self._counts[name] += 1
