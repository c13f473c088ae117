"""Whether planted gaming is found, and who is flagged that did not game.

In make-believe sectors of seeds 1 to 5 some of the weak file last year's statement times a factor
ahead of a festival or a campaign; limits of the watch were set on seeds 11 to 13. Looked at is
everybody whose statement came in the twelve months before an edition's cut-off, and those who
entered it beside. The placebo is 30 Dey: no festival closes and no campaign starts within ninety
days after. What the registry does not draw (templates touched up by hand, round figures, papers and
duties that come in bulk) is planted into papers of honest ones and told by kind, with nothing
asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.award_gaming_plants import PLANTS
from benchmarks.lines import Found, Line
from benchmarks.registries import Registries
from benchmarks.sector_means import over_sectors
from benchmarks.sector_pass import facts_of, order_of
from coopscore.calendar import jalali, shift
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.synthesis import draw_part
from models.awards.gaming import Papers, gaming_signs

SEEDS, COOPERATIVES = (1, 2, 3, 4, 5), 20_000
TABLES = ("filing", "statement_line", "obligation", "change_request")
EDITIONS: Mapping[int, date] = {
    16: jalali(1400, 3, 18), 17: jalali(1401, 3, 18), 18: jalali(1402, 4, 20),
    19: jalali(1403, 3, 20), 20: jalali(1404, 4, 31),
}  # fmt: skip
PLACEBOS = tuple(jalali(year, 10, 30) for year in range(1400, 1405))
LEAST_FOUND, MOST_FALSE = 0.80, 0.02
ALL, ENTRANTS = "gaming_all", "gaming_entrants"


@dataclass(frozen=True, kw_only=True)
class World:
    """A sector's papers, statements on a template by co-operative and period, and entrants."""

    papers: Papers
    templates: frozenset[tuple[str, date]]
    statements: Sequence[tuple[str, date, date]]
    entrants: Mapping[int, frozenset[str]]


@dataclass(kw_only=True)
class Tally:
    """Co-operatives over several days: who gamed and was found, who did not and was flagged."""

    planted: int = 0
    found: int = 0
    honest: int = 0
    false: int = 0

    def add(self, who: frozenset[str], gamed: frozenset[str], flagged: frozenset[str]) -> None:
        """Count one day."""
        self.planted += len(who & gamed)
        self.found += len(who & gamed & flagged)
        self.honest += len(who - gamed)
        self.false += len((who - gamed) & flagged)


def measure(registries: Registries) -> Found:
    """Recall and false flags at the editions and at the placebo, over sectors."""
    told: dict[str, list[Mapping[str, Tally]]] = {"real": [], "placebo": []}
    planted: list[Mapping[str, float]] = []
    for seed in SEEDS:
        world = drawn(seed)
        told["real"].append(tallied(world, [(day, number) for number, day in EDITIONS.items()]))
        told["placebo"].append(tallied(world, [(day, None) for day in PLACEBOS]))
        planted.append(by_kind(world, seed))
        registries.tell(f"watched sector {seed}")
    lines = [
        *lines_of(told["real"], ALL, asked=True),
        *lines_of(told["real"], ENTRANTS, asked=False),
    ]
    placebo = [one[ALL] for one in told["placebo"]]
    lines.append(
        over_sectors(
            "gaming_placebo", ALL, [one.false / one.honest for one in placebo], most=MOST_FALSE,
            beside={"gaming_flagged": float(sum(one.false for one in placebo))},
        )
    )  # fmt: skip
    lines += [over_sectors("gaming_found", name, [one[name] for one in planted]) for name in PLANTS]
    return Found(lines=lines)


def drawn(seed: int, cooperatives: int = COOPERATIVES) -> World:
    """The sector of a seed."""
    order = order_of(cooperatives, seed)
    sector = draw_sector(seed=seed, size=cooperatives, world=order.world)
    parts = [draw_part(order, sector, number) for number in range(order.parts)]
    facts = facts_of(parts, (*TABLES, "festival_entry"))
    gamed = pa.concat_tables([part.truth["gaming"] for part in parts])
    filing = facts.read("filing")
    statement = filing.filter(pc.equal(filing["kind"], "statement"))
    entry = facts.read("festival_entry")
    number = np.array(entry["edition"].to_pylist())
    who = np.array(entry["coop_id"].to_pylist(), dtype=object)
    return World(
        papers=Papers(**{name: facts.read(name) for name in TABLES}),
        templates=frozenset(
            zip(gamed["coop_id"].to_pylist(), gamed["period_end"].to_pylist(), strict=True)
        ),
        statements=list(
            zip(
                *(statement[name].to_pylist() for name in ("coop_id", "happened", "known")),
                strict=True,
            )
        ),
        entrants={one: frozenset(who[number == one]) for one in EDITIONS},
    )


def by_kind(world: World, seed: int) -> dict[str, float]:
    """Share found of each kind that was planted into honest papers, at the last edition."""
    day = max(EDITIONS.values())
    who, gamed = filed_by(world, day)
    honest = sorted(who - gamed)
    found = {}
    for place, (name, plant) in enumerate(PLANTS.items()):
        planted = plant(world.papers, honest, day, np.random.default_rng([seed, place]))
        signs = gaming_signs(planted.papers, sorted(who), cut_off=day)
        found[name] = len({one.coop_id for one in signs} & planted.who) / len(planted.who)
    return found


def filed_by(world: World, day: date) -> tuple[frozenset[str], frozenset[str]]:
    """Whose statement came in the twelve months before, and for whom it was a template."""
    opens = shift(day, -12, "jalali")
    came = [(who, ends) for who, ends, known in world.statements if opens < known <= day]
    gamed = frozenset(who for who, ends in came if (who, ends) in world.templates)
    return frozenset(who for who, _ in came), gamed


def tallied(world: World, on: Sequence[tuple[date, int | None]]) -> Mapping[str, Tally]:
    """Counts over cut-offs, each with the edition whose entrants are counted beside, if any."""
    told = {ALL: Tally(), ENTRANTS: Tally()}
    for day, edition in on:
        who, gamed = filed_by(world, day)
        signs = gaming_signs(world.papers, sorted(who), cut_off=day)
        flagged = frozenset(one.coop_id for one in signs)
        told[ALL].add(who, gamed, flagged)
        if edition is not None:
            told[ENTRANTS].add(who & world.entrants[edition], gamed, flagged)
    return told


def lines_of(told: Sequence[Mapping[str, Tally]], of: str, *, asked: bool) -> list[Line]:
    """What was found and who else was flagged, over sectors."""
    each = [one[of] for one in told]
    return [
        over_sectors(
            "gaming_found", of, [one.found / one.planted for one in each],
            least=LEAST_FOUND if asked else None,
            beside={"gaming_planted": float(sum(one.planted for one in each))},
        ),
        over_sectors(
            "gaming_false", of, [one.false / one.honest for one in each],
            most=MOST_FALSE if asked else None,
            beside={"gaming_flagged": float(sum(one.false for one in each))},
        ),
    ]  # fmt: skip
