"""The small world as a rating's validation meets it: witnesses, overrides, and a quick report."""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pyarrow as pa
from made_world import matrix_of, small_spec, world

from models.inputs import inputs_of
from models.runs.validate import validate
from models.sample import sample_of
from models.screen import screen
from models.spec_tables import RatingSettings
from models.validation.credit import Beside
from models.validation.credit_settings import credit_settings_of
from models.validation.replay import Replay
from models.validation.settings import settings_of

UNTIL = date(2017, 6, 1)
RATING = RatingSettings(
    anchor="long_run", on="pooled_folds", refits=10, by="branch", bins=3, members=100,
    prudence=0.75, widest=6, seed=1404,
)  # fmt: skip
PROVINCES = ("11", "22", "23")


def rated_spec(**more):
    """The small spec with a rating, two kinds, and few trees."""
    spec = replace(small_spec(kinds=("booster", "rule"), n_estimators=15), rating=RATING)
    return replace(spec, **more)


def few_draws(spec, **more):
    """Settings that are quick and say nothing that a test does not look at."""
    own = {"draws": 20, "refits": 2, "rewalks": 2, "seeds": 1, "dots": 20, "simulations": 50}
    return replace(credit_settings_of(spec), **{**own, "sizes": 2, "powers": 2, **more})


def witnesses_of(matrix):
    """Province and women's co-operatives by the co-operative's number; some are unknown."""
    ids = matrix.table["coop_id"].to_pylist()
    number = [int(one[-6:]) for one in ids]
    return pa.table(
        {
            "coop_id": ids,
            "as_of": matrix.table["as_of"].to_pylist(),
            "province": [PROVINCES[n % 3] if n % 10 else None for n in number],
            "is_women": [1.0 if n % 2 else 0.0 for n in number],
        }
    )


def present_of(matrix):
    """The rows of the day that is scored."""
    rows = [day == UNTIL for day in matrix.table["as_of"].to_pylist()]
    table = matrix.table.filter(rows)
    columns = {name: table[name].to_pylist() for name in table.column_names}
    return matrix_of(columns, matrix.features)


def overrides_of(matrix):
    """Of every day one co-operative was given A1, one of them again, and another E3."""
    days = sorted(set(matrix.table["as_of"].to_pylist()))
    rows = [("uk:R000001", "A1"), ("uk:R000002", "E3"), ("uk:R000001", "A1")]
    return pa.Table.from_pylist(
        [
            {"coop_id": who, "as_of": day, "to_grade": grade, "reason": "new_facts"}
            for who, grade in rows
            for day in days
        ]
    )


def other_outcomes(outcomes):
    """By a label that looks closer: every second event is one, every seventh row nobody can tell,
    and every eleventh of those without the event has it."""
    rows = enumerate(outcomes["state"].to_pylist())
    said = [_other(at, state) for at, state in rows]
    return outcomes.select(["coop_id", "as_of"]).append_column("state", pa.array(said))


def _other(at, state):
    if state == "event":
        return "event" if at % 2 else "indeterminate"
    if at % 7 == 0:
        return "censored"
    return "event" if state == "none" and at % 11 == 0 else state


def replayed_scores(**more):
    """Three of nine stored scores, worked out again to the byte."""
    stored = np.array([[0.1, 0.05, 0.2, 500.25], [0.2, 0.1, 0.3, 450], [0.3, 0.2, 0.4, 400]])
    known = np.array([["2017-01-02"], ["2017-06-01"], ["NaT"]], dtype="datetime64[D]")
    told = {"stored": stored, "again": stored.copy(), "known": known}
    return Replay(version="exit-0123456789ab", as_of=UNTIL, scores=9, **{**told, **more})


def validated(spec=None, *, present=True, watched=True, few=None, **beside):
    """The report of a validation of the small world."""
    spec = spec or rated_spec()
    matrix, outcomes = world()
    now = present_of(matrix) if present else None
    inputs = inputs_of(matrix)
    sample = sample_of(matrix, outcomes, inputs, spec.training_days(UNTIL))
    screening = screen(
        spec, matrix, outcomes, inputs=inputs, sample=sample, folds=spec.walk(sample.days),
        until=UNTIL, present=now, settings=spec.screen,
    )  # fmt: skip
    own = replace(
        settings_of(spec), draws=20, slice_draws=5, list_draws=5, min_events=29, sizes=("age",)
    )
    more = Beside(
        witnesses=witnesses_of(matrix) if watched else None,
        settings=few or few_draws(spec),
        **beside,
    )
    return validate(
        spec, matrix, outcomes, until=UNTIL, present=now, screening=screening, settings=own,
        beside=more,
    ).report  # fmt: skip


@cache
def rated_report():
    """One report for all tests of a run, with overrides among its rulings."""
    matrix, outcomes = world()
    others = {"removal": other_outcomes(outcomes)}
    found = validated(overrides=overrides_of(matrix), others=others, replay=replayed_scores())
    report = dict(found)
    surroundings = {
        "populations": [
            {"cohort": name, "as_of": UNTIL.isoformat(), "cooperatives": n}
            for name, n in (("borrowers", 400), ("no_facility", 37), ("applicants", None))
        ],
        "lock": {"lock_source": "requirements/runtime.txt", "lock_hash": "0123" * 16},
    }
    return {**report, "standing": None, "credit": {**report["credit"], **surroundings}}
