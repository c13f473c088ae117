"""Planned, done and published, as known on a day."""

from datetime import date

from made_provinces import table

from models.provinces.offices import acts_between, official_on, trainings_between

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
PERIOD = {"first": FIRST, "last": LAST}
PLACES = {"a": ("24", "اردبیل")}


def test_acts_and_hours_of_the_period_that_were_known_count():
    plans = table(
        "supervision_plan",
        {
            "happened": FIRST,
            "province": "24",
            "county": "اردبیل",
            "kind": "general",
            "planned_acts": 9,
        },
    )
    act = {"coop_id": "a", "kind": "general", "planned": True}
    acts = table(
        "supervision_act",
        {**act, "happened": date(2024, 2, 1)},
        {**act, "happened": date(2024, 3, 1), "planned": False},
        {**act, "happened": date(2024, 12, 30), "known": date(2025, 1, 9)},
        {**act, "happened": date(2023, 12, 31)},
    )
    (one,) = acts_between(plans, acts, PLACES, LAST, by_county=False, **PERIOD)
    assert (one.planned, one.done, one.beside) == (9, 1, 1)
    (later,) = acts_between(plans, acts, PLACES, date(2025, 2, 1), by_county=True, **PERIOD)
    assert (later.county, later.done) == ("اردبیل", 2)
    plan = table("training_plan", {"happened": FIRST, "province": "24", "person_hours": 100})
    held = {"coop_id": "a", "happened": date(2024, 2, 1), "person_hours": 40}
    corrected = {**held, "version": 2, "known": date(2024, 5, 1), "person_hours": 25}
    held, corrected = ({**row, "record_id": "x"} for row in (held, corrected))
    (hours,) = trainings_between(plan, table("training", held, corrected), PLACES, LAST, **PERIOD)
    assert (hours.planned, hours.done) == (100, 25)


def test_the_newest_published_figure_of_a_period_that_ended_is_told_once_it_is_out():
    row = {"province": "29", "indicator": "revived", "formula_version": "1402-1"}
    published = table(
        "province_indicator",
        {**row, "happened": date(2024, 3, 19), "rank": 1, "value": 0.2},
        {**row, "happened": date(2024, 9, 21), "known": date(2024, 11, 1), "rank": 2, "value": 0.1},
    )
    assert official_on(published, date(2024, 10, 31), LAST)["29", "revived"].rank == 1
    assert official_on(published, LAST, LAST)["29", "revived"].rank == 2
    assert official_on(published, LAST, date(2024, 6, 1))["29", "revived"].value == 0.2
