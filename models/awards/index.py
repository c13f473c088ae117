"""The composite index: indicators on one scale, weighed and put together, 0 to 100.

* `arithmetic`: the weighted mean. What lacks in one indicator can be made up in another.
* `geometric`: the weighted geometric mean, by which a low value weighs more than a high one makes
  up. As nothing at all must not wipe out everything, 0..1 is first laid on FLOOR..1.
* `copeland`: each is compared with each by the weighted majority of indicators; wins less losses,
  laid on 0..100. It looks at order alone, and who is judged beside whom matters.

A gap is closed by what is known of the same co-operative (`reweight`: the weights of what is known
are made to add up to 1), by the median of the peers (`median`), or as if it were the worst
(`worst`, 0). In Copeland's comparison of two, `reweight` leaves out what is not known of either.

References
----------
OECD and JRC, "Handbook on Constructing Composite Indicators" (2008), step 6; Munda and Nardo,
"Noncompensatory/nonlinear composite indicators for ranking countries", Applied Economics 41 (2009).
"""

import numpy as np

from models.awards.normalisation import Flags, Floats

ARITHMETIC, GEOMETRIC, COPELAND = "arithmetic", "geometric", "copeland"
AGGREGATIONS = (ARITHMETIC, GEOMETRIC, COPELAND)
REWEIGHT, MEDIAN, WORST = "reweight", "median", "worst"
GAPS = (REWEIGHT, MEDIAN, WORST)
FLOOR = 0.01
MOST_SINGLE, MOST_DRAWN = 10_000, 300  # co-operatives that Copeland compares, once and over draws
_EVEN = 1e-9  # a majority smaller than this share of the weights is rounding
_CELLS = 4_000_000
_DIGITS = 9


def composite(
    normalised: Floats,
    weights: Floats,
    *,
    aggregation: str,
    gaps: str,
    medians: Floats | None = None,
) -> Floats:
    """The index of each co-operative, 0 to 100; nan where nothing that weighs is known.

    Parameters
    ----------
    normalised : array of float (..., n, m)
        0..1, nan where not known; draws stand before the co-operatives.
    weights : array of float (m,)
        Not negative; made to add up to 1.
    medians : array of float (m,), optional
        Of the peers, for `median`; those of the n co-operatives of each draw where left out.

    Returns
    -------
    array of float (..., n)
        Of draws to nine decimals, so that who is equal stays equal.

    Raises
    ------
    ValueError
        For an aggregation or a treatment of gaps that is none, weights that are none, or more
        co-operatives than Copeland is for (`MOST_SINGLE`, and `MOST_DRAWN` over draws).
    """
    most = MOST_SINGLE if normalised.ndim == 2 else MOST_DRAWN
    filled, shares = _ready(normalised, weights, aggregation, gaps, medians, most)
    if aggregation != COPELAND:
        single = normalised.ndim == 2
        return (_means if single else _drawn_means)(filled, shares, aggregation)
    flat = filled.reshape(-1, *filled.shape[-2:])
    return np.stack([_copeland(one, shares[None])[0] for one in flat]).reshape(filled.shape[:-1])


def composites(
    normalised: Floats,
    weights: Floats,
    *,
    aggregation: str,
    gaps: str,
    medians: Floats | None = None,
) -> Floats:
    """The index by many sets of weights (d, m) of the same co-operatives (n, m): (d, n), 0 to 100.

    Otherwise as `composite`, to nine decimals, so that who is equal stays equal.
    """
    most = MOST_SINGLE if len(weights) == 1 else MOST_DRAWN
    filled, shares = _ready(normalised, weights, aggregation, gaps, medians, most)
    if aggregation == COPELAND:
        return _copeland(filled, shares)
    found: Floats = _drawn_means(filled, shares.T, aggregation).T
    return found


def _shares(weights: Floats) -> Floats:
    whole = weights.sum(axis=-1, keepdims=True)
    if not ((weights >= 0).all() and (whole > 0).all()):
        raise ValueError("weights are not negative, and some weigh")
    found: Floats = weights / whole
    return found


