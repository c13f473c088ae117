"""A day as it was corrected later: only corrections of what was on record, never what came late."""

from datetime import date

import pytest

from features.build import build_matrix
from features.catalogue import CATALOGUE
from features.cohorts import COHORTS
from features.hindsight import Corrected
from features.hypothetical import standing_in

DAY, BY = date(2024, 7, 22), date(2025, 7, 22)
FIGURES = """
coop  record  v  batch  happened    known       members
A     a       1  1      2024-03-19  2024-06-01  100
A     a       2  1      2024-03-19  2025-01-10  90
A     a       3  1      2024-03-19  2025-09-01  10
B     b       1  1      2024-03-19  2024-08-01  50
C     c       1  1      2024-03-19  2024-06-01  70
"""


def members(facts):
    found = build_matrix(
        facts,
        features=[CATALOGUE["members_latest"]],
        cohort=standing_in(COHORTS["registered"]),
        as_ofs=[DAY],
        calendar="jalali",
        coop_ids=["A", "B", "C"],
    )
    return dict(
        zip(
            found.table["coop_id"].to_pylist(),
            found.table["members_latest"].to_pylist(),
            strict=True,
        )
    )


def test_a_day_is_told_as_it_was_corrected_by_another_day_and_nothing_late_is_added(drawn):
    facts = drawn(yearly_figures=FIGURES)
    assert members(facts) == {"A": 100, "B": None, "C": 70}
    # The third version came after the day of the question; B's figures came late, and stay away.
    assert members(Corrected(facts=facts, by=BY)) == {"A": 90, "B": None, "C": 70}


def test_one_row_is_left_of_each_record_with_the_day_it_was_first_known(drawn):
    corrected = Corrected(facts=drawn(yearly_figures=FIGURES), by=BY)
    rows = corrected.read("yearly_figures", ["coop_id", "known", "version"]).to_pydict()
    assert rows == {
        "coop_id": ["A", "B", "C"],
        "known": [date(2024, 6, 1), date(2024, 8, 1), date(2024, 6, 1)],
        "version": [2, 1, 1],
    }
    assert corrected.batch == corrected.facts.batch


@pytest.mark.parametrize("columns", [None, ["coop_id"]])
def test_an_empty_table_stays_empty(drawn, columns):
    corrected = Corrected(facts=drawn(yearly_figures=FIGURES), by=BY)
    rows = corrected.read("assembly", columns)
    assert rows.num_rows == 0
    assert columns is None or rows.column_names == columns
