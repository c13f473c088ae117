"""What plans find beside other lists of the same acts, in sectors whose truth is known.

Five make-believe sectors of 20,000 co-operatives. The spec `dormancy` learns on the days whose
outcomes were known by 30 Mehr 1403 and tells the risk of everybody awake on it; each province then
has as many acts in the year that follows as the articles speak of, by the co-operatives awake in
it. A visit finds a co-operative silent that gives no sign of life in that cycle. What the lot adds
is counted by its probabilities, so that a figure does not hang on one draw.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.special import expit

from benchmarks.credit_world import credit_world
from benchmarks.lines import Found, Line, Note
from benchmarks.registries import Registries
from benchmarks.sector_means import over_sectors
from benchmarks.sector_pass import WORKERS
from benchmarks.visit_world import COOPERATIVES, DAY, FIRST_MONTH, standing
from coopscore.calendar import shift
from coopscore.capacity import Capacity, Room
from features.build import build_matrix
from features.matrix import FeatureMatrix
from features.peers import parts
from features.plan import compile_plan
from features.visiting import VISITED, VISITING
from features.visiting_rows import duties_of, numbers_of, occasions_of, overdue_days_of, places_of
from models.inputs import frame, inputs_of, model_inputs
from models.kinds import columns, fitted
from models.sample import sample_of
from models.spec import Spec
from models.visits.frame import Candidates
from models.visits.planning import plan_visits
from models.visits.rivals import rivals_of
from models.visits.settings import visit_settings

SEEDS = (1, 2, 3, 4, 5)
SPEC = "dormancy"
MONTHS = 12
LOTS = 20  # lists drawn by lot, of which the mean is told
# Acts a year by co-operatives awake: 264 of about 1,570 in Ardabil, 1,825 of 3,105 in Kermanshah.
CAPACITIES: Mapping[str, float] = {"visits_ardabil": 264 / 1570, "visits_kermanshah": 1825 / 3105}
# By kind, as South Khorasan counted 1,644 acts in 1398: no other split is published.
KINDS: Mapping[str, float] = {"general": 500, "financial": 731, "assembly": 413}
OF_GREEDY, TIMES = 0.95, 2.0
RIVALS = ("greedy", "most_overdue", "random")
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Sector:
    """Everybody awake in a sector on the day as a plan is given them, and who was truly silent."""

    candidates: Candidates
    silent: NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Yields:
    """Truly silent ones that each list of the same acts finds, by list; `ours` by probability."""

    awake: int
    silent: int
    acts: int
    found: Mapping[str, float]

    def times(self, other: str) -> float:
        """What ours find over what another list finds."""
        return self.found["ours"] / self.found[other]

    @property
    def beyond_duties(self) -> float:
        """What ours find over the rule's, without the duties that both take first."""
        ours, rule = (self.found[name] - self.found["duty"] for name in ("ours", "most_overdue"))
        return ours / rule

    @property
    def most(self) -> float:
        """What a list that knew the truth would find over "most overdue first"."""
        return min(self.acts, self.silent) / self.found["most_overdue"]


def measure(registries: Registries) -> Found:
    """Yields of ours and of the rivals at both capacities, with what is asked of them."""
    sectors: list[Mapping[str, Yields]] = []
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        for seed, one in zip(SEEDS, pool.map(yields_of, SEEDS), strict=True):
            sectors.append(one)
            registries.tell(f"planned the sector of seed {seed}")
    lines, notes = [], []
    for name in CAPACITIES:
        found = [one[name] for one in sectors]
        lines += told(name, found)
        notes += as_good(name, found)
    return Found(lines=lines, notes=notes)


def yields_of(seed: int, cooperatives: int = COOPERATIVES) -> Mapping[str, Yields]:
    """What each list finds in one sector, by capacity."""
    sector = sector_of(seed, cooperatives)
    return {name: yields(sector, share, seed) for name, share in CAPACITIES.items()}


def sector_of(seed: int, cooperatives: int) -> Sector:
    """A sector with the risk that the spec tells of everybody awake on the day."""
    values = [value for one in VISITING for value in parts(one.value)]
    also = sorted({*compile_plan([*values, *VISITED.values]).reads})
    world = credit_world(cooperatives, seed, SPEC, tuple(also))
    looked = build_matrix(
        world.facts, features=VISITING, cohort=VISITED, as_ofs=[DAY], calendar="jalali"
    ).table
    risk = _risk(world.rows.matrix, world.rows.outcomes, world.rows.spec)
    ids = looked["coop_id"].to_pylist()
    duty, since = duties_of(looked, DAY)
    candidates = Candidates.of(
        coop_id=ids,
        province=places_of(looked, "province"),
        county=places_of(looked, "county"),
        risk=[risk.get(one, np.nan) for one in ids],
        months_to_grid_day=numbers_of(looked, "months_to_grid_day"),
        overdue_days=overdue_days_of(looked),
        duty=duty,
        duty_since=since,
        due=occasions_of(looked),
    )
    awake = candidates.at(np.flatnonzero(~np.isnan(candidates.risk)))
    truth = standing(seed, cooperatives)
    silent = dict(zip(truth.coop_id, truth.silent, strict=True))
    return Sector(
        candidates=awake,
        # Whoever truly ended before the day, unknown to the register, is found gone.
        silent=np.array([silent.get(one, True) for one in awake.coop_id], dtype=np.bool_),
    )


