"""What the register says of status, beside the truth."""

import numpy as np
import pyarrow.compute as pc
import pytest

from coopscore.schema import TABLES
from coopscore.synthetic.histories.entries import (
    ACTIVITY,
    CAMPAIGN,
    COURT,
    COURT_ORDER,
    DISSOLVED,
    DORMANT,
    FILING,
    MERGED,
    MIGRATED,
    OPERATING,
    REGISTERED,
    STAGE,
    UNDER_WAY,
    VISIT,
    Entries,
)
from coopscore.synthetic.histories.official import official
from coopscore.synthetic.histories.status import status
from coopscore.synthetic.sector.chunk import EXIT_REASONS, Chunk
from coopscore.synthetic.sector.cycles import COUNT, NEVER, day_number
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World
from coopscore.vocabulary import EXIT_REASON

SIZE = 20_000


@pytest.fixture(scope="module")
def many() -> Chunk:
    world = World()
    return draw_chunk(draw_sector(seed=1404, size=235_000, world=world), 5, 100_000, SIZE, world)


@pytest.fixture(scope="module")
def entries(many: Chunk) -> Entries:
    return official(many)


def _standing(many, entries, year, month, day):
    """Places of the last code of each axis, as known on a day; -1 where none."""
    known = entries.recorded_at <= day_number(year, month, day)
    codes = np.full((2, len(many)), -1)
    for axis in (STAGE, ACTIVITY):
        rows = np.flatnonzero(known & (entries.axis == axis))  # in the order they were recorded
        codes[axis, entries.who[rows]] = entries.to_code[rows]
    return codes


def _shares(many, entries, *day):
    stage, activity = _standing(many, entries, *day)
    registered = stage >= 0
    there = stage == REGISTERED
    active = there & np.isin(activity, (OPERATING, UNDER_WAY))
    dormant, gone = there & (activity == DORMANT), registered & ~there
    return tuple(some.sum() / registered.sum() for some in (active, dormant, gone))


def _province(many, code):
    place = [province.code for province in many.world.provinces].index(code)
    return many.founded.province == place


def _campaign(many, name):
    return [campaign.campaign_id for campaign in many.sector.campaigns].index(name)


def test_shahrivar_1404_looks_as_published(many, entries):
    active, dormant, dissolved = _shares(many, entries, 1404, 6, 31)
    assert abs(active - 0.45) < 0.025
    assert 0.33 < dormant < 0.39
    assert 0.17 < dissolved < 0.21


def test_the_middle_of_1395_looks_as_published(many, entries):
    active, _, dissolved = _shares(many, entries, 1395, 5, 15)
    assert abs(active - 0.48) < 0.035
    assert abs(dissolved - 0.17) < 0.015


def test_a_tenth_of_the_active_are_under_implementation(many, entries):
    stage, activity = _standing(many, entries, 1404, 6, 31)
    active = (stage == REGISTERED) & np.isin(activity, (OPERATING, UNDER_WAY))
    assert 0.08 < (activity[active] == UNDER_WAY).mean() < 0.12


def test_three_to_six_in_a_hundred_active_are_entered_as_dormant_in_a_year(many, entries):
    quiet = entries.campaign < 0
    rates = []
    for year in range(1394, 1404):
        stage, activity = _standing(many, entries, year, 1, 1)
        active = (stage == REGISTERED) & np.isin(activity, (OPERATING, UNDER_WAY))
        within = (entries.recorded_at > day_number(year, 1, 1)) & (
            entries.recorded_at <= day_number(year + 1, 1, 1)
        )
        rates.append((within & quiet & (entries.to_code == DORMANT)).sum() / active.sum())
    assert 0.025 < np.mean(rates) < 0.06


def test_one_to_three_in_a_hundred_dormant_revive_in_a_quiet_year(many, entries):
    quiet = (entries.campaign < 0) & (entries.to_code == OPERATING) & (entries.from_code == DORMANT)
    stage, activity = _standing(many, entries, 1399, 1, 1)
    dormant = ((stage == REGISTERED) & (activity == DORMANT)).sum()
    within = (entries.recorded_at > day_number(1399, 1, 1)) & (
        entries.recorded_at <= day_number(1400, 1, 1)
    )
    assert 0.005 < (quiet & within).sum() / dormant < 0.03


def test_every_cooperative_has_both_axes_from_its_registration(many, entries):
    for axis, code in ((STAGE, REGISTERED), (ACTIVITY, UNDER_WAY)):
        first = (entries.axis == axis) & (entries.from_code < 0)
        assert np.array_equal(entries.who[first], np.arange(len(many)))
        assert (entries.to_code[first] == code).all()
        assert (entries.recorded_at[first] == many.founded.registered).all()


def test_entries_follow_each_other_and_name_the_code_before(entries):
    chained = (np.diff(entries.who) == 0) & (np.diff(entries.axis) == 0)
    assert (entries.from_code[1:][chained] == entries.to_code[:-1][chained]).all()
    assert (np.diff(entries.recorded_at)[chained] > 0).all()
    assert (np.diff(entries.valid_from)[chained] > 0).all()
    assert (entries.from_code != entries.to_code).all()


