"""How far jurors agree: on the order of entries, on marks, and two by two.

Agreement is not quality: jurors may agree on what is wrong. A severe juror may agree with all
others on the order (Kendall) and not on marks (Krippendorff): the two stand beside each other.

References
----------
Kendall and Babington Smith, "The problem of m rankings", Annals of Mathematical Statistics 10
(1939). Hayes and Krippendorff, "Answering the call for a standard reliability measure for coding
data", Communication Methods and Measures 1 (2007), for alpha and the redrawing of what was judged.
Kendall, "The treatment of ties in ranking problems", Biometrika 33 (1945), for ties and tau-b.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import krippendorff
import numpy as np
from scipy.stats import kendalltau, rankdata

from models.awards.marks import Marks
from models.awards.normalisation import Floats

Level = Literal["interval", "ordinal"]
DRAWS = 1000
LEAST_SHARED = 10  # entries that two jurors must share; with fewer tau is off by .3 or so
LEAST_BLOCK = 3  # entries of a block: of two there is one order or the other


@dataclass(frozen=True, kw_only=True)
class BlockAgreement:
    """Kendall's W of entries that the same jurors marked.

    `concordance` runs from 0 to 1 (all in one order), None where each gave all the same mark;
    jurors who draw lots come to `by_chance` in the mean.
    """

    jurors: tuple[str, ...]
    entries: int
    concordance: float | None
    by_chance: float


@dataclass(frozen=True, kw_only=True)
class PairAgreement:
    """Kendall's tau-b (-1 to 1) of two jurors over the entries that both marked.

    None where one of the two gave all the same mark.
    """

    jurors: tuple[str, str]
    entries: int
    tau: float | None


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """What jurors agree on.

    Parameters
    ----------
    entries, jurors : int
        Entries with two jurors or more, and the jurors of these.
    alpha, low, high : float or None
        Krippendorff's alpha (1: agreed, 0: as by chance), and the interval that holds 95% of
        redraws of entries; None where no entry has two jurors, or all marks are one.
    level : str
        What marks are held to be: `interval` or `ordinal`.
    draws : int
        Redraws that alpha was defined on.
    blocks : tuple of BlockAgreement
        By set of jurors, the largest first.
    pairs : tuple of PairAgreement
        Jurors who share enough entries.
    """

    entries: int
    jurors: int
    alpha: float | None
    low: float | None
    high: float | None
    level: Level
    draws: int
    blocks: tuple[BlockAgreement, ...]
    pairs: tuple[PairAgreement, ...]


def agreement(
    marks: Marks,
    weights: Mapping[str, float],
    *,
    level: Level = "interval",
    least_shared: int = LEAST_SHARED,
    draws: int = DRAWS,
    seed: int,
) -> Agreement:
    """How far jurors agree on entries, over the criteria that have a weight.

    Of one criterion alone it is told with that one's weight. A juror's view of an entry is the
    weighted mean of these marks; where one is missing there is none.

    Parameters
    ----------
    least_shared : int
        Entries that a pair of jurors must share to be told of.
    seed : int
        Of the redraws.
    """
    jurors, views = _views(marks, weights)
    views = views[:, (~np.isnan(views)).sum(axis=0) >= 2]
    alpha = krippendorff_alpha(views, level)
    low = high = None
    redrawn: list[float] = []
    if alpha is not None:
        redrawn = _redrawn(views, level, draws, np.random.default_rng(seed))
        low, high = (float(one) for one in np.quantile(redrawn, (0.025, 0.975)))
    return Agreement(
        entries=views.shape[1],
        jurors=int((~np.isnan(views)).any(axis=1).sum()),
        alpha=alpha,
        low=low,
        high=high,
        level=level,
        draws=len(redrawn),
        blocks=_blocks(jurors, views),
        pairs=_pairs(jurors, views, least_shared),
    )


def kendall_w(views: Floats) -> float | None:
    """Kendall's coefficient of concordance with ties: of (jurors, entries) without gaps.

    None where no juror tells two entries apart, or there is one juror or entry.
    """
    jurors, entries = views.shape
    if jurors < 2 or entries < 2:
        return None
    ranks = rankdata(views, axis=1)
    apart = float(((ranks.sum(axis=0) - jurors * (entries + 1) / 2) ** 2).sum())
    ties = sum(
        float((count**3 - count).sum())
        for count in (np.unique(row, return_counts=True)[1] for row in ranks)
    )
    most = jurors**2 * (entries**3 - entries) - jurors * ties
    return 12 * apart / most if most > 0 else None


def krippendorff_alpha(views: Floats, level: Level) -> float | None:
    """Krippendorff's alpha of (jurors, entries), nan where there is no view.

    None where no entry has two views, or all views of such entries are one.
    """
    paired = views[:, (~np.isnan(views)).sum(axis=0) >= 2]
    if not paired.size or np.nanmin(paired) == np.nanmax(paired):
        return None
    return _alpha(paired, level)


def _views(marks: Marks, weights: Mapping[str, float]) -> tuple[tuple[str, ...], Floats]:
    """What each juror thought of each entry: (jurors, entries), nan where not all was marked."""
    entries, entry = np.unique(marks.entry.astype(str), return_inverse=True)
    jurors, juror = np.unique(marks.juror.astype(str), return_inverse=True)
    cells = np.full((len(jurors), len(entries), len(weights)), np.nan)
    for place, name in enumerate(weights):
        rows = marks.criterion == name
        cells[juror[rows], entry[rows], place] = marks.mark[rows]
    shares = np.array(list(weights.values()), dtype=np.float64)
    # Sums of products differ in their last digits where marks are equal: ties have to stay ties.
    views: Floats = np.round(cells @ (shares / shares.sum()), 9)
    return tuple(jurors.tolist()), views


def _redrawn(views: Floats, level: Level, draws: int, rng: np.random.Generator) -> list[float]:
    """Alpha of redraws of whole entries; those on which it is not defined are left out."""
    entries = views.shape[1]
    moments = _moments(views)
    least, most = np.nanmin(views, axis=0), np.nanmax(views, axis=0)
    found = []
    for _ in range(draws):
        drawn = rng.integers(0, entries, entries)
        if least[drawn].min() == most[drawn].max():
            continue
        found.append(
            _by_moments(moments[:, drawn])
            if level == "interval"
            else _alpha(views[:, drawn], level)
        )
    return found


def _alpha(views: Floats, level: Level) -> float:
    if level == "interval":
        return _by_moments(_moments(views))
    return float(krippendorff.alpha(reliability_data=views, level_of_measurement=level))


def _moments(views: Floats) -> Floats:
    """Of each entry how many views it has, their sum and their squares' about a common middle."""
    centred = views - np.nanmean(views)
    return np.array(
        [
            (~np.isnan(views)).sum(axis=0),
            np.nansum(centred, axis=0),
            np.nansum(centred**2, axis=0),
        ]
    )


