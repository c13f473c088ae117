"""How precise a lot is about everybody, and how large it must be for a given half-width."""

from math import ceil, sqrt

from scipy.special import ndtri


def half_width(lot: int, left: int, population: int, level: float) -> float:
    """Half of the widest interval that a lot gives of a share of the population, 0 to 0.5.

    Wilson's interval where half of those found are as sought, which is the widest, with as many
    visits as would tell as much had their population no end. Those who are certain are known, so
    that only the others' part is uncertain.

    Parameters
    ----------
    lot, left : int
        Visits by lot, and those whom they were drawn from.
    population : int, at least `left`
    level : float, between 0 and 1

    References
    ----------
    Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22 (1927).
    Cochran, Sampling Techniques (3rd edition, 1977), 4.6, for the finite population.
    """
    if lot >= left:
        return 0.0
    if not lot:
        return left / population / 2
    z = float(ndtri((1 + level) / 2))
    endless = lot * (left - 1) / (left - lot)
    return left / population * z / (2 * sqrt(endless + z * z))


def lot_needed(width: float, left: int, population: int, level: float) -> int:
    """The fewest visits by lot for which `half_width` is at most `width`, which is over 0."""
    if not left or left / population / 2 <= width:
        return 0
    z = float(ndtri((1 + level) / 2))
    asked = width * population / left
    endless = z * z / (4 * asked * asked) - z * z
    return min(left, max(1, ceil(endless * left / (endless + left - 1) - 1e-9)))
