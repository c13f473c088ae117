"""Silence beside the known truth: what can be ranked, how far ours stay below, and calibration.

Five make-believe sectors of 20,000 co-operatives. On each of the newest four 30 Mehr whose outcomes
are known the spec is trained on what was known by then, and tells of the co-operatives whose own
grid day it is. *Truth* is the rows' own true probability of silence; *ceiling* the same spec,
fitted once on a registry of 235,000 drawn with another seed, on the days whose outcomes were known
by the first judged day: on 30 Mehr alone, as the rows of the days between do not fit in memory.

Two cycles are told on one of these days, the newest whose second cycle is known. Uno's C is that of
the probability of 24 months, with the months of silence as times; the integrated Brier score runs
over months 12 to 24, beside that of one curve for all.

Settings were chosen on other sectors (seeds 11 to 13) and never on these.
"""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray
from sksurv.metrics import concordance_index_ipcw, integrated_brier_score
from sksurv.util import Surv

from benchmarks.dormancy_world import Rows, World, dormancy_world, nation
from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from benchmarks.sector import COOPERATIVES as NATION
from benchmarks.sector_means import over_sectors
from benchmarks.sector_pass import ENDS, WORKERS, days_of
from benchmarks.sector_pass import SEED as NATION_SEED
from coopscore.calendar import shift
from coopscore.scores import CurvePoint, at_month
from models import metrics
from models.bundle import Bundle
from models.hazard.evidence import beyond
from models.inputs import frame, inputs_of, model_inputs
from models.kinds import columns, fitted
from models.learner import Learner
from models.runs.train import train
from models.sample import sample_of
from models.spec import Spec, load_spec

SPEC, COOPERATIVES, JUDGED = "dormancy", 20_000, 4
SEEDS = (1, 2, 3, 4, 5)
# What issue 6 asks for.
MOST_LOST = 0.012
SLOPE = (0.8, 1.2)
MONTHS = "months_to_grid_day"
_YEAR, _TWO_YEARS, _CENSORED = 12, 24, 25.0
_TIMES = np.arange(12, 25)

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One sector's judged rows: the first cycle of four days, and both cycles of one of them.

    `y`, `probability`, `margin`, `ceiling` and `truth` are of the first cycle; `silent` is what was
    told of each month from 12 to 24 on the day of two cycles, and `months` the month of silence, 25
    where it did not come.
    """

    seed: int
    days: tuple[date, ...]
    y: NDArray[np.int64]
    probability: Floats
    margin: Floats
    ceiling: Floats
    truth: Floats
    two_on: date
    silent: Floats
    months: Floats

    def auc(self, score: Floats) -> float:
        """How a score ranks the rows of all days together; those without one are left out."""
        told = ~np.isnan(score)
        return metrics.auc(self.y[told], score[told])

    @property
    def slopes(self) -> tuple[float, float]:
        """Calibration slopes at 12 and at 24 months."""
        both = self.silent[:, -1]
        return (
            metrics.calibration_slope(self.y, self.probability),
            metrics.calibration_slope((self.months <= _TWO_YEARS).astype(np.int64), both),
        )

    @property
    def uno(self) -> float:
        """Uno's concordance of the probability of 24 months, 0.5 for chance."""
        came = Surv.from_arrays(self.months <= _TWO_YEARS, self.months)
        return float(concordance_index_ipcw(came, came, self.silent[:, -1])[0])

    def brier(self, silent: Floats) -> float:
        """The integrated Brier score of curves of silence over months 12 to 24; 0 is best."""
        came = Surv.from_arrays(self.months <= _TWO_YEARS, self.months)
        return float(integrated_brier_score(came, came, 1 - silent, _TIMES))

    @property
    def alike(self) -> Floats:
        """One curve for all: the share that had fallen silent by each month."""
        shares = [(self.months <= month).mean() for month in _TIMES]
        return np.tile(shares, (len(self.months), 1))


