"""Kinds of dirt that belong to a whole file: another encoding, or an end that is missing."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from coopscore.synthetic.dirt.log import Planted, table_of
from coopscore.synthetic.dirt.rates import Rates

# What cp1256 has no place for, written as an office that uses it would.
_OLD = str.maketrans({"ی": "ي", "ۀ": "ه", "\u0654": None, "۰": "0", "۱": "1", "۲": "2", "۳": "3",
                      "۴": "4", "۵": "5", "۶": "6", "۷": "7", "۸": "8", "۹": "9", "٠": "0",
                      "١": "1", "٢": "2", "٣": "3", "٤": "4", "٥": "5", "٦": "6", "٧": "7",
                      "٨": "8", "٩": "9"})  # fmt: skip

# An old export, "Unicode text" of a spreadsheet, and "CSV UTF-8" of one, which begins with a mark.
_ENCODINGS = ("cp1256", "utf-16", "utf-8-sig")


@dataclass(frozen=True, kw_only=True)
class Spoilt:
    """The bytes of a file, and the log of what was done to them."""

    content: bytes
    log: pa.Table


def spoil(content: bytes, file: str, rates: Rates, rng: np.random.Generator) -> Spoilt:
    """Plant the dirt of whole files in one file of UTF-8."""
    planted: list[Planted] = []
    recoded, cut = rng.random(2) < (rates.encodings, rates.truncated)
    if cut and (short := _cut(content, rng)) is not None:
        planted.append(
            Planted(file=file, kind="truncated", row=short.count(b"\n") + 1, was=str(len(content)))
        )
        content = short
    if recoded:
        encoding = _ENCODINGS[rng.integers(len(_ENCODINGS))]
        content = _recoded(content, encoding)
        planted.append(Planted(file=file, kind="encodings", was="utf-8", became=encoding))
    return Spoilt(content=content, log=table_of(planted))


def _cut(content: bytes, rng: np.random.Generator) -> bytes | None:
    """The file without the end of its last row; nothing where that is the header."""
    lines = content.rstrip(b"\n").split(b"\n")
    last = lines[-1].decode()
    if len(lines) < 3 or "," not in last:
        return None
    kept = last[: int(rng.integers(1, last.rindex(",") + 1))]
    return b"\n".join([*lines[:-1], kept.encode()])


def _recoded(content: bytes, encoding: str) -> bytes:
    text = content.decode()
    if encoding == "utf-16":
        return b"\xff\xfe" + text.encode("utf-16-le")
    if encoding == "cp1256":
        text = text.translate(_OLD)
    return text.encode(encoding)
