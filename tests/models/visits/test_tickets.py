"""Tickets can be worked out by anybody, and are even."""

from hashlib import sha256

import numpy as np

from models.visits.tickets import start_of, tickets, ties

IDS = np.array([f"c{place}" for place in range(4000)], dtype=object)


def test_a_ticket_is_the_head_of_a_hash_that_anybody_can_work_out():
    assert tickets(IDS[:1], 7)[0] == int(sha256(b"7|c0").hexdigest()[:16], 16)

    drawn = tickets(IDS[:1], 7, "2026-03-21", "05/k")[0]
    assert drawn == int(sha256(b"7|2026-03-21|05/k|c0").hexdigest()[:16], 16)


def test_tickets_of_two_seeds_two_lots_and_ties_have_nothing_in_common():
    several = [tickets(IDS, 1), tickets(IDS, 2), tickets(IDS, 1, "1405-02-01"), ties(IDS)]
    drawn = np.array(several, dtype=float)
    correlation = np.corrcoef(drawn)[np.triu_indices(4, 1)]
    assert (abs(correlation) < 4 / np.sqrt(len(IDS))).all()


def test_a_start_lies_from_nought_to_one():
    starts = [start_of(f"1405|{place}") for place in range(2000)]
    assert min(starts) >= 0
    assert max(starts) < 1
    assert abs(np.mean(starts) - 0.5) < 4 / np.sqrt(12 * 2000)
