"""Whether correcting for jurors' severity brings the better entries to the top.

Entries are dealt out: 300, each to 3 of 12 jurors, in rounds in which every juror sits once, and
so marks 75 of them by four criteria. Severities and the mean error of a mark are those of the
make-believe registry (4 and 6 marks); jurors' spreads lie between 4 and 9. Beside it stand juries
whose severities are spread by 6 and by 8 marks: the issue names none. Within how much a severity is
found is told in standard deviations of true entry quality. Marks are drawn, so that even who knows
all severities and spreads does worse than raw means now and then: how often stands beside. Where
all mark all, corrected is raw, to the bit.
"""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from models.awards.jury import JuryEstimate, jury_estimate
from models.awards.marks import Marks
from models.rating_tests.intervals import jeffreys_interval

Floats = NDArray[np.float64]
RUNS, SEED, WORKERS = 500, 1404, 2
ENTRIES, JURORS, EACH, TOP = 300, 12, 3, 10
WEIGHTS = {"economic": 0.35, "managerial": 0.20, "performance": 0.25, "obligations": 0.20}
MEAN, QUALITY, OWN = 50.0, 9.0, 4.0  # marks: all, entries, and an entry's criteria
SPREAD = (4.0, 9.0)  # marks: least and most, even in logs; 6 in the mean as in the registry
SEVERITIES = {"jury_severity_4": 4.0, "jury_severity_6": 6.0, "jury_severity_8": 8.0}
ENOUGH = 150  # marks from which a juror is to be recovered
NEAR = 0.2  # standard deviations of quality
MOST_LOWER, LEAST_NEAR = 0.08, 0.90
ALL_RUNS = 50  # in which all jurors mark all of 60 entries


@dataclass(frozen=True, kw_only=True)
class Run:
    """One jury: recall of the ten best by raw and corrected marks, and if all of jurors were known.

    `jury` is how many jurors had marks enough; `off` the largest error of a severity, in standard
    deviations of quality.
    """

    raw: float
    corrected: float
    known: float
    jury: int
    off: float


@dataclass(frozen=True, kw_only=True)
class World:
    """True quality of entries (n,), severities and spreads of jurors (j,), and the marks."""

    quality: Floats
    severity: Floats
    spread: Floats
    marks: Marks


def measure(registries: Registries) -> Found:
    """The two worlds, the second with severities of three sizes."""
    alike, moved = all_mark_all()
    lines = [
        Line(figure="jury_equal", of="all_mark_all", value=alike, least=1.0),
        Line(figure="jury_moved", of="all_mark_all", value=moved, most=0.0),
    ]
    registries.tell("judged panels in which all mark all")
    for name, severity in SEVERITIES.items():
        lines += lines_of(name, runs(severity))
        registries.tell(f"judged entries dealt out, {name}")
    return Found(lines=lines)


def runs(severity: float, count: int = RUNS, workers: int = WORKERS) -> list[Run]:
    """So many juries whose severities have a standard deviation in marks."""
    work = partial(_run, severity)
    if workers == 1:
        return [work(number) for number in range(count)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(work, range(count), chunksize=10))


def all_mark_all() -> tuple[float, float]:
    """Share of panels in which corrected equals raw and the page says that severity cannot matter;
    and the largest difference of the two, in marks."""
    told = [
        jury_estimate(
            drawn(np.random.default_rng([SEED, run]), 8.0, np.tile(np.arange(5), (60, 1))).marks,
            WEIGHTS,
        )
        for run in range(ALL_RUNS)
    ]
    alike = [not one.severity_matters and bool((one.corrected == one.raw).all()) for one in told]
    return float(np.mean(alike)), max(float(np.abs(one.corrected - one.raw).max()) for one in told)


def dealt(rng: np.random.Generator) -> NDArray[np.int64]:
    """The jurors of each entry, dealt in rounds: (entries, 3)."""
    rounds = ENTRIES * EACH // JURORS
    return np.concatenate([rng.permutation(JURORS) for _ in range(rounds)]).reshape(ENTRIES, EACH)


