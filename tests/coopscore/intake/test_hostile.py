"""Files that are wrong on purpose or by accident leave the store as it was, and say why."""

import random
from collections.abc import Mapping
from io import BytesIO

import pyarrow as pa
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from packing import PARTS, SHEET, package, packed, row, sheet
from pyarrow import parquet
from sqlalchemy import func, select

from coopscore.errors import CoopscoreError, MostlyAtFault, UnreadableFile
from coopscore.intake.terms import Terms
from coopscore.records.tables import AUDIT

COOPERATIVES = "coop_id,valid_from,recorded_at,name\nc1,1390/01/05,1390/01/10,شرکت الف\n"
HEADER = ("coop_id", "year_end", "received_on", "members")
FIGURES = ("c1", "1402/12/29", "1403/04/01", "12")
NAME = "yearly_figures.xlsx"
NOISE = random.Random(1404)
BOOK = packed(
    row(1, *HEADER),
    row(2, *FIGURES),
    *(f'<row r="{place}" spans="{NOISE.random()}"/>' for place in range(3, 800)),
)


def locked(content: bytes) -> bytes:
    out = BytesIO()
    OOXMLFile(BytesIO(content)).encrypt("راز", out)
    return out.getvalue()


def columns(count: int) -> bytes:
    out = BytesIO()
    parquet.write_table(pa.table({f"c{place}": pa.nulls(1) for place in range(count)}), out)
    return out.getvalue()


MILLION = ",".join(f"c{place}" for place in range(1_000_000))
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet/>'
WIDE = f'<row r="1">{"<c><v>1</v></c>" * 1_000_000}</row>'

HOSTILE: Mapping[str, tuple[str, bytes | str, str, str]] = {
    "a zip bomb": (
        NAME,
        packed(row(1, *HEADER), **{"xl/b.xml": b"\0" * (8 << 20)}),
        "unpacks to more than a workbook may hold",
        "حجم بازشدهٔ آن",
    ),
    "a packed file in a packed file": (
        NAME,
        packed(row(1, *HEADER), **{"xl/b.bin": BOOK}),
        "another packed file lies within it",
        "فایل فشردهٔ دیگری",
    ),
    "a formula": (
        NAME,
        packed(row(1, *HEADER), '<row r="2"><c r="D2"><f>6*2</f><v>12</v></c></row>'),
        "formulas, which are not worked out: Sheet1!D2.",
        "فرمول محاسبه نمی‌شود: Sheet1!D2",
    ),
    "a macro": (
        NAME,
        packed(row(1, *HEADER), **{"xl/vbaProject.bin": b"x"}),
        "it holds macros (xl/vbaProject.bin)",
        "ماکرو دارد",
    ),
    "entities": (
        NAME,
        packed(**{SHEET: LAUGHS}),
        "declares a document type",
        "نوع سند (DOCTYPE)",
    ),
    "a locked workbook": (NAME, locked(BOOK), "locked with a password", "با گذرواژه قفل شده"),
    "a million columns of text": (
        "yearly_figures.csv",
        f"{MILLION}\n1\n",
        "more than 1000 columns",
        "بیش از ۱۰۰۰ ستون",
    ),
    "a million columns of a sheet": (
        NAME,
        package({**PARTS, SHEET: sheet(WIDE)}, 0),
        "more than 1000 columns",
        "بیش از ۱۰۰۰ ستون",
    ),
    "thousands of columns of Parquet": (
        "yearly_figures.parquet",
        columns(5_000),
        "more than 1000 columns",
        "بیش از ۱۰۰۰ ستون",
    ),
    "a workbook cut off": (NAME, BOOK[:-9], "damaged or cut off", "آسیب دیده یا بریده"),
    "Parquet cut off": (
        "yearly_figures.parquet",
        columns(4)[:-9],
        "damaged or cut off",
        "آسیب دیده یا بریده",
    ),
    "two encodings in one file": (
        "yearly_figures.csv",
        "نام\nسلام\n".encode() + "سلام\n".encode("cp1256"),
        "line 3 is not text in UTF-8, and line 1 is none in Windows-1256",
        "سطر ۳ متنی با کدگذاری UTF-8 نیست",
    ),
}


