"""What every kind of model is asked for, whatever it is made of.

A model of any kind gives a margin, says how much of it each input has, tells what training met of
its inputs, and can be written as text and read again. So calibration, points, reasons and bundles
work on any of them, and simpler models can be held against the booster on equal terms.
"""

from collections.abc import Sequence
from typing import Protocol, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from models.coding import Coding

Floats = NDArray[np.float64]


class UnreadableModel(ValueError):
    """Text that is no model of the kind and inputs that were asked for."""


class Model(Protocol):
    """A fitted model of any kind: what a bundle holds and a scoring run asks.

    `kind` is a key of `models.kinds.KINDS`; `coding_` is what training met of each input.
    """

    @property
    def kind(self) -> str:
        """Of what kind it is: a key of `models.kinds.KINDS`."""
        ...

    @property
    def coding_(self) -> Coding:
        """What training met of each input."""
        ...

    def decision_function(self, X: pd.DataFrame) -> Floats:
        """The margin of each row, shape (n,): raw log-odds, higher is riskier."""
        ...

    def contributions(self, X: pd.DataFrame) -> Floats:
        """Each input's share of the margin, and the base last, shape (n, p + 1).

        A row's shares and base add up to its margin within 1e-9.
        """
        ...

    def text(self) -> str:
        """The model as text: the same fit gives the same bytes."""
        ...


class Learner(Model, Protocol):
    """A model that can be fitted: scikit-learn's contract, and `Model` once `fit` is done."""

    def fit(self, X: pd.DataFrame | ArrayLike, y: ArrayLike) -> Self:
        """Learn from rows `X` (numbers with NaN for unknown, text categories) and outcomes `y`."""
        ...

    @classmethod
    def from_text(cls, text: str, *, names: Sequence[str], coding: Coding) -> Self:
        """A fitted model again, of its text, its inputs in order, and their coding.

        Raises
        ------
        UnreadableModel
            Where the text is no model of these inputs.
        """
        ...
