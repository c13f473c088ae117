"""The make-believe registry as a whole: the same from the same order, and nothing impossible."""

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from coopscore.actor import SYSTEM
from coopscore.calendar import jalali
from coopscore.facts import FactStore
from coopscore.home import Home
from coopscore.intake.receive import receive
from coopscore.records.database import open_records
from coopscore.schema import TABLES
from coopscore.synthetic.dirt.rates import USUAL
from coopscore.synthetic.synthesis import Order, draw, synthesize

UNTIL = date(2025, 9, 22)  # 31 Shahrivar 1404
# Acts of a co-operative itself; offices write of it before its registration and after its end, too.
OWN = ("filing", "statement_line", "assembly", "officer_term", "obligation", "change_request")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under the folder, by its place in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def drawn():
    """Every row of 400 co-operatives."""
    (part,) = draw(Order(cooperatives=400, seed=1404, until=UNTIL))
    return part.tables


@pytest.fixture(scope="module")
def ended(drawn) -> dict[str, date]:
    """The day on which each that has ended did."""
    turns = drawn["status_event"]
    ends = turns.filter(pc.is_in(turns["to_code"], pa.array(["dissolved", "merged"])))
    days = zip(ends["coop_id"].to_pylist(), ends["valid_from"].to_pylist(), strict=True)
    return dict(days)


def test_the_same_order_gives_the_same_bytes_by_however_many_workers(tmp_path):
    order = Order(cooperatives=40, seed=7, until=UNTIL, dirt=USUAL, chunk=20)
    for name, workers in (("one", 1), ("two", 2)):
        synthesize(tmp_path / name, order, workers=workers)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert (tmp_path / "one" / "registry" / "filing-002.csv").is_file()


def test_second_entries_of_each_part_have_serials_that_nobody_has():
    order = Order(cooperatives=45, seed=7, until=UNTIL, chunk=20)
    spare = [set(order.spare(part)) for part in range(order.parts)]
    assert not set.union(*spare) & set(range(1, 46))
    assert len(set.union(*spare)) == sum(len(one) for one in spare)
    assert all(len(one) >= order.size(part) for part, one in enumerate(spare))


def test_another_seed_gives_another_registry(tmp_path):
    for seed in (7, 8):
        synthesize(tmp_path / str(seed), Order(cooperatives=20, seed=seed, until=UNTIL))
    one, other = (contents(tmp_path / str(seed) / "registry") for seed in (7, 8))
    assert one.keys() == other.keys()
    assert one["cooperative.csv"] != other["cooperative.csv"]


def test_it_tells_of_each_part_as_it_is_written_and_counts_the_rows(tmp_path):
    told = []
    order = Order(cooperatives=5, seed=1, until=UNTIL, format="parquet", chunk=2)
    made = synthesize(tmp_path, order, progress=lambda *said: told.append(said))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert [order.size(part) for part in range(order.parts)] == [2, 2, 1]
    assert made.rows.keys() == TABLES.keys()
    parts = list(draw(order))
    assert [part.cooperatives for part in parts] == [2, 2, 1]
    for name, rows in made.rows.items():
        assert rows == sum(part.tables[name].num_rows for part in parts if name in part.tables)


def test_what_an_earlier_run_left_is_replaced_and_nothing_else(tmp_path):
    (tmp_path / "mine.txt").write_text("kept")
    for cooperatives in (5, 3):
        made = synthesize(tmp_path, Order(cooperatives=cooperatives, seed=1, until=UNTIL))
        (made.registry / "left.csv").write_text("of an earlier run")
    fresh = synthesize(tmp_path, Order(cooperatives=3, seed=1, until=UNTIL))
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"mine.txt", "registry", "truth", "dirt", "order.json"}
    assert not (fresh.registry / "left.csv").exists()


@pytest.mark.parametrize("seed", [1, 28])
def test_one_cooperative_is_a_registry_too(tmp_path, seed):
    made = synthesize(tmp_path, Order(cooperatives=1, seed=seed, until=UNTIL))
    assert "ir:00000001" in (made.registry / "cooperative.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("until", [jalali(1404, 1, 1), jalali(1400, 7, 30)])
def test_an_earlier_last_day_cuts_the_same_history(drawn, until):
    (cut,) = draw(Order(cooperatives=400, seed=1404, until=until))
    for name, rows in cut.tables.items():
        known = TABLES[name].known
        whole = drawn[name].filter(pc.less_equal(drawn[name][known], pa.scalar(until)))
        named = [column for column in rows.column_names if column not in TABLES[name].ending]
        assert rows.select(named).equals(whole.select(named)), name


def test_no_fact_is_known_before_it_happened_or_after_the_last_day(drawn):
    for name, rows in drawn.items():
        happened, known = rows[TABLES[name].happened], rows[TABLES[name].known]
        assert pc.all(pc.less_equal(happened, known)).as_py() in (True, None), name
        assert pc.all(pc.less_equal(known, pa.scalar(UNTIL))).as_py() in (True, None), name


@pytest.mark.parametrize("name", OWN)
def test_nothing_is_done_after_the_end(drawn, ended, name):
    assert len(ended) > 50
    rows = drawn[name]
    last = pa.array([ended.get(one, date.max) for one in rows["coop_id"].to_pylist()], pa.date32())
    assert pc.all(pc.less_equal(rows[TABLES[name].known], last)).as_py()


def test_nobody_ends_twice(drawn, ended):
    turns = drawn["status_event"]
    told = pc.is_in(turns["to_code"], pa.array(["dissolved", "merged"]))
    assert pc.sum(told).as_py() == len(ended)


def test_no_seat_is_held_twice_at_a_time(drawn):
    """The last version tells how long a term truly lasted."""
    terms = drawn["officer_term"].to_pandas().sort_values("version")
    key = ["coop_id", "role", "person_key", "start"]
    last = terms.groupby(key, as_index=False)["end"].last()
    bodies = last.groupby(["coop_id", "role", "start"], as_index=False)["end"].max()
    bodies = bodies.sort_values(["coop_id", "role", "start"])
    same = (bodies[["coop_id", "role"]] == bodies[["coop_id", "role"]].shift()).all(axis=1)
    following = np.array(bodies["start"][same].tolist())
    before = np.array(bodies["end"].shift()[same].tolist())
    assert len(following) > 1_000
    assert (before <= following).mean() == 1.0


def test_money_is_in_rial(drawn):
    assert pc.unique(drawn["statement_line"]["currency"]).to_pylist() == ["IRR"]


def test_intake_takes_every_row_of_a_clean_delivery_and_sets_none_aside(tmp_path):
    made = synthesize(tmp_path / "made", Order(cooperatives=60, seed=3, until=UNTIL))
    home, now = Home(tmp_path / "home"), datetime(2025, 9, 22, tzinfo=UTC)
    with open_records(home.records_url) as records:
        facts = FactStore(home.facts, records.ledger)
        receipt = receive(
            home, facts, records, made.registry, "registry", SYSTEM, today=UNTIL, now=now
        )
    assert receipt.quarantined == receipt.repeated == 0
    assert receipt.accepted == receipt.rows_read == sum(made.rows.values()) > 5_000
