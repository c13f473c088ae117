import pytest

from coopscore.intake.columns import file_columns
from coopscore.intake.derived import DERIVATIONS
from coopscore.language import matching_key
from coopscore.schema import OPTIONAL, TABLES

by_name = pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)


def test_tables_are_found_by_their_own_names():
    assert all(name == table.name for name, table in TABLES.items())


@by_name
def test_no_two_columns_of_a_table_can_be_mistaken_for_each_other(table):
    names = [
        name
        for column in file_columns(table)
        for name in {matching_key(n) for n in (column.name, column.title.en, column.title.fa)}
    ]
    assert len(names) == len(set(names))


@by_name
def test_every_derived_column_has_its_rule(table):
    assert {derived.name for derived in table.derived} <= set(DERIVATIONS)


@by_name
def test_both_dates_are_required_and_counts_have_a_unit(table):
    columns = {column.name: column for column in table.columns}
    assert columns[table.happened].required
    assert columns[table.known].required
    stored = [column for column in table.stored if column.type in ("count", "amount")]
    assert [column.name for column in stored if not column.unit] == []


@by_name
def test_codes_are_closed_lists(table):
    codes = [column for column in table.columns if column.type == "code"]
    assert [column.name for column in codes if not column.allowed] == []


def test_only_states_have_a_series():
    assert [table.name for table in TABLES.values() if table.series] == ["status_event"]
    assert TABLES["status_event"].kind == "states"


def test_optional_columns_are_never_required():
    assert [column.name for column in OPTIONAL if column.required] == []


def test_what_lasts_tells_of_its_end():
    spans = {table.name: table.ending for table in TABLES.values() if table.kind == "spans"}
    assert spans == {
        "officer_term": ("end",),
        "obligation": ("fulfilled_on", "fulfilled_known_on"),
    }


def test_persons_are_on_record_by_a_key_alone():
    persons = [c.name for t in TABLES.values() for c in t.columns if "person" in c.name]
    assert persons == ["person_key"]
    assert not TABLES["officer_term"].column("person_key").required
