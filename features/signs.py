"""Signs of life and of trouble: what cohorts and labels look for in the record.

Signs of life are acts of a co-operative itself, told by the day of the act: an assembly held, a
paper filed, a change asked for, an instalment paid. What offices do (visits, warnings, entries of a
campaign) is none: it measures how hard they look. Source: the definition of dormancy argued from
Art. 54 of the Co-operative Sector Act (activity stopped for over a year).
"""

from collections.abc import Mapping

from coopscore.calendar import Months, months
from features.spec import Events, Spans, States
from features.values import Arrived, Code, Count, InCycle, OpenCycle

assemblies = Events("assembly", happened="held_on", known="minutes_received_on")
filings = Events("filing", happened="period_end", known="received_on")
requests = Spans("change_request", happened="submitted_on", known="recorded_at")

# The standing of each facility at each month's end. Classes by the central bank's directive 2823 of
# 1385: past due is more than two months, deferred more than six, doubtful more than eighteen.
CREDIT = Events("facility_month", happened="month_end", known="recorded_at")
CURRENT: Mapping[str, Code] = {"class": "current"}
PAST_DUE: Mapping[str, Code] = {"class": "past_due"}
DEFAULTED: Mapping[str, tuple[Code, ...]] = {"class": ("deferred", "doubtful", "written_off")}
DOUBTFUL: Mapping[str, tuple[Code, ...]] = {"class": ("doubtful", "written_off")}
OVERDUE: Mapping[str, tuple[Code, ...]] = {"class": ("past_due", *DEFAULTED["class"])}

# What is filed by the co-operative; an audit report is the auditor's.
_FILED = ("statement", "tax_return", "insurance_list", "trial_balance")


def signs(within: Months | None = None) -> tuple[Count | Arrived, ...]:
    """The signs of life in a window, each kind counted by itself.

    A paper speaks of the period that ended and is filed long after: it counts by its arrival. A
    month in which nothing is overdue is one whose instalment was paid.
    """
    return (
        assemblies.where(outcome="held").count(within),
        filings.where(kind=_FILED).arrived(within),
        requests.count(within),
        CREDIT.where(dpd_days=0, **CURRENT).count(within),
    )


SIGNS = signs()

# The yearly grid: seven months after the year's end, three after its statutory due day. So each
# cycle holds one due day, and who is some weeks late is not called silent.
GRID_DAY = States("cooperative", happened="valid_from", known="recorded_at").grid_day(
    "fiscal_year_end", after=months(7)
)
_YEAR = 12

# Signs since the last grid day (none on the day itself), and since the grid day before that.
SINCE_GRID_DAY = InCycle(GRID_DAY, ((), *(signs(months(passed)) for passed in range(1, _YEAR))))
SINCE_THE_ONE_BEFORE = InCycle(
    GRID_DAY, tuple(signs(months(_YEAR + passed)) for passed in range(_YEAR))
)

# To the end of the first cycle that may still turn out to be silent.
OPEN_CYCLE = OpenCycle(SINCE_GRID_DAY)
