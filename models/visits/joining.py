"""Which offices draw their lot together: small ones, in groups no larger than one lot needs.

Whoever draws together must keep room for the whole lot in every office, for all of it may fall in
one. So a group is as small as it can be: neighbours in the list of names, until together they have
the visits by lot that an office needs to draw alone. Most groups have a lot of one or two.
"""

from collections.abc import Sequence

from models.visits.offices import PROVINCES_OWN, Office
from models.visits.priority import Priority
from models.visits.rounding import least_lot
from models.visits.settings import VisitSettings

Group = tuple[Office, ...]


def joined(offices: Sequence[Office], lines: Priority, settings: VisitSettings) -> list[Group]:
    """Offices of one province in groups that draw together; most are alone."""
    small = [one for one in offices if _may_join(one, lines, settings)]
    groups: list[list[Office]] = [[]]
    for one in small:
        if groups[-1] and _expected(groups[-1], settings) >= settings.own_from:
            groups.append([])
        groups[-1].append(one)
    if len(groups) > 1 and _expected(groups[-1], settings) < settings.own_from:
        rest = groups.pop()
        groups[-1] += rest
    alone = [(one,) for one in offices if one not in small]
    return [*alone, *(tuple(group) for group in groups if group)]


def name_of(group: Sequence[Office]) -> str:
    """A stratum's name: province and counties, or the province alone for its own office."""
    counties = "+".join(one.county for one in group)
    return f"{group[0].province}/{counties}" if counties else group[0].province


def _expected(group: Sequence[Office], settings: VisitSettings) -> float:
    return settings.random * sum(one.acts for one in group)


def _may_join(office: Office, lines: Priority, settings: VisitSettings) -> bool:
    """Whether it is small, has somebody by priority for each act, and acts enough for a lot.

    Who has not would leave acts undone, or hold the others' chances down.
    """
    if office.county == PROVINCES_OWN or _expected([office], settings) >= settings.own_from:
        return False
    alone = least_lot(len(office.rows), office.acts, settings.least_probability)
    return (
        lines.among(office.rows).led >= office.acts
        and len(office.rows) > office.acts
        and office.acts_of(settings.lot_kinds) >= max(1, alone)
    )
