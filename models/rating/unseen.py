"""Margins of rows that their model has not seen: of days to come, or of other co-operatives.

A line from margins to probabilities must be fitted on what a model gives to strangers. The walk has
such margins: each fold's model knows nothing of its test day. But the first folds learnt from one
year or two, and the model that serves learns from all of them: its margins are worth more, and a
line fitted on the folds' is too flat for it. So a rating may rest on *crossed* margins:
co-operatives are dealt into parts, and each part gets its margins from a model that learnt all days
of the others.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.inputs import Input
from models.kinds import columns, fitted
from models.learner import Floats
from models.sample import Sample
from models.spec import Spec
from models.splits import Fold

# Parts that co-operatives are dealt into: each model learns from four fifths of them.
PARTS = 5

Rows = NDArray[np.int64]


def is_crossed(spec: Spec) -> bool:
    """Whether the spec's rating rests on crossed margins."""
    return spec.rating is not None and spec.rating.on == "crossed"


def unseen(
    spec: Spec,
    inputs: Sequence[Input],
    sample: Sample,
    folds: Sequence[Fold],
    *,
    kind: str,
    drawn: Rows | None = None,
) -> Floats | None:
    """The margin of each row by a model that has not seen it, as the spec's rating asks.

    Parameters
    ----------
    sample : Sample
        All rows of known outcome.
    folds : sequence of Fold
        Of the walk; crossed margins do not look at them.
    kind : str
        A key of `models.kinds.KINDS`.
    drawn : array of int, optional
        Places of the rows that are learnt from, some of them several times; all rows, each once,
        where nothing is said. Rows that were not drawn get margins as well.

    Returns
    -------
    array of shape (n,) or None
        NaN for rows that no model may be asked about: of days that the walk does not test. None
        where a model would learn from one outcome alone.
    """
    places = np.arange(len(sample)) if drawn is None else drawn
    names, margin = columns(kind, spec, inputs), np.full(len(sample), np.nan)
    pairs = _parts(spec, sample) if is_crossed(spec) else _folds(sample, folds)
    for learnt, asked in pairs:
        known = sample.take(places[learnt[places]])
        if len(set(known.fitting.y.tolist())) < 2:
            return None
        model = fitted(kind, spec, inputs, known)
        margin[asked] = model.decision_function(sample.X.loc[asked, names])
    return margin


Masks = tuple[NDArray[np.bool_], NDArray[np.bool_]]


def _folds(sample: Sample, folds: Sequence[Fold]) -> list[Masks]:
    return [(_on(sample, fold.train), _on(sample, fold.tests)) for fold in folds]


def _on(sample: Sample, days: Sequence[object]) -> NDArray[np.bool_]:
    return np.isin(sample.as_ofs, np.array(days, dtype=object))


def _parts(spec: Spec, sample: Sample) -> list[Masks]:
    """Each part's co-operatives against all others; dealt by the rating's seed."""
    assert spec.rating is not None, "only ratings are crossed"
    names, codes = np.unique(sample.coop_ids.astype(str), return_inverse=True)
    dealt = np.random.default_rng(spec.rating.seed).permutation(len(names))[codes] % PARTS
    return [(dealt != part, dealt == part) for part in range(PARTS)]
