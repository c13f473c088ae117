"""Facilities that run as a cycle starts."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from coopscore.synthetic.sector.cycles import Flags, Floats, Ints

NO_MARK = -1_000_000  # a month's number before every month


@dataclass(frozen=True, kw_only=True)
class Running:
    """What is known of each as the cycle starts; arrays are (f,).

    Parameters
    ----------
    facility, who : Ints
        Place in the list of all facilities; the co-operative.
    since : Ints, 0-12
        Month of the cycle in which it is paid out; 0 for those that run already.
    arrears, left, unit, balance : Ints
        Months in arrears; instalments not paid; the principal in each, and in all of them, rial.
    code : Ints
        Class on the last month end, a place in `loan_months.CLASSES`.
    frozen, marked : Ints
        The last months in which a rescheduled one is held deferred, and is marked as rescheduled;
        far in the past for the others.
    decreed : Flags
        Whether its last rescheduling was decreed for all.
    patience, guarded, fund_share, risk
        Of its terms: see `Facilities`; `risk` is what pledge and scheme add to the log-odds.
    claimed, answered : Ints
        Months in which the guarantee fund was called on and pays; `NO_CLAIM` where it is not.
    """

    facility: Ints
    who: Ints
    since: Ints
    arrears: Ints
    left: Ints
    unit: Ints
    balance: Ints
    code: Ints
    frozen: Ints
    marked: Ints
    decreed: Flags
    patience: Ints
    guarded: Ints
    fund_share: Floats
    risk: Floats
    claimed: Ints
    answered: Ints

    def __len__(self) -> int:
        return len(self.who)

    def kept(self, which: Flags, **moved: Any) -> "Running":
        """Some of them, with what moved (arrays over all) in place of what was."""
        now = {field.name: getattr(self, field.name) for field in fields(self)} | moved
        return Running(**{name: values[which] for name, values in now.items()})

    @classmethod
    def joined(cls, parts: list["Running"]) -> "Running":
        """All of them, in order."""
        names = [field.name for field in fields(cls)]
        return cls(**{n: np.concatenate([getattr(part, n) for part in parts]) for n in names})
