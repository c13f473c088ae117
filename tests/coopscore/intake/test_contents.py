import os
from hashlib import sha256

import pytest

from coopscore.errors import UnreadableFile
from coopscore.intake.contents import confirm, content_of, sha256_of


def test_a_file_that_stayed_as_it_was_read_is_confirmed(tmp_path):
    path = tmp_path / "filing.csv"
    path.write_bytes(b"a\n1\n")
    assert sha256_of(content_of(path)) == sha256(b"a\n1\n").hexdigest()
    confirm(path, sha256_of(content_of(path)))


@pytest.mark.parametrize("content", [b"a\n1\n2\n", b"a\n2\n", b""])
def test_a_file_that_holds_something_else_by_now_is_refused(tmp_path, content):
    path = tmp_path / "filing.csv"
    path.write_bytes(b"a\n1\n")
    before = os.stat(path)
    read = sha256_of(content_of(path))
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # as a copying program may do
    with pytest.raises(UnreadableFile, match="it changed while it was read") as refused:
        confirm(path, read)
    assert "هنگام خواندن تغییر کرد" in refused.value.sentence("fa")


def test_a_file_that_is_gone_is_refused(tmp_path):
    path = tmp_path / "filing.csv"
    path.write_bytes(b"a\n")
    read = sha256_of(content_of(path))
    path.unlink()
    with pytest.raises(UnreadableFile, match="no longer there"):
        confirm(path, read)
