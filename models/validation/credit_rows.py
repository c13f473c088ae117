"""A walk as rated rows: what each co-operative was told in time, its grade, and who it is.

Who it is (province, whose co-operative) comes from a table of witnesses beside the matrix; no model
ever read it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from coopscore.errors import CalibrationReversed, PerfectSeparation
from models.calibration import AffineCalibration, fit_calibration
from models.rating.anchor import anchored, long_run_rate, yearly_rates
from models.rating.level import at_level, crossed_line
from models.rating.unseen import is_crossed
from models.rating_tests.rows import Objects, RatedRows
from models.sample import Sample
from models.scale import MasterScale
from models.spec import Spec
from models.validation.rows import Floats
from models.validation.slices import of_bands, size_feature
from models.validation.study import Study
from models.walk import Tested, pooled

WOMEN, OTHERS = "women", "others"
_EDGE = 1e-12  # probabilities of exactly 0 or 1 have no log-odds


def ranked_rows(
    study: Study,
    kind: str,
    line: AffineCalibration,
    scale: MasterScale,
    witnesses: pa.Table | None,
) -> RatedRows:
    """The rows of every fold, for figures that read their order alone.

    Their probabilities lie along `line`, fitted on all that is known by now, and so were not told
    in time.
    """
    steps = list(study.walked[kind].steps)
    told = np.asarray(line.probability(pooled(steps).margin), dtype=np.float64)
    return _rated(study, steps, told, scale, witnesses)


def told_rows(
    study: Study, kind: str, scale: MasterScale, witnesses: pa.Table | None
) -> RatedRows | None:
    """The rows whose probability could be told on their day; None where that is no row.

    It is what a rating trained on that day would have told, at the long run's level where the spec
    asks for it. A rating that rests on crossed margins is crossed anew for each day, on the rows
    that were known by it; any other goes along the line through those earlier folds whose outcomes
    were known.
    """
    steps = study.walked[kind].steps
    lines = [(step, _line(study, kind, step, steps)) for step in steps]
    pairs = [(step, line.probability(step.margin)) for step, line in lines if line is not None]
    if not pairs:
        return None
    told = np.concatenate([p for _, p in pairs])
    return _rated(study, [step for step, _ in pairs], told, scale, witnesses)


def level_of(spec: Spec, line: AffineCalibration, study: Study, kind: str) -> AffineCalibration:
    """The line that training on all days would tell scores by.

    It is the crossed line where the spec's rating rests on crossed margins, else `line`, through
    all folds; at the long run's level where the spec asks for it.

    Raises
    ------
    CalibrationReversed, PerfectSeparation
        Where crossed margins hold no line.
    """
    assert spec.rating is not None, "only ratings have a level"
    if is_crossed(spec):
        return _crossed(study, kind, study.sample)
    rate = long_run_rate(yearly_rates(study.sample, spec.calendar))
    return _anchored(spec, line, pooled(study.walked[kind].steps).margin, rate)


def places(table: pa.Table, coop_ids: Objects, days: Objects) -> list[int | None]:
    """Where each row's co-operative and day stand in a table; None where they do not."""
    keys = zip(table["coop_id"].to_pylist(), table["as_of"].to_pylist(), strict=True)
    place: Mapping[Any, int] = {key: at for at, key in enumerate(keys)}
    return [place.get(key) for key in zip(coop_ids.tolist(), days.tolist(), strict=True)]


def grade_of(probability: Floats, scale: MasterScale) -> NDArray[np.int64]:
    """The place of each probability's grade on the scale, 0 the best."""
    clipped = np.clip(probability, _EDGE, 1 - _EDGE)
    points = scale.clipped(scale.points(np.log(clipped) - np.log1p(-clipped)))
    place = {name: at for at, (name, _) in enumerate(scale.grades)}
    return np.array([place[name] for name in scale.grade(points)], dtype=np.int64)