def _by_moments(moments: Floats) -> float:
    """Alpha of the interval level, from sums of squares within entries and over all views.

    It is what the library works out, whose table of all pairs of values for each entry grows to
    gigabytes where a thousand entries were marked.
    """
    many, total, squares = moments
    within = (squares - total**2 / many) * many / (many - 1)
    n = many.sum()
    whole = squares.sum() - total.sum() ** 2 / n
    return float(1 - within.sum() / n / (whole / (n - 1)))


def _blocks(jurors: tuple[str, ...], views: Floats) -> tuple[BlockAgreement, ...]:
    together: dict[tuple[int, ...], list[int]] = {}
    for entry, seen in enumerate((~np.isnan(views)).T):
        together.setdefault(tuple(np.flatnonzero(seen).tolist()), []).append(entry)
    found = [
        BlockAgreement(
            jurors=tuple(jurors[one] for one in panel),
            entries=len(entries),
            concordance=kendall_w(views[np.ix_(panel, entries)]),
            by_chance=1 / len(panel),
        )
        for panel, entries in together.items()
        if len(entries) >= LEAST_BLOCK
    ]
    return tuple(sorted(found, key=lambda one: (-one.entries, one.jurors)))


def _pairs(jurors: tuple[str, ...], views: Floats, least: int) -> tuple[PairAgreement, ...]:
    found = []
    for one, other in combinations(range(len(jurors)), 2):
        both = views[[one, other]]
        both = both[:, ~np.isnan(both).any(axis=0)]
        if both.shape[1] < least:
            continue
        flat = bool((both == both[:, :1]).all(axis=1).any())
        tau = None if flat else float(kendalltau(both[0], both[1]).statistic)
        found.append(
            PairAgreement(jurors=(jurors[one], jurors[other]), entries=both.shape[1], tau=tau)
        )
    return tuple(found)
