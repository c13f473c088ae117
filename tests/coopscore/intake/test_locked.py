import random
import struct
from io import BytesIO
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from packing import packed, row

from coopscore.errors import UnreadableFile
from coopscore.intake.locked import COMPOUND, MOST_SPINS, unlocked

PATH = Path("filing.xlsx")
NOISE = random.Random(1404)
# The library locks no workbook of less than 4,096 bytes rightly.
BOOK = packed(row(1, "a"), *(row(place, NOISE.randbytes(16).hex()) for place in range(2, 600)))
PASSWORD = "راز ۱۴۰۴"


@pytest.fixture(scope="module")
def locked() -> bytes:
    out = BytesIO()
    OOXMLFile(BytesIO(BOOK)).encrypt(PASSWORD, out)
    return out.getvalue()


def refusal(content: bytes, password: str = PASSWORD) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refused:
        unlocked(PATH, content, password)
    assert password not in refused.value.sentence("en") or not password
    return refused.value


def test_the_right_password_opens_a_locked_workbook(locked):
    assert locked.startswith(COMPOUND)
    assert unlocked(PATH, locked, PASSWORD) == BOOK


def test_a_locked_workbook_without_a_password_says_where_to_set_it(locked):
    refused = refusal(locked, "")
    assert "it is locked with a password, and none was given" in refused.sentence("en")
    assert "گذرواژه را در COOPSCORE_FILE_PASSWORD بگذارید" in refused.sentence("fa")


def test_a_wrong_password_opens_nothing(locked):
    refused = refusal(locked, "else")
    assert "the password given does not open it" in refused.sentence("en")
    assert "با گذرواژهٔ داده‌شده باز نمی‌شود" in refused.sentence("fa")


def test_a_lock_that_would_take_minutes_to_open_is_not_tried(locked):
    told = b'spinCount="100000" saltSize="16"'
    slow = f'spinCount="{MOST_SPINS + 1}"'.encode().ljust(len(told))
    assert locked.count(told) == 1
    assert "damaged" in refusal(locked.replace(told, slow)).sentence("en")


def emptied(locked: bytes) -> bytes:
    """The same compound file without what tells of a lock, as an old workbook is."""
    return locked.replace(
        "EncryptionInfo".encode("utf-16-le"), "EncryptionOnce".encode("utf-16-le")
    )


def test_a_workbook_of_before_2007_is_refused_with_a_word(locked):
    old = emptied(locked)
    assert "XLS, XLSB, ODS" in refusal(old).sentence("en")


def test_a_locked_workbook_cut_anywhere_is_refused_or_the_same(locked):
    for end in range(8, len(locked), 2_997):
        try:
            found = unlocked(PATH, locked[:end], PASSWORD)
        except UnreadableFile:
            continue
        assert found == BOOK  # only the filling at its end was lost


def test_a_locked_workbook_spoilt_anywhere_is_still_only_refused(locked):
    for place in range(8, len(locked), 499):
        spoilt = locked[:place] + struct.pack("B", locked[place] ^ 0xFF) + locked[place + 1 :]
        assert refusal(spoilt, "").code == "unreadable_file"
