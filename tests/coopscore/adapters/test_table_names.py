import pytest

from coopscore.adapters.table_names import table_named
from coopscore.schema import TABLES


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_table_goes_by_its_name_and_its_titles(table):
    for name in (table.name, table.title.en, table.title.fa, table.name.upper()):
        for part in ("", "-001", " - 2", "-۰۳"):
            assert table_named(f"{name}{part}") is table
    assert table_named(table.title.fa.replace(" ", "_").replace("ی", "ي")) is table


@pytest.mark.parametrize(
    "name", ["", "loans", "filing-", "filing-x", "filing 2", "-1", "filing-1-2"]
)
def test_other_names_are_no_tables(name):
    assert table_named(name) is None
