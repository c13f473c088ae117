"""The reasons of many scores at once: concepts, adverse reasons, peers, and the records behind.

All of it is worked out below (`models.reasons`, `features.rebuilt`); this module puts together
what belongs to one score, as a dossier keeps it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from coopscore.calendar import Calendar
from coopscore.dossiers import AdverseReason, ConceptShare, Evidence, PeerStanding
from coopscore.scores import Reason, Score
from features.catalogue import CATALOGUE
from features.facts import Facts
from features.matrix import FeatureMatrix
from features.rebuilt import Rebuilt, rebuilt
from models.reasons.catalogue import ReasonCatalogue, reason_catalogue
from models.reasons.concepts import (
    adverse_reasons,
    concept_of,
    concept_shares,
    favourable_reasons,
)
from models.reasons.figures import bears_out, figures
from models.reasons.peers import Peers
from serving.dossiers.sentences import placeholders

Progress = Callable[[int, int], None]

# Records told behind one reason, the newest; its figures tell of all of them.
MOST_EVIDENCE = 40


@dataclass(frozen=True, kw_only=True)
class Reasoned:
    """What a dossier holds of a score's reasons; `catalogue` is the version of their codes.

    `peers` and `evidence` speak of the adverse reasons and of as many favourable ones.
    """

    catalogue: str
    concepts: tuple[ConceptShare, ...]
    adverse: tuple[AdverseReason, ...]
    peers: tuple[PeerStanding, ...]
    evidence: tuple[Evidence, ...]


def reasoned(
    scores: Sequence[Score],
    matrix: FeatureMatrix,
    facts: Facts,
    *,
    catalogue: ReasonCatalogue | None = None,
    progress: Progress | None = None,
) -> list[Reasoned]:
    """The reasons of each score, in the order of the scores.

    Parameters
    ----------
    scores : sequence of Score
        Of one model; of one day or of several.
    matrix : FeatureMatrix
        The matrix of the whole cohort that they were made from: peers are its members. A
        co-operative gets the same answer alone and among all.
    facts : Facts
        A view of the batch that the matrix was built at.
    catalogue : ReasonCatalogue, optional
        That of the project by default.
    progress : callable, optional
        Told how many scores are done, of how many.

    Raises
    ------
    UnknownName
        Where an adverse reason has no code: ask `ReasonCatalogue.covers` first.
    """
    codes = catalogue or reason_catalogue()
    days: dict[date, list[int]] = {}
    for place, score in enumerate(scores):
        days.setdefault(score.as_of, []).append(place)
    made: dict[int, Reasoned] = {}
    for as_of, places in days.items():
        of_day = [scores[place] for place in places]
        made |= zip(places, _of_day(of_day, as_of, matrix, facts, codes), strict=True)
        if progress is not None:
            progress(len(made), len(scores))
    return [made[place] for place in range(len(scores))]


def _of_day(
    scores: Sequence[Score],
    as_of: date,
    matrix: FeatureMatrix,
    facts: Facts,
    codes: ReasonCatalogue,
) -> list[Reasoned]:
    told = [(adverse_reasons(score), favourable_reasons(score)) for score in scores]
    asked = {
        score.coop_id: [CATALOGUE[reason.feature] for reason in chain(*both)]
        for score, both in zip(scores, told, strict=True)
    }
    found = rebuilt(facts, asked, as_of=as_of, calendar=matrix.calendar)
    peers = Peers.of(matrix, as_of)
    return [
        Reasoned(
            catalogue=codes.version,
            concepts=concept_shares(score),
            adverse=tuple(
                _adverse(score, reason, found, codes, matrix.calendar) for reason in against
            ),
            peers=_standings(peers, score.coop_id, [*against, *in_favour]),
            evidence=_evidence(found, score.coop_id, [*against, *in_favour]),
        )
        for score, (against, in_favour) in zip(scores, told, strict=True)
    ]


def _adverse(
    score: Score,
    reason: Reason,
    found: Mapping[tuple[str, str], Rebuilt],
    codes: ReasonCatalogue,
    calendar: Calendar,
) -> AdverseReason:
    feature, again = CATALOGUE[reason.feature], found[score.coop_id, reason.feature]
    recorded = again.recorded is not None
    code = codes.code(reason.feature, reason.value, recorded=recorded)
    every = figures(feature, reason.value, again, as_of=score.as_of)
    return AdverseReason(
        code=code.code,
        feature=reason.feature,
        concept=concept_of(reason),
        points=reason.points,
        value=reason.value,
        figures={name: every.get(name) for name in placeholders(code.code)},
        held=bears_out(feature, reason.value, again, as_of=score.as_of, calendar=calendar),
    )


def _standings(peers: Peers, coop_id: str, reasons: Sequence[Reason]) -> tuple[PeerStanding, ...]:
    found = (peers.standing(coop_id, reason.feature) for reason in reasons)
    return tuple(standing for standing in found if standing is not None)


def _evidence(
    found: Mapping[tuple[str, str], Rebuilt], coop_id: str, reasons: Sequence[Reason]
) -> tuple[Evidence, ...]:
    return tuple(
        record
        for reason in reasons
        for record in found[coop_id, reason.feature].evidence[:MOST_EVIDENCE]
    )
