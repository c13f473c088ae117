"""Features that do not mean today what they meant are named, and no run stops for them."""

from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa
import pytest
from made_world import DAYS, matrix_of, small_spec, world
from scipy.stats import chi2
from screened import SETTINGS, screened
from sklearn.metrics import roc_auc_score

from coopscore.actor import SYSTEM
from coopscore.facts import FactStore
from coopscore.home import Home
from coopscore.intake.receive import receive
from coopscore.persons import Persons
from coopscore.records.database import open_records
from coopscore.schema import TABLES
from coopscore.synthetic.stored import stored_facts
from coopscore.synthetic.synthesis import Order, draw
from features.build import build_matrix
from features.catalogue import select
from features.facts import MemoryFacts
from models.inputs import inputs_of
from models.metrics import psi
from models.screen.bins import folds_by, foretold, groups
from models.screen.drift import compared, drift
from models.screen.resemblance import resemblance
from models.spec import load_spec

JUNE = tuple(date(year, 6, 1) for year in range(2013, 2018))


def columns_of(matrix, rows):
    return {
        name: np.array(matrix.table[name].to_pylist(), dtype=object)[rows].tolist()
        for name in matrix.table.column_names
    }


def now_of(matrix, **other):
    """The last day of a matrix as the present, with some of its columns replaced."""
    on = np.array(matrix.table["as_of"].to_pylist()) == DAYS[-1]
    return matrix_of(columns_of(matrix, on) | other, matrix.features)


def named(findings, code, verdict="warn"):
    return {one.feature for one in findings if (one.code, one.verdict) == (code, verdict)}


def test_now_is_compared_with_a_year_before_and_that_day_with_a_year_before_it():
    half_years = [date(2015, 6, 1), date(2015, 12, 1), date(2016, 6, 1), date(2016, 12, 1)]
    assert compared(half_years, "gregorian") == [(date(2015, 12, 1), date(2016, 12, 1))]
    assert compared(half_years[:2], "gregorian") == [(date(2015, 6, 1), date(2015, 12, 1))]
    assert compared(half_years[:1], "gregorian") == compared([], "gregorian") == []
    assert compared(JUNE, "gregorian") == [(JUNE[3], JUNE[4]), (JUNE[2], JUNE[3])]
    # 30 Esfand 1399 is a year before 29 Esfand 1400.
    leap = [date(2020, 3, 19), date(2021, 3, 20), date(2022, 3, 20)]
    assert compared(leap, "jalali") == [(leap[1], leap[2]), (leap[0], leap[1])]


def test_what_moves_a_little_every_year_is_told_over_all_days_and_warns_of_nothing(made):
    """And the p-value of the worst of several pairs is told as many times as large."""
    matrix, _ = made
    columns = columns_of(matrix, slice(None))
    years = np.array([day.year for day in columns["as_of"]])
    columns["noise"] = (np.array(columns["noise"]) + 0.2 * years).tolist()
    moved = matrix_of(columns, matrix.features)
    found = list(drift(moved, None, inputs_of(moved), DAYS, SETTINGS))
    assert named(found, "drifts") == set()
    (told,) = [one for one in found if one.code == "drifted_over_all"]
    assert (told.verdict, told.feature) == ("pass", "noise")
    assert (told.figures["then"], told.figures["now"]) == ("2011-06-01", "2017-06-01")
    (worst,) = [one for one in found if (one.code, one.feature) == ("drifts", "noise")]
    day = {name: np.array(columns["noise"])[np.array(columns["as_of"]) == date.fromisoformat(
        worst.figures[name])] for name in ("then", "now")}  # fmt: skip
    alone = psi(day["then"], day["now"])
    assert worst.figures["pairs"] == 2
    assert worst.figures["psi"] == pytest.approx(alone.value, abs=0.05)
    scale = 2 / 400
    tail = chi2.sf(worst.figures["psi"] / scale, alone.bins - 1)
    assert worst.figures["p"] == pytest.approx(min(1.0, 2 * tail))


