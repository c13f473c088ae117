from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from coopscore.synthetic.histories.editions import editions, entries, merit
from coopscore.synthetic.histories.judging import judge
from coopscore.synthetic.histories.officials import JURORS, juror_severity
from coopscore.synthetic.histories.supervision import supervised
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World

SIZE = 5_000


@pytest.fixture(scope="module")
def world():
    return World()


@pytest.fixture(scope="module")
def sector(world):
    return draw_sector(seed=13, size=20_000, world=world)


@pytest.fixture(scope="module")
def chunks(sector, world):
    return [draw_chunk(sector, n, n * SIZE, SIZE, world) for n in range(4)]


@pytest.fixture(scope="module")
def judged(chunks):
    """Every edition, as another draw of the juries has it."""
    drawn = []
    for chunk in chunks:
        seen, rng = supervised(chunk), np.random.default_rng(3)
        for edition in editions():
            entrants = entries(chunk, edition, seen, rng)
            drawn.append((chunk, judge(chunk, edition, entrants, rng)))
    return drawn


def test_jurors_agree_on_who_is_better(judged):
    """Kendall's W of the panels, from its definition, where a panel saw eight or more."""
    seen: dict = {}
    for _, one in judged:
        for panel, totals in zip(one.panel[:, 0], one.marks.sum(axis=2), strict=True):
            seen.setdefault((panel, one.edition.number), []).append(totals)
    agreement = []
    for totals in seen.values():
        size = len(totals)
        if size < 8:
            continue
        ranks = stats.rankdata(totals, axis=0)
        spread = ((ranks.sum(axis=1) - JURORS * (size + 1) / 2) ** 2).sum()
        agreement.append(12 * spread / (JURORS**2 * (size**3 - size)))
    assert len(agreement) > 20
    assert 0.75 < np.mean(agreement) < 0.99


def test_severe_jurors_are_known_by_their_marks(sector, world, judged):
    """Each juror beside the other two of the panel, on the same entries."""
    beside, seen = np.zeros(31 * 15 * 3), np.zeros(31 * 15 * 3)
    for _, one in judged:
        given = one.marks.mean(axis=2)
        for place in range(JURORS):
            others = (given.sum(axis=1) - given[:, place]) / 2
            np.add.at(beside, one.panel[:, place], given[:, place] - others)
            np.add.at(seen, one.panel[:, place], 1)
    severity = juror_severity(sector, 31, 15)
    apart = severity - (severity.reshape(-1, 3).sum(axis=1).repeat(3) - severity) / 2
    often = seen >= 15
    assert often.sum() > 60
    assert np.corrcoef(beside[often] / seen[often], -apart[often])[0, 1] > 0.95


def test_points_follow_health_and_not_alone(judged):
    level = np.concatenate([merit(chunk, one.edition.cycle)[one.who] for chunk, one in judged])
    points = np.concatenate([one.points for _, one in judged])
    assert 0.6 < np.corrcoef(level, points)[0, 1] < 0.9


def test_one_in_twenty_of_the_eligible_is_named_by_its_province(judged):
    place = np.concatenate([one.place for _, one in judged])
    assert 0.03 < (place < 2).mean() < 0.08
    assert (place == 0).sum() > (place == 1).sum() > 0


def test_a_better_year_gives_more_points_and_no_more_places(chunks):
    """Whoever is named is better than its peers, who all have the same year."""
    chunk, edition = chunks[0], editions()[4]
    entrants = entries(chunk, edition, supervised(chunk), np.random.default_rng(1))
    better = replace(
        chunk,
        sector=replace(chunk.sector, year_shock=chunk.sector.year_shock + 0.4),
        health=replace(
            chunk.health,
            governance=chunk.health.governance + 0.4,
            finance=chunk.health.finance + 0.4,
            members=chunk.health.members + 0.4,
        ),
    )
    usual, lifted = (judge(c, edition, entrants, np.random.default_rng(2)) for c in (chunk, better))
    assert lifted.points.mean() > usual.points.mean() + 3
    assert (lifted.place != usual.place).mean() < 0.03
    assert (usual.place < 2).sum() > 5


def test_the_nation_names_only_those_that_a_province_named(judged):
    for _, one in judged:
        assert (one.place[one.national_place < 2] < 2).all()
