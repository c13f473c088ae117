"""The intervals that a rating states of the rows of all folds, and how wide they are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.calibration import AffineCalibration
from models.rating.groups import groups_of
from models.rating.rating import Rating
from models.rating.venn import witnessed
from models.rating_tests.explanation import interval_widths
from models.rating_tests.rows import Terms
from models.rating_tests.ruling import Ruling
from models.validation.rows import Floats
from models.validation.study import Study
from models.walk import pooled


@dataclass(frozen=True, kw_only=True)
class Stated:
    """Rows of all folds as a rating tells of them: log-odds, group, and the interval's ends."""

    logit: Floats
    groups: NDArray[np.object_]
    low: Floats
    high: Floats


def stated(study: Study, kind: str, rating: Rating, line: AffineCalibration) -> Stated:
    """What scoring by this rating would state of the rows of all folds.

    Parameters
    ----------
    rating : Rating
        Its intervals.
    line : AffineCalibration
        What scores are told by.
    """
    steps = study.walked[kind].steps
    margin = pooled(steps).margin
    logit = line.logit(margin)
    groups = groups_of(np.concatenate([one.sample.X[rating.by.name].to_numpy() for one in steps]))
    low, high = rating.interval(margin, logit, groups)
    return Stated(logit=logit, groups=groups, low=low, high=high)


def widths(study: Study, kind: str, told: Stated, terms: Terms) -> list[Ruling]:
    """How wide the stated intervals are, and how far apart the two Venn-Abers probabilities lie.

    Of some rows only, evenly by margin, is the pair asked: it takes two fits each.
    """
    rows = pooled(study.walked[kind].steps)
    pair = witnessed(rows.margin, rows.y)
    return [
        *interval_widths(told.low, told.high, terms=terms, of="stated"),
        *interval_widths(pair.low, pair.high, terms=terms, of="venn_abers"),
    ]
