"""How good a score is, one definition each; higher scores are riskier, outcomes are 0 or 1.

Every function takes flat arrays of one length. Intervals come from redrawing whole co-operatives,
for the days of one co-operative are not independent.
"""

from models.metrics.discrimination import (
    PairedAuc,
    auc,
    auc_se,
    average_precision,
    delong,
    gini,
    ks,
    placements,
)
from models.metrics.intervals import (
    Interval,
    PairedInterval,
    cluster_bootstrap,
    cluster_bootstrap_all,
    paired_cluster_bootstrap,
)
from models.metrics.line import (
    CalibrationFit,
    calibration_fit,
    calibration_intercept,
    calibration_line,
    calibration_slope,
)
from models.metrics.probability import (
    Corp,
    Finding,
    Murphy,
    brier,
    brier_skill,
    corp,
    ece,
    log_loss,
    miscalibration,
    murphy,
    spiegelhalter,
)
from models.metrics.tally import Floats, Metric

__all__ = [
    "CalibrationFit",
    "Corp",
    "Finding",
    "Floats",
    "Interval",
    "Metric",
    "Murphy",
    "PairedAuc",
    "PairedInterval",
    "auc",
    "auc_se",
    "average_precision",
    "brier",
    "brier_skill",
    "calibration_fit",
    "calibration_intercept",
    "calibration_line",
    "calibration_slope",
    "cluster_bootstrap",
    "cluster_bootstrap_all",
    "corp",
    "delong",
    "ece",
    "gini",
    "ks",
    "log_loss",
    "miscalibration",
    "murphy",
    "paired_cluster_bootstrap",
    "placements",
    "spiegelhalter",
]
