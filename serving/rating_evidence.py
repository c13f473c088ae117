"""What a rating is validated with besides its rows: witnesses, overrides, other labels, replays."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from coopscore.errors import EmptyCohort
from features.build import build_matrix
from features.catalogue import WITNESSES
from features.cohorts import COHORTS
from features.peer_shelf import FolderShelf
from models.run_facts import lock_tags
from models.spec import Spec
from models.validation.credit import Beside
from models.validation.label_facts import labels_beside
from serving.learning import Learning, outcomes_by
from serving.office import Office
from serving.stored_scores import replay

# Beside the spec's own, whoever may be lent to on a day: nobody can tell today who will be lent to
# tomorrow, and so those about to borrow are none of them.
POPULATIONS = ("borrowers", "no_facility")
_OVERRIDES = pa.schema(
    [
        ("coop_id", pa.string()),
        ("as_of", pa.date32()),
        ("to_grade", pa.string()),
        ("reason", pa.string()),
    ]
)


def beside(office: Office, learnt: Learning, standing: Mapping[str, Any]) -> Beside:
    """Witnesses of the learnt rows and what became of them by other labels; a standing model's own
    figures, its stored scores worked out again, and officers' overrides.

    Parameters
    ----------
    standing : mapping
        What the standing model's bundle says of itself; empty where none stands.
    """
    return Beside(
        witnesses=_members(office, learnt, learnt.matrix.cohort, None),
        measured=_measured(learnt, standing),
        overrides=_overridden(office, learnt.spec),
        others={one.name: outcomes_by(learnt, one.name) for one in labels_beside(learnt.spec)},
        replay=replay(office, learnt, standing),
    )


def told_besides(office: Office, learnt: Learning) -> dict[str, Any]:
    """What a rating's report tells of its surroundings, as JSON: who is rated, and the lock."""
    spec = learnt.spec
    cohorts = dict.fromkeys((spec.cohort, spec.scored, *POPULATIONS))
    return {
        "populations": [_population(office, learnt, name) for name in cohorts],
        "lock": lock_tags(),
    }


def _members(office: Office, learnt: Learning, cohort: str, days: Any) -> pa.Table:
    """Members of a cohort with what scores are watched by, on these days or those learnt from."""
    matrix = learnt.matrix
    return build_matrix(
        learnt.facts,
        features=tuple(WITNESSES.values()),
        cohort=cohort,
        as_ofs=days or matrix.table["as_of"].unique().to_pylist(),
        calendar=matrix.calendar,
        until=learnt.until,
        peers=FolderShelf(office.home.peers),
    ).table


def _population(office: Office, learnt: Learning, cohort: str) -> dict[str, Any]:
    """How many belong to a cohort on the day that is scored; None of a cohort that looks ahead, for
    nobody can know on the day."""
    found: int | None = None
    if COHORTS[cohort].ahead is None:
        try:
            found = _members(office, learnt, cohort, (learnt.until,)).num_rows
        except EmptyCohort:
            found = 0
    return {"cohort": cohort, "as_of": learnt.until.isoformat(), "cooperatives": found}


def _measured(learnt: Learning, standing: Mapping[str, Any]) -> dict[str, Any] | None:
    """The rating of the standing model, where it was trained on the very same rows."""
    trained, rating = standing.get("training"), standing.get("rating")
    if not trained or not rating or standing["spec_hash"] != learnt.spec.hash:
        return None
    rests = (learnt.matrix.hash, learnt.until.isoformat())
    same = (trained["matrix_hash"], trained["until"]) == rests
    return {**rating, "kind": standing["kind"]} if same else None


def _overridden(office: Office, spec: Spec) -> pa.Table:
    """Every override of the spec's scores, oldest first, on the day of the score it overrode.

    An override is granted after its score's day, which is the day of a rated row; its own days
    hold none. One that was taken back stays: officers did decide it.
    """
    rows = []
    for entry in sorted(office.records.overrides.all(spec.name), key=lambda one: one.number):
        told = entry.override
        scores = office.records.scorebook.history(told.coop_id, spec.name)
        rows += [
            {
                "coop_id": told.coop_id,
                "as_of": one.score.as_of,
                "to_grade": told.to_grade,
                "reason": told.reason,
            }
            for one in scores
            if one.score_id == told.score_id
        ]
    return pa.Table.from_pylist(rows, schema=_OVERRIDES)
