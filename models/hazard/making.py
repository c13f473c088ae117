"""Making a hazard at training: the second cycle, the line of 24 months, the ends by quarter."""

from datetime import date

import pyarrow as pa

from coopscore.calendar import every
from features.ends import CAUSES
from features.labels import label_named
from features.matrix import FeatureMatrix
from models.calibration import AffineCalibration
from models.hazard.cycles import cycles_of
from models.hazard.evidence import Beyond
from models.hazard.hazard import SECOND, Hazard
from models.hazard.quarters import fit_end, quarters_of
from models.hazard.testing import line_of_two, measured, second_odds, tested
from models.inputs import model_inputs
from models.spec import Spec


def make_hazard(
    spec: Spec,
    matrix: FeatureMatrix,
    outcomes: pa.Table,
    beyond: Beyond | None,
    *,
    until: date,
    kind: str,
    line: AffineCalibration,
) -> Hazard | None:
    """The hazard of a model that is about to be made; None where none is asked for.

    Ends are learnt on the days that lie `every` apart: their quarters follow each other anyway.

    Parameters
    ----------
    spec : Spec
        With a table `[hazard]`, where a hazard is asked for.
    matrix, outcomes
        What the model is learnt from.
    beyond : Beyond, optional
        What came after the first cycle, and the ends; without it there is no hazard.
    until : date
        The day that training stands on.
    kind : str
        The kind that serves: it tells the second cycle too.
    line : AffineCalibration
        The calibration of the first cycle.
    """
    settings = spec.hazard
    if settings is None or beyond is None:
        return None
    inputs = model_inputs(matrix, spec)
    months = label_named(spec.outcome).cycle
    assert months is not None, "a hazard is asked for of an outcome of cycles"
    cycles = cycles_of(
        matrix, outcomes, beyond.second, months, days=spec.training_days(until), until=until
    )
    steps = tested(spec, settings.folds, inputs, cycles, kind)
    days = every(spec.first_as_of, until, spec.every, spec.calendar)
    rows = cycles.first.on(days)
    quarters = quarters_of(rows, beyond.ends, spec, until)
    names, least = [item.name for item in inputs], spec.calibration.min_events
    ends = {one: fit_end(one, rows, quarters, names, settings, least) for one in CAUSES}
    return Hazard(
        months=months,
        odds={SECOND: second_odds(spec, inputs, cycles.second, kind), **ends},
        line=line_of_two(steps, line, spec),
        measured=measured(steps, spec),
    )
