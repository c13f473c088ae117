"""A peer table is kept whole, found by its subject, and read back only as it was written."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from coopscore.errors import BrokenPeerTable, UnusableHome
from features.cohorts import COHORTS
from features.peer_shelf import FolderShelf, MemoryShelf
from features.peer_tables import PeerTable, Subject
from features.peers import peer_share
from features.spec import Events, States

BRANCH = States("cooperative", happened="valid_from", known="recorded_at").latest("branch")
SINCE = Events("filing", happened="period_end", known="received_on").since()
SUBJECT = Subject(
    share=peer_share(SINCE, by=(BRANCH,), at_least=1),
    cohort=COHORTS["registered"],
    month_end=date(2016, 5, 31),
    calendar="jalali",
    batch=3,
)
TABLE = PeerTable.of(SUBJECT, pa.array([1.0, 2.0, None]), [pa.array(["کشاورزی", None, "x"])])


@pytest.fixture(params=["memory", "folder"])
def shelf(request, tmp_path):
    return MemoryShelf() if request.param == "memory" else FolderShelf(tmp_path / "peers")


@pytest.fixture
def kept(tmp_path):
    shelf = FolderShelf(tmp_path)
    shelf.keep(TABLE)
    return shelf


@pytest.fixture
def path(kept):
    (path,) = kept.folder.iterdir()
    return path


def test_a_table_is_found_by_its_subject_and_by_no_other(shelf):
    assert shelf.find(SUBJECT) is None
    shelf.keep(TABLE)
    assert shelf.find(replace(SUBJECT)).hash == TABLE.hash
    assert shelf.find(replace(SUBJECT, batch=4)) is None
    assert shelf.find(replace(SUBJECT, month_end=date(2016, 6, 30))) is None


def test_the_same_table_is_the_same_file_to_the_byte_and_nothing_else_is_left(kept, path):
    before = sha256(path.read_bytes()).digest()
    kept.keep(TABLE)
    assert [p.name for p in kept.folder.iterdir()] == [f"{SUBJECT.name}.parquet"]
    assert sha256(path.read_bytes()).digest() == before


def test_a_file_that_is_no_table_is_refused(kept, path):
    path.write_bytes(b"not a table")
    with pytest.raises(BrokenPeerTable, match=path.name):
        kept.find(SUBJECT)


def test_changed_cut_points_and_bands_are_refused(kept, path):
    table = pq.read_table(path)
    pq.write_table(table.slice(1), path)
    with pytest.raises(BrokenPeerTable, match="changed"):
        kept.find(SUBJECT)
    stamp = table.schema.metadata[b"coopscore.peers"]
    moved = stamp.replace(b'"bands":[null]', b'"bands":[[1.0]]')
    assert moved != stamp
    pq.write_table(table.replace_schema_metadata({b"coopscore.peers": moved}), path)
    with pytest.raises(BrokenPeerTable, match="changed"):
        kept.find(SUBJECT)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda stamp: b"[]",
        lambda stamp: b"{}",
        lambda stamp: stamp.replace(b'"batch":3', b'"batch":4'),
        lambda stamp: stamp.replace(b'"bands":[null]', b'"bands":[]'),
        lambda stamp: stamp.replace(b'"bands":[null]', b'"bands":null'),
        lambda stamp: stamp.replace(b'"bands":[null]', b'"bands":[1]'),
    ],
)
def test_a_stamp_about_something_else_is_refused(kept, path, spoil):
    table = pq.read_table(path)
    stamp = spoil(table.schema.metadata[b"coopscore.peers"])
    pq.write_table(table.replace_schema_metadata({b"coopscore.peers": stamp}), path)
    with pytest.raises(BrokenPeerTable, match="something else"):
        kept.find(SUBJECT)


def test_other_columns_are_refused(kept, path):
    table = pq.read_table(path)
    other = table.rename_columns(["group", "value", "below", "above"])
    pq.write_table(other.replace_schema_metadata(table.schema.metadata), path)
    with pytest.raises(BrokenPeerTable, match="something else"):
        kept.find(SUBJECT)


def test_a_folder_that_cannot_be_written_to_is_refused_by_name(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UnusableHome, match="file"):
        FolderShelf(tmp_path / "file").keep(TABLE)
