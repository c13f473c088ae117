"""A hazard: all that draws the curve beside a score, as one part of its bundle."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from coopscore.scores import CurvePoint
from features.ends import CAUSES
from models.calibration import AffineCalibration
from models.hazard.curve import Told, by_second, curves
from models.hazard.odds import Odds
from models.hazard.quarters import QUARTER, hazards
from models.learner import Floats

SECOND = "second"
PARTS = (SECOND, *CAUSES)


@dataclass(frozen=True, kw_only=True)
class Hazard:
    """The second cycle, the ends by quarter, and what was measured of them.

    Parameters
    ----------
    months : str
        The input that tells the months to the end of the first open cycle.
    odds : mapping of str to Odds
        By `PARTS`: of the second cycle, given that the first did not end silent; and of each end.
    line : AffineCalibration
        The calibration of 24 months.
    measured : mapping
        JSON: slopes at 6, 12 and 24 months on rows that no model had seen.
    """

    months: str
    odds: Mapping[str, Odds]
    line: AffineCalibration
    measured: Mapping[str, Any]

    def curves(self, X: pd.DataFrame, probability: Floats) -> list[tuple[CurvePoint, ...]]:
        """The curve of each row, from the model's inputs and the score's own probability."""
        after = self.odds[SECOND].probability(X)
        ends = {cause: hazards(self.odds[cause], X) for cause in CAUSES}
        return curves(
            Told(
                months=X[self.months].to_numpy().astype(np.int64),
                first=probability,
                second=by_second(probability, after, self.line),
                **ends,
            )
        )

    def content(self) -> dict[str, Any]:
        """The hazard as JSON holds it, without the texts of models; `of` reads it back."""
        return {
            "months": self.months,
            "odds": {part: odds.content() for part, odds in self.odds.items()},
            "line": asdict(self.line),
            "measured": self.measured,
        }

    @property
    def texts(self) -> dict[str, str]:
        """The text of each model that there is, by part."""
        return {part: one.model.text() for part, one in self.odds.items() if one.model}

    @classmethod
    def of(
        cls, content: Mapping[str, Any], texts: Mapping[str, str], names: Sequence[str]
    ) -> "Hazard":
        """The hazard that a bundle writes down; `names` are the model's inputs, in order.

        Raises
        ------
        UnreadableModel
            Where a text is no model of these inputs.
        """
        (a, b), (c, d) = content["line"]["covariance"]
        read = {
            part: Odds.of(
                content["odds"][part],
                texts.get(part),
                names if part == SECOND else [*names, QUARTER],
            )
            for part in PARTS
        }
        return cls(
            months=content["months"],
            odds=read,
            line=AffineCalibration(**{**content["line"], "covariance": ((a, b), (c, d))}),
            measured=content["measured"],
        )
