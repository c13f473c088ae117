import numpy as np
import pytest

from coopscore.synthetic.histories.supervision import supervised
from coopscore.synthetic.sector.chunk import EXIT_REASONS
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World

SIZE = 5_000


@pytest.fixture(scope="module")
def sector():
    return draw_sector(seed=11, size=10_000, world=World())


@pytest.fixture(scope="module")
def chunks(sector):
    return [draw_chunk(sector, n, n * SIZE, SIZE, World()) for n in range(2)]


@pytest.fixture(scope="module")
def drawn(chunks):
    return [supervised(chunk) for chunk in chunks]


def test_those_that_three_warnings_end_had_three_in_the_year_before(chunks, drawn):
    three = EXIT_REASONS.index("three_warnings")
    seen_any = False
    for chunk, seen in zip(chunks, drawn, strict=True):
        cautions, ended = seen.cautions, chunk.lives.ended
        long = ended >= np.maximum(chunk.founded.registered, chunk.cycles.recording) + 366
        doomed = np.flatnonzero(
            (chunk.lives.ended_as == three) & long & (ended <= chunk.cycles.end)
        )
        last_year = cautions.day > ended[cautions.who] - 365
        counts = np.bincount(cautions.who[last_year], minlength=len(chunk))
        assert (counts[doomed] == 3).all()
        seen_any |= len(doomed) > 0
    assert seen_any


def test_a_third_warning_in_a_year_is_written_to_nobody_else(chunks, drawn):
    three = EXIT_REASONS.index("three_warnings")
    for chunk, seen in zip(chunks, drawn, strict=True):
        third = seen.cautions.who[seen.cautions.sequence >= 3]
        assert (chunk.lives.ended_as[third] == three).all()


def test_warnings_are_counted_over_twelve_months(drawn):
    for seen in drawn:
        who, day = seen.cautions.who, seen.cautions.day
        for place in range(0, len(who), 7):
            same = (who == who[place]) & (day <= day[place]) & (day >= day[place] - 365)
            assert seen.cautions.sequence[place] == same.sum()


def test_a_warning_follows_a_finding_that_was_overdue(chunks, drawn):
    three = EXIT_REASONS.index("three_warnings")
    for chunk, seen in zip(chunks, drawn, strict=True):
        acts, found, cautions = seen.acts, seen.findings, seen.cautions
        usual = np.flatnonzero(chunk.lives.ended_as[cautions.who] != three)[::5]
        for place in usual:
            mine = acts.who == cautions.who[place]
            open_then = (found.due < cautions.day[place]) & (found.remedied > cautions.day[place])
            assert (mine & open_then & (found.severity > 0)).any()
