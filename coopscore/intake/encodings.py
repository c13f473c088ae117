"""In which encoding a file of text is written, decided from its bytes alone and read strictly.

A mark at the start decides. Without one, zero bytes on one side of every pair are UTF-16; text that
holds as UTF-8 is UTF-8; and only what reads as Persian in Windows-1256, in every line, is that: a
file that two programs wrote in two encodings is refused, not guessed at.
"""

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coopscore.intake.unreadable import BINARY, NEITHER_ENCODING, UNDECODABLE

UTF_8 = "UTF-8"
WINDOWS = "Windows-1256 (cp1256)"

# Stands at the end for a character of which only the first bytes are there.
CUT_CHARACTER = "\ufffd"

_Decoder = Callable[[bytes, str, bool], tuple[str, int]]

_DECODERS: Mapping[str, _Decoder] = {
    UTF_8: codecs.utf_8_decode,
    "UTF-16LE": codecs.utf_16_le_decode,
    "UTF-16BE": codecs.utf_16_be_decode,
}
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF16_LE, "UTF-16LE"),
    (codecs.BOM_UTF16_BE, "UTF-16BE"),
)

# What a Persian text holds that was written in Windows-1256. Every byte is some letter there, so
# the decoder alone never objects: accents of other languages, letters of Urdu, the signs that
# UTF-8's second bytes turn into, and a single letter within a Latin word (which is an accent of
# the west: `São`, `Pará`) are what tells that the text is something else.
_LETTERS = "\u0621-\u063a\u0640-\u0652\u067e\u0686\u0698\u06a9\u06af"
_SIGNS = "\u00a0\u00ab\u00bb\u00d7\u00f7\u060c\u061b\u061f\u200c-\u200f\u2013\u2014\u2018-\u201d"
# Upper halves of Latin, Arabic, punctuation (joiners, quotation marks), Arabic's written forms, and
# of the pairs that stand for rarer signs.
_UPPER = frozenset({0x00, 0x06, 0x20, 0xFB, 0xFC, 0xFD, 0xFE, *range(0xD8, 0xE0)})
_FIRST_SIGNS = 64

_PERSIAN = re.compile(f"[{_LETTERS}\u06cc]")
_STRANGE = re.compile(
    rf"[^\t\n\r -~{_LETTERS}{_SIGNS}]"
    rf"|[A-Za-z][{_LETTERS}](?![{_LETTERS}])|(?<![{_LETTERS}])[{_LETTERS}][A-Za-z]"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and the name of the encoding that it was written in.

    The text ends in `CUT_CHARACTER` where the file ends within a character.
    """

    text: str
    encoding: str


def decoded(path: Path, content: bytes) -> Decoded:
    """The text of a file whose encoding nobody named.

    Raises
    ------
    UnreadableFile
        Where it is no text, or text in none of the encodings, or in several; with the line.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(path, content[len(mark) :], encoding)
    if b"\0" in content:
        return _strictly(path, content, _side(path, content))
    try:
        return _decoded(content, UTF_8)
    except UnicodeDecodeError as cause:
        line = _line(content, cause.start)
        return _windows(path, content, line, cause)


def decoded_as(path: Path, content: bytes, encoding: str) -> Decoded:
    """The text of a file whose sender names its encoding.

    Raises
    ------
    UnreadableFile
        Where it is none, with the line.
    """
    if b"\0" in content:
        raise BINARY.refusal(path)
    shown = encoding.upper().removesuffix("-SIG")
    try:
        return Decoded(content.decode(encoding), shown)
    except UnicodeDecodeError as cause:
        line = _line(content, cause.start)
        raise UNDECODABLE.refusal(path, line=line, encoding=shown) from cause


def _decoded(content: bytes, encoding: str) -> Decoded:
    text, used = _DECODERS[encoding](content, "strict", False)
    return Decoded(text if used == len(content) else text + CUT_CHARACTER, encoding)


def _strictly(path: Path, content: bytes, encoding: str) -> Decoded:
    try:
        found = _decoded(content, encoding)
    except UnicodeDecodeError as cause:
        before, _ = _DECODERS[encoding](content[: cause.start], "strict", False)
        line = before.count("\n") + 1
        raise UNDECODABLE.refusal(path, line=line, encoding=encoding) from cause
    if "\0" in found.text:
        raise BINARY.refusal(path)
    return found


def _side(path: Path, content: bytes) -> str:
    """Which half of each pair of bytes is the upper one, by the zeros that Latin signs have there.

    Commas, digits and ends of line have a zero upper half; no sign of Persian or Latin text has a
    zero lower one. The first signs must have upper halves of such text: a stray zero in text of
    another encoding is none.
    """
    first, second = content[0::2], content[1::2]
    is_big = 0 in first
    upper = (first if is_big else second)[:_FIRST_SIGNS]
    if (is_big and 0 in second) or set(upper) - _UPPER:
        raise BINARY.refusal(path)
    return "UTF-16BE" if is_big else "UTF-16LE"


def _line(content: bytes, place: int) -> int:
    return content.count(b"\n", 0, place) + 1


def _windows(path: Path, content: bytes, line: int, cause: UnicodeDecodeError) -> Decoded:
    """The text in Windows-1256, where each line holds as that and none as Persian in UTF-8."""
    text = content.decode("cp1256")
    strange = _STRANGE.search(text)
    other = _line(content, strange.start()) if strange else _utf_8_line(content)
    if other is not None:
        raise NEITHER_ENCODING.refusal(
            path, line=line, utf_8=UTF_8, other=other, windows=WINDOWS
        ) from cause
    return Decoded(text, WINDOWS)


def _utf_8_line(content: bytes) -> int | None:
    """The first line that holds as Persian in UTF-8, which one of Windows-1256 hardly does."""
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.isascii() and _PERSIAN.search(_utf_8(line)):
            return number
    return None


def _utf_8(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return ""
