"""Where co-operatives are registered now."""

from datetime import date

import pyarrow as pa

from coopscore.home import Home
from serving.office import open_office
from serving.places import NOWHERE, Place, PlaceIndex, Places

# coop_id, record, version, known, province, county, end of the term
ROWS = [
    ("ir:1", "a", 1, date(2020, 1, 1), "05", "صحنه", None),
    ("ir:1", "b", 1, date(2022, 1, 1), "05", "هرسین", date(2030, 3, 20)),
    ("ir:2", "c", 1, date(2020, 1, 1), "23", "ری", None),
    ("ir:3", "d", 1, date(2020, 1, 1), None, None, None),
]


def index():
    names = ("coop_id", "record_id", "version", "known", "province", "county", "term_end")
    rows = [dict(zip(names, row, strict=True)) for row in ROWS]
    stored = [{**row, "voided": False, "happened": row["known"]} for row in rows]
    return PlaceIndex.of(pa.Table.from_pylist(stored))


def test_the_registration_in_force_is_the_one_known_last():
    found = index()
    assert found.of_one("ir:1") == Place(province="05", county="هرسین", term_end=date(2030, 3, 20))
    assert found.of_one("ir:3") == found.of_one("ir:9") == NOWHERE


def test_a_past_day_knows_nothing_of_a_later_registration(supervised, tmp_path):
    with open_office(supervised.home) as office:
        places, view = Places(office.facts), office.facts.view()
        day = date(2015, 3, 21)
        rows = view.read("cooperative", columns=("coop_id", "known", "happened")).to_pylist()
        seen = {row["coop_id"] for row in rows if max(row["known"], row["happened"]) <= day}
        later = {row["coop_id"] for row in rows} - seen
        assert seen
        assert later
        assert places.known_on(day) is places.known_on(day)
        assert set(places.known_on(day).places) <= seen
        assert places.known_on(view.last_known()).places == places.now().places
    with open_office(Home(tmp_path / "new")) as office:
        assert Places(office.facts).known_on(day).places == {}


def test_an_office_finds_its_own_by_province_and_county():
    found = index()
    assert found.within("05") == ["ir:1"]
    assert found.within("05", "هرسین") == ["ir:1"]
    assert found.within("05", "صحنه") == []
    assert found.counties() == {"05": ["هرسین"], "23": ["ری"]}


def test_places_are_read_once_a_batch_and_a_home_without_facts_has_none(supervised, tmp_path):
    with open_office(supervised.home) as office:
        places = Places(office.facts)
        assert places.now() is places.now()
        assert len(places.now().places) >= 70
    with open_office(Home(tmp_path / "new")) as office:
        assert Places(office.facts).now().counties() == {}
