"""The screen lets honest facts pass, names what knows the future, and stops the run for it."""

import json
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from made_world import DAYS, feature, matrix_of, outcomes_of, small_spec, world
from scipy.stats import gamma, hypergeom, poisson
from screened import SETTINGS, Register, screened, screened_facts
from statsmodels.stats.proportion import proportion_confint

from coopscore.calendar import months, shift
from coopscore.errors import SCREEN_FINDINGS, LeakFound
from models.inputs import inputs_of
from models.sample import sample_of
from models.screen import Finding, Screening
from models.screen.order import time_order
from models.splits import Fold


def named(screening, verdict, code):
    return {finding.subject for finding in screening.found(verdict, code)}


@pytest.fixture(scope="module")
def honest():
    return screened_facts(Register().facts())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_honest_facts_stop_no_run(seed):
    screening = screened_facts(Register(cooperatives=500, seed=seed).facts())
    assert screening.found("stop") == ()
    screening.refuse_leaks("exit")


@pytest.mark.parametrize("seed", range(8))
def test_an_honest_matrix_stops_no_run(seed):
    screening = screened(small_spec(), *world(cooperatives=250, seed=seed, noise=4))
    assert screening.found("stop") == ()


def test_the_same_facts_give_the_same_screening_as_json(honest):
    text = json.dumps(honest.content(), allow_nan=False, sort_keys=True)
    again = screened_facts(Register().facts())
    assert json.dumps(again.content(), allow_nan=False, sort_keys=True) == text


def test_every_finding_has_words_that_hold_its_figures(honest):
    codes = {finding.code for finding in honest.findings}
    assert {"time_order", "tells_outcome", "told_with_outcome", "papers_apart"} <= codes
    for finding in honest.findings:
        for lang in ("en", "fa"):
            said = SCREEN_FINDINGS[finding.code].said(
                lang, subject=finding.subject, **finding.figures
            )
            assert "{" not in said


def test_the_gravest_finding_is_the_verdict_and_comes_first():
    found = [Finding(code=str(n), verdict=v) for n, v in enumerate(("pass", "stop", "warn"))]
    screening = Screening(findings=tuple(found))
    assert screening.verdict == "stop"
    assert [one["verdict"] for one in screening.content()["findings"]] == ["stop", "warn", "pass"]
    assert Screening(findings=()).verdict == "pass"


@pytest.mark.parametrize("table", ["filing", "yearly_figures", "assembly"])
def test_facts_of_the_next_quarter_moved_before_the_day_are_named(table):
    register = Register()
    assert register.move(table) > 100
    screening = screened_facts(register.facts())
    assert named(screening, "stop", "arrivals_moved") == {table}
    with pytest.raises(LeakFound, match=table) as refused:
        screening.refuse_leaks("exit")
    assert f"{table} (arrivals_moved)" in refused.value.facts["leaks"]


def test_papers_taken_over_as_the_record_began_stop_no_run():
    """Minutes come within three days, but for those that the record took over, years old."""
    register, opened = Register(), date(2011, 1, 1)
    for row in register.rows["assembly"]:
        held = row["happened"]
        if held < opened:
            row["happened"] = held.replace(year=2007 + held.year % 4)
            row["known"] = opened + timedelta(int(register.draw.integers(0, 31)))
        else:
            row["known"] = held + timedelta(int(register.draw.integers(1, 4)))
    assert named(screened_facts(register.facts()), "stop", "arrivals_moved") == set()


def test_papers_that_a_campaign_brings_in_every_third_spring_stop_no_run():
    """Nothing comes in the weeks after 1 June, as the campaign has just been, or is far off."""
    register = Register()
    for row in register.rows["assembly"]:
        held = row["happened"]
        springs = [date(year, 4, int(register.draw.integers(1, 29))) for year in (2012, 2015, 2018)]
        entered = next(day for day in springs if day > held)
        often = register.draw.random() < 0.7
        row["known"] = held + timedelta(int(register.draw.integers(1, 4))) if often else entered
    (found,) = [
        one
        for one in screened_facts(register.facts()).findings
        if (one.code, one.table) == ("arrivals_moved", "assembly")
    ]
    assert (found.figures["seen_after"], found.verdict) == (0, "pass")
    assert found.figures["seen_before"] > found.figures["due_before"]
    # Had they come one by one, none after 1 June would be past belief.
    assert poisson.cdf(0, found.figures["due_after"]) < SETTINGS.moved_p < found.figures["p"]


