"""Exit of British co-operatives within a year (label A), through the whole pipeline.

The registry's files go in as they are and the spec `exit` is trained as the command line trains it.
Every kind of model stands beside every figure, and the reference refitted on the same rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from benchmarks.lines import Found, Line, Note
from benchmarks.measures import LISTS, PROBABILITY, RANKING, Rows, mean_of
from benchmarks.miscalibration import causes
from benchmarks.reference import VARIANTS, Reference
from benchmarks.registries import UK, Made, Registries
from coopscore.calendar import shift
from models import metrics
from models.champion import BOOSTER
from models.kinds import columns, fitted
from models.runs.score import score
from models.sample import LEARNT_FROM, Sample
from models.spec import Spec, load_spec
from models.walk import Tested, Walked, pooled

UNTIL = date(2016, 6, 1)
_YEAR = 12
_SAME_ROWS = tuple(name for name, one in VARIANTS.items() if not one.own_rows)


@dataclass(frozen=True, kw_only=True)
class _Beside:
    """What the reference's variants say of some rows."""

    told: dict[str, NDArray[np.float64]]

    def of(self, metric: metrics.Metric, y: NDArray[np.int64]) -> dict[str, float]:
        """The same figure of the variants that were refitted on the same rows."""
        return {name: metric(y, self.told[name]) for name in _SAME_ROWS}


def folds(registries: Registries) -> Found:
    """Walking forward through June 2012-2015: what every choice is made on."""
    spec = load_spec("exit")
    made = registries.trained(UK, spec, UNTIL)
    walked, decision = made.trained.walked, made.trained.decision
    reference = Reference(registries.data / UK)
    registries.tell("the reference on the same folds")
    steps = walked[BOOSTER].steps
    told = [_reference(reference, made, step) for step in steps]
    beside = _Beside(
        told={name: np.concatenate([one.told[name] for one in told]) for name in VARIANTS}
    )
    registries.tell("intervals")
    lines = [
        Line(figure="rows", value=len(made.sample), on=tuple(made.sample.days)),
        Line(figure="events", value=made.sample.events, on=tuple(made.sample.days)),
    ]
    for kind, one in walked.items():
        lines += _fold_lines(kind, one, told)
    lines += _variants(steps, beside)
    for kind, one in walked.items():
        rows = _rows(one)
        lines += [
            rows.difference(beside.told[name], kind, beside={name: _auc(rows, beside.told[name])})
            for name in VARIANTS
        ]
    for kind, one in walked.items():
        lines += _probability_lines(kind, one, asked=kind == decision.kind)
    return Found(
        lines=lines,
        notes=[Note(code="decision", facts=decision.facts(spec.champion)), *_screened(made)],
    )


def held_out(registries: Registries) -> Found:
    """Fitted on what was known by June 2014, tested on June 2014 and 2015 together."""
    spec = load_spec("exit")
    made = registries.trained(UK, spec, UNTIL)
    tests = [date(2014, 6, 1), date(2015, 6, 1)]
    known = made.sample.on(spec.training_days(tests[0]))
    test = made.sample.on(tests)
    reference = Reference(registries.data / UK)
    registries.tell("the reference on the same rows")
    beside = _Beside(told={name: reference.probabilities(name, known, test) for name in VARIANTS})
    registries.tell("every kind, and intervals")
    lines = [
        Line(figure="fitted_rows", value=len(known), on=tuple(known.days)),
        Line(figure="rows", value=len(test), on=tuple(tests)),
        Line(figure="events", value=test.events, on=tuple(tests)),
    ]
    for kind in spec.champion.kinds:
        model = fitted(kind, spec, made.inputs, known)
        margin = model.decision_function(test.X[columns(kind, spec, made.inputs)])
        rows = Rows(y=test.y, score=margin, coop_ids=test.coop_ids, on=tuple(tests))
        served = kind == made.trained.decision.kind
        asked = {"least": 0.785, "aim": 0.81} if served else {}
        lines += rows.lines(
            {"auc": metrics.auc}, kind, beside=beside.of(metrics.auc, test.y), **asked
        )
        lines += [
            rows.difference(beside.told[name], kind, beside={name: _auc(rows, beside.told[name])})
            for name in VARIANTS
        ]
    return Found(lines=lines)


