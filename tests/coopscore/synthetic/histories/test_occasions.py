"""Extraordinary assemblies have a purpose, and the register follows them."""

import numpy as np

from coopscore.calendar import jalali
from coopscore.synthetic.histories.statutes import changes
from coopscore.synthetic.sector.cycles import NEVER

ARTICLE_76 = jalali(1393, 2, 17).toordinal()


def test_each_lies_in_its_cycle_and_its_papers_follow(deeds):
    occasion, grid = deeds.occasions, deeds.duties
    held = occasion.held < NEVER
    assert held.sum() > 200
    assert not held[~grid.acts].any()
    for days in (occasion.held, *occasion.asked.values()):
        there = days < NEVER
        assert (days >= grid.first)[there].all()
        assert (days <= grid.last)[there].all()
    assert (occasion.minutes >= occasion.held)[held].all()
    assert (occasion.minutes <= grid.closes)[held].all()
    for vote in occasion.voted.values():
        assert vote.any()
        assert not vote[~held].any()


def test_what_the_register_will_tell_is_decided_before(deeds):
    occasion = deeds.occasions
    begun = {**occasion.asked, "term": occasion.held, "statute": occasion.held}
    for kind, entered in occasion.entered.items():
        there = entered < NEVER
        assert there.sum() > 10, kind
        assert (begun[kind] <= entered)[there].all()


def test_every_change_of_the_register_within_the_record_has_its_occasion(chunk, deeds):
    changed = changes(chunk, chunk.rng("register"))
    entered = deeds.occasions.entered
    moved = changed.moved_on[changed.moved_on < NEVER]
    assert sorted(entered["address"][entered["address"] < NEVER]) == sorted(moved)
    conformed = changed.conformed_on
    mine = (conformed < NEVER) & (conformed > chunk.founded.registered)
    mine &= conformed >= chunk.cycles.recording
    assert sorted(entered["statute"][entered["statute"] < NEVER]) == sorted(conformed[mine])


def test_a_statute_is_conformed_once_and_not_before_the_law(chunk, deeds):
    entered = deeds.occasions.entered["statute"]
    assert (entered < NEVER).sum(axis=1).max() == 1
    assert (entered[entered < NEVER] >= ARTICLE_76).all()
    assert (entered[chunk.founded.registered > ARTICLE_76] == NEVER).all()


def test_a_limited_term_is_renewed_before_it_ends_and_an_unlimited_one_never(chunk, deeds):
    who, cycle = np.nonzero(deeds.occasions.voted["term"])
    assert len(who) > 50
    length = chunk.founded.term_years[who] * 365.2425
    assert (length > 0).all()
    held = deeds.occasions.held[who, cycle]
    left = length - (held - chunk.founded.founded[who]) % length
    assert np.quantile(left, 0.95) < 140


def test_capital_is_raised_by_those_whose_finances_are_sound(drawn_chunk, drawn_deeds):
    raised = drawn_deeds.occasions.voted["capital"]
    assert 0.02 < raised.sum() / drawn_deeds.duties.acts.sum() < 0.09
    finance = drawn_chunk.health.finance
    assert finance[raised].mean() > finance[drawn_deeds.duties.acts].mean()
