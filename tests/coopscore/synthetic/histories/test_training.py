import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from coopscore.schema import TABLES
from coopscore.synthetic.histories.effort import (
    training_hours,
)
from coopscore.synthetic.histories.officework import open_years
from coopscore.synthetic.histories.training import CONTRIBUTIONS, PROGRAMMES, SUBJECTS, training
from coopscore.synthetic.sector.cycles import day_number
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.drawn import draw_sector
from coopscore.synthetic.sector.world import World

EPOCH = 719_163
SIZE = 5_000
NAMES = ("training", "programme_membership", "social_contribution")


@pytest.fixture(scope="module")
def world():
    return World()


@pytest.fixture(scope="module")
def sector(world):
    return draw_sector(seed=12, size=15_000, world=world)


@pytest.fixture(scope="module")
def chunks(sector, world):
    return [draw_chunk(sector, n, n * SIZE, SIZE, world) for n in range(3)]


@pytest.fixture(scope="module")
def told(chunks):
    parts = [training(chunk) for chunk in chunks]
    return {name: pa.concat_tables([part[name] for part in parts]) for name in NAMES}


def numbers(column):
    return column.cast(pa.int32()).to_numpy().astype(np.int64) + EPOCH


def serials(table):
    return pc.utf8_slice_codeunits(table["coop_id"], 3).cast(pa.int64()).to_numpy() - 1


def all_of(chunks, values):
    return np.concatenate([values(chunk) for chunk in chunks])


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_done_before_registration_or_after_the_end(chunks, told, name):
    who, day = serials(told[name]), numbers(told[name][TABLES[name].happened])
    assert (day >= all_of(chunks, lambda c: c.founded.registered)[who]).all()
    assert (day < all_of(chunks, lambda c: c.lives.ended)[who]).all()
    assert (day >= chunks[0].cycles.recording).all()
    assert (numbers(told[name][TABLES[name].known]) >= day).all()


@pytest.mark.parametrize("name", NAMES)
def test_no_two_records_have_the_same_key(told, name):
    rows = told[name].select(list(TABLES[name].key))
    assert rows.group_by(rows.column_names).aggregate([]).num_rows == rows.num_rows


def test_the_hours_of_provinces_follow_what_their_offices_offer(sector, world, chunks, told):
    rows = told["training"]
    given, years = np.zeros(31), np.zeros(31)
    province = all_of(chunks, lambda c: c.founded.province)
    np.add.at(given, province[serials(rows)], rows["person_hours"].to_numpy())
    awake = all_of(chunks, lambda c: (c.lives.awake * open_years(c)).sum(axis=1))
    np.add.at(years, province, awake)
    meant = training_hours(sector, world)
    assert np.corrcoef(given / years, meant)[0, 1] > 0.9
    # Those awake are healthier than the mean, and a few sleepers send somebody.
    assert given.sum() / (meant * years).sum() == pytest.approx(1.17, abs=0.12)


def test_the_healthy_send_more_people(chunks, told):
    health = all_of(chunks, lambda c: (c.health.governance + c.health.members).mean(axis=1))
    awake = all_of(chunks, lambda c: (c.lives.awake * open_years(c)).sum(axis=1))
    courses = np.bincount(serials(told["training"]), minlength=3 * SIZE)
    weak, strong = health < -0.5, health > 0.5
    assert (
        courses[strong].sum() / awake[strong].sum() > 1.4 * courses[weak].sum() / awake[weak].sum()
    )


def test_no_more_people_are_trained_than_there_are_members(chunks, told):
    rows = told["training"]
    cycle = np.searchsorted(chunks[0].cycles.starts, numbers(rows["held_on"])) - 1
    members = all_of(chunks, lambda c: c.lives.members)[serials(rows), cycle]
    persons = rows["persons"].to_numpy()
    assert (persons >= 1).all()
    assert (persons <= np.maximum(members, 1)).all()
    assert (rows["person_hours"].to_numpy() >= 4 * persons).all()
    assert set(rows["subject"].to_pylist()) == set(SUBJECTS)


def test_courses_went_remote_with_the_pandemic(told):
    rows = told["training"]
    day, remote = numbers(rows["held_on"]), np.array(rows["mode"].to_pylist()) == "remote"
    then = (day >= day_number(1398, 12, 1)) & (day < day_number(1401, 1, 1))
    before = day < day_number(1398, 12, 1)
    assert remote[before].mean() < 0.05 < 0.3 < remote[~before & ~then].mean() < remote[then].mean()


def test_a_programme_is_joined_once_after_it_began_and_left_later(told):
    rows = told["programme_membership"]
    pairs = rows.select(["coop_id", "programme"])
    assert pairs.group_by(pairs.column_names).aggregate([]).num_rows == rows.num_rows
    began = dict(zip(PROGRAMMES, (1396, 1399, 1398, 1397, 1393), strict=True))
    for name, year in began.items():
        joined = rows.filter(pc.equal(rows["programme"], name))["joined_on"]
        assert min(numbers(joined)) >= day_number(year, 1, 1)
    left = rows.filter(rows["left_on"].is_valid())
    assert (numbers(left["left_on"]) > numbers(left["joined_on"])).all()
    assert (numbers(left["left_known_on"]) >= numbers(left["left_on"])).all()
    assert (left["left_known_on"].null_count, left["left_on"].null_count) == (0, 0)


def test_most_members_of_a_programme_are_those_it_is_meant_for(chunks, told):
    rows = told["programme_membership"]
    for name, flag in (("rural_cooperative", "rural_scheme"), ("incubator", "knowledge_based")):
        who = serials(rows.filter(pc.equal(rows["programme"], name)))
        meant = all_of(chunks, lambda c, flag=flag: getattr(c.founded, flag))
        assert meant[who].mean() > 5 * meant.mean()


def test_gifts_are_whole_millions_and_rise_with_prices(told, world):
    rows = told["social_contribution"]
    amount, day = rows["amount"].to_numpy(), numbers(rows["given_on"])
    assert (amount % 1_000_000 == 0).all()
    assert (amount > 0).all()
    early, late = day < day_number(1395, 7, 30), day > day_number(1401, 7, 30)
    assert 4 < np.median(amount[late]) / np.median(amount[early]) < 16
    assert set(rows["kind"].to_pylist()) == set(CONTRIBUTIONS)
    evidence = rows["evidence"].to_pylist()
    assert evidence.count("none") / len(evidence) == pytest.approx(0.20, abs=0.03)


def test_the_same_chunk_tells_the_same_twice(chunks):
    first, again = training(chunks[1]), training(chunks[1])
    assert all(first[name].equals(again[name]) for name in NAMES)
