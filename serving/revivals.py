"""Revivals on record held against signs of life: whose are proved, and which a person looks at."""

from dataclasses import fields
from datetime import date, datetime

from features.sign_days import sign_days
from models.status.bursts import burst_marks
from models.status.proof import NOT_PROVED, gaps, revivals
from serving.kept_revivals import CheckedRevivals, NotProved, OfficeGap, keep_revivals
from serving.learning import check_past
from serving.office import Office
from serving.places import PlaceIndex


def check_revivals(office: Office, *, as_of: date, now: datetime) -> CheckedRevivals:
    """Hold all revivals that were on record on a day against signs of life, and keep the answer.

    An office is the province that a co-operative is registered in.

    Raises
    ------
    FutureDay
        Where the day has not come yet.
    EmptyStore
        Where there are no facts.
    """
    check_past(as_of, now)
    view = office.facts.view()
    offices = PlaceIndex.known_on(view, as_of).offices
    entries = view.read("status_event")
    found = revivals(
        entries,
        sign_days(view, as_of),
        offices,
        as_of=as_of,
        marks=burst_marks(entries, offices, as_of=as_of),
    )
    told = [one for one in found if one.state == NOT_PROVED]
    checked = CheckedRevivals(
        as_of=as_of,
        batch=view.batch,
        gaps=tuple(OfficeGap(**vars(one)) for one in gaps(found)),
        not_proved=tuple(
            NotProved(**{one.name: getattr(entry, one.name) for one in fields(NotProved)})
            for entry in told
        ),
    )
    keep_revivals(office.home, checked)
    return checked
