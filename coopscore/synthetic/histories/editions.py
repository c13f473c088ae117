"""Editions of the festival of top co-operatives: their days, and who enters them.

The 11th was held in 1395, the 20th in 1404. Data have to be brought up to date by a deadline, then
questionnaires are open, then juries sit; provinces tell at the end of Mordad, the nation in the
co-operative week about 13 Shahrivar.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.histories.effort import festival_shares
from coopscore.synthetic.histories.lapses import lapses
from coopscore.synthetic.histories.officework import in_time, is_active
from coopscore.synthetic.histories.supervision import Supervised
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import FIRST_YEAR, Flags, Floats, Ints, day_number

FIRST_EDITION, LAST_EDITION = 11, 20
_YEAR_OF_NONE = 1384  # edition n was held in that year plus n

# Month and day on which an edition opens, data are to be up to date, and questionnaires close. As
# told of the 16th (1400); the 18th took papers from 11 to 30 Tir, the 19th (1403) from 6 to 31
# Khordad, the 20th (1404) from 15 Ordibehesht to 15 Mordad (S42, S80, S81, S82).
_USUAL = ((2, 18), (3, 18), (4, 19))
_TOLD: Mapping[int, tuple[tuple[int, int], ...]] = {
    18: ((4, 11), (4, 20), (4, 30)),
    19: ((3, 6), (3, 20), (3, 31)),
    20: ((2, 15), (4, 31), (5, 15)),
}
# Shares are told of all that are called active; those at work are healthier, and so enter more.
_HEALTHIER = 0.1
_ZEAL = 0.5  # by which entering rises, in logs, with a standard deviation of health; assumed
_ASLEEP = 0.004  # share of sleepers entered by mistake; assumed
# Share turned away for a statement that is missing, for a board whose term ran out, and for data
# that were not brought up to date although nothing was overdue; assumed.
_NO_STATEMENT, _NO_BOARD, _STALE = 0.5, 0.4, 0.03
WARNED_DAYS = 365  # for which a warning keeps one out; three in a year would end it
REASONS = ("not_operating", "open_warning", "data_not_current")


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One festival; days are day numbers."""

    number: int
    year: int
    cycle: int
    opens: int
    deadline: int
    closes: int
    provincial: int  # the day on which provinces name theirs
    national: int  # and the nation


def editions() -> tuple[Edition, ...]:
    """All that were held while records were kept."""
    return tuple(_edition(number) for number in range(FIRST_EDITION, LAST_EDITION + 1))


def _edition(number: int) -> Edition:
    year = _YEAR_OF_NONE + number
    opens, deadline, closes = (
        day_number(year, month, day) for month, day in _TOLD.get(number, _USUAL)
    )
    return Edition(
        number=number,
        year=year,
        cycle=year - 1 - FIRST_YEAR,
        opens=opens,
        deadline=deadline,
        closes=closes,
        provincial=day_number(year, 5, 31),
        national=day_number(year, 6, 13),
    )


@dataclass(frozen=True, kw_only=True)
class Entries:
    """Who entered an edition: one value an entrant; `barred` is a place in REASONS, -1 for none."""

    who: Ints
    day: Ints
    known: Ints
    barred: Ints


def entries(chunk: Chunk, edition: Edition, drawn: Supervised, rng: np.random.Generator) -> Entries:
    """The entrants of an edition, healthy ones more than others, and why some were turned away."""
    size = len(chunk)
    everyone = np.arange(size)
    awake = is_active(chunk, everyone, np.full(size, edition.deadline))
    chance = np.where(awake, _chance(chunk, edition), _ASLEEP)
    entering = rng.random(size) < chance
    span = edition.closes - edition.opens + 1
    day = edition.opens + (span * rng.beta(2.2, 1.2, size)).astype(np.int64)
    entering &= in_time(chunk, everyone, np.full(size, edition.opens))
    who = np.flatnonzero(entering & in_time(chunk, everyone, day))
    return Entries(
        who=who,
        day=day[who],
        known=day[who] + rng.integers(0, 4, len(who)),
        barred=_barred(chunk, edition, drawn, who, awake[who], rng),
    )


def merit(chunk: Chunk, cycle: int) -> Floats:
    """The mean of the three healths that an office can see something of: (n,)."""
    health = chunk.health
    level = (health.governance + health.finance + health.members)[:, cycle]
    return np.asarray(level / np.sqrt(3.0), dtype=np.float64)


def _chance(chunk: Chunk, edition: Edition) -> Floats:
    share = festival_shares(chunk.sector, chunk.world)[chunk.founded.province]
    level = _ZEAL * merit(chunk, edition.cycle) - _HEALTHIER
    odds = share / (1 - share) * np.exp(level)
    return np.asarray(odds / (1 + odds), dtype=np.float64)


def _barred(
    chunk: Chunk,
    edition: Edition,
    drawn: Supervised,
    who: Ints,
    awake: Flags,
    rng: np.random.Generator,
) -> Ints:
    """Why each entrant is turned away, -1 where it is not; the first reason counts."""
    size, limit = len(who), edition.deadline
    lapsed = lapses(
        drawn.deeds, drawn.boards, who, np.full(size, limit), np.full(size, edition.cycle)
    )
    share = np.where(lapsed.statement, _NO_STATEMENT, np.where(lapsed.term, _NO_BOARD, _STALE))
    day = drawn.cautions.day
    recent = (day > limit - WARNED_DAYS) & (day <= limit)
    warned = np.isin(who, drawn.cautions.who[recent])
    operating = awake & (chunk.founded.operating[who] <= limit)
    barred = np.where(rng.random(size) < share, 2, -1)
    return np.where(operating, np.where(warned, 1, barred), 0)
