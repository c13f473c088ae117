"""What a co-operative may lawfully do about what stands open, and the rows that would tell of it.

An act is offered only where the register shows something open: a duty overdue, a term that has run
out, an instalment unpaid. The rows are those that the office would take in: same columns, both
dates lawful. What nobody can know stays as it was known last: the figures of a statement that is
filed, how many come to an assembly, who is elected.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coopscore.calendar import jalali_text
from models.recourse.law import Dates
from models.recourse.register import Register, Row

FILE, HOLD, RENEW, SETTLE, ALL = (
    "file_statement",
    "hold_assembly",
    "renew_board",
    "settle_arrears",
    "all",
)

Made = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An act that is open to a co-operative.

    `about` names the ends of periods, the end of the term or the facilities that it is about,
    parted by spaces; `done` is the first day on which it can be done, `earliest` the first on which
    all that tells of it is known. `rows` are what it puts on record, by table, by the files' own
    names; `still` are what comes on record by that day without it, in their stead.
    """

    coop_id: str
    act: str
    about: str
    done: date
    earliest: date
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    still: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)


def offers(register: Register) -> tuple[Offer, ...]:
    """The acts that are open to a co-operative, in the order of `ACTS`; none where none is."""
    dates = Dates.after(register.as_of)
    found = (make(register, dates) for make in ACTS.values())
    return tuple(offer for offer in found if offer is not None)


def together(register: Register, acts: Sequence[str]) -> Offer:
    """Several open acts as one: what two of them need an assembly for, one assembly does.

    Parameters
    ----------
    acts : sequence of str
        Codes of acts that `offers` gave for this register, at least one.
    """
    dates = Dates.after(register.as_of)
    shared = HOLD in acts and RENEW in acts
    several = [
        _renewed(register, dates, dates.annual, "annual_ordinary", {})
        if act == RENEW and shared
        else ACTS[act](register, dates)
        for act in ACTS
        if act in acts
    ]
    offered = [offer for offer in several if offer is not None]
    return Offer(
        coop_id=register.coop_id,
        act=ALL,
        about=" ".join(offer.act for offer in offered),
        done=max(offer.done for offer in offered),
        earliest=max(offer.earliest for offer in offered),
        rows=_joined([offer.rows for offer in offered]),
        still=_joined([offer.still for offer in offered]),
    )


def _joined(several: Sequence[Mapping[str, Sequence[Mapping[str, Any]]]]) -> Made:
    rows: Made = {}
    for tables in several:
        for table, made in tables.items():
            rows.setdefault(table, []).extend(dict(row) for row in made)
    return rows


def _statement(register: Register, dates: Dates) -> Offer | None:
    """All overdue statements are filed on one day, as complete and as audited as the last one."""
    filed = register.filed()
    last = filed[max(filed)] if filed else {}
    duties = [row for row in register.overdue("statement") if row["period_end"] not in filed]
    if not duties:
        return None
    papers = [
        {
            "coop_id": register.coop_id,
            "period_end": duty["period_end"],
            "received_on": dates.first,
            "kind": "statement",
            "due_on": duty["happened"],
            "due_rule": duty["due_rule"],
            "state": "received",
            "audited": last.get("audited"),
            "completeness": last.get("completeness"),
        }
        for duty in duties
    ]
    met = [
        _met(duty, done=dates.first, known=dates.first, by=("statement", duty["period_end"]))
        for duty in duties
    ]
    return Offer(
        coop_id=register.coop_id,
        act=FILE,
        about=_periods(duties),
        done=dates.first,
        earliest=dates.first,
        rows={"filing": papers, "obligation": met},
    )


def _assembly(register: Register, dates: Dates) -> Offer | None:
    """One annual assembly takes up all years that are outstanding; it is that of the last."""
    duties = register.overdue("annual_assembly")
    if not duties:
        return None
    newest = max(duties, key=lambda duty: duty["period_end"])
    known = dates.minutes(dates.annual)
    by = ("annual_ordinary", dates.annual)
    held = _held(register, dates, dates.annual, "annual_ordinary") | {
        "due_on": newest["happened"],
        "fiscal_year": int(jalali_text(newest["period_end"])[:4]),
    }
    return Offer(
        coop_id=register.coop_id,
        act=HOLD,
        about=_periods(duties),
        done=dates.annual,
        earliest=known,
        rows={
            "assembly": [held],
            "obligation": [_met(d, done=dates.annual, known=known, by=by) for d in duties],
        },
    )


def _board(register: Register, dates: Dates) -> Offer | None:
    """An ordinary assembly elects, and the board is registered."""
    held = {"assembly": [_held(register, dates, dates.elected, "ordinary")]}
    return _renewed(register, dates, dates.elected, "ordinary", held)


