"""What is claimed of silence beside the truth, on rows that are drawn with both."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks import dormancy_truth, dormancy_world, uk_hazard
from benchmarks.dormancy_truth import Judged, judged_days, two_cycles_on
from benchmarks.sector_pass import days_of
from coopscore.calendar import jalali
from features.ends import OTHER
from features.facts import MemoryFacts
from models.spec import load_spec
from serving.i18n import Words
from serving.pages.results_page import Telling

DAY = date(2023, 10, 22)
COOPERATIVES = 1_200


def sector(seed, n=20_000, stretch=1.0):
    """Rows whose told log-odds are the true ones times `stretch`."""
    draw = np.random.default_rng(seed)
    margin = draw.normal(-2.5, 0.9, n)
    first = 1 / (1 + np.exp(-margin))
    told = 1 / (1 + np.exp(-stretch * margin))
    after = 0.8 * told
    two = 1 - (1 - told) * (1 - after)
    came = draw.random(n) < first
    later = draw.random(n) < 0.8 * first
    months = np.where(came, 12.0, np.where(later, 24.0, 25.0))
    silent = np.column_stack([told] * 12 + [two])
    return Judged(
        seed=seed, days=(DAY,), y=came.astype(np.int64), probability=told, margin=margin,
        ceiling=margin + draw.normal(0, 0.01, n), truth=first, two_on=DAY, silent=silent,
        months=months,
    )  # fmt: skip


def values(lines, figure):
    return {line.of: line.value for line in lines if line.figure == figure}


def test_what_is_told_by_the_truth_has_a_slope_of_one_and_twice_as_far_apart_one_of_a_half():
    assert sector(1).slopes == pytest.approx((1, 1), abs=0.08)
    first, _ = sector(1, stretch=2.0).slopes
    assert first == pytest.approx(0.5, abs=0.04)


def test_curves_of_their_own_are_better_than_one_curve_for_all():
    one = sector(1)
    assert one.brier(one.silent) < one.brier(one.alike)
    assert one.uno > 0.6
    assert 0 < one.brier(one.silent) < 0.25


def test_what_ours_lack_beside_the_ceiling_is_told_and_asked():
    lines = dormancy_truth.ranking([sector(1), sector(2)])
    assert abs(values(lines, "auc_lost")["truth_ours"]) < 0.002
    (asked,) = [line for line in lines if line.figure == "auc_lost"]
    assert asked.most == dormancy_truth.MOST_LOST


def test_days_are_judged_whose_outcomes_are_known_and_one_of_them_by_two_cycles():
    spec = load_spec("dormancy")
    assert judged_days(spec) == tuple(jalali(year, 7, 30) for year in range(1400, 1404))
    assert two_cycles_on(spec) == jalali(1402, 7, 30)


def test_figures_are_said_in_both_languages():
    sectors = [sector(1, 2_000), sector(2, 2_000)]
    lines = [
        *dormancy_truth.counts(sectors), *dormancy_truth.ranking(sectors),
        *dormancy_truth.calibration(sectors),
    ]  # fmt: skip
    found = {"name": "dormancy_truth", "commit": "0" * 12, "notes": []}
    found["lines"] = [line.content() for line in lines]
    for lang in ("en", "fa"):
        (section,) = Telling(Words(lang)).sections({"parts": [found]})
        assert len(section.rows) == len(lines)
        assert all(row.value for row in section.rows)


def test_a_nation_drawn_in_parts_holds_the_rows_of_a_sector_drawn_at_once():
    spec = replace(load_spec("dormancy"), features=("status.age_years",))
    days = days_of(spec, judged_days(spec)[0])
    rows = dormancy_world.nation(spec, days, COOPERATIVES, 11, workers=1)
    world = dormancy_world.dormancy_world(spec, COOPERATIVES, 11)
    here = np.isin(world.rows.matrix.table["as_of"].to_numpy(), rows.matrix.table["as_of"])
    same = world.rows.matrix.table.filter(pa.array(here))
    assert rows.matrix.table.select(same.column_names).equals(same.combine_chunks())
    own = world.rows.matrix.table["months_to_grid_day"].to_numpy() == 12
    told = ~np.isnan(world.truth)
    # All days between have no true probability; 30 Mehr has one of nearly everybody.
    assert told[here & own].mean() > 0.95
    assert not told[~np.isin(world.rows.matrix.table["as_of"].to_numpy(), days_of_mehr(spec))].any()


def days_of_mehr(spec):
    return np.array([*days_of(spec, jalali(1404, 12, 29))], dtype="datetime64[D]")


def test_the_first_change_of_a_kind_ends_a_cooperative_as_far_as_it_was_known(drawn_status):
    facts = drawn_status(
        ("A", "r1", 1, False, date(2015, 1, 1), date(2015, 2, 1), "unknown"),
        ("A", "r2", 1, False, date(2014, 1, 1), date(2016, 2, 1), "dissolved"),
        ("B", "r1", 1, False, date(2015, 1, 1), date(2015, 2, 1), "dissolved"),
        ("B", "r1", 2, True, date(2015, 1, 1), date(2015, 3, 1), "dissolved"),
        ("C", "r1", 1, False, date(2015, 1, 1), date(2015, 2, 1), "registered"),
    )
    causes = {"unknown": uk_hazard.CAUSE, "dissolved": OTHER}

    def told(until):
        rows = uk_hazard.ends_by(facts, causes, until).to_pylist()
        return {row["coop_id"]: (row["ended"].year, row["cause"]) for row in rows}

    assert told(date(2015, 2, 1)) == {"A": (2015, uk_hazard.CAUSE), "B": (2015, OTHER)}
    assert told(date(2017, 1, 1)) == {"A": (2014, OTHER)}


@pytest.fixture
def drawn_status():
    def facts(*rows):
        names = ("coop_id", "record_id", "version", "voided", "happened", "known", "to_code")
        columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
        return MemoryFacts({"status_event": pa.table(columns)}, 1)

    return facts