def test_nothing_is_dated_before_registration_or_after_it_was_entered(many, entries):
    assert (entries.valid_from >= many.founded.registered[entries.who]).all()
    assert (entries.valid_from <= entries.recorded_at).all()
    assert (entries.recorded_at <= many.cycles.end).all()


def test_no_activity_is_entered_once_the_end_was(many, entries):
    struck = np.full(len(many), NEVER)
    ends = (entries.axis == STAGE) & (entries.to_code != REGISTERED)
    struck[entries.who[ends]] = entries.recorded_at[ends]
    activity = entries.axis == ACTIVITY
    assert (entries.recorded_at[activity] < struck[entries.who[activity]]).all()


def test_a_reason_is_written_as_a_clerk_writes_it(many):
    told = set(status(many)["status_event"]["reason"].drop_null().to_pylist())
    assert told
    assert told <= {title.fa for title in EXIT_REASON.values()}


def test_an_end_is_entered_after_it_and_with_its_reason(many, entries):
    ends = (entries.axis == STAGE) & (entries.to_code != REGISTERED)
    who = entries.who[ends]
    assert len(np.unique(who)) == len(who)
    assert (entries.true_day[ends] == many.lives.ended[who]).all()
    assert (entries.valid_from[ends] >= many.lives.ended[who]).all()
    assert (entries.reason[ends] == many.lives.ended_as[who]).all()
    merged = entries.reason == EXIT_REASONS.index("merged")
    assert ((entries.to_code == MERGED) == (ends & merged)).all()
    bankrupt = entries.reason == EXIT_REASONS.index("bankruptcy")
    assert (entries.actor[ends & bankrupt] == COURT).all()
    recent = ends & bankrupt & (entries.recorded_at >= many.cycles.recording)
    assert (entries.evidence[recent & (entries.campaign < 0)] == COURT_ORDER).all()


def test_most_ends_are_entered_within_twelve_weeks_outside_campaigns(entries):
    ends = (entries.axis == STAGE) & (entries.to_code != REGISTERED)
    delay = entries.recorded_at - entries.true_day
    quiet = ends & (entries.campaign < 0)
    assert 0.92 < (delay[quiet] <= 84).mean() < 0.98
    assert np.median(delay[ends & (entries.campaign >= 0)]) > 365


def test_many_ends_wait_for_a_campaign(many, entries):
    ended = many.lives.ended < many.cycles.end - 400
    entered = np.zeros(len(many), dtype=np.bool_)
    entered[entries.who[entries.to_code == DISSOLVED]] = True
    entered[entries.who[entries.to_code == MERGED]] = True
    asleep_end = np.isin(many.lives.ended_as, [EXIT_REASONS.index("stopped_over_1y")])
    assert 0.3 < (ended & ~entered).sum() / ended.sum() < 0.7
    assert (ended & asleep_end & ~entered).sum() > (ended & ~asleep_end & ~entered).sum()


def test_a_campaign_takes_43_in_a_hundred_off_qom(many, entries):
    plan = many.sector.campaigns[_campaign(many, "c1403-qom")]
    here = (entries.axis == STAGE) & _province(many, "25")[entries.who]
    step = np.where(entries.to_code == REGISTERED, 1, -1)
    before, after = (
        step[here & (entries.recorded_at <= day)].sum() for day in (plan.starts - 1, plan.ends)
    )
    assert abs(after / before - 1 + 0.433) < 4 * np.sqrt(0.433 * 0.567 / before)


def test_active_ones_of_south_khorasan_fall_as_they_were_told_to(many, entries):
    here = _province(many, "29")
    counts = []
    for day in ((1397, 5, 31), (1398, 5, 31), (1404, 6, 31)):
        stage, activity = _standing(many, entries, *day)
        active = (stage == REGISTERED) & np.isin(activity, (OPERATING, UNDER_WAY))
        counts.append((active & here).sum())
    first, second, third = counts
    # 1,046, 911 and 726: ratios of .87 and .80.
    assert first > second >= third
    error = 4 * np.sqrt(1 / first)
    assert abs(second / first - 911 / 1_046) < error
    assert abs(third / second - 726 / 911) < error


def test_campaigns_are_bursts_in_the_official_series(many, entries):
    activity = (entries.axis == ACTIVITY) & (entries.from_code >= 0)
    for campaign in many.sector.campaigns:
        here = np.isin(many.founded.province, campaign.provinces)[entries.who]
        length = campaign.ends - campaign.starts
        in_window = _between(entries, campaign.starts, campaign.ends)
        before = _between(entries, campaign.starts - length, campaign.starts)
        moved = activity & (entries.to_code != UNDER_WAY) & here
        assert (moved & in_window).sum() > 2 * (moved & before).sum()


