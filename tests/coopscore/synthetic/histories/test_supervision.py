"""Acts, findings, warnings and complaints, as they are told of two chunks of a small sector."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
import statsmodels.api as sm
from scipy import stats

from coopscore.schema import TABLES
from coopscore.synthetic.histories.assemblies import assemblies
from coopscore.synthetic.histories.deeds import draw_deeds
from coopscore.synthetic.histories.findings import DEFICIENCIES
from coopscore.synthetic.histories.officework import in_time, is_active, open_years
from coopscore.synthetic.histories.official import official
from coopscore.synthetic.histories.officials import inspector_keys
from coopscore.synthetic.histories.supervision import supervised, supervision
from coopscore.synthetic.sector.chunk import EXIT_REASONS
from coopscore.synthetic.sector.cycles import NEVER
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World

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


def serials(table):
    return pc.utf8_slice_codeunits(table["coop_id"], 3).cast(pa.int64()).to_numpy() - 1


def both(chunks, values):
    return np.concatenate([values(chunk) for chunk in chunks])


@pytest.mark.parametrize("name", ["supervision_act", "warning", "complaint"])
def test_nothing_is_done_before_registration_or_after_the_end(chunks, told, name):
    table = told[name]
    who, day = serials(table), numbers(table[TABLES[name].happened])
    registered = both(chunks, lambda c: c.founded.registered)
    ended = both(chunks, lambda c: c.lives.ended)
    assert (day >= registered[who]).all()
    assert (day < ended[who]).all()
    assert (day >= chunks[0].cycles.recording).all()
    assert (numbers(table[TABLES[name].known]) >= day).all()


@pytest.mark.parametrize("name", ["supervision_act", "warning", "complaint"])
def test_no_two_records_have_the_same_key(told, name):
    rows = told[name].select([*TABLES[name].key, *(["version"] if name == "complaint" else [])])
    assert rows.group_by(rows.column_names).aggregate([]).num_rows == rows.num_rows


@pytest.mark.parametrize("name", ["supervision_act", "complaint"])
def test_what_ends_is_known_later_than_it_ended(told, name):
    table = TABLES[name]
    ends, known = numbers(told[name][table.ends]), numbers(told[name][table.ends_known])
    assert ((ends < NEVER) == (known < NEVER)).all()
    assert (known >= ends).all()
    assert (ends >= numbers(told[name][table.happened])).all()


def test_every_visit_of_the_lives_is_on_record(chunks, drawn):
    for chunk, seen in zip(chunks, drawn, strict=True):
        visits = np.zeros(chunk.lives.visits.shape, dtype=np.int64)
        ordinary = (seen.acts.kind < 2) & ~seen.acts.case
        np.add.at(visits, (seen.acts.who[ordinary], seen.acts.cycle[ordinary]), 1)
        first = np.full(visits.shape, NEVER)
        np.minimum.at(
            first, (seen.acts.who[ordinary], seen.acts.cycle[ordinary]), seen.acts.day[ordinary]
        )
        who, cycle = np.nonzero(chunk.lives.visits)
        day = chunk.lives.visited_on[who, cycle]
        here = in_time(chunk, who, day)
        assert (first[who, cycle] <= day)[here].all()
        # Two of a kind on one day are one record; campaigns add some.
        assert (visits >= chunk.lives.visits).mean() > 0.995


def test_general_and_financial_visits_stand_as_five_to_seven(told):
    kind = told["supervision_act"].filter(told["supervision_act"]["planned"])["kind"].to_pylist()
    share = kind.count("financial") / (kind.count("general") + kind.count("financial"))
    assert share == pytest.approx(731 * 0.85 / (731 * 0.85 + 500 * 0.75), abs=0.02)


def test_busy_provinces_supervise_more_and_all_about_as_much_as_they_mean_to(sector, chunks, drawn):
    acts, years, effort = np.zeros(31), np.zeros(31), np.zeros(31)
    for chunk, seen in zip(chunks, drawn, strict=True):
        planless = np.isin(np.arange(len(seen.acts)), np.flatnonzero(seen.acts.case))
        np.add.at(acts, chunk.founded.province[seen.acts.who[~planless]], 1)
        awake = (chunk.lives.awake * open_years(chunk)).sum(axis=1)
        np.add.at(years, chunk.founded.province, awake)
        np.add.at(effort, chunk.founded.province, awake * sector.effort[chunk.founded.county])
    rate, meant = acts / years, sector.province_visits * effort / years
    assert stats.spearmanr(rate, meant).statistic > 0.85
    assert acts.sum() / (meant * years).sum() == pytest.approx(1.15, abs=0.15)  # sleepers get some


def test_an_assembly_with_a_delegate_is_an_act_of_its_day(chunks, told):
    acts = told["supervision_act"]
    acts = acts.filter(pc.equal(acts["kind"], "assembly"))
    of_acts = set(zip(acts["coop_id"].to_pylist(), numbers(acts["act_on"]).tolist(), strict=True))
    minutes = pa.concat_tables([assemblies(c, draw_deeds(c)) for c in chunks])
    minutes = minutes.filter(minutes["supervised"])
    held = set(
        zip(minutes["coop_id"].to_pylist(), numbers(minutes["held_on"]).tolist(), strict=True)
    )
    assert of_acts <= held
    assert len(of_acts) > 0.98 * len(held)
    assert all(acts["found_active"].to_pylist())


def test_sleepers_are_seen_and_warned_too(chunks, drawn):
    for chunk, seen in zip(chunks, drawn, strict=True):
        visited = ~is_active(chunk, seen.acts.who, seen.acts.day)
        assert 0.1 < visited.mean() < 0.35
        assert not is_active(chunk, seen.cautions.who, seen.cautions.day).all()


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
        for word in text.split()
    }
    assert known == set(DEFICIENCIES)


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


def test_a_complaint_is_upheld_only_once_it_is_decided(told):
    rows = told["complaint"]
    version = rows["version"].to_numpy()
    assert np.array(rows["upheld"].is_null())[version == 1].all()
    assert np.array(rows["decided_on"].is_null())[version == 1].all()
    assert not np.array(rows["upheld"].is_null())[version == 2].any()
    assert (numbers(rows["recorded_at"]) == numbers(rows["decided_known_on"]))[version == 2].all()
    first = {
        key: known
        for key, known, one in zip(
            zip(
                rows["coop_id"].to_pylist(),
                rows["filed_on"].to_pylist(),
                rows["subject"].to_pylist(),
                strict=True,
            ),
            numbers(rows["recorded_at"]).tolist(),
            version.tolist(),
            strict=True,
        )
        if one == 1
    }
    later = rows.filter(pc.equal(rows["version"], 2))
    keys = zip(
        later["coop_id"].to_pylist(),
        later["filed_on"].to_pylist(),
        later["subject"].to_pylist(),
        strict=True,
    )
    assert all(
        known > first[key]
        for key, known in zip(keys, numbers(later["recorded_at"]).tolist(), strict=True)
    )


def test_complaints_are_decided_in_months_and_the_badly_governed_have_more(chunks, drawn):
    for chunk, seen in zip(chunks, drawn, strict=True):
        made = seen.complaints
        took = (made.decided - made.filed)[made.decided < NEVER]
        assert 60 < np.median(took) < 200
        counts = np.bincount(made.who, minlength=len(chunk))
        lived = open_years(chunk).sum(axis=1)
        weak = (chunk.health.governance + chunk.health.members).mean(axis=1) < 0
        assert (
            counts[weak].sum() / lived[weak].sum() > 1.2 * counts[~weak].sum() / lived[~weak].sum()
        )
        assert 0.3 < made.upheld.mean() < 0.6


def test_campaign_entries_follow_the_look_that_left_an_act(chunks, drawn):
    """The register is told within a month of the day on which the office went to see."""
    looked, written = 0, 0
    for chunk, seen in zip(chunks, drawn, strict=True):
        entries = official(chunk)
        told_of = (entries.campaign >= 0) & (entries.true_day > chunk.cycles.starts[0])
        told_of &= (entries.axis == 1) & ~entries.fake & (entries.to_code == 5)
        # Nobody goes to see one that has truly ended, though it may still be written of.
        told_of &= entries.recorded_at < chunk.lives.ended[entries.who]
        for place in np.flatnonzero(told_of):
            mine = (seen.acts.who == entries.who[place]) & (seen.acts.kind == 0)
            since = entries.recorded_at[place] - seen.acts.day[mine]
            looked += bool(((since >= 0) & (since <= 31)).any())
        written += told_of.sum()
    assert looked / written == pytest.approx(0.6, abs=3 * np.sqrt(0.24 / written))


def test_inspectors_are_of_the_county_and_headquarters_sends_nobody_of_it(sector, chunks, told):
    acts = told["supervision_act"]
    county = both(chunks, lambda c: c.founded.county)[serials(acts)]
    home = dict(zip(inspector_keys(sector), sector.inspector_county.tolist(), strict=True))
    keys, actors = acts["inspector_key"].to_pylist(), acts["actor"].to_pylist()
    assert all(
        (key is None) == (actor == "headquarters") for key, actor in zip(keys, actors, strict=True)
    )
    assert all(home[key] == place for key, place in zip(keys, county.tolist(), strict=True) if key)


def test_the_chamber_acts_in_some_provinces_since_it_was_asked_to(chunks, told):
    acts = told["supervision_act"]
    chamber = np.array(acts["actor"].to_pylist()) == "chamber"
    provinces = both(chunks, lambda c: c.founded.province)[serials(acts)]
    assert 3 <= len(np.unique(provinces[chamber])) <= 25
    assert min(acts["act_on"].filter(pa.array(chamber)).to_pylist()).isoformat() >= "2015-09-23"


def test_the_same_chunk_tells_the_same_twice(chunks):
    first, again = supervision(chunks[1]), supervision(chunks[1])
    assert all(first[name].equals(again[name]) for name in first)
