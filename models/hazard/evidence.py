"""What a hazard is learnt from beside the score's own rows: the second cycle, and the ends."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from features.build import build_outcomes
from features.ends import first_ends
from features.facts import Facts
from features.matrix import FeatureMatrix
from models.spec import Spec


@dataclass(frozen=True, kw_only=True)
class Beyond:
    """What came after the first open cycle, and how co-operatives ended, as known by a day.

    `second` are the outcomes of the second cycle, whatever came of the first, in the order of the
    matrix; `ends` is what `features.ends.first_ends` gives.
    """

    second: pa.Table
    ends: pa.Table


def beyond(
    facts: Facts,
    spec: Spec,
    matrix: FeatureMatrix,
    *,
    until: date,
    marked: NDArray[np.bool_] | None = None,
) -> Beyond | None:
    """What only the facts can tell of a matrix; None where the spec asks for no hazard.

    Parameters
    ----------
    facts : Facts
        Those that the matrix was built of.
    spec : Spec
        Its label must be one of cycles.
    matrix : FeatureMatrix
        The rows that are learnt from.
    until : date
        The day that training stands on.
    marked : array of bool, optional
        Which rows of `facts.read("status_event")` were entered in a burst of an office: ends that
        are censoring and no ends. None by default.
    """
    if spec.hazard is None:
        return None
    second = build_outcomes(
        facts, label=spec.outcome, matrix=matrix, horizon=spec.horizon, maturity=spec.maturity,
        until=until, quiet=spec.quiet, later=1,
    )  # fmt: skip
    return Beyond(second=second, ends=first_ends(facts, until, marked))
