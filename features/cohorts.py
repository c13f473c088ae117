"""Cohorts: who belongs on a day, as was known on that day.

A cohort is decided by the same facts, days and engines as a feature, so that it can look no
further ahead than they can. One that does look ahead says so in `Cohort.ahead`; it is for training
alone, and no feature sees what it saw.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from coopscore.calendar import Months, months
from coopscore.errors import NoCreditHistory, UnknownName
from coopscore.language import Text
from features.conditions import Bound, Condition, Flags, all_hold, asked_of
from features.signs import CREDIT, DEFAULTED, OVERDUE, SINCE_THE_ONE_BEFORE, signs
from features.spec import Events, Spans, States
from features.values import Value

_status = States("status_event", happened="valid_from", known="recorded_at")


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """What the month after the as-of day must have brought, for a cohort that is learnt from.

    Nobody knows it on the day: such a cohort tells of the past, and is never scored.

    Parameters
    ----------
    within : tuple of Condition or Bound
        Hold of what happened from the day after the as-of day to the end of the month that this
        day lies in, as is known `maturity` later.
    before : tuple of Condition or Bound
        Hold of what had happened by the as-of day, as is known then.
    maturity : Months
        How long after the end of that month all of it is on record.
    """

    within: tuple[Condition | Bound, ...]
    before: tuple[Condition | Bound, ...]
    maturity: Months


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """The co-operatives for which all conditions hold on the as-of day.

    `ahead` is what must hold of the month after besides, for training only. `warning` is the code
    of a warning that goes with every score of a member.
    """

    name: str
    title: Text
    conditions: tuple[Condition | Bound, ...]
    ahead: Ahead | None = None
    warning: str | None = None

    @property
    def values(self) -> tuple[Value, ...]:
        """What must be asked of the record, as known on the day, to tell who belongs."""
        return asked_of(self.conditions)

    @property
    def content(self) -> list[object]:
        """All that decides who belongs, as JSON-able data."""
        return [condition.content for condition in self.conditions]

    def members(self, answers: Sequence[pa.Array]) -> Flags:
        """Which cells belong, from the answers to `values`."""
        return all_hold(self.conditions, answers)


STAGE = _status.where(axis="registry_stage").latest("to_code")
ACTIVITY = _status.where(axis="activity_status").latest("to_code")

_REGISTERED = Condition(value=STAGE, among=("registered",))
_ACTIVE = Condition(value=ACTIVITY, among=("operating", "under_implementation"))
_form = States("cooperative", happened="valid_from", known="recorded_at")
_OF_THE_MINISTRY = Condition(value=_form.latest("authority"), among=("mcls",))
_GROWN = Bound(of=(_form.age("founded_on", unit="years"),), least=1.5)
_facilities = Spans("facility", happened="disbursed_on", known="recorded_at")

# Default of its own on record, as `features.labels` has it; bankruptcy leaves no one registered.
_defaulted = CREDIT.where(**DEFAULTED, decree=False)
_rescheduled = CREDIT.where(rescheduled=True, decree=False)
_paid_by_fund = Events("guarantee_claim", happened="claimed_on", known="recorded_at").where(
    state="paid"
)
_DEFAULTS = (_defaulted.count(), _rescheduled.count(), _paid_by_fund.count())

# A month's standing is told in the month after. Good standing asks for no month end within two
# months before the day that shows one past due, and cure for none within four that shows a default:
# one month end and three of those that are told of by then, at the least (Basel's probation of
# three months, EBA/GL/2016/07 par. 71), with the one not told yet. Where the months before are
# longer than the day's own it is one more: two months before 30 Mehr is 30 Mordad, so that 31
# Mordad and 31 Shahrivar count (four for cure, from 31 Khordad), with 30 Mehr not told yet. One
# rescheduled for its own distress is marked until it has paid for a while, and on probation then.
_IN_GOOD_STANDING = (
    Bound(of=(CREDIT.where(**OVERDUE).count(within=months(2)),), most=0),
    Bound(
        of=(_defaulted.count(within=months(4)), _rescheduled.count(within=months(4))),
        most=0,
    ),
)

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
                _ACTIVE,
                _OF_THE_MINISTRY,
                _GROWN,
                Bound(of=signs(within=months(12)), least=1),
            ),
        ),
        Cohort(
            name="awake_in_cycle",
            title=Text(
                en="Active co-operatives with a sign of life in their last whole cycle or since",
                fa="تعاونی‌های فعالی که در دورهٔ کامل گذشتهٔ خود یا پس از آن نشانهٔ فعالیت داشته‌اند",
            ),
            # On a grid day the same as `awake`. Between them, who has been quiet stays in.
            conditions=(
                _REGISTERED,
                _ACTIVE,
                _OF_THE_MINISTRY,
                _GROWN,
                Bound(of=(SINCE_THE_ONE_BEFORE,), least=1),
            ),
        ),
        Cohort(
            name="asleep",
            title=Text(
                en="Registered co-operatives without a sign of life within the year",
                fa="تعاونی‌های ثبت‌شده‌ای که در یک سال گذشته نشانهٔ فعالیت نداشته‌اند",
            ),
            # Whatever the register calls their activity: many sleep that nobody has looked at.
            conditions=(
                _REGISTERED,
                _OF_THE_MINISTRY,
                _GROWN,
                Bound(of=signs(within=months(12)), most=0),
            ),
        ),
        Cohort(
            name="borrowers",
            title=Text(
                en="Co-operatives with a live facility and none more than two months past due",
                fa="تعاونی‌های دارای تسهیلات در جریان و بدون بدهی بیش از دو ماه",
            ),
            conditions=(_REGISTERED, Bound(of=(_facilities.open(),), least=1), *_IN_GOOD_STANDING),
        ),
        Cohort(
            name="applicants",
            title=Text(
                en="Co-operatives that are about to be granted their first facility",
                fa="تعاونی‌هایی که نخستین تسهیلات خود را در ماه بعد می‌گیرند",
            ),
            # On the last day of a month it is not known who will be lent to in the next.
            conditions=(
                _REGISTERED,
                _ACTIVE,
                Bound(of=(_facilities.count(),), most=0),
            ),
            # One that turns out to have borrowed before was no stranger to lenders.
            ahead=Ahead(
                within=(Bound(of=(_facilities.count(),), least=1),),
                before=(Bound(of=(_facilities.count(),), most=0),),
                maturity=months(1),
            ),
        ),
        Cohort(
            name="no_facility",
            title=Text(
                en="Active co-operatives with no facility running, none of which ever defaulted",
                fa="تعاونی‌های فعال بدون تسهیلات در جریان و بدون سابقهٔ نکول",
            ),
            # Rated without a look at loans: one that has defaulted would pass for a stranger.
            conditions=(
                _REGISTERED,
                _ACTIVE,
                Bound(of=(_facilities.open(),), most=0),
                Bound(of=_DEFAULTS, most=0),
            ),
            warning=NoCreditHistory.code,
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
