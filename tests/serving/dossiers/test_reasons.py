"""The reasons of many scores: held to the record, and the same alone as among all."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from benchmarks.credit_world import credit_world
from coopscore.scores import Reason, Score
from features.catalogue import CATALOGUE
from features.matrix import FeatureMatrix
from features.rebuilt import rebuilt
from models.reasons.catalogue import reason_catalogue
from models.reasons.figures import bears_out
from serving.dossiers.reasons import MOST_EVIDENCE, reasoned
from serving.dossiers.sentences import placeholders, sentence
from serving.i18n import Words

MANY = 30


@pytest.fixture(scope="module")
def world():
    """A small make-believe sector, and the rows of its last two days."""
    made = credit_world(500, 7)
    days = sorted(set(made.rows.matrix.table["as_of"].to_pylist()))[-2:]
    table = made.rows.matrix.table
    chosen = table.filter(pc.is_in(table["as_of"], value_set=pa.array(days, pa.date32())))
    return made.facts, replace(made.rows.matrix, table=chosen.combine_chunks())


def scores_of(matrix: FeatureMatrix) -> list[Score]:
    """Scores by no model: the values of the matrix, and points by lot."""
    draw = np.random.default_rng(7)
    names = [name for name in reason_catalogue().codes if name in matrix.feature_hashes]
    return [
        Score(
            coop_id=row["coop_id"], as_of=row["as_of"], spec="credit", version="credit-1",
            batch=1, margin=0.0, probability=0.1, low=0.0, high=1.0, points=600.0,
            points_unclipped=600.0, base_points=600.0, grade="B1",
            reasons=tuple(
                Reason(feature=name, value=row[name], points=float(draw.normal(0, 9)))
                for name in names
            ),
        )
        for row in matrix.table.to_pylist()
    ]  # fmt: skip


@pytest.fixture(scope="module")
def scores(world):
    _, matrix = world
    return scores_of(matrix)


@pytest.fixture(scope="module")
def told(world, scores):
    facts, matrix = world
    return reasoned(scores, matrix, facts)


def test_every_figure_is_found_again_in_the_record(told):
    assert len(told) >= MANY
    adverse = [one for each in told for one in each.adverse]
    assert {one.held for one in adverse} == {True}
    assert len({one.code for one in adverse}) > 50
    lost = [(one.code, one.figures) for one in adverse if None in one.figures.values()]
    assert lost == []
    for one in adverse:
        assert set(one.figures) == set(placeholders(one.code))
        for lang in ("en", "fa"):
            assert "–" not in sentence(one, Words(lang)), one


def test_every_value_of_a_feature_with_codes_is_borne_out_by_the_records_behind_it(world, scores):
    facts, matrix = world
    last = [one for one in scores if one.as_of == max(each.as_of for each in scores)]
    asked = {
        one.coop_id: [CATALOGUE[reason.feature] for reason in one.reasons] for one in last[:MANY]
    }
    when = {"as_of": last[0].as_of, "calendar": matrix.calendar}
    found = rebuilt(facts, asked, **when)
    lost = [
        (one.coop_id, reason.feature)
        for one in last[:MANY]
        for reason in one.reasons
        if not bears_out(
            CATALOGUE[reason.feature], reason.value, found[one.coop_id, reason.feature], **when
        )
    ]
    assert lost == []


def test_what_the_record_does_not_bear_out_is_told_so(world, scores):
    facts, matrix = world
    score = next(one for one in scores if one.reasons)
    ours = Reason(feature="facilities_open", value=77.0, points=-50.0)
    (made,) = reasoned([replace(score, reasons=(ours,))], matrix, facts)
    (adverse,) = made.adverse
    assert (adverse.value, adverse.held) == (77.0, False)


def test_a_cooperative_gets_the_same_alone_and_among_all(world, scores, told):
    facts, matrix = world
    for place in range(0, len(scores), len(scores) // 4):
        assert reasoned([scores[place]], matrix, facts) == [told[place]]


def test_peers_and_records_are_told_of_what_matters_and_of_nothing_else(told):
    for each in told:
        against = {one.feature for one in each.adverse}
        assert against - {one.feature for one in each.peers} <= {
            "branch", "isic_group", "membership", "latest_collateral", "latest_scheme",
            "latest_lender",
        }  # fmt: skip
        records = [one.feature for one in each.evidence]
        assert all(records.count(name) <= MOST_EVIDENCE for name in records)


def test_what_is_lacking_has_no_record_behind_it(told):
    none = [
        (one, each)
        for each in told
        for one in each.adverse
        if one.code.endswith("-N") and one.code.startswith("FL") and one.figures
    ]
    assert none
    for one, each in none:
        if one.feature != "latest_change_returned":
            assert one.feature not in {record.feature for record in each.evidence}


def test_progress_is_told_day_by_day(world, scores):
    facts, matrix = world
    heard: list[tuple[int, int]] = []
    reasoned(scores, matrix, facts, progress=lambda done, of: heard.append((done, of)))
    assert len(heard) == 2
    assert heard[-1] == (len(scores), len(scores))
