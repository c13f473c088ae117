"""What a facility is agreed to be: from whom, for what, how much, how long, on what pledge.

Bank Tose'e Ta'avon lends most, as its statute asks (domain 6.2). Shares of lenders, contracts,
purposes, pledges and schemes are assumed; so are sizes, which follow turnover and prices and bring
the country's yearly lending to the 74 trillion rial of 1396.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np

from coopscore.synthetic.sector.branches import ISIC_GROUPS
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import Flags, Floats, Ints
from coopscore.synthetic.sector.world import World

LENDERS = ("tosee_taavon", "other_bank", "guarantee_fund", "development_fund")
CONTRACTS = (
    "instalment_sale", "murabaha", "juala", "musharaka", "mudaraba", "lease", "qard_hasan",
)  # fmt: skip
PURPOSES = ("working_capital", "fixed_capital", "construction", "purchase", "other")
PLEDGES = (
    "real_estate", "deposit", "guarantee_fund", "cheque", "promissory_note", "guarantors",
)  # fmt: skip
SCHEMES = ("own_funds", "budget_note", "qard_hasan", "national_line")

_LENDER_SHARES = (0.64, 0.22, 0.03, 0.11)
_SCHEME_SHARES = (0.66, 0.16, 0.10, 0.08)
_PLEDGE_SHARES = (0.30, 0.05, 0.12, 0.21, 0.16, 0.16)
QARD = SCHEMES.index("qard_hasan")
_NATIONAL = SCHEMES.index("national_line")
_FUND = PLEDGES.index("guarantee_fund")
_FIRST_NATIONAL_LINE = 1399  # seed 2: a special line in that year; 8,000 billion toman in 1404

# Shares of `PURPOSES` by group of the branch.
_PURPOSES: Mapping[str, tuple[float, ...]] = {
    "agriculture": (0.50, 0.28, 0.02, 0.15, 0.05),
    "industry": (0.48, 0.34, 0.03, 0.10, 0.05),
    "construction": (0.15, 0.07, 0.68, 0.05, 0.05),
    "trade": (0.55, 0.08, 0.02, 0.30, 0.05),
    "transport": (0.20, 0.38, 0.01, 0.36, 0.05),
}
_OTHER_PURPOSES = (0.50, 0.25, 0.03, 0.15, 0.07)
# Shares of `CONTRACTS` by purpose; the last is for the scheme of that name alone.
_CONTRACTS = (
    (0.08, 0.45, 0.17, 0.18, 0.12, 0.0, 0.0),
    (0.55, 0.17, 0.08, 0.08, 0.0, 0.12, 0.0),
    (0.15, 0.15, 0.20, 0.50, 0.0, 0.0, 0.0),
    (0.55, 0.30, 0.05, 0.0, 0.05, 0.05, 0.0),
    (0.10, 0.40, 0.50, 0.0, 0.0, 0.0, 0.0),
)
# Months, by purpose: shortest, longest, both in steps of six.
_TENORS = ((6, 36), (24, 60), (24, 60), (12, 48), (6, 36))
# Median share of a year's turnover, by purpose.
_SIZES = (0.40, 0.72, 0.90, 0.46, 0.18)
_SPREAD = 0.7  # of the log of that share
_CAPITAL = 0.5  # a bank also lends on capital: this share of it is added to the turnover
_QARD_MOST = 3e9  # a qard-hasan loan is small: at most so many rial of 1400
_BASE_YEAR = 1400
_LEAST = 50_000_000  # rial, whatever the year
# Yearly rates of profit on banks' own funds: the council of money and credit's ceilings.
_RATES: Mapping[int, float] = {1394: 0.22, 1395: 0.20, 1402: 0.18, 1410: 0.23}
_BUDGET_RATE, _NATIONAL_RATE, _QARD_RATE = 0.14, 0.17, 0.04  # domain 10; the first two assumed


@dataclass(frozen=True, kw_only=True)
class Facilities:
    """Facilities as they were agreed; arrays are (f,), codes places in the lists above.

    `month` and `day` are those of the disbursement: a month's number (see `loan_months`) and a day
    of it, 1-28, on which every instalment falls due, from the next month on. `patience` is the
    number of months in arrears at which it is written off, `guarded` the one at which the guarantee
    fund is called on. `serial` counts a co-operative's facilities.
    """

    who: Ints
    serial: Ints
    month: Ints
    day: Ints
    lender: Ints
    contract: Ints
    purpose: Ints
    principal: Ints
    tenor: Ints
    rate: Floats
    pledge: Ints
    fund_share: Floats
    scheme: Ints
    patience: Ints
    guarded: Ints

    def __len__(self) -> int:
        return len(self.who)

    def kept(self, which: Flags) -> "Facilities":
        """Some of them."""
        return Facilities(**{f.name: getattr(self, f.name)[which] for f in fields(self)})

    @classmethod
    def joined(cls, parts: list["Facilities"]) -> "Facilities":
        """All of them, in order."""
        names = [field.name for field in fields(cls)]
        return cls(**{n: np.concatenate([getattr(part, n) for part in parts]) for n in names})


def agree(chunk: Chunk, who: Ints, month: Ints, year: Ints, rng: np.random.Generator) -> Facilities:
    """Terms of one facility for each of `who`, disbursed in that month of that Jalali year."""
    size = len(who)
    group = np.array([ISIC_GROUPS.index(branch.group) for branch in chunk.world.branches])
    purpose = _picked(_purposes(), group[chunk.founded.branch[who]], rng)
    scheme = _one_of(_SCHEME_SHARES, size, rng)
    scheme = np.where((scheme == _NATIONAL) & (year < _FIRST_NATIONAL_LINE), 0, scheme)
    pledge = _one_of(_PLEDGE_SHARES, size, rng)
    contract = _picked(np.cumsum(np.array(_CONTRACTS), axis=1), purpose, rng)
    low, high = np.array(_TENORS)[purpose].T
    return Facilities(
        who=who,
        serial=np.zeros(size, dtype=np.int64),
        month=month,
        day=rng.integers(1, 29, size),
        lender=_one_of(_LENDER_SHARES, size, rng),
        contract=np.where(scheme == QARD, CONTRACTS.index("qard_hasan"), contract),
        purpose=purpose,
        principal=_principal(chunk, who, year, purpose, scheme, rng),
        tenor=6 * rng.integers(low // 6, high // 6 + 1),
        rate=_rate(scheme, year),
        pledge=pledge,
        fund_share=np.where(pledge == _FUND, rng.integers(14, 19, size) * 0.05, 0.0).round(2),
        scheme=scheme,
        patience=rng.integers(40, 73, size),  # assumed
        guarded=rng.integers(9, 15, size),  # assumed: well into the class deferred
    )


def usual_pledges(year: int) -> tuple[Floats, Ints, Ints]:
    """What facilities of a Jalali year are pledged with and funded from, drawn as `agree` draws.

    Returns
    -------
    shares, pledge, scheme : (24,) each
        Every pledge with every scheme, as places in `PLEDGES` and `SCHEMES`; the shares add up
        to 1.
    """
    pledge, scheme = np.divmod(np.arange(len(PLEDGES) * len(SCHEMES)), len(SCHEMES))
    shares = np.array(_PLEDGE_SHARES)[pledge] * np.array(_SCHEME_SHARES)[scheme]
    opened = (scheme != _NATIONAL) | (year >= _FIRST_NATIONAL_LINE)
    return shares, pledge, np.where(opened, scheme, 0)


def _purposes() -> Floats:
    return np.cumsum([_PURPOSES.get(group, _OTHER_PURPOSES) for group in ISIC_GROUPS], axis=1)


def _one_of(shares: tuple[float, ...], size: int, rng: np.random.Generator) -> Ints:
    bounds = np.cumsum(shares)
    return np.searchsorted(bounds[:-1], rng.random(size), side="right")


def _picked(bounds: Floats, row: Ints, rng: np.random.Generator) -> Ints:
    """A place in each one's own row of cumulative shares."""
    place: Ints = (rng.random(len(row))[:, None] >= bounds[row][:, :-1]).sum(axis=1)
    return place


