"""Dirt is planted at its rate, one kind a row, and the log tells every planting to the letter."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from coopscore.intake.columns import file_columns
from coopscore.schema import TABLES
from coopscore.synthetic.dirt.cells import CELL_KINDS
from coopscore.synthetic.dirt.rates import CLEAN, USUAL, Rates
from coopscore.synthetic.dirt.soiling import soil

ROW_KINDS = (
    "letters",
    "joiners",
    "digits",
    "dates",
    "two_digit_years",
    "excel_dates",
    "impossible_days",
    "swapped_cells",
    "duplicates",
    "ids",
    "near_names",
)
MUCH = replace(CLEAN, **dict.fromkeys(ROW_KINDS, 0.06))


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def ours(table: str, words: pa.Table) -> pa.Table:
    names = {column.title.fa: column.name for column in file_columns(TABLES[table])}
    return words.rename_columns([names[title] for title in words.column_names])


def test_nothing_is_planted_where_every_rate_is_nought(cooperatives):
    soiled = soil("cooperative", cooperatives, "c.csv", CLEAN, rng())
    assert soiled.words is cooperatives
    assert soiled.log.num_rows == 0
    assert CLEAN.clean
    assert not USUAL.clean


def test_the_same_stream_plants_the_same_dirt(cooperatives):
    one, other = (soil("cooperative", cooperatives, "c.csv", MUCH, rng()) for _ in range(2))
    assert one.words.equals(other.words)
    assert one.log.equals(other.log)


def test_every_kind_that_the_table_can_take_is_planted(cooperatives):
    soiled = soil("cooperative", cooperatives, "c.csv", MUCH, rng())
    assert set(soiled.log["kind"].to_pylist()) == set(ROW_KINDS)


def test_the_log_tells_each_cell_as_it_was_and_as_it_stands(cooperatives):
    soiled = soil("cooperative", cooperatives, "c.csv", MUCH, rng())
    before, after = ours("cooperative", cooperatives), ours("cooperative", soiled.words)
    cells = [one for one in soiled.log.to_pylist() if one["column"]]
    assert cells
    for one in cells:
        assert before[one["column"]][one["row"] - 2].as_py() == one["was"]
        assert after[one["column"]][one["row"] - 2].as_py() == one["became"]
        assert one["was"] != one["became"] or one["kind"] == "swapped_cells"


def test_what_the_log_does_not_name_is_as_it_was(cooperatives):
    soiled = soil("cooperative", cooperatives, "c.csv", MUCH, rng())
    touched = set(soiled.log["row"].to_pylist())
    for row, (was, now) in enumerate(
        zip(cooperatives.to_pylist(), soiled.words.to_pylist(), strict=False), start=2
    ):
        assert row in touched or was == now


def test_a_row_carries_one_kind_at_most(cooperatives):
    log = soil("cooperative", cooperatives, "c.csv", MUCH, rng()).log.to_pylist()
    kinds: dict[int, set[str]] = {}
    for one in log:
        kinds.setdefault(one["row"], set()).add(one["kind"])
    assert {len(found) for found in kinds.values()} == {1}


def test_a_repeated_row_stands_at_the_end_and_says_which_it_repeats(cooperatives):
    soiled = soil("cooperative", cooperatives, "c.csv", MUCH, rng())
    rows = soiled.words.to_pylist()
    doubled = [one for one in soiled.log.to_pylist() if one["kind"] == "duplicates"]
    assert doubled
    for one in doubled:
        assert rows[one["row"] - 2] == rows[int(one["was"]) - 2]


def test_a_second_entry_has_its_own_id_and_nearly_the_same_name(cooperatives):
    soiled = soil("cooperative", cooperatives, "c.csv", MUCH, rng())
    rows = ours("cooperative", soiled.words).to_pylist()
    second = [one for one in soiled.log.to_pylist() if one["kind"] == "near_names"]
    assert second
    for one in second:
        twin, first = rows[one["row"] - 2], rows[int(one["was"]) - 2]
        assert twin["coop_id"] not in {row["coop_id"] for row in rows[: len(cooperatives)]}
        assert twin["name"] != first["name"]
        assert len(set(twin["name"]) ^ set(first["name"])) < 12


def test_a_slip_of_unit_takes_a_whole_statement(lines):
    soiled = soil("statement_line", lines, "s.csv", replace(CLEAN, units=0.1), rng())
    before, after = ours("statement_line", lines), ours("statement_line", soiled.words)
    slipped = set(soiled.log["coop_id"].to_pylist())
    assert 60 <= len(slipped) <= 145  # of 1,000 statements, four standard errors about 100
    for was, now in zip(before.to_pylist(), after.to_pylist(), strict=True):
        if was["coop_id"] in slipped:
            assert abs(int(was["amount"])) // 10 == abs(int(now["amount"]))
        else:
            assert was == now


def test_planned_jobs_are_told_as_employees(yearly):
    soiled = soil("yearly_figures", yearly, "y.csv", replace(CLEAN, planned_jobs=0.1), rng())
    rows = ours("yearly_figures", soiled.words).to_pylist()
    told = soiled.log.to_pylist()
    assert 320 <= len(told) <= 480
    slipped = [rows[one["row"] - 2] for one in told]
    assert all(row["employees"] == row["jobs_planned"] for row in slipped)


@pytest.mark.parametrize("kind", ["letters", "dates", "digits"])
def test_a_kind_is_planted_at_its_rate(cooperatives, kind):
    log = soil("cooperative", cooperatives, "c.csv", replace(CLEAN, **{kind: 0.1}), rng()).log
    # Some drawn cells cannot take the kind (an empty day), so the rate is an upper bound.
    assert 0.3 * 400 < log.num_rows < 480
    assert set(Counter(log["kind"].to_pylist())) == {kind}


def test_two_headers_change_places_in_a_whole_file(lines):
    soiled = soil("statement_line", lines, "s.csv", replace(CLEAN, swapped_columns=1.0), rng())
    (one,) = soiled.log.to_pylist()
    before, after = ours("statement_line", lines), ours("statement_line", soiled.words)
    assert after[one["was"]].equals(before[one["became"]])
    assert after[one["became"]].equals(before[one["was"]])


def test_a_table_without_fit_columns_keeps_its_headers(cooperatives):
    alone = cooperatives.select([cooperatives.column_names[0]])
    rates = replace(CLEAN, swapped_columns=1.0, swapped_cells=1.0)
    soiled = soil("filing", alone, "c.csv", rates, rng())
    assert soiled.words.equals(alone)
    assert soiled.log.num_rows == 0


def test_rows_of_the_sector_have_no_owner():
    columns = [c for c in file_columns(TABLES["campaign"]) if c.name in ("campaign_id", "name")]
    clean = pa.table({column.title.fa: ["نهضت‌های پایش"] * 50 for column in columns})
    soiled = soil("campaign", clean, "k.csv", replace(CLEAN, letters=0.9), rng())
    assert set(soiled.log["coop_id"].to_pylist()) == {""}


def test_a_rate_is_a_share():
    with pytest.raises(ValueError, match="units is a share"):
        Rates(units=1.5)


def test_a_text_that_cannot_carry_a_kind_is_left_alone():
    for kind, text in (("digits", "۱۲"), ("letters", "abc"), ("joiners", "یاس")):
        assert CELL_KINDS[kind][1](text, rng()) is None
