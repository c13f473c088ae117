"""A make-believe sector as its offices' plans see it, with the truth of who is silent.

The frame is everybody who stood on 30 Mehr 1403; a visit in the year that follows finds a
co-operative silent where it gives no sign of life in that cycle. Risk is its true log-odds with
noise, so that it ranks about as well as a model of the sector does: what is claimed of estimates
may not hang on how good a risk is.
"""

from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from benchmarks.sector_pass import order_of
from coopscore.calendar import jalali
from coopscore.capacity import Capacity, Room
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.synthesis import Part, draw_part
from coopscore.visits import Plan
from models.visits.frame import Candidates
from models.visits.planning import plan_visits
from models.visits.settings import visit_settings

COOPERATIVES = 20_000
DAY = jalali(1403, 7, 30)
FIRST_MONTH = jalali(1403, 8, 1)
NOISE = 0.8  # of the log-odds: an AUC of some .8 among those at risk
ASLEEP = 0.04  # the mean chance of a true revival
# The articles' capacity: 264 visits a year for about 1,570 active co-operatives.
VISITS, ACTIVE = 264, 1570
Floats = NDArray[np.float64]
Objects = NDArray[np.object_]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Everybody who stood on the day; arrays (n,).

    `probability`, `unvisited` and `visited` (0-1) are nan of whom silence cannot newly come to.
    """

    coop_id: Objects
    province: Objects
    county: Objects
    silent: NDArray[np.bool_]
    probability: Floats
    unvisited: Floats
    visited: Floats

    def __len__(self) -> int:
        return len(self.coop_id)

    def take(self, rows: NDArray[np.bool_]) -> "Standing":
        """Some of the rows."""
        return Standing(**{one.name: getattr(self, one.name)[rows] for one in fields(self)})

    @property
    def at_risk(self) -> NDArray[np.bool_]:
        """Those that were awake, and old enough to be judged."""
        found: NDArray[np.bool_] = ~np.isnan(self.probability)
        return found

    def told(self, seed: int) -> Candidates:
        """The frame as a plan is given it: nothing but a risk, or a chance of revival."""
        rng = np.random.default_rng(seed)
        noisy = logit(np.clip(self.probability, 1e-6, 1 - 1e-6)) + rng.normal(0, NOISE, len(self))
        return Candidates.of(
            coop_id=self.coop_id,
            province=self.province,
            county=self.county,
            risk=expit(noisy),
            revival=np.where(self.at_risk, np.nan, rng.beta(1, 1 / ASLEEP, len(self))),
        )

    def office(
        self, name: str, active: int, seed: int, *, county_from: int | None = None
    ) -> "Standing":
        """The largest provinces together as one office of so many at risk, drawn from all there.

        Parameters
        ----------
        county_from : int, optional
            Counties with at least so many at risk keep their names, and so an office of their own.
        """
        names, counts = np.unique(self.province[self.at_risk].astype(str), return_counts=True)
        order = np.argsort(-counts, kind="stable")
        enough = int(np.searchsorted(counts[order].cumsum(), active)) + 1
        there = self.take(np.isin(self.province.astype(str), names[order][:enough]))
        ticket = np.random.default_rng(seed).random(len(there))
        last = np.sort(ticket[there.at_risk])[active - 1]
        one = there.take(ticket <= last)
        place, county = (np.full(len(one), word, dtype=object) for word in (name, ""))
        if county_from is not None:
            _, codes = np.unique(one.county.astype(str), return_inverse=True)
            large = np.bincount(codes, one.at_risk)[codes] >= county_from
            county = np.where(large, one.county, "").astype(object)
        return replace(one, province=place, county=county)


@lru_cache(maxsize=2)
def standing(
    seed: int, cooperatives: int = COOPERATIVES, days: tuple[date, ...] = (DAY,)
) -> Standing:
    """Everybody who stood in a sector on the day; on several, day by day within each part."""
    order = order_of(cooperatives, seed)
    sector = draw_sector(seed=seed, size=cooperatives, world=order.world)
    parts = [_of_part(draw_part(order, sector, number), days) for number in range(order.parts)]
    return Standing(
        **{
            one.name: np.concatenate([getattr(part, one.name) for part in parts])
            for one in fields(Standing)
        }
    )


def _of_part(part: Part, days: tuple[date, ...]) -> Standing:
    rows = part.truth["silence"].to_pandas()
    rows = rows[rows["as_of"].isin(days)]
    where = part.tables["cooperative"].select(["coop_id", "province", "county"]).to_pandas()
    where = where.drop_duplicates("coop_id", keep="last")
    rows = rows.merge(where, on="coop_id", how="left", validate="many_to_one")
    return Standing(
        coop_id=rows["coop_id"].to_numpy(dtype=object),
        province=rows["province"].to_numpy(dtype=object),
        county=rows["county"].fillna("").to_numpy(dtype=object),
        silent=rows["silent"].to_numpy(dtype=np.bool_),
        probability=rows["probability"].to_numpy(dtype=np.float64),
        unvisited=rows["probability_unvisited"].to_numpy(dtype=np.float64),
        visited=rows["probability_visited"].to_numpy(dtype=np.float64),
    )


def capacity_of(who: Standing, *, acts: int | None = None, by: str = "province") -> Capacity:
    """Each office's acts of a year at the articles' rate, or so many in a month, half financial.

    Parameters
    ----------
    by : str
        Whose people they are: `province` or `county`.
    """
    return Capacity.of(
        Room(
            province=place[0], county=place[1], kind=kind, month=FIRST_MONTH,
            acts=room // 2 + (room % 2 if kind == "general" else 0),
        )
        for place, at_risk in _offices(who, by).items()
        for room in [acts or round(at_risk * VISITS / ACTIVE)]
        for kind in ("general", "financial")
    )  # fmt: skip


def planned(who: Standing, *, seed: int, acts: int | None = None, by: str = "province") -> Plan:
    """A plan for a year, or for a month where so many `acts` are all there are."""
    capacity = capacity_of(who, acts=acts, by=by)
    return plan_visits(who.told(seed), capacity, visit_settings(), as_of=DAY, seed=seed)


def _offices(who: Standing, by: str) -> dict[tuple[str, str], int]:
    """Co-operatives at risk of each office."""
    found: dict[tuple[str, str], int] = {}
    for province, county, at_risk in zip(who.province, who.county, who.at_risk, strict=True):
        place = (str(province), str(county) if by == "county" else "")
        found[place] = found.get(place, 0) + int(at_risk)
    return found
