"""The truth about a chunk, beside what the register says of it."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from sklearn.metrics import roc_auc_score

from coopscore.synthetic.histories.status import status
from coopscore.synthetic.sector.chunk import Chunk
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World
from coopscore.synthetic.truth import truth


@pytest.fixture(scope="module")
def chunk() -> Chunk:
    world = World()
    return draw_chunk(draw_sector(seed=9, size=6_000, world=world), 0, 0, 6_000, world)


@pytest.fixture(scope="module")
def known(chunk):
    return truth(chunk)


def test_its_tables_are_these(known):
    assert list(known) == [
        "health", "silence", "visit", "end", "status", "default", "potential_default", "gaming",
    ]  # fmt: skip
    assert all(table.num_rows for table in known.values())


def test_health_and_silence_tell_of_the_same_cycles(known, chunk):
    health, silence = known["health"], known["silence"]
    assert health["coop_id"].equals(silence["coop_id"])
    assert health["cycle_start"].equals(silence["as_of"])
    assert health.num_rows == chunk.lives.alive.sum()
    days = pc.unique(silence["as_of"]).cast(pa.int32()).to_numpy() + 719_163
    assert set(days) == set(chunk.cycles.starts[:-1])


def test_probabilities_are_told_of_those_at_risk_alone(known):
    silence = known["silence"]
    at_risk = silence["at_risk"].to_numpy(zero_copy_only=False)
    for name in ("probability", "probability_unvisited", "probability_visited"):
        empty = silence[name].is_null().to_numpy(zero_copy_only=False)
        assert (empty == ~at_risk).all()


def test_the_true_probability_is_as_good_a_score_as_it_should_be(known):
    rows = known["silence"].filter(known["silence"]["at_risk"])
    silent = rows["silent"].to_numpy(zero_copy_only=False)
    auc = roc_auc_score(silent, rows["probability"].to_numpy())
    assert 0.80 < auc < 0.88
    assert 0.035 < silent.mean() < 0.07


def test_a_visit_helps_the_responsive_by_the_worlds_effect(known, chunk):
    visit = known["visit"]
    effect = visit["effect"].to_numpy()
    responsive = visit["responsive"].to_numpy(zero_copy_only=False)
    assert (effect[responsive] == chunk.world.visit_effect).all()
    assert (effect[~responsive] == 0).all()


def test_ends_are_told_with_their_true_days(known, chunk):
    end = known["end"]
    days = end["ended"].cast(pa.int32()).to_numpy() + 719_163
    assert (days <= chunk.cycles.end).all()
    assert end["reason"].null_count == 0


def test_every_entry_on_the_register_has_its_truth(known, chunk):
    entries, told = status(chunk)["status_event"], known["status"]
    for name in ("coop_id", "axis", "to_code", "valid_from", "recorded_at"):
        assert entries[name].cast(told[name].type).equals(told[name])
    driven = entries["campaign_id"].is_valid()
    assert told["campaign_driven"].equals(driven)
    fake = told["fake"].to_numpy(zero_copy_only=False)
    assert np.array_equal(fake, told["true_day"].is_null().to_numpy(zero_copy_only=False))
    assert fake.sum() > 20
