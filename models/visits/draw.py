"""The lot of a stratum: the lowest tickets, and who fills the room that it left."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.visits.design import Desk, Stratum
from models.visits.frame import Ints
from models.visits.tickets import Tickets


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What came of a lot at one desk: rows drawn, and rows that fill what it left, in order."""

    desk: Desk
    lot: Ints
    fills: Ints


def draw(stratum: Stratum, ticket: Tickets) -> Iterator[Drawn]:
    """Draw a stratum's lot.

    Parameters
    ----------
    ticket : array of uint64
        Of every row of the frame.
    """
    left = stratum.left
    drawn = left[np.argsort(ticket[left], kind="stable")[: stratum.lot]]
    for desk in stratum.desks:
        here = desk.line[np.isin(desk.line, drawn)]
        waiting = desk.fillers.rows
        waiting = waiting[~np.isin(waiting, here)]
        in_order = here[np.argsort(ticket[here], kind="stable")]
        free = max(0, desk.room - len(here)) if len(desk.line) else 0
        yield Drawn(desk=desk, lot=in_order, fills=waiting[:free])
