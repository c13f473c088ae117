"""Stored scores of the standing model, worked out again from what was known on their day alone.

The facts are those of the batch that a score was made from, cut at its day before the pipeline sees
them: a score that looked at anything later does not come again. And each value that moved a score
is worked out once more by the judge, who names the records behind it.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopscore.errors import BrokenBundle, NoPeerTable
from coopscore.scores import Reason, Score
from features.catalogue import CATALOGUE
from features.hypothetical import KnownBy, prices_by
from features.peer_shelf import FolderShelf
from features.peers import PeerShare
from features.rebuilt import Rebuilt, rebuilt
from models.bundle import Bundle
from models.reasons.figures import bears_out
from models.validation.replay import Replay
from serving.dossiers.pipeline import Pipeline, can_replay
from serving.jobs import kept_bundle
from serving.learning import Learning
from serving.office import Office

# Scores looked at, evenly by co-operative: each is worked out by itself, so that some tell of all.
LOOKED_AT = 500
_FIGURES = ("probability", "low", "high", "points")
_WORDS = ("grade", "state", "reasons")


def replay(
    office: Office, learnt: Learning, standing: Mapping[str, Any], most: int = LOOKED_AT
) -> Replay | None:
    """The standing model's scores of its newest day, up to the learnt one, worked out again.

    None where it gave none on that day or learnt from later ones, or where they cannot be worked
    out: its folder was changed or is of an older version, an input is defined otherwise now, or the
    tables of that day's peers are gone.

    Parameters
    ----------
    standing : mapping
        What the standing model's bundle says of itself; empty where none stands.
    most : int
        How many are looked at.
    """
    scores = _stored(office, learnt, standing)
    if not scores:
        return None
    version, day = scores[0].version, scores[0].as_of
    try:
        bundle = kept_bundle(office, version, version)
    except BrokenBundle:
        return None
    if not can_replay(bundle):
        return None
    at = np.unique(np.linspace(0, len(scores) - 1, min(most, len(scores))).astype(int))
    looked = [scores[n] for n in at]
    try:
        again = _again(office, bundle, looked)
    except NoPeerTable:
        return None
    return Replay(
        version=version,
        as_of=day,
        scores=len(scores),
        stored=np.array([_figures(one, one) for one in looked]),
        again=np.array([_figures(again.get(one.coop_id), one) for one in looked]),
        known=_known(office, bundle, looked),
    )


def _stored(office: Office, learnt: Learning, standing: Mapping[str, Any]) -> list[Score]:
    """What the standing model gave on the newest day that it scored, by co-operative."""
    book, spec, version = office.records.scorebook, learnt.spec.name, standing.get("version", "")
    day = book.newest_day(spec, learnt.until, version)
    trained = standing.get("training", {}).get("until", "")
    if day is None or trained > learnt.until.isoformat():
        return []
    return [one.score for one in book.of_day(spec, day) if one.score.version == version]


def _by_batch(scores: Sequence[Score]) -> dict[int, list[Score]]:
    found: dict[int, list[Score]] = {}
    for one in scores:
        found.setdefault(one.batch, []).append(one)
    return found


def _again(office: Office, bundle: Bundle, scores: Sequence[Score]) -> dict[str, Score]:
    """The scores by co-operative, from what was known on their day in the batches up to theirs.

    Raises
    ------
    NoPeerTable
        Where an input looks at peers and the tables of the day are gone.
    """
    pipeline, day = Pipeline.of(bundle, FolderShelf(office.home.peers)), scores[0].as_of
    found: dict[str, Score] = {}
    for batch, of_batch in _by_batch(scores).items():
        who = [one.coop_id for one in of_batch]
        held = pipeline.held(office.facts.view(batch), who)
        known = prices_by(KnownBy(facts=held, day=day, batch=batch), day)
        told = pipeline.scores(known, {day}, who, pipeline.pinned(day, batch))
        found |= {coop_id: score for (coop_id, _), score in told.items()}
    return found


def _figures(score: Score | None, stored: Score) -> list[float]:
    """The figures of a score, and whether its words are those of the stored one; NaN for none."""
    if score is None:
        return [float("nan")] * (len(_FIGURES) + 1)
    same = all(getattr(score, name) == getattr(stored, name) for name in _WORDS)
    return [*(getattr(score, name) for name in _FIGURES), float(same)]


def _known(office: Office, bundle: Bundle, scores: Sequence[Score]) -> NDArray[np.datetime64]:
    """When each value was known that moved a score: a row a score, NaT at the end of short ones."""
    calendar, day = bundle.spec.calendar, scores[0].as_of
    found: dict[tuple[str, str], Rebuilt] = {}
    for batch, of_batch in _by_batch(scores).items():
        asked = {one.coop_id: [CATALOGUE[r.feature] for r in _own(one)] for one in of_batch}
        found |= rebuilt(office.facts.view(batch), asked, as_of=day, calendar=calendar)
    rows = []
    for one in scores:
        rows.append([_dated(r, found[one.coop_id, r.feature], day, bundle) for r in _own(one)])
    wide = max(map(len, rows))
    return np.array([row + [None] * (wide - len(row)) for row in rows], dtype="datetime64[D]")


def _own(score: Score) -> list[Reason]:
    """Reasons whose value is in the co-operative's own records: a place among peers is not."""
    return [one for one in score.reasons if not isinstance(CATALOGUE[one.feature].value, PeerShare)]


def _dated(reason: Reason, again: Rebuilt, day: date, bundle: Bundle) -> date | None:
    """The day of the newest record behind a value; None where nothing is on record.

    A value that the records known by the day do not come to was not known on it: if ever, then
    after it, and so it is dated.
    """
    feature, calendar = CATALOGUE[reason.feature], bundle.spec.calendar
    if not bears_out(feature, reason.value, again, as_of=day, calendar=calendar):
        return day + timedelta(days=1)
    return max((one.known for one in again.evidence), default=None)
