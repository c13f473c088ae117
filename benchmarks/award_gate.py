"""An edition with and without the dormancy gate: who of its best fell silent, on known truth.

Five make-believe sectors of 20,000 co-operatives. On 30 Mehr 1402 everybody who operates is ranked
by the default edition within its branch, over the nation; the spec of dormancy is fitted on what
was known by then, and who is told a risk above a level is turned away. A co-operative
fell silent where the truth has a cycle of the two that follow in which it gave no sign of life.
Risks are those of the fitted model itself, without the affine step that a bundle adds.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from benchmarks.dormancy_world import Rows, rows_of
from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from benchmarks.sector_means import over_sectors
from benchmarks.sector_pass import ENDS, WORKERS, facts_of, order_of, tables_read
from coopscore.calendar import jalali, shift
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.synthesis import Part, draw_part
from features.facts import MemoryFacts
from features.plan import compile_plan
from features.spec import Feature
from models.awards.edition import Edition
from models.awards.edition_file import default_edition
from models.awards.entrants import Entrant, Figures
from models.awards.indicators import FEATURES
from models.awards.points import points_of
from models.inputs import frame, inputs_of, model_inputs
from models.kinds import columns, fitted
from models.sample import sample_of
from models.spec import Spec, load_spec
from serving.awards.register import table_of

SPEC, COOPERATIVES, SEEDS = "dormancy", 20_000, (1, 2, 3, 4, 5)
DAY = jalali(1402, 7, 30)
BEST = 10
# The highest risk that passes: any, the default edition's, and stricter ones.
LEVELS: Mapping[str, float] = {
    "gate_without": 1.0, "gate_20": 0.20, "gate_10": 0.10, "gate_05": 0.05,
}  # fmt: skip
_BESIDE = ("status_event", "cooperative")


@dataclass(frozen=True, kw_only=True)
class Gated:
    """One sector: the best, how many of them fell silent, and how many the gate turned away.

    A value a level of `LEVELS`; the first is no gate.
    """

    best: tuple[int, ...]
    silent: tuple[int, ...]
    turned_away: tuple[int, ...]
    all_silent: float

    @property
    def shares(self) -> tuple[float, ...]:
        """Of the best, the share that fell silent, at each level."""
        return tuple(a / b for a, b in zip(self.silent, self.best, strict=True))


def measure(registries: Registries) -> Found:
    """The shares in five sectors, with and without, and what the gate takes off."""
    found = []
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        for one in pool.map(sector, SEEDS):
            found.append(one)
            registries.tell(f"ranked sector {len(found)} with and without the gate")
    return Found(lines=told(found))


def told(found: Sequence[Gated]) -> list[Line]:
    """The means over sectors; each sector's counts stand beside."""
    shares = np.array([one.shares for one in found])
    lines = [over_sectors("gate_silent_share", "gate_all", [one.all_silent for one in found])]
    for at, level in enumerate(LEVELS):
        beside = {
            "gate_best": sum(one.best[at] for one in found),
            "gate_silent": sum(one.silent[at] for one in found),
            "gate_turned_away": sum(one.turned_away[at] for one in found),
        }
        lines.append(over_sectors("gate_silent_share", level, shares[:, at], beside=beside))
    lines += [
        over_sectors("gate_silent_less", level, shares[:, 0] - shares[:, at])
        for at, level in enumerate(LEVELS)
        if at
    ]
    return lines


def sector(seed: int, cooperatives: int = COOPERATIVES) -> Gated:
    """One sector ranked with the gate and without."""
    spec, edition = load_spec(SPEC), default_edition()
    order = order_of(cooperatives, seed)
    drawn = draw_sector(seed=seed, size=cooperatives, world=order.world)
    parts = [draw_part(order, drawn, number) for number in range(order.parts)]
    features = [FEATURES[one.name] for one in edition.judged]
    features += [FEATURES[one.count] for one in edition.judged if one.count]
    tables = {*tables_read(SPEC), *_read(features), *_BESIDE}
    facts = facts_of(parts, sorted(tables))
    rows = rows_of(facts, spec, spec.training_days(ENDS))
    risk = risks(rows, spec, DAY)
    return gated(edition, facts, risk, silence(parts, DAY))


def risks(rows: Rows, spec: Spec, day: date) -> Mapping[str, float]:
    """The risk of silence by the next grid day of each that was awake, by what was known then."""
    matrix, inputs = rows.matrix, model_inputs(rows.matrix, spec)
    known = sample_of(matrix, rows.outcomes, inputs_of(matrix), spec.training_days(day))
    model = fitted(spec.champion.lead, spec, inputs, known.known_by(day))
    as_of = np.array(matrix.table["as_of"].to_pylist(), dtype=object)
    at = np.flatnonzero(as_of == day)
    X = frame(matrix.table.take(at), inputs)
    margin = model.decision_function(X[columns(spec.champion.lead, spec, inputs)])
    ids = matrix.table["coop_id"].take(at).to_pylist()
    return dict(zip(ids, expit(np.asarray(margin)).tolist(), strict=True))


def silence(parts: Sequence[Part], day: date) -> Mapping[str, bool]:
    """Whether each fell silent in one of the two cycles that follow a day."""
    cycles = (day, shift(day, 12, "jalali"))
    found: dict[str, bool] = {}
    for part in parts:
        told = part.truth["silence"].select(["coop_id", "as_of", "silent"]).to_pylist()
        for row in told:
            if row["as_of"] in cycles:
                found[row["coop_id"]] = found.get(row["coop_id"], False) or row["silent"]
    return found


def gated(
    edition: Edition, facts: MemoryFacts, risk: Mapping[str, float], silent: Mapping[str, bool]
) -> Gated:
    """The best of each branch with the gate and without, and how many of them fell silent."""
    table = table_of(facts, edition, DAY)
    entrants = [
        Entrant(
            coop_id=coop_id, name="", national_id="", branch=branch, province="", county="",
            completed_on=None,
        )
        for coop_id, branch, at_work in zip(
            table.coop_ids, table.branches, table.operating, strict=True
        )
        if at_work and coop_id in silent
    ]  # fmt: skip
    points = points_of(edition, Figures(now=table, first=table, corrected=table), entrants).points
    told = np.array([risk.get(one.coop_id, 0.0) for one in entrants])
    fell = np.array([silent[one.coop_id] for one in entrants], dtype=np.bool_)
    branch = np.array([one.branch for one in entrants], dtype=str)
    best = [_best(points, branch, told <= most) for most in LEVELS.values()]
    return Gated(
        best=tuple(len(rows) for rows in best),
        silent=tuple(int(fell[rows].sum()) for rows in best),
        turned_away=tuple(int((told[best[0]] > most).sum()) for most in LEVELS.values()),
        all_silent=float(fell.mean()),
    )


def _best(
    points: NDArray[np.float64], branch: NDArray[np.str_], flags: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """The first `BEST` of each branch among some."""
    found = []
    for name in np.unique(branch):
        rows = np.flatnonzero((branch == name) & flags & ~np.isnan(points))
        found.append(rows[np.argsort(-points[rows], kind="stable")][:BEST])
    return np.concatenate(found)


def _read(features: Sequence[Feature]) -> set[str]:
    """The tables that some features read."""
    return set(compile_plan([feature.value for feature in features]).reads)
