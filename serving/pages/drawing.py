"""A sheet to draw on, mirrored as a whole where the reader reads from the right.

Every picture is laid out from its inline start, so that "onwards" always runs the way the text
runs; the strokes themselves are drawn by the templates.
"""

from dataclasses import dataclass
from math import ceil, floor

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A sheet of `width` by `height` units; `mirrored` for readers from the right."""

    width: float
    height: float
    mirrored: bool

    def x(self, onward: float) -> float:
        """The place that lies `onward` units from the inline start."""
        return round(self.width - onward if self.mirrored else onward, 2)

    def left(self, onward: float, length: float) -> float:
        """The left edge of a bar that begins `onward` and runs `length` onwards."""
        return self.x(onward + length) if self.mirrored else self.x(onward)


@dataclass(frozen=True, kw_only=True)
class Axis:
    """Values from `low` to `high` laid over `length` units from `start`."""

    low: float
    high: float
    start: float
    length: float

    def at(self, value: float) -> float:
        """How far onward a value lies."""
        return self.start + (value - self.low) / (self.high - self.low) * self.length

    def ticks(self, most: int) -> list[float]:
        """Round values within the axis, at most `most` and at least one."""
        step = next(size for size in _STEPS if (self.high - self.low) / size <= most - 1)
        first, last = ceil(self.low / step), floor(self.high / step)
        return [float(step * place) for place in range(first, last + 1)]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One tick, connector or boundary, with what is written beside it."""

    x1: float
    x2: float
    y1: float
    y2: float
    value: float = 0.0