def _risk(matrix: FeatureMatrix, outcomes: pa.Table, spec: Spec) -> Mapping[str, float]:
    """Of each of the day's cohort its risk, by a model of what was known by then."""
    days = spec.training_days(DAY)
    sample = sample_of(matrix, outcomes, inputs_of(matrix), days).known_by(DAY)
    inputs, lead = model_inputs(matrix, spec), spec.champion.lead
    model = fitted(lead, spec, inputs, sample)
    on = np.array(matrix.table["as_of"].to_pylist(), dtype=object) == DAY
    rows = matrix.table.take(np.flatnonzero(on))
    margin = model.decision_function(frame(rows, inputs)[columns(lead, spec, inputs)])
    return dict(zip(rows["coop_id"].to_pylist(), expit(margin).tolist(), strict=True))


def capacity_of(candidates: Candidates, share: float) -> Capacity:
    """Each province's acts over kinds and months, by the candidates that it has."""
    provinces, counts = np.unique(candidates.province.astype(str), return_counts=True)
    cells = [(month, kind) for month in range(MONTHS) for kind in KINDS]
    weight = np.array([KINDS[kind] for _, kind in cells])
    ends = np.cumsum(weight) / weight.sum()
    rooms = [
        Room(
            province=str(province), county="", kind=kind,
            month=shift(FIRST_MONTH, month, "jalali"), acts=int(acts),
        )
        for province, count in zip(provinces, counts, strict=True)
        for (month, kind), acts in zip(
            cells, np.diff(np.rint(ends * round(share * count)), prepend=0), strict=True
        )
    ]  # fmt: skip
    return Capacity.of(rooms)


def yields(sector: Sector, share: float, seed: int) -> Yields:
    """What ours and the rivals find with acts for a share of those awake."""
    candidates, settings = sector.candidates, visit_settings()
    capacity = capacity_of(candidates, share)
    plan = plan_visits(candidates, capacity, settings, as_of=DAY, seed=seed)
    silent = dict(zip(candidates.coop_id, sector.silent.tolist(), strict=True))
    found = {"ours": sum(one.probability for one in plan.frame if silent[one.coop_id])}
    found["duty"] = sum(silent[one.coop_id] for one in plan.acts if one.slice == "duty")
    drawn: dict[str, list[int]] = {}
    for lot in range(LOTS):
        for rival in rivals_of(candidates, capacity, settings, seed=lot):
            if lot == 0 or rival.name == "random":
                hits = sum(silent[one] for one in rival.coop_ids)
                drawn.setdefault(rival.name, []).append(hits)
    found |= {name: float(np.mean(hits)) for name, hits in drawn.items()}
    return Yields(
        awake=len(candidates),
        silent=int(sector.silent.sum()),
        acts=len(plan.acts),
        found=found,
    )


def told(name: str, found: Sequence[Yields]) -> list[Line]:
    """Found by each list, and ours over each rival, in the mean of the sectors."""
    first = {
        "visits_awake": float(np.mean([one.awake for one in found])),
        "visits_silent": float(np.mean([one.silent for one in found])),
    }
    lines = [
        Line(figure="visits_acts", of=name, value=_mean([one.acts for one in found]), beside=first)
    ]
    lines += [
        over_sectors(f"visits_found_{each}", name, [one.found[each] for one in found])
        for each in ("ours", "duty", *RIVALS)
    ]
    asked: Mapping[str, Mapping[str, float]] = {
        "greedy": {"least": OF_GREEDY},
        # Twice as much, or that the rule is as good: less than both is told as not met.
        "most_overdue": {} if is_as_good(found) else {"least": TIMES},
    }
    return (
        lines
        + [
            over_sectors(
                f"visits_over_{each}",
                name,
                [one.times(each) for one in found],
                **asked.get(each, {}),
            )
            for each in RIVALS
        ]
        + [over_sectors("visits_over_beyond_duties", name, [one.beyond_duties for one in found])]
        + [over_sectors("visits_over_most", name, [one.most for one in found])]
    )


def is_as_good(found: Sequence[Yields]) -> bool:
    """Whether the plain rule is as good: ours find under twice as much, and 1 is not ruled out."""
    ratio = over_sectors("", "", [one.times("most_overdue") for one in found])
    assert ratio.low is not None, "an interval has two ends"
    return ratio.value < TIMES and ratio.low <= 1


def as_good(name: str, found: Sequence[Yields]) -> list[Note]:
    """What is to be said plainly where ours do not find twice what the rule finds.

    That it is as good, where the interval of the ratio holds 1; else by how much it is less, and
    the most that anybody could find over it.
    """
    ratio = over_sectors("", name, [one.times("most_overdue") for one in found])
    if ratio.value >= TIMES:
        return []
    code = "visits_rule_as_good" if is_as_good(found) else "visits_rule_not_twice"
    most = _mean([one.most for one in found])
    acts = round(_mean([one.acts for one in found]))
    return [Note(code=code, facts={"acts": acts, "times": ratio.value, "most": most})]


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values))
