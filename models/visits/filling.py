"""One act each, of a kind that suits: who can be taken one after another under room by kind.

Whoever comes first is kept: a later one is taken where the earlier ones can be moved to other acts
that suit them, and else not at all. The sets that can be served so are the independent sets of a
transversal matroid, in which this greedy order is the best of any.

References
----------
Edmonds and Fulkerson, "Transversals and matroid partition", Journal of Research of the National
Bureau of Standards 69B (1965).
"""

from collections import deque
from collections.abc import Sequence

from models.visits.frame import KINDS, Ints


class Filling:
    """Who has an act of which kind; `room` is what was left by kind when it began."""

    def __init__(self, room: Ints) -> None:
        self._free = [int(left) for left in room]
        self._kind: dict[int, int] = {}
        self._suits: dict[int, frozenset[int]] = {}
        # Of those in a kind, by another that suits them too: who could move there.
        self._movable: list[list[set[int]]] = [[set() for _ in KINDS] for _ in KINDS]
        self._full: set[frozenset[int]] = set()

    def __len__(self) -> int:
        return len(self._kind)

    def __contains__(self, row: int) -> bool:
        return row in self._kind

    @property
    def left(self) -> Sequence[int]:
        """Room that is left, by kind."""
        return tuple(self._free)

    def widen(self, more: Ints) -> None:
        """Room for more by kind, which opens what was full."""
        self._free = [free + int(one) for free, one in zip(self._free, more, strict=True)]
        self._full.clear()

    def place(self, row: int, suits: frozenset[int]) -> bool:
        """Take `row` for an act of one of the kinds at `suits`; False where none can be freed.

        What is full for a set of kinds stays full until there is more room: nobody is put out.
        """
        if suits in self._full:
            return False
        path = self._path(suits)
        if path is None:
            self._full.add(suits)
            return False
        self._free[path[-1]] -= 1
        for there, here in zip(reversed(path), reversed(path[:-1]), strict=False):
            self._move(min(self._movable[here][there]), there)
        self._suits[row] = suits
        self._enter(row, path[0])
        return True

    def _path(self, suits: frozenset[int]) -> list[int] | None:
        """Kinds from one that suits to one with room, each of which has somebody for the next."""
        before: dict[int, int | None] = dict.fromkeys(sorted(suits))
        waiting = deque(before)
        while waiting:
            kind = waiting.popleft()
            if self._free[kind] > 0:
                return _back(kind, before)
            for other, movers in enumerate(self._movable[kind]):
                if movers and other not in before:
                    before[other] = kind
                    waiting.append(other)
        return None

    def _move(self, row: int, kind: int) -> None:
        here = self._kind[row]
        for other in self._suits[row]:
            self._movable[here][other].discard(row)
        self._enter(row, kind)

    def _enter(self, row: int, kind: int) -> None:
        self._kind[row] = kind
        for other in self._suits[row] - {kind}:
            self._movable[kind][other].add(row)


def _back(kind: int, before: dict[int, int | None]) -> list[int]:
    path = [kind]
    while (earlier := before[path[-1]]) is not None:
        path.append(earlier)
    return path[::-1]
