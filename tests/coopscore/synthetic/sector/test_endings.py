"""Who ends, when, and of what."""

import numpy as np

from coopscore.synthetic.sector.chunk import EXIT_REASONS
from coopscore.synthetic.sector.cycles import COUNT, NEVER


def _cycle(chunk):
    cycle = np.searchsorted(chunk.cycles.starts, chunk.lives.ended, side="left") - 1
    return np.clip(cycle, 0, COUNT - 1)


def _ended_on_record(chunk):
    return (chunk.lives.ended > chunk.cycles.starts[0]) & (chunk.lives.ended < NEVER)


def _is(chunk, *reasons):
    return np.isin(chunk.lives.ended_as, [EXIT_REASONS.index(reason) for reason in reasons])


def test_every_end_has_its_reason_and_nothing_else_has(chunk):
    assert ((chunk.lives.ended_as >= 0) == (chunk.lives.ended < NEVER)).all()


def test_an_awake_one_ends_late_enough_to_have_given_its_sign(chunk):
    cycle, rows = _cycle(chunk), np.arange(len(chunk))
    awake = _ended_on_record(chunk) & chunk.lives.awake[rows, cycle]
    start = np.maximum(chunk.cycles.starts[cycle], chunk.cycles.recording)
    assert (chunk.lives.ended[awake] - start[awake] >= 120).all()


def test_awake_ones_end_by_their_own_doing_and_sleepers_by_article_54(chunk):
    own = _is(chunk, "voluntary", "bankruptcy", "merged")
    by_law = _is(chunk, "stopped_over_1y", "members_below_floor", "term_expired", "three_warnings")
    awake = chunk.lives.awake[np.arange(len(chunk)), _cycle(chunk)]
    ended = _ended_on_record(chunk)
    assert awake[ended & own].all()
    assert not awake[ended & by_law].any()


def test_only_those_that_slept_a_whole_cycle_end_asleep(chunk):
    cycle, rows = _cycle(chunk), np.arange(len(chunk))
    asleep = _ended_on_record(chunk) & ~chunk.lives.awake[rows, cycle] & (cycle > 0)
    before = ~chunk.lives.awake[rows, cycle - 1] & chunk.lives.alive[rows, cycle - 1]
    assert before[asleep].all()


def test_only_housing_completes_its_purpose(chunk):
    housing = np.array([b.name == chunk.world.housing for b in chunk.world.branches])
    done = _ended_on_record(chunk) & _is(chunk, "purpose_completed")
    assert done.sum() > 20
    assert housing[chunk.founded.branch[done]].all()


def test_only_a_limited_term_expires_and_after_it_was_slept_through(chunk):
    expired = _ended_on_record(chunk) & _is(chunk, "term_expired")
    founded = chunk.founded
    assert expired.sum() > 0
    assert (founded.term_years[expired] > 0).all()
    length = founded.term_years[expired] * 365.2425
    fell = chunk.lives.fell[expired, _cycle(chunk)[expired]]
    first = (
        founded.founded[expired]
        + (np.floor((fell - founded.founded[expired]) / length) + 1) * length
    )
    assert (first < chunk.lives.ended[expired]).all()


def test_weak_money_ends_more(chunk):
    ended = _ended_on_record(chunk) & _is(chunk, "voluntary", "bankruptcy")
    finance = chunk.health.finance[ended, _cycle(chunk)[ended]]
    assert finance.mean() < chunk.health.finance[chunk.lives.awake].mean() - 0.2
