"""Labels: what became of a co-operative within the horizon, as far as it can be known.

A label is itself a fact with a known day. With as_of 2016-06-01, a horizon of 12 months and a
maturity of 3, what happened in (2016-06-01, 2017-06-01] is asked for as it was known on
2017-09-01; before that day the row is immature, which is not the same as "nothing happened".
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coopscore.calendar import Months
from coopscore.errors import UnknownName
from coopscore.language import Text
from features.cohorts import ACTIVITY, STAGE
from features.engines.plug import Engine
from features.facts import Facts
from features.grid import Grid
from features.plan import compile_plan
from features.spec import Events
from features.values import Count, Latest

OUTCOME_STATES: Mapping[str, Text] = {
    "event": Text(en="it happened within the horizon", fa="در افق پیش‌بینی رخ داد"),
    "none": Text(en="it did not happen within the horizon", fa="در افق پیش‌بینی رخ نداد"),
    "already_gone": Text(
        en="it had ended before the as-of day, as became known later",
        fa="پیش از روز ارزیابی پایان یافته بود و پس از آن معلوم شد",
    ),
    "censored": Text(en="lost from sight within the horizon", fa="در افق پیش‌بینی از دید خارج شد"),
    "immature": Text(en="too early to tell", fa="هنوز زود است"),
}

# The outcome of the two states that train and judge a model; all others have none.
OUTCOMES: Mapping[str, int] = {"event": 1, "none": 0}


@dataclass(frozen=True, kw_only=True)
class Label:
    """An outcome, what hides it, and what makes the question void.

    Parameters
    ----------
    event : Count
        Rows that are the outcome, where they happen within the horizon.
    censored_by : tuple of Count
        Rows after which nobody can tell; they count only where the outcome is not seen.
    stage, gone : Latest and codes
        The state that, seen again when the outcome has matured, tells that the co-operative had
        ended by the as-of day although nobody knew it then.
    """

    name: str
    title: Text
    event: Count
    censored_by: tuple[Count, ...]
    stage: Latest
    gone: tuple[str, ...]


_changes = Events("status_event", happened="valid_from", known="recorded_at")
_stages = _changes.where(axis="registry_stage")
_activities = _changes.where(axis="activity_status")

LABELS: Mapping[str, Label] = {
    label.name: label
    for label in (
        Label(
            name="exit",
            title=Text(en="Dissolution", fa="انحلال"),
            event=_stages.where(to_code="dissolved").count(),
            censored_by=(
                # A merger is no failure; its members go on elsewhere.
                _stages.where(to_code="merged").count(),
                _activities.where(to_code="unknown").count(),
            ),
            stage=STAGE,
            gone=("dissolved", "merged"),
        ),
        Label(
            name="silence",
            title=Text(en="Falling silent for good", fa="قطع همیشگی گزارش‌دهی"),
            # Dated at the end of the first period without a filing. One that files again has its
            # silence voided, so that what stands at maturity is silent as far as is known.
            event=_activities.where(to_code="silent").count(),
            # Nothing hides it: a dissolved or merged co-operative that files no more is silent.
            censored_by=(),
            stage=ACTIVITY,
            gone=("silent",),
        ),
        Label(
            name="removal",
            title=Text(en="Loss from sight without dissolution", fa="ناپدید شدن بی‌انحلال"),
            # What `exit` is censored by is the outcome here.
            event=_activities.where(to_code="unknown").count(),
            # Nothing hides it: a source still tells of those that it lists as dissolved or merged,
            # so they were not lost from sight.
            censored_by=(),
            stage=STAGE,
            gone=("dissolved", "merged"),
        ),
    )
}


def label_named(name: str) -> Label:
    """The label of that name.

    Raises
    ------
    UnknownName
        Where no label carries it.
    """
    if name not in LABELS:
        raise UnknownName(kind="label", name=name, allowed=tuple(LABELS))
    return LABELS[name]


def states_of(
    label: Label, run: Engine, facts: Facts, grid: Grid, horizon: Months, maturity: Months
) -> pa.Array:
    """The state of each cell, its co-operatives one after the other; the grid's days are mature.

    Gone before the as-of day comes first, as such a row was never at risk. An outcome that is
    seen counts whatever else happened within the horizon.
    """
    ahead = compile_plan([label.event, *label.censored_by])
    again = compile_plan([label.stage])
    tables = ahead.tables(facts, grid.coop_ids)
    event, *hidden = (
        pc.greater(counted, 0).to_numpy(zero_copy_only=False)
        for counted in run(ahead, tables, grid.coop_ids, grid.looking_ahead(horizon, maturity))
    )
    (stage,) = run(
        again,
        again.tables(facts, grid.coop_ids),
        grid.coop_ids,
        grid.looking_again(horizon, maturity),
    )
    gone = pc.is_in(stage, value_set=pa.array(label.gone)).to_numpy(zero_copy_only=False)
    said = np.select(
        [gone, event, np.logical_or.reduce(hidden)], ["already_gone", "event", "censored"], "none"
    )
    return pa.array(said, pa.string())
