"""`coopscore ingest`: the operator's settings reach the reading of files."""

from io import BytesIO
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

NAME = "تعاونی‌ها.xlsx"
HEADER = ["شناسهٔ تعاونی", "تاریخ اثر", "تاریخ ثبت", "نام"]


@pytest.fixture
def locked(tmp_path) -> Path:
    """A locked workbook of 300 co-operatives."""
    book, content, out = Workbook(), BytesIO(), BytesIO()
    book.active.append(HEADER)
    for number in range(300):
        book.active.append([f"c{number}", "1390/01/05", "1390/01/10", f"شرکت {number}"])
    book.save(content)
    OOXMLFile(content).encrypt("راز", out)
    path = tmp_path / NAME
    path.write_bytes(out.getvalue())
    return path


def test_a_locked_workbook_is_refused_in_words_and_opened_by_the_password_set(
    coopscore, locked, monkeypatch
):
    refused = coopscore("ingest", locked)
    assert refused.code == 1
    assert "it is locked with a password, and none was given" in refused.err
    persian = coopscore("ingest", locked, "--lang", "fa")
    assert "با گذرواژه قفل شده و گذرواژه‌ای داده نشده است" in persian.err
    monkeypatch.setenv("COOPSCORE_FILE_PASSWORD", "راز")
    told = coopscore("ingest", locked)
    assert (told.code, "Accepted 300" in told.out) == (0, True)
    assert "راز" not in told.out + told.err


def test_how_many_bad_rows_refuse_a_file_is_the_operators(coopscore, tmp_path, monkeypatch):
    path = tmp_path / "cooperative.csv"
    bad = "".join(f"c{number},1390/13/01,1390/01/10,شرکت\n" for number in range(20))
    path.write_text(f"coop_id,valid_from,recorded_at,name\n{bad}", encoding="utf-8")
    assert coopscore("ingest", path, "--json").data["quarantined"] == 20
    monkeypatch.setenv("COOPSCORE_MOST_BAD_ROWS", "20")
    refused = coopscore("ingest", path)
    assert refused.code == 1
    assert "20 of its 20 rows are at fault" in refused.err
    persian = coopscore("ingest", path, "--lang", "fa")
    assert "از ۲۰ ردیف آن ۲۰ ردیف ایراد دارد" in persian.err
