"""Whether visits move the risk of silence: one county's are doubled, and nothing else is touched.

The causal switch is off (`visit_effect` 0): a visit changes nothing, so no risk may move. Five
sectors of 20,000 are drawn twice, the second time with one county's effort doubled; lives, papers
and loans are the same to the byte, and what offices wrote of other counties is the first draw's.
Three pipelines give margins to the county's rows, before and after: *blind* is the spec as it
stands; *found* also reads what inspectors found and warned of; *naive* reads the number, recency
and kinds of visits besides. Each is fitted once, on the sector as it was, and once on either. The
spec of credit, which reads what is found and open, stands beside them. Nothing is asked of *found*
and credit, so that they are measured in one sector alone.

The naive one must move, or the trap was not planted. In the sector as it is drawn (*drawn*) a visit
tells little, as counties differ more in effort than co-operatives in trouble: the naive model gives
visits little weight. So a second world plants it (*trap*): all offices are equally busy, come
oftener and go where trouble shows, and silence follows the finances, which papers tell least of.
There visits tell much of risk, until an office comes oftener for reasons of its own.
"""

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.effort_world import WORLDS, Draws, drawn_twice
from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from benchmarks.sector_means import over_sectors
from benchmarks.sector_pass import ENDS, WORKERS, facts_of, outcomes_of, tables_read
from coopscore.calendar import months
from coopscore.language import Text
from coopscore.synthetic.synthesis import Part
from features.build import build_matrix
from features.catalogue import select
from features.spec import Feature, Spans
from features.values import Value
from models import metrics
from models.calibration import fit_calibration
from models.inputs import Input, features_of, inputs_of
from models.kinds import columns, fitted
from models.sample import Sample, sample_of
from models.spec import Spec, load_spec

SEEDS = (1, 2, 3, 4, 5)
COOPERATIVES = 20_000
SPEC, CREDIT = "dormancy", "credit"
TESTS = 3  # yearly days, the newest, are judged on; what is fitted on was known by the first
# What issue 6 asks for: of the margin, and of the mean risk as a share of itself.
MOST_MARGIN, MOST_RISK, LEAST_NAIVE = 0.05, 0.05, 0.5

_acts = Spans("supervision_act", happened="act_on", known="recorded_at")
_visits = _acts.where(kind=("general", "financial"))


def _naive(name: str, value: Value, missing: float | None, unit: str = "findings") -> Feature:
    title = Text(en=name.replace("_", " "), fa="ورودی مدل ساده‌انگار")
    return Feature(
        name=name, value=value, unit=unit, missing=missing, risk="none", concept="supervision",
        title=title,
    )  # fmt: skip


# What no spec may hold: it is kept here, so that the trap can be sprung.
NAIVE: tuple[Feature, ...] = (
    _naive("visits_12m", _visits.count(within=months(12)), 0),
    _naive("visits_36m", _visits.count(within=months(36)), 0),
    _naive("days_since_visit", _visits.since(), None, "days"),
    _naive("acts_36m", _acts.count(within=months(36)), 0),
    _naive("acts_planned_36m", _acts.where(planned=True).count(within=months(36)), 0),
    _naive("seen_idle_36m", _acts.where(found_active=False).count(within=months(36)), 0),
)
FOUND = "supervision.*"
_WRITTEN = ("supervision_act", "warning", "complaint")  # by the offices, of what they see and hear
PIPELINES = ("blind", "found", "naive")
# What is asked for is measured in every sector, what is told beside it in the first one alone.
ASKED: Mapping[str, Sequence[str]] = {"drawn": ("blind",), "trap": ("blind", "naive")}
BESIDE = "found"


@dataclass(frozen=True, kw_only=True)
class Move:
    """How far one pipeline moves in one sector as the county's effort is doubled.

    `margin` is the change of the county's mean margin, `risk` that of its mean risk as a share of
    itself; `own` of models that are fitted on either sector, the others of one model. `auc` is that
    of all judged rows of the first sector.
    """

    seed: int
    world: str
    pipeline: str
    rows: int
    visits: float
    margin: float
    risk: float
    own_margin: float
    own_risk: float
    auc: float


