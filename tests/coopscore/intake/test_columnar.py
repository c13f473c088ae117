from datetime import date, datetime, time
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from coopscore.errors import UnreadableFile
from coopscore.intake import columnar
from coopscore.intake.columnar import read_parquet

MOMENT = datetime.combine(date(2025, 3, 20), time(8, 30, 5))
MIDNIGHT = datetime.combine(date(2025, 3, 20), time())


def written(folder, table, **more):
    path = folder / "filing.parquet"
    parquet.write_table(table if isinstance(table, pa.Table) else pa.table(table), path, **more)
    return path


def column(folder, values):
    return [row.cells[1] for row in read_parquet(written(folder, {"n": NUMBERS, "x": values})).rows]


NUMBERS = [1, 2]


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (pa.array(["نام", None]), ["نام", ""]),
        (pa.array(["نام", None], pa.large_string()), ["نام", ""]),
        (pa.array(["yes", "yes"]).dictionary_encode(), ["yes", "yes"]),
        (pa.array([None, "yes"]).dictionary_encode(), ["", "yes"]),
        (pa.array([date(2025, 3, 20), None]), ["2025-03-20", ""]),
        (pa.array([date(2025, 3, 20), None], pa.date64()), ["2025-03-20", ""]),
        (pa.array([MIDNIGHT, MOMENT], pa.timestamp("ns")),
         ["2025-03-20", "2025-03-20 08:30:05"]),
        (pa.array([MIDNIGHT, None], pa.timestamp("ms")), ["2025-03-20", ""]),
        (pa.array([10**9, None]), ["1000000000", ""]),
        (pa.array([2**64 - 1, 0], pa.uint64()), ["18446744073709551615", "0"]),
        (pa.array([12.0, 0.1]), ["12", "0.1"]),
        (pa.array([float("nan"), 1e20]), ["", "100000000000000000000"]),
        (pa.array([1.1, None], pa.float32()), ["1.1", ""]),
        (pa.array([1.5, None], pa.float16()), ["1.5", ""]),
        (pa.array([Decimal("10.50"), Decimal("1000.00")], pa.decimal128(10, 2)), ["10.50", "1000"]),
        (pa.array([True, None]), ["true", ""]),
        (pa.nulls(2), ["", ""]),
    ],
)  # fmt: skip
def test_types_become_the_text_that_they_stand_for(tmp_path, values, texts):
    assert column(tmp_path, values) == texts


def test_a_moment_that_no_calendar_has_is_told_in_words_and_not_wrapped_into_one(tmp_path):
    far = pa.array([10**17, 0], pa.timestamp("ms"))
    assert column(tmp_path, far) == ["<value out of range: 100000000000000000>", "1970-01-01"]


def test_rows_are_numbered_as_under_a_header_and_empty_ones_are_overlooked(tmp_path):
    found = read_parquet(written(tmp_path, {" a ": ["1", None, "3"], "b": [None, None, 4]}))
    assert found.header == ("a", "b")
    assert [(row.number, row.cells) for row in found.rows] == [(2, ("1", "")), (4, ("3", "4"))]
    assert found.raw(4) == {"a": "3", "b": "4"}


def test_rows_of_several_batches_and_groups_keep_their_order(tmp_path):
    many = {"a": list(range(40_000))}
    found = read_parquet(written(tmp_path, many, row_group_size=7_000))
    assert [row.cells for row in found.rows] == [(str(value),) for value in range(40_000)]
    assert found.rows[-1].number == 40_001


def test_a_cell_that_is_too_long_is_set_aside(tmp_path):
    found = read_parquet(written(tmp_path, {"a": ["x" * 100_001, "1"]}))
    assert [row.faults[0].code for row in found.misshapen] == ["cell_too_long"]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (pa.array([[1], [2]]), "list<element: int64>"),
        (pa.array([b"x", b"y"]), "binary"),
        (pa.array([{"a": 1}, {"a": 2}]), "struct<a: int64>"),
        (pa.array([MOMENT, MOMENT], pa.timestamp("us", "UTC")), "timestamp[us, tz=UTC]"),
        (pa.array([time(8), time(9)]), "time64[us]"),
    ],
)
def test_what_no_cell_can_hold_is_refused_with_its_column(tmp_path, values, kind):
    with pytest.raises(UnreadableFile) as refused:
        column(tmp_path, values)
    assert f"its column x is of the type {kind}" in refused.value.sentence("en")
    assert "نوع ستون x" in refused.value.sentence("fa")


def test_a_file_of_more_columns_than_any_table_is_refused(tmp_path):
    wide = {f"c{place}": pa.nulls(0, pa.int8()) for place in range(1_001)}
    with pytest.raises(UnreadableFile, match="more than 1000 columns"):
        read_parquet(written(tmp_path, wide))


def test_a_list_of_columns_that_is_too_long_is_not_even_made(tmp_path, monkeypatch):
    monkeypatch.setattr(columnar, "_LONGEST_LIST", 500)  # a real one takes a minute to write
    wide = {f"c{place}": pa.nulls(0, pa.int8()) for place in range(1_000)}
    with pytest.raises(UnreadableFile, match="more than 1000 columns"):
        read_parquet(written(tmp_path, wide))


def test_one_value_for_a_billion_rows_is_refused_unread(tmp_path):
    rows = columnar.MOST_ROWS + 1
    same = pa.RunEndEncodedArray.from_arrays(pa.array([rows], pa.int64()), pa.array([1], pa.int8()))
    table = pa.table({"a": pa.compute.run_end_decode(same)})
    path = written(tmp_path, table, compression="zstd")
    assert path.stat().st_size < 100_000
    with pytest.raises(UnreadableFile) as refused:
        read_parquet(path)
    assert f"it holds {rows} rows" in refused.value.sentence("en")
    assert "مبی‌بایت دادهٔ بازشده دارد" in refused.value.sentence("fa")


@pytest.mark.parametrize("content", [b"PAR1", b"PAR1" * 3, b"a,b\n1,2\n", b"PAR1xxxxPAR1"])
def test_what_is_no_parquet_is_refused(tmp_path, content):
    path = tmp_path / "filing.parquet"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="it is no Parquet file, or is damaged or cut off"):
        read_parquet(path)


def test_a_file_cut_anywhere_is_refused(tmp_path):
    path = written(tmp_path, {"a": ["1", "2"], "b": [3, 4]})
    whole = path.read_bytes()
    for end in range(1, len(whole)):
        path.write_bytes(whole[:end])
        with pytest.raises(UnreadableFile, match="damaged or cut off"):
            read_parquet(path)


@given(data=st.data())
def test_a_spoilt_byte_is_refused_told_or_does_not_matter(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("spoilt")
    table = {"a": ["1", "2"], "d": [date(2025, 3, 20), None], "f": [1.5, None]}
    path = written(folder, table, write_page_checksum=True)
    whole = bytearray(path.read_bytes())
    whole[data.draw(st.integers(4, len(whole) - 5))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(whole)
    try:
        found = read_parquet(path)
    except UnreadableFile:
        return
    assert found.rows_read <= 2
