"""Severity and spread of jurors, fitted together with the quality of entries.

A mark is mean of the criterion + quality of the entry + what the entry is better at in this
criterion - severity of the juror + what the juror sees in this entry over all criteria + an error
of the juror's own spread. Means are free; qualities and severities are random, so that a juror of
few marks is pulled towards the others. Marks of unlike entries hang together through severities
alone: per entry there is one small block, and of all blocks one system of criteria and jurors.

References
----------
Patterson and Thompson, "Recovery of inter-block information when block sizes are unequal",
Biometrika 58 (1971), for restricted likelihood. Zhou, Hu, Zhou and Lange, "MM algorithms for
variance components models", Journal of Computational and Graphical Statistics 28 (2019): each step
multiplies a variance by the root of a ratio, stays positive and never lowers the likelihood.
Henderson, "Best linear unbiased estimation and prediction under a selection model", Biometrics 31
(1975), for the system.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

STEPS = 400
CLOSE = 1e-4  # of a variance, relatively, in one step
# Marks are whole numbers: rounding alone gives a mark this variance, and nobody has less.
ROUNDING = 1 / 12
# Marks that the jury as a whole is worth beside a juror's own, where spread is concerned: with so
# few marks a spread is off by a quarter (1 / sqrt(2 * 10)). Assumed.
SPREAD_PRIOR = 10.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Design:
    """Marks by places: arrays (n,), all marks of an entry one after the other.

    `entry`, `juror` and `criterion` are places from 0 to `entries`, `jurors` and `criteria`.
    """

    entry: Ints
    juror: Ints
    criterion: Ints
    mark: Floats
    entries: int
    jurors: int
    criteria: int

    def blocks(self) -> Iterator["Block"]:
        """The marks of entries with equally many, as many entries at once."""
        first, size = np.unique(self.entry, return_index=True, return_counts=True)[1:]
        for many in np.unique(size):
            rows = first[size == many][:, None] + np.arange(many)
            yield Block.of(self, rows)


@dataclass(frozen=True, kw_only=True, eq=False)
class Block:
    """Entries with m marks each: rows (k, m) of the design, and what they have in common.

    `same_criterion`, `same_juror` (k, m, m) tell which marks of an entry share one; `to` (k, m,
    criteria + jurors) leads from means and leniences to marks.
    """

    rows: Ints
    entry: Ints
    juror: Ints
    criterion: Ints
    mark: Floats
    same_criterion: Floats
    same_juror: Floats
    to: Floats

    @classmethod
    def of(cls, design: Design, rows: Ints) -> "Block":
        """The block of some rows."""
        juror, criterion = design.juror[rows], design.criterion[rows]
        eye = np.eye(design.criteria + design.jurors)
        return cls(
            rows=rows, entry=design.entry[rows[:, 0]], juror=juror, criterion=criterion,
            mark=design.mark[rows],
            same_criterion=(criterion[:, :, None] == criterion[:, None, :]).astype(np.float64),
            same_juror=(juror[:, :, None] == juror[:, None, :]).astype(np.float64),
            to=eye[criterion] + eye[design.criteria + juror],
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Variances:
    """Variances in squared marks: of entries, of an entry's criteria, of what a juror sees in an
    entry over all criteria, of severities, and of each juror's errors (jurors,)."""

    entry: float
    criterion: float
    view: float
    severity: float
    error: Floats

    @property
    def whole(self) -> Floats:
        """All of them as one array."""
        return np.array([self.entry, self.criterion, self.view, self.severity, *self.error])

    def of(self, block: Block) -> Floats:
        """The covariance of the marks of each entry, given severities: (k, m, m)."""
        found = self.entry + self.criterion * block.same_criterion + self.view * block.same_juror
        at = np.arange(block.rows.shape[1])
        found[:, at, at] += self.error[block.juror]
        return found


@dataclass(frozen=True, kw_only=True, eq=False)
class Fit:
    """What was fitted; `effect` (criteria + jurors,) holds means and leniences in marks, of the
    covariance `spread`. `steps` is how many it took; `settled` tells whether it came to rest."""

    variances: Variances
    effect: Floats
    spread: Floats
    steps: int
    settled: bool


def fitted(design: Design) -> Fit:
    """Fit the model by restricted likelihood, from the same start each time."""
    blocks = list(design.blocks())
    variances, now = _start(design), np.inf
    steps = 0
    while steps < STEPS and now > CLOSE:
        stepped = _stepped(design, blocks, variances)
        now = float(np.max(np.abs(np.log(_seen(stepped)) - np.log(_seen(variances)))))
        variances, steps = stepped, steps + 1
    inverses = _inverses(blocks, variances)
    effect, spread = _solved(design, blocks, inverses, variances.severity)
    return Fit(variances=variances, effect=effect, spread=spread, steps=steps, settled=now <= CLOSE)


