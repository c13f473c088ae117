"""What shapes a co-operative's statement beside its size: shares and ratios, each year anew.

Levels are of the co-operative (half of the spread lasts), and lean on the health of its finances.
The slopes are kept small against the noise: finance ratios do worse than behaviour and governance
(domain.md 9.6). All figures here are assumed but where a source is named.
"""

from dataclasses import dataclass

import numpy as np

from coopscore.synthetic.histories.acts import odds
from coopscore.synthetic.histories.duties import Duties
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import Floats

_ASLEEP = 0.15  # of its sales that a co-operative without a sign of life still has
_STARTING = 0.2  # of its sales before operation starts
_GROWTH, _GROWTH_SLOPE, _GROWTH_NOISE = -0.01, 0.04, 0.14  # real, a year, in logs
_MARGIN, _MARGIN_SLOPE, _MARGIN_NOISE = 0.035, 0.030, 0.075  # beside what stocks gain
_LEVERAGE, _LEVERAGE_SLOPE, _LEVERAGE_NOISE = 0.58, 0.050, 0.15


@dataclass(frozen=True, kw_only=True)
class Ratios:
    """Shares of a statement, 0-1 unless said otherwise: (n, 13), but for the last three: (n,).

    Parameters
    ----------
    turnover : Floats
        Sales in rial of 1400.
    margin : Floats
        Profit before tax in shares of sales; below 0 for a loss.
    idle_cost : Floats
        Costs in rial of 1400 that come whether or not anything is sold.
    current, plant : Floats
        Current assets, and plant when it is new, in shares of sales; above 0.
    leverage, payout, precaution : Floats
        Wanted debt in assets, least share of profit paid out, and of the most that Art. 25 allows.
    owed_soon, interest : Floats
        Current in all liabilities, and a year's finance cost in them.
    idle, liquid, cash, receivable : Floats
        Non-earning in all assets, current in the rest, cash in current, receivables in the others.
    goods, flow : Floats
        Cost of sales in operating costs; cash beside profit and depreciation, in shares of sales.
    raise_factor : Floats
        By how much capital grows where it is raised; above 1.
    paid_in, caught_up, grown : Floats
        The share of the capital that is paid in; of the first cycle, how far its worth had been
        kept up with prices since the founding year, and by how much it had grown beside (0 on).
    """

    turnover: Floats
    margin: Floats
    idle_cost: Floats
    current: Floats
    plant: Floats
    leverage: Floats
    payout: Floats
    precaution: Floats
    owed_soon: Floats
    interest: Floats
    idle: Floats
    liquid: Floats
    cash: Floats
    receivable: Floats
    goods: Floats
    flow: Floats
    raise_factor: Floats
    paid_in: Floats
    caught_up: Floats
    grown: Floats


def draw_ratios(chunk: Chunk, duties: Duties) -> Ratios:
    """Draw the shape of every statement, filed or not."""
    rng = chunk.rng("papers/ratios")
    finance, governance = chunk.health.finance, chunk.health.governance
    size = chunk.health.finance.shape

    def noise() -> Floats:
        lasting = rng.standard_normal((size[0], 1))
        return np.asarray((lasting + rng.standard_normal(size)) / np.sqrt(2), dtype=np.float64)

    turnover = _turnover(chunk, duties, finance, rng)
    return Ratios(
        turnover=turnover,
        margin=np.clip(_MARGIN + _MARGIN_SLOPE * finance + _MARGIN_NOISE * noise(), -0.6, 0.5),
        idle_cost=0.004 * chunk.founded.turnover[:, None] * rng.random(size),
        current=0.45 * np.exp(0.45 * noise()),
        plant=0.40 * np.exp(0.6 * noise()),
        leverage=np.clip(
            _LEVERAGE - _LEVERAGE_SLOPE * finance + _LEVERAGE_NOISE * noise(), 0.05, 0.98
        ),
        payout=0.5 * odds(-0.8 + noise()),
        precaution=odds(0.8 * governance + noise()),
        owed_soon=odds(1.1 - 0.1 * finance + 0.7 * noise()),
        interest=0.07 * odds(-0.1 * finance + 0.8 * noise()),
        idle=odds(-2.9 - 0.2 * finance + 0.6 * noise()),
        liquid=odds(0.4 + 0.1 * finance + 0.6 * noise()),
        cash=odds(-1.9 + 0.25 * finance + 0.7 * noise()),
        receivable=odds(0.2 - 0.1 * finance + 0.7 * noise()),
        goods=odds(1.6 + 0.5 * noise()),
        flow=0.08 * rng.standard_normal(size) + 0.01 * finance,
        raise_factor=1.5 + rng.gamma(1.5, 1.8, size),
        paid_in=np.where(rng.random(size[0]) < 0.6, 1.0, rng.uniform(1 / 3, 1, size[0])),  # Art. 21
        caught_up=np.asarray(rng.beta(3.0, 1.0, size[0])),
        grown=np.asarray(rng.lognormal(2.1, 1.2, size[0])),
    )


def _turnover(chunk: Chunk, duties: Duties, finance: Floats, rng: np.random.Generator) -> Floats:
    """Real sales: a walk that leans on health, less before operation and in sleep."""
    step = _GROWTH + _GROWTH_SLOPE * finance + _GROWTH_NOISE * rng.standard_normal(finance.shape)
    step[:, 0] *= 2.0  # the years before recording
    level = chunk.founded.turnover[:, None] * np.exp(np.clip(np.cumsum(step, axis=1), -3.0, 2.0))
    waiting = chunk.founded.operating[:, None] > duties.period_end
    level = level * np.where(waiting, _STARTING, 1.0)
    return level * np.where(chunk.lives.awake, 1.0, _ASLEEP)
