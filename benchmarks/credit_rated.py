"""Five make-believe sectors, rated year by year by models that know no more than the bank did.

On each of the newest four 30 Mehr whose outcomes are known a bank trains the spec on what was known
by then and rates its borrowers. Those ratings are what is judged, so nobody looks ahead and every
interval was stated before its year.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.credit_world import Rows, credit_world
from benchmarks.sector_pass import ENDS
from models.bundle import Bundle
from models.inputs import frame, inputs_of, model_inputs
from models.kinds import columns, fitted
from models.learner import Learner
from models.metrics import auc
from models.rating.groups import groups_of
from models.rating_tests.rows import RatedRows
from models.runs.train import train
from models.sample import sample_of
from models.spec import Spec

SPEC, COOPERATIVES, JUDGED = "credit", 20_000, 4


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One sector's judged rows: what was told of them, what came, and what was true.

    `truth` is the row's own true probability (0-1), nan of a borrower that turns out to have been
    in arrears on the day: it was rated all the same, and what came of it counts. `ceiling` the
    margin of the model that learnt from the nation; `low` and `high` are the ends of the stated
    interval; arrays are (rows,).
    """

    seed: int
    rated: RatedRows
    truth: NDArray[np.float64]
    ceiling: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    @property
    def true(self) -> NDArray[np.bool_]:
        """Which rows have a true probability, shape (rows,)."""
        return ~np.isnan(self.truth)

    def auc(self, score: NDArray[np.float64]) -> float:
        """How a score ranks the judged rows of all years together; those without one are left."""
        told = ~np.isnan(score)
        return auc(self.rated.y[told], score[told])


def judged_days(spec: Spec) -> tuple[date, ...]:
    """The days that are judged: the newest whose outcomes are known when the history ends."""
    return spec.training_days(ENDS)[-JUDGED:]


def nation_model(rows: Rows) -> Learner:
    """The kind that leads in the spec, fitted on the nation as known by the first judged day."""
    spec, matrix = rows.spec, rows.matrix
    days = spec.training_days(judged_days(spec)[0])
    sample = sample_of(matrix, rows.outcomes, inputs_of(matrix), days)
    return fitted(spec.champion.lead, spec, model_inputs(matrix, spec), sample)


def judged(ceiling: Learner, seed: int, cooperatives: int = COOPERATIVES) -> Judged:
    """One sector, rated on each of the judged days by a model of what was known then.

    Only the kind that leads is walked: challengers change no rating unless they are shown better.
    """
    rows = credit_world(cooperatives, seed, SPEC).rows
    spec = rows.spec
    alone = replace(spec, champion=replace(spec.champion, kinds=(spec.champion.lead,)))
    years = [_rated(alone, rows, ceiling, seed, day) for day in judged_days(spec)]
    return Judged(
        seed=seed,
        rated=_one_after_the_other([one.rated for one in years]),
        **{
            name: np.concatenate([getattr(one, name) for one in years])
            for name in ("truth", "ceiling", "low", "high")
        },
    )


def _rated(spec: Spec, rows: Rows, ceiling: Learner, seed: int, day: date) -> Judged:
    """A training that stands on `day`, and what it tells of the borrowers of that day."""
    bundle = train(spec, rows.matrix, rows.outcomes, until=day).bundle
    known, on = rows.known, np.array(rows.matrix.table["as_of"].to_pylist(), dtype=object) == day
    at = np.flatnonzero(known & on)
    table = rows.matrix.table.take(at)
    X = frame(table, bundle.inputs)
    margin = bundle.model.decision_function(X)
    lead = spec.champion.lead
    low, high = _interval(bundle, margin, table)
    return Judged(
        seed=seed,
        rated=RatedRows(
            y=rows.outcomes["outcome"].fill_null(0).to_numpy()[at].astype(np.int64),
            probability=bundle.calibration.probability(margin),
            margin=margin,
            grade=_places(bundle, margin),
            coop_id=np.array(table["coop_id"].to_pylist(), dtype=object),
            as_of=np.array(table["as_of"].to_pylist(), dtype=object),
            grades=tuple(name for name, _ in bundle.scale.grades),
            groups={"group": rows.groups[at]},
        ),
        truth=rows.probability[at],
        ceiling=ceiling.decision_function(X[columns(lead, spec, bundle.inputs)]),
        low=low,
        high=high,
    )


def _interval(
    bundle: Bundle, margin: NDArray[np.float64], table: Any
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rating = bundle.rating
    assert rating is not None, "the spec asks for a rating"
    groups = groups_of(table[rating.by.name].to_pylist())
    return rating.interval(margin, bundle.calibration.logit(margin), groups)


def _places(bundle: Bundle, margin: NDArray[np.float64]) -> NDArray[np.int64]:
    """The place of each row's grade on the scale, 0 the best; by the points alone."""
    scale = bundle.scale
    names = {name: place for place, (name, _) in enumerate(scale.grades)}
    told = scale.grade(scale.clipped(scale.points(bundle.calibration.logit(margin))))
    return np.array([names[one] for one in told], dtype=np.int64)


def _one_after_the_other(years: Sequence[RatedRows]) -> RatedRows:
    names = ("y", "probability", "margin", "grade", "coop_id", "as_of")
    return RatedRows(
        **{name: np.concatenate([getattr(year, name) for year in years]) for name in names},
        grades=years[0].grades,
        groups={"group": np.concatenate([year.groups["group"] for year in years])},
    )
