"""Making a rating at training: the level, the spread that refits and outcomes show, the grades."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from coopscore.errors import PerfectSeparation
from models.calibration import AffineCalibration
from models.inputs import Input
from models.learner import Floats
from models.rating.anchor import make_anchor, yearly_rates, years_of
from models.rating.cells import by_year, cells_of
from models.rating.groups import groups_of
from models.rating.level import at_level, crossed_line
from models.rating.measuring import Unseen, measured_spread
from models.rating.prudence import grade_evidence
from models.rating.rating import Rating
from models.rating.refits import rewalks
from models.rating.spread import Spread
from models.rating.unseen import is_crossed
from models.rating.venn import witnessed
from models.sample import Sample
from models.scale import MasterScale
from models.spec import Spec
from models.spec_tables import RatingSettings
from models.splits import Fold
from models.walk import Tested

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Made:
    """A rating, the line at its level, and what a report tells of it besides."""

    rating: Rating
    line: AffineCalibration
    witness: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class _Rows:
    """Rows with margins of models that had not seen them; `whole` has NaN for all others."""

    margin: Floats
    y: NDArray[np.int64]
    groups: NDArray[np.object_]
    places: NDArray[np.int64]
    whole: Floats


def make_rating(
    spec: Spec,
    settings: RatingSettings,
    inputs: Sequence[Input],
    sample: Sample,
    folds: Sequence[Fold],
    *,
    kind: str,
    by: Input,
    steps: Sequence[Tested],
    line: AffineCalibration,
    scale: MasterScale,
    progress: Progress | None = None,
) -> Made:
    """The rating of a model that is about to be made.

    Parameters
    ----------
    spec, settings
        The spec and its table `[rating]`.
    inputs : sequence of Input
        What models are given.
    sample : Sample
        All rows of known outcome, with the column `by.name`.
    folds : sequence of Fold
        `spec.walk(sample.days)`.
    kind : str
        The kind that serves.
    by : Input
        What tells the branch group.
    steps : sequence of Tested
        That kind's walk.
    line : AffineCalibration
        Through all its margins; not looked at where the rating rests on crossed margins.
    scale : MasterScale
        The ladder of grades.
    progress : callable, optional
        Told how many refits are done, of how many.

    Raises
    ------
    PerfectSeparation
        Where no redraw of co-operatives holds a calibration line.
    """
    rows, own = _rows(spec, inputs, sample, kind, by, steps, line)
    moved = at_level(spec, settings, sample, own, rows.whole)
    told = moved.logit(rows.margin)
    cells = cells_of(rows.margin, rows.groups, bins=settings.bins, members=settings.members)
    anew = _told_anew(spec, settings, inputs, sample, folds, kind, rows.places, progress)
    years = by_year(cells, years_of(sample, spec.calendar)[rows.places])
    unseen = Unseen(margin=rows.margin, told=told, anew=anew, y=rows.y)
    spread, coverage = measured_spread(unseen, cells, years, level=spec.calibration.interval)
    points = scale.clipped(scale.points(told))
    grades = grade_evidence(
        np.asarray(expit(told)), rows.y, scale.grade(points), scale=scale,
        prudence=settings.prudence,
    )  # fmt: skip
    found = make_anchor(
        yearly_rates(sample, spec.calendar), fitted=own, level=moved,
        tested=np.concatenate([step.sample.y for step in steps]),
    )  # fmt: skip
    rating = Rating(
        by=by, widest=settings.widest, anchor=found, spread=spread, coverage=coverage, grades=grades
    )
    return Made(rating=rating, line=moved, witness=_witness(rows, spread, told, coverage.level))


def _rows(
    spec: Spec,
    inputs: Sequence[Input],
    sample: Sample,
    kind: str,
    by: Input,
    steps: Sequence[Tested],
    line: AffineCalibration,
) -> tuple[_Rows, AffineCalibration]:
    """The rows that no model has seen, and the line through them: the walk's own, or a crossed one.

    Raises
    ------
    CalibrationReversed, PerfectSeparation
        Where crossed margins hold no line.
    """
    if is_crossed(spec):
        line, whole = crossed_line(spec, inputs, sample, kind=kind)
    else:
        whole = np.full(len(sample), np.nan)
        for step in steps:
            whole[np.isin(sample.as_ofs, np.array(step.fold.tests, dtype=object))] = step.margin
    at = np.flatnonzero(~np.isnan(whole))
    groups = groups_of(sample.X[by.name].iloc[at])
    return _Rows(margin=whole[at], y=sample.y[at], groups=groups, places=at, whole=whole), line


def _told_anew(
    spec: Spec,
    settings: RatingSettings,
    inputs: Sequence[Input],
    sample: Sample,
    folds: Sequence[Fold],
    kind: str,
    places: NDArray[np.int64],
    progress: Progress | None,
) -> list[Floats]:
    """The calibrated log-odds of the rows at `places` by each refit's own line and level.

    Raises
    ------
    PerfectSeparation
        Where no redraw of co-operatives holds a line.
    """
    walked = rewalks(
        spec, inputs, sample, folds, kind=kind, count=settings.refits, seed=settings.seed,
        progress=progress,
    )  # fmt: skip
    anew = [
        at_level(spec, settings, sample, one.line, one.margin, one.rows).logit(one.margin)[places]
        for one in walked
    ]
    if not anew:
        raise PerfectSeparation(spec=spec.name)
    return anew


def _witness(rows: _Rows, spread: Spread, told: Floats, level: float) -> dict[str, Any]:
    """How far the two Venn-Abers probabilities lie apart, beside the stated intervals' width."""
    pair = witnessed(rows.margin, rows.y)
    low, high = spread.interval(rows.margin, told, rows.groups, level)
    width = high - low
    return {
        "venn_abers_width": float(pair.width.mean()),
        "venn_abers_widest": float(pair.width.max()),
        "interval_width": float(width.mean()),
        "interval_widest": float(width.max()),
    }
