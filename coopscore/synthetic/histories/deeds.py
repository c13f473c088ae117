"""What each co-operative did for the registrar, cycle by cycle, before any row is written of it.

All papers are written from here, so that they agree with each other: an election with the assembly
it was held in, an obligation with the filing that met it. Drawn anew wherever it is asked for, and
the same each time. Every act lies within its cycle; one that was undone later is no sign of life.
What offices are told of an act may come after the cycle has closed, as long as the co-operative has
given another sign by then.
"""

from dataclasses import dataclass, replace

import numpy as np

from coopscore.synthetic.histories import acts
from coopscore.synthetic.histories.duties import Duties, duties, is_exempt
from coopscore.synthetic.histories.gaming import templated
from coopscore.synthetic.histories.lists import Lists, insurance_lists, trial_balances
from coopscore.synthetic.histories.occasions import Occasions, occasions
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import NEVER, Flags, Ints

_ANNULLED = 0.004  # of assemblies; assumed
_EXEMPT = 0.6  # of the returns of those that owe none, but file one all the same; assumed
_RETURNED = 0.010  # of tax returns; assumed
_REFILED = 0.5  # of those returned, where time is left in the cycle; assumed


@dataclass(frozen=True, kw_only=True)
class Undone:
    """Acts that the office undid, and those done again: days by cycle, (n, 13)."""

    on: Ints
    again: Ints


@dataclass(frozen=True, kw_only=True)
class Deeds:
    """Days of each act by cycle, (n, 13), `NEVER` where there was none.

    Parameters
    ----------
    held, minutes : Ints
        Of the annual assembly: when it met, and when its minutes arrived.
    annulled, returned : Undone
        Of assemblies and tax returns.
    gamed : Flags
        Statements filed on a template, ahead of a festival or campaign.
    """

    duties: Duties
    held: Ints
    minutes: Ints
    annulled: Undone
    statement: Ints
    gamed: Flags
    tax_return: Ints
    returned: Undone
    occasions: Occasions
    insurance: Lists
    balances: Lists

    @property
    def convened(self) -> Flags:
        """Where an annual assembly met and stood: (n, 13)."""
        stood: Flags = (self.held < NEVER) & (self.annulled.on == NEVER)
        return stood

    @property
    def signs(self) -> Flags:
        """Where a sign of life happened and became known within the cycle: (n, 13)."""
        asked = np.any([day < NEVER for day in self.occasions.asked.values()], axis=0)
        return np.asarray(self.papers | asked, dtype=np.bool_)

    @property
    def papers(self) -> Flags:
        """Where one did beside what was asked for, so that the asking may be told of late: (n, 13).

        A filing happens at the end of its period, so one that arrives for a period before the
        cycle is none; nor is an assembly whose minutes arrive after it.
        """
        duties = self.duties
        taxed = (self.tax_return < NEVER) & (self.returned.on == NEVER)
        met = (self.minutes <= duties.last) & self.convened
        met |= self.occasions.minutes <= duties.last
        filed = ((self.statement < NEVER) | taxed | (self.returned.again < NEVER)) & duties.within
        listed = self.insurance.cells(duties) | self.balances.cells(duties)
        return np.asarray(met | filed | listed, dtype=np.bool_)


def draw_deeds(chunk: Chunk) -> Deeds:
    """Draw what each co-operative did; whoever is awake did something."""
    grid = duties(chunk)
    governance = chunk.health.governance
    rng = chunk.rng("papers/acts")
    shared = acts.mood(governance, rng)
    held = acts.met_on(grid, governance, shared, acts.ASSEMBLY, rng)
    minutes = acts.told_on(held, 3, 35, grid.closes, rng)
    statement = acts.met_on(grid, governance, shared, acts.STATEMENT, rng)
    tax_return = acts.met_on(grid, governance, shared, acts.TAX_RETURN, rng)
    unasked = is_exempt(chunk)[:, None] & (rng.random(held.shape) >= _EXEMPT)
    tax_return = np.where(unasked, NEVER, tax_return)
    template = templated(chunk, grid, statement)
    drawn = Deeds(
        duties=grid,
        held=held,
        minutes=minutes,
        annulled=_undone(chunk, grid, minutes, _ANNULLED, 0.0, rng),
        statement=np.minimum(statement, template),
        gamed=template < NEVER,
        tax_return=tax_return,
        returned=_undone(chunk, grid, tax_return, _RETURNED, _REFILED, rng),
        occasions=occasions(chunk, grid),
        insurance=insurance_lists(chunk, grid),
        balances=trial_balances(chunk, grid),
    )
    return _filled(drawn, rng)


def signs_of_life(chunk: Chunk) -> Flags:
    """Where a co-operative gave a sign of life by its papers, by cycle: (n, 13).

    The last cycle is drawn to its end in 1405, though rows are told up to the end of 1404 only.
    """
    return draw_deeds(chunk).signs


def _undone(
    chunk: Chunk, grid: Duties, known: Ints, share: float, again: float, rng: np.random.Generator
) -> Undone:
    """A `share` of what was known, undone 10 to 120 days later; `again`, of those, done anew."""
    day = known + rng.integers(10, 121, known.shape)
    chosen = (known < NEVER) & (rng.random(known.shape) < share)
    chosen &= day < chunk.lives.ended[:, None]
    anew = day + rng.integers(5, 40, known.shape)
    mended = chosen & (rng.random(known.shape) < again) & (anew <= grid.last)
    return Undone(on=np.where(chosen, day, NEVER), again=np.where(mended, anew, NEVER))


def _filled(deeds: Deeds, rng: np.random.Generator) -> Deeds:
    """A late tax return from those awake that gave no sign; where none is due, an assembly.

    One that met already brings its minutes in time instead.
    """
    grid = deeds.duties
    silent = grid.acts & ~deeds.signs
    opens = np.maximum(grid.due + 1, grid.first)
    opens = np.where(opens <= grid.last, opens, np.maximum(grid.period_end + 1, grid.first))
    late = acts.within(opens, np.minimum(opens + 75, grid.last), rng)
    open_return = silent & grid.within & (deeds.tax_return == NEVER)
    filler = acts.standing(grid, late, open_return)
    rest = silent & (filler == NEVER)
    occasion = deeds.occasions
    annual, other = rest & deeds.convened, rest & (occasion.held < NEVER)
    called = rest & ~annual & ~other
    held = np.where(called, acts.within(grid.first, grid.last, rng), occasion.held)
    told = acts.told_on(held, 3, 30, grid.last, rng)
    minutes = np.where(called, told, occasion.minutes)
    minutes = np.where(other, acts.within(held, grid.last, rng), minutes)
    return replace(
        deeds,
        minutes=np.where(annual, acts.within(deeds.held, grid.last, rng), deeds.minutes),
        tax_return=np.minimum(deeds.tax_return, filler),
        occasions=replace(occasion, held=held, minutes=minutes),
    )
