import json
from dataclasses import replace

import pytest

from coopscore.intake.receipt import Note, Receipt, SourceCount, TableCount
from coopscore.language import Text

SOURCE = SourceCount(
    name="f.csv",
    sha256="00",
    rows_read=10,
    accepted=4,
    quarantined=3,
    repeated=2,
    already_known=1,
)
RECEIPT = Receipt(
    batch=3,
    adapter="registry",
    path="in",
    content_hash="ff",
    sources=(SOURCE, replace(SOURCE, name="g.csv", rows_read=11, accepted=5)),
    tables=(
        TableCount(table="filing", added=6, already_known=1),
        TableCount(table="outlet", added=3, already_known=0),
    ),
    quarantine="q.csv",
    flags={"national_id_fails": 2},
    notes=(Note.of("cut", Text(en="{n} rows cut", fa="{n} ردیف بریده شد"), n=5),),
)


def test_a_receipt_adds_up_its_files_and_tables():
    assert (RECEIPT.rows_read, RECEIPT.accepted, RECEIPT.quarantined) == (10 + 11, 4 + 5, 3 + 3)
    assert (RECEIPT.repeated, RECEIPT.already_known, RECEIPT.added) == (2 + 2, 1 + 1, 6 + 3)


def test_a_receipt_as_json_holds_every_count_and_note():
    stored = json.loads(json.dumps(RECEIPT.as_data()))
    assert [source["rows_read"] for source in stored["sources"]] == [10, 11]
    assert [table["added"] for table in stored["tables"]] == [6, 3]
    assert stored["notes"][0]["text"] == {"en": "5 rows cut", "fa": "۵ ردیف بریده شد"}


def test_a_note_is_said_in_both_languages():
    (note,) = RECEIPT.notes
    assert note.text == Text(en="5 rows cut", fa="۵ ردیف بریده شد")
    assert note.facts == {"n": 5}


def test_a_row_that_is_not_accounted_for_is_a_mistake_of_ours():
    with pytest.raises(AssertionError, match=r"f\.csv: 10 rows accounted of 11"):
        replace(SOURCE, rows_read=11)


def test_the_counts_of_a_note_are_grouped_in_both_languages():
    note = Note.of("n", Text(en="{count} of {name}", fa="{count} از {name}"), count=12345, name="x")
    assert (note.text.en, note.text.fa) == ("12,345 of x", "۱۲٬۳۴۵ از x")
    assert note.facts["count"] == 12345
