"""A second entry does not give itself away, and a person would still know the first in it."""

import numpy as np
import pyarrow as pa
import pytest

from coopscore.calendar import read_day
from coopscore.synthetic.dirt.twins import SPARE, second_entries

ROWS = 2000


@pytest.fixture(scope="module")
def words() -> pa.Table:
    rng = np.random.default_rng(3)
    return pa.table(
        {
            "coop_id": [f"ir:{number + 1:08d}" for number in range(ROWS)],
            "name": ["شرکت تعاونی کشاورزی یاس"] * ROWS,
            "national_id": [f"{number:011d}" for number in range(ROWS)],
            "registration_no": [str(number) for number in rng.integers(100, 60_000, ROWS)],
            "founded_on": ["1399/05/14"] * ROWS,
            "province": ["07"] * (ROWS - 1) + ["08"],
            "county": [("شیراز", "لار", "فسا")[place] for place in rng.integers(0, 3, ROWS)],
            "record_id": ["r1"] * ROWS,
        }
    )


@pytest.fixture(scope="module")
def pairs(words):
    again = second_entries(words, words, range(2001, 6001), np.random.default_rng(1))
    return list(zip(words.to_pylist(), again.to_pylist(), strict=True))


def share(pairs, holds) -> float:
    return sum(holds(first, twin) for first, twin in pairs) / len(pairs)


def test_ids_are_written_like_all_others_and_nobody_has_them(pairs):
    ids = [twin["coop_id"] for _, twin in pairs]
    assert len(set(ids)) == len(ids)
    assert all(len(one) == 11 and 2001 <= int(one[3:]) <= 6000 for one in ids)


def test_each_twin_keeps_two_of_county_founding_day_and_number_or_its_county(pairs):
    for first, twin in pairs:
        same = [
            name for name in ("county", "founded_on", "registration_no")
            if twin[name] == first[name]
        ]  # fmt: skip
        assert "county" in same or len(same) == 2
        assert twin["province"] == first["province"]
        assert twin["name"] != first["name"]
        assert twin["record_id"] == ""


def test_numbers_days_counties_and_national_ids_differ_at_their_rates(pairs):
    # 2,000 pairs: four standard errors are at most 0.045
    assert share(pairs, lambda a, b: b["registration_no"] == "") == pytest.approx(0.225, abs=0.04)
    wrong = share(pairs, lambda a, b: b["registration_no"] not in ("", a["registration_no"]))
    assert wrong == pytest.approx(0.225, abs=0.04)
    assert share(pairs, lambda a, b: b["founded_on"] != a["founded_on"]) == pytest.approx(
        0.35, abs=0.045
    )
    assert share(pairs, lambda a, b: b["county"] != a["county"]) == pytest.approx(0.1, abs=0.03)
    assert share(pairs, lambda a, b: b["national_id"] == "") == pytest.approx(0.4, abs=0.045)
    assert share(pairs, lambda a, b: b["national_id"] == a["national_id"]) == pytest.approx(
        0.3, abs=0.045
    )


def test_a_day_that_differs_is_earlier_so_that_registration_still_follows_it(pairs):
    back = [
        (read_day(first["founded_on"]) - read_day(twin["founded_on"])).days for first, twin in pairs
    ]
    assert min(back) == 0
    assert max(back) < 300
    assert 0.25 < np.mean(np.array(back)[np.array(back) > 0] > 31) < 0.35


def test_where_a_cell_is_empty_or_there_is_no_other_county_it_stays(words):
    alone = words.select(["coop_id", "name"])
    again = second_entries(alone, alone, SPARE, np.random.default_rng(1))
    assert again.column_names == ["coop_id", "name"]
    one = words.slice(ROWS - 1)
    for seed in range(40):
        (twin,) = second_entries(one, one, SPARE, np.random.default_rng(seed)).to_pylist()
        assert twin["county"] == one["county"][0].as_py()


def test_nobody_is_entered_again_where_no_row_is_given(words):
    assert second_entries(words, words.slice(0, 0), SPARE, np.random.default_rng(1)).num_rows == 0
