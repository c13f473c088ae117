"""The books of each co-operative: what its statements say, year after year, in whole rial.

Books are kept whether or not a statement is filed. They carry on: reserves and retained earnings
move by the year's profit and what is paid out of it, capital by what members decide. All identities
of a statement hold to the rial. Health of finance shows through, with much noise: ratios alone tell
less than deeds do (domain.md 9.6).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from coopscore.synthetic.histories.duties import Duties
from coopscore.synthetic.histories.ratios import Ratios, draw_ratios
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import (
    FIRST_YEAR,
    NEVER,
    Flags,
    Floats,
    Ints,
    day_number,
)
from coopscore.synthetic.sector.world import World

Lines = dict[str, Ints]  # by line code; each (n, 13) or one value a statement

# A year's inflation shows in its profit: what is sold was bought at the prices of before. Assumed.
_HOLDING_GAIN = 0.2

# Art. 25 (domain.md 4): a twentieth of the profit to the legal reserve until it is a quarter of the
# mean capital of three years, and at most as much to the precaution reserve.
_LEGAL, _PRECAUTION, _QUARTER = 0.05, 0.05, 4
_TRAINING = 0.04  # of profit, to the fund of co-operation and training (Art. 25)
_MOST_SHARES = 0.6  # of assets that are members' shares in an older one. Assumed
_LEAST_OWED = 0.02  # of assets; nobody owes nothing. Assumed
_MOST = 5e13  # rial: no make-believe co-operative sells more, so that sums stay exact. Assumed
_OLD = 365  # days since the foundation from which reserves are behind it as recording begins
_BEFORE = 0.8  # prices of a year beside the next, before the index begins: about 22% a year (8.4)
_FARVARDIN = day_number(FIRST_YEAR, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Books:
    """All fiscal years of a chunk, filed or not: arrays (n, 13), whole rial of the year.

    `lines` are by line code; `registered` is the capital subscribed, of which a part is paid in.
    """

    lines: Lines
    registered: Ints


@dataclass
class _Funds:
    """Members' funds as the years go by: each (n,), whole rial."""

    capital: Ints
    legal: Ints
    precaution: Ints
    retained: Ints


@dataclass(frozen=True, kw_only=True)
class _Year:
    """One year's shape before its funds are known: each (n,)."""

    profit: Ints
    assets: Floats
    leverage: Floats
    payout: Floats
    precaution: Floats
    capital: Ints


def _prices(chunk: Chunk, duties: Duties, back: int = 0) -> Floats:
    """Prices of each fiscal year, or of one `back` years before, 1400 = 1: (n, 13).

    One that spans two Jalali years has the prices of both, weighed by its months in them.
    """
    before = ((13 - chunk.founded.first_month) % 12 / 12)[:, None]  # share of the year before
    then, now = (prices_of(chunk.world, duties.fiscal_year - back - one) for one in (1, 0))
    return np.asarray(then**before * now ** (1 - before), dtype=np.float64)


def prices_of(world: World, years: Ints) -> Floats:
    """Prices of Jalali years, 1400 = 1; before the world's index they fall by a fifth a year."""
    first, last = int(years.min()), int(years.max())
    levels = np.array([_level(world, year) for year in range(first, last + 1)])
    return np.asarray(levels[years - first], dtype=np.float64)


def _level(world: World, year: int) -> float:
    first, last = min(world.prices), max(world.prices)
    known = world.prices[min(max(year, first), last)] / world.prices[1400]
    return known * _BEFORE ** max(first - year, 0) * (1 + world.inflation) ** max(year - last, 0)


