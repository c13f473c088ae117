"""A stamped file is whole, the same to the byte, and gives its stamp back."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from features.stamped import NotStamped, canonical_json, content_of, read_stamped, write_stamped

TABLE = pa.table({"name": ["الف", None], "number": [1.5, None]})


def test_a_table_and_its_stamp_are_read_back_and_nothing_else_is_left(tmp_path):
    write_stamped(tmp_path / "in" / "file", TABLE, b"stamp", {"b": 1, "a": [2]})
    assert read_stamped(tmp_path / "in" / "file", b"stamp") == (TABLE, {"a": [2], "b": 1})
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["file"]


def test_a_file_without_the_stamp_is_refused(tmp_path):
    with pytest.raises(NotStamped, match="No such file"):
        read_stamped(tmp_path / "file", b"stamp")
    pq.write_table(TABLE, tmp_path / "file")
    with pytest.raises(NotStamped, match="no stamp"):
        read_stamped(tmp_path / "file", b"stamp")
    pq.write_table(TABLE.replace_schema_metadata({b"stamp": b"{"}), tmp_path / "file")
    with pytest.raises(NotStamped, match="cannot be read"):
        read_stamped(tmp_path / "file", b"stamp")


def test_a_write_that_fails_leaves_what_was_there(tmp_path):
    write_stamped(tmp_path / "file", TABLE, b"stamp", {})
    with pytest.raises(TypeError):
        write_stamped(tmp_path / "file", TABLE.slice(1), b"stamp", {"a": object()})
    assert read_stamped(tmp_path / "file", b"stamp") == (TABLE, {})


def test_content_is_told_apart_by_cells_and_names_and_not_by_layout():
    def content(table):
        return b"".join(content_of(table))

    pieces = pa.concat_tables([TABLE.slice(0, 1), TABLE.slice(1)])
    assert content(pieces) == content(TABLE)
    assert content(TABLE.rename_columns(["name", "other"])) != content(TABLE)
    assert content(TABLE.set_column(1, "number", pa.array([1.5, 0.0]))) != content(TABLE)
    assert canonical_json({"b": 1, "a": 2}) == b'{"a":2,"b":1}'
