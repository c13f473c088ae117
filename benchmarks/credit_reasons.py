"""Whether reasons can be relied on: trained on other co-operatives, and without their facts.

The spec's leading kind is fitted on a make-believe sector, and again on twenty redraws of its
co-operatives (`models.rating.refits`). The *overlap* of a borrower is the share of its top four
adverse reasons that a refit tells too, mean over the refits; a reason is an input, or a concept by
the sum of its inputs' shares (`models.rating_tests.explanation`; the library riskvalidation, which
also counts shares that lower risk among the four, stands beside it). The curve goes over registries
of which only a part is learnt from, and events are counted as rows. What deletion means is written
in `benchmarks.credit_deletion`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray
from riskvalidation.ml.explanations import reason_code_overlap

from benchmarks.credit_deletion import Deleted, deleted
from benchmarks.credit_world import World, credit_world
from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from benchmarks.sector_pass import ENDS
from coopscore.scores import Reason
from features.matrix import FeatureMatrix
from models.bundle import Bundle
from models.calibration import AffineCalibration, fit_calibration
from models.inputs import Input, frame, model_inputs
from models.kinds import columns, fitted
from models.learner import Learner
from models.rating.refits import refits
from models.rating_tests.explanation import by_concept, overlaps
from models.reasons.concepts import MOST, adverse_among, adverse_reasons
from models.runs.score import score
from models.sample import Sample
from models.scale import load_master_scale
from models.spec import Spec

SPEC, COOPERATIVES, WORLD = "credit", 20_000, 6
SIZES = (5_000, 10_000, COOPERATIVES)
REFITS, SEED = 20, 1404
DELETED = 400  # co-operatives whose facts are taken away
LEAST = {"concept": 0.85, "feature": 0.65}
LEAST_LARGER = 0.95

Floats = NDArray[np.float64]


def measure(registries: Registries) -> Found:
    """The overlap at each size, by concept and by feature, and the moves of deletion."""
    registries.tell("draw the sector")
    world = credit_world(COOPERATIVES, WORLD, SPEC)
    today = newest(world.rows.matrix)
    lines: list[Line] = []
    for size in SIZES:
        known = part_of(world.rows.sample, size / COOPERATIVES)
        stable = stability(world.rows.spec, world.rows.matrix, known, today)
        lines += stable.lines(size, asked=size == COOPERATIVES)
        registries.tell(f"{size}: {stable.events} events")
    found = taken_away(world, stable.model, known, today)
    return Found(lines=[*lines, *deletion(found, today)])


def newest(matrix: FeatureMatrix) -> FeatureMatrix:
    """The rows of the newest day: who is scored and told reasons."""
    last = pc.max(matrix.table["as_of"])
    table = matrix.table.filter(pc.equal(matrix.table["as_of"], last)).combine_chunks()
    return FeatureMatrix(
        table=table, features=matrix.features, batch=matrix.batch, calendar=matrix.calendar,
        cohort=matrix.cohort,
    )  # fmt: skip


def part_of(sample: Sample, share: float) -> Sample:
    """The rows of so many of the co-operatives, drawn by lot; all of them where the share is 1."""
    names = np.unique(sample.coop_ids.astype(str))
    drawn = np.random.default_rng(SEED).permutation(names)[: round(share * len(names))]
    return sample.take(np.isin(sample.coop_ids.astype(str), drawn))


@dataclass(frozen=True, kw_only=True)
class Stability:
    """How far reasons stay: overlaps of each scored row, by what a reason is.

    `told` is of the reasons as they are told to people (`models.reasons.concepts`), by feature.
    """

    rows: int
    events: int
    model: Learner
    concept: Floats
    feature: Floats
    told: float
    library: dict[str, float]

    def lines(self, size: int, *, asked: bool) -> list[Line]:
        """The figures; what is asked is asked of the largest registry."""
        lines = [
            Line(figure="fitted_rows", of=f"reasons_{size}", value=self.rows),
            Line(figure="events", of=f"reasons_{size}", value=self.events),
        ]
        for by in ("concept", "feature"):
            some = getattr(self, by)
            some = some[np.isfinite(some)]
            beside = {
                "reasons_low": float(np.quantile(some, 0.05)),
                "reasons_library": self.library[by],
            }
            lines.append(
                Line(
                    figure=f"reason_overlap_{by}", of=f"reasons_{size}", value=float(some.mean()),
                    beside=beside, least=LEAST[by] if asked else None,
                )
            )  # fmt: skip
        return [*lines, Line(figure="reasons_told", of=f"reasons_{size}", value=self.told)]


def stability(spec: Spec, matrix: FeatureMatrix, sample: Sample, today: FeatureMatrix) -> Stability:
    """The model of a sample, refits on redrawn co-operatives, and what each tells of today's."""
    inputs = model_inputs(matrix, spec)
    kind, X = spec.champion.lead, frame(today.table, inputs)
    model = fitted(kind, spec, inputs, sample)
    line = line_of(spec, inputs, model, sample)
    again = refits(spec, inputs, sample, (), kind=kind, count=REFITS, seed=SEED, line=line)
    shares = np.stack(
        [one.contributions(X)[:, :-1] for one in (model, *(refit.model for refit in again))]
    )
    concepts = by_concept(shares, [item.concept for item in inputs])
    return Stability(
        rows=len(sample),
        events=sample.events,
        model=model,
        concept=overlaps(concepts, MOST),
        feature=overlaps(shares, MOST),
        told=told_again(load_master_scale().factor * line.slope * shares, inputs, today),
        library={
            "concept": reason_code_overlap(concepts, MOST).mean,
            "feature": reason_code_overlap(shares, MOST).mean,
        },
    )


