"""Licences: to be established, to operate, and those of guilds, health and standards offices.

Others issue them, so they are no sign of life; a sleeper's runs out and is not renewed.
"""

import numpy as np
import pyarrow as pa

from coopscore.synthetic.histories.rows import Numbers, joined, told
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import NEVER, Flags, Ints

KINDS = ("operation", "establishment", "guild", "health", "standard")
_OPERATION, _ESTABLISHMENT, _GUILD, _HEALTH, _STANDARD = range(len(KINDS))
_YEAR = 365

# Share of co-operatives that ever get one, and years until it expires. Production needs the first
# two, services the third; all shares and lengths are assumed.
_SHARES = {_OPERATION: 0.55, _ESTABLISHMENT: 0.40, _GUILD: 0.25, _HEALTH: 0.10, _STANDARD: 0.05}
_YEARS = {_OPERATION: 5, _ESTABLISHMENT: 3, _GUILD: 5, _HEALTH: 1, _STANDARD: 3}


def licences(chunk: Chunk) -> pa.Table:
    """The table `licence`: the first of each kind, and renewals while awake."""
    rng = chunk.rng("papers/licences")
    parts = []
    for kind, share in _SHARES.items():
        has = rng.random(len(chunk)) < share
        starts = chunk.founded.registered if kind == _ESTABLISHMENT else chunk.founded.operating
        starts = np.maximum(starts, chunk.founded.registered)
        has &= (starts < chunk.lives.ended) & (starts < NEVER)
        parts += _issued(
            chunk, kind, np.where(has, starts + rng.integers(0, 120, len(chunk)), NEVER), rng
        )
    rows = joined(parts)
    kept = rows["recorded_at"] < chunk.lives.ended[rows["who"]]
    rows = {name: cells[kept] for name, cells in rows.items()}
    return told(chunk, "licence", rows, known="recorded_at", words={"kind": KINDS})


def _issued(chunk: Chunk, kind: int, first: Ints, rng: np.random.Generator) -> list[Numbers]:
    """A first licence, and one more about every time that one runs out and somebody is awake."""
    length = _YEARS[kind] * _YEAR
    parts, issued = [_rows(kind, first, first < NEVER, rng)], first
    if kind == _ESTABLISHMENT:  # once built, none is needed
        return parts
    for cycle in range(len(chunk.cycles)):
        start, stop = chunk.cycles.starts[cycle], chunk.cycles.starts[cycle + 1]
        expires = issued + length
        runs_out = (issued < NEVER) & (expires <= stop)
        day = np.maximum(expires - rng.integers(0, 60, len(issued)), start + 1)
        renewed = runs_out & chunk.lives.awake[:, cycle] & (day <= stop) & (day > issued)
        renewed &= day >= chunk.cycles.recording
        renewed &= rng.random(len(issued)) < 0.85
        parts.append(_rows(kind, day, renewed, rng))
        issued = np.where(renewed, day, issued)
    return parts


def _rows(kind: int, day: Ints, chosen: Flags, rng: np.random.Generator) -> Numbers:
    who = np.flatnonzero(chosen)
    issued = day[who]
    return {
        "who": who,
        "kind": np.full(len(who), kind),
        "issued_on": issued,
        "recorded_at": issued + rng.integers(0, 30, len(who)),
        "expires_on": issued + _YEARS[kind] * _YEAR,
    }
