"""Whether recourse keeps its word: acts replayed on their day, and by refits on other borrowers.

A bank trains the spec on a make-believe sector by 30 Mehr 1404 and tells each borrower what it may
lawfully do. Each act is then replayed by itself: its rows beside the facts as known on that day,
the matrix built anew as of the act's earliest day, and scored. The model must give the very grade
told; trainings on redrawn co-operatives must give the promised grade or a better one
(`models.rating.refits`: model and calibration line, at the level of the model's own anchor).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.credit_world import World, credit_world
from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from coopscore.calendar import jalali
from coopscore.dossiers import Act
from coopscore.scores import NOT_RATED, Score
from features.build import build_matrix, build_outcomes
from features.catalogue import select
from features.holdings import as_known
from features.hypothetical import KnownBy, With
from features.made_rows import as_stored
from features.matrix import FeatureMatrix
from features.peer_shelf import MemoryShelf
from models.bundle import Bundle
from models.inputs import features_of, frame, inputs_of, model_inputs
from models.kinds import columns
from models.rating.refits import Refit, refits
from models.recourse.acts import ACTS, ALL, Offer, offers, together
from models.recourse.register import TABLES, registers
from models.runs.score import score
from models.runs.train import train
from models.sample import Sample, sample_of
from models.spec import Spec
from serving.dossiers.pipeline import Pipeline
from serving.dossiers.recourse import recourses

SPEC, COOPERATIVES, WORLD = "credit", 20_000, 8
DAY = jalali(1404, 7, 30)
REFITS, SEED = 20, 2025  # another seed than the rating's own redraws
LEAST_KEPT = 0.90

Floats = NDArray[np.float64]
Promises = Sequence[tuple[str, Act]]


def measure(registries: Registries) -> Found:
    """What acts gain, and how often their word is kept."""
    return Found(lines=lines_of(told(registries, COOPERATIVES)))


@dataclass(frozen=True, kw_only=True)
class Told:
    """What borrowers were told, and what became of it.

    `reached` says of each act whether its replay gave the very grade and points told; `refitted`
    holds the points of each refit (rows) on each act's replay, `grades` the grade's place on the
    scale, best first, that each refit gives.
    """

    scores: Sequence[Score]
    acts: Promises
    reached: Sequence[bool]
    refitted: Floats
    bundle: Bundle

    @property
    def kept(self) -> NDArray[np.bool_]:
        """Whether each refit reaches each promised grade: (refits, acts with a promise)."""
        scale = self.bundle.scale
        names = [name for name, _ in scale.grades]
        rows = [place for place, (_, act) in enumerate(self.acts) if act.promised != NOT_RATED]
        promised = np.array([names.index(self.acts[place][1].promised) for place in rows])
        given = np.array(
            [[names.index(one) for one in scale.grade(points[rows])] for points in self.refitted]
        )
        return np.asarray(given <= promised[None, :], dtype=np.bool_)


def told(registries: Registries, cooperatives: int) -> Told:
    """Train, tell every borrower, replay each act, and refit."""
    registries.tell("draw the sector")
    world = credit_world(cooperatives, WORLD, SPEC)
    learnt = Learnt.of(world)
    registries.tell(f"train on {len(learnt.sample)} rows, {learnt.sample.events} events")
    bundle = train(learnt.spec, learnt.matrix, learnt.outcomes, until=DAY).bundle
    scores = scored(world, bundle)
    found = recourses(scores=scores, bundle=bundle, facts=world.facts, peers=MemoryShelf())
    acts = [(who, act) for who in sorted(found) for act in found[who]]
    registries.tell(f"told {len(acts)} acts to {len(scores)} borrowers")
    replays = replayed(world, bundle, scores, acts)
    again = refits(
        learnt.spec, model_inputs(learnt.matrix, learnt.spec), learnt.sample,
        learnt.spec.walk(learnt.sample.days), kind=bundle.kind, count=REFITS, seed=SEED,
    )  # fmt: skip
    refitted = [points_of(refit, bundle, replays, acts) for refit in heard(again, registries)]
    given = {(one.coop_id, name): one for name, matrix in replays for one in score(bundle, matrix)}
    return Told(
        scores=scores,
        acts=acts,
        reached=[is_reached(act, given[who, act.act]) for who, act in acts],
        refitted=np.array(refitted),
        bundle=bundle,
    )


def heard(again: Iterable[Refit], registries: Registries) -> Iterator[Refit]:
    """The refits, each told of."""
    for number, refit in enumerate(again, start=1):
        registries.tell(f"refit {number} of {REFITS}")
        yield refit


def is_reached(act: Act, given: Score) -> bool:
    """Whether a replay gave the very points and grade that were told, and no less than promised."""
    return (given.points, given.grade, given.probability) == (
        act.points, act.grade, act.probability,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """What could be learnt by the day: rows, what became of them, and those of known outcome."""

    spec: Spec
    matrix: FeatureMatrix
    outcomes: pa.Table
    sample: Sample

    @classmethod
    def of(cls, world: World) -> "Learnt":
        """The rows of the days whose outcomes were known on the scored day, one kind walked."""
        whole = world.rows.spec
        spec = replace(whole, champion=replace(whole.champion, kinds=(whole.champion.lead,)))
        days = spec.training_days(DAY)
        asked: dict[str, Any] = {"cohort": spec.cohort, "as_ofs": days, "calendar": spec.calendar}
        matrix = build_matrix(world.facts, features=features_of(spec), until=DAY, **asked)
        outcomes = build_outcomes(
            world.facts, label=spec.outcome, matrix=matrix, horizon=spec.horizon,
            maturity=spec.maturity, until=DAY, quiet=spec.quiet,
        )  # fmt: skip
        sample = sample_of(matrix, outcomes, inputs_of(matrix), days)
        return cls(spec=spec, matrix=matrix, outcomes=outcomes, sample=sample)


def scored(world: World, bundle: Bundle) -> list[Score]:
    """The scores of all borrowers on the day."""
    matrix = build_matrix(
        world.facts,
        features=select(bundle.feature_names),
        cohort=bundle.spec.scored,
        as_ofs=[DAY],
        calendar=bundle.spec.calendar,
    )
    return score(bundle, matrix)


def replayed(
    world: World, bundle: Bundle, scores: Sequence[Score], acts: Promises
) -> list[tuple[str, FeatureMatrix]]:
    """The inputs of each act's replay, act by act and day by day, each built from all the facts."""
    who = [one.coop_id for one in scores]
    tables = {name: as_known(world.facts, name, DAY, who) for name in TABLES}
    open_to = {register.coop_id: register for register in registers(tables, DAY)}
    groups: dict[tuple[str, date], list[Offer]] = defaultdict(list)
    for coop_id, act in acts:
        register = open_to[coop_id]
        if act.act == ALL:
            offer = together(register, act.about.split())
        else:
            (offer,) = [one for one in offers(register) if one.act == act.act]
        groups[act.act, act.earliest].append(offer)
    pipeline = Pipeline.of(bundle, MemoryShelf())
    known = KnownBy(facts=world.facts, day=DAY, batch=world.facts.batch)
    pinned = pipeline.pinned(DAY, world.facts.batch)
    return [
        (
            name,
            pipeline.matrix(
                With(facts=known, rows=made_of(group, world.facts.batch)),
                [day],
                [offer.coop_id for offer in group],
                pinned,
            ),
        )
        for (name, day), group in groups.items()
    ]


