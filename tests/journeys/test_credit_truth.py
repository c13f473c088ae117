"""What is claimed of ratings beside the truth, on sectors that are drawn with both."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from sklearn.metrics import roc_auc_score

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks import credit_truth
from benchmarks.credit_rated import Judged, judged_days
from benchmarks.credit_world import credit_world, nation
from models.rating_tests.rows import RatedRows
from models.spec import load_spec
from serving.i18n import Words
from serving.pages.results_page import Telling

DAY = date(2024, 10, 21)
GRADES = ("A1", "A2", "A3", "B1")


def sector(seed, n=2000, level=1.0):
    """Rows whose told probability is the true one times `level`, within a fifth of it each way."""
    draw = np.random.default_rng(seed)
    truth = draw.uniform(0.01, 0.2, n)
    told = truth * level
    return Judged(
        seed=seed,
        rated=RatedRows(
            y=(draw.random(n) < truth).astype(np.int64), probability=told,
            margin=np.log(told / (1 - told)), grade=np.minimum((truth * 20).astype(np.int64), 3),
            coop_id=np.array([f"ir:{row:08d}" for row in range(n)], dtype=object),
            as_of=np.array([DAY] * n, dtype=object), grades=GRADES,
            groups={"group": np.array(["agriculture", "services"] * (n // 2), dtype=object)},
        ),
        truth=truth, ceiling=truth + draw.normal(0, 0.01, n), low=0.8 * told, high=1.2 * told,
    )  # fmt: skip


def values(lines, figure):
    return {line.of: line.value for line in lines if line.figure == figure}


def test_bins_are_covered_where_what_was_told_is_true_and_not_where_it_is_half_of_it():
    right, half = sector(1), sector(2, level=0.5)
    assert set(values(credit_truth.coverage([right]), "covered").values()) == {1.0}
    assert set(values(credit_truth.coverage([half]), "covered").values()) == {0.0}
    both = credit_truth.coverage([right, half])
    assert values(both, "covered")["truth_cells"] == 0.5
    assert values(both, "covered_own")["truth_judged"] == 0.5
    assert values(both, "cells") == {"truth_cells": 2 * 2 * 10}  # 1,000 rows a group, 100 a bin


def test_a_level_of_half_the_truth_is_told_by_the_portfolio_tests():
    lines = credit_truth.level([sector(2), sector(3, level=0.5)])
    jeffreys = values(lines, "jeffreys_p")
    assert jeffreys["truth_seed_2"] > 0.05
    assert jeffreys["truth_seed_3"] < 0.001
    assert values(lines, "jeffreys_seeds") == {"truth_judged": 1}
    assert max(values(lines, "trend_p").values()) < 0.001
    assert set(values(lines, "inverted_grades").values()) == {0}


def test_what_is_lost_is_the_ceiling_less_ours():
    sectors = [sector(seed) for seed in (1, 2, 3)]
    lines = credit_truth.ranking(sectors)
    lost = values(lines, "auc_lost")["truth_ours"]
    means = values(lines, "auc_of_seeds")
    assert lost == pytest.approx(means["truth_ceiling"] - means["truth_ours"], abs=1e-12)
    assert means["truth_own"] == means["truth_ours"]  # what is told rises with the truth


def test_rows_without_a_truth_count_in_level_and_ranking_and_are_told():
    whole = sector(1)
    late = np.arange(2000) < 20
    some = replace(whole, truth=np.where(late, np.nan, whole.truth))
    rows, _ = credit_truth.counts([some])
    assert (rows.value, rows.beside) == (2000, {"truth_untold": 20})
    assert some.auc(some.rated.margin) == whole.auc(whole.rated.margin)
    assert some.auc(some.truth) == pytest.approx(
        roc_auc_score(whole.rated.y[20:], whole.truth[20:])
    )
    assert credit_truth.level([some]) == credit_truth.level([whole])
    # Ten of either group less: 990 rows, nine bins of a hundred or more.
    assert values(credit_truth.coverage([some]), "cells") == {"truth_cells": 2 * 9}
    assert set(values(credit_truth.coverage([some]), "covered").values()) == {1.0}
    assert values(credit_truth.coverage([some]), "covered_own") == {"truth_judged": 1.0}


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_every_line_has_words(lang):
    sectors = [replace(sector(seed), seed=seed) for seed in credit_truth.SEEDS]
    lines = [
        *credit_truth.counts(sectors), *credit_truth.ranking(sectors),
        *credit_truth.coverage(sectors), *credit_truth.level(sectors),
    ]  # fmt: skip
    part = {
        "name": "credit_truth", "commit": "0" * 12, "notes": [],
        "lines": [line.content() for line in lines],
    }  # fmt: skip
    (section,) = Telling(Words(lang)).sections({"parts": [part]})
    assert len(section.rows) == len(lines)


def test_a_world_is_the_same_drawn_at_once_or_part_by_part_and_has_its_truth():
    whole, parts = credit_world(600, 11).rows, nation(600, 11, workers=1)
    assert parts.matrix.hash == whole.matrix.hash
    assert parts.outcomes.equals(whole.outcomes)
    for name in ("probability", "provinces", "groups"):
        assert_array_equal(getattr(parts, name), getattr(whole, name))
    known = whole.probability[whole.known]
    assert len(known) == len(whole.sample)
    assert np.isnan(known).mean() < 0.05
    assert 0 < np.nanmin(known) < np.nanmax(known) < 1
    # Outcomes follow the truth: within four standard errors of their sum.
    told = ~np.isnan(known)
    p, y = known[told], whole.sample.y[told]
    assert abs(y.sum() - p.sum()) < 4 * np.sqrt((p * (1 - p)).sum())


def test_the_newest_four_days_are_judged():
    days = judged_days(load_spec("credit"))
    assert [day.year for day in days] == [2021, 2022, 2023, 2024]
