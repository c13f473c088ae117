"""One sector drawn twice: as it is, and with the effort of one county's offices doubled.

In both worlds the causal switch is off: visits change nothing. *drawn* is the usual sector; in the
*trap* visits tell much of risk, until an office comes oftener for reasons of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.sector_pass import order_of
from coopscore.schema import TABLES
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import Slopes, World
from coopscore.synthetic.synthesis import Part, draw_part

WORLDS: Mapping[str, World] = {
    "drawn": World(visit_effect=0.0),
    "trap": World(
        visit_effect=0.0,
        effort_spread=0.0,
        visits_law=(1.2, 1.2),
        art5_visits=0.0,
        office_visits=4.0,
        trouble_visits=0.4,
        silence_base=-5.4,
        silence_slopes=Slopes(governance=0.3, finance=2.6, members=0.5, hidden=0.3),
    ),
}


@dataclass(frozen=True, kw_only=True)
class Draws:
    """A sector as it was drawn, and one county as it is with its effort doubled.

    `inside` are those of the county, `more` their rows alone; `visits` are the county's with its
    effort doubled, beside those before.
    """

    usual: Sequence[Part]
    more: Sequence[Part]
    inside: frozenset[str]
    visits: float


def drawn_twice(world: World, seed: int, cooperatives: int) -> Draws:
    """Draw a sector, and the same with the effort doubled of the county that has most on record."""
    order = replace(order_of(cooperatives, seed), world=world)
    sector = draw_sector(seed=seed, size=cooperatives, world=world)
    usual = [draw_part(order, sector, number) for number in range(order.parts)]
    county, inside = largest(usual)
    place = [
        at
        for at, name in enumerate(sector.counties)
        if (world.provinces[sector.county_province[at]].code, name) == county
    ]
    added = np.zeros(len(sector.counties))
    added[place] = 1.0
    busier = replace(sector, added_effort=added)
    more = [of_county(draw_part(order, busier, number), inside) for number in range(order.parts)]
    counts = [sum(_visits_paid(part, inside) for part in each) for each in (usual, more)]
    return Draws(usual=usual, more=more, inside=inside, visits=counts[1] / counts[0])


def largest(parts: Sequence[Part]) -> tuple[tuple[str, str], frozenset[str]]:
    """Province and name of the county where most were first registered, and these."""
    rows = pa.concat_tables([part.tables["cooperative"] for part in parts])
    first: dict[str, tuple[str, str]] = {}
    for who, province, county in zip(
        *(rows[name].to_pylist() for name in ("coop_id", "province", "county")), strict=True
    ):
        first.setdefault(who, (province, county))
    placed = list(first.values())
    most = max(sorted(set(placed)), key=placed.count)
    return most, frozenset(who for who, county in first.items() if county == most)


def of_county(part: Part, inside: frozenset[str]) -> Part:
    """A part with the rows of the county's co-operatives alone."""
    ids = pa.array(sorted(inside))
    tables = {
        name: rows.filter(pc.is_in(rows["coop_id"], value_set=ids))
        if TABLES[name].about != "sector"
        else rows
        for name, rows in part.tables.items()
    }
    return replace(part, tables=tables)


def _visits_paid(part: Part, inside: frozenset[str]) -> int:
    rows = part.tables["supervision_act"]
    own = pc.is_in(rows["coop_id"], value_set=pa.array(sorted(inside)))
    kind = pc.is_in(rows["kind"], value_set=pa.array(["general", "financial"]))
    return int(pc.sum(pc.and_(own, kind)).as_py())