def made_of(group: Sequence[Offer], batch: int) -> Mapping[str, pa.Table]:
    """The rows of several offers, by table."""
    names = dict.fromkeys(name for offer in group for name in offer.rows)
    return {
        name: as_stored(
            name, [row for offer in group for row in offer.rows.get(name, ())], batch=batch
        )
        for name in names
    }


def points_of(
    refit: Refit,
    bundle: Bundle,
    replays: Sequence[tuple[str, FeatureMatrix]],
    acts: Promises,
) -> Floats:
    """The points that a refit gives to each act's replay, at the level of the model's anchor."""
    shift = bundle.rating.anchor.shift if bundle.rating else 0.0
    names = columns(bundle.kind, bundle.spec, bundle.inputs)
    found: dict[tuple[str, str], float] = {}
    for name, matrix in replays:
        margin = refit.model.decision_function(frame(matrix.table, bundle.inputs)[names])
        logit = refit.line.logit(margin) + shift
        points = bundle.scale.clipped(bundle.scale.points(logit))
        ids = matrix.table["coop_id"].to_pylist()
        found |= {(who, name): one for who, one in zip(ids, points.tolist(), strict=True)}
    return np.array([found[who, act.act] for who, act in acts])


def lines_of(found: Told) -> list[Line]:
    """The figures: who can act, what it gains, and how often the word is kept."""
    on, borrowers = (DAY,), len(found.scores)
    who = {coop_id for coop_id, _ in found.acts}
    kept = found.kept
    before = {one.coop_id: one.grade for one in found.scores}
    bettered = {
        coop_id
        for coop_id, act in found.acts
        if NOT_RATED not in (before[coop_id], act.promised) and act.promised < before[coop_id]
    }
    reached = {
        coop_id
        for coop_id, act in found.acts
        if NOT_RATED not in (before[coop_id], act.grade) and act.grade < before[coop_id]
    }
    lines = [
        Line(figure="recourse_borrowers", value=borrowers, on=on),
        Line(figure="recourse_some", value=len(who) / borrowers, on=on),
        Line(
            figure="recourse_better_grade", value=len(reached) / borrowers, on=on,
            beside={"recourse_promised": len(bettered) / borrowers},
        ),
        Line(figure="recourse_reached", value=float(np.mean(found.reached)), on=on, least=1.0),
        Line(
            figure="recourse_kept", value=float(kept.mean()), on=on, least=LEAST_KEPT,
            beside={
                "recourse_refits": len(kept),
                "recourse_in_nine_of_ten": float((kept.mean(axis=0) >= LEAST_KEPT).mean()),
            },
        ),
    ]  # fmt: skip
    for name in (*ACTS, ALL):
        gains = [act.gain for _, act in found.acts if act.act == name]
        if gains:
            lines.append(
                Line(
                    figure="recourse_gain", of=name, value=float(np.mean(gains)), on=on,
                    beside={"recourse_share": len(gains) / borrowers, "recourse_most": max(gains)},
                )
            )  # fmt: skip
    return lines