@pytest.fixture
def state(desk):
    """What the home holds: rows and batches that readers see, audit entries, files."""

    def now() -> tuple[object, ...]:
        with desk.records.database.reading() as connection:
            entries = connection.execute(select(func.count()).select_from(AUDIT)).scalar_one()
        rows = desk.rows("cooperative", "coop_id", "batch", "digest")
        figures = desk.rows("yearly_figures", "coop_id", "batch")
        files = sorted(str(path) for path in desk.home.path.rglob("*") if path.is_file())
        return rows, figures, desk.records.ledger.sealed(), entries, files

    desk.take({"cooperative.csv": COOPERATIVES})
    return now


def refusal(desk, files, **more) -> CoopscoreError:
    with pytest.raises(CoopscoreError) as refused:
        desk.receive(desk.lay(files), **more)
    return refused.value


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_leaves_the_store_untouched_and_says_why(desk, state, case):
    name, content, english, persian = HOSTILE[case]
    before = state()
    # Beside a good file, of which nothing is taken either.
    refused = refusal(desk, {name: content, "cooperative.csv": COOPERATIVES.replace("c1", "c2")})
    assert isinstance(refused, UnreadableFile)
    assert english in refused.sentence("en")
    assert persian in refused.sentence("fa")
    assert state() == before


def test_a_wrong_password_leaves_the_store_untouched_and_the_right_one_opens(desk, state):
    before = state()
    refused = refusal(desk, {NAME: locked(BOOK)}, terms=Terms(password="else"))
    assert "the password given does not open it" in refused.sentence("en")
    assert state() == before
    receipt = desk.receive(desk.lay({NAME: locked(BOOK)}), terms=Terms(password="راز"))
    assert (receipt.added, receipt.quarantined) == (1, 0)
    assert "راز" not in str(receipt.as_data())
    assert desk.rows("yearly_figures", "members") == [(12,)]


def test_ten_thousand_bad_rows_are_not_the_table_that_they_are_called(desk, state):
    bad = "\n".join(f"c1,1402/12/29,1403/04/01,many {row}" for row in range(10_000))
    content = f"{','.join(HEADER)}\n{bad}\n{','.join(FIGURES)}\n"
    before = state()
    refused = refusal(desk, {"yearly_figures.csv": content})
    assert isinstance(refused, MostlyAtFault)
    assert "10000 of its 10001 rows are at fault" in refused.sentence("en")
    assert "از ۱۰۰۰۱ ردیف آن ۱۰۰۰۰ ردیف ایراد دارد" in refused.sentence("fa")
    assert state() == before
    terms = Terms(most_bad_rows=10_001)
    assert desk.receive(desk.lay({"yearly_figures.csv": content}), terms=terms).added == 1


@pytest.mark.parametrize("change", [b"c1,1401/12/29,1402/04/01,11\n", None])
def test_a_file_that_changes_while_it_is_read_leaves_the_store_untouched(desk, state, change):
    folder = desk.lay({"yearly_figures.csv": f"{','.join(HEADER)}\n{','.join(FIGURES)}\n"})
    path = folder / "yearly_figures.csv"

    def meanwhile(*_news: object) -> None:
        if change is None:
            path.unlink()
        else:
            path.write_bytes(path.read_bytes() + change)

    before = state()
    with pytest.raises(UnreadableFile, match="it changed while it was read"):
        desk.receive(folder, progress=meanwhile)
    assert state() == before
    path.write_text(f"{','.join(HEADER)}\n{','.join(FIGURES)}\n", encoding="utf-8")
    assert desk.receive(folder).added == 1
