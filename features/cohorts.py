"""Cohorts: who belongs on a day, as was known on that day.

A cohort is decided by the same facts, days and engines as a feature, so that it can look no
further ahead than they can.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.errors import UnknownName
from coopscore.language import Text
from features.spec import States
from features.values import Latest

_status = States("status_event", happened="valid_from", known="recorded_at")


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A state in force whose code must be one of `among`, or none of `excluded`.

    A missing state passes `excluded` and fails `among`.
    """

    value: Latest
    among: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    def holds(self, codes: pa.Array) -> npt.NDArray[np.bool_]:
        """Where it holds, for the value's codes in each cell."""
        named = pa.array(self.among or self.excluded, pa.string())
        found: npt.NDArray[np.bool_] = pc.is_in(codes, value_set=named).to_numpy(
            zero_copy_only=False
        )
        return found if self.among else ~found


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """The co-operatives for which all conditions hold on the as-of day."""

    name: str
    title: Text
    conditions: tuple[Condition, ...]

    @property
    def values(self) -> tuple[Latest, ...]:
        """What must be asked of the record to tell who belongs."""
        return tuple(condition.value for condition in self.conditions)

    def members(self, answers: Sequence[pa.Array]) -> npt.NDArray[np.bool_]:
        """Which cells belong, from the answers to `values`."""
        held = [c.holds(codes) for c, codes in zip(self.conditions, answers, strict=True)]
        everywhere: npt.NDArray[np.bool_] = np.logical_and.reduce(held)
        return everywhere


STAGE = _status.where(axis="registry_stage").latest("to_code")
ACTIVITY = _status.where(axis="activity_status").latest("to_code")

_REGISTERED = Condition(value=STAGE, among=("registered",))

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
