"""Spells under risk are read from the official series, and cut where a co-operative is gone."""

from datetime import date

import numpy as np
import pyarrow as pa
from status_world import ENDS, entries

from features.sign_days import SIGN_DAYS
from models.status.spells import spells_of

START = date(1970, 1, 1)
LIFE = entries(
    [
        ("a", "registry_stage", "registered", date(2010, 1, 1), date(2010, 1, 1)),
        ("a", "activity_status", "operating", date(2010, 1, 1), date(2010, 2, 1)),
        ("a", "activity_status", "dormant", date(2013, 1, 1), date(2014, 1, 1)),
        ("a", "activity_status", "operating", date(2015, 1, 1), date(2015, 2, 1)),
        ("a", "registry_stage", "dissolved", date(2017, 1, 1), date(2017, 3, 1)),
        ("b", "registry_stage", "registered", date(2011, 1, 1), date(2011, 1, 1)),
        ("b", "activity_status", "under_implementation", date(2011, 1, 1), date(2011, 2, 1)),
    ]
)
OF = {"a": "north", "b": "south"}


def told(of="slept", as_of=ENDS, marks=None, signs=None):
    found = spells_of(LIFE, OF, of=of, as_of=as_of, marks=marks, signs=signs)

    def day(number):
        return date.fromordinal(int(number) + START.toordinal())

    return [
        (found.offices[o], day(s), day(lo), day(hi), bool(e))
        for o, s, lo, hi, e in zip(
            found.office, found.since, found.low, found.high, found.is_event, strict=True
        )
    ]


def test_without_marks_an_entry_counts_when_it_was_made():
    assert told() == [
        ("north", date(2010, 2, 1), date(2014, 1, 1), date(2014, 1, 1), True),
        ("north", date(2015, 2, 1), date(2017, 3, 1), date(2017, 3, 1), False),
        ("south", date(2011, 2, 1), ENDS, ENDS, False),
    ]


def test_with_marks_an_ordinary_entry_counts_on_the_day_it_speaks_of():
    marks = np.zeros(LIFE.num_rows, dtype=bool)
    assert told(marks=marks)[0][2:] == (date(2013, 1, 1), date(2013, 1, 1), True)


def test_an_entry_of_a_burst_fell_between_the_last_sign_of_life_and_the_entry():
    marks = np.arange(LIFE.num_rows) == 2
    assert told(marks=marks)[0][2:] == (date(2010, 2, 1), date(2014, 1, 1), True)
    seen = pa.Table.from_pylist(
        [
            {"coop_id": "a", "day": day, "known": day}
            for day in (date(2011, 5, 1), date(2012, 5, 1), date(2016, 1, 1))
        ],
        SIGN_DAYS,
    )
    assert told(marks=marks, signs=seen)[0][2:] == (date(2012, 5, 1), date(2014, 1, 1), True)


def test_ends_run_from_registration():
    assert told(of="ended") == [
        ("north", date(2010, 1, 1), date(2017, 3, 1), date(2017, 3, 1), True),
        ("south", date(2011, 1, 1), ENDS, ENDS, False),
    ]


def test_what_was_entered_later_is_not_seen():
    day = date(2013, 6, 1)
    assert told(as_of=day) == [
        ("north", date(2010, 2, 1), day, day, False),
        ("south", date(2011, 2, 1), day, day, False),
    ]