def measure(registries: Registries) -> Found:
    """Five sectors in two worlds, with what is asked of them."""
    moves: list[Move] = []
    jobs = [(world, seed) for world in WORLDS for seed in SEEDS]
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        for found in pool.map(partial(_job, COOPERATIVES), jobs):
            moves += found
            for one in found:
                registries.tell(f"{one.world} {one.seed} {one.pipeline}: {one.margin:+.3f}")
    return Found(lines=lines_of(moves))


def _job(cooperatives: int, job: tuple[str, int]) -> list[Move]:
    world, seed = job
    draws = drawn_twice(WORLDS[world], seed, cooperatives)
    first = (world, seed) == ("drawn", SEEDS[0])
    pipelines = (*ASKED[world], BESIDE) if first else ASKED[world]
    found = moves_of(load_spec(SPEC), draws, world, seed, pipelines)
    if first:
        found += moves_of(load_spec(CREDIT), draws, world, seed, (CREDIT,))
    return found


@dataclass(frozen=True, kw_only=True)
class Twice:
    """Rows of a sector as it was drawn and with one county's effort doubled, and who is in it."""

    usual: Sample
    more: Sample
    inputs: Mapping[str, Input]
    inside: frozenset[str]
    visits: float


def moves_of(
    spec: Spec, draws: Draws, world: str, seed: int, pipelines: Sequence[str]
) -> list[Move]:
    """How far each pipeline of a spec moves in one sector."""
    twice = rows_of(spec, draws, pipelines)
    return [move_of(spec, twice, world, seed, pipeline) for pipeline in pipelines]


def rows_of(spec: Spec, draws: Draws, pipelines: Sequence[str]) -> Twice:
    """Every input of the pipelines, of all days, of either sector.

    No input looks beyond its own co-operative, so that all others' rows are those of the first
    draw. What offices write is drawn in one go for many co-operatives: more acts in one county draw
    those of others anew, as likely as before, which would only be noise here.
    """
    names = {name for pipeline in pipelines for name in names_of(spec, pipeline)}
    usual, inputs = _rows(spec, draws.usual, names)
    county, _ = _rows(spec, draws.more, names)
    others = usual.take(~np.isin(usual.coop_ids, np.array(sorted(draws.inside), dtype=object)))
    return Twice(
        usual=usual, more=_joined(others, county), inputs=inputs, inside=draws.inside,
        visits=draws.visits,
    )  # fmt: skip


def _joined(first: Sample, second: Sample) -> Sample:
    """The rows of both, in the order of days and co-operatives."""
    columns = {
        name: np.concatenate([getattr(first, name), getattr(second, name)])
        for name in ("y", "coop_ids", "as_ofs", "fits", "known_on")
        if getattr(first, name) is not None
    }
    whole = Sample(X=pd.concat([first.X, second.X], ignore_index=True), **columns)
    order = sorted(range(len(whole)), key=lambda at: (whole.as_ofs[at], whole.coop_ids[at]))
    return whole.take(np.array(order))


def _rows(
    spec: Spec, parts: Sequence[Part], names: Collection[str]
) -> tuple[Sample, Mapping[str, Input]]:
    """Some inputs, of all days on which the spec is learnt."""
    facts = facts_of(parts, sorted({*tables_read(spec.name), *_WRITTEN}))
    asked = {one.name: one for one in (*features_of(spec), *select([FOUND]), *NAIVE)}
    days = spec.training_days(ENDS)
    matrix = build_matrix(
        facts, features=tuple(one for name, one in asked.items() if name in names),
        cohort=spec.cohort, as_ofs=days, calendar=spec.calendar,
    )  # fmt: skip
    inputs = inputs_of(matrix)
    outcomes = outcomes_of(facts, spec.name, matrix, ENDS)
    return sample_of(matrix, outcomes, inputs, days), {one.name: one for one in inputs}


