"""A second opinion learnt from past editions: whom juries named before, by the same indicators.

It stands beside the index and never in it: what it has learnt is what was rewarded, errors of past
juries among it. It learns from editions before the one it speaks of, and how good it is is told by
past editions that it had not seen either, beside the index, with an interval.

References
----------
Burges, "From RankNet to LambdaRank to LambdaMART: an overview", Microsoft Research MSR-TR-2010-82.
Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM Transactions on
Information Systems 20 (2002), for NDCG. Field and Welsh, "Bootstrapping clustered data", Journal of
the Royal Statistical Society B 69 (2007).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import lightgbm as lgb
import numpy as np
import numpy.typing as npt

from models.awards.past import Flags, Floats, Past, ndcg, placed

Reason = Literal["too_few_editions", "too_few_winners"]
TOP = 3
LEAST_EDITIONS = 3  # to learn from; of fewer, one odd year is a third and more of what is learnt
LEAST_WINNERS = 60  # to learn from: some ten for each split that a tree of seven leaves makes
DRAWS = 1000
_TREES = 150
# Small trees, slowly grown: a few dozen winners a year say no more. Not searched.
_SETTINGS = {
    "objective": "lambdarank",
    "learning_rate": 0.05,
    "num_leaves": 7,
    "min_data_in_leaf": 30,
    "lambda_l2": 5.0,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "num_threads": 1,
    "deterministic": True,
    "force_col_wise": True,
    "verbosity": -1,
}


@dataclass(frozen=True, kw_only=True)
class Refused:
    """Why there is no second opinion: what there is to learn from, and what is needed."""

    reason: Reason
    editions: int
    winners: int
    least_editions: int
    least_winners: int


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """Somebody whom one of the two has in the first places of a group and the other has not.

    `by` says which one has: `opinion` or `index`. Places count from 1.
    """

    group: str
    coop_id: str
    by: Literal["opinion", "index"]
    opinion_place: int
    index_place: int


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure (0 to 1, higher is better) over groups of past editions with somebody named.

    `difference` is that of the opinion less that of the index, from `low` to `high` in 95% of
    redraws of groups, each with all its editions.
    """

    opinion: float
    index: float
    difference: float
    low: float
    high: float
    groups: int


@dataclass(frozen=True, kw_only=True, eq=False)
class SecondOpinion:
    """What past editions would make of this one.

    Parameters
    ----------
    group, coop_id : tuple of str
        Entrants of the edition by group and place.
    place, index_place : tuple of int
        Within the group, from 1.
    disagreements : tuple of Disagreement
    learnt_from : tuple of int
        The editions.
    judged_on : tuple of int
        Editions that the measures are of, each learnt from those before it.
    ndcg, winners_found : Measure or None
        NDCG of the first places, and the share of those named who are among them; None where no
        edition has enough before it.
    top : int
        How many first places are looked at.
    """

    group: tuple[str, ...]
    coop_id: tuple[str, ...]
    place: tuple[int, ...]
    index_place: tuple[int, ...]
    disagreements: tuple[Disagreement, ...]
    learnt_from: tuple[int, ...]
    judged_on: tuple[int, ...]
    ndcg: Measure | None
    winners_found: Measure | None
    top: int


def second_opinion(
    rows: Past, edition: int, *, top: int = TOP, draws: int = DRAWS, seed: int
) -> SecondOpinion | Refused:
    """The order that past editions teach for an edition, or why there is none.

    Parameters
    ----------
    rows : Past
        Entrants of this and of past editions; those of later ones are not looked at, nor is who
        was named in this one.
    top : int, at least 1
        First places of a group that are looked at.
    seed : int
        Of the trees and the redraws.

    Raises
    ------
    ValueError
        Where nobody entered the edition.
    """
    rows = rows.take(rows.edition <= edition).ordered()
    now = rows.take(rows.edition == edition)
    if not len(now):
        raise ValueError(f"nobody entered edition {edition}")
    before = _known(rows, edition)
    if (refused := _refusal(before)) is not None:
        return refused
    score = _taught(before, now, top, seed)
    place, index_place = placed(now, score), placed(now, now.index)
    order = np.lexsort((place, now.group.astype(str)))
    judged = [one for one in _editions(before) if _refusal(_known(rows, one)) is None]
    measures = _measured(rows, judged, top, draws, seed)
    return SecondOpinion(
        group=tuple(now.group[order].tolist()),
        coop_id=tuple(now.coop_id[order].tolist()),
        place=tuple(place[order].tolist()),
        index_place=tuple(index_place[order].tolist()),
        disagreements=tuple(_disagreements(now, place, index_place, top)),
        learnt_from=_editions(before),
        judged_on=tuple(judged),
        ndcg=measures[0],
        winners_found=measures[1],
        top=top,
    )


