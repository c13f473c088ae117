"""What entries are worth, by marks and what was fitted of their jurors, and how sure that is."""

from dataclasses import dataclass

import numpy as np

from models.awards.jury_design import Block, Design
from models.awards.jury_fit import Fit
from models.awards.normalisation import Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Judgement:
    """Entries and jurors; arrays (entries,), (jurors,) and by both, in marks.

    `severity` adds up to 0 over the jury; `lean` is by how much each enters an entry's quality.
    """

    raw: Floats
    corrected: Floats
    own_error: Floats
    lean: Floats
    severity: Floats
    severity_covariance: Floats


def judged(design: Design, fit: Fit, weights: Floats, *, equal: bool) -> Judgement:
    """Raw and corrected quality of each entry.

    A criterion that nobody marked is as good as the entry's other marks make one expect.

    Parameters
    ----------
    weights : array of float (criteria,)
        They add up to 1.
    equal : bool
        Whether each juror's voice counts alike; else by how widely the juror's marks are spread.
    """
    criteria, jurors = design.criteria, design.jurors
    centred = np.eye(jurors) - 1 / jurors
    lenient = centred @ fit.effect[criteria:]
    covariance = centred @ fit.spread[criteria:, criteria:] @ centred
    means = fit.effect[:criteria] + fit.effect[criteria:].mean()
    effect = np.r_[means, lenient]
    # What a juror's view of an entry is worth: over criteria, errors of single marks average out.
    loud = np.ones(jurors)
    if not equal:
        loud = 1 / (fit.variances.view + fit.variances.error * float(weights @ weights))
    raw, corrected, own = (np.full(design.entries, np.nan) for _ in range(3))
    lean = np.zeros((design.entries, jurors))
    for block in design.blocks():
        raw[block.entry] = _raw(block, weights)
        voice = _voices(block, loud, weights)
        line, missing = _line(block, fit, voice, weights)
        left = block.mark - block.to @ effect
        told = weights @ means + (line * left).sum(axis=1)
        corrected[block.entry] = told
        own[block.entry] = _own(block, fit, line, missing, weights) if jurors > 1 else np.nan
        lean[block.entry] = np.einsum("km,kmj->kj", line, block.to[:, :, criteria:])
    return Judgement(
        raw=raw, corrected=corrected, own_error=np.sqrt(own), lean=lean,
        severity=-lenient, severity_covariance=(covariance + covariance.T) / 2,
    )  # fmt: skip


def _voices(block: Block, loud: Floats, weights: Floats) -> Floats:
    """The weight of each mark: its criterion's, split among those who marked it; (k, m)."""
    voice = loud[block.juror]
    together = np.einsum("kmn,kn->km", block.same_criterion, voice)
    return np.asarray(weights[block.criterion] * voice / together, dtype=np.float64)


def _raw(block: Block, weights: Floats) -> Floats:
    each = _voices(block, np.ones(int(block.juror.max()) + 1), weights)
    return np.asarray((each * block.mark).sum(axis=1) / each.sum(axis=1), dtype=np.float64)


def _line(block: Block, fit: Fit, voice: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Weights of marks in the quality, and the weight of the criteria that were not marked.

    These are told by the entry's own part of its marks, pulled to the mean (a prediction).
    """
    missing = np.maximum(weights.sum() - voice.sum(axis=1), 0.0)
    missing = np.where(missing > 1e-12, missing, 0.0)
    inverse = np.linalg.inv(fit.variances.of(block))
    expected = fit.variances.entry * inverse.sum(axis=1)
    return voice + missing[:, None] * expected, missing


def _own(block: Block, fit: Fit, line: Floats, missing: Floats, weights: Floats) -> Floats:
    """The variance of the quality's error that comes from the entry's own marks: (k,)."""
    variances = fit.variances
    whole = weights.sum()
    shared = variances.entry * whole + variances.criterion * weights[block.criterion]
    truth = variances.entry * whole**2 + variances.criterion * float(weights @ weights)
    seen = np.einsum("km,kmn,kn->k", line, variances.of(block), line)
    found: Floats = np.maximum(seen - 2 * (line * shared).sum(axis=1) + truth, 0.0)
    return found
