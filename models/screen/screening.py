"""The screen before training: does time hold, does anything know the outcome, does now look alike?

A leak stops the run; drift and likeness warn. All of it is worked out from the rows themselves and
from how facts arrived; nothing that other modules promise is taken on trust.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from coopscore.calendar import months
from features.build import build_matrix
from features.facts import Facts
from features.knowledge import Arrivals, HeldBack, arrivals_of
from features.matrix import FeatureMatrix
from models.inputs import Input
from models.sample import Sample
from models.screen.delays import known_days
from models.screen.drift import drift
from models.screen.findings import Finding, Screening
from models.screen.heldback import held_back
from models.screen.order import time_order
from models.screen.panel import panel
from models.screen.resemblance import resemblance
from models.screen.telling import single_features
from models.screen_settings import ScreenSettings
from models.spec import Spec
from models.splits import Fold


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What only the facts can tell: how they arrived, and the matrix with knowledge held back."""

    arrivals: tuple[Arrivals, ...]
    earlier: FeatureMatrix


def evidence_of(
    facts: Facts, matrix: FeatureMatrix, settings: ScreenSettings, *, until: date
) -> Evidence:
    """The evidence about a matrix from the facts that it was built on.

    Parameters
    ----------
    until : date
        The day of training; what became known after it is not looked at.
    settings : ScreenSettings
        Says how far knowledge is held back.

    Raises
    ------
    EmptyCohort
        Where nobody belonged to the cohort by what was known that lag before any of the days.
    """
    coop_ids = matrix.table["coop_id"].unique().to_pylist()
    return Evidence(
        arrivals=arrivals_of(facts, matrix.features, coop_ids, until=until),
        earlier=build_matrix(
            HeldBack(facts=facts, lag=months(settings.lag_months), calendar=matrix.calendar),
            features=matrix.features,
            cohort=matrix.cohort,
            as_ofs=matrix.table["as_of"].unique().to_pylist(),
            calendar=matrix.calendar,
        ),
    )


def screen(
    spec: Spec,
    matrix: FeatureMatrix,
    outcomes: pa.Table,
    *,
    inputs: Sequence[Input],
    sample: Sample,
    folds: Sequence[Fold],
    until: date,
    present: FeatureMatrix | None = None,
    evidence: Evidence | None = None,
    settings: ScreenSettings,
) -> Screening:
    """Look at what a model is about to learn from.

    Parameters
    ----------
    matrix, outcomes : FeatureMatrix, pa.Table
        As `train` takes them.
    inputs, sample, folds
        What `train` makes of them for `until`.
    present : FeatureMatrix, optional
        The same features on the day that is to be scored; without it, drift ends with the training
        days, and likeness is not looked at.
    evidence : Evidence, optional
        Without it, known days are not looked at.

    Returns
    -------
    Screening
        Deterministic: the same arguments give the same findings. Of a sample without events or
        without others, only time, rows and drift are looked at.
    """

    def looked_at() -> Iterator[Finding]:
        yield time_order(spec, matrix, outcomes, sample, folds, until)
        if 0 < sample.events < len(sample):
            yield from single_features(inputs, sample, settings)
            if evidence is not None:
                yield from held_back(spec, inputs, sample, evidence.earlier, settings)
                yield from known_days(spec, sample, evidence.arrivals, settings)
        yield from panel(matrix, inputs, sample, folds, settings)
        if present is not None and inputs and sample.days:
            yield resemblance(matrix, present, inputs, sample.days[-1], settings)
        yield from drift(matrix, present, inputs, sample.days, settings)

    return Screening(findings=tuple(looked_at()))
