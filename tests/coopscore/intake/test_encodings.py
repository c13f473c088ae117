import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopscore.errors import UnreadableFile
from coopscore.intake.encodings import CUT_CHARACTER, decoded

PATH = Path("filing.csv")
TEXT = "شناسه,نام,مبلغ\r\nc1,شرکت تعاونی «پگاه»,1200\r\nc2,گروه ژرف‌نگر چای,5\r\n"
# Windows-1256 has no Persian ye; offices write the Arabic one there.
WINDOWS = TEXT.replace("ی", "ي")


def encoding(content: bytes) -> str:
    return decoded(PATH, content).encoding


@pytest.mark.parametrize(
    ("name", "codec", "text", "mark"),
    [
        ("UTF-8", "utf-8", TEXT, b""),
        ("UTF-8", "utf-8", TEXT, b"\xef\xbb\xbf"),
        ("UTF-16LE", "utf-16-le", TEXT, b"\xff\xfe"),
        ("UTF-16BE", "utf-16-be", TEXT, b"\xfe\xff"),
        ("UTF-16LE", "utf-16-le", TEXT, b""),
        ("UTF-16BE", "utf-16-be", TEXT, b""),
        ("Windows-1256 (cp1256)", "cp1256", WINDOWS, b""),
    ],
)
def test_an_encoding_is_known_by_its_mark_its_zeros_or_its_letters(name, codec, text, mark):
    found = decoded(PATH, mark + text.encode(codec))
    assert (found.text, found.encoding) == (text, name)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_whatever_holds_as_utf_8_is_read_as_utf_8(text):
    found = decoded(PATH, text.encode())
    assert (found.text, found.encoding) == (text.removeprefix("\ufeff"), "UTF-8")


@given(st.text("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهيئآ،؛؟«» \n,0123456789-/", min_size=1))
def test_persian_in_windows_1256_is_read_unless_a_line_may_be_persian_in_utf_8(text):
    content = text.encode("cp1256")
    try:
        found = decoded(PATH, content)
    except UnreadableFile:
        assert any(in_utf_8(line) for line in content.split(b"\n"))
        return
    if found.encoding != "UTF-8":
        assert (found.text, found.encoding) == (text, "Windows-1256 (cp1256)")


def in_utf_8(line: bytes) -> bool:
    """Whether the line has an Arabic letter in UTF-8."""
    with suppress(UnicodeDecodeError):
        return any("ARABIC" in unicodedata.name(sign, "") for sign in line.decode("utf-8"))
    return False


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        # UTF-8, then a line that another program wrote in Windows-1256.
        ("a,b\n1,سلام\n".encode() + "2,سلام\n".encode("cp1256"), (3, 2)),
        ("2,سلام\n".encode("cp1256") + "1,سلام\n".encode(), (1, 2)),
        # Languages that are none of ours, in the encoding of the west.
        ("a,b\n1,é\n".encode("cp1252"), (2, 2)),
        ("a,b\n1,São\n".encode("cp1252"), (2, 2)),
        ("a,b\n1,Pará\n".encode("cp1252"), (2, 2)),
        ("a,b\n1,Ávila\n".encode("cp1252"), (2, 2)),
        # Two letters that are one of UTF-8 as well.
        ("a,b\n1,عک\n2,سلام\n".encode("cp1256"), (3, 2)),
    ],
)
def test_a_mixed_or_foreign_file_is_refused_with_both_lines(content, lines):
    with pytest.raises(UnreadableFile) as refused:
        decoded(PATH, content)
    english = refused.value.sentence("en")
    assert f"line {lines[0]} is not text in UTF-8" in english
    assert f"line {lines[1]} is none in Windows-1256 (cp1256)" in english
    assert "متنی با Windows-1256 (cp1256) نیست" in refused.value.sentence("fa")


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04\x00\x00\x08\x00",
        b"a\0\0b",
        "a,b\n1,\0\n".encode("utf-16"),
        "a,b\n".encode("utf-32"),
        b"1,2\n\0\0\0\0\0\0",
        b"a,b\n1,2\n3,\0\n",
        b"a,b\n1,2\n3\0\n",
    ],
)
def test_zeros_that_no_text_has_are_binary(content):
    with pytest.raises(UnreadableFile, match="it is binary"):
        decoded(PATH, content)


def test_a_latin_word_that_touches_a_persian_one_is_persian():
    text = "a,b\nشركتIT,ISOپروژه\n"
    assert decoded(PATH, text.encode("cp1256")).text == text


@pytest.mark.parametrize(
    ("content", "line", "shown"),
    [
        (b"\xff\xfe" + "a\nb\n".encode("utf-16-le") + b"\x00\xdc\x00\xdc", 3, "UTF-16LE"),
        (b"\xef\xbb\xbfa\n\xff\n", 2, "UTF-8"),
    ],
)
def test_a_mark_that_the_text_does_not_keep_is_refused_with_the_line(content, line, shown):
    with pytest.raises(UnreadableFile, match=f"line {line} is not text in {shown}"):
        decoded(PATH, content)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_file_that_ends_within_a_character_says_so(codec):
    whole = "a,b\nالف,😊".encode(codec)
    found = decoded(PATH, whole[:-1])
    assert found.text == "a,b\nالف," + CUT_CHARACTER
