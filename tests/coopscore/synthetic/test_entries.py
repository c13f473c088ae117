from collections import Counter, defaultdict

from coopscore.identifiers import national_id_holds
from coopscore.vocabulary import PROVINCE


def test_national_ids_pass_the_check_and_cannot_be_real(drawn):
    ids = {row["coop_id"]: row["national_id"] for row in drawn.rows("cooperative")}
    assert all(national_id_holds(text) for text in ids.values())
    assert all(text.startswith("99") for text in ids.values())  # real ones: 10 and 14
    assert len(set(ids.values())) == len(ids) == 400


def test_names_and_places_are_persian(drawn):
    for row in drawn.rows("cooperative"):
        assert row["name"].startswith(("شرکت تعاونی ", "اتحادیهٔ تعاونی‌های "))
        assert row["province"] in {province.fa for province in PROVINCE.values()}


def test_who_moves_keeps_all_but_the_county(drawn):
    states = defaultdict(list)
    for row in drawn.rows("cooperative"):
        states[row["coop_id"]].append(row)
    moved = [found for found in states.values() if len(found) > 1]
    assert moved
    for first, second in moved:
        assert first["county"] != second["county"]
        assert {name for name in first if first[name] != second[name]} - {"founded_on"} == {
            "county",
            "valid_from",
            "recorded_at",
        }


def test_everyone_is_registered_once_and_operates_at_first_under_implementation(drawn):
    turns = drawn.rows("status_event")
    registered = Counter(row["coop_id"] for row in turns if row["to_code"] == "registered")
    assert set(registered.values()) == {1}
    assert len(registered) == 400


def test_after_the_end_nothing_is_recorded_of_the_activity(drawn):
    turns = drawn.rows("status_event")
    ended = {
        row["coop_id"]: drawn.dates("status_event", row)[0]
        for row in turns
        if row["to_code"] in ("dissolved", "merged")
    }
    late = [
        row
        for row in turns
        if row["axis"] == "activity_status"
        and row["coop_id"] in ended
        and drawn.dates("status_event", row)[1] >= ended[row["coop_id"]]
    ]
    assert late == []
