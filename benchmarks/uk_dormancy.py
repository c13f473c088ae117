"""Removal of British co-operatives without dissolution (label D): cross-validated, one transition.

The edition of 2017 lacks 117 of those that the edition of 2016 lists live: dormant, cancelled for
not filing, or reclassified. There are two editions, so nothing can be tested out of time.
Co-operatives are dealt into five parts by a seed, the same for every kind and for the reference,
and each part is told by a fit on the others.
"""

from dataclasses import replace
from datetime import date

import numpy as np

from benchmarks.lines import Found, Line
from benchmarks.measures import Rows
from benchmarks.reference import VARIANTS, Reference
from benchmarks.registries import UK, Registries
from models import metrics
from models.inputs import inputs_of, model_inputs
from models.sample import sample_of
from models.spec import load_spec
from models.validation.crossed import cross_validated
from models.walk import pooled

DAY, TOLD_ON = date(2016, 6, 1), date(2017, 6, 1)
PARTS, SEED = 5, 1404
KINDS = ("booster", "logistic", "additive", "rule")
_SAME_ROWS = tuple(name for name, one in VARIANTS.items() if not one.own_rows)
_DESCRIBED = {"described_logistic": 0.7299, "described": 0.7587}


def measure(registries: Registries) -> Found:
    """Every kind and the reference on the same five parts."""
    spec = replace(load_spec("exit"), name="removal", outcome="removal")
    matrix = registries.matrix(UK, spec, [DAY])
    outcomes = registries.outcomes(UK, spec, matrix, TOLD_ON)
    sample = sample_of(matrix, outcomes, inputs_of(matrix), [DAY])
    registries.tell("cross-validate every kind")
    crossed = cross_validated(
        spec, model_inputs(matrix, spec), sample, KINDS, parts=PARTS, seed=SEED
    )
    first = crossed[KINDS[0]]
    found = pooled(first)
    registries.tell("cross-validate the reference")
    reference, told = Reference(registries.data / UK), {}
    for name in _SAME_ROWS:
        parts = []
        for step in first:
            ids = step.sample.coop_ids
            known = sample.take(~np.isin(sample.coop_ids, ids))
            parts.append(reference.probabilities(name, known, step.sample))
        told[name] = np.concatenate(parts)
    beside = {name: metrics.auc(found.y, one) for name, one in told.items()}
    registries.tell("intervals")
    lines = [
        Line(figure="rows", value=len(sample), on=(DAY,), beside={"described": 6795}),
        Line(figure="events", value=sample.events, on=(DAY,), beside={"described": 117}),
        Line(
            figure="already_gone", on=(DAY,),
            value=outcomes["state"].to_pylist().count("already_gone"),
        ),
    ]  # fmt: skip
    for kind in KINDS:
        rows = pooled(crossed[kind])
        one = Rows(y=rows.y, score=rows.margin, coop_ids=rows.coop_ids, on=(DAY,))
        lines += one.lines({"auc": metrics.auc}, kind, beside={**beside, **_DESCRIBED})
        lines += one.lines({"ks": metrics.ks}, kind)
        lines += [
            one.difference(told[name], kind, beside={name: beside[name]}) for name in _SAME_ROWS
        ]
    return Found(lines=lines)
