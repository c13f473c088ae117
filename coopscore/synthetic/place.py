"""The folder that a made-up registry is written into: whose it is, and how it is replaced.

A folder that holds `registry`, `truth` or `dirt` is replaced only where `order.json` says that this
project wrote it. What is new is written aside and takes the old one's place by renaming; a run that
was killed in between is carried to its end by the next one, so that each folder is the old one or
the new one, and `order.json` stands only beside folders that belong together.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from coopscore.errors import NotOurFolder

FOLDERS = ("registry", "truth", "dirt")
MARKER = "order.json"

_FRESH, _OLD = ".coopscore-unfinished", ".coopscore-replaced"


@contextmanager
def replaced(folder: Path, order: Mapping[str, object]) -> Iterator[Path]:
    """A folder with the three in it to write into, which take the old ones' place at the end.

    Where writing fails, the old ones stay as they are.

    Parameters
    ----------
    order
        What was asked for, as JSON; it is written beside the three with a hash.

    Raises
    ------
    NotOurFolder
        Where one of the three is there and no `order.json` of ours.
    """
    fresh = folder / _FRESH
    if (fresh / MARKER).exists():
        _take_over(folder)  # a run was killed after it had written everything
    strange = [name for name in FOLDERS if _is_there(folder / name)]
    if strange and not is_ours(folder / MARKER):
        raise NotOurFolder(path=folder, names=strange, marker=MARKER)
    for left in (fresh, folder / _OLD):
        if left.exists():
            shutil.rmtree(left)
    for name in FOLDERS:
        (fresh / name).mkdir(parents=True)
    yield fresh
    told = json.dumps({"order": order, "sha256": _hash(order)}, ensure_ascii=False, indent=2)
    part = fresh / f"{MARKER}.part"
    part.write_text(told + "\n", encoding="utf-8")
    part.rename(fresh / MARKER)
    _take_over(folder)


def is_ours(marker: Path) -> bool:
    """Whether the file is an order as it was written here, to the letter of its hash."""
    try:
        told = json.loads(marker.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    if not isinstance(told, dict) or "order" not in told:
        return False
    return bool(told.get("sha256") == _hash(told["order"]))


def _hash(order: object) -> str:
    return sha256(json.dumps(order, sort_keys=True).encode()).hexdigest()


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _take_over(folder: Path) -> None:
    """Put what is written in the old ones' place; may be begun again wherever it was broken off."""
    fresh, old = folder / _FRESH, folder / _OLD
    (folder / MARKER).unlink(missing_ok=True)
    old.mkdir(exist_ok=True)
    for name in FOLDERS:
        if (fresh / name).exists():
            if _is_there(folder / name):
                (folder / name).rename(old / name)
            (fresh / name).rename(folder / name)
    (fresh / MARKER).rename(folder / MARKER)
    shutil.rmtree(old)
    fresh.rmdir()
