"""Searching: booster settings that rank better on the walk-forward folds, and nothing beyond them.

The folds are those of training, so nothing that was known after `until` is used; days that are kept
back to judge the settings have to lie after it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from typing import Any

import pyarrow as pa

from coopscore.errors import OneSidedFold
from features.matrix import FeatureMatrix
from models.inputs import inputs_of, model_inputs
from models.sample import Sample, need_events, sample_of
from models.screen import Evidence, screen
from models.search.choice import Chosen, Redraws, choose, lead_facts
from models.search.ranges import CHOICES
from models.search.sampler import Sampler
from models.search.space import Space
from models.search.trials import Trial, Trials
from models.spec import Spec
from models.splits import Fold

# Told how many trials are done, of how many, and the best objective so far.
Progress = Callable[[int, int, float], None]

_DRAWS = 1_000
_SOFTWARE = ("lightgbm", "numpy", "optuna")


@dataclass(frozen=True, kw_only=True)
class Found:
    """The spec with the settings that were chosen, the choice, and the search as JSON."""

    spec: Spec
    chosen: Chosen
    trials: Sequence[Trial]
    facts: Mapping[str, Any]

    @property
    def is_kept(self) -> bool:
        """Whether the settings are those that stood."""
        return self.spec.booster == self.trials[0].booster


def search(
    spec: Spec,
    matrix: FeatureMatrix,
    outcomes: pa.Table,
    *,
    until: date,
    trials: int,
    seed: int,
    evidence: Evidence | None = None,
    gives_up: bool = True,
    progress: Progress | None = None,
) -> Found:
    """Screen, try settings on the folds, the present ones first, and choose.

    A leak refuses the search as it refuses training: settings would be chosen for telling it best.

    The objective is the mean AUC of the folds' test days. The same matrix, spec and seed give the
    same choice, to the byte.

    Parameters
    ----------
    spec : Spec
        Its booster settings are the first trial; `[search]` says what varies and how is chosen.
    matrix, outcomes, until
        As `models.runs.train.train` takes them.
    trials : int, at least 1
        How many settings are tried, whatever comes of them.
    seed : int
        Of the sampler and of the redraws; the booster's own is the spec's.
    evidence : Evidence, optional
        As `models.runs.train.train` takes it.
    gives_up : bool
        Whether a trial that falls behind after half the folds is given up. It saves time; what is
        given up is not chosen, and the sampler learns less of it, so that later proposals differ.
    progress : callable, optional
        Told of each trial.

    Returns
    -------
    Found
        Never with settings that rank worse on the folds than those of `spec`.

    Raises
    ------
    TooFewEvents
        Where fewer co-operatives than the spec's `min_events` had the event, in the training days
        of the first fold or in all test days.
    LeakFound
        Where the screen finds what cannot have been known, naming features and tables.
    OneSidedFold
        Where a fold has nothing to rank: no event on its test day, or nothing else.
    UnknownName
        Where the matrix lacks the rule's input.
    """
    sample, folds = _rows(spec, matrix, outcomes, until, evidence)
    space, inputs = Space.of(spec), model_inputs(matrix, spec)
    tried = Trials(spec, inputs, sample, folds, gives_up=gives_up)
    _try(space, tried, trials=trials, seed=seed, progress=progress)
    chosen = _choose(spec, space, tried, seed)
    facts = {
        "spec": spec.name,
        "spec_hash": spec.hash,
        "until": until.isoformat(),
        "batch": matrix.batch,
        "matrix_hash": matrix.hash,
        "asked": trials,
        "seed": seed,
        "choose": _way(spec),
        "gives_up": gives_up,
        "space": space.facts(),
        "folds": [_fold_facts(step.fold, step.sample) for step in tried.all[0].steps],
        **_choice_facts(chosen, tried),
        "software": {name: version(name) for name in _SOFTWARE},
        "trials": [trial.facts() for trial in tried.all],
    }
    found = replace(spec, booster=chosen.trial.booster)
    return Found(spec=found, chosen=chosen, trials=tuple(tried.all), facts=facts)


def _rows(
    spec: Spec, matrix: FeatureMatrix, outcomes: pa.Table, until: date, evidence: Evidence | None
) -> tuple[Sample, Sequence[Fold]]:
    """What is searched on: enough of it, and without a leak."""
    inputs = inputs_of(matrix)
    sample = sample_of(matrix, outcomes, inputs, spec.training_days(until)).known_by(until)
    folds = spec.walk(sample.days)
    _refuse_thin(spec, sample, folds)
    screening = screen(
        spec, matrix, outcomes, inputs=inputs, sample=sample, folds=folds, until=until,
        evidence=evidence, settings=spec.screen,
    )  # fmt: skip
    screening.refuse_leaks(spec.name)
    return sample, folds


def _way(spec: Spec) -> str:
    return str(spec.search.get("choose", CHOICES[0]))


def _choose(spec: Spec, space: Space, tried: Trials, seed: int) -> Chosen:
    def one_fit(trial: Trial) -> Trial:
        return tried.run(replace(trial.booster, fits=1), "one_fit")

    redraws = Redraws(tried.all[0].steps, draws=_DRAWS, seed=seed)
    may_vary = 1 in space.fits
    return choose(tried.complete, redraws, way=_way(spec), one_fit=one_fit if may_vary else None)


def _try(space: Space, tried: Trials, *, trials: int, seed: int, progress: Progress | None) -> None:
    sampler = Sampler(space, seed=seed)
    for number in range(trials):
        proposal = sampler.propose()
        # The present settings are tried as they are, not as their place in the space rounds them.
        booster = space.settings(proposal.point) if number else space.present
        trial = tried.run(booster, "sampler" if number else "present")
        sampler.learn(
            proposal, trial.objective, folds=len(trial.aucs), is_complete=trial.is_complete
        )
        if progress:
            best = max(one.objective for one in tried.complete)
            progress(number + 1, trials, best)


def _refuse_thin(spec: Spec, sample: Sample, folds: Sequence[Fold]) -> None:
    """Refuse too few events, and a fold that has nothing to rank."""
    need_events(spec, sample, folds)
    for fold in folds:
        test = sample.on(fold.tests)
        if not 0 < test.events < len(test):
            raise OneSidedFold(spec=spec.name, as_of=fold.test, events=test.events, rows=len(test))


def _fold_facts(fold: Fold, test: Sample) -> dict[str, Any]:
    return {
        "test": fold.test.isoformat(),
        "train": [day.isoformat() for day in fold.train],
        "rows": len(test),
        "events": test.events,
    }


def _choice_facts(chosen: Chosen, tried: Trials) -> dict[str, Any]:
    return {
        "chosen": chosen.trial.number,
        "best": chosen.best.number,
        "before": tried.all[0].objective,
        "after": chosen.trial.objective,
        "over_present": lead_facts(chosen.over_present),
        "behind_best": lead_facts(chosen.behind_best),
        "over_one_fit": lead_facts(chosen.over_one_fit),
    }
