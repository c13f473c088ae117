"""One validation of the small world of the models' tests, measured once for this folder."""

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "models"))
sys.path.insert(0, str(Path(__file__).parent))

from made_world import matrix_of, small_spec, world
from rated_world import rated_report

from models.inputs import inputs_of
from models.runs.validate import validate
from models.sample import sample_of
from models.screen import screen
from models.validation.settings import settings_of
from serving.reports.files import files_of
from serving.validation import Validation

UNTIL = date(2017, 6, 1)


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
    report = {**found.report, "standing": None}
    return Validation(spec=spec, report=report, kind=found.decision.kind, until=UNTIL)
