"""The hazard of the supervisors' desk on real registries, beside the models that stand there.

The same discrete-time hazard that tells of ends beside silence: a row for each co-operative and
quarter, small trees of LightGBM, the quarter ahead as an input; over four quarters it gives the
chance within a year. Its trees are grown as the spec's own booster grows them, with a leaf's rows
counted in quarters. Exit in Britain (label A) on the day that is scored last, removal (label D)
cross-validated by co-operative on the one transition there is, silence in Brazil on its folds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from benchmarks.lines import Found, Line
from benchmarks.measures import Rows
from benchmarks.registries import BRAZIL, SOURCES, UK, Registries
from benchmarks.uk_dormancy import DAY, PARTS, SEED, TOLD_ON
from benchmarks.uk_exit import UNTIL
from coopscore.calendar import shift
from features.ends import CAUSES, OTHER
from features.facts import Facts
from models import metrics
from models.champion import BOOSTER
from models.hazard.quarters import fit_end, hazards, quarters_of
from models.inputs import Input, inputs_of, model_inputs
from models.kinds import columns, fitted
from models.sample import Sample, sample_of
from models.spec import Spec, load_spec
from models.spec_tables import HazardSettings
from models.validation.crossed import cross_validated
from models.walk import pooled

ABOVE = -0.015
CAUSE = CAUSES[0]
_YEAR, _QUARTERS = 12, 4
Floats = NDArray[np.float64]


def measure(registries: Registries) -> Found:
    """All three, each paired with the booster on the same rows."""
    return Found(lines=[*exits(registries), *removals(registries), *silences(registries)])


def exits(registries: Registries) -> list[Line]:
    """Exit in Britain: fitted on what was known by the last scored day, judged a year later."""
    spec = load_spec("exit")
    made = registries.trained(UK, spec, UNTIL)
    present = registries.matrix(UK, spec, [UNTIL])
    told_on = shift(UNTIL, _YEAR, spec.calendar)
    test = made.tested(present, registries.outcomes(UK, spec, present, told_on))
    view, _ = registries.taken_in(UK)
    ends = ends_by(view, {"dissolved": CAUSE, "merged": OTHER, "unknown": OTHER}, UNTIL)
    registries.tell("the hazard of exit")
    told = within_a_year(spec, made.inputs, made.sample, ends, UNTIL, test)
    model = fitted(BOOSTER, spec, made.inputs, made.sample)
    ours = model.decision_function(test.X[columns(BOOSTER, spec, made.inputs)])
    return _beside("hazard_exit", test, told, ours, (UNTIL,), above=ABOVE)


def removals(registries: Registries) -> list[Line]:
    """Removal without dissolution: each part of the co-operatives told by a fit on the others."""
    spec = replace(load_spec("exit"), name="removal", outcome="removal")
    matrix = registries.matrix(UK, spec, [DAY])
    outcomes = registries.outcomes(UK, spec, matrix, TOLD_ON)
    inputs, sample = (
        model_inputs(matrix, spec),
        sample_of(matrix, outcomes, inputs_of(matrix), [DAY]),
    )
    (steps,) = cross_validated(spec, inputs, sample, (BOOSTER,), parts=PARTS, seed=SEED).values()
    view, _ = registries.taken_in(UK)
    ends = ends_by(view, {"unknown": CAUSE, "dissolved": OTHER, "merged": OTHER}, TOLD_ON)
    registries.tell("the hazard of removal")
    told = []
    for step in steps:
        known = sample.take(~np.isin(sample.coop_ids, step.sample.coop_ids))
        told.append(within_a_year(spec, inputs, known, ends, TOLD_ON, step.sample))
    test = pooled(steps)
    rows = Rows(y=test.y, score=np.concatenate(told), coop_ids=test.coop_ids, on=(DAY,))
    return _lines("hazard_removal", rows, test.margin, above=ABOVE)


def silences(registries: Registries) -> list[Line]:
    """Silence in Brazil on the folds of its spec; reported, as events are few."""
    spec = load_spec("silence")
    view, _ = registries.taken_in(BRAZIL)
    made = registries.trained(BRAZIL, spec, min(SOURCES[BRAZIL].told_on, view.last_known()))
    registries.tell("the hazard of silence")
    told, steps = [], made.trained.walked[BOOSTER].steps
    for step in steps:
        day = step.fold.test
        ends = ends_by(view, {"silent": CAUSE}, day)
        told.append(
            within_a_year(spec, made.inputs, made.sample.before(step.fold), ends, day, step.sample)
        )
    test = pooled(steps)
    on = tuple(step.fold.test for step in steps)
    rows = Rows(y=test.y, score=np.concatenate(told), coop_ids=test.coop_ids, on=on)
    return _lines("hazard_silence", rows, test.margin)


def within_a_year(
    spec: Spec,
    inputs: Sequence[Input],
    known: Sample,
    ends: pa.Table,
    until: date,
    test: Sample,
) -> Floats:
    """The chance that each row ends within a year, by hazards learnt on what was known by a day."""
    names = [item.name for item in inputs]
    quarters = quarters_of(known, ends, spec, until)
    odds = fit_end(CAUSE, known, quarters, names, settings_of(spec), spec.calibration.min_events)
    found = hazards(odds, test.X[names])[:, :_QUARTERS]
    return np.asarray(1 - np.prod(1 - found, axis=1), dtype=np.float64)


def settings_of(spec: Spec) -> HazardSettings:
    """The trees of the spec's booster, with a leaf's rows counted in quarters."""
    trees = spec.booster
    return HazardSettings(
        folds=1, n_estimators=trees.n_estimators, learning_rate=trees.learning_rate,
        num_leaves=trees.num_leaves, min_child_samples=_QUARTERS * trees.min_child_samples,
        reg_lambda=trees.reg_lambda, seed=trees.seed,
    )  # fmt: skip


def ends_by(facts: Facts, causes: Mapping[str, str], until: date) -> pa.Table:
    """The first of some changes of status of each co-operative, as `features.ends` tells ends."""
    rows = facts.read("status_event")
    rows = rows.filter(pc.less_equal(rows["known"], pa.scalar(until, pa.date32())))
    last: dict[tuple[str, str], dict[str, object]] = {}
    order = [("known", "ascending"), ("version", "ascending")]
    for row in rows.sort_by(order).to_pylist():
        last[row["coop_id"], row["record_id"]] = row
    first: dict[str, tuple[date, str]] = {}
    for row in last.values():
        cause = causes.get(row["to_code"])
        if cause is not None and not row["voided"]:
            found = (row["happened"], cause)
            first[row["coop_id"]] = min(found, first.get(row["coop_id"], found))
    return pa.table(
        {
            "coop_id": pa.array(list(first), pa.string()),
            "ended": pa.array([day for day, _ in first.values()], pa.date32()),
            "cause": pa.array([cause for _, cause in first.values()], pa.string()),
        }
    )


def _beside(
    of: str, test: Sample, told: Floats, ours: Floats, on: tuple[date, ...], **asked: float
) -> list[Line]:
    rows = Rows(y=test.y, score=told, coop_ids=test.coop_ids, on=on)
    return _lines(of, rows, ours, **asked)


def _lines(of: str, rows: Rows, booster: Floats, **asked: float) -> list[Line]:
    """Rows and events, the hazard's AUC beside the booster's, and their paired difference."""
    stands = {BOOSTER: metrics.auc(rows.y, booster)}
    return [
        Line(figure="rows", of=of, value=len(rows.y), on=rows.on),
        Line(figure="events", of=of, value=int(rows.y.sum()), on=rows.on),
        *rows.lines({"auc": metrics.auc}, of, beside=stands),
        rows.difference(booster, of, beside=stands, **asked),
    ]
