"""Dirt that leaves a value stands in typed files as the log tells it."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from coopscore.synthetic.dirt.rates import USUAL, Rates
from coopscore.synthetic.files.typed import TYPED_KINDS, typed_again, typed_rates
from coopscore.synthetic.files.wording import in_words
from coopscore.synthetic.synthesis import Order, draw, synthesize

UNTIL = date(2025, 9, 22)
ORDER = Order(
    cooperatives=150,
    seed=4,
    until=UNTIL,
    format="parquet",
    dirt=Rates(near_names=0.1, ids=0.1, units=0.1, duplicates=0.01),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return synthesize(tmp_path_factory.mktemp("typed"), ORDER)


@pytest.fixture(scope="module")
def log(made):
    return pq.read_table(made.dirt / "planted.parquet")


@pytest.fixture(scope="module")
def clean():
    (part,) = draw(ORDER)
    return part.tables


def test_only_kinds_that_leave_a_value_are_planted(log):
    assert set(log["kind"].to_pylist()) == TYPED_KINDS
    assert typed_rates(USUAL).units == USUAL.units
    assert typed_rates(USUAL).letters == typed_rates(USUAL).encodings == 0


def test_files_hold_the_clean_rows_but_for_what_the_log_tells(made, log, clean):
    for name, rows in clean.items():
        if not rows.num_rows:
            continue
        written = pq.read_table(made.registry / f"{name}.parquet")
        assert written.schema.types == rows.schema.types, name
        told = log.filter(pc.equal(log["file"], f"{name}.parquet")).to_pylist()
        cells = {(one["row"] - 2, one["column"]): one["became"] for one in told if one["column"]}
        expected = {column: rows[column].to_pylist() for column in rows.column_names}
        for (row, column), became in cells.items():
            whole = pa.types.is_integer(rows.schema.field(column).type)
            expected[column][row] = int(became) if whole else became
        standing = written.slice(0, rows.num_rows)
        assert standing.to_pydict() == expected, name
        added = written.slice(rows.num_rows).to_pylist()
        ends = [one for one in told if one["kind"] in ("duplicates", "near_names")]
        assert len(added) == len(ends)
        for one, row in zip(ends, added, strict=True):
            first = standing.slice(int(one["was"]) - 2, 1).to_pylist()[0]
            if one["kind"] == "duplicates":
                assert row == first
            else:
                assert row["coop_id"] == one["coop_id"] != first["coop_id"]


def test_rows_without_dirt_are_the_same_rows(clean):
    rows = clean["cooperative"]
    words = in_words("cooperative", rows)
    again = typed_again("cooperative", rows, words, words)
    assert again.equals(pa.table(rows.to_pydict(), schema=rows.schema))
