"""The jury of a list of entrants: who is recused, what marks come to, how far jurors agree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from coopscore.calendar import Calendar, shift
from coopscore.errors import DisconnectedJury
from models.awards.agreement import Agreement, agreement
from models.awards.edition import Edition
from models.awards.jury import JuryEstimate, jury_estimate
from models.awards.marks import Conflict, LeftOut, Marks, recused
from models.awards.normalisation import Floats

# What became of a list's jury: marks were weighed; none were given; no juror links its groups.
JUDGED, NO_MARKS, DISCONNECTED = "judged", "no_marks", "disconnected"
HELD_OFFICE = "held_office"  # the reason of a conflict found on record


@dataclass(frozen=True, kw_only=True)
class Jury:
    """What a jury came to.

    Parameters
    ----------
    state : str
        `judged`, `no_marks` or `disconnected`; without marks that can be set beside each other the
        list stands by the system's points alone.
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


def marks_of(rows: pa.Table) -> Marks:
    """Jurors' marks from rows of `festival_mark`, in the order of entry, juror and criterion."""
    keys = [("coop_id", "ascending"), ("juror_key", "ascending"), ("criterion", "ascending")]
    rows = rows.sort_by(keys)
    entry, juror, criterion = (
        np.array(rows[name].to_pylist(), dtype=object)
        for name in ("coop_id", "juror_key", "criterion")
    )
    mark = np.array(rows["mark"].to_pylist(), dtype=np.float64)
    return Marks(entry=entry, juror=juror, criterion=criterion, mark=mark)


def conflicts_of(
    edition: Edition, terms: pa.Table, jurors: Iterable[str], calendar: Calendar = "jalali"
) -> tuple[Conflict, ...]:
    """Who may not judge whom: told by the edition, and found in terms of office on record.

    Jurors and officers are on record under one keyed hash of their national code, so that a juror
    who held office in an entry within the edition's years is found without anybody's name.
    """
    told = [
        Conflict(juror=juror, entry=coop_id, reason=reason)
        for juror, coop_id, reason in edition.jury.recusals
    ]
    since = shift(edition.cut_off, -12 * edition.jury.terms_years, calendar)
    sitting = set(jurors)
    rows = terms.select(["coop_id", "person_key", "end"]).to_pylist() if sitting else []
    found = {
        Conflict(juror=row["person_key"], entry=row["coop_id"], reason=HELD_OFFICE)
        for row in rows
        if row["person_key"] in sitting and _lately(row["end"], since)
    }
    return (*told, *sorted(found, key=lambda one: (one.juror, one.entry)))


def jury_of(
    edition: Edition, marks: Marks, conflicts: Sequence[Conflict], entries: Sequence[str]
) -> Jury:
    """What the marks of some entries come to, blind to the system's points."""
    mine = np.isin(marks.entry.astype(str), np.array(entries, dtype=str))
    recusal = recused(marks.take(mine), conflicts)
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
        agreement=agreement(left, asked, seed=edition.uncertainty.seed),
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
