"""Extraordinary assemblies have a purpose: a term that ends, a statute to conform, or capital."""

import numpy as np

from coopscore.calendar import jalali
from coopscore.synthetic.histories.occasions import CAPITAL, STATUTE, TERM, conformed_on
from coopscore.synthetic.sector.cycles import NEVER

ARTICLE_76 = jalali(1393, 2, 17).toordinal()


def test_each_lies_in_its_cycle_and_its_papers_follow(deeds):
    occasion, grid = deeds.occasions, deeds.duties
    held = occasion.held < NEVER
    assert held.sum() > 500
    assert not held[~grid.acts].any()
    assert ((occasion.purpose >= 0) == held).all()
    for days in (occasion.held, occasion.minutes, *occasion.asked.values()):
        there = days < NEVER
        assert (days >= grid.first)[there].all()
        assert (days <= grid.last)[there].all()
    assert (occasion.minutes >= occasion.held)[held].all()


def test_a_limited_term_is_renewed_before_it_ends_and_an_unlimited_one_never(chunk, deeds):
    who, cycle = np.nonzero(deeds.occasions.purpose == TERM)
    assert len(who) > 100
    length = chunk.founded.term_years[who] * 365.2422
    assert (length > 0).all()
    held = deeds.occasions.held[who, cycle]
    left = length - (held - chunk.founded.registered[who]) % length
    assert (left <= 122).all()


def test_the_well_governed_renew_their_term(chunk, deeds):
    governance = chunk.health.governance
    assert governance[deeds.occasions.purpose == TERM].mean() > governance[deeds.duties.acts].mean()


def test_a_statute_is_conformed_once_and_not_before_the_law(chunk, deeds):
    conformed = deeds.occasions.purpose == STATUTE
    assert conformed.sum(axis=1).max() == 1
    assert (deeds.occasions.held[conformed] > ARTICLE_76).all()
    young = chunk.founded.founded > ARTICLE_76
    assert not conformed[young].any()
    # A wave at first, as the law gave three months.
    assert conformed[:, :3].sum() > conformed[:, 3:].sum()


def test_who_was_founded_after_the_law_conforms_from_registration_on(chunk, deeds):
    day = conformed_on(chunk, deeds.occasions)
    young = chunk.founded.founded > ARTICLE_76
    assert (day[young] == chunk.founded.registered[young]).all()
    assert 0.3 < (day[~young] < NEVER).mean() < 0.95


def test_capital_is_raised_by_those_whose_finances_are_sound(chunk, deeds):
    raised = deeds.occasions.purpose == CAPITAL
    assert 0.02 < raised.sum() / deeds.duties.acts.sum() < 0.09
    finance = chunk.health.finance
    assert finance[raised].mean() > finance[deeds.duties.acts].mean()
