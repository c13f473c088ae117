from coopscore.intake.columns import file_columns
from coopscore.schema import OPTIONAL, TABLES


def test_any_file_names_its_co_operative_and_may_name_records_and_versions():
    names = [column.name for column in file_columns(TABLES["yearly_figures"])]
    assert names == [
        *("coop_id", "year_end", "received_on", "members", "employees"),
        *(column.name for column in OPTIONAL),
    ]
