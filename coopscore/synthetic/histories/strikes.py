"""Entries of ends: most soon after them, the rest when a campaign clears the register.

A co-operative that ends while it is awake is entered within weeks. One that ended in its sleep is
noticed by few offices; the others stand on the register as dormant until a campaign strikes them
off under Art. 54, years after their end.
"""

import numpy as np

from coopscore.synthetic.histories.entries import (
    CAMPAIGN,
    COURT,
    COURT_ORDER,
    DECLARED,
    DISSOLVED,
    MERGED,
    MIGRATED,
    MINISTRY,
    REGISTERED,
    REGISTRY,
    STAGE,
    VISIT,
    Entries,
)
from coopscore.synthetic.sector.chunk import EXIT_REASONS, Chunk
from coopscore.synthetic.sector.cycles import NEVER, Flags, Floats, Ints

_PROMPT = (4, 85)  # days until an end is entered outside campaigns (84 at most)
_TARDY = (85, 400)
_TARDY_SHARE = 0.05  # of those entries; assumed
_OWN = tuple(
    EXIT_REASONS.index(name) for name in ("voluntary", "bankruptcy", "purpose_completed", "merged")
)
_COURT = EXIT_REASONS.index("bankruptcy")
_MERGED = EXIT_REASONS.index("merged")
_WARNED = EXIT_REASONS.index("three_warnings")


def looks(chunk: Chunk, rng: np.random.Generator) -> Ints:
    """The day on which each campaign opens the file of each co-operative: (n, campaigns).

    NEVER where it does not. More files are opened towards the end of a campaign.
    """
    days = np.full((len(chunk), len(chunk.sector.campaigns)), NEVER)
    for place, campaign in enumerate(chunk.sector.campaigns):
        among = np.isin(chunk.founded.province, campaign.provinces)
        looked = among & (rng.random(len(chunk)) < campaign.looked_at)
        length = campaign.ends - campaign.starts
        day = campaign.starts + (np.sqrt(rng.random(len(chunk))) * length).astype(np.int64)
        days[:, place] = np.where(looked, day, NEVER)
    return days


def noticed_by(chunk: Chunk, day: Ints | int) -> Floats:
    """How readily the office of each enters what it sees on a day, beside other provinces: (n,).

    A campaign mends an office's ways: from its start on, none is worse than another.
    """
    first = np.full(len(chunk.world.provinces), NEVER)
    for campaign in reversed(chunk.sector.campaigns):
        first[list(campaign.provinces)] = campaign.starts
    usual = np.array([province.noticing for province in chunk.world.provinces])
    place = chunk.founded.province
    return np.where(first[place] <= day, 1.0, usual[place])


def registrations(chunk: Chunk) -> Entries:
    """The entry of every co-operative on the register."""
    registered = chunk.founded.registered
    return Entries.of(
        np.ones(len(chunk), dtype=np.bool_),
        axis=STAGE,
        from_code=-1,
        to_code=REGISTERED,
        valid_from=registered,
        recorded_at=registered,
        true_day=registered,
        evidence=np.where(registered < chunk.cycles.recording, MIGRATED, DECLARED),
        actor=REGISTRY,
    )


def strikes(chunk: Chunk, opened: Ints, rng: np.random.Generator) -> Entries:
    """The entry of each end that reached the register within the drawn history.

    Parameters
    ----------
    opened : Ints, shape (n, campaigns)
        What `looks` gives.
    """
    ended, reason = chunk.lives.ended, chunk.lives.ended_as
    size = len(chunk)
    tardy = rng.random(size) < _TARDY_SHARE
    delay = np.where(tardy, rng.integers(*_TARDY, size), rng.integers(*_PROMPT, size))
    prompt = (ended < NEVER) & _is_prompt(chunk, rng)
    recorded = np.where(prompt, ended + delay, NEVER)
    valid_from = ended
    cleared_by = np.full(size, -1)
    for place, campaign in enumerate(chunk.sector.campaigns):
        found = (ended < opened[:, place]) & (opened[:, place] < recorded)
        cleared = found & (rng.random(size) < campaign.dissolved)
        order = np.minimum(opened[:, place] + rng.integers(0, 15, size), campaign.ends)
        entry = np.minimum(order + rng.integers(0, 30, size), campaign.ends)
        recorded = np.where(cleared, entry, recorded)
        valid_from = np.where(cleared, order, valid_from)
        cleared_by = np.where(cleared, place, cleared_by)
    own = np.isin(reason, _OWN)
    evidence = np.where(own, DECLARED, np.where(reason == _WARNED, VISIT, DECLARED))
    evidence = np.where(reason == _COURT, COURT_ORDER, evidence)
    evidence = np.where(cleared_by >= 0, CAMPAIGN, evidence)
    evidence = np.where(recorded < chunk.cycles.recording, MIGRATED, evidence)
    actor = np.where((cleared_by >= 0) | ~own, MINISTRY, REGISTRY)
    return Entries.of(
        recorded <= chunk.cycles.end,
        axis=STAGE,
        from_code=REGISTERED,
        to_code=np.where(reason == _MERGED, MERGED, DISSOLVED),
        valid_from=valid_from,
        recorded_at=recorded,
        true_day=ended,
        reason=reason,
        campaign=cleared_by,
        evidence=evidence,
        actor=np.where(reason == _COURT, COURT, actor),
    )


def _is_prompt(chunk: Chunk, rng: np.random.Generator) -> Flags:
    """Whether an end reaches the register at once: its own doing, or an office that looks."""
    world, lives = chunk.world, chunk.lives
    noticing = noticed_by(chunk, lives.ended)
    asleep = chunk.lives.alive & ~lives.awake
    starts = chunk.cycles.starts
    cycle = np.clip(np.searchsorted(starts, lives.ended, side="left") - 1, 0, len(starts) - 2)
    slept = asleep[np.arange(len(chunk)), cycle]
    share = np.where(slept, world.prompt_end * noticing, 1.0)
    past = lives.ended <= starts[0]
    # Under one year's rule or another, most of the earlier ones are on record.
    share = np.where(past, np.where(noticing < 1, noticing, 1.0) * world.past_recorded, share)
    return np.asarray(rng.random(len(chunk)) < share)
