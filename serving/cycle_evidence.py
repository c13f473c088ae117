"""What a validation of silence by cycles tells besides its rows: the curve, and the register.

The curve's figures are those that training measured out of time. The register's own dormancy is
held beside silence on the rows that are learnt from, by the day of its entry: within two horizons,
for a cycle may end with the first, and within three, as offices enter what they find late.
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
_TIMES = (2, 3)  # horizons within which an entry is looked for
_WEEK = timedelta(weeks=1)


def cycle_evidence(
    learnt: Learning, standing: Mapping[str, Any], *, same: bool
) -> dict[str, Any] | None:
    """What to tell beside a spec with a hazard, as JSON; None for any other.

    Parameters
    ----------
    standing : mapping
        What the standing model's bundle says of itself; empty where none stands.
    same : bool
        Whether that model is what is measured.

    Returns
    -------
    dict or None
        `curve`: slope, standard error, rows and events by months (6, 12, 24), None where nothing
        could be told, and None in all where what stands is not the same. `register`: one item for
        each span, with its `months` and `models.hazard.agreement.agreements`, all of the rows that
        are known at the end of the longest.
    """
    if learnt.spec.hazard is None:
        return None
    curve = standing.get("hazard", {}).get("measured") if same else None
    return {"curve": curve, "register": _beside_register(learnt, settings_of(learnt.spec))}


def _beside_register(learnt: Learning, settings: ValidationSettings) -> list[dict[str, Any]]:
    """Silence beside what was entered within each span, on the rows of which all is known."""
    spec, table = learnt.spec, learnt.matrix.table
    offices = PlaceIndex.known_on(learnt.facts, learnt.until).offices
    entries = learnt.facts.read("status_event")
    bursts = marked(entries, offices, as_of=learnt.until).bursts
    spans = [Months(spec.horizon.value * times) for times in _TIMES]
    own = _states(learnt.outcomes)
    told = [_entered(learnt, span) for span in spans]
    at = np.logical_and.reduce([np.isin(states, JUDGED) for states in (own, *told)])
    coop_ids = np.array(table["coop_id"].to_pylist(), dtype=object)[at]
    provinces = np.array([offices.get(one, "") for one in coop_ids], dtype=object)
    days = table["as_of"].to_numpy()[at]
    draws = Draws(
        draws=settings.slice_draws, seed=settings.seed, level=settings.level,
        least=settings.min_events,
    )  # fmt: skip
    found: list[dict[str, Any]] = []
    for span, states in zip(spans, told, strict=True):
        inside = _in_burst(provinces, days, span, spec.calendar, bursts)
        groups = agreements(
            own[at] == "event", states[at] == "event", coop_ids, provinces, inside, draws
        )
        plain = {by: {one: asdict(each) for one, each in of.items()} for by, of in groups.items()}
        found.append({"months": span.value, **plain})
    return found


def _entered(learnt: Learning, span: Months) -> NDArray[np.str_]:
    spec = learnt.spec
    outcomes = build_outcomes(
        learnt.facts, label=REGISTER, matrix=learnt.matrix, horizon=span, maturity=spec.maturity,
        until=learnt.until, quiet=spec.quiet,
    )  # fmt: skip
    return _states(outcomes)


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
