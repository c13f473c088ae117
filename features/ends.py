"""Ends on the register: on which day, and as what, each co-operative first ended.

Two ends compete with silence and with each other: a dissolution, and a purpose that is completed
(the homes of a housing co-operative stand). A merger is neither, and what an office entered in a
burst tells of the office: after either nobody can tell, so they are `other`.
"""

from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from features.facts import Facts
from features.labels import ENDED, reasons_told
from features.plan import DATED

CAUSES = ("dissolved", "completed")
OTHER = "other"

Places = npt.NDArray[np.int64]

_COLUMNS = (*DATED, "axis", "to_code", "reason")


def first_ends(facts: Facts, until: date, marked: npt.NDArray[np.bool_] | None = None) -> pa.Table:
    """The first end of each co-operative that has ended, as it was known by a day.

    Parameters
    ----------
    facts : Facts
        The facts as they stood at one sealed batch.
    until : date
        Nothing known later is used.
    marked : array of bool, optional
        Which rows of `facts.read("status_event")` were entered in a burst; none by default.

    Returns
    -------
    pa.Table
        `coop_id`, `ended` (the day that the entry speaks of) and `cause`: one of `CAUSES`, or
        OTHER.
    """
    rows = facts.read("status_event", _COLUMNS)
    flags = np.zeros(len(rows), dtype=np.bool_) if marked is None else marked
    rows = _in_force(rows.append_column("marked", pa.array(flags)), until)
    stage = pc.equal(rows["axis"], "registry_stage")
    over = pc.is_in(rows["to_code"], value_set=pa.array(("merged", *ENDED)))
    there = pc.less_equal(rows["happened"], pa.scalar(until, pa.date32()))
    ends = rows.filter(pc.and_(pc.and_(stage, over), there))
    return _first(ends.append_column("cause", _causes(ends)))


def _in_force(rows: pa.Table, until: date) -> pa.Table:
    """Of each record the last version known by the day, where that is not voided."""
    known = rows.filter(pc.less_equal(rows["known"], pa.scalar(until, pa.date32())))
    order = [(name, "ascending") for name in ("coop_id", "record_id", "known", "version")]
    known = known.sort_by(order)
    known = known.take(_changes(known, "coop_id", "record_id") - 1)
    return known.filter(pc.invert(known["voided"]))


def _changes(rows: pa.Table, *keys: str) -> Places:
    """Where runs of equal keys end: places past the last row of each."""
    codes = [rows[key].combine_chunks().dictionary_encode().indices.to_numpy() for key in keys]
    differs = np.any([code[1:] != code[:-1] for code in codes], axis=0)
    inner = np.flatnonzero(differs) + 1
    return np.append(inner, len(rows)) if len(rows) else inner


def _causes(ends: pa.Table) -> pa.Array:
    completed = pc.is_in(ends["reason"], value_set=pa.array(reasons_told("purpose_completed")))
    other = pc.or_(pc.equal(ends["to_code"], "merged"), ends["marked"])
    return pc.if_else(other, OTHER, pc.if_else(completed, "completed", "dissolved"))


def _first(ends: pa.Table) -> pa.Table:
    """The first of each co-operative, by the day that it speaks of."""
    order = [(name, "ascending") for name in ("coop_id", "happened", "known")]
    ends = ends.sort_by(order)
    past = _changes(ends, "coop_id")
    chosen = ends.take(np.roll(past % max(len(ends), 1), 1))
    return pa.table(
        {"coop_id": chosen["coop_id"], "ended": chosen["happened"], "cause": chosen["cause"]}
    )