def prices(world: World, years: Ints) -> Floats:
    """Consumer prices of Jalali years, 1 in 1400; years outside the table take the nearest."""
    known = np.array(list(world.prices))
    index = np.array(list(world.prices.values())) / world.prices[_BASE_YEAR]
    return index[np.clip(np.searchsorted(known, years), 0, len(known) - 1)]


def _principal(
    chunk: Chunk,
    who: Ints,
    year: Ints,
    purpose: Ints,
    scheme: Ints,
    rng: np.random.Generator,
) -> Ints:
    """Rial of the year, in round numbers of ten millions."""
    worth = chunk.founded.turnover[who] + _CAPITAL * chunk.founded.capital[who]
    real = worth * np.array(_SIZES)[purpose] * np.exp(_SPREAD * rng.standard_normal(len(who)))
    real = np.where(scheme == QARD, np.minimum(real * 0.3, _QARD_MOST), real)
    return rounded(real * prices(chunk.world, year))


def rounded(nominal: Floats) -> Ints:
    """Whole ten millions of rial, and not less than the least that is lent."""
    return np.maximum((nominal / 1e7).round(), _LEAST // 10_000_000).astype(np.int64) * 10_000_000


def _rate(scheme: Ints, year: Ints) -> Floats:
    lasts = np.array(list(_RATES))
    own = np.array(list(_RATES.values()))[np.searchsorted(lasts, year)]
    given = np.array([0.0, _BUDGET_RATE, _QARD_RATE, _NATIONAL_RATE])[scheme]
    return np.where(scheme == 0, own, given)
