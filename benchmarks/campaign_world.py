"""A make-believe sector as offices enter it, in memory, and what is true of its entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from benchmarks.sector_pass import facts_of, order_of, tables_read
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.sector import Sector
from coopscore.synthetic.synthesis import Order, draw_part
from features.facts import MemoryFacts
from features.signs import SIGNS
from models.status.incidence import Incidence

Flags = NDArray[np.bool_]
_TRUTH = ("status", "silence", "end")
_YEAR = 365.2425
_HALF = 4  # years of sleep after which the chance of waking is half, as the sector is drawn


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A sector that was drawn: facts, the office of each co-operative, and the truth."""

    order: Order
    sector: Sector
    facts: MemoryFacts
    offices: Mapping[str, str]
    truth: Mapping[str, pa.Table]

    def flags(self, column: str) -> Flags:
        """What is true of each entry about status, in the order of the facts."""
        return np.asarray(self.truth["status"][column].to_numpy(zero_copy_only=False), dtype=bool)

    @property
    def entries(self) -> pa.Table:
        """All entries about status, as they are dated."""
        return self.facts.read("status_event")

    @property
    def entries_undated(self) -> pa.Table:
        """The same where offices do not date back what a campaign finds: it is of the day of entry.

        The make-believe offices know the true day of a sleep that they find years later; here they
        know nothing but their own. All else is the same.
        """
        rows = self.entries
        at = rows.schema.get_field_index("happened")
        driven = pa.array(self.flags("campaign_driven"))
        happened, known = (rows[name].combine_chunks() for name in ("happened", "known"))
        return rows.set_column(at, rows.schema.field(at), pc.if_else(driven, known, happened))

    def fakes(self) -> set[tuple[str, date, date]]:
        """The revivals in name only: co-operative, the day it speaks of, the day it was entered."""
        rows = self.truth["status"].filter(self.truth["status"]["fake"])
        names = ("coop_id", "valid_from", "recorded_at")
        return set(zip(*(rows[name].to_pylist() for name in names), strict=True))


def drawn(cooperatives: int, seed: int, spec: str) -> Drawn:
    """The sector of so many co-operatives, with the facts that the spec and the signs read."""
    order = order_of(cooperatives, seed)
    sector = draw_sector(seed=seed, size=cooperatives, world=order.world)
    parts = [draw_part(order, sector, number) for number in range(order.parts)]
    names = {*tables_read(spec), *(sign.rows.table for sign in SIGNS), "status_event"}
    facts = facts_of(parts, sorted({*names, "cooperative"}))
    rows = facts.read("cooperative", ["coop_id", "province"])
    return Drawn(
        order=order,
        sector=sector,
        facts=facts,
        offices=dict(zip(rows["coop_id"].to_pylist(), rows["province"].to_pylist(), strict=True)),
        truth={name: pa.concat_tables([part.truth[name] for part in parts]) for name in _TRUTH},
    )


def in_campaign(world: Drawn, periods: Sequence[date], offices: Sequence[str]) -> Flags:
    """Whether a campaign of the office ran in the period, (offices, periods)."""
    codes = [province.code for province in world.order.world.provinces]
    first = np.array([day.toordinal() for day in periods[:-1]])
    last = np.array([day.toordinal() for day in periods[1:]])
    ran = np.zeros((len(offices), len(first)), dtype=np.bool_)
    for campaign in world.sector.campaigns:
        within = (first <= campaign.ends) & (last > campaign.starts)
        for place in campaign.provinces:
            ran[offices.index(codes[place])] |= within
    return ran


def falls(world: Drawn, periods: Sequence[date], of: str, offices: Sequence[str]) -> Incidence:
    """What truly happened: falls among those awake, or ends among those there, and the years.

    A cycle's falls lie evenly in it, as they are drawn; ends have their own days.
    """
    place = {name: at for at, name in enumerate(offices)}
    rows = _cycles(world)
    first = np.array([day.toordinal() for day in periods], dtype=np.int64)
    events, years = (np.zeros((len(offices), len(first) - 1)) for _ in range(2))
    starts = np.unique(rows["start"])
    office = np.array([place[world.offices[who]] for who in rows["coop_id"]])
    for start in starts:
        stop = start + 365 if start == starts[-1] else starts[starts > start][0]
        # Of a cycle, the days that lie in each period.
        share = np.clip(np.minimum(first[1:], stop) - np.maximum(first[:-1], start), 0, None)
        here = rows["start"] == start
        here &= rows["awake_before"] if of == "slept" else np.ones(len(here), dtype=np.bool_)
        fell = np.bincount(office[here], rows["silent"][here], len(offices))
        at_risk = np.bincount(office[here], minlength=len(offices))
        lost = fell / 2 if of == "slept" else np.zeros(len(offices))
        events += np.outer(fell, share / (stop - start)) if of == "slept" else 0.0
        years += np.outer(at_risk - lost, share / _YEAR)
    if of == "ended":
        day = np.array([one.toordinal() for one in world.truth["end"]["ended"].to_pylist()])
        at = np.searchsorted(first, day, "right") - 1
        known = (at >= 0) & (at < len(first) - 1)
        whose = np.array(
            [place[world.offices[w]] for w in world.truth["end"]["coop_id"].to_pylist()]
        )
        np.add.at(events, (whose[known], at[known]), 1.0)
    return Incidence(offices=tuple(offices), events=events, years=years)


def wakings(world: Drawn) -> dict[tuple[str, date], float]:
    """The true chance of waking of each sleeper on each 30 Mehr, as far as cycles tell its sleep.

    Who fell before the first cycle is taken to have fallen then.
    """
    rows = _cycles(world)
    waking = world.order.world.waking
    chance = {}
    slept = 0
    for who, start, awake_before, known in zip(
        rows["coop_id"], rows["start"], rows["awake_before"], rows["known_before"], strict=True
    ):
        slept = 0 if awake_before or not known else slept + 1
        if known and not awake_before:
            chance[who, date.fromordinal(int(start))] = waking * 2 * _HALF / (_HALF + slept - 0.5)
    return chance


def _cycles(world: Drawn) -> dict[str, NDArray[np.generic]]:
    """Rows of the truth about silence, by co-operative and cycle, with the cycle before."""
    table = world.truth["silence"].sort_by([("coop_id", "ascending"), ("as_of", "ascending")])
    who = np.array(table["coop_id"].to_pylist())
    silent = np.asarray(table["silent"].to_numpy(zero_copy_only=False), dtype=np.bool_)
    same = np.zeros(len(who), dtype=np.bool_)
    same[1:] = who[1:] == who[:-1]
    awake_before = np.zeros(len(who), dtype=np.bool_)
    awake_before[1:] = same[1:] & ~silent[:-1]
    return {
        "coop_id": who,
        "start": np.array([one.toordinal() for one in table["as_of"].to_pylist()]),
        "silent": silent,
        "awake_before": awake_before,
        "known_before": same,
    }
