"""Leaks planted in the files of a registry, and met again in the refusal that a person reads.

Eight hundred histories go through intake, the fact store, features and outcomes to the screen of a
training run. As they are, they pass. Then somebody's export knows what became of the co-operatives;
or facts that became known in the quarter after a training day bear a known day before it.
"""

import csv
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from coopscore.actor import SYSTEM
from coopscore.calendar import read_day, shift
from coopscore.errors import LeakFound
from coopscore.facts import FactStore, FactView
from coopscore.home import Home
from coopscore.intake.receive import receive
from coopscore.records.database import open_records
from coopscore.synthetic.synthesis import Made
from features.build import build_matrix, build_outcomes
from features.catalogue import select
from models.inputs import inputs_of
from models.sample import sample_of
from models.screen import Screening, ScreenSettings, evidence_of, screen
from models.spec import Spec, load_spec
from serving.problems import refusal

UNTIL = date(2025, 6, 21)  # 31 Khordad 1404
ID = "شناسهٔ تعاونی"
PERIOD_END, YEAR_END, RECEIVED = "پایان دوره", "پایان سال", "تاریخ دریافت"
MEMBERS, EMPLOYEES = "شمار اعضا", "شمار کارکنان"
MET, MET_KNOWN = "تاریخ انجام", "تاریخ آگاهی از انجام"

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def spec() -> Spec:
    """The spec `dormancy`, on features of what was filed, held, owed and told of the year."""
    features = ("filings.*", "governance.*", "duties.*", "members.*", "status.*")
    return replace(load_spec("dormancy"), features=features)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, make) -> Made:
    folder = tmp_path_factory.mktemp("made")
    return make(folder, 800, UNTIL, also=("yearly_figures", "obligation", "officer_term"))


@pytest.fixture(scope="module")
def registry(made: Made) -> Path:
    """The honest files."""
    return made.registry


@pytest.fixture(scope="module")
def silent(made: Made, spec: Spec) -> set[tuple[str, date]]:
    """Who gave no sign of life in the year after which day, in truth, of the years told by now."""
    told = spec.horizon.value + spec.maturity.value
    truth = pq.read_table(made.truth / "silence.parquet").to_pylist()
    return {
        (row["coop_id"], row["as_of"])
        for row in truth
        if row["at_risk"] and row["silent"] and shift(row["as_of"], told, "jalali") <= UNTIL
    }


def rewritten(registry: Path, folder: Path, table: str, change: Callable[[Rows], Rows]) -> Path:
    """A copy of the registry with one of its files changed."""
    shutil.copytree(registry, folder)
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    changed = change([dict(row) for row in rows])
    assert changed != rows
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(changed)
    return folder


def screened(delivery: Path, home: Home, spec: Spec) -> Screening:
    """The screening of a training run up to `UNTIL`, on a delivery in an empty home."""
    with open_records(home.records_url) as records:
        facts = FactStore(home.facts, records.ledger)
        now = datetime(2025, 7, 1, tzinfo=UTC)
        receive(home, facts, records, delivery, "registry", SYSTEM, today=UNTIL, now=now)
        return _looked_at(facts.view(), spec)


def _looked_at(facts: FactView, spec: Spec) -> Screening:
    settings = ScreenSettings()
    days = spec.training_days(UNTIL)
    matrix = build_matrix(
        facts,
        features=select(spec.features),
        cohort=spec.cohort,
        as_ofs=days,
        calendar=spec.calendar,
    )
    outcomes = build_outcomes(
        facts,
        label=spec.outcome,
        matrix=matrix,
        horizon=spec.horizon,
        maturity=spec.maturity,
        until=UNTIL,
    )
    inputs = inputs_of(matrix)
    sample = sample_of(matrix, outcomes, inputs, days)
    return screen(
        spec,
        matrix,
        outcomes,
        inputs=inputs,
        sample=sample,
        folds=spec.walk(sample.days),
        until=UNTIL,
        evidence=evidence_of(facts, matrix, settings, until=UNTIL),
        settings=settings,
    )


def refused(screening: Screening, spec: Spec) -> LeakFound:
    """What a run says of a screening that stops it."""
    with pytest.raises(LeakFound) as caught:
        screening.refuse_leaks(spec.name)
    return caught.value


