"""Persons on record: never by name or national code, only by a keyed hash of the code.

The key lies in a file of the home outside the facts. Without it nobody can tell who a hash stands
for, nor make the hash of a known code; whoever holds it can, since codes are few enough to try
them all. So the key is what makes persons known, and taking it away forgets them all at once.
"""

import hmac
import os
import re
from functools import cached_property
from pathlib import Path

from coopscore.errors import BrokenPersonKey, UnusableHome
from coopscore.numerals import latin_digits

PREFIX = "pk:"
# What stands in a list in the place of a text that might name a person.
HIDDEN = "•••"

_KEY_BYTES = 32
_PERSON_KEY = re.compile(rf"{PREFIX}[0-9a-f]{{32}}")
# A person's code has ten digits, and up to two leading zeros are lost where a spreadsheet takes
# it for a number; a legal person in office has eleven, a foreign national's code has twelve.
_CODE = re.compile(r"\d{8,12}", re.ASCII)
_DASHED = re.compile(r"\d{3}-\d{6}-\d", re.ASCII)
_SHORTEST = 10
# Within a text: what might be a person's code. Eleven digits name a legal person, which is no
# secret; what follows a colon is a co-operative's id under its source's prefix.
_MAYBE_CODE = re.compile(
    rf"{_PERSON_KEY.pattern}|(?<![\d:])(?:\d{{12}}|\d{{8,10}}|\d{{3}}-\d{{6}}-\d)(?!\d)"
)


class NotAPerson(ValueError):
    """Text that is neither a national code nor a person's key."""


class Persons:
    """Makes the keyed hashes of one home; its key is made when it is first needed.

    A key that is made lies in no file before `keep`: a delivery that is refused leaves none.

    Parameters
    ----------
    path
        The file of the key.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.made = False  # whether this object had to make the key
        self._kept = False

    def hashed(self, code: str) -> str:
        """The key of the person of that code: `pk:` and 32 hexadecimal digits.

        HMAC-SHA-256 (RFC 2104) under the home's key, its first 128 bits.

        Parameters
        ----------
        code
            Ten to twelve ASCII digits.

        Raises
        ------
        BrokenPersonKey, UnusableHome
            Where the file of the key holds no key, or cannot be read or written.
        """
        return PREFIX + hmac.digest(self._key, code.encode("ascii"), "sha256").hex()[:32]

    def veiled(self, text: str) -> str:
        """The text with every number that might be a person's code replaced by its hash."""
        return _MAYBE_CODE.sub(lambda found: self._in_place_of(found[0]), text)

    def veiled_where_sure(self, text: str) -> str:
        """The text with every number replaced whose check digit says that it is a person's code."""
        return _MAYBE_CODE.sub(
            lambda found: self._in_place_of(found[0]) if code_holds(found[0]) else found[0], text
        )

    def _in_place_of(self, found: str) -> str:
        try:
            return self.hashed(full_code(latin_digits(found)))
        except NotAPerson:
            return found  # a hash already, or one digit over and over

    @cached_property
    def _key(self) -> bytes:
        try:
            return _checked(self.path, self.path.read_bytes())
        except FileNotFoundError:
            self.made = True
            return os.urandom(_KEY_BYTES)
        except OSError as cause:
            raise UnusableHome(path=self.path, reason=cause.strerror) from cause

    def keep(self) -> None:
        """Write a key that was made where nobody else can read it, whole or not at all.

        Whoever writes hashes down keeps the key first. One run at a time may write.

        Raises
        ------
        UnusableHome
            Where it cannot be written.
        """
        if not self.made or self._kept:
            return
        part = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            written = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(written, "wb") as file:
                file.write(self._key)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, self.path)
        except OSError as cause:
            raise UnusableHome(path=self.path, reason=cause.strerror) from cause
        self._kept = True


def _checked(path: Path, key: bytes) -> bytes:
    if len(key) != _KEY_BYTES:
        raise BrokenPersonKey(path=path, bytes=len(key), expected=_KEY_BYTES)
    return key


def is_person_key(text: str) -> bool:
    """Whether the text is a person's key already."""
    return bool(_PERSON_KEY.fullmatch(text))


def code_holds(text: str) -> bool:
    """Whether the text is a natural person's code of ten digits whose check digit holds.

    The rule is that of the civil registry, as published in the open source library persian-tools
    (`src/modules/nationalId`); 0499370899 is that library's own example. One number of ten digits
    in eleven holds by chance.
    """
    code = latin_digits(text).replace("-", "")
    if len(code) != _SHORTEST or not code.isdecimal() or len(set(code)) == 1:
        return False
    rest = sum(int(digit) * (10 - place) for place, digit in enumerate(code[:9])) % 11
    return int(code[9]) == (rest if rest < 2 else 11 - rest)


def full_code(text: str) -> str:
    """A code in its full length of ten to twelve digits, leading zeros put back.

    Raises
    ------
    NotAPerson
        Where the text is no code, or one digit over and over, which stands for nobody.
    """
    code = text.replace("-", "") if _DASHED.fullmatch(text) else text
    if not _CODE.fullmatch(code) or len(set(code)) == 1:
        raise NotAPerson
    return code.zfill(_SHORTEST)
