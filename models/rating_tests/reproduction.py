"""Is the same said twice the same, and was nothing known before its time?"""

import numpy as np
from numpy.typing import ArrayLike

from models.rating_tests import witness
from models.rating_tests.catalogue import Found, Title
from models.rating_tests.rows import Floats, Objects, Terms
from models.rating_tests.ruling import Ruling

_HOUSE = "docs/time.md; SR 11-7, replication"

REPRODUCTION = {
    title.name: title
    for title in (
        Title(
            name="same_hash", null="two_runs_are_one", library="own", source=_HOUSE,
            formula="whether two hashes are the same",
        ),
        Title(
            name="replayed", null="stored_scores_come_again", library="own", source=_HOUSE,
            formula="rows whose score, worked out again, has other bytes",
        ),
        Title(
            name="known_after", null="nothing_known_before_its_time", library="riskvalidation",
            source=_HOUSE,
            formula="values known after their row's day, or borne out by no record known on it",
        ),
        Title(
            name="shared_between", null=None, library="own", source=_HOUSE,
            formula="share of the co-operatives tested on that were fitted on too",
        ),
    )
}  # fmt: skip


def same_hash(first: str, second: str, *, of: str, terms: Terms) -> Ruling:
    """Whether two full runs left the same; `of` says what: the model, the scores."""
    found = Found(value=float(first != second), by=of, holds=first == second)
    return REPRODUCTION["same_hash"].ruling(found, terms, {"runs": 2})


def replayed(stored: Floats, again: Floats, *, terms: Terms) -> Ruling:
    """Whether stored scores come out again, to the byte.

    Parameters
    ----------
    stored, again : arrays of shape (n,), or (n, figures)
        What was written down of each row, and the same worked out again; NaN where nothing came.

    Raises
    ------
    ValueError
        Where there are not as many.
    """
    if stored.shape != again.shape:
        raise ValueError("every stored score is worked out again")
    held = [np.ascontiguousarray(one, dtype=np.float64).view(np.uint64) for one in (stored, again)]
    other = int((held[0] != held[1]).any(axis=tuple(range(1, stored.ndim))).sum())
    found = Found(value=float(other), holds=other == 0, decided=len(stored) > 0)
    return REPRODUCTION["replayed"].ruling(found, terms, {"rows": len(stored)})


def known_after(known: ArrayLike, as_of: ArrayLike, *, terms: Terms) -> Ruling:
    """Whether any value was known only after the day that it was used on.

    Parameters
    ----------
    known : array of days of shape (rows, values)
        When each value was known; NaT where there is none. Where all are, nothing is decided.
    as_of : array of days of shape (rows,)
    """
    late = witness.known_after(known, as_of)
    dated = ~np.isnat(np.asarray(known, dtype="datetime64[D]"))
    found = Found(value=float(late), holds=late == 0, decided=bool(dated.any()))
    return REPRODUCTION["known_after"].ruling(found, terms, {"rows": len(np.asarray(as_of))})


def shared_between(fitted: Objects, tested: Objects, *, terms: Terms) -> Ruling:
    """How many of the co-operatives tested on were fitted on too, on earlier days.

    They are by design, for registries are followed; the share says how much of a figure speaks of
    co-operatives that the model had never met.
    """
    met, new = set(fitted.tolist()), set(tested.tolist())
    value = len(met & new) / len(new) if new else None
    found = Found(value=value)
    return REPRODUCTION["shared_between"].ruling(found, terms, {"cooperatives": len(new)})
