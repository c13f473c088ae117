"""The jury of a list of entrants: who is recused, what marks come to, how far jurors agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa

from coopscore.calendar import Calendar, shift
from coopscore.errors import DisconnectedJury
from models.awards.agreement import Agreement, agreement
from models.awards.edition import Edition
from models.awards.jury import JuryEstimate, jury_estimate
from models.awards.marks import Conflict, LeftOut, Marks, Recusal, recused
from models.awards.normalisation import Floats

# What became of a list's jury: marks were weighed; none were given; no juror links its groups; or
# only a part of those that provinces sent was marked.
JUDGED, NO_MARKS, DISCONNECTED, PARTIAL = "judged", "no_marks", "disconnected", "partial"
_REDRAWS = 100  # of entries, for the interval of agreement: a nation has hundreds of juries
HELD_OFFICE = "held_office"  # the reason of a conflict found on record


@dataclass(frozen=True, kw_only=True)
class Jury:
    """What a jury came to.

    Parameters
    ----------
    state : str
        `judged`, `no_marks`, `disconnected` or `partial`; without marks that can be set beside each
        other the list stands by the system's points alone.
    estimate : JuryEstimate or None
        Of those with marks enough.
    left_out : sequence of LeftOut
        Conflicts of interest, and the marks that were left out for them.
    unmarked : tuple of str
        Criteria that weigh and that no juror marked.
    """

    state: str
    estimate: JuryEstimate | None = None
    agreement: Agreement | None = None
    left_out: Sequence[LeftOut] = ()
    unmarked: tuple[str, ...] = ()


def juror_labels(rows: pa.Table, terms: pa.Table) -> dict[str, str]:
    """A number for each juror of rows of `festival_mark`, by the key it is on record under.

    Numbers follow from what each marked, and where that is the same from the offices that each
    held: keys are hashes under a secret of the home, and neither belong in a run nor are they the
    same in another home. Who is alike in both may change numbers, and nothing else.
    """
    held: dict[str, list[str]] = {}
    for row in terms.select(["person_key", "coop_id", "end"]).to_pylist():
        held.setdefault(row["person_key"], []).append(f"{row['coop_id']} {row['end']}")
    marked: dict[str, list[tuple[str, str, float]]] = {}
    for row in rows.select(["juror_key", "coop_id", "criterion", "mark"]).to_pylist():
        mark = -1.0 if row["mark"] is None else row["mark"]
        marked.setdefault(row["juror_key"], []).append((row["coop_id"], row["criterion"], mark))
    order = sorted(marked, key=lambda key: (sorted(marked[key]), sorted(held.get(key, ())), key))
    return {key: f"{at:05d}" for at, key in enumerate(order, start=1)}


def marks_of(rows: pa.Table, labels: Mapping[str, str]) -> Marks:
    """Jurors' marks from rows of `festival_mark`, in the order of entry, juror and criterion."""
    told = sorted(
        (row["coop_id"], labels[row["juror_key"]], row["criterion"], row["mark"])
        for row in rows.select(["coop_id", "juror_key", "criterion", "mark"]).to_pylist()
    )
    entry, juror, criterion = (np.array([row[at] for row in told], dtype=object) for at in range(3))
    mark = np.array([row[3] for row in told], dtype=np.float64)
    return Marks(entry=entry, juror=juror, criterion=criterion, mark=mark)


def conflicts_of(
    edition: Edition, terms: pa.Table, labels: Mapping[str, str], calendar: Calendar = "jalali"
) -> tuple[Conflict, ...]:
    """Who may not judge whom: told by the edition, and found in terms of office on record.

    Jurors and officers are on record under one keyed hash of their national code, so that a juror
    who held office in an entry within the edition's years is found without anybody's name.
    """
    told = [
        Conflict(juror=labels.get(juror, juror), entry=coop_id, reason=reason)
        for juror, coop_id, reason in edition.jury.recusals
    ]
    since = shift(edition.cut_off, -12 * edition.jury.terms_years, calendar)
    rows = terms.select(["coop_id", "person_key", "end"]).to_pylist() if labels else []
    found = {
        Conflict(juror=labels[row["person_key"]], entry=row["coop_id"], reason=HELD_OFFICE)
        for row in rows
        if row["person_key"] in labels and _lately(row["end"], since)
    }
    return (*told, *sorted(found, key=lambda one: (one.juror, one.entry)))


