"""Entries drawn in the open, and a make-believe sector with the truth beside them."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa

from coopscore.persons import Persons
from coopscore.schema import TABLES
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World
from coopscore.synthetic.stored import stored_facts
from coopscore.synthetic.synthesis import Order, draw_part
from features.facts import MemoryFacts

ENDS = date(2026, 3, 20)
READ = (
    "status_event", "cooperative", "assembly", "filing", "change_request", "facility_month",
    "supervision_act",
)  # fmt: skip
TRUTH = ("status", "silence")


def drawn_sector(cooperatives, seed, world=None):
    """Facts of a make-believe sector, the office of each co-operative, and the truth."""
    order = Order(cooperatives=cooperatives, seed=seed, until=ENDS, world=world or World())
    sector = draw_sector(seed=seed, size=cooperatives, world=order.world)
    parts = [draw_part(order, sector, number) for number in range(order.parts)]
    with TemporaryDirectory() as folder:
        persons = Persons(Path(folder) / "key")
        facts = MemoryFacts(
            {
                name: pa.concat_tables(
                    [stored_facts(TABLES[name], part.tables[name], persons) for part in parts]
                )
                for name in READ
            },
            1,
        )
    rows = facts.read("cooperative", ["coop_id", "province"]).to_pylist()
    offices = {row["coop_id"]: row["province"] for row in rows}
    truth = {name: pa.concat_tables([part.truth[name] for part in parts]) for name in TRUTH}
    return facts, offices, truth


def entries(rows):
    """Facts of entries about status, from (co-operative, axis, code, happened, known, actor)."""
    given = [
        {
            "coop_id": who,
            "record_id": f"{who}|{axis}|{code}|{happened}",
            "version": version,
            "voided": voided,
            "happened": happened,
            "known": known,
            "axis": axis,
            "to_code": code,
            "actor": actor,
        }
        for who, axis, code, happened, known, actor, version, voided in (
            (*row, "ministry", 1, False)[:8] if len(row) == 5 else row for row in rows
        )
    ]
    names = list(given[0]) if given else []
    schema = pa.schema([TABLES["status_event"].arrow().field(name) for name in names])
    return (
        pa.Table.from_pylist(given, schema)
        if given
        else TABLES["status_event"].arrow().empty_table()
    )


def office_work(weeks=400, burst=None, offices=("a", "b", "c"), seed=3, rises=None):
    """Entries of co-operatives that fall dormant at random, and of bursts.

    `burst` is (office, first week, last week, entries a week); its entries are dated back a year,
    of the others one in ten is dated back two hundred days.
    From the week `rises` on all offices enter twice as much.
    """
    rng = np.random.default_rng(seed)
    start = date(2015, 1, 3)
    rows, place, planted = [], {}, []
    for office in offices:
        for week in range(weeks):
            ordinary = rng.poisson(0.4 if rises is None or week < rises else 0.8)
            extra = burst[3] if burst and burst[0] == office and burst[1] <= week <= burst[2] else 0
            for number in range(ordinary + extra):
                who = f"{office}:{week:03d}:{number}"
                known = start + timedelta(days=7 * week + int(rng.integers(0, 7)))
                back = 365 if number >= ordinary else 200 if rng.random() < 0.1 else 20
                place[who] = office
                rows.append(
                    (who, "activity_status", "operating", date(2000, 1, 1), date(2000, 2, 1))
                )
                rows.append((who, "activity_status", "dormant", known - timedelta(back), known))
                planted += [False, number >= ordinary]
    return entries(rows), place, np.array(planted)
