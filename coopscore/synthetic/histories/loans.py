"""Facilities and what becomes of them month by month, claims on the fund, and what others know.

Banks report a month's end some days later. The registry holds rows from Farvardin 1393 on; of
facilities that ran then it knows since its first weeks.
"""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.synthetic.histories.exports import exports
from coopscore.synthetic.histories.loan_book import RUNS, Book, draw_book
from coopscore.synthetic.histories.loan_closing import NO_CLAIM
from coopscore.synthetic.histories.loan_months import CLASSES, SETTLED, Calendar
from coopscore.synthetic.histories.loan_terms import (
    CONTRACTS,
    LENDERS,
    PLEDGES,
    PURPOSES,
    SCHEMES,
)
from coopscore.synthetic.histories.signals import signals
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import FIRST_YEAR, NEVER, Flags, Ints
from coopscore.synthetic.sheet import Coded, sheet

_SOONEST, _LATEST = 5, 25  # days after a month's end by which the registry has its row
_AGREED_LATEST = 5  # days after which a new facility is on record: never after its first row
_MIGRATED = 30  # days of 1393 in which those that ran already were entered
_STATES = ("claimed", "paid", "refused")
_CLAIMED_LATEST = 15  # days


def loans(chunk: Chunk) -> Mapping[str, pa.Table]:
    """`facility`, `facility_month`, `guarantee_claim`, `external_signal` and `export_year`."""
    book = draw_book(chunk)
    rng = chunk.rng("loans/papers")
    calendar = Calendar.drawn()
    rows = book.rows
    known = calendar.end(rows.month) + rng.integers(_SOONEST, _LATEST + 1, len(rows.month))
    last = np.full(len(book.facilities), NEVER)
    is_last = rows.month == book.closed[rows.facility]
    last[rows.facility[is_last]] = known[is_last]
    return {
        "facility": _facilities(chunk, calendar, book, last, rng),
        "facility_month": _months(chunk, calendar, book, known),
        "guarantee_claim": _claims(chunk, calendar, book, last, rng),
        "external_signal": signals(chunk, book),
        "export_year": exports(chunk),
    }


def _names(chunk: Chunk, book: Book) -> pa.Array:
    """`00000017-2`: the second facility of the co-operative of that number."""
    number = pa.array(book.facilities.serial + 1).cast(pa.string())
    serial = pc.utf8_slice_codeunits(chunk.ids(book.facilities.who), 3)
    return pc.binary_join_element_wise(serial, number, "-")


def _on_record(chunk: Chunk, calendar: Calendar, book: Book) -> Flags:
    """Facilities that run when recording starts, or are drawn later and before the end."""
    closed_after = (book.closed == RUNS) | (book.closed >= _first(chunk, calendar))
    held: Flags = closed_after & (book.facilities.month <= _last(chunk, calendar))
    return held


def _first(chunk: Chunk, calendar: Calendar) -> int:
    """The number of the first month on record."""
    return int(calendar.of(np.array([chunk.cycles.recording]))[0])


def _last(chunk: Chunk, calendar: Calendar) -> int:
    """The number of the last month of the drawn history."""
    return int(calendar.of(np.array([chunk.cycles.end]))[0])


def _facilities(
    chunk: Chunk, calendar: Calendar, book: Book, last: Ints, rng: np.random.Generator
) -> pa.Table:
    terms = book.facilities
    day = calendar.start(terms.month) + terms.day - 1
    soon = rng.integers(1, _AGREED_LATEST + 1, len(terms))
    migrated = chunk.cycles.recording + rng.integers(0, _MIGRATED + 1, len(terms))
    paid = calendar.start(np.maximum(book.closed, 0)) + rng.integers(0, 28, len(terms))
    closed = np.where(book.closing == SETTLED, paid, calendar.end(np.maximum(book.closed, 0)))
    has_closed = (book.closed != RUNS) & (book.closed <= _last(chunk, calendar))
    line = np.where(terms.scheme % 2 == 1, _line(terms.scheme, terms.month), -1)
    columns = {
        "coop_id": chunk.ids(terms.who),
        "disbursed_on": day,
        "recorded_at": np.where(day < chunk.cycles.recording, migrated, day + soon),
        "facility_id": _names(chunk, book),
        "lender": Coded(terms.lender, LENDERS),
        "contract_kind": Coded(terms.contract, CONTRACTS),
        "purpose": Coded(terms.purpose, PURPOSES),
        "principal": terms.principal,
        "tenor_months": terms.tenor,
        "rate": terms.rate,
        "collateral_kind": Coded(terms.pledge, PLEDGES),
        "guarantee_fund_share": terms.fund_share,
        "scheme": Coded(terms.scheme, SCHEMES),
        "credit_line": Coded(line, _LINES),
        "settled_on": np.where(has_closed, closed, NEVER),
        "settled_known_on": np.where(has_closed, last, NEVER),
    }
    return sheet("facility", columns).filter(pa.array(_on_record(chunk, calendar, book)))


