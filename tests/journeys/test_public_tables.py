"""The public tables are read as they are described, and compared on the same rows."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks import public_american, public_tables, results
from serving.i18n import Words
from serving.pages.results_page import Telling

ITEMS = "current_assets,total_assets,net_sales,total_operating_expenses"

WINDOWS = f"""cik,fyear,company_name,tic,status_label,{ITEMS},status
7,2001,A,A,alive,5,10,20,1,0
7,2002,A,A,alive,5,20,20,2,0
9,2001,B,B,failed,1,4,8,3,1
9,2002,B,B,failed,1,5,8,4,1
"""


def test_a_firm_is_one_row_of_shares_of_each_years_total_assets(tmp_path):
    path = tmp_path / "2_train.csv"
    path.write_text(WINDOWS)
    firms = public_tables.american(path, years=2)
    assert firms.ids.tolist() == [7, 9]
    assert firms.y.tolist() == [0, 1]
    assert firms.X["current_assets_1"].tolist() == [5 / 20, 1 / 5]
    assert firms.X["net_sales_2"].tolist() == [20 / 10, 8 / 4]
    assert firms.X["total_assets_1"].tolist() == [20, 5]
    assert firms.X.shape == (2, 8)


@pytest.mark.parametrize("name", ["rating", "lgbm", "lr"])
def test_every_model_takes_text_and_missing_values(name):
    draw = np.random.default_rng(4)
    X = pd.DataFrame({"n": draw.normal(size=200), "c": pd.Series(["a", "b"] * 100, dtype="str")})
    y = (X["n"] + (X["c"] == "a") + draw.normal(size=200) > 0.5).astype(int).to_numpy()
    X.loc[::7, "n"] = np.nan
    found = public_tables.told(name, X[:150], y[:150], X[150:])
    assert public_tables.metrics.auc(y[150:], found) > 0.6


def test_the_standard_error_of_splits_counts_the_rows_they_share():
    values = np.array([0.7, 0.8, 0.9])
    line = public_tables.mean_line("auc_of_splits", values, 0.1, of="german_folds", beside={})
    error = 0.1 * np.sqrt(1 / 3 + 1 / 9)
    assert line.beside["standard_error"] == pytest.approx(error)
    assert_allclose([line.low, line.high], [0.8 - 4.302653 * error, 0.8 + 4.302653 * error])


def test_events_expected_are_held_against_those_observed():
    y, told = np.array([1, 0, 0, 0]), np.array([0.2, 0.2, 0.1, 0.0])
    assert public_american.expected_over_observed(y, told) == pytest.approx(0.5)


def test_moving_a_probability_to_its_own_share_changes_nothing():
    told = np.array([0.1, 0.5])
    assert_allclose(public_american._moved(told, 0.2, 0.2), told)
    assert_array_equal(public_american._moved(told, 0.2, 0.02) < told, True)


def test_what_is_found_can_be_told_in_both_languages():
    firms = [_firms(seed) for seed in (1, 2)]
    lines = [line.content() for line in public_american._window(4, *firms)]
    part = {"name": "public_american", "commit": "0" * 12, "lines": lines, "notes": []}
    for lang in ("en", "fa"):
        (section,) = Telling(Words(lang)).sections({"parts": [part]})
        assert len(section.rows) == 6


def test_the_level_is_the_stated_one_whatever_the_tests_outcomes_are():
    train, test = _firms(1), _firms(2)
    turned = replace(test, y=1 - test.y)
    expected = []
    for one in (test, turned):
        (line,) = (
            line
            for line in public_american._window(4, train, one)
            if line.figure == "expected_over_observed"
        )
        expected.append([told * one.y.mean() for told in (line.value, *line.beside.values())])
    assert_allclose(*expected)


def _firms(seed):
    draw = np.random.default_rng(seed)
    X = pd.DataFrame({"a": draw.normal(size=150), "b": draw.normal(size=150)})
    y = (X["a"] + draw.normal(size=150) > 1).astype(int).to_numpy()
    return public_tables.Firms(X=X, y=y, ids=np.arange(150).astype(object))


@pytest.mark.shared
@pytest.mark.skipif(not results.DATA.is_dir(), reason="the public tables are not here")
def test_the_tables_have_the_rows_and_events_of_their_description():
    folder = results.DATA / "polish-bankruptcy"
    polish = [public_tables.polish(folder / f"{years}year.arff") for years in (1, 5)]
    assert [(X.shape, int(y.sum())) for X, y in polish] == [((7027, 64), 271), ((5910, 64), 410)]
    X, y = public_tables.german(results.DATA / "german-credit" / "german.data")
    assert (X.shape, int(y.sum())) == ((1000, 20), 300)
    firms = public_tables.american(results.DATA / "american-bankruptcy" / "3_train.csv.gz", 3)
    assert (firms.X.shape, int(firms.y.sum())) == ((2913, 54), 354)


def test_every_public_part_names_its_folder():
    asked = [results.PARTS[f"public_{name}"].folder for name in ("polish", "german", "american")]
    assert asked == ["polish-bankruptcy", "german-credit", "american-bankruptcy"]
