"""Cohorts: who belongs on a day, as was known on that day.

A cohort is decided by the same facts, days and engines as a feature, so that it can look no
further ahead than they can.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.calendar import months
from coopscore.errors import UnknownName
from coopscore.language import Text
from features.signs import CREDIT, OVERDUE, signs
from features.spec import Spans, States
from features.values import Latest, Value, canonical

Flags = npt.NDArray[np.bool_]

_status = States("status_event", happened="valid_from", known="recorded_at")


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A state in force whose code must be one of `among`, or none of `excluded`.

    A missing state passes `excluded` and fails `among`.
    """

    value: Latest
    among: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def values(self) -> tuple[Value, ...]:
        """What must be asked of the record."""
        return (self.value,)

    @property
    def content(self) -> list[object]:
        """All that decides it, as JSON-able data."""
        return [canonical(self.value), list(self.among), list(self.excluded)]

    def holds(self, answers: Sequence[pa.Array]) -> Flags:
        """Where it holds, from the value's codes in each cell."""
        (codes,) = answers
        named = pa.array(self.among or self.excluded, pa.string())
        found: Flags = pc.is_in(codes, value_set=named).to_numpy(zero_copy_only=False)
        return found if self.among else ~found


@dataclass(frozen=True, kw_only=True)
class Bound:
    """Numbers whose sum must be `least` or more, or `most` or less.

    Where one of them is missing it does not hold: of what is unknown nothing is claimed.
    """

    of: tuple[Value, ...]
    least: float = -np.inf
    most: float = np.inf

    @property
    def values(self) -> tuple[Value, ...]:
        """What must be asked of the record."""
        return self.of

    @property
    def content(self) -> list[object]:
        """All that decides it, as JSON-able data."""
        return [[canonical(value) for value in self.of], str(self.least), str(self.most)]

    def holds(self, answers: Sequence[pa.Array]) -> Flags:
        """Where it holds, from the numbers in each cell; counts and days add up exactly."""
        total = reduce(add, (answer.to_numpy(zero_copy_only=False) for answer in answers))
        held: Flags = (total >= self.least) & (total <= self.most)
        return held


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """The co-operatives for which all conditions hold on the as-of day."""

    name: str
    title: Text
    conditions: tuple[Condition | Bound, ...]

    @property
    def values(self) -> tuple[Value, ...]:
        """What must be asked of the record to tell who belongs."""
        return tuple(value for condition in self.conditions for value in condition.values)

    @property
    def content(self) -> list[object]:
        """All that decides who belongs, as JSON-able data."""
        return [condition.content for condition in self.conditions]

    def members(self, answers: Sequence[pa.Array]) -> Flags:
        """Which cells belong, from the answers to `values`."""
        left = iter(answers)
        held = [c.holds([next(left) for _ in c.values]) for c in self.conditions]
        everywhere: Flags = np.logical_and.reduce(held)
        return everywhere


STAGE = _status.where(axis="registry_stage").latest("to_code")
ACTIVITY = _status.where(axis="activity_status").latest("to_code")

_REGISTERED = Condition(value=STAGE, among=("registered",))
_form = States("cooperative", happened="valid_from", known="recorded_at")
_facilities = Spans("facility", happened="disbursed_on", known="recorded_at")

COHORTS: Mapping[str, Cohort] = {
    cohort.name: cohort
    for cohort in (
        Cohort(
            name="registered",
            title=Text(en="Registered co-operatives", fa="تعاونی‌های ثبت‌شده"),
            conditions=(_REGISTERED,),
        ),
        Cohort(
            name="registered_in_sight",
            title=Text(
                en="Registered co-operatives whose activity is not unknown",
                fa="تعاونی‌های ثبت‌شده‌ای که وضعیت فعالیتشان نامعلوم نیست",
            ),
            # A source that drops a co-operative from its lists says no more of it; whoever
            # scores such a source scores those still listed.
            conditions=(_REGISTERED, Condition(value=ACTIVITY, excluded=("unknown",))),
        ),
        Cohort(
            name="operating",
            title=Text(
                en="Registered co-operatives known to operate",
                fa="تعاونی‌های ثبت‌شده‌ای که دایر بودنشان دانسته است",
            ),
            # Where operating is told by filing, those who never filed, or fell silent, or whose
            # activity the source doubts, do not belong.
            conditions=(_REGISTERED, Condition(value=ACTIVITY, among=("operating",))),
        ),
        Cohort(
            name="awake",
            title=Text(
                en="Active co-operatives that gave a sign of life within the year",
                fa="تعاونی‌های فعالی که در یک سال گذشته نشانهٔ فعالیت داشته‌اند",
            ),
            # Rural co-operatives answer to another ministry, whose papers do not come here; the
            # young have owed nothing yet.
            conditions=(
                _REGISTERED,
                Condition(value=ACTIVITY, among=("operating", "under_implementation")),
                Condition(value=_form.latest("authority"), among=("mcls",)),
                Bound(of=(_form.age("founded_on", unit="years"),), least=1.5),
                Bound(of=signs(within=months(12)), least=1),
            ),
        ),
        Cohort(
            name="borrowers",
            title=Text(
                en="Co-operatives with a live facility and none more than two months past due",
                fa="تعاونی‌های دارای تسهیلات جاری و بدون بدهی بیش از دو ماه",
            ),
            # A month's standing is told in the month after: the last that is known on a day lies
            # within two months of it. Who was rescheduled for its own distress has defaulted
            # already, and is marked so until it has paid for a while.
            conditions=(
                _REGISTERED,
                Bound(of=(_facilities.open(),), least=1),
                Bound(
                    of=(
                        CREDIT.where(**OVERDUE).count(within=months(2)),
                        CREDIT.where(rescheduled=True, decree=False).count(within=months(2)),
                    ),
                    most=0,
                ),
            ),
        ),
    )
}


def cohort_named(name: str) -> Cohort:
    """The cohort of that name.

    Raises
    ------
    UnknownName
        Where no cohort carries it.
    """
    if name not in COHORTS:
        raise UnknownName(kind="cohort", name=name, allowed=tuple(COHORTS))
    return COHORTS[name]
