import numpy as np
import pyarrow as pa
import pytest
import statsmodels.api as sm
from scipy import stats

from coopscore.synthetic.histories.findings import DEFICIENCIES
from coopscore.synthetic.histories.officework import is_active
from coopscore.synthetic.histories.supervision import supervised, supervision
from coopscore.synthetic.sector.chunk import EXIT_REASONS
from coopscore.synthetic.sector.cycles import NEVER
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World
from coopscore.vocabulary import DEFICIENCY

EPOCH = 719_163
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


@pytest.fixture(scope="module")
def told(chunks):
    """The tables of both chunks, one under the other."""
    parts = [supervision(chunk) for chunk in chunks]
    return {name: pa.concat_tables([part[name] for part in parts]) for name in parts[0]}


def numbers(column):
    """Day numbers; NEVER where there is none."""
    days = column.cast(pa.int32()).fill_null(NEVER - EPOCH).to_numpy()
    return days.astype(np.int64) + EPOCH


def both(chunks, values):
    return np.concatenate([values(chunk) for chunk in chunks])


def test_whether_it_was_at_work_is_seen_with_a_small_error(chunks, drawn):
    for chunk, seen in zip(chunks, drawn, strict=True):
        visit = seen.acts.kind < 2
        truth = is_active(chunk, seen.acts.who, seen.acts.day)[visit]
        found = seen.findings.active[visit]
        assert (found != truth)[truth].mean() == pytest.approx(0.05, abs=0.01)
        assert (found != truth)[~truth].mean() == pytest.approx(0.05, abs=0.015)


def test_severe_inspectors_write_more_and_how_much_more_can_be_worked_out(sector, chunks, drawn):
    """A Poisson regression of the findings on the inspectors, by another library."""
    per_act = np.zeros((len(sector.severity), 2))
    for chunk, seen in zip(chunks, drawn, strict=True):
        acts, codes = seen.acts, seen.findings.codes
        rows = (acts.kind < 2) & (acts.inspector >= 0) & is_active(chunk, acts.who, acts.day)
        rows &= seen.findings.active
        found = sum((codes >> bit & 1) for bit in range(7))
        np.add.at(per_act, (acts.inspector[rows], 0), found[rows])
        np.add.at(per_act, (acts.inspector[rows], 1), 1)
    enough = per_act[:, 1] >= 60
    assert enough.sum() > 60
    model = sm.GLM(
        per_act[enough, 0],
        np.column_stack([np.ones(enough.sum()), sector.severity[enough]]),
        family=sm.families.Poisson(),
        offset=np.log(per_act[enough, 1]),
    ).fit()
    # A finding is written once, so severe ones gain less than their factor.
    assert 0.5 < model.params[1] < 1.0
    assert (
        stats.pearsonr(
            np.log(per_act[enough, 0] / per_act[enough, 1]), sector.severity[enough]
        ).statistic
        > 0.8
    )


def test_the_well_governed_are_found_wanting_less_often(chunks, drawn):
    for chunk, seen in zip(chunks, drawn, strict=True):
        general = (seen.acts.kind == 0) & is_active(chunk, seen.acts.who, seen.acts.day)
        who, cycle = seen.acts.who[general], seen.acts.cycle[general]
        governance = chunk.health.governance[who, cycle]
        wanting = seen.findings.severity[general] > 0
        low, high = governance < -0.5, governance > 0.5
        assert wanting[low].mean() > 1.3 * wanting[high].mean()


def test_a_clean_act_is_closed_and_a_deficient_one_has_a_date_to_meet(told):
    acts = told["supervision_act"]
    clean = np.array(acts["outcome"].to_pylist()) == "clean"
    severity = acts["severity"].to_numpy()
    assert ((severity == 0) == clean).all()
    assert (np.array(acts["deficiency_codes"].is_null()) == clean).all()
    assert ((numbers(acts["remedy_due"]) == NEVER) == clean).all()
    assert (numbers(acts["remedied_on"]) == numbers(acts["act_on"]))[clean].all()
    known = {
        word
        for text in acts["deficiency_codes"].drop_null().unique().to_pylist()
        for word in text.split("، ")
    }
    assert known == {DEFICIENCY[code].fa for code in DEFICIENCIES}
    assert set(DEFICIENCY) == set(DEFICIENCIES)


def test_some_deficiencies_are_set_right_and_only_by_those_at_work(chunks, drawn):
    shares = []
    for chunk, seen in zip(chunks, drawn, strict=True):
        found = seen.findings
        mended = (found.severity > 0) & (found.remedied < NEVER)
        assert is_active(chunk, seen.acts.who[mended], found.remedied[mended]).all()
        assert (found.remedied[mended] > seen.acts.day[mended]).all()
        shares.append(mended.sum() / (found.severity > 0).sum())
    assert 0.3 < min(shares) < max(shares) < 0.6


def test_a_dissolution_is_ordered_before_the_end_and_for_its_reason(chunks, drawn):
    for chunk, seen in zip(chunks, drawn, strict=True):
        ordered = seen.findings.outcome == 5
        assert ordered.any()
        who = seen.acts.who[ordered]
        assert (chunk.lives.ended[who] - seen.acts.day[ordered] <= 400).all()
        reasons = {EXIT_REASONS[place] for place in chunk.lives.ended_as[who]}
        assert reasons <= {"stopped_over_1y", "members_below_floor", "term_expired"}
