"""How provinces stand at the size of a nation: seconds and memory of one run, as figures.

The sector is drawn and turned into facts in memory, which is not measured; what is measured is the
reading of every table from memory, the measures, all groups, unions and plans, and the content.

    python -m benchmarks.province_scale [COOPERATIVES]
"""

import json
import resource
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import pyarrow as pa

from coopscore.calendar import jalali
from coopscore.persons import Persons
from coopscore.schema import TABLES
from coopscore.synthetic.histories.offices import offices
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.stored import stored_facts
from coopscore.synthetic.synthesis import Order, draw_part
from features.facts import MemoryFacts
from models.provinces.measures import TABLES as MEASURED
from serving.provinces.kept import bytes_of
from serving.provinces.standing import OFFICES, Asked, stand_by

SIZE, SEED = 100_000, 1404
UNTIL = date(2025, 9, 22)
_OF_SECTOR = (
    "supervision_plan", "training_plan", "formation_plan", "employment_base", "province_indicator",
)  # fmt: skip


def facts_of(size: int) -> MemoryFacts:
    """The tables that provinces are measured by, of a clean sector."""
    order = Order(cooperatives=size, seed=SEED, until=UNTIL)
    sector = draw_sector(seed=SEED, size=size, world=order.world)
    wanted = {*MEASURED, *OFFICES, "assembly"} - set(_OF_SECTOR)
    found: dict[str, list[pa.Table]] = {name: [] for name in wanted}
    with TemporaryDirectory() as folder:
        persons = Persons(Path(folder) / "key")
        for number in range(order.parts):
            drawn = draw_part(order, sector, number).tables
            for name in wanted:
                found[name].append(stored_facts(TABLES[name], drawn[name], persons))
        whole = offices(sector, order.world)
        told = {name: stored_facts(TABLES[name], whole[name], persons) for name in _OF_SECTOR}
    return MemoryFacts({**{name: pa.concat_tables(own) for name, own in found.items()}, **told}, 1)


def main(size: int) -> dict[str, object]:
    """Measure one run."""
    facts = facts_of(size)
    start = perf_counter()
    content = stand_by(facts, Asked(first=jalali(1403, 7, 1), last=jalali(1404, 6, 31)))
    seconds = perf_counter() - start
    return {
        "cooperatives": size,
        "seconds": round(seconds, 1),
        "mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "content_kib": len(bytes_of(content)) // 1024,
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else SIZE)))