def _ready(
    normalised: Floats,
    weights: Floats,
    aggregation: str,
    gaps: str,
    medians: Floats | None,
    most: int,
) -> tuple[Floats, Floats]:
    """Checked, gaps closed as far as that goes without weights, and weights that add up to 1."""
    if aggregation not in AGGREGATIONS or gaps not in GAPS:
        raise ValueError(f"no index: {aggregation!r}, gaps {gaps!r}")
    if aggregation == COPELAND and normalised.shape[-2] > most:
        raise ValueError(f"Copeland compares {most} co-operatives at most here")
    if normalised.shape[-1] != weights.shape[-1]:
        raise ValueError("one weight an indicator")
    filled = normalised
    if gaps != REWEIGHT:
        fill = medians if gaps == MEDIAN else np.zeros(weights.shape[-1])
        fill = _middles(normalised) if fill is None else fill
        filled = np.where(np.isnan(normalised), fill, normalised)
    return filled, _shares(np.asarray(weights, np.float64))


def _middles(normalised: Floats) -> Floats:
    """Medians (..., 1, m) of what is known; .5 where nothing is."""
    empty = np.isnan(normalised).all(axis=-2, keepdims=True)
    found: Floats = np.nanmedian(np.where(empty, 0.5, normalised), axis=-2, keepdims=True)
    return found


def _means(filled: Floats, shares: Floats, aggregation: str) -> Floats:
    """Weighted means, indicator by indicator: the sum of a row hangs on no other row."""
    shape = filled.shape[:-1]
    total, known = np.zeros(shape), np.zeros(shape)
    for place, share in enumerate(shares):
        if share == 0:
            continue
        column = filled[..., place]
        if aggregation == GEOMETRIC:
            column = np.log(FLOOR + (1 - FLOOR) * column)
        there = ~np.isnan(column)
        total += share * np.where(there, column, 0.0)
        known += share * there
    mean = np.divide(total, known, out=np.full(shape, np.nan), where=known > 0)
    found: Floats = 100 * (np.exp(mean) if aggregation == GEOMETRIC else mean)
    return found


def _drawn_means(filled: Floats, shares: Floats, aggregation: str) -> Floats:
    """The same at the speed that many draws, or sets of weights (m, d), ask for."""
    laid = np.log(FLOOR + (1 - FLOOR) * filled) if aggregation == GEOMETRIC else filled
    there = ~np.isnan(laid)
    if there.all():
        mean = laid @ shares
    else:
        known = there.astype(np.float64) @ shares
        total = np.where(there, laid, 0.0) @ shares
        mean = np.divide(total, known, out=np.full(total.shape, np.nan), where=known > 0)
    found: Floats = np.round(100 * (np.exp(mean) if aggregation == GEOMETRIC else mean), _DIGITS)
    return found


def _copeland(filled: Floats, shares: Floats) -> Floats:
    """Wins less losses of (n, m) by each set of weights (d, m): (d, n), laid on 0..100."""
    n, m = filled.shape
    known = ~np.isnan(filled[:, shares.any(axis=0)]).all(axis=1)
    found = np.full((len(shares), n), np.nan)
    rivals = max(1, int(known.sum()) - 1)
    step = max(1, _CELLS // max(1, n * max(m, len(shares))))
    for start in range(0, n, step):
        signs = np.sign(filled[start : start + step, None, :] - filled[None, :, :])
        signs[np.isnan(signs)] = 0.0  # of two of which one is not known, neither wins
        lead = signs.reshape(-1, m) @ shares.T
        won = (np.sign(lead) * (np.abs(lead) > _EVEN)).reshape(len(signs), n, -1)
        found[:, start : start + step] = 50 * (1 + won.sum(axis=1).T / rivals)
    found[:, ~known] = np.nan
    return found


def known_share(normalised: Floats, weights: Floats) -> Floats:
    """The share of the weight that is known of each co-operative (..., n), 0 to 1."""
    there: Flags = ~np.isnan(normalised)
    found: Floats = there @ _shares(np.asarray(weights, np.float64))
    return found