def test_an_honest_registry_is_trained_on(registry, tmp_path, spec):
    screening = screened(registry, Home(tmp_path), spec)
    assert screening.found("stop") == ()
    screening.refuse_leaks(spec.name)


def test_a_column_that_knows_the_outcome_stops_the_run_by_name(registry, silent, tmp_path, spec):
    """An export fills in the staff of those that will not be heard of for a year."""

    def filled_in(rows: Rows) -> Rows:
        known = [
            {ID: coop_id, YEAR_END: shift(day, -2, "jalali").isoformat(),
             RECEIVED: shift(day, -1, "jalali").isoformat(), MEMBERS: "20", EMPLOYEES: "999"}
            for coop_id, day in sorted(silent)
        ]  # fmt: skip
        return rows + known

    delivery = rewritten(registry, tmp_path / "files", "yearly_figures", filled_in)
    error = refused(screened(delivery, Home(tmp_path / "home"), spec), spec)
    # On days between it says nothing, so it may be caught by what it marks and not by its rank.
    assert any(leak.startswith("employees_") for leak in error.facts["leaks"])
    for lang in ("en", "fa"):
        problem = refusal(error, lang)
        assert (problem.code, problem.status, problem.exit_code) == ("leak_found", 409, 1)
        assert "employees_" in problem.detail


@pytest.mark.parametrize("table", ["filing", "yearly_figures"])
def test_facts_known_a_quarter_later_and_moved_before_the_day_stop_the_run(
    table, registry, tmp_path, spec
):
    days = spec.training_days(UNTIL)
    happened = PERIOD_END if table == "filing" else YEAR_END

    def moved(rows: Rows) -> Rows:
        for row in rows:
            ended, known = read_day(row[happened]), read_day(row[RECEIVED])
            for day in days:
                if ended <= day < known <= shift(day, 3, "jalali"):
                    row[RECEIVED] = max(ended, shift(known, -3, "jalali")).isoformat()
        return rows

    delivery = rewritten(registry, tmp_path / "files", table, moved)
    screening = screened(delivery, Home(tmp_path / "home"), spec)
    assert {one.table for one in screening.found("stop", "arrivals_moved")} == {table}
    error = refused(screening, spec)
    assert {leak.split()[0] for leak in error.facts["leaks"]} == {table}
    whole = {"filing": "filing: kind=statement", "yearly_figures": "yearly_figures"}[table]
    reads = {"filing": "days_since_statement", "yearly_figures": "members_latest"}[table]
    (found,) = [
        one
        for one in screening.found("stop", "arrivals_moved")
        if one.figures["selection"] == whole
    ]
    assert reads in found.figures["features"]


def test_a_whole_table_told_a_quarter_too_early_stops_the_run(registry, tmp_path, spec):
    def earlier(rows: Rows) -> Rows:
        for row in rows:
            known = shift(read_day(row[RECEIVED]), -3, "jalali")
            row[RECEIVED] = max(read_day(row[YEAR_END]), known).isoformat()
        return rows

    delivery = rewritten(registry, tmp_path / "files", "yearly_figures", earlier)
    error = refused(screened(delivery, Home(tmp_path / "home"), spec), spec)
    assert "yearly_figures (papers_apart)" in error.facts["leaks"]
    assert "yearly_figures (known_at_once)" in error.facts["leaks"]


@pytest.mark.parametrize("whose", ["events", "all"])
def test_duties_known_too_early_to_be_met_stop_the_run(whose, registry, silent, tmp_path, spec):
    """A quarter earlier for those who fell silent later, or on the very day for everybody."""
    ended = {coop_id for coop_id, _ in silent}

    def earlier(rows: Rows) -> Rows:
        for row in rows:
            if row[MET] and (whose == "all" or row[ID] in ended):
                known = shift(read_day(row[MET_KNOWN]), -3, "jalali")
                row[MET_KNOWN] = max(read_day(row[MET]), known).isoformat()
        return rows

    delivery = rewritten(registry, tmp_path / "files", "obligation", earlier)
    screening = screened(delivery, Home(tmp_path / "home"), spec)
    code = {"events": "known_early_for_events", "all": "met_before_minutes"}[whose]
    selections = {one.figures["selection"] for one in screening.found("stop", code)}
    assert "obligation.fulfilled_on: kind=annual_assembly" in selections
    assert f"obligation ({code})" in refused(screening, spec).facts["leaks"]
