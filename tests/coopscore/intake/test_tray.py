from datetime import date
from pathlib import Path

from coopscore.adapters.delivery import Draft, Drafts
from coopscore.intake.checked import check
from coopscore.intake.tray import Tray
from coopscore.persons import Persons
from coopscore.schema import TABLES

COOPERATIVES = TABLES["cooperative"]


def checked(source, *coop_ids):
    rows = [
        Draft(
            row,
            {
                "coop_id": coop_id,
                "valid_from": "2020-01-01",
                "recorded_at": "2020-01-02",
                "name": "A",
                "national_id": "1",
            },
        )
        for row, coop_id in enumerate(coop_ids, start=2)
    ]
    drafts = Drafts(table=COOPERATIVES, source=source, rows=rows, origin={"coop_id": "id"})
    return check(drafts, today=date(2025, 1, 1), persons=Persons(Path("no-key-is-needed")))


def test_facts_of_several_sources_lie_side_by_side_with_their_rows_and_flags():
    tray = Tray(COOPERATIVES)
    tray.add(checked("a.csv", "c1", "c2"))
    tray.add(checked("b.csv", "c3"))
    assert [fact.place for fact in tray.facts] == [("a.csv", 2), ("a.csv", 3), ("b.csv", 2)]
    assert tray.facts[2].key == ("c3", "c3|2020-01-01", date(2020, 1, 2), 1)
    assert sorted(tray.flags) == [0, 1, 2]
    assert tray.source_column("b.csv", "coop_id") == "id"
    assert tray.source_column("b.csv", "name") == "name"
    assert tray.rows([2, 0]).column("coop_id").to_pylist() == ["c3", "c1"]


def test_a_row_with_a_fault_no_longer_stands():
    tray = Tray(COOPERATIVES)
    tray.add(checked("a.csv", "c1", "c2"))
    assert [fact.coop_id for _, fact in tray.standing({("a.csv", 2): "fault"})] == ["c2"]
