"""A bundle says of itself what can be read, and nothing where it cannot be."""

import pytest

from models.imprint import IMPRINT, imprint_of


def test_a_saved_bundle_says_its_kind_and_its_spec(trained, tmp_path):
    told = imprint_of(trained.bundle.save(tmp_path / "model"))
    assert told["kind"] == "booster"
    assert told["spec"]["name"] == "exit"


@pytest.mark.parametrize("content", [None, b"{", b"[1]", b"\xff"])
def test_where_nothing_can_be_read_nothing_is_said(tmp_path, content):
    if content is not None:
        (tmp_path / IMPRINT).write_bytes(content)
    assert imprint_of(tmp_path) == {}
