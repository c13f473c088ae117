"""A view keeps what it has read, within its room, and never gives one thing for another."""

import pyarrow as pa
import pytest

from coopscore.facts.kept_reads import KeptReads


def table(rows):
    return pa.table({"number": pa.array(range(rows), pa.int64())})


class Reader:
    """Reads a table of so many rows, and counts how often it is asked."""

    def __init__(self, rows=10):
        self.rows, self.times = rows, 0

    def __call__(self):
        self.times += 1
        return table(self.rows)


def test_what_was_asked_for_is_read_once():
    kept, read = KeptReads(), Reader()
    assert kept.get("a", read) is kept.get("a", read)
    assert read.times == 1
    other = Reader(3)
    assert len(kept.get("b", other)) == 3


def test_what_was_asked_for_longest_ago_is_given_up_first():
    kept, readers = KeptReads(most_bytes=2 * table(10).nbytes), {name: Reader() for name in "abc"}
    for name in ("a", "b", "a", "c", "a", "b"):
        kept.get(name, readers[name])
    assert {name: read.times for name, read in readers.items()} == {"a": 1, "b": 2, "c": 1}


def test_what_is_over_the_whole_room_is_read_each_time_and_gives_nothing_up():
    kept, small, large = KeptReads(most_bytes=table(10).nbytes), Reader(), Reader(11)
    for name, read in (("s", small), ("l", large), ("l", large), ("s", small)):
        kept.get(name, read)
    assert (small.times, large.times) == (1, 2)


def test_empty_tables_take_a_place_though_they_have_no_bytes():
    kept, readers = KeptReads(most_tables=2), {name: Reader(0) for name in "abc"}
    for name in ("a", "b", "c", "a"):
        kept.get(name, readers[name])
    assert {name: read.times for name, read in readers.items()} == {"a": 2, "b": 1, "c": 1}


def test_a_read_that_fails_keeps_nothing():
    def broken():
        raise OSError("gone")

    kept, read = KeptReads(), Reader()
    with pytest.raises(OSError, match="gone"):
        kept.get("a", broken)
    assert len(kept.get("a", read)) == 10
