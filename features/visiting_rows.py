"""What a matrix of `features.visiting` says of each co-operative: its duties, and what is due."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from coopscore.calendar import shift
from coopscore.vocabulary import VISIT_DUTY
from features.visiting import LACKING, OCCASIONS, TERM_GRACE, WARNINGS

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]
Days = npt.NDArray[np.datetime64]


def duties_of(rows: pa.Table, as_of: date) -> tuple[list[str], Days]:
    """The duty that leaves an office no choice about each row, and since when it has it.

    Parameters
    ----------
    rows : pa.Table
        Columns of `features.visiting.VISITING`, as known on `as_of`.

    Returns
    -------
    list of str
        A key of `VISIT_DUTY`, of several the first there, or empty.
    array of datetime64[D]
        NaT where there is none.
    """
    # A term has been over for long enough where it ended this many days ago or more.
    grace = (as_of - shift(as_of, -TERM_GRACE.value, "jalali")).days
    term = numbers_of(rows, "term_end_days")
    warned = numbers_of(rows, "warnings_12m") >= WARNINGS
    held: Mapping[str, tuple[Flags, Numbers]] = {
        "article_5": (numbers_of(rows, "article_5") == 1, numbers_of(rows, "article_5_days")),
        "term_expired": (term >= grace, term - grace),
        "three_warnings": (warned, numbers_of(rows, "warning_days")),
    }
    duty, since = [""] * rows.num_rows, np.full(rows.num_rows, "NaT", dtype="datetime64[D]")
    for code in reversed(list(VISIT_DUTY)):
        holds, days = held[code]
        for row in np.flatnonzero(holds).tolist():
            duty[row] = code
            since[row] = np.datetime64(as_of) - np.timedelta64(int(days[row]), "D")
    return duty, since


def occasions_of(rows: pa.Table) -> Mapping[str, Flags]:
    """By kind of act, whether something on record, or the lack of it, asks for it."""
    found = {
        kind: np.logical_or.reduce([numbers_of(rows, name) > 0 for name in names])
        for kind, names in OCCASIONS.items()
    }
    return {**found, **{kind: numbers_of(rows, name) == 0 for kind, name in LACKING.items()}}


def overdue_days_of(rows: pa.Table) -> Numbers:
    """Days by which the oldest open duty is overdue; nan where none is open."""
    days = numbers_of(rows, "longest_overdue_days")
    found: Numbers = np.where(numbers_of(rows, "duties_overdue") > 0, days, np.nan)
    return found


def overdue_first(rows: pa.Table) -> tuple[str, ...]:
    """Ids by the plain rule: the oldest open duty first, those without one last."""
    return _greatest_first(rows, np.nan_to_num(overdue_days_of(rows), nan=-1.0))


def long_unseen_first(rows: pa.Table) -> tuple[str, ...]:
    """Ids by habit: those that nobody ever visited, then those visited longest ago."""
    return _greatest_first(rows, np.nan_to_num(numbers_of(rows, "act_days"), nan=np.inf))


def places_of(rows: pa.Table, name: str) -> Sequence[str]:
    """A column of codes or names; empty where it is missing."""
    return [text or "" for text in rows[name].to_pylist()]


def numbers_of(rows: pa.Table, name: str) -> Numbers:
    """A column of numbers; nan where it is missing."""
    found: Numbers = rows[name].to_numpy().astype(np.float64)
    return found


def _greatest_first(rows: pa.Table, values: Numbers) -> tuple[str, ...]:
    """Ids by their numbers; equal ones as they stand."""
    order = np.argsort(-values, kind="stable")
    return tuple(rows["coop_id"].take(pa.array(order)).to_pylist())
