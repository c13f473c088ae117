from datetime import date

from coopscore.adapters import open_adapter
from coopscore.intake.account import account
from coopscore.intake.checked import check
from coopscore.intake.on_record import NothingOnRecord
from coopscore.intake.settled import settle
from coopscore.persons import Persons

TODAY = date(2025, 7, 22)
HEADER = "coop_id,valid_from,recorded_at,name,national_id"
ROWS = ["c1,1390/01/01,1390/01/02,الف,", "c2,1390/01/01,1390/01/02,ب,123", "c3"]


def accounted(folder, rows=ROWS, today=TODAY):
    folder.mkdir()
    path = folder / "cooperative.csv"
    path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    persons = Persons(folder / "person.key")
    delivery = open_adapter("registry").drafts(path)
    set_aside = {(row.source, row.row): row.faults for row in delivery.set_aside}
    checked = [check(part, today=today, persons=persons) for part in delivery.tables]
    settled = settle(checked, set_aside, NothingOnRecord())
    return account(
        delivery,
        settled,
        adapter="registry",
        path=path,
        folder=folder / "quarantine",
        persons=persons,
    )


def test_no_receipt_names_a_file_that_is_not_there(tmp_path, quarantined):
    receipt = accounted(tmp_path / "a")
    assert quarantined(receipt.quarantine) == [("cooperative.csv", 4, "", "too_few_cells")]
    assert quarantined(receipt.flagged) == [
        ("cooperative.csv", 3, "national_id", "national_id_fails")
    ]
    clean = accounted(tmp_path / "b", ROWS[:1])
    assert (clean.quarantine, clean.flagged, clean.flags) == (None, None, {})


def test_the_content_hash_follows_what_is_delivered_and_what_it_adds(tmp_path):
    one, same = accounted(tmp_path / "a"), accounted(tmp_path / "b")
    other = accounted(tmp_path / "c", ROWS[:2])
    earlier = accounted(tmp_path / "d", today=date(1990, 1, 1))
    assert one.content_hash == same.content_hash
    assert len({one.content_hash, other.content_hash, earlier.content_hash}) == 3
