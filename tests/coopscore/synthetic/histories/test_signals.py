"""What is told from outside: more of it before a default, and much of it for nothing."""

from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from scipy.stats import spearmanr

from coopscore.synthetic.histories.exports import is_exporter
from coopscore.synthetic.histories.loan_book import draw_book
from coopscore.synthetic.histories.signals import GRADES, signals
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World


@pytest.fixture(scope="module")
def chunks():
    world = World()
    sector = draw_sector(seed=8, size=15_000, world=world)
    return [draw_chunk(sector, i, i * 5_000, 5_000, world) for i in range(3)]


@pytest.fixture(scope="module")
def drawn(chunks):
    """Signals with the place of their co-operative in its chunk, their cycle, and its fate."""
    parts = []
    for chunk in chunks:
        book = draw_book(chunk)
        rows = signals(chunk, book).to_pandas()
        place = pd.Series(np.arange(len(chunk)), index=chunk.coop_ids.to_pylist())
        who = place[rows["coop_id"]].to_numpy()
        days = np.array([day.toordinal() for day in rows["seen_on"]])
        cycle = np.searchsorted(chunk.cycles.starts, days, side="left") - 1
        defaults = np.stack([verdict.defaults for verdict in book.verdicts], axis=1)
        probability = np.stack([verdict.probability for verdict in book.verdicts], axis=1)
        good = np.stack([verdict.good for verdict in book.verdicts], axis=1)
        rows["defaults"], rows["good"] = defaults[who, cycle], good[who, cycle]
        rows["probability"] = probability[who, cycle]
        rows["exporter"] = is_exporter(chunk)[who]
        opens = np.maximum(chunk.founded.registered, chunk.cycles.recording)[who]
        rows["in_life"] = (days >= opens) & (days < chunk.lives.ended[who])
        parts.append(rows)
    return pd.concat(parts, ignore_index=True)


def test_cheques_bounce_most_of_those_that_default_though_most_bounce_for_nothing(chunks, drawn):
    verdicts = [verdict for chunk in chunks for verdict in draw_book(chunk).verdicts[1:12]]
    failing = sum(int(verdict.defaults.sum()) for verdict in verdicts)
    paying = sum(int((verdict.good & ~verdict.defaults).sum()) for verdict in verdicts)
    cheques = drawn[(drawn["kind"] == "bounced_cheque") & drawn["good"]]
    struck = cheques["defaults"].sum() / failing
    spared = (~cheques["defaults"]).sum() / paying
    assert struck > 3 * spared
    assert cheques["defaults"].mean() < 0.5
    assert struck < 1  # and many stop paying without one


def test_a_bureaus_grade_is_a_noisy_reading_of_the_odds(drawn):
    graded = drawn[(drawn["kind"] == "bureau_grade") & drawn["good"]]
    place = graded["grade"].map(GRADES.index)
    assert 0.45 < spearmanr(place, graded["probability"]).statistic < 0.9
    assert set(GRADES) >= set(graded["grade"])
    assert graded["grade"].nunique() > 10


def test_only_grades_have_a_grade_and_all_others_an_amount(drawn):
    is_grade = drawn["kind"] == "bureau_grade"
    assert drawn["grade"].notna().equals(is_grade)
    assert drawn["amount"].isna().equals(is_grade)
    assert (drawn.loc[~is_grade, "amount"] >= 1_000_000).all()


def test_customs_claim_from_exporters_alone(drawn):
    customs = drawn[drawn["kind"] == "customs_debt"]
    assert len(customs) > 20
    assert customs["exporter"].all()


def test_signals_lie_within_a_life_and_are_known_after_they_are_seen(drawn):
    assert drawn["in_life"].all()
    delay = (pd.to_datetime(drawn["recorded_at"]) - pd.to_datetime(drawn["seen_on"])).dt.days
    assert delay.between(1, 60).all()
    assert drawn["seen_on"].max() <= date(2026, 3, 20)
    assert set(drawn["kind"]) == {
        "bounced_cheque", "tax_debt", "customs_debt", "judgment", "bureau_grade",
    }  # fmt: skip


def test_one_of_a_kind_is_told_a_day(drawn):
    assert not drawn.duplicated(["coop_id", "kind", "seen_on"]).any()


def test_the_same_chunk_tells_the_same(chunks):
    book = draw_book(chunks[0])
    once = signals(chunks[0], book)
    assert isinstance(once, pa.Table)
    assert signals(chunks[0], book).equals(once)
