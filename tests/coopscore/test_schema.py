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
def test_both_dates_are_required(table):
    columns = {column.name: column for column in table.columns}
    assert columns[table.happened].required
    assert columns[table.known].required


def numbers(columns):
    return [column for column in columns if column.type in ("count", "amount", "number")]


@by_name
def test_every_number_names_its_unit_and_nothing_else_has_one(table):
    columns = (*file_columns(table), *table.derived)
    assert [column.name for column in numbers(columns) if not column.unit] == []
    others = [column for column in columns if column not in numbers(columns)]
    assert [column.name for column in others if column.unit] == []


@by_name
def test_every_number_of_a_file_has_both_bounds(table):
    bounds = {c.name: (c.minimum, c.maximum) for c in numbers(file_columns(table))}
    assert {name: pair for name, pair in bounds.items() if None in pair} == {}
    assert {name: pair for name, pair in bounds.items() if pair[0] >= pair[1]} == {}


def test_units_are_words_of_one_list():
    units = {c.unit for t in TABLES.values() for c in (*file_columns(t), *t.derived) if c.unit}
    assert units == {
        *("persons", "person-hours", "jobs", "co-operatives", "countries"),
        *("days", "months", "years", "Jalali year"),
        *("rial", "currency", "US dollars", "share", "share a year", "index points", "points"),
        *("acts", "calls", "times", "warnings", "versions", "level", "rank", "edition"),
    }


@by_name
def test_a_share_lies_between_nought_and_one(table):
    shares = [c for c in table.columns if c.unit and c.unit.startswith("share")]
    assert {c.name: (c.type, c.minimum, c.maximum) for c in shares} == {
        c.name: ("number", 0, 1) for c in shares
    }


@by_name
def test_codes_are_closed_lists(table):
    codes = [column for column in table.columns if column.type == "code"]
    assert [column.name for column in codes if not column.allowed] == []


def test_only_states_have_a_series():
    assert {table.kind for table in TABLES.values() if table.series} == {"states"}
    assert TABLES["facility_month"].series == ("facility_id",)
    assert TABLES["province_indicator"].series == ("province", "indicator")


@by_name
def test_states_of_the_sector_do_not_overrule_those_of_another_place(table):
    if table.about == "sector" and table.kind == "states":
        assert table.series == tuple(name for name in table.key if name != table.happened)


def test_a_table_is_about_co_operatives_unless_it_is_one_of_these():
    assert [table.name for table in TABLES.values() if table.about == "sector"] == [
        *("campaign", "supervision_plan", "training_plan", "formation_plan", "employment_base"),
        *("festival_edition", "province_indicator", "province", "gerayesh_map", "cpi_index"),
    ]


@by_name
def test_a_key_names_its_co_operative_first_unless_the_table_is_about_the_sector(table):
    assert (table.key[0] == "coop_id") == (table.about == "cooperative")
    assert "coop_id" not in table.key[1:]


def test_optional_columns_are_never_required():
    assert [column.name for column in OPTIONAL if column.required] == []


def test_what_lasts_tells_of_its_end():
    spans = {table.name: table.ending for table in TABLES.values() if table.kind == "spans"}
    assert spans == {
        "officer_term": ("end",),
        "obligation": ("fulfilled_on", "fulfilled_known_on"),
        "change_request": ("registered_on", "registered_known_on"),
        "licence": ("expires_on",),
        "programme_membership": ("left_on", "left_known_on"),
        "supervision_act": ("remedied_on", "remedied_known_on"),
        "complaint": ("decided_on", "decided_known_on"),
        "facility": ("settled_on", "settled_known_on"),
        "campaign": ("ends_on",),
        "festival_edition": ("closes_on",),
    }


def test_persons_are_on_record_by_a_key_alone():
    persons = {(t.name, c.name) for t in TABLES.values() for c in t.columns if c.type == "person"}
    assert persons == {
        ("officer_term", "person_key"),
        ("supervision_act", "inspector_key"),
        ("festival_mark", "juror_key"),
    }
    keys = {(t.name, c.name) for t in TABLES.values() for c in t.columns if c.name.endswith("_key")}
    assert keys == persons
    assert not TABLES["officer_term"].column("person_key").required


def test_what_every_room_needs_is_required():
    required = {
        table.name: tuple(
            c.name
            for c in table.columns
            if c.required and c.name not in (table.happened, table.known)
        )
        for table in TABLES.values()
    }
    assert required == REQUIRED


REQUIRED = {
    "cooperative": ("name",),
    "status_event": ("axis", "to_code"),
    "filing": ("kind",),
    "statement_line": ("line_code", "amount", "currency"),
    "yearly_figures": (),
    "assembly": ("kind",),
    "outlet": ("name",),
    "officer_term": ("role",),
    "obligation": ("kind", "period_end"),
    "change_request": ("kind",),
    "licence": ("kind",),
    "programme_membership": ("programme",),
    "supervision_act": ("kind",),
    "warning": (),
    "complaint": ("subject",),
    "training": (),
    "facility": ("facility_id", "principal"),
    "facility_month": ("facility_id", "class"),
    "guarantee_claim": ("facility_id",),
    "external_signal": ("kind",),
    "export_year": (),
    "social_contribution": ("kind",),
    "festival_entry": ("edition",),
    "festival_mark": ("edition", "criterion", "mark"),
    "festival_result": ("edition", "level"),
    "quality_issue": ("about_table", "about_record", "fault"),
    "campaign": ("campaign_id", "name"),
    "supervision_plan": ("province", "kind", "planned_acts"),
    "training_plan": ("province", "person_hours"),
    "formation_plan": ("province", "cooperatives"),
    "employment_base": ("province", "employed"),
    "festival_edition": ("edition",),
    "province_indicator": ("province", "indicator"),
    "province": ("province", "name"),
    "gerayesh_map": ("branch", "isic_group"),
    "cpi_index": ("series", "jalali_year", "index"),
}
