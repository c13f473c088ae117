"""Whether rank sets hold all true places at once, and the true best, where the truth is known.

Each world has true values, the error of each, and 2,000 draws of what is told. In `even` all stand
one standard error apart; in `clusters` fives stand a tenth of one apart and the fives three; in
`ties` fives are equal, and in `equal` all are, which is hardest; in `unequal` errors go from .3 to
3. In `skewed` fives are equal and errors neither normal nor alike: half of the values are told
nearly right, the others' errors are drawn from an exponential distribution; they are handed over as
draws, as an award's are.

Beside the width of the sets stands Bonferroni's for the same told values. It takes errors for
normal; where they are not it may be shorter and not hold, so nothing is asked of widths there, and
how often it held stands beside.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import product
from multiprocessing import get_context

import numpy as np

from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from benchmarks.sector_pass import WORKERS
from models.awards.normalisation import Floats
from models.awards.ranks import RankSets, bonferroni_sets, bound_sets, places, rank_sets
from models.rating_tests.intervals import jeffreys_interval

RUNS, SEED = 2_000, 1404
SIZES = (20, 60, 200)
WORLDS = ("even", "clusters", "ties", "equal", "unequal", "skewed")
TOP = (1, 3, 10)
# The level is .95; what is asked leaves the Monte Carlo error of 2,000 runs, half a point.
LEAST = 0.94
_SLICES = 8


@dataclass(frozen=True, kw_only=True)
class World:
    """True values and the standard error of each (n,); `skewed` says how errors are drawn."""

    truth: Floats
    errors: Floats
    skewed: bool

    def drawn(self, rng: np.random.Generator, draws: int) -> Floats:
        """Errors, told less true: (draws, n)."""
        size = (draws, len(self.truth))
        normal: Floats = self.errors * rng.standard_normal(size)
        if not self.skewed:
            return normal
        often = np.arange(len(self.truth)) % 2 == 0
        return np.where(often, normal, self.errors * (rng.standard_exponential(size) - 1))


@dataclass(frozen=True, kw_only=True)
class Held:
    """Of some runs: whether all places and each top were held, mean widths and sizes of top sets.

    Arrays (runs,), and (runs, 3) for tops; of pairs, of the bound and of Bonferroni.
    """

    held: np.ndarray
    bound_held: np.ndarray
    plain_held: np.ndarray
    widths: Floats
    top_held: np.ndarray
    top_named: Floats


def measure(registries: Registries) -> Found:
    """Coverage of places and of tops, and widths, in each world of each size."""
    lines: list[Line] = []
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        for name, n in product(WORLDS, SIZES):
            part = partial(held, name, n, RUNS // _SLICES)
            lines += told(f"award_{name}_{n}", list(pool.map(part, range(_SLICES))))
            registries.tell(f"ranked {n}, {name}")
    return Found(lines=lines)


def world(name: str, n: int) -> World:
    """A world of so many, by name."""
    even = np.arange(n, dtype=np.float64)
    ones = np.ones(n)
    fives = np.arange(n) // 5
    made: Mapping[str, World] = {
        "even": World(truth=even, errors=ones, skewed=False),
        "clusters": World(truth=3.0 * fives + 0.1 * (even % 5), errors=ones, skewed=False),
        "ties": World(truth=3.0 * fives, errors=ones, skewed=False),
        "equal": World(truth=np.zeros(n), errors=ones, skewed=False),
        "unequal": World(
            truth=even, errors=np.geomspace(0.3, 3, n)[np.argsort(np.sin(even))], skewed=False
        ),
        "skewed": World(truth=3.0 * fives, errors=np.where(even % 2 == 0, 0.5, 1.5), skewed=True),
    }
    return made[name]


def held(name: str, n: int, runs: int, part: int) -> Held:
    """Some runs of one world; each part has a seed of its own."""
    made, rng = world(name, n), np.random.default_rng([SEED, n, WORLDS.index(name), part])
    true = places(made.truth)
    found: list[tuple[bool, bool, bool, list[float], list[bool], list[int]]] = []
    for run in range(runs):
        value = made.truth + made.drawn(rng, 1)[0]
        # What may be true, as an award draws it: what was told, less an error.
        errors = value - made.drawn(rng, 1000) if made.skewed else made.errors
        pairs = rank_sets(value, errors, seed=run, top=TOP)
        bound = bound_sets(value, errors)
        plain = bonferroni_sets(value, made.errors)
        found.append((
            _holds(pairs, true), _holds(bound, true), _holds(plain, true),
            [float(sets.widths.mean()) for sets in (pairs, bound, plain)],
            [bool(pairs.top[k][true <= k].all()) for k in TOP],
            [int(pairs.top[k].sum()) for k in TOP],
        ))  # fmt: skip
    columns = [np.array(column) for column in zip(*found, strict=True)]
    return Held(
        held=columns[0], bound_held=columns[1], plain_held=columns[2],
        widths=columns[3].astype(np.float64), top_held=columns[4],
        top_named=columns[5].astype(np.float64),
    )  # fmt: skip


def told(of: str, parts: Sequence[Held]) -> list[Line]:
    """The lines of one world and size."""
    widths = np.concatenate([part.widths for part in parts]).mean(axis=0)
    tops = np.concatenate([part.top_held for part in parts])
    named = np.concatenate([part.top_named for part in parts]).mean(axis=0)
    plain = float(np.concatenate([part.plain_held for part in parts]).mean())
    return [
        _share(
            "award_places_held", of, np.concatenate([part.held for part in parts]),
            {"award_bonferroni": plain},
        ),
        *(
            _share(f"award_top_held_{k}", of, tops[:, at], {"award_named": float(named[at])})
            for at, k in enumerate(TOP)
        ),
        Line(
            figure="award_width", of=of, value=float(widths[0]),
            most=None if of.startswith("award_skewed") else float(widths[2]),
            beside={"award_bonferroni": float(widths[2]), "award_bound": float(widths[1])},
        ),
        _share("award_bound_held", of, np.concatenate([part.bound_held for part in parts])),
    ]  # fmt: skip


def _holds(sets: RankSets, true: np.ndarray) -> bool:
    return bool(((sets.low <= true) & (true <= sets.high)).all())


def _share(
    figure: str, of: str, hits: np.ndarray, beside: Mapping[str, float] | None = None
) -> Line:
    low, high = jeffreys_interval(np.array([len(hits)]), np.array([hits.sum()]), 0.95)
    return Line(
        figure=figure, of=of, value=float(hits.mean()), low=float(low[0]), high=float(high[0]),
        least=LEAST, beside=beside or {},
    )  # fmt: skip