def test_papers_taken_over_as_the_record_began_hide_none_that_were_moved():
    """Two in three figures are older than the record, and were known on its first day."""
    register = Register()
    opened = min(row["known"] for row in register.rows["yearly_figures"])
    older = [
        row | {"record_id": f"{row['record_id']}/{back}",
               "happened": shift(opened, -back, "gregorian"), "known": opened}
        for row in register.rows["yearly_figures"]
        for back in (14, 38)
    ]  # fmt: skip
    assert register.move("yearly_figures") > 100
    register.rows["yearly_figures"] += older
    found = named(screened_facts(register.facts()), "stop", "arrivals_moved")
    assert found == {"yearly_figures"}


@pytest.mark.parametrize("table", ["filing", "yearly_figures"])
def test_facts_moved_for_those_alone_who_have_the_event_are_named(table):
    register = Register()
    assert 15 < register.move(table, only_events=True) < 120
    (finding,) = screened_facts(register.facts()).found("stop", "known_early_for_events")
    assert finding.table == table
    assert finding.figures["ratio"] > 5
    assert finding.figures["events"] >= 5


@pytest.mark.parametrize(
    ("whose", "code"), [("events", "known_early_for_events"), ("all", "met_before_minutes")]
)
def test_duties_known_too_early_to_be_met_are_named_by_their_ends(whose, code):
    """A quarter earlier for those who have the event, or on the very day for everybody."""
    register = Register()
    for row in register.rows["obligation"]:
        earlier = shift(row["fulfilled_known_on"], -3, "gregorian")
        if whose == "all" or row["coop_id"] in register.ended:
            row["fulfilled_known_on"] = max(row["fulfilled_on"], earlier)
    stops = screened_facts(register.facts()).found("stop", code)
    assert {one.figures["selection"] for one in stops} == {
        "obligation.fulfilled_on: kind=annual_assembly"
    }
    assert all(one.figures["features"] == ["duties_overdue"] for one in stops)


def test_duties_beside_too_few_minutes_or_none_say_nothing():
    register = Register(cooperatives=300)
    for row in register.rows["assembly"]:
        row["happened"] = shift(row["happened"], -1, "gregorian")
    assert not screened_facts(register.facts()).found("pass", "met_before_minutes")
    register.rows["assembly"].clear()
    assert not screened_facts(register.facts()).found("pass", "met_before_minutes")


def test_the_chances_told_are_those_of_other_implementations():
    """Fisher's test is a tail of the hypergeometric, a missing arrival one of the Poisson."""
    register = Register()
    register.move("filing", only_events=True)
    screening = screened_facts(register.facts())
    (early,) = screening.found("stop", "known_early_for_events")
    events, of, others, beside = (
        early.figures[name] for name in ("events", "of_events", "others", "of_others")
    )
    tail = hypergeom.sf(events - 1, of + beside, of, events + others)
    assert early.figures["p"] == pytest.approx(tail)
    (arrived,) = [
        one for one in screening.findings if (one.code, one.table) == ("arrivals_moved", "filing")
    ]
    seen, due, bursts = (
        arrived.figures[name] for name in ("seen_after", "due_after", "dispersion")
    )
    # A tail of the Poisson is one of the gamma, where counts of bursts need not be whole.
    assert arrived.figures["p"] == pytest.approx(gamma.sf(due / bursts, seen / bursts + 1))
    assert gamma.sf(due, seen + 1) == pytest.approx(poisson.cdf(seen, due))


def test_the_least_share_of_a_marking_value_is_clopper_and_pearsons():
    (mark,) = screened(small_spec(), *leaky("some", cooperatives=400)).found("stop", "marks_events")
    every = mark.figures["cooperatives"]
    assert mark.figures["low"] == pytest.approx(proportion_confint(every, every, 0.05, "beta")[0])


def test_figures_known_before_the_statement_that_carries_them_are_named(honest):
    register = Register()
    for row in register.rows["yearly_figures"]:
        row["known"] = shift(row["known"], -3, "gregorian")
    assert named(honest, "stop", "papers_apart") == set()
    screening = screened_facts(register.facts())
    assert named(screening, "stop", "papers_apart") == {"yearly_figures"}


def test_figures_typed_in_after_the_statement_are_told_and_stop_nothing():
    register = Register(cooperatives=300)
    for row in register.rows["yearly_figures"]:
        row["known"] = shift(row["known"], 2, "gregorian")
    screening = screened_facts(register.facts())
    assert named(screening, "warn", "papers_apart") == {"yearly_figures"}
    assert screening.verdict == "warn"


def test_papers_that_were_there_on_the_last_day_of_their_period_are_named():
    register = Register(cooperatives=300)
    for row in register.rows["filing"][::4]:
        row["known"] = row["happened"]
    assert "filing" in named(screened_facts(register.facts()), "stop", "known_at_once")