_LINE_YEARS = range(1385, 1406)
_LINES = (
    *(f"تبصرهٔ بودجهٔ {year}" for year in _LINE_YEARS),
    *(f"خط ملی {year}" for year in _LINE_YEARS),
)


def _line(scheme: Ints, month: Ints) -> Ints:
    """Place in `_LINES` of a facility from the budget's note or from the national line."""
    year = FIRST_YEAR + (6 + month) // 12
    return (year - _LINE_YEARS[0]) + len(_LINE_YEARS) * (scheme // 2)


def _months(chunk: Chunk, calendar: Calendar, book: Book, known: Ints) -> pa.Table:
    rows = book.rows
    within = (rows.month >= _first(chunk, calendar)) & (rows.month <= _last(chunk, calendar))
    which = np.flatnonzero(within)
    facility, month, arrears = rows.facility[which], rows.month[which], rows.arrears[which]
    oldest = calendar.start(month - arrears + 1) + book.facilities.day[facility] - 1
    end = calendar.end(month)
    columns = {
        "coop_id": chunk.ids(book.facilities.who[facility]),
        "month_end": end,
        "recorded_at": known[which],
        "facility_id": _names(chunk, book).take(pa.array(facility)),
        "balance": rows.balance[which],
        "overdue_amount": rows.overdue[which],
        "dpd_days": np.where(arrears > 0, end - oldest, 0),
        "months_past_due": arrears,
        "class": Coded(rows.code[which], CLASSES),
        "rescheduled": rows.rescheduled[which],
        "decree": rows.decree[which],
    }
    return sheet("facility_month", columns)


def _claims(
    chunk: Chunk, calendar: Calendar, book: Book, last: Ints, rng: np.random.Generator
) -> pa.Table:
    """A claim, and in a later version what the fund did about it."""
    rows, terms = book.rows, book.facilities
    at = np.flatnonzero(rows.month == book.claimed[rows.facility])
    at = at[
        (rows.month[at] >= _first(chunk, calendar)) & (rows.month[at] <= _last(chunk, calendar))
    ]
    facility = rows.facility[at]
    day = calendar.end(book.claimed[facility])
    known = day + rng.integers(1, _CLAIMED_LATEST + 1, len(at))
    amount = (terms.fund_share[facility] * rows.balance[at]).astype(np.int64)
    is_paid = book.closed[facility] == book.answered[facility]
    refusal = day + rng.integers(90, 270, len(at))
    is_refused = (book.answered[facility] == NO_CLAIM) & (refusal <= last[facility])
    answers = np.flatnonzero(is_paid | is_refused)
    answered = np.where(is_paid, last[facility], refusal)
    whole = {
        "coop_id": chunk.ids(terms.who[facility]),
        "claimed_on": day,
        "recorded_at": known,
        "facility_id": _names(chunk, book).take(pa.array(facility)),
        "amount": amount,
        "state": Coded(np.zeros(len(at), dtype=np.int64), _STATES),
        "version": np.ones(len(at), dtype=np.int64),
    }
    later = {
        **whole,
        "recorded_at": answered,
        "state": Coded(np.where(is_paid, 1, 2), _STATES),
        "version": np.full(len(at), 2),
    }
    first = sheet("guarantee_claim", whole)
    return pa.concat_tables([first, sheet("guarantee_claim", later).take(pa.array(answers))])
