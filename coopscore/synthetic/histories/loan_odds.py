"""Who borrows, and who stops paying: odds from health, age, pledge and season.

Coefficients are assumed, with the signs of domain 9.6: better finance and governance lower the
odds, earlier arrears raise them most, qard-hasan and a mere promise pay worst, a deposit best,
natural damage strikes farms. Hidden health weighs as much as finance, so that no model of what is
on record reaches the true probability. Levels bring defaults to 2-5% a year of the borrowers in
good standing and to an AUC of the true probability of about .80 (domain 10.4, issue 4).
"""

import numpy as np

from coopscore.synthetic.histories.loan_terms import PLEDGES, SCHEMES, usual_pledges
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import FIRST_YEAR, Flags, Floats, Ints

# Standard deviations of log-odds by pledge, in the order of `PLEDGES`, and by scheme.
_PLEDGE = np.array([-0.15, -0.5, 0.0, 0.1, 0.35, 0.15])
_SCHEME = np.array([0.0, 0.15, 0.45, 0.1])
assert (len(_PLEDGE), len(_SCHEME)) == (len(PLEDGES), len(SCHEMES))

_LEVEL = -4.62
_FINANCE, _HIDDEN, _GOVERNANCE, _MEMBERS = 0.60, 0.55, 0.40, 0.30
_BEFORE = 1.1  # had been more than two months in arrears before
_LATE = 0.9  # is up to two months late as the cycle starts
_YOUNG, _YOUNG_DAYS = 0.35, 5 * 365
_WEATHER = 2.0  # a farm's log-odds, for a shock to branch and province as large as health itself

_BORROWS = -2.34
_BORROWS_FINANCE, _BORROWS_HIDDEN = 0.40, 0.30
_BORROWS_GOVERNANCE, _BORROWS_MEMBERS = 0.50, 0.35
_DISPOSED = 0.7  # spread of how ready co-operatives are to borrow
_FORGIVEN = 0.35  # banks lend so many times less to those that had been in trouble


def is_farm(chunk: Chunk) -> Flags:
    """Whether harvests pay the co-operative's debts: (n,)."""
    farms = np.array([branch.group == "agriculture" for branch in chunk.world.branches])
    is_one: Flags = farms[chunk.founded.branch]
    return is_one


def pledge_risk(pledge: Ints, scheme: Ints) -> Floats:
    """What a facility's pledge and scheme add to the log-odds of default."""
    added: Floats = _PLEDGE[pledge] + _SCHEME[scheme]
    return added


def default_margin(
    chunk: Chunk, cycle: int, pledges: Floats, has_been_late: Flags, is_late: Flags
) -> Floats:
    """Log-odds that an awake co-operative stops paying in the cycle: (n,).

    Parameters
    ----------
    pledges : Floats, shape (n,)
        The mean of `pledge_risk` over its running facilities.
    has_been_late, is_late : Flags, shape (n,)
        More than two months in arrears ever before; up to two months as the cycle starts.
    """
    founded, health = chunk.founded, chunk.health
    weather = (
        chunk.sector.branch_shock[founded.branch, cycle]
        + chunk.sector.province_shock[founded.province, cycle]
    )
    is_young = chunk.cycles.starts[cycle] - founded.founded < _YOUNG_DAYS
    margin: Floats = (
        _LEVEL
        - _FINANCE * health.finance[:, cycle]
        - _HIDDEN * health.hidden[:, cycle]
        - _GOVERNANCE * health.governance[:, cycle]
        - _MEMBERS * health.members[:, cycle]
        + pledges
        + _BEFORE * has_been_late
        + _LATE * is_late
        + _YOUNG * is_young
        - _WEATHER * weather * is_farm(chunk)
    )
    return margin


def logistic(margin: Floats) -> Floats:
    """The probability of log-odds."""
    share: Floats = 1 / (1 + np.exp(-margin))
    return share


def true_probability(chunk: Chunk, cycle: int, when_awake: Floats) -> Floats:
    """Of default within the cycle as it starts: one that falls silent pays nothing and defaults.

    From the second cycle on all borrowers in good standing may fall silent: banks do not lend to
    the young, and one that slept the cycle before has paid nothing in it. So this is exact of them.
    """
    silent = chunk.lives.silent_probability[:, cycle]
    at_risk = silent + (1 - silent) * when_awake
    return np.where(chunk.lives.at_risk[:, cycle], at_risk, when_awake)


def potential_probability(chunk: Chunk, cycle: int, has_been_late: Flags) -> Floats:
    """Of default within the cycle, had a facility of the usual terms been granted just before it.

    The month of the grant is Mehr, which ends as the cycle starts: the facility runs and is not in
    arrears. Exact of those at risk of silence: the mean over pledges and schemes, as shares of that
    year have them, of `true_probability`.

    Parameters
    ----------
    has_been_late : Flags, shape (n,)
        More than two months in arrears ever before, on another facility.
    """
    nobody = np.zeros(len(chunk), dtype=np.bool_)
    bare = default_margin(chunk, cycle, np.zeros(len(chunk)), has_been_late, nobody)
    shares, pledge, scheme = usual_pledges(FIRST_YEAR + cycle)
    added = pledge_risk(pledge, scheme)
    awake = logistic(bare[:, None] + added[None, :]) @ shares
    return true_probability(chunk, cycle, awake)


def disposition(chunk: Chunk, rng: np.random.Generator) -> Floats:
    """How ready each co-operative is to borrow, whatever its health: (n,)."""
    return _DISPOSED * rng.standard_normal(len(chunk))


def borrowing_probability(
    chunk: Chunk, cycle: int, disposed: Floats, has_been_late: Flags
) -> Floats:
    """Of drawing a facility in the cycle: (n,). A bank sees more of health than the registry."""
    health = chunk.health
    margin = (
        _BORROWS
        + disposed
        + _BORROWS_FINANCE * health.finance[:, cycle]
        + _BORROWS_HIDDEN * health.hidden[:, cycle]
        + _BORROWS_GOVERNANCE * health.governance[:, cycle]
        + _BORROWS_MEMBERS * health.members[:, cycle]
    )
    chance: Floats = logistic(margin) * np.where(has_been_late, _FORGIVEN, 1.0)
    return chance