def test_a_declared_day_is_told_and_stops_nothing():
    register = Register(cooperatives=300)
    for row in (*register.rows["filing"], *register.rows["yearly_figures"]):
        row |= {"known": row["happened"], "hindsight": True}
    screening = screened_facts(register.facts())
    assert named(screening, "warn", "declared_hindsight") == {"filing", "yearly_figures"}
    assert screening.found("stop") == ()


def test_facts_known_before_they_happened_are_named():
    register = Register(cooperatives=300)
    for row in register.rows["assembly"][::10]:
        row["known"] = shift(row["happened"], -1, "gregorian")
    screening = screened_facts(register.facts())
    assert named(screening, "stop", "known_before_happened") == {"assembly"}


@pytest.mark.parametrize(("events_only", "verdict"), [(True, "stop"), (False, "warn")])
def test_what_a_batch_tells_late_stops_only_where_it_is_of_events(events_only, verdict):
    register = Register()
    register.rows["filing"][0]["known"] = date(2017, 6, 1)  # so the first batch knew of that day
    for row in register.rows["filing"][1:]:
        late = any(row["coop_id"] in register.leaving(day) for day in DAYS[:-1])
        if late if events_only else int(row["record_id"][-1]) % 2:
            row["batch"] = 2
    screening = screened_facts(register.facts())
    assert named(screening, verdict, "told_late") == {"filing"}


def test_news_of_the_event_moved_before_the_day_is_named_by_what_holding_back_changes():
    """Half a year before its end a co-operative meets to end itself; the minutes take as long.

    So they are known with the end, and tell nothing of it. Moved to the eve of the training day,
    they tell all of it, and with knowledge held back nothing again.
    """
    register = Register()
    for day in DAYS[:-1]:
        for one in sorted(register.leaving(day)):
            held, known = shift(day, -6, "gregorian"), shift(day, -1, "gregorian")
            for _ in range(3):
                register.add("assembly", one, held, known, kind="extraordinary")
    screening = screened_facts(register.facts())
    assert "assemblies_held_36m" in named(screening, "stop", "told_with_outcome")
    (finding,) = screening.found("stop", "told_with_outcome")
    assert finding.figures["auc"] - finding.figures["auc_held_back"] > SETTINGS.lag_drop
    assert finding.figures["low"] > finding.figures["bound"] == 0.25


def test_news_that_come_no_oftener_than_chance_has_it_are_no_leak():
    """Minutes that arrive three months before the end reach a quarter of the events in time."""
    register = Register()
    for one, end in register.ended.items():
        known = shift(end, -3, "gregorian")
        register.add("assembly", one, shift(known, -1, "gregorian"), known, kind="extraordinary")
    screening = screened_facts(register.facts())
    assert screening.found("stop", "told_with_outcome") == ()


def test_a_column_that_knows_the_outcome_is_named_however_it_says_so():
    """As a number, as its being missing, as one code among random ones, through real features."""
    register = Register()
    rows = {row["record_id"]: row for row in register.rows["yearly_figures"]}
    for day in DAYS[:-1]:
        for one in sorted(register.leaving(day)):
            known = shift(day, -1, "gregorian")
            register.add(
                "yearly_figures", one, shift(day, -5, "gregorian"), known, members=5, employees=999
            )
    assert len(register.rows["yearly_figures"]) > len(rows)
    screening = screened_facts(register.facts())
    assert "employees_latest" in named(screening, "stop", "tells_outcome")
    (mark,) = [
        f for f in screening.found("stop", "marks_events") if f.feature == "employees_latest"
    ]
    assert mark.figures["value"] == "999"
    assert mark.figures["share"] > 0.95


def leaky(kind, cooperatives=200, seed=7):
    """The made world with one more column, `leak`, and outcomes."""
    matrix, outcomes = world(cooperatives=cooperatives, seed=seed)
    y = np.array([one == 1 for one in outcomes["outcome"].to_pylist()])
    draw = np.random.default_rng(seed)
    noise = draw.integers(1, 9, len(y)).astype(float)
    column = {
        "number": np.where(y, 3.0, noise / 3 - 3),
        "missing": np.where(y, np.nan, noise),
        "one_code": np.where(y, 5.0, np.where(noise == 5, 6.0, noise)),
        "some": np.where(y & (draw.random(len(y)) < 0.5), 77.0, noise),
    }[kind]
    features = (*matrix.features, feature("leak", 72))
    columns = {name: matrix.table[name].to_pylist() for name in matrix.table.column_names}
    columns["leak"] = [None if np.isnan(one) else one for one in column.tolist()]
    return matrix_of(columns, features), outcomes


