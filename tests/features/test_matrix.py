"""A matrix is stamped with all that it rests on, and read back only as it was written."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from coopscore.errors import BrokenMatrix
from features.catalogue import CATALOGUE, select
from features.matrix import FeatureMatrix, read_matrix, schema_of

FEATURES = select(["age_years", "branch"])


def matrix_of(*rows, **stamp):
    columns = list(zip(*rows, strict=True))
    schema = schema_of(stamp.get("features", FEATURES))
    table = pa.table([pa.array(c, t) for c, t in zip(columns, schema.types, strict=True)], schema)
    said = {"features": FEATURES, "batch": 3, "calendar": "jalali", "cohort": "registered"}
    return FeatureMatrix(table=table, **said | stamp)


STAMP = (
    b'{"batch": 3, "calendar": "jalali", "cohort": "c", "features": {}, "peers": {}, "hash": "x"}'
)
A = ("A", date(2016, 6, 1), 1.5, "کشاورزی")
B = ("B", date(2016, 6, 1), None, None)


def test_a_matrix_is_read_back_as_it_was_written(tmp_path):
    matrix = matrix_of(A, B)
    matrix.write(tmp_path / "out" / "matrix.parquet")
    again = read_matrix(tmp_path / "out" / "matrix.parquet")
    assert again == matrix
    assert again.hash == matrix.hash
    assert len(again) == 2


def test_features_are_read_back_in_the_order_they_were_asked_for(tmp_path):
    turned = matrix_of(A[:2] + A[:1:-1], features=FEATURES[::-1])
    turned.write(tmp_path / "matrix.parquet")
    assert read_matrix(tmp_path / "matrix.parquet") == turned


def test_the_same_matrix_is_the_same_file_to_the_byte(tmp_path):
    for name in ("one", "two"):
        matrix_of(A, B).write(tmp_path / name)
    one, two = (sha256((tmp_path / name).read_bytes()).digest() for name in ("one", "two"))
    assert one == two
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


@pytest.mark.parametrize(
    "other",
    [
        matrix_of(B, A),
        matrix_of(A),
        matrix_of(A, ("B", date(2016, 6, 1), 0.0, None)),
        matrix_of(A, ("B", date(2016, 6, 1), None, "")),
        matrix_of(A, ("B", date(2016, 6, 2), None, None)),
        matrix_of(A, B, batch=4),
        matrix_of(A, B, calendar="gregorian"),
        matrix_of(A, B, cohort="registered_in_sight"),
        matrix_of(A, B, peers={"registered-2016-05-31-b3-0": "f0"}),
        matrix_of(A, B, features=(replace(FEATURES[0], risk="rises"), FEATURES[1])),
    ],
)
def test_the_hash_moves_with_every_cell_and_every_stamp(other):
    assert other.hash != matrix_of(A, B).hash


def test_text_that_runs_together_is_told_apart():
    left = matrix_of(("A", A[1], None, "ab"), ("B", A[1], None, "c"))
    right = matrix_of(("A", A[1], None, "a"), ("B", A[1], None, "bc"))
    assert left.hash != right.hash


def test_the_hash_does_not_see_how_the_table_lies_in_memory():
    whole = matrix_of(A, B)
    pieces = pa.concat_tables([whole.table.slice(0, 1), whole.table.slice(1)])
    # What stands behind a missing cell is not part of the table.
    ages = pa.array([1.5, 99.0], mask=pa.array([False, True]).to_numpy(zero_copy_only=False))
    assert replace(whole, table=pieces).hash == whole.hash
    assert replace(whole, table=whole.table.set_column(2, "age_years", ages)).hash == whole.hash


def test_columns_that_are_not_the_features_are_our_own_mistake():
    with pytest.raises(AssertionError, match="one column a feature"):
        replace(matrix_of(A), features=FEATURES[:1])


def test_a_file_that_is_no_matrix_is_refused(tmp_path):
    path = tmp_path / "file"
    with pytest.raises(BrokenMatrix, match="file"):
        read_matrix(path)
    path.write_bytes(b"not a table")
    with pytest.raises(BrokenMatrix, match="file"):
        read_matrix(path)
    pq.write_table(matrix_of(A).table, path)
    with pytest.raises(BrokenMatrix, match="no stamp"):
        read_matrix(path)


def test_a_changed_file_is_refused(tmp_path):
    matrix_of(A, B).write(tmp_path / "file")
    table = pq.read_table(tmp_path / "file")
    pq.write_table(table.slice(0, 1), tmp_path / "file")
    with pytest.raises(BrokenMatrix, match="changed"):
        read_matrix(tmp_path / "file")


def test_a_matrix_of_other_definitions_is_refused(tmp_path):
    matrix_of(A, B).write(tmp_path / "file")
    moved = {**CATALOGUE, "branch": replace(CATALOGUE["branch"], unit="ratio")}
    with pytest.raises(BrokenMatrix, match="other definitions of branch"):
        read_matrix(tmp_path / "file", moved)
    gone = {"branch": CATALOGUE["branch"]}
    with pytest.raises(BrokenMatrix, match="other definitions of age_years"):
        read_matrix(tmp_path / "file", gone)


@pytest.mark.parametrize(
    "stamp",
    [
        b"{",
        b"\xff",
        b"[]",
        b"{}",
        b'{"batch": 3}',
        STAMP.replace(b'"features": {}', b'"features": []'),
        STAMP.replace(b'"peers": {}', b'"peers": []'),
        STAMP.replace(b', "peers": {}', b""),
        STAMP,
    ],
)
def test_a_damaged_stamp_is_refused_in_words(tmp_path, stamp):
    pq.write_table(
        matrix_of(A).table.replace_schema_metadata({b"coopscore.matrix": stamp}), tmp_path / "file"
    )
    with pytest.raises(BrokenMatrix, match="stamp"):
        read_matrix(tmp_path / "file")


def test_columns_that_are_not_those_of_the_stamp_are_refused_in_words(tmp_path):
    matrix_of(A, B).write(tmp_path / "file")
    table = pq.read_table(tmp_path / "file")
    for other in (
        table.drop_columns(["branch"]),
        table.rename_columns(["coop_id", "as_of", "age_years", "other"]),
        table.set_column(2, "age_years", table["age_years"].cast(pa.float32())),
        table.select(["coop_id", "as_of", "branch", "age_years"]),
    ):
        pq.write_table(other.replace_schema_metadata(table.schema.metadata), tmp_path / "file")
        with pytest.raises(BrokenMatrix, match="changed"):
            read_matrix(tmp_path / "file")
