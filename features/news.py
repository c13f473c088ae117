"""Whether a source has spoken of a horizon at all: no news is not "nothing happened".

A register that comes in yearly editions says nothing between two of them. On 1 December 2016 its
last word is that of 1 June: whoever ended in autumn stands as living, and a label that matured that
day would be wrong without a sign of it.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

import pyarrow.compute as pc

from coopscore.calendar import Calendar, Months, shift
from features.facts import Facts
from features.grid import matured_on
from features.outcomes import Label


def heard(
    facts: Facts,
    label: Label,
    as_ofs: Sequence[date],
    *,
    horizon: Months,
    maturity: Months,
    quiet: Months,
    calendar: Calendar,
) -> list[date]:
    """The as-of days of whose horizon the source has told, as far as was known at maturity.

    Parameters
    ----------
    label : Label
        What is told of: news are the rows of its `news` tables, of whomever. Each of them that the
        facts hold anything of must have spoken: an outcome by absence is read from all of them.
    as_ofs : sequence of date
        Days whose label has matured.
    quiet : Months
        How long before the end of the horizon the last news may lie: with 1 month and an end on 1
        December 2016, something must have become known after 31 October 2016.

    Returns
    -------
    list of date
        Those of `as_ofs` that were told of, in their order.
    """
    read = [pc.unique(facts.read(table, ["known"])["known"]) for table in label.news]
    sources = [sorted(known.to_pylist()) for known in read if len(known)]

    def told(as_of: date) -> bool:
        opening = shift(shift(as_of, horizon.value, calendar), -quiet.value, calendar)
        ripe = matured_on(as_of, horizon, maturity, calendar)
        return bool(sources) and all(_spoke(days, opening, ripe) for days in sources)

    return [as_of for as_of in as_ofs if told(as_of)]


def _spoke(days: list[date], opening: date, ripe: date) -> bool:
    """Whether the last of the days that is not after `ripe` lies after `opening`."""
    place = bisect_right(days, ripe)
    return place > 0 and days[place - 1] > opening
