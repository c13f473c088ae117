"""Which inputs move the scores of a day most, and how far each of them spreads."""

from typing import Any

import numpy as np

from features.matrix import FeatureMatrix
from models.calibration import AffineCalibration
from models.explain import in_points
from models.inputs import frame, inputs_of
from models.learner import Model
from models.scale import MasterScale

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def strongest(
    model: Model,
    names: list[str],
    line: AffineCalibration,
    scale: MasterScale,
    present: FeatureMatrix,
    most: int,
) -> list[dict[str, Any]]:
    """The inputs by the mean size of their share of the points, the strongest first, as JSON.

    Parameters
    ----------
    model, names
        The champion, and the columns that it is asked with.
    line, scale
        Turn shares of the margin into points.
    present : FeatureMatrix
        The day that is scored.
    most : int
        How many inputs are told; those that never move a score are left out.

    Returns
    -------
    list of dict
        `mean_size` is the mean of the absolute points, `quantiles` those of the points at 5, 25,
        50, 75 and 95 in a hundred rows.
    """
    X = frame(present.table, inputs_of(present))[names]
    _, shares = in_points(model.contributions(X), line, scale)
    sizes = np.abs(shares).mean(axis=0)
    order = np.argsort(-sizes, kind="stable")[:most]
    return [
        {
            "feature": names[at],
            "mean_size": float(sizes[at]),
            "quantiles": np.quantile(shares[:, at], QUANTILES).tolist(),
        }
        for at in order
        if sizes[at] > 0
    ]
