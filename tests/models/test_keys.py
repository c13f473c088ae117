"""Each key of a spec takes what it says it takes, and nothing else."""

from datetime import UTC, date, datetime
from math import inf
from pathlib import Path

import pytest

from coopscore.calendar import Months
from models.keys import KEYS, NotAllowed, flat, read_bound, read_keys

ROOT = Path(__file__).resolve().parents[2]

TAKEN = [
    ("name", "exit_2", "exit_2"),
    ("title.fa", "انحلال", "انحلال"),
    ("horizon", "12 months", Months(12)),
    ("maturity", "0 months", Months(0)),
    ("calendar", "jalali", "jalali"),
    ("features", ["filings.*", "age_years"], ("filings.*", "age_years")),
    ("time.first_as_of", date(2011, 6, 1), date(2011, 6, 1)),
    ("time.first_as_of", "2011-06-01", date(2011, 6, 1)),
    ("time.folds", 5, 5),
    ("booster.learning_rate", 1, 1.0),
    ("booster.reg_lambda", 0, 0.0),
    ("calibration.interval", 0.5, 0.5),
    ("booster.extra_trees", True, True),
    ("logistic.monotone", "none", "none"),
    ("rule.risk", "falls", "falls"),
    ("champion.kinds", ["logistic", "booster"], ("booster", "logistic")),
    ("champion.kinds", ["logistic", "blend"], ("blend", "logistic")),
    ("champion.lead", "blend", "blend"),
    ("blend.linear", 2, 2.0),
    ("acceptance.auc", " >= 0.70 ", ">= 0.70"),
    ("search.choose", "best", "best"),
    ("search.num_leaves", [3, 63], (3, 63)),
    ("search.subsample", [1, 1], (1.0, 1.0)),
    ("search.fits", [5, 1], (1, 5)),
]
REFUSED = [
    ("name", "Exit"),
    ("name", "../exit"),
    ("name", 3),
    ("title.en", "  "),
    ("title.en", 3),
    ("horizon", "0 months"),
    ("horizon", 12),
    ("horizon", "601 months"),
    ("calendar", "hebrew"),
    ("calendar", ["jalali"]),
    ("features", []),
    ("features", "filings.*"),
    ("features", ["filings.*", "filings.*"]),
    ("features", ["filings; drop"]),
    ("features", [3]),
    ("time.first_as_of", "2011-02-29"),
    ("time.first_as_of", datetime(2011, 6, 1, tzinfo=UTC)),
    ("time.folds", 0),
    ("time.folds", 2.0),
    ("time.folds", True),
    ("booster.learning_rate", 0),
    ("booster.learning_rate", float("nan")),
    ("booster.subsample", 1.01),
    ("booster.monotone", "yes"),
    ("booster.extra_trees", 1),
    ("booster.max_depth", -1),
    ("logistic.min_bin_share", 0.6),
    ("additive.validation_share", 0.9),
    ("rule.risk", "none"),
    ("champion.kinds", "booster"),
    ("champion.kinds", []),
    ("champion.lead", "logistic"),
    ("blend.booster", 0),
    ("linear.reg_lambda", 0),
    ("champion.kinds", ["booster", "oracle"]),
    ("champion.kinds", ["booster", ["logistic"]]),
    ("champion.kinds", ["booster", "booster"]),
    ("calibration.method", "isotonic"),
    ("calibration.min_events", 9),
    ("acceptance.auc", "0.70"),
    ("acceptance.auc", "0.8 .. 0.7"),
    ("acceptance.auc", 0.7),
    ("search.choose", "luckiest"),
    ("search.num_leaves", 15),
    ("search.num_leaves", [3]),
    ("search.num_leaves", [63, 3]),
    ("search.num_leaves", [3.5, 63]),
    ("search.budget", [0, 3]),
    ("search.fits", []),
    ("search.fits", [1, 1]),
    ("search.fits", 3),
]


@pytest.mark.parametrize(("key", "written", "read"), TAKEN)
def test_a_key_reads_what_it_allows(key, written, read):
    assert KEYS[key](written) == read


@pytest.mark.parametrize(("key", "written"), REFUSED)
def test_a_key_refuses_the_rest_and_says_what_it_takes(key, written):
    with pytest.raises(NotAllowed, match=r"\S"):
        KEYS[key](written)


def test_bounds_are_read_in_their_three_forms():
    assert read_bound(">= 0.70") == (0.70, inf)
    assert read_bound("<=0.25") == (-inf, 0.25)
    assert read_bound("-0.1 .. 0.1") == (-0.1, 0.1)


def test_tables_become_dotted_keys():
    assert flat({"a": 1, "b": {"c": 2, "d": {"e": 3}}}) == {"a": 1, "b.c": 2, "b.d.e": 3}


def test_unknown_keys_are_left_to_be_named_as_such():
    assert read_keys({"colour": "red", "name": "exit"}) == ({"name": "exit"}, [])


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_explained(key):
    assert f"| `{key}` |" in (ROOT / "docs" / "specs.md").read_text("utf-8")
