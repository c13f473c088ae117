"""A text file cut at any byte: the same rows, or fewer with its tail set aside, or a refusal."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from coopscore.errors import UnreadableFile
from coopscore.intake.read import read_csv

HEADER = ("شناسه", "مبلغ", "شرح")
# A line within a cell that has as many cells as the header would be a row of its own where the
# cell's end is cut away; nothing but that end tells, so that no text has both marks.
CELL = st.text('12شپ "\n', max_size=6) | st.text('12شپ ",;', max_size=6)
ROWS = st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=3)
# A cut file of Windows-1256 may have no letter left by which it is known; the line stays the same.
CODECS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256")


def text_of(rows, end: str, mark: str) -> str:
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator=end, delimiter=mark)
    lines.writerows([HEADER, *rows])
    return out.getvalue()


def kept(rows):
    """The rows as they are read: without those of nothing but empty cells."""
    return [row for row in rows if any(row)]


@given(
    rows=ROWS,
    codec=st.sampled_from(CODECS),
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from([",", ";"]),
)
def test_no_cut_file_gives_a_row_that_the_whole_one_does_not_hold(
    tmp_path_factory, rows, codec, end, mark
):
    path = tmp_path_factory.mktemp("cut") / "filing.csv"
    content = text_of(rows, end, mark).encode(codec)
    for size in range(1, len(content) + 1):
        path.write_bytes(content[:size])
        try:
            table = read_csv(path, encoding=None, delimiter=None)
        except UnreadableFile:
            assert size < len(content) or codec == "cp1256"
            continue
        if table.header == HEADER:
            found = [row.cells for row in table.rows]
            assert found == kept(rows)[: len(found)]
        else:
            assert not table.rows  # a part of the header, and nothing under it
    if table.header == HEADER:
        assert [row.cells for row in table.rows] == kept(rows)
        assert (table.misshapen, [n.code for n in table.notes if n.code == "cut_off"]) == ((), [])


@given(content=st.binary(min_size=1) | st.text('a,;"\n\r\0ش', min_size=1).map(str.encode))
def test_whatever_bytes_come_they_are_a_table_or_a_refusal(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("bytes") / "filing.csv"
    path.write_bytes(content)
    try:
        table = read_csv(path, encoding=None, delimiter=None)
    except UnreadableFile:
        return
    assert all(len(row.cells) == len(table.header) for row in table.rows)
    numbers = [*(row.number for row in table.rows), *(aside.row for aside in table.misshapen)]
    assert len(set(numbers)) == len(numbers)
