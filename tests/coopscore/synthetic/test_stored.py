"""Sheets as facts: the same that intake stores of the same rows written to files."""

from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from coopscore.actor import SYSTEM
from coopscore.calendar import jalali
from coopscore.facts import FactStore
from coopscore.home import Home
from coopscore.intake.receive import receive
from coopscore.persons import Persons
from coopscore.records.database import open_records
from coopscore.schema import TABLES
from coopscore.synthetic.stored import stored_facts
from coopscore.synthetic.synthesis import Order, draw, synthesize

ENDS = jalali(1404, 12, 29)
# Told apart as they come in, or numbered by the store.
LEFT_OUT = ("digest", "batch")


@pytest.fixture(scope="module")
def order():
    return Order(cooperatives=40, seed=7, until=ENDS)


@pytest.fixture(scope="module")
def taken_in(order, tmp_path_factory):
    """The facts of a clean delivery, as intake stored them, and the home's persons."""
    folder = tmp_path_factory.mktemp("sector")
    made = synthesize(folder / "made", order)
    home = Home(folder / "home")
    with open_records(home.records_url) as records:
        facts = FactStore(home.facts, records.ledger)
        now = datetime(2026, 3, 20, tzinfo=UTC)
        receive(
            home, facts, records, made.registry, "registry", SYSTEM, today=date(2026, 3, 20),
            now=now,
        )  # fmt: skip
        view = facts.view()
        read = {name: view.read(name) for name in TABLES}
    return read, home


@pytest.fixture(scope="module")
def drawn(order):
    (part,) = draw(order)
    return part.tables


@pytest.mark.parametrize("name", list(TABLES))
def test_what_intake_stores_of_a_clean_delivery_is_what_the_sheets_are(name, taken_in, drawn):
    read, home = taken_in
    if name not in drawn:
        assert read[name].num_rows == 0
        return
    stored = stored_facts(TABLES[name], drawn[name], Persons(home.person_key))
    assert stored.schema.equals(TABLES[name].arrow())
    assert ordered(stored).equals(ordered(read[name].cast(stored.schema)))


def ordered(rows: pa.Table) -> pa.Table:
    """Rows by what names them, without the columns that tell how they came."""
    keys = ("coop_id", "record_id", "known", "version")
    rows = rows.sort_by([(key, "ascending") for key in keys])
    return rows.drop_columns(list(LEFT_OUT)).combine_chunks()


def test_every_fact_has_a_record_of_its_own_version(drawn, tmp_path):
    persons = Persons(tmp_path / "key")
    for name, rows in drawn.items():
        facts = stored_facts(TABLES[name], rows, persons)
        named = pa.table({key: facts[key] for key in ("coop_id", "record_id", "version")})
        assert named.group_by(named.column_names).aggregate([]).num_rows == facts.num_rows, name


def test_persons_are_keyed_hashes_and_never_their_codes(drawn, tmp_path):
    rows = drawn["officer_term"]
    facts = stored_facts(TABLES["officer_term"], rows, Persons(tmp_path / "key"))
    assert pc.all(pc.starts_with(facts["person_key"].drop_null(), "pk:")).as_py()
    (code, *_) = rows["person_key"].drop_null().to_pylist()
    assert not pc.any(pc.match_substring(facts["record_id"], code)).as_py()