def drawn(rng: np.random.Generator, severity: float, panel: NDArray[np.int64]) -> World:
    """Entries and jurors, and what the latter marked: whole numbers from 0 to 100."""
    entries, jurors = len(panel), int(panel.max()) + 1
    shares = np.array(list(WEIGHTS.values()))
    worth = MEAN + QUALITY * rng.standard_normal((entries, 1))
    worth = worth + OWN * rng.standard_normal((entries, len(WEIGHTS)))
    strict = severity * rng.standard_normal(jurors)
    spread = np.exp(rng.uniform(*np.log(SPREAD), jurors))
    seen = worth[:, None] - strict[panel][:, :, None]
    seen = seen + spread[panel][:, :, None] * rng.standard_normal(seen.shape)
    mark = np.clip(np.rint(seen), 0, 100)
    entry, place, criterion = (one.ravel() for one in np.indices(mark.shape))
    names = [np.array([f"{one:03d}" for one in range(many)], object) for many in (entries, jurors)]
    marks = Marks(
        entry=names[0][entry], juror=names[1][panel[entry, place]],
        criterion=np.array(list(WEIGHTS), object)[criterion], mark=mark.ravel(),
    )  # fmt: skip
    return World(
        quality=worth @ shares, severity=strict - strict.mean(), spread=spread, marks=marks
    )


def _run(severity: float, number: int) -> Run:
    rng = np.random.default_rng([SEED, number])
    panel = dealt(rng)
    world = drawn(rng, severity, panel)
    told = jury_estimate(world.marks, WEIGHTS)
    many = np.array([one.marks for one in told.jurors]) >= ENOUGH
    off = np.abs(_severities(told) - world.severity)[many] / world.quality.std()
    return Run(
        raw=_recall(told.raw, world.quality), corrected=_recall(told.corrected, world.quality),
        known=_recall(_known(world, panel), world.quality),
        jury=int(many.sum()), off=float(off.max()),
    )  # fmt: skip


def _severities(told: JuryEstimate) -> Floats:
    return np.array([one.severity for one in told.jurors])


def _known(world: World, panel: NDArray[np.int64]) -> Floats:
    """The best mean of each entry's marks that who knows all of the jurors could make."""
    views = world.marks.mark.reshape(*panel.shape, len(WEIGHTS)) @ np.array(list(WEIGHTS.values()))
    loud = 1 / world.spread[panel] ** 2
    return np.average(views + world.severity[panel], axis=1, weights=loud)


def _recall(points: Floats, quality: Floats) -> float:
    """Of the truly best ten, the share among the ten with the most points."""
    best, named = (set(np.argsort(-one, kind="stable")[:TOP].tolist()) for one in (quality, points))
    return len(best & named) / TOP


def lines_of(of: str, found: Sequence[Run]) -> list[Line]:
    """Gain, runs in which it is below 0, and runs in which every severity was found."""
    gain = np.array([one.corrected - one.raw for one in found])
    reach = float(t.ppf(0.975, len(gain) - 1) * gain.std(ddof=1) / np.sqrt(len(gain)))
    mean = float(gain.mean())
    known = np.array([one.known - one.raw for one in found])
    return [
        Line(
            figure="jury_gain", of=of, value=mean, low=mean - reach, high=mean + reach,
            bound=mean - reach, above=0.0,
            beside={
                "jury_raw": float(np.mean([one.raw for one in found])),
                "jury_known": float(known.mean()),
            },
        ),
        replace(
            _share("jury_lower", of, gain < -1e-9, most=MOST_LOWER),
            beside={"jury_known": float((known < -1e-9).mean())},
        ),
        _share("jury_near", of, np.array([one.off <= NEAR for one in found]), least=LEAST_NEAR),
    ]  # fmt: skip


def _share(figure: str, of: str, hits: NDArray[np.bool_], **asked: float | None) -> Line:
    low, high = jeffreys_interval(np.array([len(hits)]), np.array([hits.sum()]), 0.95)
    return Line(
        figure=figure, of=of, value=float(hits.mean()), low=float(low[0]), high=float(high[0]),
        **asked,
    )  # fmt: skip