def names_of(spec: Spec, pipeline: str) -> tuple[str, ...]:
    """The inputs of a pipeline: *naive* reads what *found* reads and more, *found* the spec's."""
    names = [one.name for one in select(spec.features)]
    if pipeline in ("found", "naive"):
        names += [one.name for one in select([FOUND])]
    if pipeline == "naive":
        names += [one.name for one in NAIVE]
    return tuple(dict.fromkeys(names))


def move_of(spec: Spec, twice: Twice, world: str, seed: int, pipeline: str) -> Move:
    inputs = tuple(twice.inputs[name] for name in names_of(spec, pipeline))
    lead = spec.champion.lead
    asked = columns(lead, spec, inputs)
    on = [fold.test for fold in spec.walk(spec.training_days(ENDS))][-TESTS:]
    usual, more = twice.usual.on(on), twice.more.on(on)
    first, second = (
        fitted(lead, spec, inputs, each.on(spec.training_days(on[0])).known_by(on[0]))
        for each in (twice.usual, twice.more)
    )
    before, after, own = (
        np.asarray(model.decision_function(rows.X[asked]), dtype=np.float64)
        for model, rows in ((first, usual), (first, more), (second, more))
    )
    line = fit_calibration(before, usual.y, usual.coop_ids, spec=spec.name)

    def told(margin: NDArray[np.float64], rows: Sample) -> tuple[float, float]:
        """Mean margin and mean risk of the county's rows, whoever is in the cohort then."""
        of_county = margin[np.isin(rows.coop_ids, np.array(sorted(twice.inside), dtype=object))]
        return float(of_county.mean()), float(line.probability(of_county).mean())

    was, now, anew = told(before, usual), told(after, more), told(own, more)
    return Move(
        seed=seed, world=world, pipeline=pipeline, visits=twice.visits,
        rows=int(np.isin(usual.coop_ids, np.array(sorted(twice.inside), dtype=object)).sum()),
        margin=now[0] - was[0], risk=now[1] / was[1] - 1,
        own_margin=anew[0] - was[0], own_risk=anew[1] / was[1] - 1,
        auc=metrics.auc(usual.y, before),
    )  # fmt: skip


def lines_of(moves: Sequence[Move]) -> list[Line]:
    """Of each world and pipeline, how far it moves, and what is asked of it."""
    lines: list[Line] = []
    for world in WORLDS:
        of = {
            pipeline: [one for one in moves if (one.world, one.pipeline) == (world, pipeline)]
            for pipeline in (*PIPELINES, CREDIT)
        }
        blind = of["blind"]
        rows = sum(one.rows for one in blind)
        cost = [found.auc - blind[0].auc for found in of[BESIDE]]  # of the first sector
        lines += [
            Line(figure="rows", of=f"effort_{world}_county", value=rows),
            over_sectors("effort_visits", f"effort_{world}_county", [one.visits for one in blind]),
            *(over_sectors("effort_auc_cost", f"effort_{world}_found", cost) for _ in cost),
        ]
        for pipeline, some in of.items():
            lines += _of_pipeline(world, pipeline, some) if some else []
    return lines


def _of_pipeline(world: str, pipeline: str, moves: Sequence[Move]) -> list[Line]:
    of = f"effort_{world}_{pipeline}"
    asked = {
        "effort_margin": [one.margin for one in moves],
        "effort_margin_own": [one.own_margin for one in moves],
        "effort_risk": [one.risk for one in moves],
        "effort_risk_own": [one.own_risk for one in moves],
    }
    lines = []
    for figure, each in asked.items():
        if pipeline == "blind":
            most = MOST_MARGIN if "margin" in figure else MOST_RISK
            lines.append(Line(figure=figure, of=of, value=float(np.abs(each).max()), most=most))
        elif figure == "effort_margin" and (world, pipeline) == ("trap", "naive"):
            lines.append(
                Line(
                    figure=figure, of=of, value=float(np.min(each)), least=LEAST_NAIVE,
                    beside={"effort_mean": float(np.mean(each))},
                )
            )  # fmt: skip
        else:
            lines.append(over_sectors(figure, of, each))
    return [*lines, over_sectors("auc_of_seeds", of, [one.auc for one in moves])]
