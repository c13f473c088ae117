"""A measured figure as one line of a table."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A figure, its interval where it has one, and what it stands beside."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None
    note: str = ""

    def cells(self) -> tuple[str, str, str, str]:
        """The line's four cells as text."""
        between = (
            "" if self.low is None or self.high is None else f"{self.low:.4f} .. {self.high:.4f}"
        )
        return self.name, _number(self.value), between, self.note


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:.4f}"


def table(lines: Sequence[Line]) -> str:
    """Lines as a table for a terminal."""
    rows = [("figure", "value", "95% interval", "reference"), *(line.cells() for line in lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(3)]
    return "\n".join(
        f"  {row[0]:<{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]:<{widths[2]}}  {row[3]}".rstrip()
        for row in rows
    )