def test_they_are_absent_from_the_true_days_of_the_same_entries(many, entries):
    """The entries of campaigns fell on days spread over years before them."""
    for campaign in many.sector.campaigns:
        place = _campaign(many, campaign.campaign_id)
        found = (entries.campaign == place) & (entries.to_code == DORMANT)
        years = (campaign.starts - entries.true_day[found]) / 365.2425
        assert (years > 1).mean() > 0.4
        assert ((entries.true_day[found] > campaign.starts).mean()) < 0.35
        struck = (entries.campaign == place) & (entries.axis == STAGE)
        assert (entries.true_day[struck] < campaign.starts).mean() > 0.9


def _between(entries, first, last):
    return (entries.recorded_at > first) & (entries.recorded_at <= last)


def test_campaign_entries_lie_in_its_days_and_provinces_and_no_others(many, entries):
    driven = entries.campaign >= 0
    assert ((entries.evidence == CAMPAIGN) == driven).all()
    for place, campaign in enumerate(many.sector.campaigns):
        theirs = entries.campaign == place
        assert theirs.sum() > 20
        assert np.isin(many.founded.province[entries.who[theirs]], campaign.provinces).all()
        assert (entries.recorded_at[theirs] > campaign.starts).all()
        assert (entries.recorded_at[theirs] <= campaign.ends + 30).all()


def test_campaigns_back_date_what_they_find(entries):
    back = entries.recorded_at - entries.valid_from
    found = (entries.to_code == DORMANT) & (entries.recorded_at > day_number(1393, 7, 30))
    assert np.median(back[found & (entries.campaign >= 0)]) > 300
    assert np.median(back[found & (entries.campaign < 0)]) < 120


def test_fake_revivals_are_of_campaigns_and_of_those_that_sleep_on(many, entries):
    fake = entries.fake
    assert (entries.campaign[fake] >= 0).all()
    assert (entries.to_code[fake] == OPERATING).all()
    assert (entries.true_day[fake] == NEVER).all()
    assert (entries.true_day[~fake] < NEVER).all()
    revived = (entries.campaign >= 0) & (entries.to_code == OPERATING)
    assert 0.6 < fake[revived].mean() < 0.98
    cycle = np.searchsorted(many.cycles.starts, entries.recorded_at[fake], side="left") - 1
    assert not many.lives.awake[entries.who[fake], cycle].any()


def test_campaigns_revive_five_to_fifteen_in_a_hundred_of_the_files_they_open(many, entries):
    place = _campaign(many, "c1403")
    campaign = many.sector.campaigns[place]
    stage, activity = _standing(many, entries, 1403, 8, 30)
    here = np.isin(many.founded.province, campaign.provinces)
    dormant = here & (stage == REGISTERED) & (activity == DORMANT)
    revived = ((entries.campaign == place) & (entries.to_code == OPERATING)).sum()
    assert 0.05 < revived / dormant.sum() < 0.15


def test_a_visit_is_evidence_where_there_was_one(many, entries):
    seen = entries.evidence == VISIT
    seen &= entries.axis == ACTIVITY
    cycle = np.searchsorted(many.cycles.starts, entries.recorded_at[seen], side="left") - 1
    day = many.lives.visited_on[entries.who[seen], cycle]
    assert (day <= entries.recorded_at[seen]).all()
    assert (entries.true_day[seen] < day).all()
    assert seen.sum() > 100


def test_papers_are_evidence_of_those_awake_again(many, entries):
    filed = entries.evidence == FILING
    cycle = np.searchsorted(many.cycles.starts, entries.recorded_at[filed], side="left") - 1
    assert many.lives.awake[entries.who[filed], cycle].all()
    assert (entries.from_code[filed] == DORMANT).all()


def test_what_is_older_than_the_record_was_migrated(many, entries):
    old = entries.recorded_at < many.cycles.recording
    assert ((entries.evidence == MIGRATED) == old).all()


def test_the_dormant_are_truly_silent_when_they_are_entered(many, entries):
    found = (entries.to_code == DORMANT) & (entries.recorded_at > many.cycles.starts[0])
    cycle = np.searchsorted(many.cycles.starts, entries.recorded_at[found], side="left") - 1
    assert not many.lives.awake[entries.who[found], np.minimum(cycle, COUNT - 1)].any()


def test_the_sheet_says_the_same_in_words(many, entries):
    table = status(many)["status_event"]
    assert table.num_rows == len(entries)
    assert set(table.column_names) == {"coop_id", *(c.name for c in TABLES["status_event"].columns)}
    merged = table.filter(pc.equal(table["to_code"], "merged"))
    assert merged.num_rows == (entries.to_code == MERGED).sum()
    assert table["campaign_id"].null_count == (entries.campaign < 0).sum()
    assert table["from_code"].null_count == 2 * len(many)
    keys = table.select(list(TABLES["status_event"].key))
    assert keys.group_by(list(TABLES["status_event"].key)).aggregate([]).num_rows == len(entries)


def test_the_same_chunk_has_the_same_entries(many, entries):
    again = official(many)
    assert np.array_equal(again.recorded_at, entries.recorded_at)
    assert np.array_equal(again.valid_from, entries.valid_from)
