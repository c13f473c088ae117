"""Grades as tables: who stands in which, what was promised and came, and who moved where."""

from typing import Any

from models.rating_tests.intervals import jeffreys_interval
from models.rating_tests.moves import moves
from models.rating_tests.rows import RatedRows, Terms


def grade_table(rows: RatedRows, terms: Terms) -> list[dict[str, Any]]:
    """Every grade of the scale, best first: rows, events, what it promised, and what came.

    `told` is None and so are `came`, `low` and `high` where no row stands in the grade.
    """
    counts = rows.by_grade
    low, high = jeffreys_interval(counts.rows, counts.events, terms.level)
    return [
        {
            "grade": name,
            "rows": int(counts.rows[at]),
            "events": int(counts.events[at]),
            "told": _if(counts.rows[at], counts.probability[at]),
            "came": _if(counts.rows[at], counts.events[at] / max(counts.rows[at], 1)),
            "low": _if(counts.rows[at], low[at]),
            "high": _if(counts.rows[at], high[at]),
        }
        for at, name in enumerate(counts.names)
    ]


def migration_table(rows: RatedRows, terms: Terms) -> dict[str, Any]:
    """Moves between days that lie a horizon apart: `counts[i][j]` went from the i-th to the j-th.

    `grades` are named best first; `periods` counts the pairs of days. Those who left between the
    two days are in no move.
    """
    found = moves(rows, terms.horizon_days)
    counts: Any = found.counts.tolist()
    return {
        "grades": list(rows.grades),
        "counts": counts,
        "moves": len(found.period),
        "periods": len(found.by_period),
    }


def _if(rows: int, value: float) -> float | None:
    """A figure of some rows; of none there is none."""
    return float(value) if rows else None
