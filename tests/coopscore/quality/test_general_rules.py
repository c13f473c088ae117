"""Rules that every table has by what it is."""

from datetime import date

import pytest

from coopscore.intake.keys import key_columns
from coopscore.quality.expected import EXPECTED
from coopscore.quality.rules import rules
from coopscore.quality.settings import quality_settings
from coopscore.quality.tally import Count
from coopscore.schema import TABLES

SAMPLE = {"text": "x", "code": "x", "day": date(2024, 3, 1), "count": 1, "amount": 1,
          "number": 0.5, "flag": True, "person": "pk:1"}  # fmt: skip
# A row of which the condition of an expected column holds.
ASKED = {
    ("status_event", "reason"): {"to_code": "dissolved"},
    ("filing", "completeness"): {"kind": "statement"},
    ("filing", "audit_opinion"): {"audited": True},
    ("change_request", "approved_on"): {"kind": "capital"},
    ("complaint", "upheld"): {"decided_on": date(2024, 5, 1)},
    ("external_signal", "amount"): {"kind": "tax_debt"},
    ("external_signal", "grade"): {"kind": "bureau_grade"},
    ("festival_entry", "ineligible_because"): {"eligible": False},
}
SPANS = [t for t in TABLES.values() if t.ends is not None and not t.ends_early]
OWNED = [t for t in TABLES.values() if t.about == "cooperative" and t.name != "cooperative"]
COLUMNS = [(table, name) for table, names in EXPECTED.items() for name in names]


@pytest.mark.parametrize(("table", "name"), COLUMNS, ids=lambda part: part)
def test_a_column_that_should_be_filled_is_counted_where_it_is(table, name, ask_rule):
    beside = ASKED.get((table, name), {})
    kind = {column.name: column.type for column in TABLES[table].columns}[name]
    filled = {**beside, name: SAMPLE[kind]}
    found = ask_rule(rules()[f"{table}_{name}_told"], {table: [filled, filled, beside]})
    assert found == Count(passed=2, failed=1)


@pytest.mark.parametrize(("table", "name"), sorted(ASKED), ids=lambda part: part)
def test_a_column_is_asked_for_only_where_there_is_something_to_tell(table, name, ask_rule):
    assert ask_rule(rules()[f"{table}_{name}_told"], {table: [{}]}) == Count()


def test_columns_that_should_be_filled_are_columns_that_a_file_may_leave_empty():
    required = {
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if column.required
    }
    assert required & set(COLUMNS) == set()


@pytest.mark.parametrize("table", SPANS, ids=lambda table: table.name)
def test_a_span_ends_no_earlier_than_it_begins(table, ask_rule):
    days = [date(2024, 3, 19), date(2024, 3, 18), None]
    found = ask_rule(
        rules()[f"{table.name}_in_order"], {table.name: [{table.ends: day} for day in days]}
    )
    assert found == Count(passed=1, failed=1)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_key_is_told_by_one_record(table, ask_rule):
    types = {column.name: column.type for column in table.stored}
    given = {"coop_id": "c2", "happened": date(2024, 1, 1)}
    apart = {name: given.get(name) or SAMPLE[types[name]] for name in key_columns(table)}
    found = ask_rule(rules()[f"{table.name}_once"], {table.name: [{}, {}, apart]})
    assert found == Count(passed=1, failed=2)


@pytest.mark.parametrize("table", OWNED, ids=lambda table: table.name)
def test_a_row_belongs_to_a_co_operative_on_the_register(table, ask_rule):
    tables = {"cooperative": [{"name": "n"}], table.name: [{}, {"coop_id": "c9"}]}
    found = ask_rule(rules()[f"{table.name}_on_register"], tables)
    assert found == Count(passed=1, failed=1)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_row_is_timely_by_the_day_that_it_was_first_known(table, ask_rule):
    days = quality_settings().norms[table.name].days
    happened = date(2023, 1, 1).toordinal()
    in_time, late = (date.fromordinal(happened + days + more) for more in (0, 1))
    corrected = {"first_known": in_time, "known": date(2025, 1, 1)}
    declared = {"known": late, "hindsight": True}
    rows = [{"known": in_time}, {"known": late}, corrected, declared]
    for row in rows:
        row["happened"] = date.fromordinal(happened)
    found = ask_rule(rules()[f"{table.name}_timely"], {table.name: rows})
    assert found == Count(passed=2, failed=1, unknown=1)
