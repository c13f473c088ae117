"""Most prudent probabilities: an upper bound for grades with few events, or none.

A grade without an event does not have the probability nought. The most prudent assumption is that
each grade is as risky as all worse ones taken together, which it is better than: what they held
then bounds it.
"""

from collections.abc import Sequence

from riskvalidation.engines.low_default import most_prudent_pd

SOURCE = (
    "Pluto and Tasche, Estimating probabilities of default for low default portfolios, 2005, "
    "sections 2 and 3"
)


def most_prudent(
    members: Sequence[int], events: Sequence[int], *, prudence: float
) -> tuple[float, ...]:
    """The most prudent probability of each grade, best first.

    Rows of a grade and all worse ones are taken together: the bound is the highest probability at
    which so few events would still come with a chance of 1 - `prudence`. It rises from grade to
    grade. Events are taken as independent of each other; common bad years would make it higher.

    Parameters
    ----------
    members, events : sequence of int
        Rows of each grade and those of them with the event, the best grade first. A grade may have
        none: it then has the bound of the next worse one.
    prudence : float, between 0 and 1
        The confidence. With 0.75, three samples in four would have shown more events.

    Returns
    -------
    tuple of float, 0-1
        1 for grades at the bad end that hold nobody, as do all worse ones: nothing bounds them.

    References
    ----------
    Pluto and Tasche (2005), sections 2 and 3; the bound is that of Clopper and Pearson (1934).
    """
    assert len(members) == len(events), "events of each grade"
    held = [place for place, count in enumerate(members) if count]
    bounds: list[float] = []
    if held:
        bounds = most_prudent_pd(
            [members[place] for place in held],
            [events[place] for place in held],
            prudence,
        )["pd"]
    found, worst = [], 1.0
    ready = dict(zip(held, bounds, strict=True))
    for place in reversed(range(len(members))):
        worst = ready.get(place, worst)
        found.append(float(worst))
    return tuple(reversed(found))
