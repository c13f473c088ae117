"""The make-believe sector as data: how co-operatives begin, fare, are watched, and end.

Every figure states where it comes from (sections of the project's study of the domain); those
marked "assumed" are this project's own. Histories read nothing but a chunk, which carries its
world, so that a world with another known truth is another value of `World`.

| what | figure | source |
|---|---|---|
| registered | 206,718 in mid-1395, 219,440 in 1398, 235,000 in 1404 | 9.1 |
| births | 11,201 in 1391; 3,557 to 4,111 a year later | 9.4 |
| falling dormant | 3-6% a year, more at ages 1-2 and 5 | 9.1, 9.6, 10.8 |
| reviving | 1-3% outside campaigns, 5-15% in them | 9.1, 10.8 |
| visits | .6-1.8 acts a year and active co-operative | 9.4, 10.8 |
| jobs | 15-19 planned, 10-60% of them real | 9.2, 9.3, 10.8 |
| capital at birth | 315 to 675 m rial of 1400 | 9.4 |
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from coopscore.synthetic.sector.branches import BRANCHES, Branch
from coopscore.synthetic.sector.campaigns import PLANS, Plan
from coopscore.synthetic.sector.places import PROVINCES, Province

# Second halves of names: virtues, flowers and places, as co-operatives choose them.
EPITHETS = (
    "امید", "تلاش", "همت", "وحدت", "نوید", "آینده‌سازان", "سپیده", "مهر", "یاس", "نرگس", "لاله",
    "شقایق", "البرز", "زاگرس", "دماوند", "سهند", "الوند", "پارس", "آریا", "سبلان", "کوثر", "ایثار",
    "ولیعصر", "شکوفه", "بهار", "سبز دشت", "زرین", "پیشگام", "پیشرو", "کارآفرین", "همیاران",
    "یاران", "رهروان", "نگین", "الماس", "فیروزه", "آفتاب", "ستاره", "افق", "رویش", "جوانه", "باران",
)  # fmt: skip

# Nearly all are conventional; the shares of other kinds are assumed. Unions are counted apart.
COUNTY_UNION, PROVINCE_UNION, NATIONAL_UNION = 4, 5, 6
LEGAL_FORMS: Mapping[str, float] = {
    "متعارف": 0.991,
    "سهامی عام": 0.003,
    "توسعه و عمران شهرستانی": 0.005,
    "فراگیر ملی": 0.001,
    "اتحادیهٔ شهرستانی": 0.0,
    "اتحادیهٔ استانی": 0.0,
    "اتحادیهٔ سراسری": 0.0,
}

# Registered in each Jalali year, of 235,000. 1391, 1393, 1394, 1397 and 1398 are published; the
# others are assumed, so that the stock passes through the published ones.
BIRTHS: Mapping[int, float] = {
    1391: 11_201, 1392: 5_200, 1393: 4_060, 1394: 4_111, 1395: 3_900, 1396: 3_880, 1397: 3_857,
    1398: 3_560, 1399: 3_150, 1400: 3_100, 1401: 3_050, 1402: 3_050, 1403: 3_050, 1404: 3_000,
}  # fmt: skip

# Consumer prices, 1400 = 100: central bank (urban) to 1394, statistics centre (national) after;
# 1404 provisional, 1405 by `inflation`.
PRICES: Mapping[int, float] = {
    1389: 9.4, 1390: 11.4, 1391: 14.9, 1392: 20.0, 1393: 23.2, 1394: 25.9, 1395: 28.2, 1396: 30.6,
    1397: 38.8, 1398: 52.3, 1399: 71.3, 1400: 100.0, 1401: 145.8, 1402: 205.1, 1403: 271.8,
    1404: 400.0,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Slopes:
    """What a standard deviation of each health takes off the log-odds of a bad turn."""

    governance: float
    finance: float
    members: float
    hidden: float

    @property
    def each(self) -> tuple[float, float, float, float]:
        """In the order of `health.KINDS`."""
        return self.governance, self.finance, self.members, self.hidden


@dataclass(frozen=True, kw_only=True)
class World:
    """A sector to draw from. Rates are yearly unless they say otherwise."""

    provinces: tuple[Province, ...] = PROVINCES
    branches: tuple[Branch, ...] = BRANCHES
    campaigns: tuple[Plan, ...] = PLANS
    legal_forms: Mapping[str, float] = field(default_factory=lambda: LEGAL_FORMS)
    epithets: tuple[str, ...] = EPITHETS
    prices: Mapping[int, float] = field(default_factory=lambda: PRICES)
    inflation: float = 0.35  # beyond the price table; assumed

    # --- who is there
    births: Mapping[int, float] = field(default_factory=lambda: BIRTHS)
    oldest_birth: int = 1350  # births rise from here ...
    flat_from: int = 1370  # ... to here, and stay level up to 1390; assumed
    flat_births: float = 5_850  # of 235,000; makes the stock of mid-1395
    union_share: float = 1_300 / 235_000  # 1,246 at the end of 1398 (9.1)
    union_member: float = 0.3  # of co-operatives whose province and branch have a union; assumed
    capital_county: float = 0.45  # share of a province's co-operatives in its first county
    fiscal_months: Mapping[int, float] = field(default_factory=lambda: {1: 0.93, 7: 0.04, 10: 0.03})
    housing: str = "مسکن"  # housing ends when the homes stand: completion, not failure
    justice: str = "سهام عدالت"  # formed by the state in a few years
    justice_years: tuple[int, int] = (1385, 1389)
    newborn_members: float = 12.0  # median of those registered from 1391 on: 12-20 on average
    newborn_spread: float = 0.85
    active_law: tuple[float, float] = (24.5, 26.5)  # Beta, of provinces' active shares (10.8) ...
    active: float = 0.45  # ... scaled to the country's: those that publish are the better ones
    visits_law: tuple[float, float] = (0.6, 1.8)  # acts a year and active one, by province
    effort_spread: float = 0.45  # of counties, in logs; assumed
    severity_spread: float = 0.4  # of inspectors, in logs; assumed
    responsive: float = 0.4  # share whom a visit helps; assumed
    art5: float = 0.12  # share under Art. 5 of the supervision rules; assumed

    # --- health
    persistence: float = 0.95  # yearly, of the passing part; assumed
    hidden_persistence: float = 0.5  # what no register shows does not last; assumed
    lasting: float = 0.5  # share of the variance that a co-operative keeps for life; assumed
    common: float = 0.55  # share of the lasting variance that the three seen healths share; assumed
    # Taken off, as the healthy outlive the others: so those alive are about standard normal.
    survival: tuple[float, float, float, float] = (0.2, 0.12, 0.14, 0.0)
    branch_shock: float = 0.06
    province_shock: float = 0.045
    year_shock: float = 0.08
    ageing: float = 0.006  # lost a year of age beyond twenty; old ones exit more (R1)
    spike_year: int = 1391
    spike_health: float = -0.35  # mass formation ends in dormancy (R20)
    visit_effect: float = 0.5  # of a visited year, in standard deviations, from the next cycle on
    visit_fading: float = 0.6  # share of it that is left a cycle later

    # --- falling silent, waking, ending
    silence_base: float = -3.62  # log-odds of a mature co-operative of mean health
    silence_slopes: Slopes = Slopes(governance=0.97, finance=0.42, members=0.65, hidden=0.45)
    early_hump: float = 0.9  # ages 1-2, in log-odds
    fifth_hump: float = 0.6  # about age 5
    spike_silence: float = 0.3  # of the cohort of 1391, beside its health
    size_curve: float = 0.14  # times the square of log members about the mean: U-shaped (R1)
    implementing: float = 0.6  # before operation starts (10.6); assumed
    relapse: float = 1.0  # in the cycles after a revival; assumed
    province_pull: float = 1.75  # how far a province's active share moves its silence
    waking: float = 0.038  # of sleepers; falls with the length of the sleep
    completion: float = 0.015  # of housing from its fourth year
    voluntary: float = 0.0015
    bankruptcy: float = 0.0004
    merger: float = 0.0006
    dying: float = 0.065  # of those that slept a whole cycle

    # --- before the first cycle
    gone: float = 0.185  # share of the stock that had ended by 1392; most of it on record
    asleep: float = 0.355  # share that slept

    # --- visits
    office_visits: float = 0.75  # general and financial, of all acts (S37: 1,231 of 1,644)
    asleep_visits: float = 0.35  # to a sleeper, beside one awake; assumed
    trouble_visits: float = 0.25  # log rate, of a standard deviation of bad governance or finance
    art5_visits: float = 0.6  # log rate

    # --- people
    employees_none: float = 0.55  # awake ones without any
    employees_share: tuple[float, float] = (0.1, 0.6)  # of the planned, of the others

    # --- official status
    declared: float = 0.10  # of silent ones still called active, entered without a visit; assumed
    visit_finds: float = 0.85  # that a visit to a silent one leads to an entry; assumed
    waking_noticed: float = 0.85  # of those awake again, entered within the cycle; assumed
    prompt_end: float = 0.07  # of sleepers' ends, entered at once; the others wait for a campaign
    past_recorded: float = 0.70  # of ends before 1392, on record by then
    past_noticed: float = 1.0  # of those asleep in 1392, on record as such
    moved: float = 0.01  # to another county
