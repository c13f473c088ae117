"""Severity and spread of jurors, fitted together with the quality of entries.

A mark is mean of the criterion + quality of the entry + what the entry is better at in this
criterion - severity of the juror + what the juror sees in this entry over all criteria + an error
of the juror's own spread. Means are free; qualities and severities are random, so that a juror of
few marks is pulled towards the others. Marks of unlike entries hang together through severities
alone: per entry there is one small block, and of all blocks one system of criteria and jurors.
Entries that the same jurors marked in the same criteria have the same covariance, so that the fit
needs of them their number, mean marks and the squares about these alone: a panel of three is one
such pattern, however many entries it marked.

References
----------
Patterson and Thompson, "Recovery of inter-block information when block sizes are unequal",
Biometrika 58 (1971), for restricted likelihood. Zhou, Hu, Zhou and Lange, "MM algorithms for
variance components models", Journal of Computational and Graphical Statistics 28 (2019): each step
multiplies a variance by the root of a ratio, stays positive and never lowers the likelihood.
Varadhan and Roland, "Simple and globally convergent methods for accelerating the convergence of any
EM algorithm", Scandinavian Journal of Statistics 35 (2008), for leaps along such steps. Henderson,
"Best linear unbiased estimation and prediction under a selection model", Biometrics 31 (1975), for
the system.
"""

from dataclasses import dataclass
from typing import cast

import numpy as np

from models.awards.jury_design import Block, Design, Pattern
from models.awards.normalisation import Floats

STEPS = 400
CLOSE = 1e-5  # of a variance, relatively, in one step
# Marks are whole numbers: rounding alone gives a mark this variance, and nobody has less.
ROUNDING = 1 / 12
# Marks that the jury as a whole is worth beside a juror's own, where spread is concerned: with so
# few marks a spread is off by a quarter (1 / sqrt(2 * 10)). Assumed.
SPREAD_PRIOR = 10.0
_LONGEST = 50.0  # steps that one leap is worth at most
_FURTHEST = 4.0  # by which it leads in the logarithm of a variance
_OF_ALL = 4  # variances that all jurors share


@dataclass(frozen=True, kw_only=True, eq=False)
class Variances:
    """Variances in squared marks: of entries, of an entry's criteria, of what a juror sees in an
    entry over all criteria, of severities, and of each juror's errors (jurors,)."""

    entry: float
    criterion: float
    view: float
    severity: float
    error: Floats

    @classmethod
    def from_whole(cls, whole: Floats) -> "Variances":
        """From one array, as `whole` gives it."""
        entry, criterion, view, severity = map(float, whole[:_OF_ALL])
        error = np.maximum(whole[_OF_ALL:], ROUNDING)
        return cls(entry=entry, criterion=criterion, view=view, severity=severity, error=error)

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
    """Fit the model by restricted likelihood, from the same start each time.

    Two steps show where they lead; a leap goes on from there, and counts where it is no less
    likely than where they began.
    """
    patterns = [Pattern.of(design, block) for block in design.blocks()]
    here, now, steps = _start(design), np.inf, 0
    while steps < STEPS and now > CLOSE:
        first = _System.of(design, patterns, here)
        one = first.step()
        two = _System.of(design, patterns, one).step()
        now = float(np.max(np.abs(np.log(_seen(two)) - np.log(_seen(one)))))
        leapt = _System.of(design, patterns, _leap(here, one, two))
        here = leapt.step() if leapt.likelihood >= first.likelihood else two
        steps += 3
    last = _System.of(design, patterns, here)
    return Fit(
        variances=here, effect=last.effect, spread=last.spread, steps=steps, settled=now <= CLOSE
    )


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


def _leap(here: Variances, one: Variances, two: Variances) -> Variances:
    """Further the way of two steps, relatively: the longer, the straighter it is."""
    seen = np.array([here.whole, one.whole, two.whole])
    held = (seen > 0).all(axis=0)
    logs = np.log(np.where(held, seen, 1.0))
    step, bend = logs[1] - logs[0], logs[2] - 2 * logs[1] + logs[0]
    # Who is on the way to nothing has no say in how far to go.
    say = seen[2] > ROUNDING
    bent = float(np.linalg.norm(bend[say]))
    length = min(_LONGEST, max(1.0, float(np.linalg.norm(step[say])) / bent)) if bent > 0 else 1.0
    further = logs[0] + 2 * length * step + length**2 * bend - logs[2]
    found = seen[2] * np.exp(np.clip(further, -_FURTHEST, _FURTHEST))
    return Variances.from_whole(found)


