"""What banks, courts, tax and customs offices and a credit bureau tell: table `external_signal`.

Cheques bounce more where health is bad and most as a borrower stops paying, but many bounce for
nothing, and many stop without one. All rates are assumed. A bureau's grade is a noisy reading of
the odds of default on its twenty-point ladder (domain 6.4), for those that a bureau follows.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from coopscore.synthetic.histories.exports import is_exporter
from coopscore.synthetic.histories.loan_book import Book
from coopscore.synthetic.histories.loan_terms import prices
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import Flags, Floats, Ints
from coopscore.synthetic.sheet import NOTHING, Coded, sheet

KINDS = ("bounced_cheque", "tax_debt", "customs_debt", "judgment", "bureau_grade")
CHEQUE, TAX, CUSTOMS, JUDGMENT, GRADE = range(5)
GRADES = tuple(f"{letter}{step}" for letter in "ABCDE" for step in "123")

_WRITES_CHEQUES = 0.5  # share of co-operatives
_RATES = (0.09, 0.030, 0.05, 0.012)  # a year at mean health, in the order of `KINDS`
_HEALTH = (0.45, 0.35, 0.30, 0.40)  # what a standard deviation of health takes off the log rate
_ON_DEFAULT = (1.1, 0.15, 0.0, 0.25)  # more in the year of a default
_AFTER_DEFAULT = (0.2, 0.10, 0.0, 0.45)  # and in the year after it
_KNOWN_LATEST = (10, 60, 60, 45, 5)  # days
_SIZES = (0.03, 0.04, 0.05, 0.06)  # median amounts, as shares of a year's turnover
_SPREAD = 0.9  # of their logs
_LEAST = 1_000_000  # rial
_FOLLOWED = 0.4  # of borrowers, those that a bureau follows
_MISREADING = 0.9  # standard deviation of the log-odds that a bureau reads
_TROUBLED = 2.0  # more log-odds that it reads of one that is more than two months in arrears
_POINTS_A_DOUBLING, _POINTS_AT_FIFTY = 40, 620  # the scale that the ladder is read by (10.7)
_LADDER = np.array([420 + 20 * step for step in range(13)] + [680])  # lower edges, E2 to A1


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """Signals; arrays are (rows,)."""

    who: Ints
    kind: Ints
    day: Ints
    grade: Ints

    def kept(self, which: Flags | Ints) -> "_Seen":
        """Some of them, or all in another order."""
        return _Seen(
            who=self.who[which],
            kind=self.kind[which],
            day=self.day[which],
            grade=self.grade[which],
        )


def signals(chunk: Chunk, book: Book) -> pa.Table:
    """All signals of a chunk, one of a kind, co-operative and day."""
    rng = chunk.rng("signals")
    parts = [_of_kind(chunk, book, kind, rng) for kind in (CHEQUE, TAX, CUSTOMS, JUDGMENT)]
    parts.append(_grades(chunk, book, rng))
    seen = _in_time(chunk, _together(parts))
    size = len(seen.who)
    year = 1392 + np.searchsorted(chunk.cycles.starts, seen.day) - 1
    share = np.array([*_SIZES, 0.0])[seen.kind] * np.exp(_SPREAD * rng.standard_normal(size))
    worth = chunk.founded.turnover[seen.who] * prices(chunk.world, year)
    amount = np.maximum((share * worth).astype(np.int64), _LEAST)
    latest = np.array(_KNOWN_LATEST)[seen.kind]
    columns = {
        "coop_id": chunk.ids(seen.who),
        "seen_on": seen.day,
        "recorded_at": seen.day + 1 + (rng.random(size) * latest).astype(np.int64),
        "kind": Coded(seen.kind, KINDS),
        "amount": np.where(seen.kind == GRADE, NOTHING, amount),
        "grade": Coded(seen.grade, GRADES),
    }
    return sheet("external_signal", columns)


def _of_kind(chunk: Chunk, book: Book, kind: int, rng: np.random.Generator) -> _Seen:
    """Signals at random days of their cycle; those of a default from about when payments stop."""
    lives, health = chunk.lives, (chunk.health.finance + chunk.health.hidden) / np.sqrt(2)
    fails = np.stack([verdict.defaults for verdict in book.verdicts], axis=1)
    failed = np.zeros_like(fails)
    failed[:, 1:] = fails[:, :-1]
    rate = _RATES[kind] * np.exp(-_HEALTH[kind] * health) + _AFTER_DEFAULT[kind] * failed
    able = lives.alive & _able(chunk, kind, rng)[:, None]
    plain = rng.poisson(rate * able)
    who, cycle = _spread(plain)
    starts = chunk.cycles.starts
    days = starts[cycle] + 1 + (rng.random(len(who)) * 364).astype(np.int64)
    struck, when = _spread(rng.poisson(_ON_DEFAULT[kind] * (fails & able)))
    stops = np.stack([verdict.stops for verdict in book.verdicts], axis=1)[struck, when]
    asleep = ~lives.awake[struck, when]
    from_month = np.where(asleep, 0, stops - 1)  # a month before payments stop, at the soonest
    near = starts[when] + 1 + 30 * from_month + (rng.random(len(struck)) * 120).astype(np.int64)
    everyone, day = np.concatenate([who, struck]), np.concatenate([days, near])
    none = np.full(len(everyone), -1)
    return _Seen(who=everyone, kind=np.full(len(everyone), kind), day=day, grade=none)


def _able(chunk: Chunk, kind: int, rng: np.random.Generator) -> Flags:
    """Whether a signal of the kind can come of each co-operative at all: (n,)."""
    if kind == CHEQUE:
        return rng.random(len(chunk)) < _WRITES_CHEQUES
    if kind == CUSTOMS:
        return is_exporter(chunk)
    return np.ones(len(chunk), dtype=np.bool_)


def _grades(chunk: Chunk, book: Book, rng: np.random.Generator) -> _Seen:
    """One grade a cycle of the borrowers that a bureau follows."""
    followed = rng.random(len(chunk)) < _FOLLOWED
    borrows = np.stack([verdict.borrows for verdict in book.verdicts], axis=1)
    probability = np.stack([verdict.probability for verdict in book.verdicts], axis=1)
    who, cycle = np.nonzero(borrows & followed[:, None])
    troubled = ~np.stack([verdict.good for verdict in book.verdicts], axis=1)[who, cycle]
    certain = np.clip(probability[who, cycle], 1e-6, 1 - 1e-6)
    margin = np.log(certain / (1 - certain)) + _TROUBLED * troubled
    read = margin + _MISREADING * rng.standard_normal(len(who))
    points = _points(read)
    place = len(GRADES) - 1 - np.searchsorted(_LADDER, points, side="right")
    days = chunk.cycles.starts[cycle] + 1 + (rng.random(len(who)) * 364).astype(np.int64)
    return _Seen(who=who, kind=np.full(len(who), GRADE), day=days, grade=place)


def _points(margin: Floats) -> Floats:
    """Points of log-odds of default: 620 at odds of fifty to one against it."""
    points: Floats = _POINTS_AT_FIFTY - (margin + np.log(50)) * _POINTS_A_DOUBLING / np.log(2)
    return points


def _spread(counts: Ints) -> tuple[Ints, Ints]:
    """Co-operative and cycle of each of the things counted: (n, 13)."""
    who, cycle = np.nonzero(counts)
    times = counts[who, cycle]
    return np.repeat(who, times), np.repeat(cycle, times)


def _together(parts: list[_Seen]) -> _Seen:
    """All signals in the order of co-operative, kind and day, one of each."""
    joined = _Seen(
        who=np.concatenate([part.who for part in parts]),
        kind=np.concatenate([part.kind for part in parts]),
        day=np.concatenate([part.day for part in parts]),
        grade=np.concatenate([part.grade for part in parts]),
    )
    order = np.lexsort((joined.day, joined.kind, joined.who))
    sorted_ = joined.kept(order)
    fresh = np.ones(len(order), dtype=np.bool_)
    fresh[1:] = (
        (np.diff(sorted_.who) != 0) | (np.diff(sorted_.kind) != 0) | (np.diff(sorted_.day) != 0)
    )
    return sorted_.kept(fresh)


def _in_time(chunk: Chunk, seen: _Seen) -> _Seen:
    """Those of the recorded time, after registration and before the end."""
    from_day = np.maximum(chunk.founded.registered, chunk.cycles.recording)[seen.who]
    until = np.minimum(chunk.lives.ended - 1, chunk.cycles.end)[seen.who]
    return seen.kept((seen.day >= from_day) & (seen.day <= until))