def keep_books(chunk: Chunk, duties: Duties, raised: Ints) -> Books:
    """The books of every co-operative, from the first cycle or its foundation on.

    Parameters
    ----------
    raised : Ints, shape (n, 13)
        The day in each cycle on which members raised the capital, if any; `NEVER` where not.
    """
    ratios = draw_ratios(chunk, duties)
    price = _prices(chunk, duties)
    gain = _HOLDING_GAIN * (price / _prices(chunk, duties, back=1) - 1)
    turnover = _rial(np.minimum(ratios.turnover * price, _MOST))
    profit = _rial(turnover * (ratios.margin + gain) - ratios.idle_cost * price)
    assets = turnover * ratios.current + _fixed(ratios, turnover, price)
    capital = _capital(chunk, ratios, assets[:, 0])[:, None] * _raised(duties, ratios, raised)
    capital = np.minimum(capital, _MOST)
    paid = np.maximum(_rial(capital * ratios.paid_in[:, None]), 1)
    funds = _carried(chunk, duties, ratios, profit, assets, paid)
    lines = _statement(ratios, turnover, profit, assets, funds)
    return Books(lines=lines, registered=np.maximum(_rial(capital), paid))


def _rial(amount: npt.NDArray[np.floating[Any]]) -> Ints:
    whole: Ints = np.rint(amount).astype(np.int64)
    return whole


def _capital(chunk: Chunk, ratios: Ratios, assets: Floats) -> Floats:
    """Subscribed capital as recording begins, or at the foundation where that is later: (n,).

    Older ones have raised it since, but not to more than a share of their assets.
    """
    at_birth = chunk.founded.capital * founding_prices(chunk)
    risen = prices_of(chunk.world, chunk.cycles.years[:1]) / founding_prices(chunk)
    since = at_birth * np.maximum(risen, 1.0) ** ratios.caught_up * ratios.grown
    old = chunk.founded.founded < chunk.cycles.recording - 3 * _OLD
    return np.where(old, np.maximum(np.minimum(since, assets * _MOST_SHARES), at_birth), at_birth)


def _raised(duties: Duties, ratios: Ratios, raised: Ints) -> Floats:
    """By how much capital has been raised by vote since, by fiscal year: (n, 13)."""
    by_vote = np.where(raised <= duties.period_end, ratios.raise_factor, 1.0)
    late = (raised > duties.period_end) & (raised < NEVER)
    by_vote[:, 1:] *= np.where(late[:, :-1], ratios.raise_factor[:, :-1], 1.0)
    return np.asarray(np.cumprod(by_vote, axis=1), dtype=np.float64)


def founding_prices(chunk: Chunk) -> Floats:
    """Prices of the year in which each was founded, 1400 = 1: (n,)."""
    year = np.floor((chunk.founded.founded - _FARVARDIN) / 365.2422).astype(np.int64)
    return prices_of(chunk.world, year + FIRST_YEAR)


def _fixed(ratios: Ratios, turnover: Ints, price: Floats) -> Floats:
    """Plant at the prices it was bought at, written off by a tenth a year."""
    worth = np.empty(turnover.shape)
    held = ratios.plant[:, 0] * ratios.turnover[:, 0] * price[:, 0]
    for year in range(turnover.shape[1]):
        bought = ratios.plant[:, year] * turnover[:, year] * 0.35
        held = 0.9 * held + bought if year else held
        worth[:, year] = held
    return np.minimum(worth, _MOST)


def _carried(
    chunk: Chunk, duties: Duties, ratios: Ratios, profit: Ints, assets: Floats, capital: Ints
) -> list[_Funds]:
    """Members' funds at the end of each fiscal year, each from the one before."""
    funds = _Funds(*(np.zeros(len(chunk), dtype=np.int64) for _ in range(4)))
    kept: list[_Funds] = []
    for year in range(profit.shape[1]):
        shape = _Year(
            profit=profit[:, year],
            assets=assets[:, year],
            leverage=ratios.leverage[:, year],
            payout=ratios.payout[:, year],
            precaution=ratios.precaution[:, year],
            capital=capital[:, year],
        )
        mean = capital[:, max(0, year - 2) : year + 1].mean(axis=1)
        age = duties.period_end[:, year] - chunk.founded.founded
        if year == 0:
            funds = _opening(shape, age > _OLD)
        funds = _next(funds, shape, mean, age > 0)
        kept.append(funds)
    return kept


