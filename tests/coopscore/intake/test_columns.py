from coopscore.intake.columns import file_columns
from coopscore.schema import OPTIONAL, TABLES


def test_any_file_names_its_co_operative_and_may_name_records_and_versions():
    names = [column.name for column in file_columns(TABLES["yearly_figures"])]
    assert names == [
        *("coop_id", "year_end", "received_on", "members", "employees", "women_members"),
        *("jobs_planned", "insured", "capital_registered", "capital_paid"),
        *(column.name for column in OPTIONAL),
    ]


def test_a_file_about_the_sector_names_no_co_operative():
    names = [column.name for column in file_columns(TABLES["training_plan"])]
    assert names == [
        *("period_start", "recorded_at", "province", "person_hours"),
        *(column.name for column in OPTIONAL),
    ]
