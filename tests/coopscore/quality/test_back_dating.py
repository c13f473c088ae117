"""Back-dated bursts: late entries that fall together, above all in a campaign."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from scipy import stats

from coopscore.quality.back_dating import _poisson, back_dated
from coopscore.quality.robust import threshold
from coopscore.quality.settings import quality_settings

SETTINGS = quality_settings().back_dating
FIRST, LAST = date(2015, 1, 1), date(2024, 12, 31)
CAMPAIGN = (date(2020, 6, 1), date(2020, 9, 1))
NOWHERE = pa.table(
    {
        "province": pa.array([], pa.string()),
        "starts_on": pa.array([], pa.date32()),
        "ends_on": pa.array([], pa.date32()),
    }
)


def drawn(rng, size=4000, burst=120):
    """Entries of four provinces with two offices each; one campaign dates back in the first."""
    span = (LAST - FIRST).days
    known = [FIRST + timedelta(days=int(day)) for day in rng.integers(0, span, size)]
    delay = rng.gamma(1.5, 30, size).astype(int)
    province = rng.integers(0, 4, size)
    days = rng.integers(0, (CAMPAIGN[1] - CAMPAIGN[0]).days, burst)
    known += [CAMPAIGN[0] + timedelta(days=int(day)) for day in days]
    delay = np.append(delay, rng.integers(120, 1200, burst))
    province = np.append(province, np.zeros(burst, dtype=int))
    office = [f"{each}-{rng.integers(2)}" for each in province]
    hit = np.arange(size + burst) >= size
    entries = pa.table(
        {
            "coop_id": [f"c{row}" for row in range(size + burst)],
            "record_id": [f"r{row}" for row in range(size + burst)],
            "table": ["status_event"] * (size + burst),
            "series": ["status_event/activity_status"] * (size + burst),
            "office": office,
            "province": [str(each) for each in province],
            "happened": pa.array(
                [day - timedelta(days=int(wait)) for day, wait in zip(known, delay, strict=True)],
                pa.date32(),
            ),
            "known": pa.array(known, pa.date32()),
        }
    )
    campaigns = pa.table(
        {
            "province": ["0", "9"],
            "starts_on": pa.array([CAMPAIGN[0]] * 2, pa.date32()),
            "ends_on": pa.array([CAMPAIGN[1]] * 2, pa.date32()),
        }
    )
    return entries, campaigns, hit


def by_row(found, size):
    scored = dict(zip(found["record_id"].to_pylist(), found["score"].to_pylist(), strict=True))
    return np.array([scored.get(f"r{row}", -np.inf) for row in range(size)])


def test_entries_of_a_campaign_that_were_dated_back_are_found(rng):
    entries, campaigns, hit = drawn(rng)
    found = back_dated(entries, campaigns, SETTINGS)
    scores = by_row(found, len(hit))
    assert (scores[hit] >= threshold(scores[~hit], 0.01)).mean() >= 0.9
    first = max(found.to_pylist(), key=lambda row: row["score"])
    assert first["together"] > 10 * first["expected"]
    assert first["score"] == pytest.approx(first["by_delay"] + first["by_burst"])
    assert first["delay_days"] == (first["known"] - first["happened"]).days
    assert {row["where"] for row in found.to_pylist()} >= {"campaign", "office"}


def test_a_burst_is_seen_without_knowing_of_the_campaign(rng):
    entries, campaigns, hit = drawn(rng)
    with_it, without = (
        by_row(back_dated(entries, each, SETTINGS), len(hit)) for each in (campaigns, NOWHERE)
    )
    caught = [(s[hit] >= threshold(s[~hit], 0.01)).mean() for s in (with_it, without)]
    assert caught[0] >= caught[1] > 0.6


def test_a_late_entry_alone_is_no_burst(rng):
    entries, _, hit = drawn(rng, burst=1)
    found = back_dated(entries, NOWHERE, SETTINGS)
    scores = by_row(found, len(hit))
    assert scores[hit][0] < threshold(scores[~hit], 0.001)


def test_entries_at_once_are_never_flagged_and_none_are_no_error(rng):
    entries, campaigns, _ = drawn(rng)
    place = entries.schema.get_field_index("happened")
    at_once = entries.set_column(place, "happened", entries["known"])
    assert len(back_dated(at_once, campaigns, SETTINGS)) == 0
    assert len(back_dated(entries.slice(0, 0), campaigns, SETTINGS)) == 0


def test_the_share_that_waited_as_long_is_counted_in_the_office_and_shrunk(rng):
    entries, _, _ = drawn(rng, size=200, burst=0)
    found = back_dated(entries, NOWHERE, SETTINGS).to_pylist()
    rows = entries.to_pylist()
    delays = [(row["known"] - row["happened"]).days for row in rows]
    for one in found[:20]:
        mine = one["delay_days"]
        here = [d for d, row in zip(delays, rows, strict=True) if row["office"] == one["office"]]
        all_share = sum(d >= mine for d in delays) / len(delays)
        expected = (sum(d >= mine for d in here) + 20 * all_share) / (len(here) + 20)
        assert one["waited_as_long"] == pytest.approx(expected)


def test_the_surprise_of_a_burst_is_a_poisson_tail():
    for count, mean in ((1, 0.02), (5, 1.3), (40, 12.0), (300, 100.0)):
        expected = -stats.poisson.logsf(count - 1, mean)
        assert _poisson(count, mean) == pytest.approx(expected, rel=1e-6)