class GivenMarks:
    """All marks of an edition, found by entry; conflicts go with them.

    Parameters
    ----------
    marks : Marks
        In the order of entry, as `marks_of` gives them.
    """

    def __init__(self, marks: Marks, conflicts: Sequence[Conflict]) -> None:
        entries, first, count = np.unique(
            marks.entry.astype(str), return_index=True, return_counts=True
        )
        self._marks = marks
        self._rows = {
            str(entry): np.arange(start, start + size)
            for entry, start, size in zip(entries, first, count, strict=True)
        }
        self._conflicts: dict[str, list[Conflict]] = {}
        for one in conflicts:
            self._conflicts.setdefault(one.entry, []).append(one)

    def of(self, entries: Sequence[str]) -> Recusal:
        """The marks of some entries that are left without those of the recused."""
        found = [self._rows[entry] for entry in entries if entry in self._rows]
        rows = np.sort(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)
        marks = Marks(**{name: column[rows] for name, column in vars(self._marks).items()})
        conflicts = [one for entry in entries for one in self._conflicts.get(entry, ())]
        return recused(marks, conflicts)


def jury_of_all(edition: Edition, given: GivenMarks, entries: Sequence[str]) -> Jury:
    """The same where each has to be marked, as of those whom provinces sent: or none counts."""
    found = jury_of(edition, given, entries)
    if found.estimate is not None and found.estimate.unjudged:
        return replace(found, state=PARTIAL, estimate=None, agreement=None)
    return found


def jury_of(edition: Edition, given: GivenMarks, entries: Sequence[str]) -> Jury:
    """What the marks of some entries come to, blind to the system's points."""
    recusal = given.of(entries)
    left = _enough(recusal.marks, edition.jury.least_marks)
    if not len(left):
        return Jury(state=NO_MARKS, left_out=recusal.left_out)
    weights = {name: share for name, share in edition.criteria.items() if share > 0}
    marked = set(left.criterion)
    asked = {name: share for name, share in weights.items() if name in marked}
    unmarked = tuple(name for name in weights if name not in marked)
    if not asked:
        return Jury(state=NO_MARKS, left_out=recusal.left_out, unmarked=unmarked)
    left = left.take(np.isin(left.criterion.astype(str), np.array(list(asked), dtype=str)))
    try:
        estimate = jury_estimate(left, asked, entries)
    except DisconnectedJury:
        return Jury(state=DISCONNECTED, left_out=recusal.left_out, unmarked=unmarked)
    return Jury(
        state=JUDGED,
        estimate=estimate,
        agreement=agreement(left, asked, draws=_REDRAWS, seed=edition.uncertainty.seed),
        left_out=recusal.left_out,
        unmarked=unmarked,
    )


def jury_noise(estimate: JuryEstimate, draws: int, rng: np.random.Generator) -> Floats:
    """Errors of the corrected qualities, drawn with what they have in common: (draws, entries).

    One juror alone tells no error of its own; his entries are drawn as if they had none, and the
    page says that one juror judged.
    """
    own = np.nan_to_num(estimate.own_error)
    drawn: Floats = rng.standard_normal((draws, len(own))) * own
    values, vectors = np.linalg.eigh(estimate.severity_covariance)
    root = vectors * np.sqrt(np.clip(values, 0.0, None))
    shared = rng.standard_normal((draws, root.shape[1])) @ root.T
    drawn += shared @ estimate.lean.T
    return drawn


def by_entry(estimate: JuryEstimate) -> Mapping[str, int]:
    """The row of each judged entry."""
    return {coop_id: at for at, coop_id in enumerate(estimate.entries)}


def _lately(end: date | None, since: date) -> bool:
    return end is None or end > since


def _enough(marks: Marks, least: int) -> Marks:
    """The marks of entries that enough jurors marked."""
    given = marks.take(~np.isnan(marks.mark))
    pairs = {(entry, juror) for entry, juror in zip(given.entry, given.juror, strict=True)}
    count: dict[str, int] = {}
    for entry, _ in pairs:
        count[entry] = count.get(entry, 0) + 1
    return given.take(np.array([count[entry] >= least for entry in given.entry], dtype=np.bool_))
