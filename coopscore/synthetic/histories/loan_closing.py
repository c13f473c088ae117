"""How facilities end: paid out, paid by the guarantee fund, wound up, written off."""

from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.histories.loan_months import (
    DEFERRED,
    MONTHS,
    NO_MONTH,
    SETTLED,
    WRITTEN_OFF,
    Course,
    class_by_months,
    first_month,
)
from coopscore.synthetic.sector.cycles import Flags, Floats, Ints

NO_CLAIM = 1_000_000  # a month's number after every month
_REFUSED = 0.15  # of claims on the fund; assumed
_SHORTEST, _LONGEST = 3, 9  # months that the fund takes; assumed


@dataclass(frozen=True, kw_only=True)
class Owing:
    """What decides on how a facility ends in a cycle; arrays are (f,).

    `since` is the month of the cycle in which it is paid out (0 for those that run already), `ends`
    the one in which its co-operative ends, else `NO_MONTH`; `failing` where that one pays nothing
    more. `claimed` and `answered` are the numbers of the months in which the fund was called on,
    and paid; `NO_CLAIM` where it was not.
    """

    since: Ints
    ends: Ints
    asleep: Flags
    failing: Flags
    patience: Ints
    guarded: Ints
    fund_share: Floats
    claimed: Ints
    answered: Ints


@dataclass(frozen=True, kw_only=True)
class Closing:
    """The month of a facility's last row (`NO_MONTH`: it runs on), the class of that row, and
    claims as they stand after the cycle; arrays are (f,)."""

    month: Ints
    code: Ints
    claimed: Ints
    answered: Ints


def close(way: Course, owing: Owing, first: int, rng: np.random.Generator) -> Closing:
    """Who ends in a cycle, and how; `first` is the number of the cycle's first month."""
    paid_out = first_month((way.left <= 0) & (MONTHS[None, :] >= owing.since[:, None]))
    lost = first_month(way.arrears >= owing.patience[:, None])
    called = first_month(way.arrears >= owing.guarded[:, None])
    asked = (owing.claimed == NO_CLAIM) & (owing.fund_share > 0) & (called < NO_MONTH)
    claimed = np.where(asked, first + called - 1, owing.claimed)
    answers = claimed + rng.integers(_SHORTEST, _LONGEST + 1, len(claimed))
    granted = asked & (rng.random(len(claimed)) >= _REFUSED)
    answered = np.where(granted, answers, owing.answered)
    by_fund = _by_fund(way, answered, first)
    month = np.minimum(np.minimum(paid_out, lost), np.minimum(by_fund, owing.ends))
    # What ends by then is not claimed, and no answer to it is to come.
    withdrawn = asked & (called >= month)
    claimed = np.where(withdrawn, NO_CLAIM, claimed)
    answered = np.where(withdrawn, NO_CLAIM, answered)
    at = np.minimum(month, 12)[:, None] - 1
    behind = class_by_months(np.take_along_axis(way.arrears, at, axis=1)[:, 0]) >= DEFERRED
    # A co-operative that sleeps settles nothing: no row of its sleep looks like a payment.
    wound_up = (owing.ends == month) & ~behind & ~owing.failing
    settled = (paid_out == month) | (((by_fund == month) | wound_up) & ~owing.asleep)
    return Closing(
        month=month,
        code=np.where(settled, SETTLED, WRITTEN_OFF),
        claimed=claimed,
        answered=answered,
    )


def _by_fund(way: Course, answered: Ints, first: int) -> Ints:
    """The month in which the fund pays, if the facility is still deferred or worse by then."""
    month = answered - first + 1
    within = (month >= 1) & (month <= 12)
    at = np.where(within, month, 1)[:, None] - 1
    owed = class_by_months(np.take_along_axis(way.arrears, at, axis=1)[:, 0]) >= DEFERRED
    return np.where(within & owed, month, NO_MONTH)
