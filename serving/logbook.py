"""Accidents written down: the person gets one line, the file gets the traceback."""

import hashlib
import traceback
from datetime import datetime
from pathlib import Path


def write_down(folder: Path, error: BaseException, now: datetime) -> str:
    """Keep the traceback of `error` in a file of its own; returns the file's name.

    Where even that fails (a full disk, a read-only home) the name is `unwritten`: the accident
    itself must still reach the person.
    """
    text = "".join(traceback.format_exception(error))
    mark = hashlib.sha256(text.encode()).hexdigest()[:8]
    name = f"accident-{now:%Y%m%dT%H%M%S}-{mark}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    except OSError:
        return "unwritten"
    return name