def _known(rows: Past, edition: int) -> Past:
    """Entrants of editions before, of whom it is known what they were named."""
    return rows.take((rows.edition < edition) & ~np.isnan(rows.relevance))


def _editions(rows: Past) -> tuple[int, ...]:
    return tuple(np.unique(rows.edition).tolist())


def _refusal(rows: Past) -> Refused | None:
    editions, winners = len(_editions(rows)), int((rows.relevance > 0).sum())
    reason: Reason | None = None
    if winners < LEAST_WINNERS:
        reason = "too_few_winners"
    if editions < LEAST_EDITIONS:
        reason = "too_few_editions"
    if reason is None:
        return None
    return Refused(
        reason=reason, editions=editions, winners=winners,
        least_editions=LEAST_EDITIONS, least_winners=LEAST_WINNERS,
    )  # fmt: skip


def _taught(before: Past, now: Past, top: int, seed: int) -> Floats:
    """The score of each entrant, by trees that learnt from the editions before."""
    # Two rows in which nothing is known, in a group of their own and with one label: they teach
    # nothing, but give each input a bin for what is missing later.
    blank = np.full((2, before.features.shape[1]), np.nan)
    settings = {
        **_SETTINGS,
        "lambdarank_truncation_level": top + 3,
        "seed": seed % 2**31,
        "bin_construct_sample_cnt": len(before) + len(blank),
    }
    data = lgb.Dataset(
        np.vstack([before.features, blank]),
        label=np.r_[before.relevance, 0.0, 0.0].astype(np.int64),
        group=[*before.sizes.tolist(), len(blank)],
        params=settings,
    )
    trees = lgb.train(settings, data, num_boost_round=_TREES)
    return np.asarray(trees.predict(now.features, num_threads=1), dtype=np.float64)


def _disagreements(
    now: Past, place: npt.NDArray[np.int64], index_place: npt.NDArray[np.int64], top: int
) -> Iterator[Disagreement]:
    sides: tuple[tuple[Literal["opinion", "index"], Flags], ...] = (
        ("opinion", (place <= top) & (index_place > top)),
        ("index", (index_place <= top) & (place > top)),
    )
    found = [
        Disagreement(
            group=str(now.group[row]), coop_id=str(now.coop_id[row]), by=side,
            opinion_place=int(place[row]), index_place=int(index_place[row]),
        )
        for side, flags in sides
        for row in np.flatnonzero(flags)
    ]  # fmt: skip
    yield from sorted(found, key=lambda one: (one.group, one.by, one.coop_id))


def _measured(
    rows: Past, judged: Sequence[int], top: int, draws: int, seed: int
) -> tuple[Measure | None, Measure | None]:
    """NDCG and the share of those named, of editions that were not learnt from."""
    names: list[str] = []
    each: list[list[float]] = []
    for edition in judged:
        test = rows.take((rows.edition == edition) & ~np.isnan(rows.relevance))
        orders = [placed(test, _taught(_known(rows, edition), test, top, seed))]
        orders.append(placed(test, test.index))
        for name in np.unique(test.group.astype(str)):
            mine = test.group.astype(str) == name
            relevance = test.relevance[mine]
            if relevance.max() <= 0:
                continue
            named = relevance > 0
            names.append(str(name))
            gains = [ndcg(relevance, order[mine], top) for order in orders]
            shares = [float((order[mine][named] <= top).mean()) for order in orders]
            each.append([*gains, *shares])
    if not each:
        return None, None
    values = np.array(each, dtype=np.float64)
    return (
        _measure(names, values[:, :2], draws, seed),
        _measure(names, values[:, 2:], draws, seed),
    )


def _measure(names: Sequence[str], values: Floats, draws: int, seed: int) -> Measure:
    """Means over groups, and their difference over redraws of groups with all their editions."""
    clusters, at = np.unique(names, return_inverse=True)
    gain = values[:, 0] - values[:, 1]
    total, count = np.bincount(at, gain), np.bincount(at)
    drawn = np.random.default_rng(seed).integers(0, len(clusters), (draws, len(clusters)))
    redrawn = total[drawn].sum(axis=1) / count[drawn].sum(axis=1)
    low, high = np.quantile(redrawn, (0.025, 0.975))
    return Measure(
        opinion=float(values[:, 0].mean()), index=float(values[:, 1].mean()),
        difference=float(gain.mean()), low=float(low), high=float(high), groups=len(values),
    )  # fmt: skip
