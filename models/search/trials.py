"""Trials: settings that are walked through the folds, and given up where they fall behind."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from statistics import fmean
from typing import Any, Literal

import numpy as np

from models.inputs import Input
from models.metrics import auc
from models.sample import Sample
from models.search.ranges import SEARCH
from models.spec import Spec
from models.spec_tables import BoosterSettings
from models.splits import Fold
from models.walk import Tested, walk

Origin = Literal["present", "sampler", "one_fit"]

# From so many complete trials on, one in the lowest share is given up, after half the folds.
_COMPLETE, _LOWEST = 8, 0.25


@dataclass(frozen=True, kw_only=True)
class Trial:
    """Settings, and the folds that they were walked through: all of them, or the first ones.

    `origin` says where the settings come from: the spec as it is, the sampler, or the chosen
    settings with one fit instead of several.
    """

    number: int
    origin: Origin
    booster: BoosterSettings
    steps: Sequence[Tested]
    aucs: tuple[float, ...]
    is_complete: bool

    @property
    def objective(self) -> float:
        """Mean of the folds' AUC: 0.5 is a coin, 1 is without error.

        The mean, not the AUC of all folds' margins together: that would also reward settings by
        which the margins of some days happen to lie higher, and a level is what calibration is
        for. Every test day counts the same, however many events it has.
        """
        return fmean(self.aucs)

    @property
    def leaves(self) -> int:
        """Leaves that all trees of all fits have at most: how much there is of a model."""
        return self.booster.num_leaves * self.booster.n_estimators * self.booster.fits

    def facts(self) -> dict[str, Any]:
        """The trial as JSON."""
        varied = [name for name in SEARCH if name != "budget"]
        return {
            "number": self.number,
            "origin": self.origin,
            "settings": {
                name: getattr(self.booster, name) for name in ("fits", "n_estimators", *varied)
            },
            "leaves": self.leaves,
            "folds": list(self.aucs),
            "objective": self.objective if self.is_complete else None,
        }


class Trials:
    """All trials so far, and the walk that each new one takes.

    Parameters
    ----------
    spec : Spec
        What is searched for; its booster settings are those of the first trial.
    inputs, sample, folds
        As in training.
    gives_up : bool
        Whether trials that fall behind are given up.
    """

    def __init__(
        self,
        spec: Spec,
        inputs: Sequence[Input],
        sample: Sample,
        folds: Sequence[Fold],
        *,
        gives_up: bool,
    ) -> None:
        self._spec, self._inputs, self._sample = spec, inputs, sample
        self._folds, self._gives_up = folds, gives_up
        self.all: list[Trial] = []

    @property
    def complete(self) -> list[Trial]:
        """The trials that went through all folds."""
        return [trial for trial in self.all if trial.is_complete]

    def run(self, booster: BoosterSettings, origin: Origin) -> Trial:
        """Walk settings through the folds; settings that were tried before are not walked again."""
        known = next((trial for trial in self.all if trial.booster == booster), None)
        trial = self._walked(booster, origin) if known is None else known
        trial = replace(trial, number=len(self.all), origin=origin)
        self.all.append(trial)
        return trial

    def _walked(self, booster: BoosterSettings, origin: Origin) -> Trial:
        spec = replace(self._spec, booster=booster)
        lead = spec.champion.lead
        steps: list[Tested] = []
        aucs: list[float] = []
        for fold in self._folds:
            steps += walk(spec, self._inputs, self._sample, [fold], [lead])[lead]
            aucs.append(auc(steps[-1].sample.y, steps[-1].margin))
            if self._falls_behind(aucs):
                break
        return Trial(
            number=0,
            origin=origin,
            booster=booster,
            steps=steps,
            aucs=tuple(aucs),
            is_complete=len(steps) == len(self._folds),
        )

    def _falls_behind(self, aucs: Sequence[float]) -> bool:
        """Whether the folds so far are among the lowest, compared on the same folds.

        Measured against trials that went through all folds, so that what was given up does not
        raise the bar. Folds differ in how hard they are; the same ones do not.
        """
        walked, complete = len(aucs), self.complete
        half = ceil(len(self._folds) / 2)
        if not self._gives_up or len(complete) < _COMPLETE or not half <= walked < len(self._folds):
            return False
        others = [fmean(trial.aucs[:walked]) for trial in complete]
        return fmean(aucs) < float(np.quantile(others, _LOWEST))
