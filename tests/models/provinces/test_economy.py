"""Jobs, members, formed and exports; what was not told adds nothing and is not 0."""

from datetime import date

import numpy as np
from made_provinces import entry, measured, registered, table

from models.provinces.economy import Formation, employed, formation_plans

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)


def figures(who, year_end, employees, known=None):
    key = {"coop_id": who, "record_id": f"{who}/{year_end}", "happened": year_end}
    return {**key, "known": known or year_end, "employees": employees, "members": 10}


def test_the_newest_figure_that_is_told_counts_unless_it_is_too_old_or_known_too_late():
    rows = table(
        "yearly_figures",
        figures("a", date(2022, 3, 20), 5),
        figures("a", date(2023, 3, 20), 7),
        figures("a", date(2024, 3, 19), None),
        figures("b", date(2019, 3, 20), 9),
        figures("c", date(2023, 3, 20), 4),
        figures("c", date(2024, 3, 19), 6, known=date(2025, 2, 1)),
    )
    names = table("cooperative", *(registered(who) for who in "abcd"))
    found = measured(FIRST, LAST, cooperative=names, yearly_figures=rows).economy
    assert found.jobs[[0, 2]].tolist() == [7, 4]
    assert np.isnan(found.jobs[[1, 3]]).all()
    later = measured(FIRST, LAST, date(2025, 3, 1), cooperative=names, yearly_figures=rows).economy
    assert later.jobs[2] == 6


def test_formed_is_who_was_first_registered_in_the_period_and_exports_add_up():
    names = table("cooperative", *(registered(who, FIRST) for who in ("a", "b")), registered("c"))
    events = table(
        "status_event",
        entry("a", "registered", FIRST),
        entry("b", "registered", date(2023, 12, 31)),
    )
    sold = table(
        "export_year",
        {"coop_id": "a", "happened": date(2024, 3, 19), "value_usd": 10.5},
        {"coop_id": "a", "happened": date(2024, 12, 30), "value_usd": 2.0},
        {"coop_id": "b", "happened": date(2023, 3, 20), "value_usd": 99.0},
    )
    found = measured(FIRST, LAST, cooperative=names, status_event=events, export_year=sold).economy
    assert found.formed.tolist() == [True, False, False]
    assert found.exports[0] == 12.5
    assert np.isnan(found.exports[1:]).all()


def test_plans_that_start_in_the_period_add_up_and_the_newest_employment_counts():
    plan = {"province": "05", "cooperatives": 91, "jobs": 1400}
    plans = table(
        "formation_plan",
        {**plan, "happened": FIRST},
        {**plan, "happened": date(2024, 7, 1), "cooperatives": 3, "jobs": None},
        {**plan, "happened": date(2023, 1, 1)},
        {**plan, "happened": FIRST, "known": date(2025, 5, 1), "province": "24"},
    )
    assert formation_plans(plans, LAST, first=FIRST, last=LAST) == {
        "05": Formation(cooperatives=94, jobs=1400)
    }
    base = table(
        "employment_base",
        {"happened": date(2023, 3, 20), "province": "05", "employed": 590_000},
        {"happened": date(2024, 3, 19), "province": "05", "employed": 600_000},
    )
    assert employed(base, LAST, LAST) == {"05": (date(2024, 3, 19), 600_000)}
