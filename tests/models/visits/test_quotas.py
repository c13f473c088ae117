"""Slices keep their shares, and go on keeping them where more room is opened."""

import numpy as np
import pytest

from models.visits.frame import KINDS, Candidates
from models.visits.offices import Office
from models.visits.priority import priority_of, suits_of
from models.visits.quotas import Quotas
from models.visits.settings import visit_settings

SETTINGS = visit_settings()


@pytest.fixture
def quotas():
    """An office of ten acts for 12 under a duty, 14 asleep and 14 others, all general."""
    place = np.arange(40)
    asleep = (place >= 12) & (place < 26)
    drawn = Candidates.of(
        coop_id=[f"c{one:02d}" for one in place], province=["05"] * 40, county=["k"] * 40,
        risk=np.where(asleep, np.nan, place / 100), revival=np.where(asleep, place / 100, np.nan),
        duty=np.where(place < 12, "article_5", "").tolist(),
    )  # fmt: skip
    rooms = np.zeros((len(KINDS), 1), dtype=np.int64)
    rooms[KINDS.index("general")] = 10
    office = Office(province="05", county="k", rows=place, rooms=rooms)
    suits = suits_of(drawn, SETTINGS.lot_kinds)
    return lambda kept: Quotas(
        office, priority_of(drawn), suits, SETTINGS, rooms.sum(axis=1) - kept
    )


def kept(count):
    return np.array([count if kind == "general" else 0 for kind in KINDS])


def test_without_a_lot_each_slice_has_its_share(quotas):
    slices = quotas(kept(0)).fill(0).slices
    assert slices == ("duty",) * 5 + ("risk",) * 3 + ("revival",) * 2


@pytest.mark.parametrize("lot", [1, 3, 10])
def test_with_a_lot_those_who_fill_what_it_leaves_make_the_shares_whole(quotas, lot):
    filled = quotas(kept(lot))
    certain = filled.fill(lot)
    assert len(certain.rows) == 10 - lot
    filled.filling.widen(kept(lot))
    more = filled.fill(0)
    assert len(more.rows) == lot
    assert not set(certain.rows) & set(more.rows)
    every = [*certain.slices, *more.slices]
    assert [every.count(name) for name in ("duty", "risk", "revival")] == [5, 3, 2]
