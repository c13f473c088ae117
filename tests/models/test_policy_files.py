"""A policy that cannot be read is refused by its path; days and words are told from others."""

import pytest

from coopscore.errors import InvalidSpec
from models.policy_files import is_day, is_word, read_policy


def test_a_file_that_is_not_there_or_no_toml_is_refused(tmp_path):
    (tmp_path / "own.toml").write_text("version = ", encoding="utf-8")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    for name in ("own.toml", "bytes.toml", "none.toml"):
        with pytest.raises(InvalidSpec, match=name):
            read_policy(tmp_path / name)


def test_what_a_file_says_is_read_as_it_stands(tmp_path):
    (tmp_path / "own.toml").write_text('[a]\nb = "c"\n', encoding="utf-8")
    assert read_policy(tmp_path / "own.toml") == {"a": {"b": "c"}}


def test_days_and_words():
    assert is_day("2025-07-22")
    assert not any(is_day(one) for one in ("yesterday", 20250722, None))
    assert is_word("a")
    assert not any(is_word(one) for one in (" ", 1, None))
