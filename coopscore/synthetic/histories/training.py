"""Training offered by offices, programmes that co-operatives join, and what they give to others."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from coopscore.synthetic.histories.effort import prices, training_hours
from coopscore.synthetic.histories.officework import (
    alone,
    days_in,
    in_time,
    later,
    on_record,
    open_years,
    opens,
    rows_of,
    working,
)
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.cycles import NEVER, Flags, Floats, Ints, day_number
from coopscore.synthetic.sheet import Coded, sheet

# Assumed, but for the first: knowledge of the principles is what members of Tehran's lack (R13).
SUBJECTS = (
    "اصول و مبانی تعاون",
    "وظایف هیئت‌مدیره و مدیرعامل",
    "وظایف بازرسان",
    "حسابداری و صورت‌های مالی",
    "مالیات و بیمه",
    "قوانین و مقررات تعاونی‌ها",
    "بازاریابی و فروش",
    "کسب‌وکار اینترنتی",
)
_PERSONS, _HOURS = 5.0, (4, 6, 8, 8, 12, 16)  # mean persons, hours of a course; assumed
_MEAN_HOURS = 9.0
_ATTENDS = 0.45  # by which attendance rises, in logs, with the mean of governance and members
_ASLEEP = 0.04  # of those awake: a sleeper may still send somebody; assumed
# Share held at a distance, by the Jalali year of the day: rare before the pandemic; assumed.
_REMOTE_BEFORE, _REMOTE_THEN, _REMOTE_SINCE = 0.03, 0.75, 0.35
_PANDEMIC, _AFTER = day_number(1398, 12, 1), day_number(1401, 1, 1)

PROGRAMMES = ("rural_cooperative", "credit_line", "empowerment", "incubator", "export_support")
# When each began (empowerment and credit lines after the twelvefold budget of 1399, rural ones with
# the plan of 1396), and the yearly rate of joining among those awake; rates are assumed.
_BEGAN = (
    day_number(1396, 1, 1),
    day_number(1399, 1, 1),
    day_number(1398, 7, 1),
    day_number(1397, 1, 1),
    day_number(1393, 1, 1),
)
_LEAVES = 0.22  # of members, a year; assumed

_GIVES = 0.10  # contributions a year and co-operative awake, at mean health; assumed
CONTRIBUTIONS = {
    "charity": 0.38,
    "local_works": 0.22,
    "vulnerable_jobs": 0.14,
    "environment": 0.12,
    "education": 0.14,
}
EVIDENCE = {"receipt": 0.46, "letter": 0.34, "none": 0.20}  # assumed
_OF_TURNOVER, _GIFT_SPREAD = 0.0015, 1.1  # median share of a year's turnover; assumed


def training(chunk: Chunk) -> Mapping[str, pa.Table]:
    """Courses attended, programmes joined and contributions given, of a chunk."""
    return on_record(
        chunk,
        {
            "training": _courses(chunk, chunk.rng("training")),
            "programme_membership": _memberships(chunk, chunk.rng("programmes")),
            "social_contribution": _contributions(chunk, chunk.rng("contributions")),
        },
    )


def _courses(chunk: Chunk, rng: np.random.Generator) -> pa.Table:
    """One row for each course that people of a co-operative sat in."""
    health = (chunk.health.governance + chunk.health.members) / np.sqrt(2.0)
    drawn = np.exp(_ATTENDS * health - _ATTENDS**2 / 2)
    drawn = drawn * np.where(chunk.lives.awake, 1.0, _ASLEEP) * (open_years(chunk) > 0)
    hours = training_hours(chunk.sector, chunk.world)[chunk.founded.province]
    rate = hours[:, None] / (_PERSONS * _MEAN_HOURS) * drawn
    who, cycle = rows_of(rng.poisson(rate).astype(np.int64))
    day = days_in(chunk.cycles, cycle, rng)
    subject = (len(SUBJECTS) * rng.random(len(who)) ** 1.3).astype(np.int64)
    kept = np.flatnonzero(in_time(chunk, who, day))
    kept = kept[alone(who[kept], day[kept], subject[kept])]
    who, cycle, day, subject = who[kept], cycle[kept], day[kept], subject[kept]
    persons = 1 + rng.poisson(_PERSONS - 1, len(who))
    persons = np.minimum(persons, np.maximum(chunk.lives.members[who, cycle], 1))
    share = np.where(day < _PANDEMIC, _REMOTE_BEFORE, _REMOTE_SINCE)
    share = np.where((day >= _PANDEMIC) & (day < _AFTER), _REMOTE_THEN, share)
    return sheet(
        "training",
        {
            "coop_id": chunk.ids(who),
            "held_on": day,
            "recorded_at": later(day, 9.0, rng),
            "subject": Coded(places=subject, words=SUBJECTS),
            "persons": persons,
            "person_hours": persons * rng.choice(_HOURS, len(who)),
            "mode": Coded(
                places=(rng.random(len(who)) < share).astype(np.int64),
                words=("in_person", "remote"),
            ),
        },
    )


@dataclass(frozen=True, kw_only=True)
class _Joined:
    who: Ints
    programme: Ints
    joined: Ints
    left: Ints


def _memberships(chunk: Chunk, rng: np.random.Generator) -> pa.Table:
    """One row for each programme that a co-operative ever joined."""
    parts = [_joined(chunk, place, rng) for place in range(len(PROGRAMMES))]
    who, programme, joined, left = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("who", "programme", "joined", "left")
    )
    known = later(joined, 10.0, rng)
    left_known = np.where(left < NEVER, np.maximum(later(left, 20.0, rng), known), NEVER)
    return sheet(
        "programme_membership",
        {
            "coop_id": chunk.ids(who),
            "joined_on": joined,
            "recorded_at": known,
            "left_on": left,
            "left_known_on": left_known,
            "programme": Coded(places=programme, words=PROGRAMMES),
        },
    )


def _joined(chunk: Chunk, programme: int, rng: np.random.Generator) -> _Joined:
    """The first time that each joins; most of those it is meant for join at their start."""
    chance = _joins(chunk)[programme]
    begins = (chunk.cycles.starts[1:] > _BEGAN[programme])[None, :]
    drawn = (rng.random(chance.shape) < chance) & chunk.lives.awake & begins
    who = np.flatnonzero(drawn.any(axis=1))
    cycle = drawn[who].argmax(axis=1)
    first = np.maximum(opens(chunk)[who], _BEGAN[programme])
    joined = working(np.maximum(days_in(chunk.cycles, cycle, rng), first + 1))
    left = working(later(joined, 365 / _LEAVES, rng, least=120))
    kept = in_time(chunk, who, joined)
    left = np.where(in_time(chunk, who, left), left, NEVER)
    return _Joined(
        who=who[kept],
        programme=np.full(int(kept.sum()), programme),
        joined=joined[kept],
        left=left[kept],
    )


def _joins(chunk: Chunk) -> tuple[Floats, ...]:
    """Yearly chance of joining each programme by co-operative and cycle; all assumed."""
    founded, health = chunk.founded, chunk.health
    shape = health.governance.shape

    def of(flag: Flags, within: float, outside: float) -> Floats:
        return np.broadcast_to(np.where(flag, within, outside)[:, None], shape)

    able = 1.0 / (1.0 + np.exp(-0.8 * (health.governance + health.finance)))
    return (
        of(founded.rural_scheme, 0.45, 0.002),
        0.05 * able,
        0.03 + 0.03 * able,
        of(founded.knowledge_based, 0.30, 0.002),
        of(founded.border, 0.02, 0.006) * 2 * able,
    )


def _contributions(chunk: Chunk, rng: np.random.Generator) -> pa.Table:
    """What co-operatives gave to others, and the papers that show it."""
    well = (chunk.health.finance + chunk.health.members) / np.sqrt(2.0)
    rate = _GIVES * np.exp(0.4 * well - 0.08) * (chunk.lives.awake & (open_years(chunk) > 0))
    who, cycle = rows_of(rng.poisson(rate).astype(np.int64))
    day = days_in(chunk.cycles, cycle, rng)
    kind = rng.choice(len(CONTRIBUTIONS), len(who), p=list(CONTRIBUTIONS.values()))
    kept = np.flatnonzero(in_time(chunk, who, day))
    kept = kept[alone(who[kept], day[kept], kind[kept])]
    who, cycle, day, kind = who[kept], cycle[kept], day[kept], kind[kept]
    share = _OF_TURNOVER * np.exp(_GIFT_SPREAD * rng.standard_normal(len(who)))
    amount = chunk.founded.turnover[who] * share * prices(chunk.world)[cycle]
    return sheet(
        "social_contribution",
        {
            "coop_id": chunk.ids(who),
            "given_on": day,
            "recorded_at": later(day, 25.0, rng),
            "kind": Coded(places=kind, words=tuple(CONTRIBUTIONS)),
            "evidence": Coded(
                places=rng.choice(len(EVIDENCE), len(who), p=list(EVIDENCE.values())),
                words=tuple(EVIDENCE),
            ),
            # Gifts are round sums: whole millions of rial.
            "amount": np.maximum(np.round(amount / 1e6), 1).astype(np.int64) * 1_000_000,
        },
    )
