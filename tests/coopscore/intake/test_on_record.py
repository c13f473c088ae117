from datetime import date

from coopscore.intake.on_record import NothingOnRecord, StoredRecords, on_record
from coopscore.intake.tray import Stored
from coopscore.schema import TABLES

COOPERATIVES = "coop_id,valid_from,recorded_at,name\nc1,1390/01/01,1390/01/01,الف\n"
FIGURES = (
    "coop_id,year_end,received_on,members,version\n"
    "c1,1402/12/29,1403/04/01,12,1\n"
    "c1,1402/12/29,1403/04/01,13,2\n"
    "c1,1401/12/29,1402/04/01,11,1\n"
)


def test_an_empty_store_knows_nobody_and_nothing(desk):
    found = on_record(desk.facts)
    assert isinstance(found, NothingOnRecord)
    assert not found.cooperatives()
    assert not found.records(TABLES["filing"], {"r"})
    assert not found.contents(TABLES["filing"], ())


def test_a_store_knows_its_co_operatives_and_all_rows_of_the_records_asked_for(desk):
    desk.take({"cooperative.csv": COOPERATIVES, "yearly_figures.csv": FIGURES})
    found = on_record(desk.facts)
    assert isinstance(found, StoredRecords)
    assert found.cooperatives() == {"c1"}
    records = found.records(TABLES["yearly_figures"], {"c1|2024-03-19", "other"})
    known = date(2024, 6, 21)
    assert set(records) == {
        ("c1", "c1|2024-03-19", known, 1),
        ("c1", "c1|2024-03-19", known, 2),
    }
    assert {stored.natural for stored in records.values()} == {"c1|2024-03-19"}
    assert len(set(records.values())) == 2
    assert all(isinstance(stored, Stored) for stored in records.values())
    assert found.records(TABLES["filing"], {"r"}) == {}
    contents = found.contents(TABLES["yearly_figures"], records)
    assert sorted(row["members"] for row in contents.values()) == [12, 13]
