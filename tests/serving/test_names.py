"""Finding a co-operative by what it is called now."""

from datetime import date

import pyarrow as pa

from serving.names import COLUMNS, NameIndex


def index(*rows: tuple[str, str, int, bool, str, str]) -> NameIndex:
    """Rows of coop_id, record_id, version, voided, known day of 2020, name."""
    columns = [
        {
            "coop_id": coop_id,
            "record_id": record_id,
            "version": version,
            "voided": voided,
            "happened": date(2010, 1, 1),
            "known": date.fromisoformat(f"2020-{known}"),
            "name": name,
        }
        for coop_id, record_id, version, voided, known, name in rows
    ]
    assert not columns or tuple(columns[0]) == COLUMNS
    return NameIndex.of(pa.Table.from_pylist(columns))


def test_the_name_known_last_is_in_force():
    found = index(
        ("uk:1", "a", 1, False, "01-01", "Old"),
        ("uk:1", "b", 1, False, "03-01", "New"),
    )
    assert found.of_one("uk:1") == "New"
    assert "uk:1" in found
    assert found.of_one("uk:2") is None


def test_a_correction_of_an_old_name_keeps_its_place():
    found = index(
        ("uk:1", "a", 1, False, "01-01", "Old"),
        ("uk:1", "b", 1, False, "03-01", "New"),
        ("uk:1", "a", 2, False, "05-01", "Old, spelt right"),
    )
    assert found.of_one("uk:1") == "New"


def test_a_void_name_gives_way_to_the_one_before():
    found = index(
        ("uk:1", "a", 1, False, "01-01", "Old"),
        ("uk:1", "b", 1, False, "03-01", "New"),
        ("uk:1", "b", 2, True, "04-01", "New"),
        ("uk:2", "c", 1, True, "01-01", "Never was"),
    )
    assert found.names == {"uk:1": "Old"}


def test_names_are_found_whatever_the_letter_forms_joiners_and_case():
    found = index(
        ("uk:r1", "a", 1, False, "01-01", "تعاونی گل‌های کویر"),
        ("uk:R2", "b", 1, False, "01-01", "Harbour Co-op"),
    )
    assert found.found("گل های كوير", 10) == ["uk:r1"]
    assert found.found("HARBOUR", 10) == ["uk:R2"]
    assert found.found("uk:R", 10) == ["uk:R2", "uk:r1"]
    assert found.found("uk:r", 1) == ["uk:R2"]
