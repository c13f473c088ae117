from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coopscore.actor import SYSTEM
from coopscore.facts import FactStore
from coopscore.home import Home
from coopscore.intake.receive import receive
from coopscore.records.database import open_records
from coopscore.synthetic import make_registry

UNTIL = date(2025, 9, 22)
FILES = {
    *("cooperative", "status_event", "filing", "statement_line", "yearly_figures", "assembly"),
    *("officer_term", "obligation"),
}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name in ("once", "twice"):
        make_registry(tmp_path / name, cooperatives=50, seed=7, until=UNTIL)
    assert contents(tmp_path / "once") == contents(tmp_path / "twice")


def test_another_seed_gives_another_registry(tmp_path):
    for seed in (7, 8):
        make_registry(tmp_path / str(seed), cooperatives=50, seed=seed, until=UNTIL)
    assert contents(tmp_path / "7") != contents(tmp_path / "8")


def test_it_tells_of_each_file_as_it_is_written(tmp_path):
    told = []
    paths = make_registry(
        tmp_path, cooperatives=5, seed=1, until=UNTIL, progress=lambda *said: told.append(said)
    )
    assert {path.stem for path in paths} == FILES
    assert told == [(path.name, place, 8) for place, path in enumerate(paths, start=1)]


@pytest.mark.parametrize("seed", [1, 28])  # the second has only just been born
def test_one_cooperative_is_a_registry_too(tmp_path, seed):
    make_registry(tmp_path, cooperatives=1, seed=seed, until=UNTIL)
    assert "ir:00000001" in (tmp_path / "cooperative.csv").read_text(encoding="utf-8")


def test_the_last_day_may_be_the_first_of_a_year(tmp_path):
    make_registry(tmp_path, cooperatives=20, seed=1, until=date(2025, 3, 21))  # 1 Farvardin 1404


def test_no_fact_is_known_before_it_happened_or_after_the_last_day(drawn):
    for table in FILES:
        for row in drawn.rows(table):
            happened, known = drawn.dates(table, row)
            assert happened <= known <= UNTIL, (table, row)


def test_nothing_is_done_before_birth_or_after_the_end(drawn):
    founded = {
        row["coop_id"]: drawn.dates("cooperative", row)[0]
        for row in drawn.rows("cooperative")[::-1]
    }
    turns = drawn.rows("status_event")
    ended = {
        row["coop_id"]: drawn.dates("status_event", row)[0]
        for row in turns
        if row["to_code"] in ("dissolved", "merged")
    }
    assert len(ended) > 50
    for table in FILES - {"cooperative", "status_event"}:
        for row in drawn.rows(table):
            happened, known = drawn.dates(table, row)
            assert founded[row["coop_id"]] < happened, (table, row)
            assert known < ended.get(row["coop_id"], date.max), (table, row)


def test_nobody_ends_twice(drawn):
    ends = [
        row["coop_id"]
        for row in drawn.rows("status_event")
        if row["to_code"] in ("dissolved", "merged")
    ]
    assert len(ends) == len(set(ends))


def test_intake_takes_every_row_and_sets_none_aside(drawn, tmp_path):
    home, now = Home(tmp_path), datetime(2025, 9, 22, tzinfo=UTC)
    with open_records(home.records_url) as records:
        facts = FactStore(home.facts, records.ledger)
        receipt = receive(
            home, facts, records, drawn.folder, "registry", SYSTEM, today=UNTIL, now=now
        )
    assert receipt.quarantined == receipt.repeated == 0
    assert receipt.flags == {}
    assert receipt.accepted == receipt.rows_read > 40_000
