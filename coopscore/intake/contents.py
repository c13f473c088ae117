"""The bytes of a delivered file, read once; and whether the file still holds them afterwards."""

import hashlib
from pathlib import Path

from coopscore.intake.unreadable import CHANGED, EMPTY, FORBIDDEN, MISSING


def content_of(path: Path) -> bytes:
    """All bytes of a file. Everything is read from them, so that one state of it is judged.

    Raises
    ------
    UnreadableFile
        Where it is missing, may not be opened, or is empty.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as cause:
        raise MISSING.refusal(path) from cause
    except OSError as cause:
        raise FORBIDDEN.refusal(path) from cause
    if not content.strip():
        raise EMPTY.refusal(path)
    return content


def sha256_of(content: bytes) -> str:
    """The hash by which a file is known again, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def confirm(path: Path, sha256: str) -> None:
    """Hold the file to what was read of it.

    The bytes are hashed again, since neither its size nor its day of change has to move: the clock
    of a file system is coarse, and a cell may be overwritten by one as long.

    Raises
    ------
    UnreadableFile
        Where it holds something else by now, as a file does that is still being copied.
    """
    try:
        with path.open("rb") as file:
            now = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as cause:
        raise CHANGED.refusal(path) from cause
    if now != sha256:
        raise CHANGED.refusal(path)