def at_last(registries: Registries, day: date = UNTIL) -> Found:
    """Trained on what was known by `day`, which is then scored once and judged a year later."""
    spec = load_spec("exit")
    made = registries.trained(UK, spec, day)
    registries.tell(f"score {day}")
    present = registries.matrix(UK, spec, [day])
    told_on = shift(day, _YEAR, "gregorian")
    outcomes = registries.outcomes(UK, spec, present, told_on)
    states = outcomes["state"].to_pylist()
    scores = score(made.trained.bundle, present)
    test = made.tested(present, outcomes)
    reference = Reference(registries.data / UK)
    registries.tell("the reference on the same rows")
    beside = _Beside(
        told={name: reference.probabilities(name, made.sample, test) for name in VARIANTS}
    )
    registries.tell("intervals")
    lines = [
        Line(figure="scored", value=len(scores), on=(day,)),
        Line(figure="rows", value=len(test), on=(day,), beside=_described("rows", day)),
        Line(figure="events", value=test.events, on=(day,), beside=_described("events", day)),
        Line(figure="already_gone", value=states.count("already_gone"), on=(day,)),
        Line(figure="censored", value=states.count("censored"), on=(day,)),
    ]
    kind = made.trained.decision.kind
    served = np.array([one.probability for one in scores])[_known(states)]
    for other in spec.champion.kinds:
        lines += _day_lines(other, made, spec, day, test, beside, served if other == kind else None)
    for name in VARIANTS:
        rows = Rows(y=test.y, score=beside.told[name], coop_ids=test.coop_ids, on=(day,))
        lines += rows.lines({**RANKING, **PROBABILITY}, name)
    registries.tell("causes of miscalibration")
    before = shift(day, -_YEAR, "gregorian")
    found = causes(made, present, test, served, registries.matrix(UK, spec, [before]))
    return Found(lines=[*lines, *found.lines], notes=found.notes)


def described(registries: Registries) -> Found:
    """How near the reference made here comes to the table of the data's own description."""
    reference = Reference(registries.data / UK)
    junes = [date(year, 6, 1) for year in range(2011, 2017)]
    lines = []
    for name, train, test, value in (
        ("readme_all", junes[:5], junes[5:], 0.7455),
        ("readme_chosen", junes[:5], junes[5:], 0.7642),
        ("readme_all", junes[:3], junes[3:5], 0.7959),
        ("readme_chosen", junes[:3], junes[3:5], 0.7959),
    ):
        registries.tell(f"{name}, {test[0].year}")
        rows = reference.described(name, train, test)
        lines += rows.lines({"auc": metrics.auc}, name, beside={"described": value})
    return Found(lines=lines)


def _reference(reference: Reference, made: Made, step: Tested) -> _Beside:
    known = made.sample.on(step.fold.train)
    return _Beside(
        told={name: reference.probabilities(name, known, step.sample) for name in VARIANTS}
    )


def _rows(walked: Walked) -> Rows:
    """All test days of a kind together, by margin."""
    found = pooled(walked.steps)
    on = tuple(step.fold.test for step in walked.steps)
    return Rows(y=found.y, score=found.margin, coop_ids=found.coop_ids, on=on)


def _by_fold(steps: Sequence[Tested]) -> list[Rows]:
    return [
        Rows(
            y=step.sample.y, score=step.margin, coop_ids=step.sample.coop_ids, on=(step.fold.test,)
        )
        for step in steps
    ]


