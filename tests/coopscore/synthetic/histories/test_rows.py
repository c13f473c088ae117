"""Rows point to each other by natural keys, and nothing is told after the drawn history."""

from datetime import date

import numpy as np

from coopscore.intake.keys import natural_keys
from coopscore.schema import TABLES
from coopscore.synthetic.histories.rows import days, iso_days, joined, only, pointer, told
from coopscore.synthetic.sector.cycles import NEVER


def test_parts_are_joined_in_their_order_and_taken_by_place_or_flag():
    whole = joined([{"a": np.array([1, 2])}, {"a": np.array([3])}])
    assert whole["a"].tolist() == [1, 2, 3]
    assert only(whole, np.array([2, 0]))["a"].tolist() == [3, 1]
    assert only(whole, np.array([False, True, False]))["a"].tolist() == [2]


def test_a_pointer_is_the_natural_key_that_intake_makes(chunk, sheets):
    rows = (
        sheets["filing"]
        .slice(0, 50)
        .rename_columns(
            ["happened" if n == "period_end" else n for n in sheets["filing"].column_names]
        )
    )
    keys = natural_keys(TABLES["filing"], rows).to_pylist()
    ids = chunk.coop_ids.to_pylist()
    for key, row in zip(keys, rows.to_pylist(), strict=True):
        who = np.array([ids.index(row["coop_id"])])
        end = np.array([row["happened"].toordinal()])
        assert pointer(chunk, who, row["kind"], end).to_pylist() == [key]


def test_a_missing_day_has_no_text():
    end = date(2025, 3, 20).toordinal()
    assert iso_days(np.array([end, NEVER, end])).to_pylist() == ["2025-03-20", None, "2025-03-20"]
    assert days(np.array([end])).to_pylist() == [date(2025, 3, 20)]


def test_what_became_known_after_the_history_is_left_out(chunk):
    end = chunk.cycles.end
    rows = {
        "who": np.array([0, 1]),
        "kind": np.array([0, 1]),
        "issued_on": np.array([end - 9, end - 9]),
        "recorded_at": np.array([end, end + 1]),
    }
    words = {"kind": ("operation", "guild")}
    table = told(chunk, "licence", rows, known="recorded_at", words=words)
    assert table["coop_id"].to_pylist() == [chunk.coop_ids[0].as_py()]
    assert table["kind"].to_pylist() == ["operation"]
