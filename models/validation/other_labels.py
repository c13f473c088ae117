"""How the same rows and margins fare by other definitions of what is foretold.

No model is fitted to another definition: the champion's margins out of time are held against it.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from models.metrics import cluster_bootstrap
from models.rating_tests.catalogue import ruled
from models.rating_tests.discrimination import DISCRIMINATION
from models.rating_tests.rows import Floats, Ints, RatedRows, Terms
from models.sample import JUDGED
from models.validation.credit_rows import places
from models.validation.credit_slices import plain


def under_label(ranked: RatedRows, outcomes: pa.Table, terms: Terms) -> dict[str, Any]:
    """What became of the ranked rows by another label, as JSON.

    Parameters
    ----------
    ranked : RatedRows
        The rows of all folds, their outcomes those of the spec's own label.
    outcomes : pa.Table
        `coop_id`, `as_of` and `state` by the other label, for these rows among others. An
        indeterminate row counts as one without the event, as under the own label.

    Returns
    -------
    dict
        Counts of the rows known under both, `events` those under the other label; `own_events`
        those under the own, `both` those under both; `unknown`, rows that only the own label tells
        of. `observed` is the share with the event; `auc` and `own_auc` are rulings on the margins
        against either label, on the same rows.
    """
    states = outcomes["state"].to_pylist()
    at = places(outcomes, ranked.coop_id, ranked.as_of)
    said = np.array([None if n is None else states[n] for n in at], dtype=object)
    known = np.array([one in JUDGED for one in said], dtype=np.bool_)
    own = ranked.take(known)
    other = replace(own, y=(said[known] == "event").astype(np.int64))
    auc, own_auc = (
        plain(ruled(DISCRIMINATION, rows, terms=terms, only=("auc",)))[0] for rows in (other, own)
    )
    return {
        **other.counted,
        "own_events": own.events,
        "both": int((own.y * other.y).sum()),
        "unknown": len(ranked) - len(own),
        "observed": _observed(other, terms),
        "auc": auc,
        "own_auc": own_auc,
    }


def _observed(rows: RatedRows, terms: Terms) -> dict[str, float | None]:
    """The share with the event; its interval where co-operatives enough had it to be redrawn."""
    if not len(rows):
        return {"value": None, "low": None, "high": None}
    value = _rate(rows.y, rows.margin)
    if len(rows) < terms.least_rows or rows.hit < terms.least_events:
        return {"value": value, "low": None, "high": None}
    found = cluster_bootstrap(
        _rate, rows.y, rows.margin, rows.coop_id,
        draws=terms.draws, seed=terms.seed, level=terms.level,
    )  # fmt: skip
    return {"value": value, "low": found.low, "high": found.high}


def _rate(y: Ints, _margin: Floats) -> float:
    return float(np.mean(y))
