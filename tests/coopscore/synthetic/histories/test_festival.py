import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from coopscore.schema import TABLES
from coopscore.synthetic.histories.editions import REASONS, editions, entries
from coopscore.synthetic.histories.festival import festival
from coopscore.synthetic.histories.judging import CRITERIA, judge
from coopscore.synthetic.histories.officials import JURORS, juror_keys
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


def test_the_same_chunk_tells_the_same_twice(chunks):
    first, again = festival(chunks[2]), festival(chunks[2])
    assert all(first[name].equals(again[name]) for name in NAMES)
