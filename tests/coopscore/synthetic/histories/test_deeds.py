"""What was done for the registrar, drawn once: shares of the sector, and signs of life."""

import numpy as np
import pytest

from coopscore.synthetic.histories.deeds import draw_deeds, signs_of_life
from coopscore.synthetic.histories.duties import is_exempt
from coopscore.synthetic.sector.cycles import NEVER


def shares(deeds, day):
    """In time, late and missed, of the duties of those awake up to the end of them all."""
    grid = deeds.duties
    owed = grid.acts & grid.reports & (grid.due <= grid.last) & (grid.due >= grid.first)
    owed[:, -1] = False
    done = owed & (day < NEVER)
    late = done & (day > grid.due)
    return np.array([(done & ~late).sum(), late.sum(), (owed & ~done).sum()]) / owed.sum()


def test_assemblies_of_those_awake_are_in_time_late_and_missed_as_published(drawn_deeds):
    in_time, late, missed = shares(drawn_deeds, drawn_deeds.held)
    assert 0.40 <= in_time <= 0.55
    assert late == pytest.approx(0.20, abs=0.03)
    assert 0.25 <= missed <= 0.40


def test_more_file_than_meet(drawn_deeds):
    missed = [shares(drawn_deeds, day)[2] for day in (drawn_deeds.held, drawn_deeds.statement)]
    assert 0.15 < missed[1] < missed[0]


def test_everybody_awake_gives_a_sign_and_nobody_else(drawn_chunk, drawn_deeds):
    assert (drawn_deeds.signs == drawn_chunk.lives.awake).all()
    assert (signs_of_life(drawn_chunk) == drawn_deeds.signs).all()


def test_the_gap_is_filled_by_a_late_tax_return_or_where_none_is_due_by_an_assembly(deeds):
    grid, occasion = deeds.duties, deeds.occasions
    other = (occasion.held < NEVER) & ~np.any(list(occasion.voted.values()), axis=0)
    assert other.any()
    # Where a tax return could have come within the cycle, no assembly had to fill in.
    could = grid.within & grid.reports & (np.maximum(grid.period_end + 1, grid.first) <= grid.last)
    undone = deeds.returned.on < NEVER
    assert not (other & could & ~undone).any()


def test_what_was_undone_is_no_sign_of_life(deeds):
    annulled = deeds.annulled.on < NEVER
    assert 0 < annulled.sum() / (deeds.held < NEVER).sum() < 0.01
    assert not deeds.convened[annulled].any()
    returned = deeds.returned.on < NEVER
    assert (deeds.returned.on > deeds.tax_return)[returned].all()
    again = deeds.returned.again < NEVER
    assert again.any()
    assert (deeds.returned.again > deeds.returned.on)[again].all()
    assert not again[~returned].any()


def test_those_free_of_tax_file_fewer_returns(drawn_chunk, drawn_deeds):
    exempt, acts = is_exempt(drawn_chunk), drawn_deeds.duties.acts & drawn_deeds.duties.reports
    filed = drawn_deeds.tax_return < NEVER
    assert filed[exempt][acts[exempt]].mean() < filed[~exempt][acts[~exempt]].mean() - 0.1


def test_a_change_of_one_co_operative_s_health_leaves_the_noise_of_the_others(make_chunk):
    chunk = make_chunk(5, 80)
    before = draw_deeds(chunk)
    chunk.health.governance[0] += 2.0
    after = draw_deeds(chunk)
    assert (before.held[1:] == after.held[1:]).all()
    assert (before.held[0] != after.held[0]).any()
