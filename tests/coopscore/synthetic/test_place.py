"""A folder is replaced whole, only where we wrote it, wherever an earlier run was killed."""

import json
from pathlib import Path

import pytest

from coopscore.errors import NotOurFolder
from coopscore.synthetic.place import FOLDERS, MARKER, is_ours, replaced

ORDER = {"cooperatives": 3, "seed": 1}


def write(folder: Path, text: str) -> None:
    with replaced(folder, ORDER) as fresh:
        for name in FOLDERS:
            (fresh / name / "a.csv").write_text(text)


def texts(folder: Path) -> list[str]:
    return [(folder / name / "a.csv").read_text() for name in FOLDERS]


class Killed(BaseException):
    """The run ends here."""


def break_off(folder: Path) -> None:
    with replaced(folder, ORDER) as fresh:
        (fresh / "registry" / "a.csv").write_text("half")
        raise Killed


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_somebody_else_made_is_refused_and_left_alone(tmp_path, name):
    (tmp_path / name).mkdir()
    (tmp_path / name / "mine.txt").write_text("kept")
    with pytest.raises(NotOurFolder, match=name):
        write(tmp_path, "new")
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name / "mine.txt").read_text() == "kept"


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "{", '{"order": {"seed": 1}, "sha256": "0"}', "\udcff"]
)
def test_a_marker_that_is_not_as_it_was_written_is_none(tmp_path, text):
    (tmp_path / "truth").mkdir()
    (tmp_path / MARKER).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert not is_ours(tmp_path / MARKER)
    with pytest.raises(NotOurFolder):
        write(tmp_path, "new")


def test_what_we_wrote_is_replaced_and_the_marker_tells_the_order(tmp_path):
    for text in ("old", "new"):
        write(tmp_path, text)
    assert texts(tmp_path) == ["new"] * 3
    assert is_ours(tmp_path / MARKER)
    assert json.loads((tmp_path / MARKER).read_text())["order"] == ORDER
    assert {path.name for path in tmp_path.iterdir()} == {*FOLDERS, MARKER}


def test_a_run_that_fails_leaves_the_old_one_whole(tmp_path):
    write(tmp_path, "old")
    with pytest.raises(Killed):
        break_off(tmp_path)
    assert texts(tmp_path) == ["old"] * 3
    assert is_ours(tmp_path / MARKER)
    write(tmp_path, "new")
    assert texts(tmp_path) == ["new"] * 3


@pytest.mark.parametrize("had_old", [True, False])
def test_a_run_killed_at_any_renaming_leaves_old_or_new_and_the_next_one_ends_it(
    tmp_path, monkeypatch, had_old
):
    """Every renaming in turn is the last one that is done before the run is killed."""
    rename = Path.rename
    for survived in range(12):
        folder = tmp_path / str(survived)
        folder.mkdir()
        if had_old:
            write(folder, "old")
        left = [survived]

        def renamed(path: Path, target: Path, left: list[int] = left) -> Path:
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            return rename(path, target)

        monkeypatch.setattr(Path, "rename", renamed)
        try:
            write(folder, "new")
            killed = False
        except Killed:
            killed = True
        monkeypatch.undo()
        for name in FOLDERS:
            if (folder / name).exists():
                assert (folder / name / "a.csv").read_text() in ("old", "new")
        if (folder / MARKER).exists():
            assert len(set(texts(folder))) == 1
        write(folder, "newer")
        assert texts(folder) == ["newer"] * 3
        assert {path.name for path in folder.iterdir()} == {*FOLDERS, MARKER}
    assert not killed


def test_a_link_of_ours_is_moved_and_what_it_leads_to_is_left_alone(tmp_path):
    write(tmp_path / "made", "old")
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "made" / "truth").rename(elsewhere)
    (tmp_path / "made" / "truth").symlink_to(elsewhere)
    write(tmp_path / "made", "new")
    assert (elsewhere / "a.csv").read_text() == "old"
    assert not (tmp_path / "made" / "truth").is_symlink()