def _seen(variances: Variances) -> Floats:
    """Variances as they are compared: under that of rounding they make no difference."""
    return np.maximum(variances.whole, ROUNDING)


def _start(design: Design) -> Variances:
    """A quarter of the whole variance each; nothing where it cannot be told from something else."""
    whole = max(float(design.mark.var()), ROUNDING)
    several = design.criteria > 1
    return Variances(
        entry=whole / 4,
        criterion=whole / 4 if several else 0.0,
        view=whole / 4 if several else 0.0,
        severity=whole / 4 if design.jurors > 1 else 0.0,
        error=np.full(design.jurors, whole / 4),
    )


def _inverses(blocks: list[Block], variances: Variances) -> list[Floats]:
    return [cast(Floats, np.linalg.inv(variances.of(block))) for block in blocks]


def _solved(
    design: Design, blocks: list[Block], inverses: list[Floats], severity: float
) -> tuple[Floats, Floats]:
    """Means and leniences, and the covariance of their errors."""
    size = design.criteria + design.jurors
    matrix, right = np.zeros((size, size)), np.zeros(size)
    for block, inverse in zip(blocks, inverses, strict=True):
        weight = inverse @ block.to
        matrix += np.tensordot(block.to, weight, axes=((0, 1), (0, 1)))
        right += np.tensordot(weight, block.mark, axes=((0, 1), (0, 1)))
    # With one juror alone nothing tells severity from the means: it is held at 0.
    own = 1 / max(severity, 1e-9)
    at = np.arange(design.criteria, size)
    matrix[at, at] += own
    spread = cast(Floats, np.linalg.inv(matrix))
    return spread @ right, spread


def _stepped(design: Design, blocks: list[Block], variances: Variances) -> Variances:
    """One step: each variance times the root of what is seen over what is expected."""
    inverses = _inverses(blocks, variances)
    effect, spread = _solved(design, blocks, inverses, variances.severity)
    seen, expected = np.zeros(3), np.zeros(3)
    errors_seen, errors_expected = np.zeros(design.jurors), np.zeros(design.jurors)
    for block, inverse in zip(blocks, inverses, strict=True):
        weight = inverse @ block.to
        left = (inverse @ (block.mark - block.to @ effect)[..., None])[..., 0]
        free = inverse - weight @ spread @ weight.transpose(0, 2, 1)
        shares = (None, block.same_criterion, block.same_juror)
        for place, share in enumerate(shares):
            other = left.sum(axis=1) if share is None else (share @ left[..., None])[..., 0]
            seen[place] += float((left * other).sum() if share is not None else (other**2).sum())
            expected[place] += float(free.sum() if share is None else (free * share).sum())
        own = np.diagonal(free, axis1=1, axis2=2)
        errors_seen += np.bincount(block.juror.ravel(), (left**2).ravel(), design.jurors)
        errors_expected += np.bincount(block.juror.ravel(), own.ravel(), design.jurors)
    now = np.array([variances.entry, variances.criterion, variances.view])
    entry, criterion, view = now * _root(seen, expected)
    stepped = Variances(
        entry=float(entry), criterion=float(criterion), view=float(view),
        severity=_severity(design, variances.severity, effect, spread),
        error=variances.error,
    )  # fmt: skip
    return replace(stepped, error=_errors(variances.error, errors_seen, errors_expected))


def _severity(design: Design, now: float, effect: Floats, spread: Floats) -> float:
    if now <= 0:
        return 0.0
    lenient = effect[design.criteria :]
    held = design.jurors - np.trace(spread[design.criteria :, design.criteria :]) / now
    return float(now * _root(np.array(lenient @ lenient / now), np.array(max(held, 1e-12))))


def _errors(now: Floats, seen: Floats, expected: Floats) -> Floats:
    """Spreads of jurors, each beside that of the jury as a whole."""
    common = 1 / np.mean(1 / now)
    seen = seen + SPREAD_PRIOR * common / now**2
    expected = expected + SPREAD_PRIOR / now
    return np.maximum(now * _root(seen, expected), ROUNDING)


def _root(seen: Floats, expected: Floats) -> Floats:
    found = np.divide(seen, expected, out=np.ones_like(seen), where=expected > 0)
    return np.sqrt(found)
