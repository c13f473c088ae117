"""Trouble with facilities in the years before a day."""

from dataclasses import replace
from datetime import date

from made_provinces import FORMULAS, entry, measured, registered, table

from models.provinces.report import figures_of

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
IDS = ("bare", "ended", "good", "late", "old", "written")


def month(who, day, of_class, months=0):
    key = {"coop_id": who, "record_id": f"{who}/{day}", "happened": day, "facility_id": "1"}
    return {**key, "class": of_class, "months_past_due": months}


TABLES = {
    "cooperative": table("cooperative", *(registered(who) for who in IDS)),
    "status_event": table("status_event", entry("ended", "dissolved", date(2012, 1, 1))),
    "facility_month": table(
        "facility_month",
        month("ended", date(2011, 1, 30), "doubtful", 30),
        month("good", date(2024, 5, 30), "current", 2),
        month("late", date(2020, 5, 30), "current", 3),
        month("late", date(2020, 6, 30), "current"),
        month("old", date(2013, 5, 30), "deferred", 8),
        month("old", date(2023, 5, 30), "current"),
        month("written", date(2019, 5, 30), "written_off"),
    ),
}


def told(flags):
    return [who for who, flag in zip(IDS, flags, strict=True) if flag]


def test_ever_in_trouble_is_of_the_years_looked_back_on_and_of_who_was_there_in_them():
    found = measured(FIRST, LAST, **TABLES).trouble
    assert told(found.there) == ["bare", "good", "late", "old", "written"]
    assert told(found.borrowed) == ["good", "late", "old", "written"]
    assert told(found.troubled) == ["late", "written"]
    longer = replace(FORMULAS, trouble_years=12)
    assert told(measured(FIRST, LAST, formulas=longer, **TABLES).trouble.troubled) == [
        "late", "old", "written",
    ]  # fmt: skip


def test_of_fewer_than_the_least_nothing_is_told_and_never_of_a_county():
    found = measured(FIRST, LAST, **TABLES)
    few = list(figures_of(found, table("programme_membership"), FORMULAS))
    assert few[0].together.troubled.of_all is None
    some = replace(FORMULAS, trouble_least=5)
    province, county = list(figures_of(found, table("programme_membership"), some))[:2]
    assert province.places[0].troubled.of_all.value == 2 / 5
    assert province.places[0].troubled.of_borrowers is None
    assert county.places[0].troubled is None