def test_a_leap_day_is_no_drift(made):
    matrix, _ = made
    columns = columns_of(matrix, slice(None))
    odd = np.array([day.year % 2 for day in columns["as_of"]])
    ages = 365.0 * np.random.default_rng(2).integers(1, 4, len(odd))
    for values, drifting in ((ages + odd, set()), (ages + 20 * odd, {"noise"})):
        moved = matrix_of(columns | {"noise": values.tolist()}, matrix.features)
        found = list(drift(moved, None, inputs_of(moved), DAYS, SETTINGS))
        assert named(found, "drifts") == drifting


@pytest.mark.parametrize("seed", [7, 11])
def test_an_honest_registry_warns_of_few_drifts(seed, tmp_path):
    until, spec = date(2025, 6, 21), load_spec("dormancy")
    (part,) = draw(Order(cooperatives=300, seed=seed, until=until))
    persons = Persons(tmp_path / "key")
    facts = {name: stored_facts(TABLES[name], rows, persons) for name, rows in part.tables.items()}
    days = spec.training_days(until)
    matrix = build_matrix(
        MemoryFacts(facts, 1), features=select(spec.features), cohort=spec.cohort, as_ofs=days,
        calendar=spec.calendar,
    )  # fmt: skip
    found = list(drift(matrix, None, inputs_of(matrix), days, SETTINGS))
    assert len(named(found, "drifts")) <= 12 < len(matrix.features) / 5
    assert named(found, "collapses") == set()


def test_a_world_that_stays_the_same_does_not_drift(made):
    matrix, outcomes = made
    screening = screened(small_spec(), matrix, outcomes, present=now_of(matrix))
    assert screening.verdict == "pass"
    assert named(screening.findings, "drifts", "pass") == {one.name for one in matrix.features}


def test_a_number_and_a_code_that_moved_are_named_and_stop_nothing(made):
    matrix, outcomes = made
    noise = np.random.default_rng(5).normal(2, 1, 400).tolist()
    present = now_of(matrix, noise=noise, branch=["farm"] * 400)
    screening = screened(small_spec(), matrix, outcomes, present=present)
    assert named(screening.findings, "drifts") == {"noise", "branch"}
    assert named(screening.findings, "collapses") == set()
    assert screening.verdict == "warn"
    (little,) = screening.found("warn", "resembles_little")
    assert set(little.figures["features"][:2]) == {"noise", "branch"}
    assert little.figures["auc"] > 0.9
    assert little.figures["p"] < 1e-6


def test_a_feature_whose_values_go_missing_or_fall_to_its_filler_collapses(made):
    matrix, outcomes = made
    present = now_of(matrix, late_days=[None] * 390 + [9.0] * 10, statements=[0.0] * 400)
    screening = screened(small_spec(), matrix, outcomes, present=present)
    assert named(screening.findings, "collapses") == {"late_days", "statements"}
    (late,) = [f for f in screening.found("warn", "collapses") if f.feature == "late_days"]
    assert late.figures["known_now"] == pytest.approx(10 / 400)
    assert late.figures["now"] == "2017-06-01"
    assert screening.found("stop") == ()


def test_without_a_day_to_compare_with_nothing_is_said_of_drift(made):
    matrix, _ = made
    assert list(drift(matrix, None, inputs_of(matrix), DAYS[:1], SETTINGS)) == []


def test_likeness_is_what_trees_tell_by_cooperative_and_equal_days_are_a_coin(made):
    matrix, _ = made
    inputs = inputs_of(matrix)
    same = resemblance(matrix, now_of(matrix), inputs, DAYS[-1], SETTINGS)
    assert same.verdict == "pass"
    assert same.figures["auc"] == pytest.approx(0.5, abs=0.06)
    assert same == resemblance(matrix, now_of(matrix), inputs, DAYS[-1], SETTINGS)


