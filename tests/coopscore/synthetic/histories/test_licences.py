"""Licences are issued once registered, and renewed while somebody is awake."""

from collections import Counter

import numpy as np

from coopscore.synthetic.sector.cycles import NEVER


def test_every_kind_is_issued_and_expires_later(sheets):
    rows = sheets["licence"].to_pylist()
    assert set(Counter(row["kind"] for row in rows)) == {
        "operation",
        "establishment",
        "guild",
        "health",
        "standard",
    }
    assert all(row["issued_on"] <= row["recorded_at"] for row in rows)
    assert all((row["expires_on"] - row["issued_on"]).days >= 365 for row in rows)


def test_who_never_operates_is_licensed_to_be_established_at_most(chunk, sheets, places):
    rows = sheets["licence"]
    never = chunk.founded.operating[places(chunk, rows)] >= NEVER
    kinds = np.asarray(rows["kind"].to_pylist())
    assert set(kinds[never]) == {"establishment"}


def test_one_is_renewed_while_awake_alone(chunk, sheets, places, numbers):
    rows = sheets["licence"]
    who, issued = places(chunk, rows), numbers(rows, "issued_on")
    kinds = np.asarray(rows["kind"].to_pylist())
    order = np.lexsort((issued, kinds, who))
    same = (np.diff(who[order]) == 0) & (kinds[order][1:] == kinds[order][:-1])
    renewed = order[1:][same]
    assert len(renewed) > 300
    cycle = np.searchsorted(chunk.cycles.starts, issued[renewed]) - 1
    assert chunk.lives.awake[who[renewed], cycle].all()
    assert (issued[renewed] >= chunk.cycles.recording).all()
