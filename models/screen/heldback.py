"""Features that are fed by facts which arrive with the outcome.

Let all knowledge be held back by a `lag`. If facts come as they should, the news of an event that
lies at an even chance anywhere in the horizon can have reached the register in the last `lag`
before the as-of day for no more than lag / horizon of the events: three months of twelve, a quarter
of them. So the share of events whose value changes exceeds the share of others by a quarter at
most. Known days that were moved to before the as-of day break this bound: the facts of the quarter
after it come on top of those of the quarter before.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from features.matrix import FeatureMatrix
from models.inputs import Input, frame
from models.metrics import cluster_bootstrap
from models.sample import Sample
from models.screen.findings import Finding, Verdict
from models.screen.telling import telling
from models.screen_settings import ScreenSettings
from models.spec import Spec


def held_back(
    spec: Spec,
    inputs: Sequence[Input],
    sample: Sample,
    earlier: FeatureMatrix,
    settings: ScreenSettings,
) -> Iterator[Finding]:
    """One finding for each feature: how much more its values change for events than for others.

    Parameters
    ----------
    earlier : FeatureMatrix
        The same features, cohort and days, built on `features.knowledge.HeldBack` facts. Rows that
        only one of the two has are left out.
    """
    now, then = _side_by_side(sample, earlier, inputs)
    if not 0 < now.events < len(now):
        return
    bound = settings.lag_months / spec.horizon.value
    for item in inputs:
        changed = _changed(now.X[item.name], then[item.name])
        surplus = _surplus(now.y, changed)
        figures = {"surplus": surplus, "bound": bound, "events": now.cooperatives_with_event}
        verdict: Verdict = "pass"
        if surplus > bound:
            interval = cluster_bootstrap(
                _surplus,
                now.y,
                changed,
                now.coop_ids,
                draws=settings.draws,
                seed=settings.seed,
                level=settings.level,
            )
            told = telling(now.X[item.name], now, settings.seed).auc
            before = telling(then[item.name], now, settings.seed).auc
            figures |= {"low": interval.low, "auc": told, "auc_held_back": before}
            verdict = "warn" if interval.low > bound else "pass"
            sure = now.cooperatives_with_event >= settings.least_events
            beyond = interval.low > bound and surplus > bound + settings.lag_slack
            if beyond and sure and told - before > settings.lag_drop:
                verdict = "stop"
        yield Finding(code="told_with_outcome", verdict=verdict, feature=item.name, figures=figures)


def _side_by_side(
    sample: Sample, earlier: FeatureMatrix, inputs: Sequence[Input]
) -> tuple[Sample, pd.DataFrame]:
    """The rows that both have: as they are, and as they were with knowledge held back."""
    theirs = (earlier.table[name].to_pylist() for name in ("coop_id", "as_of"))
    place = {key: at for at, key in enumerate(zip(*theirs, strict=True))}
    ours = zip(sample.coop_ids.tolist(), sample.as_ofs.tolist(), strict=True)
    at = np.array([place.get(key, -1) for key in ours], dtype=np.int64)
    then = frame(earlier.table, inputs).iloc[at[at >= 0]].reset_index(drop=True)
    return sample.take(at >= 0), then


def _changed(now: "pd.Series[float]", then: "pd.Series[float]") -> NDArray[np.float64]:
    same = (now == then) | (now.isna() & then.isna())
    return (~same.to_numpy(dtype=np.bool_)).astype(np.float64)


def _surplus(y: ArrayLike, changed: ArrayLike) -> float:
    """Share of events whose value changes, less that of the others; -1 to 1."""
    happened, moved = np.asarray(y) == 1, np.asarray(changed)
    if happened.all() or not happened.any():
        raise ValueError("a surplus needs events and non-events")
    return float(moved[happened].mean() - moved[~happened].mean())
