"""What co-operatives have in order on a day: changes, statements and statute data.

An act counts by the day it was done, and only where that was known by the day asked for knowledge:
what was sent after the end of a period is not of the period, whenever it is asked.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from coopscore.calendar import shift
from models.provinces.formulas import Formulas
from models.provinces.known import (
    KEYS,
    NEVER,
    Flags,
    Floats,
    Ints,
    Known,
    coded,
    days,
    known_rows,
    latest,
    measured,
    number,
    owners,
)
from models.provinces.register import Register, Standing

CHANGE_REQUEST = (*KEYS, "registered_on", "registered_known_on")
OFFICER_TERM = (*KEYS, "role", "end")
OBLIGATION = (*KEYS, "kind", "fulfilled_on", "fulfilled_known_on")
FILING = (*KEYS, "kind", "completeness")
YEARLY_FIGURES = (*KEYS, "members", "employees", "jobs_planned")


@dataclass(frozen=True, kw_only=True, eq=False)
class Changes:
    """Of each co-operative (n,): a change is open, is open for too long, the board is too old."""

    pending: Flags
    overdue: Flags
    board_expired: Flags


@dataclass(frozen=True, kw_only=True, eq=False)
class Statements:
    """Of each co-operative (n,): whether any statement fell due, and whether the last was sent."""

    due: Flags
    uploaded: Flags


@dataclass(frozen=True, kw_only=True, eq=False)
class Statute:
    """Of each co-operative (n,): whether statute data were sent, and how complete; nan unknown."""

    filed: Flags
    completeness: Floats


def changes_on(
    register: Register, on: Standing, requests: pa.Table, terms: pa.Table, formulas: Formulas
) -> Changes:
    """Changes pending and overdue at the end of a day; from versions of two tables.

    A request is open until its registration, and until that was known. The board's term is the
    latest end of a main member's; who has no end on record is not held to be expired.
    """
    seen = _visible(register, on, known_rows(requests, register.as_of))
    owner, size = owners(seen.rows["coop_id"], register.ids), len(register)
    at, known_by = number(on.day), number(register.as_of)
    ended, told = days(seen.rows["registered_on"]), days(seen.rows["registered_known_on"])
    told = np.where(told < NEVER, told, days(seen.rows["known"]))
    waiting = np.where((ended <= at) & (told <= known_by), -1, at - seen.happened)
    longest = np.full(size, -1, np.int64)
    np.maximum.at(longest, owner[owner >= 0], waiting[owner >= 0])
    return Changes(
        pending=longest >= max(formulas.pending_days, 0),
        overdue=longest > formulas.overdue_days,
        board_expired=_expired(register, on, terms) & formulas.board_term,
    )


def statements_on(register: Register, on: Standing, obligations: pa.Table) -> Statements:
    """The last statement that had fallen due by a day; from versions of `obligation`."""
    seen = _of_kind(_visible(register, on, known_rows(obligations, register.as_of)), "statement")
    owner = owners(seen.rows["coop_id"], register.ids)
    row = latest(owner, len(register), seen.happened, seen.first_known)
    done, told = days(seen.rows["fulfilled_on"]), days(seen.rows["fulfilled_known_on"])
    told = np.where(told < NEVER, told, days(seen.rows["known"]))
    met = (done <= number(on.day)) & (told <= number(register.as_of))
    return Statements(due=row >= 0, uploaded=np.append(met, False)[row])


def statute_on(register: Register, on: Standing, filings: pa.Table) -> Statute:
    """The statute data sent last, by arrival up to a day; from versions of `filing`."""
    seen = _of_kind(_visible(register, on, known_rows(filings, register.as_of)), "statute_data")
    seen = seen.only(seen.first_known <= number(on.day))
    owner = owners(seen.rows["coop_id"], register.ids)
    row = latest(owner, len(register), seen.happened, seen.first_known)
    told = np.append(measured(seen.rows["completeness"]), np.nan)
    return Statute(filed=row >= 0, completeness=told[row])


def figures_on(
    register: Register, on: Standing, figures: pa.Table, column: str, formulas: Formulas | None
) -> Floats:
    """The newest yearly figure of each co-operative (n,) that tells it; nan where none does.

    Parameters
    ----------
    formulas : Formulas or None
        Gives the greatest age; None takes figures of any age.
    """
    seen = _visible(register, on, known_rows(figures, register.as_of))
    value = measured(seen.rows[column])
    kept = ~np.isnan(value)
    if formulas is not None:
        kept &= seen.happened > number(shift(on.day, -formulas.figures_months, "jalali"))
    seen, value = seen.only(kept), value[kept]
    owner = owners(seen.rows["coop_id"], register.ids)
    row = latest(owner, len(register), seen.happened, seen.first_known)
    return np.append(value, np.nan)[row]


def _expired(register: Register, on: Standing, terms: pa.Table) -> Flags:
    seen = _visible(register, on, known_rows(terms, register.as_of))
    role, roles = coded(seen.rows["role"])
    board = np.append(roles == "board_main", False)[role]
    owner = np.where(board, owners(seen.rows["coop_id"], register.ids), -1)
    end = days(seen.rows["end"])
    last: Ints = np.full(len(register), -1, np.int64)
    np.maximum.at(last, owner[owner >= 0], end[owner >= 0])
    return (last >= 0) & (last < number(on.day))


def _visible(register: Register, on: Standing, known: Known) -> Known:
    return known.visible(min(on.day, register.as_of))


def _of_kind(known: Known, kind: str) -> Known:
    code, words = coded(known.rows["kind"])
    return known.only(np.append(words == kind, False)[code])
