"""Changes are what an office altered: not first entries, nor repeats, nor what was corrected."""

from datetime import date

import numpy as np
import pyarrow as pa
from status_world import ENDS, entries

from models.status.changes import BEGAN, ENDED, OTHER, REVIVED, SLEPT, changes_of

LIFE = entries(
    [
        ("a", "registry_stage", "registered", date(2010, 1, 1), date(2010, 1, 2)),
        ("a", "activity_status", "under_implementation", date(2010, 1, 1), date(2010, 1, 2)),
        ("a", "activity_status", "operating", date(2011, 1, 1), date(2011, 1, 11)),
        ("a", "activity_status", "operating", date(2011, 6, 1), date(2011, 6, 11)),
        ("a", "activity_status", "dormant", date(2013, 1, 1), date(2014, 1, 1)),
        ("a", "activity_status", "operating", date(2014, 3, 1), date(2014, 6, 1)),
        ("a", "activity_status", "unknown", date(2015, 3, 1), date(2015, 6, 1)),
        ("a", "registry_stage", "dissolved", date(2016, 1, 1), date(2016, 1, 31)),
    ]
)
OF = {"a": "north"}


def test_an_entry_changes_what_stood_before_it_on_its_axis():
    found = changes_of(LIFE, OF, ENDS)
    assert found.rows.tolist() == [2, 4, 5, 6, 7]
    assert found.kind.tolist() == [BEGAN, SLEPT, REVIVED, OTHER, ENDED]
    assert found.delay.tolist() == [10, 365, 92, 92, 30]
    assert found.offices == ("north",)


def test_what_was_not_entered_by_the_day_is_not_seen():
    assert changes_of(LIFE, OF, date(2014, 5, 31)).rows.tolist() == [2, 4]


def test_weeks_start_on_saturday():
    found = changes_of(LIFE, OF, ENDS)
    assert found.day(0) == date(2011, 1, 8)  # the Saturday before 11 January 2011
    assert found.day(0).strftime("%A") == "Saturday"
    assert found.weeks == int((date(2016, 1, 30) - date(2011, 1, 8)).days / 7) + 1


def test_the_newest_version_known_by_the_day_counts_and_a_withdrawn_one_does_not():
    rows = [
        ("a", "activity_status", "operating", date(2010, 1, 1), date(2010, 1, 2)),
        ("a", "activity_status", "dormant", date(2012, 1, 1), date(2012, 2, 1)),
    ]
    again = (*rows[1][:4], date(2012, 9, 1), "ministry", 2, True)
    table = entries([*rows, again])
    assert changes_of(table, OF, date(2012, 8, 31)).rows.tolist() == [1]
    assert changes_of(table, OF, date(2012, 9, 1)).rows.tolist() == []


def test_a_cooperative_of_no_known_office_has_one_of_no_name():
    assert changes_of(LIFE, {}, ENDS).offices == ("",)


def test_what_a_source_says_of_its_campaigns_is_not_read(sector):
    facts, offices, _ = sector
    told = facts.read("status_event")
    silent = told
    for name in ("campaign_id", "evidence_kind"):
        place = silent.column_names.index(name)
        silent = silent.set_column(place, name, pa.nulls(told.num_rows, told[name].type))
    one, other = (changes_of(each, offices, ENDS) for each in (told, silent))
    for name in ("rows", "office", "kind", "actor", "week", "delay"):
        assert np.array_equal(getattr(one, name), getattr(other, name))


def test_an_empty_register_has_no_changes():
    found = changes_of(entries([]), OF, ENDS)
    assert (len(found), found.weeks) == (0, 0)


def test_kind_and_lateness_make_the_stream():
    found = changes_of(LIFE, OF, ENDS)
    expected = [2 * BEGAN, 2 * SLEPT + 1, 2 * REVIVED + 1, 2 * OTHER + 1, 2 * ENDED]
    assert found.stream.tolist() == expected
