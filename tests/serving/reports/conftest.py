"""One validation of the small world of the models' tests, measured once for this folder."""

import json
import sys
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "models"))
sys.path.insert(0, str(Path(__file__).parent))

from made_world import matrix_of, small_spec, world
from rated_world import rated_report

from models.hazard.agreement import Draws, agreements
from models.inputs import inputs_of
from models.runs.validate import validate
from models.sample import sample_of
from models.screen import screen
from models.validation.settings import settings_of
from serving.reports.files import files_of
from serving.validation import Validation

UNTIL = date(2017, 6, 1)


def told_cycles():
    """A curve measured but for six months, and a register beside silence in two provinces."""
    rng = np.random.default_rng(9)
    silent, found = rng.random(400) < 0.3, rng.random(400) < 0.5
    whose = np.array([f"co-op {number}" for number in range(400)], dtype=object)
    provinces = np.array(["21"] * 380 + [""] * 20, dtype=object)
    draws = Draws(draws=40, seed=1, level=0.95, least=10)
    spans = [
        agreements(silent, silent & found & late, whose, provinces, ~found, draws)
        for late in (rng.random(400) < 0.5, True)
    ]
    slope = {"slope": 1.04, "slope_se": 0.11, "rows": 310, "events": 71}
    return {
        "curve": {"6": None, "12": slope, "24": {**slope, "slope": 0.93}},
        "register": [
            {"months": months, **{by: _plain(groups) for by, groups in span.items()}}
            for months, span in zip((24, 36), spans, strict=True)
        ],
    }


def _plain(groups):
    return {name: asdict(one) for name, one in groups.items()}


@pytest.fixture(scope="session")
def rated():
    """The report of a rating, as its file holds it."""
    return json.loads(json.dumps(rated_report()))


@pytest.fixture(scope="session")
def rated_files(rated):
    """Its files in both languages."""
    return files_of(rated)


@pytest.fixture(scope="session")
def validation():
    """A validation with folds of enough and of too few events, and a real screening."""
    (matrix, outcomes), spec = world(), small_spec()
    table = matrix.table.filter([day == UNTIL for day in matrix.table["as_of"].to_pylist()])
    columns = {name: table[name].to_pylist() for name in table.column_names}
    present, inputs = matrix_of(columns, matrix.features), inputs_of(matrix)
    sample = sample_of(matrix, outcomes, inputs, spec.training_days(UNTIL))
    screening = screen(
        spec, matrix, outcomes, inputs=inputs, sample=sample, folds=spec.walk(sample.days),
        until=UNTIL, present=present, settings=spec.screen,
    )  # fmt: skip
    few = replace(
        settings_of(spec), draws=40, slice_draws=10, list_draws=10, min_events=29, sizes=("age",)
    )
    found = validate(
        spec, matrix, outcomes, until=UNTIL, present=present, screening=screening, settings=few
    )
    report = {**found.report, "standing": None, "cycles": told_cycles()}
    return Validation(spec=spec, report=report, kind=found.decision.kind, until=UNTIL)
