"""Rows as they were known on a day."""

from datetime import date

import numpy as np
import pyarrow as pa
from made_provinces import table

from models.provinces.known import coded, known_rows, latest, owners

FIRST = {"coop_id": "a", "record_id": "x", "happened": date(2024, 1, 1), "known": date(2024, 3, 1)}


def test_a_late_known_row_a_correction_and_a_void_are_seen_from_their_own_days():
    rows = table(
        "training",
        {**FIRST, "person_hours": 10},
        {**FIRST, "version": 2, "known": date(2024, 5, 1), "person_hours": 30},
        {**FIRST, "version": 3, "known": date(2024, 7, 1), "person_hours": 30, "voided": True},
    )

    def hours(as_of):
        return known_rows(rows, as_of).visible(as_of).rows["person_hours"].to_pylist()

    days = [date(2024, 2, 29), date(2024, 3, 1), date(2024, 4, 30), date(2024, 5, 1)]
    assert [hours(day) for day in days] == [[], [10], [10], [30]]
    assert hours(date(2024, 7, 1)) == []
    corrected = known_rows(rows, date(2024, 6, 1))
    assert corrected.first_known[0] == (date(2024, 3, 1) - date(1970, 1, 1)).days


def test_what_speaks_of_a_day_to_come_is_not_visible_yet():
    rows = table("training", {**FIRST, "known": date(2023, 1, 1)})
    assert known_rows(rows, date(2023, 6, 1)).visible(date(2023, 6, 1)).rows.num_rows == 0


def test_records_of_one_name_are_two_records_where_they_are_of_two_cooperatives():
    rows = table("training", FIRST, {**FIRST, "coop_id": "b"})
    assert known_rows(rows, date(2024, 3, 1)).rows.num_rows == 2


def test_the_order_of_rows_does_not_matter():
    rows = table("training", *({**FIRST, "version": v, "person_hours": v} for v in (1, 2, 3)))
    turned = rows.take(pa.array([2, 0, 1]))
    assert known_rows(turned, date(2024, 3, 1)).rows["person_hours"].to_pylist() == [3]


def test_codes_are_places_in_a_sorted_list_and_nothing_has_none():
    code, words = coded(pa.chunked_array([["b", None], ["a", "b"]]))
    assert code.tolist() == [1, -1, 0, 1]
    assert words.tolist() == ["a", "b"]
    assert owners(pa.chunked_array([["b", "z", None]]), words).tolist() == [1, -1, -1]


def test_the_latest_row_of_each_is_found_and_nobodys_rows_are_left_out():
    owner, day = np.array([0, 1, 0, -1, 1]), np.array([5, 2, 7, 9, 2])
    assert latest(owner, 3, day, np.array([0, 9, 0, 0, 1])).tolist() == [2, 1, -1]
