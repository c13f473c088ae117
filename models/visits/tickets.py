"""Tickets of a lot: hashes of ids, so that anybody can draw it again by hand.

The lowest tickets are drawn. A hash is as good as a coin that nobody can toss twice, and does not
hang on the order of rows, on other strata, or on a library's generator.
"""

from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from models.visits.frame import Words

Tickets = NDArray[np.uint64]


def tickets(coop_ids: Words, seed: int, *lot: str) -> Tickets:
    """The first eight bytes of the SHA-256 of `seed|lot|coop_id`, as a number.

    Parameters
    ----------
    lot : str
        What names the lot beside its seed, such as its plan's first month and day, and the stratum:
        so that lots of one seed have no more in common than those of two.
    """
    return _hashed("".join(f"{one}|" for one in (seed, *lot)), coop_ids)


def ties(coop_ids: Words) -> Tickets:
    """Numbers that decide between equals, the same whatever the seed."""
    return _hashed("tie|", coop_ids)


def start_of(name: str) -> float:
    """Where systematic rounding starts for a place and month: from 0 up to 1, without 1."""
    return int.from_bytes(sha256(name.encode()).digest()[:6], "big") / 2**48


def _hashed(before: str, coop_ids: Words) -> Tickets:
    found = (sha256(f"{before}{one}".encode()).digest()[:8] for one in coop_ids)
    return np.frombuffer(b"".join(found), dtype=">u8").astype(np.uint64)
