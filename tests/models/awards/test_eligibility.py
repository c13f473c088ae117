"""Gates name the records that decided, see nothing past the cut-off, and tell nothing of credit."""

import tomllib
from dataclasses import asdict
from datetime import date
from importlib.resources import files

import pyarrow as pa

from coopscore.language import LANGUAGES
from coopscore.schema import TABLES
from features.made_rows import as_stored
from models.awards.edition_file import edition_of
from models.awards.eligibility import Known, eligibilities
from models.awards.gates import GATES, REASONS, Standing

CUT_OFF = date(2025, 7, 22)
TEXT = files("models.awards").joinpath("edition.toml").read_text(encoding="utf-8")


def known(status=(), duties=(), warnings=(), day=CUT_OFF):
    tables = {
        "status_event": as_stored("status_event", list(status), batch=1),
        "obligation": as_stored("obligation", list(duties), batch=1),
        "warning": as_stored("warning", list(warnings), batch=1),
    }
    return Known(**{name: as_known(rows, day) for name, rows in tables.items()})


def as_known(rows, day):
    """By the plain definition: of each record the last version known, unless it is void."""
    last = {}
    for row in sorted(rows.to_pylist(), key=lambda row: (row["known"], row["version"])):
        if row["known"] <= day:
            last[row["coop_id"], row["record_id"]] = row
    kept = [row for row in last.values() if row["happened"] <= day and not row["voided"]]
    return pa.Table.from_pylist(kept, schema=rows.schema)


def edition(**gates):
    said = tomllib.loads(TEXT)
    said["gates"] |= gates
    return edition_of(said, "own.toml")


def status(coop_id, code, since="2020-01-01", axis="activity_status", known=None):
    day = date.fromisoformat(since)
    return {
        "coop_id": coop_id, "axis": axis, "to_code": code,
        "valid_from": day, "recorded_at": date.fromisoformat(known) if known else day,
    }  # fmt: skip


def duty(coop_id, kind="statement", due="2025-07-01", met=None, known=None):
    return {
        "coop_id": coop_id, "kind": kind, "period_end": date(2025, 3, 20),
        "due_on": date.fromisoformat(due), "recorded_at": date.fromisoformat(due),
        "due_rule": None,
        "fulfilled_on": date.fromisoformat(met) if met else None,
        "fulfilled_known_on": date.fromisoformat(known or met) if met else None,
    }  # fmt: skip


def warning(coop_id, day):
    day = date.fromisoformat(day)
    return {"coop_id": coop_id, "issued_on": day, "recorded_at": day, "seq_in_12m": 1}


def of(coop_id, facts, standing=None, **gates):
    found = eligibilities(edition(**gates), [coop_id], facts, {coop_id: standing or Standing()})
    assert [one.coop_id for one in found] == [coop_id]
    return found[0]


def verdict(one, gate):
    return next(each for each in one.verdicts if each.gate == gate)


def test_whoever_operates_and_owes_nothing_is_eligible_and_told_by_which_records():
    facts = known(
        status=[status("A", "under_implementation"), status("A", "operating", "2022-01-01")],
        duties=[duty("A", met="2025-07-05"), duty("A", "tax_return", met="2025-07-06")],
    )
    found = of("A", facts, Standing(credit_holds=True, dormancy_holds=True))
    assert found.eligible
    assert not found.near_miss
    assert [one.gate for one in found.verdicts] == list(GATES)
    operating = verdict(found, "operating")
    assert operating.facts[0].cells["to_code"] == "operating"
    assert operating.facts[0].happened == date(2022, 1, 1)
    assert verdict(found, "current").facts[0].cells["fulfilled_on"] == date(2025, 7, 5)
    assert verdict(found, "dues").facts[0].cells["kind"] == "tax_return"


def test_what_becomes_known_after_the_cut_off_decides_nothing():
    facts = known(
        status=[
            status("A", "operating"),
            status("A", "dormant", "2025-06-01", known="2025-08-01"),
        ],
        duties=[duty("A", met="2025-07-10", known="2025-07-23")],
        warnings=[warning("A", "2025-07-30")],
    )
    found = of("A", facts)
    assert verdict(found, "operating").passed
    assert verdict(found, "warning").passed
    # Met before the cut-off, but nobody knew: on that day the duty was overdue.
    assert not verdict(found, "current").passed


