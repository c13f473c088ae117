"""Log-odds from a model, or from one rate where too few events came to fit a model on."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import expit, logit

from models.coding import Coding
from models.learner import Floats, Model
from models.readers import model_from_text

# Rates are held this far from 0 and 1, which have no log-odds.
TINY = 1e-9


@dataclass(frozen=True, kw_only=True)
class Odds:
    """What is told of an event that a row may have.

    `level` (log-odds) is added to the model's margin, and is the log-odds themselves where there
    is no model.
    """

    model: Model | None
    level: float

    @classmethod
    def of_rate(cls, events: int, rows: int) -> "Odds":
        """One rate for everybody: half an event is added, so that none is never called certain."""
        return cls(model=None, level=float(logit((events + 0.5) / (rows + 1))))

    def logit(self, X: pd.DataFrame) -> Floats:
        """Log-odds of each row, shape (n,)."""
        if self.model is None:
            return np.full(len(X), self.level)
        return self.model.decision_function(X) + self.level

    def probability(self, X: pd.DataFrame) -> Floats:
        """The probability of each row, 0 to 1, shape (n,)."""
        return np.asarray(expit(self.logit(X)), dtype=np.float64)

    def content(self) -> dict[str, Any]:
        """All but the model's own text, as JSON holds it; `of` reads it back."""
        if self.model is None:
            return {"level": self.level}
        return {
            "level": self.level, "kind": self.model.kind, "coding": asdict(self.model.coding_),
        }  # fmt: skip

    @classmethod
    def of(cls, content: Mapping[str, Any], text: str | None, names: Sequence[str]) -> "Odds":
        """The odds that a bundle writes down, with the model's text, where there is one.

        Raises
        ------
        UnreadableModel
            Where the text is no model of these inputs.
        """
        if "kind" not in content:
            return cls(model=None, level=content["level"])
        coding = Coding(
            levels={name: tuple(met) for name, met in content["coding"]["levels"].items()},
            always_known=tuple(content["coding"]["always_known"]),
        )
        model = model_from_text(content["kind"], text or "", names=names, coding=coding)
        return cls(model=model, level=content["level"])
