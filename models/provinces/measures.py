"""All that is measured of every co-operative for one period, before it is added up by place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

from coopscore.calendar import shift
from models.provinces.duties import (
    CHANGE_REQUEST,
    FILING,
    OBLIGATION,
    OFFICER_TERM,
    YEARLY_FIGURES,
    Changes,
    Statements,
    Statute,
    changes_on,
    statements_on,
    statute_on,
)
from models.provinces.economy import EXPORT_YEAR, Economy, economy_of
from models.provinces.formulas import Formulas
from models.provinces.register import (
    COOPERATIVE,
    STATUS_EVENT,
    Register,
    Standing,
    register_of,
    standing_on,
)
from models.provinces.revived import Revived, revived_in
from models.provinces.trouble import FACILITY_MONTH, Trouble, trouble_since, trouble_until
from models.status.proof import MATURITY, Revival

# The tables whose versions are read, and the columns.
TABLES: Mapping[str, Sequence[str]] = {
    "cooperative": COOPERATIVE,
    "status_event": STATUS_EVENT,
    "change_request": CHANGE_REQUEST,
    "officer_term": OFFICER_TERM,
    "obligation": OBLIGATION,
    "filing": FILING,
    "yearly_figures": YEARLY_FIGURES,
    "export_year": EXPORT_YEAR,
    "facility_month": FACILITY_MONTH,
}


@dataclass(frozen=True, kw_only=True)
class Span:
    """A period, both days included, and the day whose knowledge counts.

    Raises
    ------
    ValueError
        Where it ends before it begins, or after the day of knowledge.
    """

    first: date
    last: date
    as_of: date

    def __post_init__(self) -> None:
        if not self.first <= self.last <= self.as_of:
            raise ValueError("a period begins, ends, and is known of, in this order")

    @property
    def eve(self) -> date:
        """The day before the period, at whose end the opening stock is counted."""
        return self.first - timedelta(days=1)


@dataclass(frozen=True, kw_only=True, eq=False)
class Measures:
    """What is known of each co-operative (n,) for one period.

    `before` are revivals of the period of the same length whose time for a relapse was just over:
    those of a period that has just ended are too young to have lasted.
    """

    span: Span
    register: Register
    opening: Standing
    closing: Standing
    revived: Revived
    before: Revived
    changes: Changes
    statements: Statements
    statute: Statute
    economy: Economy
    trouble: Trouble


def measure(
    tables: Mapping[str, pa.Table], found: Sequence[Revival], span: Span, formulas: Formulas
) -> Measures:
    """Measure every co-operative.

    Parameters
    ----------
    tables : mapping of name to pa.Table
        Stored versions of `TABLES`.
    found : sequence of Revival
        Revivals as known on `span.as_of`, proved within the formulas' months.
    """
    register = register_of(tables["cooperative"], tables["status_event"], span.as_of)
    opening, closing = standing_on(register, span.eve), standing_on(register, span.last)
    before = standing_on(register, trouble_since(span.last, formulas))
    period = {"first": span.first, "last": span.last}
    return Measures(
        span=span,
        register=register,
        opening=opening,
        closing=closing,
        revived=revived_in(register, opening, found, formulas=formulas, **period),
        before=_before(register, found, span, formulas),
        changes=changes_on(
            register, closing, tables["change_request"], tables["officer_term"], formulas
        ),
        statements=statements_on(register, closing, tables["obligation"]),
        statute=statute_on(register, closing, tables["filing"]),
        economy=economy_of(register, closing, tables, formulas=formulas, **period),
        trouble=trouble_until(register, closing, before, tables["facility_month"], formulas),
    )


def _before(
    register: Register, found: Sequence[Revival], span: Span, formulas: Formulas
) -> Revived:
    back = -(formulas.relapse_months + MATURITY.value)
    first, last = (shift(day, back, "jalali") for day in (span.first, span.last))
    opening = standing_on(register, first - timedelta(days=1))
    return revived_in(register, opening, found, first=first, last=last, formulas=formulas)