def _opening(shape: _Year, old: Flags) -> _Funds:
    """Funds as recording begins: reserves and earnings of the years before, or none yet."""
    wanted = _rial(shape.assets * (1 - shape.leverage)) - shape.capital
    legal = np.where(old, np.minimum(shape.capital // _QUARTER, np.maximum(wanted, 0) // 3), 0)
    precaution = np.where(old, legal // 2, 0)
    retained = np.where(old, wanted - legal - precaution, 0)
    return _Funds(shape.capital, legal, precaution, retained)


def _next(funds: _Funds, shape: _Year, mean_capital: Floats, born: Flags) -> _Funds:
    """Funds a year on: losses are carried in full, profit is split as Art. 25 has it."""
    profit = np.where(born, shape.profit, 0)
    gain = np.maximum(profit, 0)
    room = np.maximum(np.floor(mean_capital / _QUARTER).astype(np.int64) - funds.legal, 0)
    legal = np.minimum(_rial(gain * _LEGAL), room)
    precaution = _rial(gain * _PRECAUTION * shape.precaution)
    free = gain - legal - precaution
    owned = shape.capital + funds.legal + funds.precaution + funds.retained
    spare = owned + gain - shape.assets * (1 - shape.leverage)
    paid = np.clip(spare, gain * np.maximum(shape.payout, _TRAINING), gain * 0.9)
    retained = funds.retained + np.where(profit < 0, profit, free)
    retained -= np.minimum(_rial(paid), free)
    return _Funds(shape.capital, funds.legal + legal, funds.precaution + precaution, retained)


def _statement(
    ratios: Ratios, turnover: Ints, profit: Ints, assets: Floats, funds: list[_Funds]
) -> Lines:
    """All lines from the few that are free: what is left over goes where a sum demands it."""
    owned = {
        name: np.stack([getattr(year, part) for year in funds], axis=1)
        for name, part in (
            ("capital_paid", "capital"),
            ("legal_reserve", "legal"),
            ("precaution_reserve", "precaution"),
            ("retained_earnings", "retained"),
        )
    }
    members = np.sum(list(owned.values()), axis=0)
    total = np.maximum(_rial(assets), _rial(np.maximum(members, 0) * (1 + _LEAST_OWED)) + 1)
    owed = total - members
    soon = _rial(owed * ratios.owed_soon)
    lines = {**owned, "member_funds": members, "total_assets": total, "total_liabilities": owed}
    lines |= {"current_liabilities": soon, "long_term_liabilities": owed - soon}
    lines |= _assets(ratios, total)
    return lines | _income(ratios, turnover, profit, owed, lines["fixed_assets"])


def _assets(ratios: Ratios, total: Ints) -> Lines:
    """Total assets split: what is left of the current ones is inventory."""
    other = _rial(total * ratios.idle)
    current = _rial((total - other) * ratios.liquid)
    cash = _rial(current * ratios.cash)
    receivables = _rial((current - cash) * ratios.receivable)
    return {
        "other_assets": other,
        "current_assets": current,
        "fixed_assets": total - other - current,
        "cash": cash,
        "receivables": receivables,
        "inventory": current - cash - receivables,
    }


def _income(ratios: Ratios, turnover: Ints, profit: Ints, owed: Ints, fixed: Ints) -> Lines:
    """From turnover to profit; expenses are what neither the goods nor the bank took."""
    interest = _rial(owed * ratios.interest)
    operating = profit + interest
    spent = turnover - operating
    goods = _rial(np.maximum(spent, 0) * ratios.goods)
    flow = profit + _rial(0.1 * fixed) + _rial(turnover * ratios.flow)
    return {
        "turnover": turnover,
        "cost_of_sales": goods,
        "operating_expenses": spent - goods,
        "operating_profit": operating,
        "finance_cost": interest,
        "profit_before_tax": profit,
        "operating_cash_flow": flow,
    }
