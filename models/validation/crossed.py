"""Cross-validation by co-operative, for data with a single day to be tested on.

It tells how well co-operatives that were not fitted on are told apart on the *same* day. It says
nothing of another day, and what it finds is called cross-validated wherever it is shown.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coopscore.errors import CalibrationReversed, PerfectSeparation
from models.calibration import fit_calibration
from models.inputs import Input
from models.kinds import columns, fitted
from models.sample import Sample
from models.spec import Spec
from models.splits import Fold
from models.walk import Floats, Tested, pooled


def cross_validated(
    spec: Spec,
    inputs: Sequence[Input],
    sample: Sample,
    kinds: Sequence[str],
    *,
    parts: int,
    seed: int,
) -> dict[str, list[Tested]]:
    """Each kind's margins on each part of the co-operatives, fitted on the other parts.

    All rows of a co-operative lie in one part. Those with an event and those without are dealt out
    apart, so that parts differ by one event at most.

    Parameters
    ----------
    spec, inputs, kinds
        As for `models.walk.walk`.
    sample : Sample
        Rows of known outcome; commonly of one day.
    parts : int, at least 2
        Into how many parts co-operatives are dealt.
    seed : int
        Of the deal.

    Returns
    -------
    dict of kind to list of Tested
        One step a part; all kinds have the same rows. A step's fold names the sample's days as both
        fitted and tested on: it is no step through time.

    Raises
    ------
    ValueError
        Where there are fewer co-operatives with an event, or without, than parts.
    """
    place = _dealt(sample, parts, seed)
    fold = Fold(train=tuple(sample.days), test=sample.days[-1])
    found: dict[str, list[Tested]] = {kind: [] for kind in kinds}
    for part in range(parts):
        known, test = sample.take(place != part), sample.take(place == part)
        for kind in kinds:
            model = fitted(kind, spec, inputs, known)
            margin = model.decision_function(test.X[columns(kind, spec, inputs)])
            found[kind].append(Tested(fold=fold, sample=test, margin=margin))
    return found


def cross_calibrated(steps: Sequence[Tested], *, spec: str) -> list[Floats | None]:
    """Of each part the probabilities along the line through the margins of all other parts.

    None where those hold no line.
    """
    return [_along_others(step, steps, spec) for step in steps]


def _along_others(step: Tested, steps: Sequence[Tested], spec: str) -> Floats | None:
    others = pooled([one for one in steps if one is not step])
    try:
        line = fit_calibration(others.margin, others.y, others.coop_ids, spec=spec)
    except (CalibrationReversed, PerfectSeparation):
        return None
    return line.probability(step.margin)


def _dealt(sample: Sample, parts: int, seed: int) -> NDArray[np.int64]:
    """The part of each row."""
    ids, code = np.unique(sample.coop_ids, return_inverse=True)
    happened = np.bincount(code, weights=sample.y) > 0
    if parts < 2 or min(happened.sum(), (~happened).sum()) < parts:
        raise ValueError("two parts at least, and one co-operative with and without event in each")
    shuffled = np.random.default_rng(seed).permutation(len(ids))
    ordered = np.r_[shuffled[happened[shuffled]], shuffled[~happened[shuffled]]]
    place = np.empty(len(ids), dtype=np.int64)
    place[ordered] = np.arange(len(ids)) % parts
    dealt: NDArray[np.int64] = place[code]
    return dealt
