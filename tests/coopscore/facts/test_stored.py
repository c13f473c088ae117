"""A table on disk outlives changes of its columns, and lies well for those who read a little."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from coopscore.facts.stored import StoredTable, among
from coopscore.language import Text
from coopscore.table import Column, Table

Drawn = Callable[..., pa.Table]


def the_table(*own: Column) -> Table:
    days = (
        Column(name="held_on", type="day", title=Text(en="Held", fa="روز")),
        Column(name="received_on", type="day", title=Text(en="Received", fa="دریافت")),
    )
    return Table(
        name="visit",
        title=Text(en="Visits", fa="بازدیدها"),
        kind="events",
        columns=(*days, *own),
        key=("coop_id", "held_on"),
        happened="held_on",
        known="received_on",
    )


KIND = Column(name="kind", type="code", title=Text(en="Kind", fa="نوع"))
HOURS = Column(name="hours", type="count", title=Text(en="Hours", fa="ساعت"))

ROWS = """
record  coop
r2      c2
r1      c1
"""


def test_rows_stored_before_a_column_existed_are_null_in_it(tmp_path: Path, drawn: Drawn) -> None:
    rows = drawn(ROWS)
    StoredTable(tmp_path, the_table(KIND)).append(1, rows)
    newer = StoredTable(tmp_path, the_table(KIND, HOURS))
    assert newer.rows(["hours"], ())["hours"].to_pylist() == [None, None]
    with_hours = rows.append_column("hours", pa.array([3, 4], pa.int64()))
    newer.append(2, with_hours)
    found = newer.rows(["batch", "hours", "record_id"], ()).to_pylist()
    assert sorted(tuple(row.values()) for row in found) == sorted(
        [(1, None, "r1"), (1, None, "r2"), (2, 3, "r2"), (2, 4, "r1")], key=str
    )


def test_a_file_is_named_with_its_rows_and_its_sha256(tmp_path: Path, drawn: Drawn) -> None:
    stored = StoredTable(tmp_path, the_table(KIND))
    (first,) = stored.append(1, drawn(ROWS))
    (second,) = stored.append(2, drawn("record\nr3"))
    assert stored.files() == {first.path: 2, second.path: 1}
    assert (first.table, first.rows, second.rows) == ("visit", 2, 1)
    assert second.sha256 == sha256((tmp_path / second.path).read_bytes()).hexdigest()


def test_rows_lie_in_order_so_that_one_cooperative_is_found_without_the_rest(
    tmp_path: Path, drawn: Drawn
) -> None:
    (file,) = StoredTable(tmp_path, the_table(KIND)).append(1, drawn(ROWS))
    lying = pq.ParquetFile(tmp_path / file.path)
    assert lying.read(["coop_id"])["coop_id"].to_pylist() == ["c1", "c2"]


def test_a_batch_is_taken_out_whole_and_alone(tmp_path: Path, drawn: Drawn) -> None:
    stored = StoredTable(tmp_path, the_table(KIND))
    stored.delete(1)
    stored.append(1, drawn(ROWS))
    stored.append(2, drawn("record\nr3"))
    stored.delete(2)
    stored.delete(7)
    assert sorted(stored.rows(["record_id"], ())["record_id"].to_pylist()) == ["r1", "r2"]


@pytest.mark.parametrize("folder", ["خانه‌ی من", "a b", "a#b?c"])
def test_a_folder_may_have_any_name(tmp_path: Path, drawn: Drawn, folder: str) -> None:
    stored = StoredTable(tmp_path / folder, the_table(KIND))
    (file,) = stored.append(1, drawn(ROWS))
    assert (tmp_path / folder / file.path).is_file()
    assert stored.rows(["batch"], ()).num_rows == 2


def test_ids_are_quoted_as_text() -> None:
    assert among(["b", "O'Neill"]) == "coop_id IN ('O''Neill', 'b')"
