"""How much of a list stays from one plan to the next."""

from collections.abc import Sequence
from dataclasses import dataclass

# Of rank-biased overlap: the first tenth of a hundred places has some two thirds of its weight.
PERSISTENCE = 0.9


@dataclass(frozen=True, kw_only=True)
class Churn:
    """Two lists beside each other.

    Parameters
    ----------
    kept, dropped, added : int
        On both, on the earlier alone, on the later alone.
    jaccard : float, 0 to 1
        Those kept over all on either: 1 for the same list, 0 for nobody in common.
    overlap : float, 0 to 1
        Rank-biased overlap, in which the first places weigh most: 1 for the same order.
    """

    kept: int
    dropped: int
    added: int
    jaccard: float
    overlap: float


def churn(earlier: Sequence[str], later: Sequence[str]) -> Churn:
    """What a later list, of ids each once and most urgent first, kept of an earlier one.

    Raises
    ------
    ValueError
        Where both are empty.
    """
    first, second = set(earlier), set(later)
    if not first | second:
        raise ValueError("two empty lists have nothing to compare")
    kept = len(first & second)
    return Churn(
        kept=kept,
        dropped=len(first) - kept,
        added=len(second) - kept,
        jaccard=kept / len(first | second),
        overlap=rank_biased_overlap(earlier, later),
    )


def rank_biased_overlap(
    first: Sequence[str], second: Sequence[str], persistence: float = PERSISTENCE
) -> float:
    """Overlap of two rankings, 0 to 1, in which each place weighs `persistence` of the one before.

    Extrapolated: beyond the shorter list, agreement is taken to stay what it was there; so two
    equal lists have 1, and two without a common id 0.

    References
    ----------
    Webber, Moffat and Zobel, "A similarity measure for indefinite rankings", ACM Transactions on
    Information Systems 28 (2010), 4.3.
    """
    depth = min(len(first), len(second))
    if not depth:
        return 0.0
    seen: tuple[set[str], set[str]] = (set(), set())
    common, total, agreement = 0, 0.0, 0.0
    for place, pair in enumerate(zip(first, second, strict=False), start=1):
        for one, own, other in zip(pair, seen, reversed(seen), strict=True):
            own.add(one)
            common += one in other
        agreement = common / place
        total += (1 - persistence) * persistence ** (place - 1) * agreement
    return total + agreement * persistence**depth
