"""Statements on a template: who files them, when, and what they say."""

import numpy as np
import pytest

from coopscore.synthetic.histories.gaming import templated
from coopscore.synthetic.histories.papers import gaming
from coopscore.synthetic.histories.statements import books_of, rebuilt
from coopscore.synthetic.sector.cycles import NEVER


def test_a_template_is_filed_in_time_by_the_weak_that_filed_the_year_before(deeds, chunk):
    gamed, grid = deeds.gamed, deeds.duties
    assert gamed.sum() > 20
    assert not gamed[:, 0].any()
    assert not gamed[~chunk.lives.awake].any()
    assert ((chunk.health.governance + chunk.health.finance)[gamed] < -0.4).all()
    assert (deeds.statement <= grid.due)[gamed].all()
    before = np.roll(deeds.statement < NEVER, 1, axis=1) & ~np.roll(gamed, 1, axis=1)
    assert before[gamed].all()


def test_a_campaign_ahead_makes_more_of_them(deeds):
    by_cycle = deeds.gamed.sum(axis=0) / deeds.duties.acts.sum(axis=0)
    # The campaign starts two months into the eighth cycle, soon after the due days of the seventh.
    assert by_cycle.argmax() == 6
    assert by_cycle[6] > 1.4 * np.median(by_cycle[1:])


def test_nobody_uses_a_template_where_an_honest_statement_was_filed(chunk, deeds):
    everywhere = np.where(deeds.duties.acts, deeds.duties.due, NEVER)
    assert (templated(chunk, deeds.duties, everywhere) == NEVER).all()


def test_the_truth_names_co_operative_and_period_of_each(chunk, deeds, numbers, places):
    table = gaming(chunk)
    assert table.column_names == ["coop_id", "period_end"]
    who, ends = places(chunk, table), numbers(table, "period_end")
    told = {(one, day) for one, day in zip(who.tolist(), ends.tolist(), strict=True)}
    seen = deeds.gamed & (deeds.statement <= chunk.cycles.end)
    cells = np.argwhere(seen).tolist()
    assert told == {(one, int(deeds.duties.period_end[one, cycle])) for one, cycle in cells}


def test_what_it_says_is_last_year_scaled_and_it_balances(chunk, deeds):
    lines = books_of(chunk, deeds).lines
    who, cycle = np.nonzero(deeds.gamed)
    last = {code: amount[who, cycle - 1] for code, amount in lines.items()}
    factor = np.full(len(who), 1.25)
    made = rebuilt(last, factor, np.ones(len(who), dtype=np.int64))
    assert made["turnover"] == pytest.approx(last["turnover"] * 1.25, abs=1)
    assert made["inventory"] == pytest.approx(last["inventory"] * 1.25, abs=1)
    assert (made["capital_paid"] == last["capital_paid"]).all()
    assert (made["total_assets"] == made["total_liabilities"] + made["member_funds"]).all()
