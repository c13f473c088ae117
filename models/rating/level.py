"""The line that a rating tells scores by: through unseen margins, at the long run's level.

Training makes the line of a rating here, and so does validation for every day that it looks back
to: what is judged is the line that would have been served.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coopscore.errors import PerfectSeparation
from models.calibration import AffineCalibration, fit_calibration
from models.inputs import Input
from models.learner import Floats
from models.rating.anchor import anchored, long_run_rate, yearly_rates, yearly_weights
from models.rating.unseen import is_crossed, unseen
from models.sample import Sample
from models.spec import Spec
from models.spec_tables import RatingSettings


def crossed_line(
    spec: Spec, inputs: Sequence[Input], sample: Sample, *, kind: str
) -> tuple[AffineCalibration, Floats]:
    """The line through crossed margins, and the margins: one of every row of the sample.

    Raises
    ------
    CalibrationReversed, PerfectSeparation
        Where the margins hold no line, or a part would be learnt from one outcome alone.
    """
    margin = unseen(spec, inputs, sample, (), kind=kind)
    if margin is None:
        raise PerfectSeparation(spec=spec.name)
    return fit_calibration(margin, sample.y, sample.coop_ids, spec=spec.name), margin


def at_level(
    spec: Spec,
    settings: RatingSettings,
    sample: Sample,
    line: AffineCalibration,
    margin: Floats,
    drawn: NDArray[np.int64] | None = None,
) -> AffineCalibration:
    """The line at the long run's level, as the rows that were drawn tell of it.

    Crossed margins are there for every year, and each year weighs the same in their mean, as in the
    long run itself: so other evidence in some years than in others moves nothing. The walk tests
    the newest years alone, and their mean becomes the long run's.

    Parameters
    ----------
    sample : Sample
        All rows of known outcome.
    line : AffineCalibration
        As it was fitted.
    margin : array of shape (n,)
        Of each row of the sample; NaN where no model could be asked.
    drawn : array of int, optional
        Places of the rows that tell the level; all, each once, where nothing is said.
    """
    if settings.anchor == "none":
        return line
    places = np.arange(len(sample)) if drawn is None else drawn
    rows, tested = sample.take(places), margin[places]
    rate = long_run_rate(yearly_rates(rows, spec.calendar))
    if is_crossed(spec):
        return anchored(line, tested, rate, yearly_weights(rows, spec.calendar))
    return anchored(line, tested[~np.isnan(tested)], rate)
