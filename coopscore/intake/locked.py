"""A workbook behind a password, opened where the password is known."""

import struct
from io import BytesIO
from pathlib import Path
from xml.parsers.expat import ExpatError

from msoffcrypto.exceptions import (  # type: ignore[import-untyped]  # ships no types
    DecryptionError,
    FileFormatError,
    InvalidKeyError,
)
from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]  # ships no types

from coopscore.intake.unreadable_workbook import (
    DAMAGED_WORKBOOK,
    LOCKED,
    OLD_WORKBOOK,
    WRONG_PASSWORD,
)

# How a locked workbook begins, and every workbook older than XLSX.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Excel hashes a password 100,000 times; the format allows 10,000,000, half a minute for each file.
MOST_SPINS = 1_000_000

# What the library lets through where the file is damaged.
_BROKEN = (
    ArithmeticError, AttributeError, DecryptionError, ExpatError, LookupError, OSError, TypeError,
    ValueError, struct.error,
)  # fmt: skip


def unlocked(path: Path, content: bytes, password: str) -> bytes:
    """The workbook within a locked one.

    Raises
    ------
    UnreadableFile
        Where it is a workbook of an older kind, no password is known or a wrong one, or it is
        damaged.
    """
    try:
        file = OOXMLFile(BytesIO(content))
        spins = file.info.get("spinValue", 0)
    except FileFormatError as cause:
        raise OLD_WORKBOOK.refusal(path) from cause
    except _BROKEN as cause:
        raise DAMAGED_WORKBOOK.refusal(path) from cause
    if not password:
        raise LOCKED.refusal(path)
    if spins > MOST_SPINS:
        raise DAMAGED_WORKBOOK.refusal(path)
    return _opened(path, file, password)


def _opened(path: Path, file: OOXMLFile, password: str) -> bytes:
    out = BytesIO()
    try:
        file.load_key(password=password, verify_password=True)
        file.decrypt(out)
    except InvalidKeyError as cause:
        raise WRONG_PASSWORD.refusal(path) from cause
    except _BROKEN as cause:
        raise DAMAGED_WORKBOOK.refusal(path) from cause
    return out.getvalue()
