"""What must hold of an outcome of a visit, whichever door it comes in by."""

from collections.abc import Iterator
from datetime import date

from coopscore.language import Text
from coopscore.visits import WITHDRAWN, VisitOutcome
from coopscore.vocabulary import ACT_KIND, SUPERVISION_OUTCOME, VISIT_FOUND

# More than this is a slip of the pen: a thousand people in class for ten days.
MOST_PERSON_HOURS = 100_000


def outcome_faults(
    told: VisitOutcome, *, today: date, planned_on: date | None
) -> Iterator[tuple[str, Text]]:
    """What cannot be true of an outcome: the field at fault, and why.

    Parameters
    ----------
    today : date
        A visit of a later day has not taken place.
    planned_on : date or None
        The as-of day of the plan that it was done for; None without a plan.
    """
    if told.kind not in ACT_KIND:
        yield "kind", _CODE.filled(code=_shown(told.kind), allowed=list(ACT_KIND))
    if not told.found:
        yield "found", _NOTHING_FOUND
    elif told.found not in VISIT_FOUND:
        yield "found", _CODE.filled(code=_shown(told.found), allowed=list(VISIT_FOUND))
    if told.outcome and told.outcome not in SUPERVISION_OUTCOME:
        yield "outcome", _CODE.filled(code=_shown(told.outcome), allowed=list(SUPERVISION_OUTCOME))
    elif told.outcome and told.found in ("not_reached", WITHDRAWN):
        yield "outcome", _NOTHING_COMES
    if told.visited_on > today:
        yield "visited_on", _LATER.filled(today=today)
    if planned_on is not None and told.visited_on < planned_on:
        yield "visited_on", _EARLIER.filled(planned_on=planned_on)
    if told.person_hours is not None:
        if told.kind != "training":
            yield "person_hours", _NO_TRAINING
        elif not 0 <= told.person_hours <= MOST_PERSON_HOURS:
            yield "person_hours", _HOURS.filled(most=MOST_PERSON_HOURS)


def _shown(code: str) -> str:
    """A code as it was told; braces would be taken for places of the sentence."""
    return code.translate(_BRACES)


NOBODY = Text(en="no such co-operative is on record", fa="چنین تعاونی‌ای در سوابق نیست")
NOTHING_TOLD = Text(
    en="nothing was told of this act on that day that could be withdrawn",
    fa="از این اقدام در آن تاریخ چیزی ثبت نشده است که پس گرفته شود",
)
_BRACES = str.maketrans("{}", "()")
_CODE = Text(en="{code} is none of {allowed}", fa="{code} یکی از این‌ها نیست: {allowed}")
_NOTHING_FOUND = Text(en="nothing is chosen", fa="چیزی انتخاب نشده است")
_NOTHING_COMES = Text(
    en="nothing comes of a visit that did not reach anybody, or was told in error",
    fa="بازدیدی که انجام نشده یا به‌اشتباه ثبت شده است نتیجهٔ نظارتی ندارد",
)
_LATER = Text(en="the day lies after {today}", fa="تاریخ پس از {today} است")
_EARLIER = Text(
    en="the day lies before {planned_on}, on which the plan rests",
    fa="تاریخ پیش از {planned_on} است که برنامه بر آن استوار است",
)
_NO_TRAINING = Text(en="only trainings have person-hours", fa="تنها آموزش نفرساعت دارد")
_HOURS = Text(en="they lie from 0 to {most}", fa="باید از ۰ تا {most} باشد")
