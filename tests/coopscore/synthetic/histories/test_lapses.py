import numpy as np
import pytest

from coopscore.synthetic.histories.deeds import draw_deeds
from coopscore.synthetic.histories.findings import DEFICIENCIES
from coopscore.synthetic.histories.lapses import boards_of, lapses
from coopscore.synthetic.histories.supervision import supervised
from coopscore.synthetic.sector.cycles import NEVER
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World


@pytest.fixture(scope="module")
def chunk():
    world = World()
    return draw_chunk(draw_sector(seed=5, size=3_000, world=world), 0, 0, 3_000, world)


@pytest.fixture(scope="module")
def deeds(chunk):
    return draw_deeds(chunk)


@pytest.fixture(scope="module")
def boards(chunk, deeds):
    return boards_of(chunk, deeds)


def test_an_assembly_lapses_on_the_day_after_its_due_day_and_until_it_is_held(chunk, deeds, boards):
    late = deeds.convened & (deeds.held > deeds.duties.due + 1) & deeds.duties.reports
    who, cycle = np.nonzero(late)
    due, held = deeds.duties.due[who, cycle], deeds.held[who, cycle]
    assert len(who) > 300
    assert lapses(deeds, boards, who, due + 1, cycle).assembly.all()
    assert lapses(deeds, boards, who, held - 1, cycle).assembly.all()
    assert not lapses(deeds, boards, who, held, cycle).assembly.any()


def test_before_the_due_day_the_year_before_counts(chunk, deeds, boards):
    who, cycle = np.nonzero(deeds.convened[:, :-1] & deeds.duties.reports[:, :-1])
    cycle = cycle + 1
    day = deeds.duties.due[who, cycle]
    assert not lapses(deeds, boards, who, day, cycle).assembly.any()


def test_what_was_never_filed_has_lapsed_for_good(chunk, deeds, boards):
    never = (deeds.statement == NEVER) & deeds.duties.reports & chunk.lives.alive
    who, cycle = np.nonzero(never)
    day = np.minimum(deeds.duties.due[who, cycle] + 60, chunk.cycles.starts[cycle + 1])
    assert lapses(deeds, boards, who, day, cycle).statement.all()


def test_nothing_is_owed_before_the_first_year_falls_due(chunk, deeds, boards):
    everyone = np.arange(len(chunk))
    first = np.zeros(len(chunk), dtype=np.int64)
    early = lapses(deeds, boards, everyone, np.full(len(chunk), chunk.cycles.starts[0] + 1), first)
    assert not early.assembly.any()
    assert not early.statement.any()


def test_a_term_has_run_out_between_its_end_and_the_next_election(chunk, deeds, boards):
    within = (boards.end > chunk.cycles.recording) & (boards.end < chunk.cycles.end - 10)
    late = within & (boards.next_held > boards.end + 1)
    who, end, held = boards.who[late], boards.end[late], boards.next_held[late]
    cycle = np.zeros(len(who), dtype=np.int64)
    assert lapses(deeds, boards, who, end + 1, cycle).term.all()
    elected = held < NEVER
    assert not lapses(deeds, boards, who[elected], held[elected], cycle[elected]).term.any()


def test_inspectors_write_down_what_lapsed_and_hardly_anything_else(chunk, deeds, boards):
    seen = supervised(chunk)
    acts, codes = seen.acts, seen.findings.codes
    truth = lapses(deeds, boards, acts.who, acts.day, acts.cycle)
    general = acts.kind == 0
    for name, lapsed in (
        ("no_assembly", truth.assembly),
        ("term_expired", truth.term),
        ("statement_missing", truth.statement),
    ):
        written = (codes >> DEFICIENCIES.index(name) & 1).astype(bool)
        assert written[general & ~lapsed].mean() < 0.03
        assert 0.4 < written[general & lapsed].mean() < 0.8
