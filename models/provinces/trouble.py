"""How many co-operatives ever had trouble with facilities: a figure of a place, never of one.

Source: Qom, 8% in ten years (its denominator is not stated); classes by the central bank's
directive 2823 of 1385: past due is more than two months.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from coopscore.calendar import shift
from models.provinces.formulas import Formulas
from models.provinces.known import KEYS, Flags, coded, known_rows, measured, number, owners
from models.provinces.register import Register, Standing
from models.provinces.states import GONE, PLACE

FACILITY_MONTH = (*KEYS, "class", "months_past_due")


@dataclass(frozen=True, kw_only=True, eq=False)
class Trouble:
    """Of each co-operative (n,): on the register in the years, with a facility, in trouble."""

    since: date
    there: Flags
    borrowed: Flags
    troubled: Flags


def trouble_until(
    register: Register, on: Standing, at_start: Standing, months: pa.Table, formulas: Formulas
) -> Trouble:
    """Trouble in the years up to a day, as known on the register's day.

    Parameters
    ----------
    on, at_start : Standing
        At the day, and at the one so many years before it (`trouble_since`): on the register in
        these years was who is registered by the day and had not ended at their start.
    months : pa.Table
        Versions of `facility_month`. Who has none of a month in these years did not borrow.
    """
    seen = known_rows(months, register.as_of).visible(on.day)
    since = trouble_since(on.day, formulas)
    seen = seen.only(seen.happened > number(since))
    owner = owners(seen.rows["coop_id"], register.ids)
    code, words = coded(seen.rows["class"])
    bad = np.append(np.isin(words.astype(str), formulas.trouble_classes), False)[code]
    late = measured(seen.rows["months_past_due"])
    bad |= np.nan_to_num(late, nan=0.0) > formulas.trouble_months
    size = len(register)
    borrowed, troubled = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    borrowed[owner[owner >= 0]] = True
    troubled[owner[bad & (owner >= 0)]] = True
    gone = np.isin(at_start.state, [PLACE[name] for name in GONE])
    there = (on.state != PLACE["not_registered"]) & ~gone
    return Trouble(since=since, there=there, borrowed=borrowed & there, troubled=troubled & there)


def trouble_since(day: date, formulas: Formulas) -> date:
    """The day before the first that is looked at."""
    return shift(day, -12 * formulas.trouble_years, "jalali")