def told_again(lost: Floats, inputs: Sequence[Input], today: FeatureMatrix) -> float:
    """How many of the inputs told to a person (at most one a concept first) a refit tells too.

    `lost` are points that each input takes from a score, by refit and row. Mean over the refits and
    over the borrowers whose facts are taken away as well.
    """
    chosen = sampled(today)
    names = [item.name for item in inputs]
    kept = []
    for place in chosen:
        first, *again = [told(names, one) for one in lost[:, place]]
        if first:
            kept.append(np.mean([len(first & other) / len(first) for other in again]))
    return float(np.mean(kept))


def told(names: Sequence[str], lost: Floats) -> frozenset[str]:
    """The inputs that a person is told of."""
    reasons = [
        Reason(feature=name, value=None, points=-points)
        for name, points in zip(names, lost.tolist(), strict=True)
    ]
    return frozenset(one.feature for one in adverse_among(reasons))


def sampled(today: FeatureMatrix) -> list[int]:
    """Places of the borrowers whose facts are taken away, drawn by lot."""
    drawn = np.random.default_rng(SEED).permutation(len(today))[:DELETED]
    return sorted(drawn.tolist())


def taken_away(world: World, model: Learner, sample: Sample, today: FeatureMatrix) -> Deleted:
    """The moves without the facts behind the reasons, and without as many others."""
    spec = world.rows.spec
    inputs = model_inputs(world.rows.matrix, spec)
    bundle = Bundle(
        spec=spec,
        inputs=inputs,
        model=model,
        calibration=line_of(spec, inputs, model, sample),
        scale=load_master_scale(),
        training={"until": ENDS.isoformat()},
    )
    scores = score(bundle, today)
    chosen = [scores[place] for place in sampled(today)]
    chosen = [one for one in chosen if adverse_reasons(one)]
    return deleted(bundle, scores, today, world.facts, chosen)


def line_of(
    spec: Spec, inputs: Sequence[Input], model: Learner, sample: Sample
) -> AffineCalibration:
    """A calibration line through the fitted margins: it makes points of margins, and ranks none."""
    X = sample.X[columns(spec.champion.lead, spec, inputs)]
    return fit_calibration(model.decision_function(X), sample.y, sample.coop_ids, spec=spec.name)


def deletion(found: Deleted, today: FeatureMatrix) -> list[Line]:
    """The share of co-operatives that move further without the facts behind their reasons."""
    on = (today.table["as_of"][0].as_py(),)
    each = found.larger.mean(axis=1)
    error = float(np.std(each, ddof=1) / np.sqrt(len(each)))
    share = float(each.mean())
    return [
        Line(figure="deleted_cooperatives", value=len(each), on=on),
        Line(figure="deleted_facts", value=float(np.median(found.facts)), on=on),
        Line(
            figure="deleted_larger", value=share, on=on, least=LEAST_LARGER,
            low=max(0.0, share - 1.96 * error), high=min(1.0, share + 1.96 * error),
        ),
        Line(
            figure="deleted_points", value=float(np.median(found.moved)), on=on,
            beside={"deleted_at_random": float(np.median(found.at_random))},
        ),
    ]  # fmt: skip
