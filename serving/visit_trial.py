"""What the lots of earlier plans have shown of visits: whether to rank by effect, and by which.

A lot took some and left others, so what became of both says what a visit changes. Everybody whom a
plan was neither certain to visit nor left without a score is a row of the trial; it counts as
visited where the plan took it, whether or not anybody went: that alone was drawn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from coopscore.errors import EmptyCohort
from coopscore.visits import Plan
from features.build import build_matrix
from features.matrix import FeatureMatrix
from features.peer_shelf import FolderShelf
from models.inputs import features_of, frame, inputs_of
from models.spec import load_spec
from models.visits.effects import EFFECT, EffectModel, RankingChoice, Trial, choose_ranking
from models.visits.frame import Candidates, Floats
from models.visits.sample import CERTAIN
from serving.candidates import silent_of
from serving.office import Office
from serving.supervision import SILENCE

_SEED = 1404  # of the folds


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """What was chosen, and the model of effects where that is what is ranked by."""

    choice: RankingChoice
    model: EffectModel | None


def learn_ranking(
    office: Office, plans: Sequence[Plan], *, share: float, until: date
) -> Learnt | None:
    """Choose between risk and effect by earlier plans; None where no row of theirs is a trial.

    Parameters
    ----------
    plans : sequence of Plan
        As they were drawn.
    share : float, over 0 up to 1
        Of the rows that a plan can visit.
    until : date
        Nothing known later is used.

    Raises
    ------
    EmptyStore
        Where there are no facts.
    """
    parts = [part for plan in plans for part in _rows(office, plan, until)]
    if not parts:
        return None
    trial = Trial.together(parts)
    choice = choose_ranking(trial, share=share, seed=_SEED)
    known = trial.take(~np.isnan(trial.y))
    model = EffectModel().fit(known) if choice.ranking == EFFECT else None
    return Learnt(choice=choice, model=model)


def effects(office: Office, model: EffectModel, candidates: Candidates, as_of: date) -> Floats:
    """By how much a visit is expected to lower each candidate's risk; nan where nothing is scored.

    Raises
    ------
    EmptyStore
        Where there are no facts.
    """
    matrix = scored_on(office, as_of)
    found = np.full(len(candidates), np.nan)
    if matrix is None:
        return found
    ids = matrix.table["coop_id"].to_pylist()
    told = dict(zip(ids, model.averted(frame(matrix.table, inputs_of(matrix))), strict=True))
    found[:] = [told.get(one, np.nan) for one in candidates.coop_id]
    return found


def _rows(office: Office, plan: Plan, until: date) -> Iterator[Trial]:
    """The trial of one plan; nothing where nobody of it was left to a lot."""
    matrix = scored_on(office, plan.as_of)
    if matrix is None:
        return
    place = {one: row for row, one in enumerate(matrix.table["coop_id"].to_pylist())}
    drawn = [
        one
        for one in plan.frame
        if one.probability < CERTAIN and one.risk is not None and one.coop_id in place
    ]
    if not drawn:
        return
    silent = silent_of(office, matrix, until)
    X = frame(matrix.table, inputs_of(matrix)).iloc[[place[one.coop_id] for one in drawn]]
    yield Trial(
        coop_id=np.array([one.coop_id for one in drawn], dtype=object),
        X=X.reset_index(drop=True),
        visited=np.array([one.taken for one in drawn], dtype=np.bool_),
        chance=np.array([one.probability for one in drawn]),
        y=np.array([float(silent.get(one.coop_id, np.nan)) for one in drawn]),
        risk=np.array([one.risk for one in drawn], dtype=np.float64),
    )


def scored_on(office: Office, as_of: date) -> FeatureMatrix | None:
    """What scores of silence are told by, as was known on a day; None where nobody is scored."""
    spec = load_spec(SILENCE)
    try:
        return build_matrix(
            office.facts.view(), features=features_of(spec), cohort=spec.scored, as_ofs=[as_of],
            calendar=spec.calendar, peers=FolderShelf(office.home.peers),
        )  # fmt: skip
    except EmptyCohort:
        return None