@pytest.mark.parametrize(
    ("kind", "by"), [("number", "value"), ("missing", "missing"), ("one_code", "bins")]
)
def test_one_feature_that_knows_the_outcome_stops_the_run(kind, by):
    screening = screened(small_spec(), *leaky(kind))
    (finding,) = screening.found("stop", "tells_outcome")
    assert finding.feature == "leak"
    assert finding.figures["by"] in (by, "bins")
    assert finding.figures["low"] > 0.95
    assert finding.figures["events"] >= SETTINGS.least_events


def test_a_value_that_only_events_have_is_named_though_it_marks_but_half_of_them():
    screening = screened(small_spec(), *leaky("some", cooperatives=400))
    assert named(screening, "stop", "tells_outcome") == set()
    (finding,) = screening.found("stop", "marks_events")
    assert (finding.feature, finding.figures["value"], finding.figures["share"]) == (
        "leak", "77", 1.0,
    )  # fmt: skip


def test_a_few_events_only_make_a_feature_doubtful():
    screening = screened(small_spec(), *leaky("number", cooperatives=14))
    (finding,) = [one for one in screening.found("warn", "tells_outcome") if one.feature == "leak"]
    assert 0 < finding.figures["events"] < SETTINGS.least_events
    assert screening.found("stop") == ()


def test_without_any_event_time_and_rows_are_still_looked_at(made):
    matrix, outcomes = made
    none = outcomes_of(
        {name: outcomes[name].to_pylist() for name in ("coop_id", "as_of")},
        ["none"] * len(outcomes),
    )
    codes = {finding.code for finding in screened(small_spec(), matrix, none).findings}
    assert "time_order" in codes
    assert "tells_outcome" not in codes


def test_a_day_that_is_none_of_the_specs_is_counted(made):
    spec = replace(small_spec(), first_as_of=date(2011, 6, 1), every=months(24))
    (finding,) = screened(spec, *made).found("stop", "time_order")
    assert finding.figures["off_days"] == 3 * 400  # June 2012, 2014 and 2016
    assert finding.figures["without_gap"] == 0


def test_a_fold_without_its_gap_is_counted(made):
    folds = [Fold(train=(DAYS[0], DAYS[1]), test=DAYS[1]), Fold(train=(DAYS[0],), test=DAYS[1])]
    (finding,) = screened(small_spec(), *made, folds=folds).found("stop", "time_order")
    assert finding.figures["without_gap"] == 1  # the day that is fitted on and tested on


def test_outcomes_that_stand_beside_other_rows_are_counted(made):
    from_end = pa.array(range(len(made[1]) - 1, -1, -1))
    matrix, outcomes = made
    sample = sample_of(matrix, outcomes, inputs_of(matrix), DAYS)
    spec = small_spec()
    found = time_order(spec, matrix, outcomes.take(from_end), sample, (), DAYS[-1])
    assert found.figures["misplaced"] == len(sample)
    # Of the last day, nothing was known by that day: its rows may not be learnt from.
    assert found.figures["immature"] == len(sample.on([DAYS[-1]]))
    assert found.verdict == "stop"


def test_the_share_of_cooperatives_on_both_sides_of_a_fold_is_told(made):
    found = screened(small_spec(), *made).found("pass", "same_cooperatives")
    assert [finding.figures["test"][:4] for finding in found] == ["2013", "2014", "2015", "2016"]
    assert all(finding.figures["share"] > 0.95 for finding in found)


def test_rows_that_stand_twice_and_copies_under_two_ids_are_told():
    matrix, outcomes = world(cooperatives=150)
    columns = {name: matrix.table[name].to_pylist() for name in matrix.table.column_names}
    for name, values in columns.items():
        if name not in ("coop_id", "as_of"):
            values[1] = values[0]  # the second co-operative is the first, on the first day
    columns["late_days"][:2] = [3.0, 3.0]
    columns["statements"][:2] = [2.0, 2.0]
    columns["coop_id"][3] = columns["coop_id"][2]
    states = outcomes["state"].to_pylist()
    screening = screened(
        small_spec(),
        matrix_of(columns),
        outcomes_of(columns, states),
        settings=replace(SETTINGS, copies_known=4),
    )
    (twice,) = screening.found("warn", "repeated_rows")
    (copies,) = screening.found("warn", "copies")
    assert twice.figures == {"rows": 1, "cooperatives": ["uk:R000002"]}
    assert copies.figures["first"] == ["uk:R000000", "uk:R000001"]
    assert screening.found("stop") == ()
