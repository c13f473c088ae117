"""How many silences a register holds unseen: corrected counts of provinces beside the truth.

Five make-believe sectors of 10,000 co-operatives. On the day a cycle ends, the chance that an
office has a silence on record is learnt from the cycles before it, from co-operatives' own signs
alone; the province's new entries, divided by it, tell how many fell silent (`models.status
.detection`). The truth counts these among the same co-operatives. Two cycles are judged: the newest
without a campaign, and the one after it, in which one ran nearly everywhere; of that nothing is
asked, as no campaign is like another.

*Adjudicated* is a sensitivity: who was found at work by a visit within the cycle does not count as
silent, in what is learnt and in the truth.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from benchmarks.sector_means import over_sectors
from benchmarks.sector_pass import WORKERS, facts_of, order_of, own_days, tables_read
from coopscore.calendar import jalali, shift
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.synthesis import draw_part
from features.build import build_matrix, build_outcomes
from features.catalogue import select
from features.facts import MemoryFacts
from models.spec import load_spec
from models.status.bursts import marked
from models.status.detection import Corrected, detection
from models.status.exposure import Exposures, active_visits, exposures

SEEDS = (1, 2, 3, 4, 5)
COOPERATIVES = 10_000
SPEC = "dormancy"
FIRST = 1394
CYCLES: Mapping[str, date] = {"ordinary": jalali(1402, 7, 30), "campaign": jalali(1403, 7, 30)}
LEVEL, LEAST_HELD = 0.9, 0.9  # of the bounds, and of the provinces whose bounds hold the truth


@dataclass(frozen=True, kw_only=True)
class Judged:
    """The provinces of one sector in one cycle: each (provinces,)."""

    seed: int
    cycle: str
    entered: NDArray[np.float64]
    silent: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    truth: NDArray[np.float64]
    country: Corrected  # of all provinces as one office

    @property
    def held(self) -> float:
        """The share of provinces whose bounds hold the truth."""
        return float(np.mean((self.low <= self.truth) & (self.truth <= self.high)))


def measure(registries: Registries) -> Found:
    """Five sectors, and what is asked of them."""
    found: list[Judged] = []
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        for some in pool.map(judged, SEEDS):
            found += some
            registries.tell(f"counted the silences of seed {some[0].seed}")
    return Found(lines=lines_of(found))


def judged(seed: int, cooperatives: int = COOPERATIVES) -> list[Judged]:
    """Both cycles of one sector, and the ordinary one with visits that adjudicate."""
    order = order_of(cooperatives, seed)
    sector = draw_sector(seed=seed, size=cooperatives, world=order.world)
    parts = [draw_part(order, sector, number) for number in range(order.parts)]
    names = {*tables_read(SPEC), "status_event", "supervision_act", "cooperative"}
    facts = facts_of(parts, sorted(names))
    told = pa.concat_tables([part.truth["silence"] for part in parts])
    told = told.filter(told["silent"])
    truth = set(zip(told["coop_id"].to_pylist(), told["as_of"].to_pylist(), strict=True))
    found = []
    for cycle, day in CYCLES.items():
        rows = _rows(facts, day)
        found.append(_told(rows, truth, seed, cycle, day))
        if cycle == "ordinary":
            until = shift(day, 12, "jalali")
            seen = active_visits(facts.read("supervision_act"), rows, until=until)
            settled = replace(rows, silent=np.where(seen, 0.0, rows.silent))
            keys = zip(rows.coop_ids[seen], rows.as_ofs[seen], strict=True)
            found.append(_told(settled, truth - set(keys), seed, "adjudicated", day))
    return found


def _rows(facts: MemoryFacts, day: date) -> Exposures:
    """The cycles to that of a day, as they are known when it ends."""
    spec, until = load_spec(SPEC), shift(day, 12, "jalali")
    days = [jalali(year, 7, 30) for year in range(FIRST, 1404)]
    matrix = build_matrix(
        facts, features=select(["status.months_to_grid_day"]), cohort=spec.cohort,
        as_ofs=[one for one in days if one <= day], calendar=spec.calendar,
    )  # fmt: skip
    outcomes = build_outcomes(
        facts, label=spec.outcome, matrix=matrix, horizon=spec.horizon, maturity=spec.maturity,
        until=until, quiet=spec.quiet,
    )  # fmt: skip
    known = pc.is_in(outcomes["state"], value_set=pa.array(["event", "none"]))
    silent = pc.if_else(known, pc.equal(outcomes["state"], "event"), pa.scalar(None, pa.bool_()))
    asked = own_days(matrix.table.append_column("silent", silent))
    register = facts.read("cooperative", ["coop_id", "province"])
    offices = dict(
        zip(register["coop_id"].to_pylist(), register["province"].to_pylist(), strict=True)
    )
    entries = facts.read("status_event")
    return exposures(
        asked.select(["coop_id", "as_of", "silent"]), entries, facts.read("supervision_act"),
        offices, {one: one for one in offices.values()},
        marked(entries, offices, as_of=until).bursts, until=until,
    )  # fmt: skip


def _told(
    rows: Exposures, truth: set[tuple[str, date]], seed: int, cycle: str, day: date
) -> Judged:
    before, now = rows.take(rows.as_ofs < day), rows.take(rows.as_ofs == day)
    corrected = detection(before).corrected(now, LEVEL)
    (country,) = detection(_as_one(before)).corrected(_as_one(now), LEVEL)
    gone = np.array([key in truth for key in zip(now.coop_ids, now.as_ofs, strict=True)])
    columns = {
        name: np.array([getattr(one, name) for one in corrected], dtype=np.float64)
        for name in ("entered", "silent", "low", "high")
    }
    true = [float(gone[now.offices == one.office].sum()) for one in corrected]
    return Judged(seed=seed, cycle=cycle, truth=np.array(true), country=country, **columns)


def _as_one(rows: Exposures) -> Exposures:
    return replace(rows, offices=np.full(len(rows), "country", dtype=object))


def lines_of(found: Sequence[Judged]) -> list[Line]:
    """Counts beside the truth, and how many provinces' bounds hold it."""
    lines = [
        _count(f"truth_seed_{one.seed}", one.country, float(one.truth.sum()))
        for one in found
        if one.cycle == "ordinary"
    ]
    for cycle in (*CYCLES, "adjudicated"):
        some = [one for one in found if one.cycle == cycle]
        of = f"silences_{cycle}"
        within = [one.country.low <= one.truth.sum() <= one.country.high for one in some]
        lines += [_summed(of, some), _held(of, some)]
        lines.append(Line(figure="silences_held_country", of=of, value=float(np.mean(within))))
    return lines


def _count(of: str, country: Corrected, truth: float) -> Line:
    """One sector's count with its bounds at 90%, which are no interval of the mean."""
    beside = {
        "silences_low": float(country.low),
        "silences_high": float(country.high),
        "silences_truth": truth,
        "silences_entered": float(country.entered),
    }
    return Line(figure="silences_country", of=of, value=country.silent, beside=beside)


def _summed(of: str, some: Sequence[Judged]) -> Line:
    """Corrected counts of provinces, added up, in the mean of the sectors."""
    told = {
        name: float(np.mean([getattr(one, name).sum() for one in some]))
        for name in ("silent", "truth", "entered")
    }
    beside = {"silences_truth": told["truth"], "silences_entered": told["entered"]}
    return Line(figure="silences_corrected", of=of, value=told["silent"], beside=beside)


def _held(of: str, some: Sequence[Judged]) -> Line:
    """The share of provinces whose bounds hold the truth, and how wide these are beside it."""
    width = [float(np.median((one.high - one.low) / np.maximum(one.truth, 1))) for one in some]
    return over_sectors(
        "silences_held",
        of,
        [one.held for one in some],
        beside={"silences_width": float(np.mean(width))},
        least=LEAST_HELD if of == "silences_ordinary" else None,
    )
