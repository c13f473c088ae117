"""No risk may follow the effort of an office: one county's visits are doubled, and scored again.

`make results` asks the same of 20,000 co-operatives and five seeds (part `effort_blind`).
"""

import sys
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks import effort_blind
from benchmarks.effort_blind import LEAST_NAIVE, MOST_MARGIN, MOST_RISK, PIPELINES, WORLDS, Move
from features.peers import parts
from features.values import Open, OpenDays, columns, primitives
from models.inputs import features_of
from models.spec import load_spec
from serving.i18n import Words
from serving.pages.results_page import Telling

SPECS = sorted(
    path.stem
    for path in (Path(__file__).resolve().parents[2] / "models" / "specs").glob("*.toml")
    if path.stem != "master_scale"
)
# What offices write of what they see: each row is there because somebody came.
OF_VISITS = {"supervision_act", "warning"}
# Banks ask what is open against a borrower; what that costs in blindness stands in the results.
OF_FINDINGS = {"credit", "credit_applicants", "credit_warning"}
# Who looks, how often and why: of any table that has it.
OF_OFFICES = {
    "inspector_key", "planned", "art5", "found_active", "supervised", "evidence_kind", "county",
    "province", "campaign_id",
}  # fmt: skip
SEED, COOPERATIVES = 11, 2_000


def asked(name):
    """Everything that the values of a spec's features ask of the record."""
    values = [one for feature in features_of(load_spec(name)) for one in parts(feature.value)]
    return [one for value in values for one in primitives(value)]


@pytest.mark.parametrize("name", SPECS)
def test_no_spec_reads_inspector_number_or_recency_of_visits(name):
    for value in asked(name):
        assert not columns(value) & OF_OFFICES, value
        if value.rows.table in OF_VISITS:
            assert name in OF_FINDINGS, f"{name} reads {value}"
        if value.rows.table == "supervision_act":
            # What was found and is open: not that somebody came, nor when.
            assert isinstance(value, Open | OpenDays), value
            assert "clean" not in dict(value.rows.conditions)["outcome"], value


@pytest.fixture(scope="module")
def spec():
    """The spec on yearly days and by its booster alone, which is a second's work."""
    whole = load_spec("dormancy")
    content = whole.content()
    time = {name: said for name, said in content["time"].items() if name != "between"}
    champion = {**content["champion"], "kinds": ["booster", "logistic", "rule"], "lead": "booster"}
    left = {name: said for name, said in content.items() if name != "blend"}
    return type(whole).of({**left, "time": time, "champion": champion}, "dormancy")


@pytest.fixture(scope="module")
def twice(spec):
    draws = effort_blind.drawn_twice(WORLDS["trap"], SEED, COOPERATIVES)
    return effort_blind.rows_of(spec, draws, PIPELINES)


@pytest.fixture(scope="module")
def moves(spec, twice):
    return {
        pipeline: effort_blind.move_of(spec, twice, "trap", SEED, pipeline)
        for pipeline in PIPELINES
    }


def keyed(sample):
    """Inputs and outcome by co-operative and day."""
    return sample.X.assign(outcome=sample.y).set_axis(
        pd.MultiIndex.from_arrays([sample.coop_ids, sample.as_ofs]), axis=0
    )


def test_doubled_effort_doubles_the_visits_of_one_county_and_leaves_the_outcomes(twice):
    assert 1.8 < twice.visits < 2.2
    before, after = (keyed(one) for one in (twice.usual, twice.more))
    both = before.index.intersection(after.index)
    # What a visit finds may call one dormant a year sooner: then it is no longer asked about.
    assert len(both) > 0.99 * max(len(before), len(after))
    before, after = before.loc[both], after.loc[both]
    assert before["outcome"].equals(after["outcome"])
    inside = both.get_level_values(0).isin(twice.inside)
    for name in (one.name for one in effort_blind.NAIVE):
        assert before[name][~inside].equals(after[name][~inside]), name
        assert not before[name][inside].equals(after[name][inside]), name


def test_the_risk_of_silence_does_not_follow_doubled_effort(moves):
    blind = moves["blind"]
    assert blind.rows > 100
    assert blind.auc > 0.6  # a model that tells nobody apart would be blind to all
    for margin, risk in ((blind.margin, blind.risk), (blind.own_margin, blind.own_risk)):
        assert abs(margin) < MOST_MARGIN
        assert abs(risk) < MOST_RISK


def test_the_trap_is_planted_a_model_that_reads_visits_walks_into_it(moves):
    assert moves["naive"].margin >= LEAST_NAIVE
    assert moves["naive"].own_margin > MOST_MARGIN
    assert moves["naive"].risk > MOST_RISK


def test_what_inspectors_find_follows_their_effort_and_so_is_no_input(spec, moves):
    assert moves["found"].margin > MOST_MARGIN
    blind = set(effort_blind.names_of(spec, "blind"))
    found = set(effort_blind.names_of(spec, "found")) - blind
    assert found == {
        "findings_open", "findings_open_days", "severe_findings_open", "warnings_12m",
        "warnings_36m",
    }  # fmt: skip


def move(world, pipeline, seed):
    numbers = {one.name: 0.6 + seed / 100 for one in fields(Move) if one.type in ("float", float)}
    return Move(seed=seed, world=world, pipeline=pipeline, rows=10, **numbers)


@pytest.fixture(scope="module")
def five():
    return [
        move(world, pipeline, seed)
        for world in WORLDS
        for pipeline in (*PIPELINES, *(("credit",) if world == "drawn" else ()))
        for seed in effort_blind.SEEDS
    ]


def met(line):
    return (line.most is None or line.value <= line.most) and (
        line.least is None or line.value >= line.least
    )


def test_one_sector_that_moves_too_far_fails_the_line(five):
    lines = {(line.figure, line.of): line for line in effort_blind.lines_of(five)}
    assert not met(lines["effort_margin", "effort_trap_blind"])
    assert met(lines["effort_margin", "effort_trap_naive"])
    still = [
        replace(one, margin=0.0, risk=0.0, own_margin=0.0, own_risk=0.0)
        if one.pipeline == "blind" or one.seed == 3
        else one
        for one in five
    ]
    lines = {(line.figure, line.of): line for line in effort_blind.lines_of(still)}
    assert met(lines["effort_margin", "effort_trap_blind"])
    assert not met(lines["effort_margin", "effort_trap_naive"])  # in seed 3 nothing was planted


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_every_line_has_words(five, lang):
    lines = effort_blind.lines_of(five)
    part = {
        "name": "effort_blind", "commit": "0" * 12, "notes": [],
        "lines": [line.content() for line in lines],
    }  # fmt: skip
    (section,) = Telling(Words(lang)).sections({"parts": [part]})
    assert len(section.rows) == len(lines)
