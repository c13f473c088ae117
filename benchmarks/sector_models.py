"""What can be known of the make-believe sector, and how much of it a model finds.

The true probability of each row is known, so its AUC bounds what any score can reach; the same
spec, trained on earlier days and judged on later ones, stays below it by what no registry shows.
Facts whose known days are moved a quarter earlier let a model see the future, and the screen must
say so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from benchmarks.lines import Found, Line
from benchmarks.measures import Rows
from benchmarks.registries import Registries
from benchmarks.sector import whole_sector
from benchmarks.sector_pass import (
    ENDS,
    SPECS,
    Learnt,
    days_of,
    facts_of,
    order_of,
    outcomes_of,
    tables_read,
)
from coopscore.calendar import shifted
from coopscore.schema import TABLES
from coopscore.synthetic.synthesis import draw
from features.build import build_matrix
from features.facts import MemoryFacts
from features.matrix import FeatureMatrix
from models import metrics
from models.inputs import Input, features_of, inputs_of, model_inputs
from models.kinds import columns, fitted
from models.sample import JUDGED, Sample, sample_of
from models.screen import evidence_of, screen
from models.spec import Spec, load_spec

AUC = {"auc": metrics.auc}
TESTS = 2  # the newest days are judged on; those fitted on were known by the first of them
# What is asked: the AUC of the true probability, and how far a model stays below it.
TRUTH: Mapping[str, tuple[float, float]] = {"dormancy": (0.78, 0.88), "credit": (0.75, 0.85)}
GAP = (0.02, 0.08)
RATIOS = frozenset({"finances"})
CONDUCT = frozenset({"filings", "governance", "obligations", "loans", "supervision"})
SCREENED = 5_000  # co-operatives whose facts are moved
QUARTER = 3  # months
_SOONEST = 5  # days
DRAWS = 100  # of intervals: on some 150,000 rows they are narrow, and each redraw takes long


def measure(registries: Registries) -> Found:
    """Both outcomes: truth, the spec, its parts, and the screen on facts moved a quarter."""
    passed = whole_sector(registries)
    lines: list[Line] = []
    for name in SPECS:
        registries.tell(f"{name} of the sector")
        found = judged(name, Learnt.joined([part.learnt[name] for part in passed]))
        for line in found:
            registries.tell(f"{line.of} {line.figure} {line.value:.4f}")
        lines += found
    registries.tell("screen facts moved a quarter earlier")
    return Found(lines=[*lines, *moved(SCREENED)])


@dataclass(frozen=True, kw_only=True)
class _Split:
    """Rows fitted on and rows judged on, with the true probability of the latter."""

    inputs: tuple[Input, ...]
    train: Sample
    test: Sample
    truth: NDArray[np.float64]
    on: tuple[date, ...]

    def margin(self, spec: Spec, inputs: tuple[Input, ...]) -> NDArray[np.float64]:
        """The margins of the kind that leads, fitted on some inputs, on the rows judged on."""
        lead = spec.champion.lead
        model = fitted(lead, spec, inputs, self.train)
        margin = model.decision_function(self.test.X[columns(lead, spec, inputs)])
        return np.asarray(margin, dtype=np.float64)

    def rows(self, score: NDArray[np.float64]) -> Rows:
        """The rows judged on with a score."""
        return Rows(
            y=self.test.y, score=score, coop_ids=self.test.coop_ids, on=self.on, draws=DRAWS
        )


def split(spec: Spec, learnt: Learnt) -> _Split:
    """The newest days to judge on, and all days whose outcome was known by the first of them."""
    matrix = FeatureMatrix(
        table=learnt.matrix, features=features_of(spec), batch=1, calendar=spec.calendar,
        cohort=spec.cohort, peers={},
    )  # fmt: skip
    days = days_of(spec, ENDS)
    on = days[-TESTS:]
    whole = sample_of(matrix, learnt.outcomes, inputs_of(matrix), days)
    states = np.array(learnt.outcomes["state"].to_pylist(), dtype=object)
    told = learnt.truth["probability"].to_numpy().astype(np.float64)[np.isin(states, JUDGED)]
    # A borrower that turns out to have been in arrears on the day has no true probability of it.
    judged_on = np.isin(whole.as_ofs, np.array(on, dtype=object)) & ~np.isnan(told)
    return _Split(
        inputs=model_inputs(matrix, spec),
        train=whole.on(days_of(spec, on[0])).known_by(on[0]),
        test=whole.take(judged_on),
        truth=told[judged_on],
        on=on,
    )


def judged(name: str, learnt: Learnt) -> list[Line]:
    """The truth as a score, the kind that leads, and the same on ratios and on conduct alone."""
    spec = load_spec(name)
    parts = split(spec, learnt)
    least, most = TRUTH[name]
    truth = metrics.auc(parts.test.y, parts.truth)
    margin = parts.margin(spec, parts.inputs)
    found = metrics.auc(parts.test.y, margin)
    ratios, conduct = (
        parts.margin(spec, inputs_about(spec, parts.inputs, concepts))
        for concepts in (RATIOS, CONDUCT)
    )
    better = parts.rows(conduct).difference(
        ratios, f"{name}_conduct", beside={f"{name}_ratios": metrics.auc(parts.test.y, ratios)},
        above=0.0,
    )  # fmt: skip
    return [
        Line(figure="fitted_rows", of=name, value=len(parts.train)),
        Line(figure="rows", of=name, value=len(parts.test), on=parts.on),
        Line(figure="events", of=name, value=parts.test.events, on=parts.on),
        *parts.rows(parts.truth).lines(AUC, f"{name}_truth", least=least, most=most),
        *parts.rows(margin).lines(AUC, f"{name}_model"),
        Line(
            figure="auc_hidden", of=name, value=truth - found, on=parts.on,
            least=GAP[0], most=GAP[1],
        ),
        *parts.rows(ratios).lines(AUC, f"{name}_ratios"),
        *parts.rows(conduct).lines(AUC, f"{name}_conduct"),
        better,
    ]  # fmt: skip


def inputs_about(
    spec: Spec, inputs: Sequence[Input], concepts: frozenset[str]
) -> tuple[Input, ...]:
    """Those of the inputs that are about some concepts."""
    about = {feature.name for feature in features_of(spec) if feature.concept in concepts}
    return tuple(one for one in inputs if one.name in about)


def moved(cooperatives: int) -> list[Line]:
    """What stops a training on honest facts, and on the same facts known a quarter earlier."""
    parts = list(draw(order_of(cooperatives)))
    lines = []
    for name in SPECS:
        facts = facts_of(parts, tables_read(name))
        spec = load_spec(name)
        seen = known_earlier(facts, QUARTER, spec.training_days(ENDS))
        lines += [
            Line(figure="screen_stops", of=f"{name}_honest", value=len(stops(spec, facts)), most=0),
            Line(figure="screen_stops", of=f"{name}_moved", value=len(stops(spec, seen)), least=1),
        ]
    return lines


def stops(spec: Spec, facts: MemoryFacts) -> list[str]:
    """What the screen stops a training on these facts for, by code."""
    days = spec.training_days(ENDS)
    asked = {"features": features_of(spec), "cohort": spec.cohort, "calendar": spec.calendar}
    matrix = build_matrix(facts, as_ofs=days, **asked)
    outcomes = outcomes_of(facts, spec.name, matrix, ENDS)
    inputs = inputs_of(matrix)
    sample = sample_of(matrix, outcomes, inputs, days)
    screening = screen(
        spec, matrix, outcomes,
        inputs=inputs, sample=sample, folds=spec.walk(sample.days), until=ENDS,
        evidence=evidence_of(facts, matrix, spec.screen, until=ENDS), settings=spec.screen,
    )  # fmt: skip
    return sorted({finding.code for finding in screening.found("stop")})


def known_earlier(facts: MemoryFacts, by: int, days: Sequence[date]) -> MemoryFacts:
    """The same facts, those known in the months after each of the days so many months earlier.

    So a model sees, on each of its days, what was learnt in the months that follow. Ends of spans
    are moved as well. Nothing is known until five days after it happened: intake refuses what is
    known before that, and the screen would see at once what is known on the very day.
    """
    return MemoryFacts(
        {name: _earlier(name, rows, by, days) for name, rows in facts.tables.items()}, facts.batch
    )


def _earlier(name: str, rows: pa.Table, by: int, days: Sequence[date]) -> pa.Table:
    for column, least in (("known", "happened"), (TABLES[name].ends_known, TABLES[name].ends)):
        if column is None or least is None:
            continue
        known = rows[column].combine_chunks()
        told = pc.unique(known).drop_null()
        earlier = pa.array(shifted(told.to_pylist(), -by, "jalali"), pa.date32())
        soonest = pc.add(rows[least].cast(pa.int32()), _SOONEST).cast(pa.int32()).cast(pa.date32())
        moved = earlier.take(pc.index_in(known, value_set=told))
        moved = pc.max_element_wise(moved, pc.min_element_wise(soonest, known), skip_nulls=False)
        seen = pc.is_in(known, value_set=pa.array(_after(told.to_pylist(), by, days), pa.date32()))
        moved = pc.if_else(seen, moved, known)
        rows = rows.set_column(rows.column_names.index(column), column, moved)
    return rows


def _after(told: Sequence[date], by: int, days: Sequence[date]) -> list[date]:
    """Those of the days told that lie in the months after one of the others."""
    ends = shifted(days, by, "jalali")
    return [day for day in told if any(at < day <= end for at, end in zip(days, ends, strict=True))]
