"""Dirt that is planted is mended to the letter or set aside, and what is clean is never touched."""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopscore.adapters.delivery import Draft, Drafts
from coopscore.intake.checked import Checked, check
from coopscore.intake.columns import file_columns
from coopscore.persons import Persons
from coopscore.schema import TABLES
from coopscore.synthetic.dirt.rates import CLEAN, Rates
from coopscore.synthetic.dirt.soiling import soil
from coopscore.synthetic.files.wording import in_words
from coopscore.synthetic.sector.cycles import day_number
from coopscore.synthetic.sheet import Coded, sheet

ROWS = 300
TODAY = date(2026, 1, 10)
NAMES = ("تولیدی آینده‌سازان", "خدمات رایانه‌ای", "مسکن مهر", "تأمین نیاز مصرف‌کنندگان")
# Kinds of dirt with one right reading, or none.
EXACT = (
    *("letters", "joiners", "digits", "dates", "two_digit_years", "excel_dates"),
    *("impossible_days", "swapped_cells"),
)


def cooperatives(rng):
    founded = day_number(1390, 1, 1) + rng.integers(0, 4000, ROWS)
    return sheet(
        "cooperative",
        {
            "coop_id": coop_ids(),
            "valid_from": founded,
            "recorded_at": founded + rng.integers(0, 90, ROWS),
            "name": Coded(rng.integers(0, len(NAMES), ROWS), NAMES),
            "membership": Coded(rng.integers(0, 2, ROWS), ("open", "restricted")),
        },
    )


def statement_lines(rng):
    end = day_number(1403, 12, 30)
    return sheet(
        "statement_line",
        {
            "coop_id": coop_ids(),
            "period_end": np.full(ROWS, end),
            "received_on": end + rng.integers(30, 120, ROWS),
            "line_code": Coded(rng.integers(0, 2, ROWS), ("turnover", "total_assets")),
            "amount": rng.integers(-(10**9), 10**11, ROWS),
            "currency": Coded(np.zeros(ROWS, dtype=np.int64), ("IRR",)),
        },
    )


def coop_ids() -> pa.Array:
    return pa.array([f"ir:{number + 1:08d}" for number in range(ROWS)])


SHEETS = {"cooperative": cooperatives, "statement_line": statement_lines}


def checked(table: str, words: pa.Table) -> Checked:
    ours = {column.title.fa: column.name for column in file_columns(TABLES[table])}
    names = [ours[title] for title in words.column_names]
    cells = zip(*(column.to_pylist() for column in words.columns), strict=True)
    rows = [
        Draft(row, dict(zip(names, texts, strict=True))) for row, texts in enumerate(cells, start=2)
    ]
    drafts = Drafts(table=TABLES[table], source="f.csv", rows=rows)
    return check(drafts, today=TODAY, persons=Persons(Path("no-key-is-needed")))


def contents(found: Checked) -> dict[int, str]:
    return dict(zip(found.rows, found.facts["digest"].to_pylist(), strict=True))


def mended_rows(found: Checked) -> set[int]:
    return {row for table in found.repairs for row in table["row"].to_pylist()}


@pytest.mark.parametrize("table", SHEETS)
@settings(max_examples=8)
@given(seed=st.integers(0, 2**32 - 1))
def test_planted_dirt_is_mended_or_set_aside_and_no_clean_row_is_touched(table, seed):
    rng = np.random.default_rng(seed)
    words = in_words(table, SHEETS[table](rng))
    rates = Rates(**{**vars(CLEAN), **dict.fromkeys(EXACT, 0.05)})
    soiled = soil(table, words, "f.csv", rates, rng)
    clean, dirty = checked(table, words), checked(table, soiled.words)
    assert not clean.faults
    assert mended_rows(clean) == set()
    planted = set(soiled.log["row"].to_pylist())
    assert planted
    was, became = contents(clean), contents(dirty)
    assert {row: digest for row, digest in became.items() if was[row] != digest} == {}
    assert (mended_rows(dirty) | set(dirty.faults)) - planted == set()


@pytest.mark.parametrize("table", SHEETS)
@settings(max_examples=8)
@given(seed=st.integers(0, 2**32 - 1))
def test_exchanged_columns_are_read_as_they_were_meant(table, seed):
    rng = np.random.default_rng(seed)
    words = in_words(table, SHEETS[table](rng))
    rates = Rates(**{**vars(CLEAN), "swapped_columns": 1.0})
    soiled = soil(table, words, "f.csv", rates, rng)
    clean, dirty = checked(table, words), checked(table, soiled.words)
    assert soiled.log.num_rows == 1
    assert dirty.faults == {}
    assert contents(dirty) == contents(clean)
    assert [note.code for note in dirty.notes] == ["swapped_columns"]
    assert mended_rows(dirty) == set(clean.rows)