def test_one_lacking_gate_is_a_near_miss_and_two_are_not():
    asleep = known(status=[status("A", "dormant")])
    assert [one.gate for one in of("A", asleep).failed] == ["operating"]
    assert of("A", asleep).near_miss
    warned = known(status=[status("A", "dormant")], warnings=[warning("A", "2025-01-01")])
    assert not of("A", warned).near_miss
    assert verdict(of("A", warned), "warning").told == {"count": 1}


def test_nobody_is_operating_who_is_not_on_record_as_such():
    assert verdict(of("A", known()), "operating").reason == "no_status"
    gone = known(
        status=[
            status("A", "operating"),
            status("A", "registered", axis="registry_stage"),
            status("A", "dissolved", "2024-01-01", axis="registry_stage"),
        ]
    )
    told = verdict(of("A", gone), "operating")
    assert (told.passed, told.reason) == (False, "gone")
    assert told.facts[0].cells["to_code"] == "dissolved"


def test_a_duty_may_be_overdue_by_as_many_days_as_the_edition_allows():
    facts = known(status=[status("A", "operating")], duties=[duty("A", due="2025-07-20")])
    assert verdict(of("A", facts), "current").told == {"count": 1}
    assert verdict(of("A", facts, overdue_days=2), "current").passed
    assert not verdict(of("A", facts, overdue_days=1), "current").passed


def test_what_was_missed_before_the_months_of_the_edition_keeps_nobody_out():
    """It costs points instead; whoever missed an assembly once could never enter again."""
    facts = known(
        status=[status("A", "operating")],
        duties=[
            duty("A", due="2024-07-21"),
            duty("A", "tax_return", due="2022-07-22"),
            duty("A", "annual_assembly", due="2025-07-01", met="2025-07-02"),
        ],
    )
    found = of("A", facts)
    assert verdict(found, "current").passed
    assert [fact.cells["kind"] for fact in verdict(found, "current").facts] == ["annual_assembly"]
    assert verdict(found, "dues").passed
    assert not verdict(of("A", facts, current_months=13), "current").passed
    assert not verdict(of("A", facts, dues_months=37), "dues").passed


def test_only_warnings_of_the_last_months_keep_one_out():
    # A year before 31 Tir 1404 is 31 Tir 1403, 21 July 2024.
    facts = known(warnings=[warning("A", "2024-07-21"), warning("B", "2024-07-22")])
    assert verdict(of("A", facts), "warning").passed
    assert not verdict(of("B", facts), "warning").passed


def test_a_gate_that_the_edition_leaves_out_is_not_told():
    found = of(
        "A", known(), operating=False, current=[], dues=[], credit_least="", dormancy_most=1,
        warning_months=0,
    )  # fmt: skip
    assert found.verdicts == ()
    assert found.eligible


def test_nothing_told_of_credit_says_more_than_that_it_holds_or_not():
    """Who has no grade has no loan: even that a committee must not learn."""
    rated = of("A", known(), Standing(credit_holds=True))
    unrated = of("A", known(), Standing(credit_holds=None))
    assert asdict(verdict(rated, "credit")) == asdict(verdict(unrated, "credit"))
    refused = of("A", known(), Standing(credit_holds=False))
    unrated = of("A", known(), Standing(credit_holds=None), credit_unrated="fails")
    assert asdict(verdict(refused, "credit")) == asdict(verdict(unrated, "credit"))
    assert verdict(refused, "credit").facts == ()


def test_who_has_no_score_of_dormancy_is_told_so():
    told = verdict(of("A", known()), "dormancy")
    assert (told.passed, told.reason) == (True, "unscored")
    told = verdict(of("A", known(), dormancy_unscored="fails"), "dormancy")
    assert (told.passed, told.reason) == (False, "unscored")
    told = verdict(of("A", known(), Standing(dormancy_holds=False)), "dormancy")
    assert (told.passed, told.reason) == (False, "risk_high")


def test_every_gate_and_reason_is_worded_in_both_languages():
    for text in (*GATES.values(), *REASONS.values()):
        assert all(getattr(text, language) for language in LANGUAGES)


def test_what_gates_show_are_columns_of_their_tables():
    facts = known(
        status=[status("A", "operating")],
        duties=[duty("A", met="2025-07-05")],
        warnings=[warning("A", "2025-07-01")],
    )
    for one in of("A", facts).verdicts:
        for fact in one.facts:
            names = {column.name for column in TABLES[fact.table].stored}
            assert set(fact.cells) <= names
