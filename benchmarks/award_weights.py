"""Whether shares of admissible weights, and the index, agree with other ways to the same figures.

Shares: finalists drawn at random, about level by the stated weights, so that weights decide; bounds
of half the stated weight up and down, of the whole simplex, and of branches as well. Beside the
chains that a run uses stands an independent Monte Carlo of a million even draws: boxes and what is
left for the last weight, and gaps between exponential draws for the whole simplex, both
with what lies outside refused. The index: min-max, weighted sum and weighted product beside
scikit-criteria, where it is installed.
"""

from collections.abc import Iterator

import numpy as np
from skcriteria import mkdm
from skcriteria.agg.simple import WeightedProductModel, WeightedSumModel
from skcriteria.preprocessing.scalers import MinMaxScaler

from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from models.awards.index import FLOOR, composite
from models.awards.normalisation import Floats, normalised, scales_of
from models.awards.ranks import places
from models.awards.weight_space import (
    DRAWS as OURS,
)
from models.awards.weight_space import (
    Admissible,
    admissible,
    admissible_weights,
    around,
    winner_shares,
)

SEED, DRAWS, SETS = 1404, 1_000_000, 20
FINALISTS = 10
SPACES = ("half_6", "half_12", "simplex_12", "branches_12")
MOST_POINTS = 0.5
MOST_APART = 1.0  # billionths of a point of 100
_CHUNK = 500_000


def measure(registries: Registries) -> Found:
    """The largest gap of shares in points in each space, and of indices and places."""
    lines = []
    for name in SPACES:
        gap, error, admitted = shares_apart(name, DRAWS, SETS)
        lines.append(
            Line(
                figure="award_shares_apart", of=f"award_{name}", value=gap, most=MOST_POINTS,
                beside={"award_sampling": error, "award_admitted": admitted},
            )
        )  # fmt: skip
        registries.tell(f"shared out the weights, {name}")
    for aggregation in ("arithmetic", "geometric"):
        apart, moved = index_apart(aggregation)
        lines += [
            Line(figure="award_index_apart", of=f"award_{aggregation}", value=apart,
                 most=MOST_APART),
            Line(figure="award_places_apart", of=f"award_{aggregation}", value=moved, most=0),
        ]  # fmt: skip
    return Found(lines=lines)


def shares_apart(name: str, draws: int, sets: int, ours_of: int = OURS) -> tuple[float, float, int]:
    """The largest gap over sets of finalists in points, the largest error told, draws admitted."""
    rng = np.random.default_rng(SEED)
    space = _space(name, rng)
    weights = admissible_weights(space, draws=ours_of)
    stated = (space.low + space.high) / (space.low + space.high).sum()
    finalists = [_finalists(rng, stated) for _ in range(sets)]
    ours = [
        winner_shares(points, weights, aggregation="arithmetic", gaps="reweight")
        for points in finalists
    ]
    wins, admitted = np.zeros((sets, FINALISTS)), 0
    for some in _others(space, draws, np.random.default_rng(SEED + 1)):
        admitted += len(some)
        for at, points in enumerate(finalists):
            wins[at] += np.bincount((some @ points.T).argmax(axis=1), minlength=FINALISTS)
    apart = [
        100 * np.abs(one.share - win / admitted).max() for one, win in zip(ours, wins, strict=True)
    ]
    return float(max(apart)), float(100 * max(one.error.max() for one in ours)), admitted


def index_apart(aggregation: str) -> tuple[float, int]:
    """The largest gap to scikit-criteria, in billionths of a point, and places that differ."""
    rng, apart, moved = np.random.default_rng(SEED), 0.0, 0
    for _ in range(20):
        raw, weights = rng.gamma(2.0, 5.0, (200, 12)), rng.dirichlet(np.ones(12))
        matrix = MinMaxScaler("matrix").transform(mkdm(raw, [max] * 12)).matrix.to_numpy()
        laid = normalised(raw, scales_of(raw, method="min_max", directions=[1] * 12))
        points = composite(laid, weights, aggregation=aggregation, gaps="reweight")
        model = WeightedSumModel() if aggregation == "arithmetic" else WeightedProductModel()
        matrix = matrix if aggregation == "arithmetic" else FLOOR + (1 - FLOOR) * matrix
        theirs = model.evaluate(mkdm(matrix, [max] * 12, weights=weights))
        score = theirs.e_.score if aggregation == "arithmetic" else 10**theirs.e_.score
        apart = max(apart, float(np.abs(points - 100 * score).max()))
        moved += int((places(points) != theirs.rank_).sum())
    return 1e9 * apart, moved


def _space(name: str, rng: np.random.Generator) -> Admissible:
    kind, m = name.split("_")
    count = int(m)
    stated = rng.dirichlet(np.full(count, 5.0))
    if kind == "half":
        return around(stated, 0.5)
    if kind == "simplex":
        return admissible(np.zeros(count), np.ones(count))
    half = around(stated, 0.5)
    thirds = [range(start, start + count // 3) for start in range(0, count, count // 3)]
    branches = [(list(own), 0.9 * stated[own].sum(), 1.1 * stated[own].sum()) for own in thirds]
    return admissible(half.low, half.high, branches)


def _finalists(rng: np.random.Generator, stated: Floats) -> Floats:
    """Normalised figures (n, m), all of one height by the stated weights but for a little."""
    points = rng.random((FINALISTS, len(stated)))
    level = 0.5 - points @ stated + 0.02 * rng.standard_normal(FINALISTS)
    found: Floats = points + level[:, None]
    return found


def _others(space: Admissible, draws: int, rng: np.random.Generator) -> Iterator[Floats]:
    """Even draws of admissible weights by refusal, a million or so in all."""
    m, got = len(space.low), 0
    whole = bool((space.low == 0).all() and (space.high == 1).all())
    while got < draws:
        if whole:
            drawn = rng.standard_exponential((_CHUNK, m))
            drawn /= drawn.sum(axis=1, keepdims=True)
        else:
            box = space.low[:-1] + (space.high - space.low)[:-1] * rng.random((_CHUNK, m - 1))
            drawn = np.column_stack([box, 1 - box.sum(axis=1)])
        branch = drawn @ space.groups.T
        inside = ((drawn >= space.low) & (drawn <= space.high)).all(axis=1)
        inside &= ((branch >= space.group_low) & (branch <= space.group_high)).all(axis=1)
        some = drawn[inside][: draws - got]
        got += len(some)
        yield some
