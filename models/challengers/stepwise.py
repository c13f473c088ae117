"""What the challengers whose margins are sums of steps share as estimators."""

from collections.abc import Sequence
from typing import Self

from sklearn.utils.validation import check_is_fitted

from models.challengers.steps import StepModel
from models.coding import Coding
from models.estimator import MarginClassifier
from models.learner import Floats


class StepClassifier(MarginClassifier):
    """An estimator that finds the steps of a `StepModel`, and is that model once it is fitted.

    Attributes
    ----------
    steps_ : StepModel
        One step function an input, and the base.
    """

    steps_: StepModel

    def text(self) -> str:
        """The steps as JSON, which `StepModel.from_text` reads without the library that made it."""
        check_is_fitted(self)
        return self.steps_.text()

    @classmethod
    def from_text(cls, text: str, *, names: Sequence[str], coding: Coding) -> Self:
        """A fitted estimator again, of its text, its inputs in order, and their coding.

        Raises
        ------
        UnreadableModel
            Where the text is no model of this kind and these inputs.
        """
        model = cls()
        model.steps_ = StepModel.from_text(text, kind=cls.kind, names=names, coding=coding)
        model._restore(names, coding)
        return model

    def _margin(self, numbers: Floats) -> Floats:
        return self.steps_.margin(numbers)

    def _shares(self, numbers: Floats) -> Floats:
        return self.steps_.shares(numbers)
