"""Accidents are written down where somebody can find them."""

from datetime import UTC, datetime
from pathlib import Path

from serving.logbook import NOWHERE, write_down
from serving.problems import formality

NOW = datetime(2025, 7, 3, 9, 5, tzinfo=UTC)


def accident() -> Exception:
    try:
        1 / 0  # noqa: B018
    except ZeroDivisionError as error:
        return error
    raise AssertionError


def test_the_file_holds_the_traceback_and_is_named_by_the_moment(tmp_path: Path):
    name = write_down(tmp_path / "logs", accident(), NOW)
    assert isinstance(name, str)
    assert name.startswith("accident-20250703T090500-")
    assert "ZeroDivisionError" in (tmp_path / "logs" / name).read_text(encoding="utf-8")


def test_where_nothing_can_be_written_the_accident_is_still_told(tmp_path: Path):
    (tmp_path / "logs").write_text("a file stands where the folder should be")
    assert write_down(tmp_path / "logs", accident(), NOW) is NOWHERE
    problem = formality("unexpected", "fa", kind="OSError", reference=NOWHERE)
    assert "نمی‌توان نوشت" in problem.detail
    assert problem.facts["reference"] == NOWHERE.fa
