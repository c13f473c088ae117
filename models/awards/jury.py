"""Jurors' marks: what entries are worth once jurors of unlike severity are set beside each other.

Marks are all that is looked at here: whoever holds a `Marks` has no place for the system's points.

Where every juror marked every entry a severe juror is severe with all of them, and the corrected
quality is the raw mean. Where entries were dealt out, those who met severe jurors lose by it, and
the correction gives it back. Two rules follow from how entries were dealt, never from marks: where
at least half of them were marked by the whole jury it is one panel, and each voice counts alike;
else a juror counts by what his marks are worth, so that a steady eye counts for more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np
import numpy.typing as npt

from coopscore.errors import DisconnectedJury
from models.awards.jury_design import Design
from models.awards.jury_fit import Fit, fitted
from models.awards.jury_quality import Judgement, judged
from models.awards.marks import Group, Marks, connected_groups
from models.awards.normalisation import Floats, Ints

Voices = Literal["equal", "by_spread"]

PANEL = 0.5  # share of entries with the whole jury from which it is a panel
_NAMED = 3  # entries and jurors of a group that a refusal names


@dataclass(frozen=True, kw_only=True)
class JurorEstimate:
    """What was learnt of a juror.

    `severity` is by how many marks the juror marks below the mean of the jury, `error` its
    standard error; `spread` is the standard deviation of a single mark about what severity and
    entry explain; `marks` and `entries` are counts.
    """

    juror: str
    severity: float
    error: float
    spread: float
    marks: int
    entries: int


@dataclass(frozen=True, kw_only=True, eq=False)
class JuryEstimate:
    """What a jury thought of entries.

    Parameters
    ----------
    entries : tuple of str
        Those that were judged, by id; arrays are in this order.
    raw : array of float (entries,)
        The weighted mean of a criterion's mean marks; of the criteria that were marked.
    corrected : array of float (entries,)
        Quality as the mean juror would mark it, on the scale of marks; a correction may lead a
        little over its ends.
    own_error : array of float (entries,)
        Standard error in marks that an entry has for itself; nan where the jury is one person.
    lean, severity_covariance : array of float (entries, jurors), (jurors, jurors)
        By how much each juror's severity, in marks, goes into each entry, and the covariance of
        these severities' errors: what errors of entries have in common.
    marks : array of int (entries,)
        Marks that each entry was given.
    jurors : tuple of JurorEstimate
    severity_matters : bool
        False where every juror marked every entry in every criterion: corrected equals raw.
    voices : str
        `equal` where the jury is a panel, else `by_spread`.
    unjudged : tuple of str
        Entries without a mark.
    settled : bool
        Whether the fit came to rest.
    """

    entries: tuple[str, ...]
    raw: Floats
    corrected: Floats
    own_error: Floats
    lean: Floats
    severity_covariance: Floats
    marks: Ints
    jurors: tuple[JurorEstimate, ...]
    severity_matters: bool
    voices: Voices
    unjudged: tuple[str, ...]
    settled: bool

    @property
    def error(self) -> Floats:
        """The standard error of each corrected quality, in marks: (entries,)."""
        shared = np.einsum("ij,jk,ik->i", self.lean, self.severity_covariance, self.lean)
        return cast(Floats, np.sqrt(self.own_error**2 + shared))

    def covariance(self) -> Floats:
        """The covariance of the errors of corrected qualities, in squared marks: square.

        For rank sets: two entries with the same jurors share the errors of their severities.
        """
        shared = self.lean @ self.severity_covariance @ self.lean.T
        return shared + np.diag(self.own_error**2)


def jury_estimate(
    marks: Marks, weights: dict[str, float], entries: Sequence[str] = ()
) -> JuryEstimate:
    """Severity and spread of jurors together with the quality of entries.

    Parameters
    ----------
    weights : dict of str to float, over 0
        The weight of each criterion; they are made to add up to 1.
    entries : sequence of str
        All that were to be judged; those without a mark are told as unjudged.

    Raises
    ------
    DisconnectedJury
        Where entries fall into groups that no juror has in common: their severities cannot be set
        beside each other.
    ValueError
        Where nothing was marked, a mark is of a criterion without a weight, or a weight of one
        that nobody marked.
    """
    given = marks.take(~np.isnan(marks.mark))
    if not len(given):
        raise ValueError("nothing was marked")
    if unknown := sorted(set(given.criterion) - set(weights)):
        raise ValueError(f"criteria without a weight: {unknown}")
    if unmarked := sorted(set(weights) - set(given.criterion)):
        raise ValueError(f"criteria that nobody marked: {unmarked}")
    _refuse_groups(connected_groups(given))
    names, design = _design(given, list(weights))
    shares = np.array(list(weights.values()), dtype=np.float64)
    if shares.min() <= 0:
        raise ValueError("weights of criteria are over 0")
    fit = fitted(design)
    full = _full(design)
    voices: Voices = "equal" if full.mean() >= PANEL else "by_spread"
    quality = judged(design, fit, shares / shares.sum(), equal=voices == "equal")
    matters = not bool(full.all())
    return JuryEstimate(
        entries=names[0],
        raw=quality.raw,
        corrected=quality.corrected if matters else quality.raw.copy(),
        own_error=quality.own_error,
        lean=quality.lean,
        severity_covariance=quality.severity_covariance,
        marks=np.bincount(design.entry, minlength=design.entries).astype(np.int64),
        jurors=_jurors(names[1], design, fit, quality),
        severity_matters=matters,
        voices=voices,
        unjudged=tuple(sorted({*entries, *map(str, marks.entry)} - set(names[0]))),
        settled=fit.settled,
    )


def _refuse_groups(groups: Sequence[Group]) -> None:
    if len(groups) > 1:
        told = [f"{_some(group.entries)} ({_some(group.jurors)})" for group in groups]
        raise DisconnectedJury(count=len(groups), groups="; ".join(told))


def _some(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" + {more}" if more > 0 else "")


def _design(
    marks: Marks, criteria: list[str]
) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], Design]:
    entries, entry = np.unique(marks.entry.astype(str), return_inverse=True)
    jurors, juror = np.unique(marks.juror.astype(str), return_inverse=True)
    place = {name: at for at, name in enumerate(criteria)}
    criterion = np.array([place[name] for name in marks.criterion], dtype=np.int64)
    order = np.lexsort((criterion, juror, entry))
    design = Design(
        entry=entry[order].astype(np.int64), juror=juror[order].astype(np.int64),
        criterion=criterion[order], mark=marks.mark[order].astype(np.float64),
        entries=len(entries), jurors=len(jurors), criteria=len(criteria),
    )  # fmt: skip
    return (tuple(entries.tolist()), tuple(jurors.tolist())), design


def _full(design: Design) -> npt.NDArray[np.bool_]:
    """Which entries every juror marked in every criterion."""
    marks = np.bincount(design.entry, minlength=design.entries)
    return cast(npt.NDArray[np.bool_], marks == design.jurors * design.criteria)


def _jurors(
    names: Sequence[str], design: Design, fit: Fit, quality: Judgement
) -> tuple[JurorEstimate, ...]:
    pairs = np.unique(design.juror * design.entries + design.entry)
    return tuple(
        JurorEstimate(
            juror=name,
            severity=float(quality.severity[place]),
            error=float(np.sqrt(quality.severity_covariance[place, place])),
            spread=float(np.sqrt(fit.variances.error[place])),
            marks=int((design.juror == place).sum()),
            entries=int((pairs // design.entries == place).sum()),
        )
        for place, name in enumerate(names)
    )
