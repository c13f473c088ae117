import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from scipy import stats

from coopscore.calendar import jalali
from coopscore.schema import TABLES
from coopscore.synthetic.histories.editions import REASONS, editions, entries, merit
from coopscore.synthetic.histories.effort import festival_shares
from coopscore.synthetic.histories.festival import festival
from coopscore.synthetic.histories.judging import CRITERIA, NATIONAL_POINTS, judge
from coopscore.synthetic.histories.lapses import lapses
from coopscore.synthetic.histories.officework import in_time, is_active
from coopscore.synthetic.histories.officials import JURORS, juror_keys, juror_severity
from coopscore.synthetic.histories.supervision import supervised
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World

EPOCH = 719_163
SIZE = 5_000
NAMES = ("festival_entry", "festival_mark", "festival_result")


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
def told(chunks):
    parts = [festival(chunk) for chunk in chunks]
    return {name: pa.concat_tables([part[name] for part in parts]) for name in NAMES}


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


def numbers(column):
    return column.cast(pa.int32()).to_numpy().astype(np.int64) + EPOCH


def serials(table):
    return pc.utf8_slice_codeunits(table["coop_id"], 3).cast(pa.int64()).to_numpy() - 1


def all_of(chunks, values):
    return np.concatenate([values(chunk) for chunk in chunks])


def test_ten_editions_are_held_in_the_co_operative_week():
    held = editions()
    assert [edition.number for edition in held] == list(range(11, 21))
    assert [edition.year for edition in held] == list(range(1395, 1405))
    for edition in held:
        assert (
            edition.opens
            < edition.deadline
            < edition.closes
            < edition.provincial
            < edition.national
        )
        assert jalali(edition.year, 6, 11).toordinal() <= edition.national
        assert edition.national <= jalali(edition.year, 6, 17).toordinal()


def test_the_sixteenth_took_data_until_18_khordad_and_papers_until_19_tir():
    sixteenth = editions()[5]
    assert sixteenth.opens == jalali(1400, 2, 18).toordinal()
    assert sixteenth.deadline == jalali(1400, 3, 18).toordinal()
    assert sixteenth.closes == jalali(1400, 4, 19).toordinal()


def test_an_edition_belongs_to_the_cycle_that_its_days_lie_in(chunks):
    starts = chunks[0].cycles.starts
    for edition in editions():
        assert starts[edition.cycle] < edition.opens
        assert edition.national <= starts[edition.cycle + 1]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_happens_before_registration_or_after_the_end(chunks, told, name):
    who, day = serials(told[name]), numbers(told[name][TABLES[name].happened])
    assert (day >= all_of(chunks, lambda c: c.founded.registered)[who]).all()
    assert (numbers(told[name][TABLES[name].known]) >= day).all()
    assert (day < all_of(chunks, lambda c: c.lives.ended)[who]).all()


@pytest.mark.parametrize("name", NAMES)
def test_no_two_records_have_the_same_key(told, name):
    rows = told[name].select(list(TABLES[name].key))
    assert rows.group_by(rows.column_names).aggregate([]).num_rows == rows.num_rows


def test_about_one_in_six_of_those_at_work_enter_and_half_of_ardabil(sector, world, chunks, told):
    rows = told["festival_entry"]
    entered, there = np.zeros(31), np.zeros(31)
    np.add.at(entered, all_of(chunks, lambda c: c.founded.province)[serials(rows)], 1)
    for chunk in chunks:
        everyone = np.arange(len(chunk))
        for edition in editions():
            day = np.full(len(chunk), edition.deadline)
            at_work = is_active(chunk, everyone, day) & in_time(chunk, everyone, day)
            np.add.at(there, chunk.founded.province[at_work], 1)
    share, codes = entered / there, [p.code for p in world.provinces]
    assert entered.sum() / there.sum() == pytest.approx(0.18, abs=0.03)
    # Few co-operatives, each with much the same health in every edition.
    assert share[codes.index("24")] == pytest.approx(0.55, abs=0.15)
    assert share[codes.index("12")] == pytest.approx(0.21, abs=0.1)
    assert share[codes.index("13")] < 0.06
    assert np.corrcoef(share, festival_shares(sector, world))[0, 1] > 0.95


def test_the_healthy_enter_more_often(chunks):
    chunk, edition = chunks[0], editions()[4]
    everyone = np.arange(len(chunk))
    entrants = entries(chunk, edition, supervised(chunk), np.random.default_rng(1)).who
    level = merit(chunk, edition.cycle)
    awake = is_active(chunk, everyone, np.full(len(chunk), edition.deadline))
    assert level[entrants].mean() > level[awake].mean() + 0.2


