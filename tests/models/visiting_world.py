"""Candidates and a capacity drawn at random, for tests of plans."""

import numpy as np

from coopscore.calendar import jalali, shift
from coopscore.capacity import Capacity, Room
from models.visits.frame import Candidates

FIRST = jalali(1405, 1, 1)
AS_OF = jalali(1404, 12, 29)
MIX = {"general": 0.4, "financial": 0.3, "assembly": 0.2, "complaint": 0.05, "empowerment": 0.05}


def columns(n, counties, seed=1):
    """Columns of candidates in so many counties of two provinces; the first county is small."""
    rng = np.random.default_rng(seed)
    county = np.minimum(rng.integers(0, counties * 6, n) // 5, counties - 1)
    dormant, scored = rng.random(n) < 0.3, rng.random(n) < 0.95
    duty = np.where(rng.random(n) < 0.08, rng.choice(["article_5", "term_expired"], n), "")
    arose = np.datetime64("2025-01-01") + rng.integers(0, 300, n)
    return {
        "coop_id": [f"c{place:05d}" for place in range(n)],
        "province": [f"{one % 2 + 5:02d}" for one in county],
        "county": [f"k{one}" for one in county],
        "risk": np.where(dormant | ~scored, np.nan, rng.beta(1, 5, n)),
        "revival": np.where(dormant & scored, rng.beta(1, 9, n), np.nan),
        "months_to_grid_day": np.where(dormant, np.nan, rng.integers(1, 13, n)),
        "overdue_days": np.where(rng.random(n) < 0.5, rng.integers(1, 900, n), np.nan),
        "duty": duty.tolist(),
        "duty_since": np.where(duty != "", arose, np.datetime64("NaT")),
        "due": {
            "assembly": rng.random(n) < 0.3,
            "complaint": rng.random(n) < 0.05,
            "empowerment": dormant,
        },
    }


def candidates(n, counties, seed=1):
    """The same as candidates."""
    return Candidates.of(**columns(n, counties, seed))


def shuffled(said, seed=3):
    """The same columns with their rows in another order."""
    order = np.random.default_rng(seed).permutation(len(said["coop_id"]))

    def turned(value):
        if isinstance(value, dict):
            return {name: turned(one) for name, one in value.items()}
        return np.asarray(value, dtype=object if isinstance(value, list) else None)[order]

    return {name: turned(value) for name, value in said.items()}


def capacity(sizes, months=2, mix=MIX):
    """So many acts for each (province, county), over months and kinds."""
    rooms = []
    for (province, county), acts in sizes.items():
        parts = [(kind, month) for month in range(months) for kind in mix]
        shares = np.cumsum([mix[kind] / months for kind, _ in parts]) / sum(mix.values())
        ends = np.floor(shares * acts + 1e-9).astype(int)
        rooms += [
            Room(
                province=province, county=county, kind=kind,
                month=shift(FIRST, month, "jalali"), acts=int(count),
            )
            for (kind, month), count in zip(parts, np.diff(ends, prepend=0), strict=True)
        ]  # fmt: skip
    return Capacity.of(rooms)


def by_county(drawn, share, months=2):
    """A capacity of a share of the candidates of every county, of three acts at least."""
    keys, counts = np.unique(
        [f"{p}/{c}" for p, c in zip(drawn.province, drawn.county, strict=True)], return_counts=True
    )
    return capacity(
        {
            tuple(key.split("/")): max(3, round(share * count))
            for key, count in zip(keys, counts, strict=True)
        },
        months,
    )
