import random
import struct
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_STORED, ZipFile

import pytest
from packing import MAIN, PARTS, SHEET, package, packed, row, sheet

from coopscore.errors import UnreadableFile
from coopscore.intake.packages import LAST_ROW, MOST_BYTES, MOST_PARTS, inspect
from coopscore.intake.raw import MOST_COLUMNS

PATH = Path("filing.xlsx")
GOOD = packed(row(1, "a", "b"), row(2, "1", "2"))


def refusal(content: bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refused:
        inspect(PATH, content)
    return refused.value


def with_parts(**parts: str | bytes) -> bytes:
    return packed(row(1, "a"), **parts)


def cells(*places: str) -> str:
    return "".join(f'<c r="{place}"><v>1</v></c>' for place in places)


def test_a_plain_workbook_passes():
    inspect(PATH, GOOD)


def test_pictures_and_printers_settings_are_no_xml_and_pass():
    inspect(PATH, with_parts(**{"xl/media/image1.png": b"\x89PNG\r\n", "xl/p.bin": b"\x00\x01"}))


@pytest.mark.parametrize(
    "bomb",
    [
        b"\0" * (4 << 20),  # a thousand to one
        (sheet() + "<!-- " + " " * (4 << 20) + " -->").encode(),
    ],
)
def test_a_part_that_unpacks_to_more_than_a_hundred_times_its_size_is_a_bomb(bomb):
    refused = refusal(with_parts(**{"xl/worksheets/sheet2.xml": bomb}))
    assert (
        "it unpacks to more than a workbook may hold (256 MiB, and 100 times its packed size"
        in (refused.sentence("en"))
    )
    assert "حجم بازشدهٔ آن از اندازهٔ مجاز بیشتر است" in refused.sentence("fa")


def test_what_a_package_declares_is_believed_where_it_is_too_much():
    content = bytearray(GOOD)
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", MOST_BYTES + 1)
    assert "unpacks to more" in refusal(bytes(content)).sentence("en")


def test_a_part_that_holds_more_than_it_declares_is_refused():
    content = bytearray(with_parts(**{"xl/big.xml": b"<a>" + b"x" * 50_000 + b"</a>"}))
    for head, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = content.rindex(head)
        content[place + offset : place + offset + 4] = struct.pack("<I", 10)
    assert "damaged or cut off" in refusal(bytes(content)).sentence("en")


def test_entries_that_share_their_packed_bytes_are_a_bomb():
    # Each entry of the list names the same bytes, so that few of them unpack to many.
    content = package({"part0": bytes(range(256)) * 40}, ZIP_STORED)
    begun = content.index(b"PK\x01\x02")
    entry, end = content[begun : content.index(b"PK\x05\x06")], bytearray(content[-22:])
    entries = b"".join(entry.replace(b"part0", f"part{place}".encode()) for place in range(9))
    end[8:16] = struct.pack("<HHI", 9, 9, len(entries))
    assert "unpacks to more" in refusal(content[:begun] + entries + end).sentence("en")


def test_more_parts_than_any_workbook_has_are_a_bomb():
    many = {f"xl/{number}.xml": "" for number in range(MOST_PARTS)}
    assert "1000 parts" in refusal(package({**PARTS, SHEET: sheet(), **many})).sentence("en")


def test_a_part_that_is_read_as_a_tree_may_not_be_large():
    noise = random.Random(1404).randbytes(17 << 20).hex()  # packs to a half, so that no ratio tells
    assert "unpacks to more" in refusal(
        with_parts(**{"xl/styles.xml": f"<a>{noise}</a>"})
    ).sentence("en")


@pytest.mark.parametrize("inner", [GOOD, b"\xd0\xcf\x11\xe0" + bytes(600), b"\x1f\x8b\x08"])
def test_a_packed_file_within_is_refused_by_name(inner):
    refused = refusal(with_parts(**{"xl/embeddings/book.bin": inner}))
    assert "another packed file lies within it (xl/embeddings/book.bin)" in refused.sentence("en")


@pytest.mark.parametrize(
    "part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/activeX/activeX1.xml"]
)
def test_macros_are_refused_by_name(part):
    refused = refusal(with_parts(**{part: b"x"}))
    assert f"it holds macros ({part})" in refused.sentence("en")
    assert "ماکرو دارد" in refused.sentence("fa")


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", [SHEET, "xl/sharedStrings.xml", "docProps/core.xml", "xl/odd.bin"])
def test_a_document_type_in_any_part_is_refused_by_name(name, encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>{LAUGHS}<worksheet xmlns="{MAIN}"/>'
    refused = refusal(with_parts(**{name: text.encode(encoding)}))
    assert f"its part {name} declares a document type" in refused.sentence("en")
    assert "نوع سند (DOCTYPE)" in refused.sentence("fa")


def test_a_document_type_from_a_file_elsewhere_is_refused():
    outside = f'<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet xmlns="{MAIN}"/>'
    assert "document type" in refusal(with_parts(**{SHEET: outside})).sentence("en")


def test_a_million_columns_are_refused_before_they_are_held():
    wide = f'<row r="1">{"<c><v>1</v></c>" * 1_000_000}</row>'
    content = package({**PARTS, SHEET: sheet(wide)}, compression=ZIP_STORED)
    assert "it has more than 1000 columns" in refusal(content).sentence("en")
    assert "بیش از ۱۰۰۰ ستون" in refusal(content).sentence("fa")


@pytest.mark.parametrize("place", ["ALM1", "XFD1"])
def test_a_cell_far_to_the_right_is_too_many_columns(place):
    assert "more than 1000 columns" in refusal(
        packed(f'<row r="1">{cells("A1", place)}</row>')
    ).sentence("en")


def test_the_last_column_that_a_table_may_have_is_the_thousandth():
    inspect(PATH, packed(f'<row r="1">{cells("A1", "ALL1")}</row>'))
    inspect(PATH, packed(f'<row r="1">{"<c><v>1</v></c>" * MOST_COLUMNS}</row>'))


@pytest.mark.parametrize(
    "rows",
    [
        [row(2, "a"), row(1, "b")],
        [row(1, "a"), row(1, "b")],
        [f'<row r="{LAST_ROW + 1}"/>'],
        ['<row r="0"/>'],
        ['<row r="first"/>'],
        [f'<row r="1">{cells("B1", "A1")}</row>'],
        [f'<row r="1">{cells("A1", "A1")}</row>'],
        [f'<row r="1">{cells("AA1", "B1")}</row>'],
        [f'<row r="1">{cells("A1")}<c><v>1</v></c></row>'],
        [f'<row r="1"><c><v>1</v></c>{cells("B1")}</row>'],
    ],
)
def test_rows_and_cells_that_would_hide_one_another_are_refused(rows):
    assert "damaged or cut off" in refusal(packed(*rows)).sentence("en")


def test_rows_and_cells_may_come_without_their_places():
    inspect(PATH, packed("<row><c><v>1</v></c><c><v>2</v></c></row>", "<row/>"))


def test_a_sheet_whose_xml_breaks_off_is_refused():
    assert "damaged" in refusal(with_parts(**{SHEET: sheet(row(1, "a"))[:-30] + "<"})).sentence(
        "en"
    )


@pytest.mark.parametrize(
    "part",
    [
        {"xl/workbook.xml": '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'},
        {"content.xml": "<office/>"},
        {"xl/workbook.bin": b"x"},
    ],
)
def test_workbooks_of_other_kinds_are_refused_with_a_word(part):
    refused = refusal(with_parts(**part))
    assert "XLS, XLSB, ODS or Strict Open XML" in refused.sentence("en")


def test_a_package_that_is_locked_part_by_part_is_locked():
    content = bytearray(GOOD)
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert "locked with a password" in refusal(bytes(content)).sentence("en")


def test_other_ways_of_packing_are_refused():
    assert "damaged" in refusal(package({**PARTS, SHEET: sheet()}, ZIP_BZIP2)).sentence("en")


def test_two_parts_of_one_name_are_refused():
    out = BytesIO(GOOD)
    with ZipFile(out, "a") as file, pytest.warns(UserWarning, match="Duplicate name"):
        file.writestr(SHEET, sheet())
    assert "damaged" in refusal(out.getvalue()).sentence("en")


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"a,b\n1,2\n", b"x" * 30])
def test_what_is_no_package_is_refused(content):
    assert "it is no XLSX workbook" in refusal(content).sentence("en")


def test_a_spoilt_byte_anywhere_is_refused_or_does_not_matter():
    for place in range(len(GOOD)):
        spoilt = bytearray(GOOD)
        spoilt[place] ^= 0xFF
        with suppress(UnreadableFile):
            inspect(PATH, bytes(spoilt))