def _line(
    study: Study, kind: str, step: Tested, steps: Sequence[Tested]
) -> AffineCalibration | None:
    """What a fold's margins are told along; None for the first folds, and where no line fits.

    First folds are told nothing, crossed or not: they stand for development beside those told.
    """
    known = [one for one in steps if set(one.fold.tests) <= set(step.fold.train)]
    if not known:
        return None
    before, spec, learnt = pooled(known), study.spec, study.sample.before(step.fold)
    try:
        if is_crossed(spec):
            return _crossed(study, kind, learnt)
        line = fit_calibration(before.margin, before.y, before.coop_ids, spec=spec.name)
    except (CalibrationReversed, PerfectSeparation):
        return None
    rate = long_run_rate(yearly_rates(learnt, spec.calendar))
    return _anchored(spec, line, before.margin, rate)


def _crossed(study: Study, kind: str, learnt: Sample) -> AffineCalibration:
    """The line that training on these rows serves by: five fits, as training itself makes them."""
    assert study.spec.rating is not None, "only ratings are crossed"
    line, margin = crossed_line(study.spec, study.inputs, learnt, kind=kind)
    return at_level(study.spec, study.spec.rating, learnt, line, margin)


def _anchored(
    spec: Spec, line: AffineCalibration, margin: Floats, rate: float
) -> AffineCalibration:
    """The line through folds at the long run's level, where the spec asks for it."""
    if spec.rating is None or spec.rating.anchor != "long_run":
        return line
    return anchored(line, margin, rate)


def _rated(
    study: Study,
    steps: list[Tested],
    told: Floats,
    scale: MasterScale,
    witnesses: pa.Table | None,
) -> RatedRows:
    rows = pooled(steps)
    days = np.concatenate([step.sample.as_ofs for step in steps])
    folds = [step.fold.test.isoformat() for step in steps for _ in range(len(step.sample))]
    return RatedRows(
        y=rows.y,
        probability=told,
        margin=rows.margin,
        grade=grade_of(told, scale),
        coop_id=rows.coop_ids,
        as_of=days,
        grades=tuple(name for name, _ in scale.grades),
        groups={
            **_own(study, steps),
            "year": np.array(folds, dtype=object),
            **_watched(witnesses, rows.coop_ids, days),
        },
    )


def _own(study: Study, steps: list[Tested]) -> dict[str, Objects]:
    """Branch group, branch and band of size, where the matrix holds them."""
    settings, rating = study.settings, study.spec.rating
    named = {"branch_group": rating.by if rating else "", "branch": settings.branch}
    found: dict[str, Objects] = {
        group: _codes(_column(name, steps))
        for group, name in named.items()
        if name in study.sample.X.columns
    }
    size = size_feature(study.inputs, settings)
    if size is not None:
        values = _column(size, steps)
        bands = np.full(len(values), None, dtype=object)
        for part in of_bands("size", size, values, settings.bands):
            if part.name is not None:
                bands[part.mask] = str(part.name)
        found["size"] = bands
    return found


def _column(name: str, steps: list[Tested]) -> Objects:
    return np.concatenate([step.sample.X[name].to_numpy(dtype=object) for step in steps])


def _codes(values: NDArray[Any]) -> Objects:
    return np.array([one if isinstance(one, str) else None for one in values], dtype=object)


def _watched(witnesses: pa.Table | None, coop_ids: Objects, days: Objects) -> dict[str, Objects]:
    """The witnesses' columns in the order of the rows; a row that they lack is unknown."""
    if witnesses is None:
        return {}
    at = places(witnesses, coop_ids, days)
    found: dict[str, Objects] = {}
    for name in witnesses.column_names:
        if name not in ("coop_id", "as_of"):
            values = [_said(name, one) for one in witnesses[name].to_pylist()]
            found[name] = np.array([None if n is None else values[n] for n in at], dtype=object)
    return found


def _said(name: str, value: object) -> object:
    """A witness as the code that it is sliced by."""
    if name == "is_women":
        return None if value is None else WOMEN if value else OTHERS
    return value