def test_who_is_turned_away_is_told_why_and_it_is_true(chunks, told):
    rows = told["festival_entry"]
    reasons = rows["ineligible_because"].to_pylist()
    assert set(reasons) == {None, *REASONS}
    assert [reason is None for reason in reasons] == rows["eligible"].to_pylist()
    eligible = sum(rows["eligible"].to_pylist()) / rows.num_rows
    assert 0.65 < eligible < 0.9
    deadline = {edition.number: edition.deadline for edition in editions()}
    limit = np.array([deadline[number] for number in rows["edition"].to_pylist()])
    operating = all_of(chunks, lambda c: c.founded.operating)[serials(rows)]
    assert (operating <= limit)[np.array(rows["eligible"].to_pylist())].all()


def test_a_missing_statement_keeps_many_out_and_a_complete_file_few(chunks):
    for chunk in chunks[:2]:
        seen, rng = supervised(chunk), np.random.default_rng(2)
        for edition in editions()[3:6]:
            entrants = entries(chunk, edition, seen, rng)
            days = np.full(len(entrants.who), edition.deadline)
            cycle = np.full(len(entrants.who), edition.cycle)
            lapsed = lapses(seen.deeds, seen.boards, entrants.who, days, cycle)
            stale = entrants.barred == 2
            judged = entrants.barred < 0
            free = ~lapsed.statement & ~lapsed.term
            missing = lapsed.statement & (stale | judged)
            assert stale[missing].mean() == pytest.approx(0.5, abs=0.15)
            assert stale[free].mean() < 0.08


def test_no_winner_had_a_warning_in_the_year_before(chunks, told):
    rows = told["festival_result"]
    deadline = {edition.number: edition.deadline for edition in editions()}
    keys = set(zip(serials(rows).tolist(), rows["edition"].to_pylist(), strict=True))
    for number, chunk in enumerate(chunks):
        cautions = supervised(chunk).cautions
        for who, day in zip(cautions.who.tolist(), cautions.day.tolist(), strict=True):
            for edition, limit in deadline.items():
                if limit - 365 < day <= limit:
                    assert (number * SIZE + who, edition) not in keys


def test_the_eligible_are_marked_by_three_jurors_of_their_branch_in_four_criteria(
    chunks, told, world
):
    entry, mark = told["festival_entry"], told["festival_mark"]
    eligible = entry.filter(entry["eligible"])
    judged = mark.num_rows / (JURORS * len(CRITERIA))
    assert 0.99 * eligible.num_rows < judged <= eligible.num_rows  # some end before they are judged
    per = mark.group_by(["coop_id", "edition"]).aggregate([("juror_key", "count_distinct")])
    assert set(per["juror_key_count_distinct"].to_pylist()) == {JURORS}
    who = serials(mark)
    panel = all_of(chunks, lambda c: c.founded.province * len(world.branches) + c.founded.branch)[
        who
    ]
    juror = {key: place for place, key in enumerate(juror_keys(31, len(world.branches)))}
    places = np.array([juror[key] for key in mark["juror_key"].to_pylist()])
    assert (places // JURORS == panel).all()
    values = mark["mark"].to_numpy()
    assert ((values >= 0) & (values <= 100) & (values == np.rint(values))).all()


def test_points_are_the_weighted_mean_of_the_marks(told):
    mark, result = told["festival_mark"], told["festival_result"]
    means = mark.group_by(["coop_id", "edition", "criterion"]).aggregate([("mark", "mean")])
    worked_out: dict = {}
    for row in means.to_pylist():
        key = row["coop_id"], row["edition"]
        weight = {"economic": 0.35, "managerial": 0.20, "performance": 0.25, "obligations": 0.20}
        worked_out[key] = worked_out.get(key, 0.0) + weight[row["criterion"]] * row["mark_mean"]
    provincial = result.filter(pc.equal(result["level"], "provincial")).to_pylist()
    assert 0.99 * len(worked_out) < len(provincial) <= len(worked_out)
    for row in provincial:
        assert row["points"] == pytest.approx(
            worked_out[row["coop_id"], row["edition"]], abs=0.0051
        )


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


def test_the_nation_names_some_of_those_that_provinces_named(told):
    result = told["festival_result"]
    level, place = result["level"].to_pylist(), result["place"].to_pylist()
    keys = list(zip(result["coop_id"].to_pylist(), result["edition"].to_pylist(), strict=True))
    named = {
        k for k, at, p in zip(keys, level, place, strict=True) if at == "provincial" and p != "none"
    }
    sent = {k for k, at in zip(keys, level, strict=True) if at == "national"}
    assert sent <= named
    assert len(sent) > 0.97 * len(named)
    winners = sum(at == "national" and p == "top" for at, p in zip(level, place, strict=True))
    # 26 an edition of 235,000: about 22 in ten editions of 20,000.
    assert 8 <= winners <= 45


def test_a_better_year_of_a_branch_names_no_more_of_it(judged):
    for _, one in judged:
        won = one.national_place == 0
        assert (one.place[won] < 2).all()
    assert NATIONAL_POINTS[0] > NATIONAL_POINTS[1]


def test_the_same_chunk_tells_the_same_twice(chunks):
    first, again = festival(chunks[2]), festival(chunks[2])
    assert all(first[name].equals(again[name]) for name in NAMES)
