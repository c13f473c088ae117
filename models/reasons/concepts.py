"""A score's reasons by concept, and those of them that are told first.

Inputs of one concept look at the same conduct from several sides, and which of them a model splits
on is partly chance. What a concept comes to is much steadier, and is what a person asks about. So
points are told by concept as well, and the adverse reasons begin with the most adverse concepts.
"""

from collections.abc import Iterable, Sequence
from math import fsum

from coopscore.dossiers import ConceptShare
from coopscore.scores import Reason, Score
from features.catalogue import CATALOGUE

# What a lender tells at most, by American practice (Regulation B, comment 9(b)(2)-1): more than
# four reasons help nobody.
MOST = 4
# Under a point a reason is lost in rounding, and whether there is one at all is chance.
LEAST_POINTS = 1.0


def concept_of(reason: Reason) -> str:
    """The concept that a reason's feature is about."""
    return CATALOGUE[reason.feature].concept


def concept_shares(score: Score) -> tuple[ConceptShare, ...]:
    """Points of all reasons by concept, the weightiest first.

    Base points, these and the cap add up to the score's points as its reasons do: to a millionth.

    Parameters
    ----------
    score : Score
        With all of its reasons.
    """
    return _by_concept(score.reasons)


def _by_concept(reasons: Sequence[Reason]) -> tuple[ConceptShare, ...]:
    points: dict[str, list[float]] = {}
    for reason in reasons:
        points.setdefault(concept_of(reason), []).append(reason.points)
    shares = [ConceptShare(concept=name, points=fsum(of)) for name, of in points.items()]
    return tuple(sorted(shares, key=lambda share: (-abs(share.points), share.concept)))


def adverse_reasons(score: Score, most: int = MOST) -> tuple[Reason, ...]:
    """The reasons that lower a score, as they are told to a person.

    First the most adverse reason of each concept that lowers the score as a whole, the most adverse
    concept first; where that leaves places, the most adverse of the other reasons. So no two tell
    of one thing while another thing goes untold, and a retrained model tells much the same. What
    takes less than `LEAST_POINTS` is not told.

    Parameters
    ----------
    most : int, at least 1
        How many at most; fewer where fewer reasons lower the score.
    """
    return adverse_among(score.reasons, most)


def adverse_among(reasons: Sequence[Reason], most: int = MOST) -> tuple[Reason, ...]:
    """The same of all reasons of one score, before there is a score."""
    adverse = _strongest(reason for reason in reasons if reason.points <= -LEAST_POINTS)
    of_concept: dict[str, Reason] = {}
    for reason in adverse:
        of_concept.setdefault(concept_of(reason), reason)
    lowering = sorted(
        (share for share in _by_concept(reasons) if share.points < 0),
        key=lambda share: (share.points, share.concept),
    )
    first = [of_concept[share.concept] for share in lowering if share.concept in of_concept][:most]
    others = [reason for reason in adverse if reason not in first]
    return tuple([*first, *others][:most])


def favourable_reasons(score: Score, most: int = MOST) -> tuple[Reason, ...]:
    """The reasons that raise a score the most, the weightiest first."""
    raising = (reason for reason in score.reasons if reason.points >= LEAST_POINTS)
    return tuple(_strongest(raising)[:most])


def _strongest(reasons: Iterable[Reason]) -> list[Reason]:
    return sorted(reasons, key=lambda reason: (-abs(reason.points), reason.feature))
