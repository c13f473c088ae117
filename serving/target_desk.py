"""What was planned and done, kept between questions: a page asks it again and again."""

from collections import OrderedDict
from datetime import date
from threading import Lock

from coopscore.calendar import fiscal_year
from serving.office import Office
from serving.visit_targets import Period, Targets, targets

_MOST_KEPT = 32

_Key = tuple[int, int, Period, date]


class TargetDesk:
    """Answers from one home; safe to share between threads."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = Lock()
        self._kept: OrderedDict[_Key, Targets] = OrderedDict()

    def told(self, asked: Period, *, today: date) -> Targets:
        """What was planned for a period and done by `today`.

        Counted anew where a batch was sealed or an outcome was told since.

        Raises
        ------
        EmptyStore
            Where there are no facts.
        """
        told = self._office.records.visits.outcomes_between(asked.first, asked.last)
        key = (self._office.facts.view().batch, hash(told), asked, today)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = targets(self._office, asked, today=today)
                while len(self._kept) > _MOST_KEPT:
                    self._kept.popitem(last=False)
            return self._kept[key]


def this_year(today: date) -> tuple[date, date]:
    """First and last day of the Jalali year that a day lies in."""
    return fiscal_year(today)