def _renewed(
    register: Register, dates: Dates, held: date, kind: str, assembly: Made
) -> Offer | None:
    """The last board, elected again for a whole term by an assembly on a day."""
    officers = register.expired_board()
    if not officers:
        return None
    known = dates.registered(held)
    terms = [
        {
            "coop_id": register.coop_id,
            "start": held,
            "registered_on": known,
            "end": dates.term_end(held),
            "role": officer["role"],
            "person_key": officer["person_key"],
            "is_second_job": officer["is_second_job"],
        }
        for officer in officers
    ]
    duties = register.overdue("board_election")
    rows = {**assembly, "officer_term": terms}
    if duties:
        rows["obligation"] = [_met(d, done=held, known=known, by=(kind, held)) for d in duties]
    return Offer(
        coop_id=register.coop_id,
        act=RENEW,
        about=officers[0]["end"].isoformat(),
        done=held,
        earliest=known,
        rows=rows,
    )


def _arrears(register: Register, dates: Dates) -> Offer | None:
    """All that is overdue is paid on one day, and the lender's next report says so.

    Without it the lender reports as well: that the facility stands as it stood.
    """
    owed = register.in_arrears()
    if not owed:
        return None
    rows: Made = {}
    for facility, month in owed:
        told = _reported(month, dates)
        rows.setdefault("facility_month", []).append(told | _paid(month))
        if _is_last(month):
            ends = {"settled_on": dates.first, "settled_known_on": dates.reported}
            corrected = _corrected(facility, "disbursed_on", dates.reported) | ends
            rows.setdefault("facility", []).append(corrected)
    return Offer(
        coop_id=register.coop_id,
        act=SETTLE,
        about=" ".join(facility["facility_id"] for facility, _ in owed),
        done=dates.first,
        earliest=dates.reported,
        rows=rows,
        still={"facility_month": [_reported(month, dates) for _, month in owed]},
    )


def _reported(month: Row, dates: Dates) -> dict[str, Any]:
    """The lender's next report of a facility that stands as it stood."""
    told = ("facility_id", "balance", "overdue_amount", "dpd_days", "months_past_due", "class")
    same = {name: month[name] for name in (*told, "rescheduled", "decree")}
    days = {"month_end": dates.month_end, "recorded_at": dates.reported}
    return {"coop_id": month["coop_id"], **days, **same}


def _paid(month: Row) -> dict[str, Any]:
    """What the report says instead once all that was overdue is paid."""
    left = None if month["balance"] is None else month["balance"] - (month["overdue_amount"] or 0)
    return {
        "balance": None if left is None else max(left, 0),
        "overdue_amount": 0,
        "dpd_days": 0,
        "months_past_due": 0,
        "class": "settled" if _is_last(month) else "current",
    }


def _is_last(month: Row) -> bool:
    """Whether all of the balance is overdue, so that paying it ends the facility."""
    return month["balance"] is not None and month["balance"] <= (month["overdue_amount"] or 0)


ACTS: Mapping[str, Callable[[Register, Dates], Offer | None]] = {
    FILE: _statement,
    HOLD: _assembly,
    RENEW: _board,
    SETTLE: _arrears,
}


def _held(register: Register, dates: Dates, day: date, kind: str) -> dict[str, Any]:
    """An assembly that meets at its first call, as many coming as came to the last annual one."""
    last = register.last_annual() or {}
    return {
        "coop_id": register.coop_id,
        "held_on": day,
        "minutes_received_on": dates.minutes(day),
        "kind": kind,
        "called_on": dates.first,
        "call_no": 1,
        "annulled": False,
        "outcome": "held",
        "members_total": last.get("members_total"),
        "members_present": last.get("members_present"),
    }


def _met(duty: Row, *, done: date, known: date, by: tuple[str, date]) -> dict[str, Any]:
    """The version of a duty that says by which paper it was met, and when."""
    return _corrected(duty, "due_on", known) | {
        "fulfilled_on": done,
        "fulfilled_known_on": known,
        "fulfilled_by": f"{duty['coop_id']}|{by[0]}|{by[1].isoformat()}",
    }


# What is stored beside a file's own columns, and made anew.
_COMMON = ("happened", "known", "voided", "hindsight", "batch", "digest")


def _corrected(row: Row, happened: str, known: date) -> dict[str, Any]:
    """The next version of a record, as a file would tell it."""
    own = {name: cell for name, cell in row.items() if name not in _COMMON}
    version = {"version": row["version"] + 1, happened: row["happened"], "recorded_at": known}
    return own | version


def _periods(duties: Sequence[Row]) -> str:
    return " ".join(sorted(duty["period_end"].isoformat() for duty in duties))