def _fold_lines(kind: str, walked: Walked, told: Sequence[_Beside]) -> list[Line]:
    lines = []
    parts = _by_fold(walked.steps)
    for rows, beside in zip(parts, told, strict=True):
        lines += rows.lines({"auc": metrics.auc}, kind, beside=beside.of(metrics.auc, rows.y))
    whole = _rows(walked)
    every = {name: np.concatenate([one.told[name] for one in told]) for name in _SAME_ROWS}
    means = {
        name: float(
            np.mean([_auc(rows, one.told[name]) for rows, one in zip(parts, told, strict=True)])
        )
        for name in _SAME_ROWS
    }
    lines.append(mean_of(parts, kind, beside=means))
    for name, metric in RANKING.items():
        stands = {variant: metric(whole.y, every[variant]) for variant in _SAME_ROWS}
        lines += whole.lines({name: metric}, kind, beside=stands)
    return lines


def _variants(steps: Sequence[Tested], beside: _Beside) -> list[Line]:
    """The pooled AUC of every variant of the reference."""
    found, on = pooled(steps), tuple(step.fold.test for step in steps)
    rows = {
        name: Rows(y=found.y, score=told, coop_ids=found.coop_ids, on=on)
        for name, told in beside.told.items()
    }
    return [line for name, one in rows.items() for line in one.lines({"auc": metrics.auc}, name)]


def _probability_lines(kind: str, walked: Walked, *, asked: bool) -> list[Line]:
    """Figures of what could have been told on each fold's day; the first fold told nothing."""
    pairs = [(s, p) for s, p in zip(walked.steps, walked.told, strict=True) if p is not None]
    if not pairs:
        return []
    rows = pooled([step for step, _ in pairs])
    told = Rows(
        y=rows.y, score=np.concatenate([p for _, p in pairs]), coop_ids=rows.coop_ids,
        on=tuple(step.fold.test for step, _ in pairs),
    )  # fmt: skip
    lines = []
    for name, metric in PROBABILITY.items():
        bound = {"least": 0.8, "most": 1.2} if asked and name == "calibration_slope" else {}
        lines += told.lines({name: metric}, kind, **bound)
    return lines


def _day_lines(
    kind: str,
    made: Made,
    spec: Spec,
    day: date,
    test: Sample,
    beside: _Beside,
    served: NDArray[np.float64] | None,
) -> list[Line]:
    """One kind on the day: ranking, lists, differences, and probabilities where it has a line.

    The kind that serves is measured by the scores that it gave; `served` holds their probabilities.
    """
    model = fitted(kind, spec, made.inputs, made.sample)
    margin = model.decision_function(test.X[columns(kind, spec, made.inputs)])
    rows = Rows(y=test.y, score=margin, coop_ids=test.coop_ids, on=(day,))
    lines = []
    for name, metric in {**RANKING, **LISTS}.items():
        lines += rows.lines({name: metric}, kind, beside=beside.of(metric, test.y))
    for name in VARIANTS:
        asked = {"above": -0.015, "aim": 0.02} if served is not None and name in _SAME_ROWS else {}
        stands = {name: metrics.auc(test.y, beside.told[name])}
        lines.append(rows.difference(beside.told[name], kind, beside=stands, **asked))
    line = made.trained.walked[kind].line
    probability = served if served is not None or line is None else line.probability(margin)
    if probability is not None:
        told = Rows(y=test.y, score=probability, coop_ids=test.coop_ids, on=(day,))
        for name, metric in PROBABILITY.items():
            lines += told.lines({name: metric}, kind, beside=beside.of(metric, test.y))
    return lines


def _described(figure: str, day: date) -> dict[str, float]:
    """What the data's own description counts on its day."""
    return {"described": {"rows": 6654, "events": 236}[figure]} if day == UNTIL else {}


def _known(states: Sequence[str]) -> NDArray[np.bool_]:
    return np.isin(np.array(states, dtype=object), LEARNT_FROM)


def _auc(rows: Rows, other: NDArray[np.float64]) -> float:
    return metrics.auc(rows.y, other)


def _screened(made: Made) -> list[Note]:
    """What the screen named before training."""
    warned = made.trained.screening.found("warn")
    names = sorted({finding.subject for finding in warned if finding.code == "drifts"})
    return [Note(code="screen_drifts", facts={"features": names, "count": len(names)})]