def measure(registries: Registries) -> Found:
    """Ranking and calibration of five sectors, with what is asked of each."""
    spec = load_spec(SPEC)
    registries.tell("draw the nation")
    rows = nation(spec, days_of(spec, judged_days(spec)[0]), NATION, NATION_SEED)
    registries.tell("fit the ceiling on the nation")
    work = partial(judged, spec, ceiling_of(spec, rows))
    sectors = []
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        for one in pool.map(work, SEEDS):
            sectors.append(one)
            registries.tell(f"judged the sector of seed {one.seed}")
    return Found(lines=[*counts(sectors), *ranking(sectors), *calibration(sectors)])


def judged_days(spec: Spec) -> tuple[date, ...]:
    """The days that are judged: the newest 30 Mehr whose outcomes are known at the end."""
    return days_of(spec, ENDS)[-JUDGED:]


def two_cycles_on(spec: Spec) -> date:
    """The newest of them whose second cycle is known too."""
    told = _TWO_YEARS + spec.maturity.value
    return [day for day in judged_days(spec) if shift(day, told, spec.calendar) <= ENDS][-1]


def ceiling_of(spec: Spec, rows: Rows) -> Learner:
    """The kind that leads in the spec, fitted on a nation as known by the first judged day."""
    day = judged_days(spec)[0]
    inputs = inputs_of(rows.matrix)
    sample = sample_of(rows.matrix, rows.outcomes, inputs, days_of(spec, day)).known_by(day)
    return fitted(spec.champion.lead, spec, model_inputs(rows.matrix, spec), sample)


def judged(spec: Spec, ceiling: Learner, seed: int, cooperatives: int = COOPERATIVES) -> Judged:
    """One sector, told of on each of the judged days by a model of what was known then.

    Only the kind that leads is walked: challengers serve nothing unless they are shown better.
    """
    alone = replace(spec, champion=replace(spec.champion, kinds=(spec.champion.lead,)))
    world, two_on = dormancy_world(spec, cooperatives, seed), two_cycles_on(spec)
    days = [_day(alone, world, ceiling, day, two=day == two_on) for day in judged_days(spec)]
    names = ("y", "probability", "margin", "ceiling", "truth")
    together = {name: np.concatenate([one[name] for one in days]) for name in names}
    (both,) = [one for one in days if "silent" in one]
    return Judged(
        seed=seed, days=judged_days(spec), two_on=two_on, silent=both["silent"],
        months=both["months"], **together,
    )  # fmt: skip


def _day(
    spec: Spec, world: World, ceiling: Learner, day: date, *, two: bool
) -> dict[str, NDArray[np.generic]]:
    """A training that stands on a day, and what it tells of those whose grid day it is."""
    matrix, outcomes = world.rows.matrix, world.rows.outcomes
    further = beyond(world.facts, spec, matrix, until=day) if two else None
    bundle = train(spec, matrix, outcomes, until=day, beyond=further).bundle
    here = np.array(matrix.table["as_of"].to_pylist(), dtype=object) == day
    here &= matrix.table[MONTHS].to_numpy() == _YEAR
    came = np.array(outcomes["state"].to_pylist(), dtype=object)
    at = np.flatnonzero(here & np.isin(came, ("event", "none")))
    X = frame(matrix.table.take(at), bundle.inputs)
    margin = bundle.model.decision_function(X)
    said = {
        "y": (came[at] == "event").astype(np.int64),
        "margin": margin,
        "probability": bundle.calibration.probability(margin),
        "ceiling": ceiling.decision_function(X[columns(spec.champion.lead, spec, bundle.inputs)]),
        "truth": world.truth[at],
    }
    return {**said, **_two(spec, world, bundle, at)} if two else said


