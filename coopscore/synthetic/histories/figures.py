"""Yearly figures: members, employees, jobs once planned, those insured, and capital."""

import numpy as np
import pyarrow as pa

from coopscore.synthetic.histories.books import Books, founding_prices
from coopscore.synthetic.histories.deeds import Deeds
from coopscore.synthetic.histories.lists import insured
from coopscore.synthetic.histories.rows import Numbers, joined, told
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import NEVER, Floats
from coopscore.synthetic.sheet import NOTHING

_ERROR = 0.03  # of a count of members, in logs; assumed
_STALE = 0.15  # of the figures that are last year's; assumed
_UNCOUNTED = 0.08  # of employees, not told; assumed
_INSURED = (0.45, 1.0)  # share of the employees on a list, least and most; assumed


def yearly_figures(chunk: Chunk, deeds: Deeds, books: Books) -> pa.Table:
    """The table `yearly_figures`: as registered, and of every year that was reported on."""
    rng = chunk.rng("papers/figures")
    women = _women(chunk, rng)
    rows = joined([_at_birth(chunk, women), _reported(chunk, deeds, books, women, rng)])
    return told(chunk, "yearly_figures", rows, known="received_on", words={})


def _women(chunk: Chunk, rng: np.random.Generator) -> Floats:
    """Share of women among the members of each: 12 of 13 in women's, else a minority. Assumed."""
    size = len(chunk)
    return np.where(chunk.founded.women, rng.beta(24, 2, size), rng.beta(1.0, 4.5, size))


def _at_birth(chunk: Chunk, women: Floats) -> Numbers:
    """What the registrar wrote down at registration: capital, members, and jobs planned."""
    founded = chunk.founded
    nothing = np.full(len(chunk), NOTHING)
    capital = np.rint(founded.capital * founding_prices(chunk)).astype(np.int64)
    return {
        "who": np.arange(len(chunk)),
        "year_end": founded.founded,  # the founding assembly, told as it is registered
        "received_on": founded.registered,
        "members": founded.members,
        "women_members": np.rint(founded.members * women).astype(np.int64),
        "employees": nothing,
        "jobs_planned": founded.jobs_planned,
        "insured": nothing,
        "capital_registered": capital,
        "capital_paid": nothing,
    }


def _reported(
    chunk: Chunk, deeds: Deeds, books: Books, women: Floats, rng: np.random.Generator
) -> Numbers:
    """Told with the statement, or with the minutes of the assembly where there is none."""
    told_on = np.where(deeds.statement < NEVER, deeds.statement, deeds.minutes)
    who, cycle = np.nonzero(
        (told_on < NEVER) & (deeds.duties.period_end > chunk.founded.registered[:, None])
    )
    size = len(who)
    seen = np.maximum(cycle - (rng.random(size) < _STALE), 0)
    seen = np.where(chunk.lives.alive[who, seen], seen, cycle)
    members = chunk.lives.members[who, seen] * np.exp(_ERROR * rng.standard_normal(size))
    members = np.maximum(np.rint(members).astype(np.int64), 1)
    employees = chunk.lives.employees[who, seen]
    listed = np.rint(employees * rng.uniform(*_INSURED, size)).astype(np.int64)
    paid = books.lines["capital_paid"][who, cycle]
    return {
        "who": who,
        "year_end": deeds.duties.period_end[who, cycle],
        "received_on": told_on[who, cycle],
        "members": members,
        "women_members": np.rint(members * women[who]).astype(np.int64),
        "employees": np.where(rng.random(size) < _UNCOUNTED, NOTHING, employees),
        "jobs_planned": chunk.founded.jobs_planned[who],
        "insured": np.where(insured(chunk)[who, cycle], listed, NOTHING),
        "capital_registered": books.registered[who, cycle],
        "capital_paid": paid,
    }
