"""Grades that move by a stated law, to try the tests of migration on."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

from models.rating_tests.rows import Floats, RatedRows

_FIRST = date(2015, 3, 20)
_YEAR = timedelta(days=366)

# The matrices of one step: of those whose last move was not to a riskier grade, and of those whose
# was. The first step is 0, and nobody has moved before it.
Law = Callable[[int], tuple[Floats, Floats]]


def decaying(grades: int, *, nearest: float = 0.12, decay: float = 0.5) -> Floats:
    """Moves that are the rarer the farther, as common one way as back; shape (grades, grades).

    A move by one grade has the chance `nearest`, each grade farther `decay` times that.
    """
    apart = np.abs(np.subtract.outer(np.arange(grades), np.arange(grades)))
    found = np.where(apart > 0, nearest * decay ** (apart - 1.0), 0.0)
    return _filled(found)


def flat(grades: int, *, stay: float = 0.6) -> Floats:
    """Moves as common at any distance."""
    found = np.full((grades, grades), (1 - stay) / (grades - 1))
    np.fill_diagonal(found, 0.0)
    return _filled(found)


def leaning(matrix: Floats, by: float) -> Floats:
    """The matrix whose moves to riskier grades are `by` times as common."""
    found = np.where(np.triu(np.ones(matrix.shape), 1) > 0, by * matrix, matrix)
    np.fill_diagonal(found, 0.0)
    return _filled(found)


def _filled(moves: Floats) -> Floats:
    """The matrix of these moves, all others staying."""
    found = moves.copy()
    np.fill_diagonal(found, 1 - moves.sum(axis=1))
    assert (found >= 0).all(), "no more than all can move"
    return found


def walked(
    law: Law, cooperatives: int, days: int, grades: int, drawn: np.random.Generator
) -> RatedRows:
    """Rows of co-operatives that start in every grade alike and move by `law`, a year a step."""
    path = np.empty((days, cooperatives), dtype=np.int64)
    path[0] = np.arange(cooperatives) % grades
    down = np.zeros(cooperatives, dtype=np.bool_)
    for step in range(days - 1):
        calm, after_down = (matrix.cumsum(axis=1) for matrix in law(step))
        chances = np.where(down[:, None], after_down[path[step]], calm[path[step]])
        # the last sum may fall short of 1 by a rounding
        reached = (drawn.random(cooperatives)[:, None] >= chances[:, :-1]).sum(axis=1)
        down, path[step + 1] = reached > path[step], reached
    whole = days * cooperatives
    told = np.array([_FIRST + step * _YEAR for step in range(days)], dtype=object)
    return RatedRows(
        y=np.zeros(whole, dtype=np.int64), probability=np.zeros(whole), margin=np.zeros(whole),
        grade=path.ravel(), grades=tuple(str(grade) for grade in range(grades)),
        coop_id=np.tile(np.arange(cooperatives).astype(object), days),
        as_of=np.repeat(told, cooperatives),
    )  # fmt: skip
