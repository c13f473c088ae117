"""How many months before the register a list at the articles' capacity names those it will enter.

Five make-believe sectors of 20,000 co-operatives. On each 30 Mehr from 1398 to 1403 the spec of
dormancy is fitted on what was known by then, and the riskiest of those awake and not yet on record
as dormant are listed, 264 of 1,570. An entry is the first on the register that calls a co-operative
dormant or of unknown standing, on the day it became known; who was never awake on such a day is not
looked at. Leads that are still to come are not known, so that the median is not told too long.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.credit_world import Rows, credit_world
from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from benchmarks.sector_means import over_sectors
from benchmarks.sector_pass import ENDS, WORKERS
from benchmarks.visit_world import ACTIVE, VISITS
from coopscore.calendar import jalali
from features.facts import MemoryFacts
from models.inputs import frame, inputs_of, model_inputs
from models.kinds import columns, fitted
from models.sample import sample_of
from models.visits.lead import LeadTimes, lead_times

SPEC, COOPERATIVES = "dormancy", 20_000
SEEDS = (1, 2, 3, 4, 5)
DAYS = tuple(jalali(year, 7, 30) for year in range(1398, 1404))
DORMANT = ("dormant", "unknown")
DRAWS, SEED = 1_000, 1404
AIM = 12.0  # months, issue 6


def measure(registries: Registries) -> Found:
    """The median lead of five sectors, each with its interval, and of their mean."""
    found = []
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        for one in pool.map(sector, SEEDS):
            found.append(one)
            registries.tell(f"timed the alarms of sector {len(found)}")
    return Found(lines=told(found))


def sector(seed: int, cooperatives: int = COOPERATIVES, draws: int = DRAWS) -> LeadTimes:
    """Lists and entries of one sector."""
    world = credit_world(cooperatives, seed, SPEC, ("status_event",))
    entered = first_entries(world.facts)
    lists, awake = {}, set[str]()
    for day in DAYS:
        listed, standing = alarms(world.rows, entered, day)
        lists[day] = listed
        awake |= {who for who in standing if who not in entered or entered[who] > day}
    seen = {who: day for who, day in entered.items() if who in awake}
    return lead_times(lists, seen, ENDS, draws=draws, seed=SEED)


def first_entries(facts: MemoryFacts) -> Mapping[str, date]:
    """The day on which each was first known to be on record as dormant."""
    rows = facts.tables["status_event"]
    rows = rows.filter(pc.is_in(rows["to_code"], value_set=pa.array(DORMANT)))
    first = rows.group_by("coop_id").aggregate([("known", "min")])
    return dict(zip(first["coop_id"].to_pylist(), first["known_min"].to_pylist(), strict=True))


def alarms(
    rows: Rows, entered: Mapping[str, date], day: date
) -> tuple[Sequence[str], Sequence[str]]:
    """The riskiest of a day, and all of whom it chose among, by what was known on it."""
    spec, matrix = rows.spec, rows.matrix
    inputs = model_inputs(matrix, spec)
    known = sample_of(matrix, rows.outcomes, inputs_of(matrix), spec.training_days(day))
    known = known.known_by(day)
    model = fitted(spec.champion.lead, spec, inputs, known)
    as_of = np.array(matrix.table["as_of"].to_pylist(), dtype=object)
    ids = np.array(matrix.table["coop_id"].to_pylist(), dtype=object)
    open_ = [who not in entered or entered[who] > day for who in ids]
    at = np.flatnonzero((as_of == day) & np.array(open_))
    X = frame(matrix.table.take(at), inputs)
    margin = model.decision_function(X[columns(spec.champion.lead, spec, inputs)])
    room = round(len(at) * VISITS / ACTIVE)
    order = np.argsort(-np.asarray(margin), kind="stable")[:room]
    return ids[at[order]].tolist(), ids[at].tolist()


def told(found: Sequence[LeadTimes]) -> list[Line]:
    """Counts over all sectors, each sector's median, and the mean of the medians."""
    counts = {
        "lead_listed": float(np.mean([one.load for one in found])),
        "lead_alarmed": sum(one.alarmed for one in found),
        "lead_entered": sum(one.entered for one in found),
    }
    lines = [Line(figure=name, value=value, on=DAYS) for name, value in counts.items()]
    missed = sum(one.missed for one in found) / max(1, sum(one.entered for one in found))
    lines.append(Line(figure="lead_missed", value=missed))
    for number, one in enumerate(found, start=1):
        assert one.median.value is not None, "an alarm is followed by an entry somewhere"
        lines.append(
            Line(
                figure="lead_median", of=f"truth_seed_{number}", value=one.median.value,
                low=one.median.low, high=one.median.high, aim=AIM,
            )
        )  # fmt: skip
    lines.append(
        over_sectors("lead_median", "sectors_mean", [one.median.value for one in found], aim=AIM)
    )
    lines.append(
        over_sectors("lead_from_last", "sectors_mean", [one.from_last.value for one in found])
    )
    lines.append(
        over_sectors(
            "lead_median_of_all", "sectors_mean", [one.median_of_all.value for one in found]
        )
    )
    lines += [
        over_sectors(
            f"lead_within_{months}", "sectors_mean", [one.within[months].value for one in found]
        )
        for months in found[0].within
    ]
    return lines
