"""Juries dealt out and gaming planted, in worlds small enough for a test."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks import award_gaming, award_jury
from benchmarks.award_gaming_plants import PLANTS
from models.awards.gaming import gaming_signs
from serving.i18n import Words
from serving.pages.results_page import Telling


def test_entries_are_dealt_so_that_each_juror_marks_as_many_and_nobody_twice():
    panel = award_jury.dealt(np.random.default_rng(1))
    assert np.bincount(panel.ravel()).tolist() == [75] * 12
    assert all(len(set(row)) == 3 for row in panel.tolist())


@pytest.fixture(scope="module")
def runs():
    return award_jury.runs(8.0, count=3, workers=1)


def test_among_severe_jurors_correcting_brings_the_better_to_the_top(runs):
    found = runs
    assert np.mean([one.corrected - one.raw for one in found]) > 0.05
    assert all(one.jury == 12 and one.off <= award_jury.NEAR for one in found)
    assert np.mean([one.known for one in found]) >= np.mean([one.corrected for one in found]) - 0.1


@pytest.fixture(scope="module")
def sector():
    return award_gaming.drawn(7, cooperatives=2_000)


def test_templates_of_the_make_believe_registry_are_found_and_others_left_alone(sector):
    told = award_gaming.tallied(
        sector, [(day, number) for number, day in award_gaming.EDITIONS.items()]
    )
    tally = told[award_gaming.ALL]
    assert tally.planted > 5
    assert tally.found / tally.planted >= award_gaming.LEAST_FOUND
    assert tally.false / tally.honest <= award_gaming.MOST_FALSE


@pytest.mark.parametrize("kind", PLANTS)
def test_what_is_planted_into_honest_papers_changes_them_alone_and_most_of_it_is_found(
    sector, kind
):
    day = award_gaming.EDITIONS[20]
    who, gamed = award_gaming.filed_by(sector, day)
    honest = sorted(who - gamed)
    planted = PLANTS[kind](sector.papers, honest, day, np.random.default_rng(1))
    assert planted.who
    assert planted.who <= set(honest)
    found = {one.coop_id for one in gaming_signs(planted.papers, sorted(who), cut_off=day)}
    before = {one.coop_id for one in gaming_signs(sector.papers, sorted(who), cut_off=day)}
    assert len(found & planted.who) > 0.5 * len(planted.who)
    assert found - planted.who <= before


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_every_figure_of_the_two_has_words(sector, runs, lang):
    told = [award_gaming.tallied(sector, [(award_gaming.EDITIONS[20], 20)])]
    lines = [line for name in award_jury.SEVERITIES for line in award_jury.lines_of(name, runs)]
    lines += [award_jury.Line(figure=one, of="all_mark_all", value=1.0)
              for one in ("jury_equal", "jury_moved")]  # fmt: skip
    for name in (award_gaming.ALL, award_gaming.ENTRANTS):
        lines += award_gaming.lines_of(told, name, asked=False)
    lines += [award_jury.Line(figure="gaming_found", of=one, value=1.0) for one in PLANTS]
    lines.append(award_jury.Line(figure="gaming_placebo", of=award_gaming.ALL, value=0.0))
    parts = [
        {"name": name, "commit": "0", "notes": (), "lines": [line.content() for line in lines]}
        for name in ("award_jury", "award_gaming")
    ]
    for section in Telling(Words(lang)).sections({"parts": parts}):
        assert len(section.rows) == len(lines)
