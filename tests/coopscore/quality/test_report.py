"""The report counts what was known by the day, apart for each place, and lists what fails."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from coopscore.actor import SYSTEM
from coopscore.facts import FactStore, FactView
from coopscore.quality.flags import FLAG_KINDS, flag_table, raised
from coopscore.quality.issues import SCHEMA, as_quality_issues
from coopscore.quality.report import measure
from coopscore.quality.rule import DIMENSIONS
from coopscore.quality.rules import rules
from coopscore.quality.seen import FIRST_KNOWN, seen
from coopscore.quality.settings import quality_settings, read_quality_settings
from coopscore.quality.tally import Count
from coopscore.records.database import open_records
from coopscore.schema import TABLES

AS_OF = date(2024, 6, 1)
D = date.fromisoformat
TWO = [
    {"coop_id": "c1", "name": "البرز", "name_key": "البرز", "province": "07", "county": "شیراز",
     "registration_office": "اداره ۱", "national_id": "1", "national_id_holds": False},
    {"coop_id": "c2", "name": "دماوند", "name_key": "دماوند", "province": "07", "county": "لار"},
    {"coop_id": "c3", "name": "سپیده", "name_key": "سپیده"},
]  # fmt: skip


@pytest.fixture
def facts_of(tmp_path: Path) -> Callable[[Mapping[str, pa.Table]], FactView]:
    """A real store that holds these tables."""
    made = []

    def store(tables: Mapping[str, pa.Table]) -> FactView:
        folder = tmp_path / f"{len(made)}"
        made.append(folder)
        folder.mkdir()
        with open_records(f"sqlite:///{folder}/records.db") as records:
            facts = FactStore(folder / "facts", records.ledger)
            now = datetime(2025, 7, 3, tzinfo=UTC)
            claim = records.ledger.claim("x", adapter="t", source="t", actor=SYSTEM, now=now)
            rows = {name: table.drop_columns(["batch"]) for name, table in tables.items()}
            files = facts.append(claim.batch, rows)
            counts = {name: len(table) for name, table in tables.items()}
            records.ledger.seal(claim.batch, files, counts, {}, actor=SYSTEM, now=now)
            return facts.view()

    return store


def dimension(part, name):
    one = part["dimensions"][name]
    return Count(
        passed=one["numerator"],
        failed=one["denominator"] - one["numerator"],
        unknown=one["unknown"],
    )


def test_rows_count_for_the_office_of_their_co_operative_or_else_its_county(facts_of, told):
    figures = [
        {"coop_id": coop, "members": 5, "women_members": women, "employees": 1, "insured": 1}
        for coop, women in (("c1", 6), ("c2", 5), ("c3", 5), ("c9", 6))
    ]
    tables = {"cooperative": told("cooperative", TWO), "yearly_figures":
              told("yearly_figures", figures)}  # fmt: skip
    report = measure(facts_of(tables), AS_OF).report
    offices = {(one["province"], one["office"]): one for one in report["offices"]}
    # Women within members, insured within employees; c1 has a failing id as well.
    valid = {place: dimension(one, "valid") for place, one in offices.items()}
    assert valid["07", "اداره ۱"] == Count(passed=2, failed=2, unknown=2)
    assert valid["07", "لار"] == Count(passed=3, unknown=3)
    assert valid["", ""].failed == 1
    provinces = {one["province"]: one for one in report["provinces"]}
    assert dimension(provinces["07"], "valid") == valid["07", "اداره ۱"] + valid["07", "لار"]
    assert report["provinces"][-1]["province"] == ""
    tables = {one["table"]: one for one in report["tables"]}
    assert list(tables) == ["cooperative", "yearly_figures"]
    assert tables["yearly_figures"]["rows"] == 4
    assert dimension(tables["yearly_figures"], "valid") == Count(passed=6, failed=2, unknown=4)


def test_the_parts_add_up_to_the_whole(facts_of, told):
    report = measure(facts_of({"cooperative": told("cooperative", TWO)}), AS_OF).report
    assert set(report["whole"]) == set(DIMENSIONS)
    for name in DIMENSIONS:
        whole = dimension({"dimensions": report["whole"]}, name)
        for parts in ("tables", "provinces", "offices"):
            assert sum((dimension(one, name) for one in report[parts]), Count()) == whole
        of_rules = [one for one in report["rules"] if one["dimension"] == name]
        assert sum(one["numerator"] for one in of_rules) == whole.passed
    assert {one["code"] for one in report["rules"]} == set(rules())
    json.dumps(report, allow_nan=False)


def test_nothing_known_later_changes_the_report_of_a_day(facts_of, told):
    before = [
        {"coop_id": "c1", "record_id": "o1", "kind": "statement", "happened": D("2023-07-22"),
         "known": D("2023-07-22"), "period_end": D("2023-03-20")},
        {"coop_id": "c2", "record_id": "o2", "kind": "statement", "happened": D("2023-07-22"),
         "known": D("2023-07-22"), "period_end": D("2023-03-20"),
         "fulfilled_on": D("2024-05-01"), "fulfilled_known_on": D("2024-07-01")},
    ]  # fmt: skip
    after = [
        {**before[0], "version": 2, "known": D("2024-08-01"), "fulfilled_on": D("2024-05-01"),
         "fulfilled_known_on": D("2024-08-01"), "fulfilled_by": "nothing"},
        {**before[0], "record_id": "o3", "known": D("2024-06-02")},
    ]  # fmt: skip
    hidden = {**before[1], "fulfilled_on": None, "fulfilled_known_on": None}
    cooperatives = told("cooperative", TWO)
    later = told("cooperative", [{**TWO[0], "coop_id": "c4", "known": D("2024-06-02")}])
    whole = facts_of(
        {"cooperative": pa.concat_tables([cooperatives, later]),
         "obligation": told("obligation", [*before, *after])}
    )  # fmt: skip
    then = facts_of(
        {"cooperative": cooperatives, "obligation": told("obligation", [before[0], hidden])}
    )
    one, other = measure(whole, AS_OF), measure(then, AS_OF)
    assert one.report == other.report
    assert one.issues == other.issues
    assert measure(whole, D("2024-09-01")).report != one.report


def test_a_record_is_as_early_as_its_first_version(facts_of, told):
    rows = [
        {"record_id": "a", "known": D("2024-04-01")},
        {"record_id": "a", "version": 2, "known": D("2024-05-30")},
        {"record_id": "b", "known": D("2024-05-01")},
    ]
    view = facts_of({"assembly": told("assembly", rows)})
    found = seen(view, "assembly", AS_OF).select(["record_id", "known", FIRST_KNOWN])
    assert found.to_pylist() == [
        {"record_id": "a", "known": D("2024-05-30"), FIRST_KNOWN: D("2024-04-01")},
        {"record_id": "b", "known": D("2024-05-01"), FIRST_KNOWN: D("2024-05-01")},
    ]


def test_rows_that_fail_are_listed_in_the_shape_of_quality_issue(facts_of, told):
    figures = [
        {"coop_id": "c1", "record_id": "f1", "members": 5, "women_members": 6},
        {"coop_id": "c2", "record_id": "f2", "members": 5, "women_members": 5},
    ]
    indicator = [{"coop_id": "", "record_id": "i1", "numerator": 5, "denominator": 4}]
    measured = measure(
        facts_of(
            {"cooperative": told("cooperative", TWO),
             "yearly_figures": told("yearly_figures", figures),
             "province_indicator": told("province_indicator", indicator)}
        ),
        AS_OF,
    )  # fmt: skip
    assert measured.issues.schema == SCHEMA
    rows = measured.issues.to_pylist()
    women = next(row for row in rows if row["fault"] == "women_within_members")
    assert women == {
        "coop_id": "c1", "found_on": AS_OF, "recorded_at": AS_OF, "about_table": "yearly_figures",
        "about_record": "f1", "about_column": "women_members", "fault": "women_within_members",
        "value": "6", "score": None,
    }  # fmt: skip
    assert "indicator_in_range" in {row["fault"] for row in rows}
    # What is late or empty is counted, and not listed row by row.
    assert {rules()[row["fault"]].dimension for row in rows} <= {"valid", "unique", "consistent"}
    own = as_quality_issues(measured.issues)
    names = [column.name for column in TABLES["quality_issue"].columns]
    assert own.column_names == ["coop_id", *names]
    assert "indicator_in_range" not in own["fault"].to_pylist()


def test_an_issue_of_one_record_and_fault_is_one_row_of_quality_issue():
    row = {"coop_id": "c", "found_on": AS_OF, "recorded_at": AS_OF, "about_table": "cooperative",
           "about_record": "r", "about_column": "name", "fault": "near_name", "value": "1",
           "score": 12.0}  # fmt: skip
    rows = pa.Table.from_pylist([row, {**row, "value": "2"}, {**row, "fault": "successor"}], SCHEMA)
    assert as_quality_issues(rows)["value"].to_pylist() == ["1", "1"]


def test_progress_is_told_step_by_step(facts_of, told):
    steps = []
    measure(
        facts_of({"cooperative": told("cooperative", TWO)}),
        AS_OF,
        progress=lambda done, of: steps.append((done, of)),
    )
    assert [done for done, _ in steps] == list(range(len(TABLES) + 5))[: len(steps)]
    assert steps[-1][0] == steps[-1][1]


def test_flags_that_reach_the_threshold_are_raised_strongest_first():
    rows = flag_table(
        "unit_slip",
        {"coop_id": ["a", "b", "c"], "record_id": ["1", "2", "3"], "score": [4.0, 3.0, 5.0]},
        pa.schema([]),
    )
    assert raised(rows, 4.0)["coop_id"].to_pylist() == ["c", "a"]
    assert set(rows["kind"].to_pylist()) == {"unit_slip"}


def test_settings_name_a_threshold_for_each_kind_and_a_norm_for_each_table():
    settings = quality_settings()
    assert set(settings.thresholds) == set(FLAG_KINDS)
    assert set(settings.norms) == set(TABLES)
    assert all(norm.days >= 0 and norm.why for norm in settings.norms.values())
    assert set(settings.back_dating.tables) <= set(TABLES)


def test_settings_are_read_from_text():
    text = (Path(__file__).parents[3] / "coopscore" / "quality" / "settings.toml").read_text(
        "utf-8"
    )
    changed = read_quality_settings(text.replace('version = "1"', 'version = "2"'))
    assert changed.version == "2"
    assert changed.units == quality_settings().units


def test_a_count_has_no_share_where_nothing_was_asked():
    assert Count(unknown=3).share is None
    assert Count(passed=3, failed=1).share == 0.75