@dataclass(frozen=True, kw_only=True, eq=False)
class _System:
    """Means and leniences as some variances make them, and how likely these are.

    `likelihood` is the logarithm of the restricted likelihood with the prior of spreads, but for a
    constant.
    """

    design: Design
    patterns: list[Pattern]
    variances: Variances
    inverses: list[Floats]
    effect: Floats
    spread: Floats
    likelihood: float

    @classmethod
    def of(cls, design: Design, patterns: list[Pattern], variances: Variances) -> "_System":
        """Solve the system, with all its variances given."""
        criteria, size = design.criteria, design.criteria + design.jurors
        matrix, right, whole = np.zeros((size, size)), np.zeros(size), 0.0
        inverses = []
        for one in patterns:
            covariance = variances.of(one.block)
            inverse = cast(Floats, np.linalg.inv(covariance))
            to = one.block.to.reshape(-1, size)
            weight = (one.count[:, None, None] * (inverse @ one.block.to)).reshape(-1, size)
            matrix += to.T @ weight
            right += weight.T @ one.mean.ravel()
            whole += float(one.count @ np.linalg.slogdet(covariance)[1])
            inverses.append(inverse)
        # With one juror alone nothing tells severity from the means: it is held at 0.
        severity = max(variances.severity, 1e-9)
        at = np.arange(criteria, size)
        matrix[at, at] += 1 / severity
        spread = cast(Floats, np.linalg.inv(matrix))
        effect = spread @ right
        lenient = effect[criteria:]
        left = sum(
            float((inverse * one.about(effect)).sum())
            for one, inverse in zip(patterns, inverses, strict=True)
        )
        error = variances.error
        whole += float(np.linalg.slogdet(matrix)[1]) + design.jurors * float(np.log(severity))
        prior = float(np.log(error).sum() + len(error) * np.log(np.mean(1 / error)))
        return cls(
            design=design, patterns=patterns, variances=variances, inverses=inverses,
            effect=effect, spread=spread,
            likelihood=-(whole + left + float(lenient @ lenient) / severity + SPREAD_PRIOR * prior)
            / 2,
        )  # fmt: skip

    def step(self) -> Variances:
        """Each variance times the root of what is seen over what is expected."""
        variances, jurors = self.variances, self.design.jurors
        seen, expected = np.zeros(3), np.zeros(3)
        errors_seen, errors_expected = np.zeros(jurors), np.zeros(jurors)
        for one, inverse in zip(self.patterns, self.inverses, strict=True):
            block, count = one.block, one.count[:, None, None]
            weight = inverse @ block.to
            left = inverse @ one.about(self.effect) @ inverse
            free = count * (inverse - weight @ self.spread @ weight.transpose(0, 2, 1))
            shares = (np.ones_like(left), block.same_criterion, block.same_juror)
            seen += [float((left * share).sum()) for share in shares]
            expected += [float((free * share).sum()) for share in shares]
            whose = block.juror.ravel()
            for told, of in ((errors_seen, left), (errors_expected, free)):
                told += np.bincount(whose, np.diagonal(of, axis1=1, axis2=2).ravel(), jurors)
        of_entries = variances.whole[:3] * _root(seen, expected)
        errors = _errors(variances.error, errors_seen, errors_expected)
        return Variances.from_whole(np.r_[of_entries, self._severity(), errors])

    def _severity(self) -> float:
        now, criteria = self.variances.severity, self.design.criteria
        if now <= 0:
            return 0.0
        lenient = self.effect[criteria:]
        held = self.design.jurors - np.trace(self.spread[criteria:, criteria:]) / now
        return float(now * _root(np.array(lenient @ lenient / now), np.array(max(held, 1e-12))))


def _errors(now: Floats, seen: Floats, expected: Floats) -> Floats:
    """Spreads of jurors, each beside that of the jury as a whole."""
    common = 1 / np.mean(1 / now)
    seen = seen + SPREAD_PRIOR * common / now**2
    expected = expected + SPREAD_PRIOR / now
    return now * _root(seen, expected)


def _root(seen: Floats, expected: Floats) -> Floats:
    # What is seen is a square, but for rounding.
    found = np.divide(seen, expected, out=np.ones_like(seen), where=expected > 0)
    return np.sqrt(np.maximum(found, 0.0))