def _two(
    spec: Spec, world: World, bundle: Bundle, at: NDArray[np.int64]
) -> dict[str, NDArray[np.generic]]:
    """What was told of two cycles, and the month of silence, of rows whose second is known."""
    further = beyond(world.facts, spec, world.rows.matrix, until=ENDS)
    assert further is not None, "the spec asks for a hazard"
    assert bundle.hazard is not None, "it was trained with all that a hazard takes"
    first, second = (
        np.array(told["state"].to_pylist(), dtype=object)
        for told in (world.rows.outcomes, further.second)
    )
    known = at[(first[at] == "event") | np.isin(second[at], ("event", "none"))]
    months = np.where(second[known] == "event", float(_TWO_YEARS), _CENSORED)
    X = frame(world.rows.matrix.table.take(known), bundle.inputs)
    probability = bundle.calibration.probability(bundle.model.decision_function(X))
    curves = bundle.hazard.curves(X, probability)
    return {
        "silent": np.array([_silent(curve) for curve in curves]),
        "months": np.where(first[known] == "event", float(_YEAR), months),
    }


def _silent(curve: Sequence[CurvePoint]) -> list[float]:
    return [at_month(curve, int(month)).silent for month in _TIMES]


def counts(sectors: Sequence[Judged]) -> list[Line]:
    """Rows and events that are judged, of one cycle and of two, of all sectors together."""
    one, on, two = "silence_12", sectors[0].days, sectors[0].two_on
    silent = [int((each.months <= _TWO_YEARS).sum()) for each in sectors]
    return [
        Line(figure="rows", of=one, value=sum(len(each.y) for each in sectors), on=on),
        Line(figure="events", of=one, value=sum(int(each.y.sum()) for each in sectors), on=on),
        Line(figure="rows", of="silence_24", value=sum(len(s.months) for s in sectors), on=(two,)),
        Line(figure="events", of="silence_24", value=sum(silent), on=(two,)),
    ]


def ranking(sectors: Sequence[Judged]) -> list[Line]:
    """Truth, ceiling and ours side by side, by sector and in the mean, and what ours lack.

    Intervals are those of a mean over the sectors, which are independent of each other (Student's
    t); the ceiling is one and the same model in all of them.
    """
    found = [(one.auc(one.truth), one.auc(one.ceiling), one.auc(one.margin)) for one in sectors]
    truth, ceiling, ours = (np.array(each) for each in zip(*found, strict=True))
    lines = [
        Line(
            figure="auc", of=f"truth_seed_{one.seed}", value=float(ours[place]),
            beside={"truth_own": float(truth[place]), "truth_ceiling": float(ceiling[place])},
        )
        for place, one in enumerate(sectors)
    ]  # fmt: skip
    means = {"truth_own": truth, "truth_ceiling": ceiling, "truth_ours": ours}
    lines += [over_sectors("auc_of_seeds", of, each) for of, each in means.items()]
    return [*lines, over_sectors("auc_lost", "truth_ours", ceiling - ours, most=MOST_LOST)]


def calibration(sectors: Sequence[Judged]) -> list[Line]:
    """Slopes at both horizons by sector and in the mean, Uno's C and the integrated Brier score."""
    slopes = np.array([one.slopes for one in sectors])
    least, most = SLOPE
    lines = [
        Line(figure=f"slope_{months}", of=f"truth_seed_{one.seed}", value=float(slopes[row, place]))
        for row, one in enumerate(sectors)
        for place, months in enumerate((_YEAR, _TWO_YEARS))
    ]
    for place, months in enumerate((_YEAR, _TWO_YEARS)):
        lines.append(
            over_sectors(f"slope_{months}", "truth_ours", slopes[:, place], least=least, most=most)
        )
    told = {
        "uno_c": [one.uno for one in sectors],
        "integrated_brier": [one.brier(one.silent) for one in sectors],
    }
    alike = float(np.mean([one.brier(one.alike) for one in sectors]))
    lines.append(over_sectors("uno_c", "truth_ours", np.array(told["uno_c"])))
    brier = over_sectors("integrated_brier", "truth_ours", np.array(told["integrated_brier"]))
    return [*lines, replace(brier, beside={"silence_alike": alike})]
