"""Do reasons add up, do they stay the same when the model is fitted again, and does risk move the
way that each input says?

What is held against a limit has no p-value: the limit stands beside the figure, as `statistic`.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from models.metrics import auc
from models.rating_tests import witness
from models.rating_tests.catalogue import Found, Title
from models.rating_tests.rows import Floats, Ints, Terms
from models.rating_tests.ruling import Ruling

TOP = 4  # adverse reasons that are told
_ECB = "ECB guide to internal models (2025), machine learning; riskvalidation's definition"


def _title(name: str, null: str | None, formula: str, source: str, library: str) -> Title:
    return Title(name=name, null=null, formula=formula, source=source, library=library)


EXPLANATION = {
    title.name: title
    for title in (
        _title("additivity_gap", "reasons_add_up", "max |base + sum of shares - margin|",
               "Lundberg and Lee (2017)", "riskvalidation"),
        _title("reason_overlap", "reasons_stay",
               "share of a row's top adverse reasons that each refit keeps, mean over rows",
               "Regulation B, 12 CFR 1002.9 (reasons); Efron and Tibshirani (1993)", "own"),
        _title("reason_overlap_low", None, "the same, fifth percentile over rows",
               "Efron and Tibshirani (1993)", "own"),
        _title("monotone_violation", "risk_moves_as_said",
               "largest move against the stated way along each input's curve",
               "EBA report on machine learning (2023)", "own"),
        _title("seed_spread", "seeds_agree", "largest less smallest AUC over seeds", _ECB, "own"),
        _title("share_regraded", None, "share of rows whose grade is not the same in all refits",
               _ECB, "riskvalidation"),
        _title("share_regraded_far", None, "share of rows that two refits put two grades apart",
               _ECB, "own"),
        _title("importance_agreement", None,
               "least Spearman correlation of mean |share| between two refits", _ECB,
               "riskvalidation"),
        _title("interval_width", None, "high less low end of stated intervals: mean and 95th "
               "percentile", "Vovk and Petej (2014), for Venn-Abers", "own"),
    )
}  # fmt: skip


def additivity(
    margin: Floats, base: float, contributions: Floats, *, terms: Terms, limit: float = 1e-6
) -> Ruling:
    """Whether base and shares add up to every margin within `limit`.

    Parameters
    ----------
    contributions : array of shape (n, features)
        Each input's share of the log-odds.
    """
    gap = witness.additivity_gap(margin, base, contributions)
    found = Found(value=gap, statistic=limit, holds=gap <= limit)
    return EXPLANATION["additivity_gap"].ruling(found, terms, {"rows": len(margin)})


def by_concept(contributions: Floats, concepts: Sequence[str]) -> Floats:
    """Shares summed by concept, in the order of the concepts' names; `concepts` names that of each
    feature. Shape (..., concepts)."""
    names = sorted(set(concepts))
    columns = [np.array([one == name for one in concepts]) for name in names]
    return np.stack([contributions[..., flags].sum(axis=-1) for flags in columns], axis=-1)


def overlaps(contributions: Floats, top: int = TOP) -> Floats:
    """How much of each row's top adverse reasons stays, mean over the refits after the first.

    Parameters
    ----------
    contributions : array of shape (refits, n, features)
        Shares of the log-odds, the model that is told first. Reasons are the `top` largest shares
        over 0, fewer where fewer are; a share that lowers risk is no adverse reason.

    Returns
    -------
    array of shape (n,)
        0 to 1; NaN for a row without any adverse reason.

    Raises
    ------
    ValueError
        Where there are not two refits.
    """
    if contributions.ndim != 3 or len(contributions) < 2:
        raise ValueError("an overlap needs two refits of rows by features")
    places = np.argsort(-contributions, axis=2, kind="stable")[:, :, :top]
    told = np.zeros(contributions.shape, dtype=np.bool_)
    np.put_along_axis(told, places, True, axis=2)
    told &= contributions > 0
    reasons = told[0].sum(axis=1)
    kept = (told[1:] & told[0]).sum(axis=2).mean(axis=0)
    found: Floats = np.where(reasons > 0, kept / np.maximum(reasons, 1), np.nan)
    return found


def reason_stability(
    contributions: Floats,
    concepts: Sequence[str],
    *,
    terms: Terms,
    limits: Mapping[str, float],
) -> list[Ruling]:
    """Overlap of the top adverse reasons over refits, by feature and by concept.

    Parameters
    ----------
    contributions : array of shape (refits, n, features)
        As for `overlaps`.
    concepts : sequence of str
        The concept of each feature.
    limits : mapping of str to float
        The least mean overlap, of "feature" and of "concept".
    """
    told = {"feature": contributions, "concept": by_concept(contributions, concepts)}
    rulings = []
    for by, shares in told.items():
        found = overlaps(shares)
        some = found[np.isfinite(found)]
        counted = {"rows": len(some), "refits": len(contributions)}
        if not len(some):
            nothing = Found(by=by, decided=False)
            rulings += [
                EXPLANATION[name].ruling(nothing, terms, counted)
                for name in ("reason_overlap", "reason_overlap_low")
            ]
            continue
        mean = float(some.mean())
        low = Found(value=float(np.quantile(some, 0.05)), by=by)
        held = Found(value=mean, statistic=limits[by], by=by, holds=mean >= limits[by])
        rulings.append(EXPLANATION["reason_overlap"].ruling(held, terms, counted))
        rulings.append(EXPLANATION["reason_overlap_low"].ruling(low, terms, counted))
    return rulings


def seed_spread(y: Ints, margins: Sequence[Floats], *, terms: Terms, limit: float = 0.01) -> Ruling:
    """How far the AUC moves with the seed alone: margins of the same rows by fits that differ in
    nothing else.

    Raises
    ------
    ValueError
        Where there are fewer than two fits.
    """
    if len(margins) < 2:
        raise ValueError("a spread needs two fits")
    aucs = [auc(y, margin) for margin in margins]
    spread = max(aucs) - min(aucs)
    found = Found(value=spread, low=min(aucs), high=max(aucs), statistic=limit,
                  holds=spread <= limit)  # fmt: skip
    counted = {"rows": len(y), "events": int(y.sum()), "fits": len(margins)}
    return EXPLANATION["seed_spread"].ruling(found, terms, counted)


def grade_stability(probabilities: Floats, edges: Floats, *, terms: Terms) -> list[Ruling]:
    """How many rows change grade between refits, and how many by two grades or more.

    Parameters
    ----------
    probabilities : array of shape (refits, n), above 0 and under 1
    edges : array of shape (grades - 1,)
        The probabilities at which the next riskier grade begins, rising.
    """
    grades = np.searchsorted(edges, probabilities, side="right")
    far = float((np.ptp(grades, axis=0) >= 2).mean())
    counted = {"rows": probabilities.shape[1], "refits": len(probabilities)}
    told = {
        "share_regraded": witness.share_regraded(probabilities, edges),
        "share_regraded_far": far,
    }
    return [
        EXPLANATION[name].ruling(Found(value=value), terms, counted) for name, value in told.items()
    ]


def importance_agreement(importances: Floats, *, terms: Terms) -> Ruling:
    """The least agreement of two refits on which inputs weigh most, -1 to 1.

    Parameters
    ----------
    importances : array of shape (refits, features)
        Mean absolute share of each input.
    """
    pairs = [witness.rank_correlation(a, b) for a, b in combinations(importances, 2)]
    counted = {"refits": len(importances), "features": importances.shape[1]}
    found = Found(value=min(pairs, default=None))
    return EXPLANATION["importance_agreement"].ruling(found, terms, counted)


def interval_widths(low: Floats, high: Floats, *, terms: Terms, of: str) -> list[Ruling]:
    """How wide the intervals beside probabilities are; `of` says whose: Venn-Abers, refits."""
    width = high - low
    told = (
        {"mean": float(width.mean()), "95": float(np.quantile(width, 0.95))} if len(width) else {}
    )
    return [
        EXPLANATION["interval_width"].ruling(
            Found(value=value, by=f"{of}:{part}"), terms, {"rows": len(width)}
        )
        for part, value in told.items()
    ]
