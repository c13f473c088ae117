"""Scoring: one row of a matrix in, one score with its reasons out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from coopscore.errors import CatalogueMoved, Hindsight, ThinHistory, UnseenValue
from coopscore.scores import RATED, CurvePoint, Score
from features.cohorts import cohort_named
from features.matrix import FeatureMatrix
from models.bundle import Bundle
from models.explain import check_sum, in_points, reasons
from models.inputs import frame, is_thin, moved, population_of
from models.rating.groups import groups_of
from models.rating.rating import states

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]

# Rows worked on at a time: small enough to show progress, and no row depends on another.
CHUNK = 2_000


@dataclass(frozen=True, kw_only=True)
class _Numbers:
    """All that is worked out of a chunk, row by row, before words are made of it."""

    margin: Floats
    probability: Floats
    low: Floats
    high: Floats
    points: Floats
    unclipped: Floats
    base: Floats
    shares: Floats
    states: list[tuple[str, str]]
    curves: list[tuple[CurvePoint, ...]]


def score(
    bundle: Bundle, matrix: FeatureMatrix, *, progress: Progress | None = None
) -> list[Score]:
    """A score with reasons for every row of the matrix, in its order.

    Every row is worked out by itself: alone or among a million, it gets the same score to the bit.

    Parameters
    ----------
    bundle : Bundle
        The model.
    matrix : FeatureMatrix
        What was known on the as-of days; it may hold more features than the model asks for.
    progress : callable, optional
        Told how many rows are done, of how many.

    Raises
    ------
    CatalogueMoved
        Where the matrix lacks an input, or holds it by another definition than at training.
    WrongPopulation
        Where the matrix holds another cohort than the spec's `cohort` or `scored`.
    ReasonsDoNotAdd
        Where base and reasons miss the unclipped points by over 1e-6: then no score is given.
    """
    population = population_of(matrix, bundle.spec)
    marks = tuple(filter(None, [cohort_named(matrix.cohort).warning]))
    if names := moved(bundle.reads, matrix):
        raise CatalogueMoved(version=bundle.version, features=names)
    made: list[Score] = []
    for start in range(0, len(matrix), CHUNK):
        rows = _scores(bundle, matrix.batch, matrix.table.slice(start, CHUNK))
        made.extend(
            replace(one, population=population, warnings=(*marks, *one.warnings)) for one in rows
        )
        if progress:
            progress(len(made), len(matrix))
    return made


def _scores(bundle: Bundle, batch: int, table: pa.Table) -> Iterator[Score]:
    X = frame(table, bundle.inputs)
    coop_ids, as_ofs = table["coop_id"].to_pylist(), table["as_of"].to_pylist()
    found = _numbers(bundle, X, table)
    check_sum(found.base, found.shares, found.unclipped, coop_ids=coop_ids, version=bundle.version)
    unseen = bundle.model.coding_.unseen(X)
    late = [day < bundle.until for day in as_ofs]
    warnings = _warnings(bundle, X, unseen, late)
    values = _values(X, unseen)
    # What tells the rating the branch group is read, and gives no reason.
    names = [item.name for item in bundle.inputs]
    for row, coop_id in enumerate(coop_ids):
        yield Score(
            coop_id=coop_id,
            as_of=as_ofs[row],
            spec=bundle.spec.name,
            version=bundle.version,
            batch=batch,
            margin=float(found.margin[row]),
            probability=float(found.probability[row]),
            low=float(found.low[row]),
            high=float(found.high[row]),
            points=float(found.points[row]),
            points_unclipped=float(found.unclipped[row]),
            base_points=float(found.base[row]),
            state=found.states[row][0],
            grade=found.states[row][1],
            reasons=reasons(names, values[row], found.shares[row].tolist()),
            warnings=warnings[row],
            curve=found.curves[row],
        )


def _numbers(bundle: Bundle, X: pd.DataFrame, table: pa.Table) -> _Numbers:
    line, scale, rating = bundle.calibration, bundle.scale, bundle.rating
    margin = bundle.model.decision_function(X)
    if rating is None:
        low, high = line.interval(margin, bundle.spec.calibration.interval)
    else:
        groups = groups_of(table[rating.by.name].to_pylist())
        low, high = rating.interval(margin, line.logit(margin), groups)
    base, shares = in_points(bundle.model.contributions(X), line, scale)
    unclipped = scale.points(line.logit(margin))
    points = scale.clipped(unclipped)
    grades = scale.grade(points)
    probability = line.probability(margin)
    return _Numbers(
        margin=margin,
        probability=probability,
        low=low,
        high=high,
        points=points,
        unclipped=unclipped,
        base=base,
        shares=shares,
        states=[(RATED, grade) for grade in grades]
        if rating is None
        else states(
            grades, low, high, is_thin(X, bundle.inputs), scale=scale, widest=rating.widest
        ),
        curves=bundle.hazard.curves(X, probability) if bundle.hazard else [()] * len(X),
    )


def _warnings(
    bundle: Bundle, X: pd.DataFrame, unseen: NDArray[np.bool_], late: list[bool]
) -> list[tuple[str, ...]]:
    claims = (
        (ThinHistory.code, is_thin(X, bundle.inputs)),
        (UnseenValue.code, unseen.any(axis=1)),
        (Hindsight.code, np.array(late)),
    )
    codes = [np.where(holds, code, "").tolist() for code, holds in claims]
    return [tuple(filter(None, row)) for row in zip(*codes, strict=True)]


def _values(X: pd.DataFrame, unseen: NDArray[np.bool_]) -> list[tuple[float | str | None, ...]]:
    """The inputs as the model read them: unknown and unseen are None."""
    hidden = X.isna().to_numpy(dtype=bool) | unseen
    columns = (
        [None if gone else value for gone, value in zip(hidden[:, place], X[name], strict=True)]
        for place, name in enumerate(X.columns)
    )
    return list(zip(*columns, strict=True))