def test_a_leap_day_does_not_tell_two_years_apart(made):
    """Days since a month's end are one more after 29 February: every row moves, nothing changed."""
    matrix, _ = made
    months = 30.0 * np.random.default_rng(2).integers(1, 400, 400)
    rows = np.array(matrix.table["as_of"].to_pylist()) == DAYS[-2]
    then = matrix_of(columns_of(matrix, rows) | {"noise": months.tolist()}, matrix.features)
    now = now_of(then_day(then), noise=(months + 1).tolist())
    found = resemblance(then, now, inputs_of(then), DAYS[-2], SETTINGS)
    assert found.verdict == "pass"


def then_day(matrix):
    """The same rows, a year later."""
    day = pa.array([DAYS[-1]] * matrix.table.num_rows, pa.date32())
    moved = matrix.table.set_column(1, "as_of", day)
    return matrix_of(
        {name: moved[name].to_pylist() for name in moved.column_names}, matrix.features
    )


def test_two_days_without_any_difference_at_all_have_no_error_to_divide_by():
    matrix, _ = world(cooperatives=60)
    constant = {one.name: [None] * 60 for one in matrix.features}
    present = now_of(matrix, **constant)
    found = resemblance(then_day(present), present, inputs_of(present), DAYS[-1], SETTINGS)
    assert found.verdict == "pass"
    assert found.figures["features"] == []


def test_groups_hold_each_value_of_few_and_quantiles_of_many():
    frame = world(cooperatives=50)[0].table.select(["branch", "statements", "noise"]).to_pandas()
    frame.loc[0, "statements"] = np.nan
    assert groups(frame["statements"]).tolist()[0] == 0
    assert len(set(groups(frame["statements"]))) == 1 + frame["statements"].nunique()
    assert sorted(set(groups(frame["branch"].astype("str")))) == [1, 2, 3]
    sizes = np.bincount(groups(frame["noise"]))[1:]
    assert len(sizes) == 32
    assert sizes.max() - sizes.min() <= 2


def test_shares_are_foretold_by_other_cooperatives_alone():
    draw = np.random.default_rng(1)
    ids = np.array([f"c{n % 40}" for n in range(400)], dtype=object)
    fold = folds_by(ids, 7)
    assert all(len(set(fold[ids == one])) == 1 for one in set(ids.tolist()))
    y = (draw.random(400) < 0.3).astype(np.int64)
    group = draw.integers(0, 4, 400)
    score = foretold(group, y, fold)
    ours = fold == 2
    for code in range(4):
        theirs = ~ours & (group == code)
        expected = (y[theirs].sum() + 10 * y[~ours].mean()) / (theirs.sum() + 10)
        assert score[ours & (group == code)] == pytest.approx(expected)
    assert roc_auc_score(y, foretold(y + 1, y, fold)) == 1.0


@pytest.mark.shared
def test_what_the_collections_end_moves_is_named_on_the_british_register(shared_data, tmp_path):
    """Accounts stop in January 2016: of the last 36 months fewer and fewer are known, and those
    known are ever older (trap 9 of the data's own description)."""
    home = Home(tmp_path)
    with open_records(home.records_url) as records:
        facts = FactStore(home.facts, records.ledger)
        folder = shared_data / "coops-uk"
        now = datetime(2017, 6, 1, tzinfo=UTC)
        receive(home, facts, records, folder, "uk_coops", SYSTEM, today=date(2017, 6, 1), now=now)
        names = ["filings.statements_received_36m", "filings.days_since_statement"]
        matrix = build_matrix(
            facts.view(),
            features=select([*names, "status.age_years"]),
            cohort="registered_in_sight",
            as_ofs=JUNE,
            calendar="gregorian",
        )
    found = list(drift(matrix, None, inputs_of(matrix), JUNE, SETTINGS))
    assert named(found, "drifts") == {"statements_received_36m", "days_since_statement"}
    assert named(found, "collapses") == {"statements_received_36m"}
    (fell,) = [one for one in found if one.code == "collapses" and one.verdict == "warn"]
    assert fell.figures["now"] == "2017-06-01"
    # 425 of the organisations on the register had an account in the last 36 months by then.
    assert fell.figures["known_now"] == pytest.approx(425 / 6810, abs=0.01)
