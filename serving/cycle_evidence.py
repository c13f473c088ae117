"""What a validation of silence by cycles tells besides its rows: the curve, and the register.

The curve's figures are those that training measured out of time. The register's own dormancy is
held beside silence on the very rows that are learnt from: by the day of its entry, within one
horizon and within two, as offices enter what they find late.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from coopscore.calendar import Calendar, Months, shifted
from features.build import build_outcomes
from models.hazard.agreement import Draws, Flags, agreements
from models.sample import JUDGED
from models.status.bursts import Burst, marked
from models.validation.settings import ValidationSettings, settings_of
from serving.learning import Learning
from serving.places import PlaceIndex

REGISTER = "status_dormant"  # the label of what offices enter
_TIMES = (1, 2)  # horizons within which an entry is looked for
_WEEK = timedelta(weeks=1)


def cycle_evidence(learnt: Learning, standing: Mapping[str, Any]) -> dict[str, Any] | None:
    """What to tell beside a spec with a hazard, as JSON; None for any other.

    Parameters
    ----------
    standing : mapping
        What the standing model's bundle says of itself; empty where none stands.

    Returns
    -------
    dict or None
        `curve`: slope, standard error, rows and events by months (6, 12, 24), None where nothing
        could be told, and None in all where no model with a hazard stands. `register`: one item for
        each span, with its `months` and `models.hazard.agreement.agreements`.
    """
    if learnt.spec.hazard is None:
        return None
    curve = standing.get("hazard", {}).get("measured")
    return {"curve": curve, "register": _beside_register(learnt, settings_of(learnt.spec))}


def _beside_register(learnt: Learning, settings: ValidationSettings) -> list[dict[str, Any]]:
    offices = PlaceIndex.known_on(learnt.facts, learnt.until).offices
    entries = learnt.facts.read("status_event")
    bursts = marked(entries, offices, as_of=learnt.until).bursts
    return [
        _within(Months(learnt.spec.horizon.value * times), learnt, offices, bursts, settings)
        for times in _TIMES
    ]


def _within(
    span: Months,
    learnt: Learning,
    offices: Mapping[str, str],
    bursts: tuple[Burst, ...],
    settings: ValidationSettings,
) -> dict[str, Any]:
    """Silence beside what was entered within a span, on the rows of which both are known."""
    spec, table = learnt.spec, learnt.matrix.table
    entered = build_outcomes(
        learnt.facts, label=REGISTER, matrix=learnt.matrix, horizon=span, maturity=spec.maturity,
        until=learnt.until, quiet=spec.quiet,
    )  # fmt: skip
    own, told = _states(learnt.outcomes), _states(entered)
    at = np.isin(own, JUDGED) & np.isin(told, JUDGED)
    coop_ids = np.array(table["coop_id"].to_pylist(), dtype=object)[at]
    provinces = np.array([offices.get(one, "") for one in coop_ids], dtype=object)
    days = table["as_of"].to_numpy()[at]
    inside = _in_burst(provinces, days, span, spec.calendar, bursts)
    found = agreements(
        own[at] == "event", told[at] == "event", coop_ids, provinces, inside,
        Draws(
            draws=settings.slice_draws, seed=settings.seed, level=settings.level,
            least=settings.min_events,
        ),
    )  # fmt: skip
    groups = {by: {name: asdict(one) for name, one in named.items()} for by, named in found.items()}
    return {"months": span.value, **groups}


def _states(outcomes: pa.Table) -> NDArray[np.str_]:
    return np.array([one or "" for one in outcomes["state"].to_pylist()], dtype=np.str_)


def _in_burst(
    offices: NDArray[np.object_],
    days: NDArray[np.datetime64],
    span: Months,
    calendar: Calendar,
    bursts: tuple[Burst, ...],
) -> Flags:
    """Whether an office had a burst after each day and within the span; weeks count whole."""
    found, place = np.unique(days, return_inverse=True)
    ends = shifted(found.astype("M8[D]").tolist(), span.value, calendar)
    last = np.array(ends, dtype="M8[D]")[place]
    inside = np.zeros(len(days), dtype=np.bool_)
    for one in bursts:
        meet = (last >= np.datetime64(one.first_week)) & (
            days < np.datetime64(one.last_week + _WEEK)
        )
        inside |= meet & (offices == one.office)
    return inside
