"""Revivals are held against signs of life by a run, and kept for the pages."""

from datetime import date

import pytest

from coopscore.errors import EmptyStore, FutureDay, RevivalsNotChecked
from coopscore.home import Home
from serving.kept_revivals import (
    CheckedRevivals,
    NotProved,
    OfficeGap,
    keep_revivals,
    kept_revivals,
)
from serving.office import open_office
from serving.revivals import check_revivals

ENTRY = NotProved(
    coop_id="ir:1", office="05", happened=date(2024, 1, 2), entered=date(2024, 2, 3),
    actor="ministry", last_sign=None, in_burst=True,
)  # fmt: skip
GAP = OfficeGap(
    office="05", entered=3, proved=1, not_proved=1, too_early=1, share=0.5, low=0.1, high=0.9
)
FOUND = CheckedRevivals(as_of=date(2025, 9, 22), batch=2, gaps=(GAP,), not_proved=(ENTRY,))


def test_what_was_found_is_read_as_it_was_kept_and_the_last_stands(tmp_path):
    home = Home(tmp_path)
    with pytest.raises(RevivalsNotChecked):
        kept_revivals(home)
    keep_revivals(home, FOUND)
    assert kept_revivals(home) == FOUND
    later = CheckedRevivals(as_of=date(2025, 10, 22), batch=3, gaps=(), not_proved=())
    keep_revivals(home, later)
    assert kept_revivals(home) == later


def test_a_run_keeps_what_it_found_and_counts_each_entry_once(supervised):
    kept = kept_revivals(supervised.home)
    for gap in kept.gaps:
        own = [one for one in kept.not_proved if one.office == gap.office]
        assert len(own) == gap.not_proved
        assert gap.entered == gap.proved + gap.not_proved + gap.too_early
    # Their twelve months, and the season in which news of them comes, are over.
    assert all(one.entered < date(2024, 6, 22) for one in kept.not_proved)


def test_a_day_to_come_and_a_home_without_facts_are_refused(supervised, tmp_path):
    with open_office(supervised.home) as office, pytest.raises(FutureDay):
        check_revivals(office, as_of=date(2027, 1, 1), now=supervised.now)
    with open_office(Home(tmp_path / "new")) as office, pytest.raises(EmptyStore):
        check_revivals(office, as_of=date(2025, 1, 1), now=supervised.now)
