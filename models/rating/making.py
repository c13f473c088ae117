"""Making a rating at training: the level, the spread that refits and outcomes show, the grades."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from coopscore.errors import PerfectSeparation
from models.calibration import AffineCalibration
from models.inputs import Input
from models.learner import Floats
from models.rating.anchor import make_anchor, yearly_rates
from models.rating.cells import Cell, cells_of, means
from models.rating.coverage import Counted, inside, overdispersion, widening
from models.rating.groups import groups_of
from models.rating.level import at_level, crossed_line
from models.rating.prudence import grade_evidence
from models.rating.rating import Coverage, Rating
from models.rating.refits import rewalks
from models.rating.spread import Knots, Spread
from models.rating.unseen import is_crossed
from models.rating.venn import venn_abers
from models.sample import Sample
from models.scale import MasterScale
from models.spec import Spec
from models.spec_tables import RatingSettings
from models.splits import Fold
from models.walk import Tested

Progress = Callable[[int, int], None]

# Weights of a cell and of those before and after it: what refits show of one cell alone is noisy.
_NEXT, _OWN = 0.25, 0.5

# Margins that the Venn-Abers witness is asked about: middles of as many even shares of the rows.
_WITNESSED = 40


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
    spread, coverage = measured_spread(
        rows.margin, told, anew, rows.y, cells, level=spec.calibration.interval
    )
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


def measured_spread(
    margin: Floats,
    told: Floats,
    anew: Sequence[Floats],
    y: NDArray[np.int64],
    cells: Sequence[Cell],
    *,
    level: float,
) -> tuple[Spread, Coverage]:
    """The spread of the log-odds by group and margin, and how it was measured.

    Of each cell, refits show how far their mean probability lies from what is told, as log-odds and
    in the mean square: the bootstrap's estimate of the error of what is told, its bias included
    (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 10). It is evened out
    over neighbouring cells, tau is added, and all are widened until the stated share of cells has
    its events within what was to be expected.

    Parameters
    ----------
    margin, told : arrays of shape (n,)
        Raw and calibrated log-odds out of time.
    anew : sequence of arrays of shape (n,)
        The calibrated log-odds of each refit, of the same rows.
    y : array of shape (n,)
        What came.
    cells : sequence of Cell
        Score neighbourhoods within groups.
    level : float, between 0 and 1
        The share of cells.
    """
    expected = logit(means(expit(told), cells))
    away = np.array([logit(means(expit(one), cells)) - expected for one in anew])
    refitted = np.sqrt(_evened((away**2).mean(axis=0), cells))
    counted = Counted(
        rows=np.array([len(cell.rows) for cell in cells]),
        events=np.array([int(y[cell.rows].sum()) for cell in cells]),
        logit=expected,
    )
    tau = overdispersion(counted, refitted)
    sd = np.hypot(refitted, tau)
    factor = widening(counted, sd, level)
    coverage = Coverage(
        level=level,
        refits=len(anew),
        cells=len(cells),
        refitted=float(np.sqrt((refitted**2).mean())),
        tau=tau,
        inside_before=float(inside(counted, sd, level).mean()),
        inside=float(inside(counted, factor * sd, level).mean()),
        factor=factor,
    )
    return _spread(means(margin, cells), factor * sd, cells), coverage


def _evened(values: Floats, cells: Sequence[Cell]) -> Floats:
    """Each cell's value and its neighbours' of the same group, a quarter each; ends stand twice."""
    evened = []
    for place, cell in enumerate(cells):
        beside = [
            near if 0 <= near < len(cells) and cells[near].group == cell.group else place
            for near in (place - 1, place + 1)
        ]
        evened.append(_OWN * values[place] + _NEXT * values[beside].sum())
    return np.array(evened)


def _spread(margins: Floats, sd: Floats, cells: Sequence[Cell]) -> Spread:
    """Knots at the cells' mean margins; of cells with the same one, the widest stands."""
    knots: dict[str, dict[float, float]] = {}
    for place, cell in enumerate(cells):
        own = knots.setdefault(cell.group, {})
        at = float(margins[place])
        own[at] = max(float(sd[place]), own.get(at, 0.0))
    return Spread(
        knots=tuple(
            Knots(group=name, margins=tuple(sorted(own)), sds=tuple(own[at] for at in sorted(own)))
            for name, own in knots.items()
        )
    )


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
    shares = (np.arange(_WITNESSED) + 0.5) / _WITNESSED
    pair = venn_abers(rows.margin, rows.y, np.quantile(rows.margin, shares))
    low, high = spread.interval(rows.margin, told, rows.groups, level)
    width = high - low
    return {
        "venn_abers_width": float(pair.width.mean()),
        "venn_abers_widest": float(pair.width.max()),
        "interval_width": float(width.mean()),
        "interval_widest": float(width.max()),
    }
