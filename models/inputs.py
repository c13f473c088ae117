"""What a model takes in: named columns, each pinned to the definition that it was trained on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from coopscore.errors import UnknownName, WrongPopulation
from features.catalogue import select
from features.labels import LABELS
from features.matrix import FeatureMatrix
from features.spec import Feature
from models.spec import Spec

# What a co-operative is rather than does: a score that rests on these alone has a thin history.
_STANDING = frozenset({"status", "age", "form"})
_RISK: Mapping[str, int] = {"rises": 1, "falls": -1, "none": 0}


@dataclass(frozen=True, kw_only=True)
class Input:
    """One input of a model.

    `missing` is what the definition puts where nothing is on record (None: unknown); `monotone` is
    +1 where a higher value may only raise the risk, -1 only lower it, 0 either; `hash` is that of
    the definition.
    """

    name: str
    type: Literal["number", "category"]
    concept: str
    missing: float | None
    monotone: int
    hash: str

    @property
    def is_behaviour(self) -> bool:
        """Whether it tells what the co-operative did, not what it is."""
        return self.concept not in _STANDING


def inputs_of(matrix: FeatureMatrix) -> tuple[Input, ...]:
    """The inputs that a matrix offers, in its own order."""
    return tuple(
        Input(
            name=feature.name,
            type=feature.type,
            concept=feature.concept,
            missing=feature.missing,
            monotone=0 if feature.type == "category" else _RISK[feature.risk],
            hash=feature.hash,
        )
        for feature in matrix.features
    )


def features_of(spec: Spec) -> tuple[Feature, ...]:
    """The features that a matrix for training is built of: the spec's, the months to the end of a
    cycle where the outcome is one of cycles, and what is read beside them (the rule of thumb's own
    input, and what tells the branch group of a rating).

    Raises
    ------
    UnknownName
        Where the spec names a feature that is not defined.
    """
    return select([*spec.features, *_cycle(spec), *_beside(spec)])


def model_inputs(matrix: FeatureMatrix, spec: Spec) -> tuple[Input, ...]:
    """The inputs that models are given: all that the matrix offers but what is read beside them.

    Raises
    ------
    UnknownName
        Where the rule of thumb or the rating takes part and the matrix lacks its input.
    WrongPopulation
        Where the matrix holds another cohort than the one that the spec learns from.
    """
    if matrix.cohort != spec.cohort:
        raise WrongPopulation(spec=spec.name, asked=spec.cohort, cohort=matrix.cohort)
    offered = inputs_of(matrix)
    names = tuple(item.name for item in offered)
    for own in (*_cycle(spec), *_beside(spec)):
        if own not in names:
            raise UnknownName(kind="feature", name=own, allowed=names)
    shared = {feature.name for feature in select([*spec.features, *_cycle(spec)])}
    apart = {spec.rule.input, *_beside(spec)} - shared
    return tuple(item for item in offered if item.name not in apart)


def _cycle(spec: Spec) -> tuple[str, ...]:
    """What tells how far ahead an outcome of cycles lies: always an input."""
    label = LABELS.get(spec.outcome)
    return (label.cycle,) if label and label.cycle else ()


def _beside(spec: Spec) -> tuple[str, ...]:
    """Features that are read though they need not be among the inputs of models."""
    rule = (spec.rule.input,) if "rule" in spec.champion.kinds else ()
    return (*rule, spec.rating.by) if spec.rating else rule


def population_of(matrix: FeatureMatrix, spec: Spec) -> str:
    """The cohort that a matrix holds for scoring; empty where it is the one that was learnt from.

    Raises
    ------
    WrongPopulation
        Where it is neither the cohort that the spec learns from nor the one that it scores.
    """
    if matrix.cohort not in (spec.cohort, spec.scored):
        raise WrongPopulation(spec=spec.name, asked=spec.scored, cohort=matrix.cohort)
    return "" if matrix.cohort == spec.cohort else matrix.cohort


def moved(inputs: Sequence[Input], matrix: FeatureMatrix) -> list[str]:
    """Names of inputs that the matrix lacks, or holds by another definition."""
    hashes = matrix.feature_hashes
    return [item.name for item in inputs if hashes.get(item.name) != item.hash]


def frame(table: pa.Table, inputs: Sequence[Input]) -> pd.DataFrame:
    """The inputs' columns as an estimator takes them: numbers as float64, categories as text."""
    columns: dict[str, Any] = {}
    for item in inputs:
        column = table[item.name]
        if item.type == "number":
            columns[item.name] = column.cast(pa.float64()).to_numpy()
        else:
            columns[item.name] = pd.Series(column.to_pylist(), dtype="str")
    return pd.DataFrame(columns)


def is_thin(X: pd.DataFrame, inputs: Sequence[Input]) -> NDArray[np.bool_]:
    """For each row: does every input of behaviour hold only what stands for "nothing on record"?

    A count of zero by the definition's own missing rule says as little as an unknown, so it counts
    as nothing on record.
    """
    thin = np.ones(len(X), dtype=bool)
    for item in inputs:
        if item.is_behaviour:
            column = X[item.name]
            empty = column.isna()
            if item.missing is not None:
                empty |= column == item.missing
            thin &= empty.to_numpy(dtype=bool)
    return thin
