import json

import pytest

from coopscore.errors import UnusableHome
from coopscore.intake.faults import Fault, QuarantinedRow
from coopscore.intake.quarantine import COLUMNS, write_quarantine


def row(*faults, raw=None):
    return QuarantinedRow(source="f.csv", row=7, faults=faults, raw=raw or {"نام": "الف"})


def test_each_fault_has_a_line_with_its_remedy_in_both_languages(tmp_path, lines_of):
    path = tmp_path / "new" / "rows.csv"
    write_quarantine(
        path,
        [row(Fault(code="not_whole", column="members", value="1.5"), Fault(code="broken_quotes"))],
    )
    first, second = lines_of(path)
    assert tuple(first) == COLUMNS
    assert (first["file"], first["row"], first["column"], first["value"], first["fault"]) == (
        *("f.csv", "7"),
        *("members", "1.5", "not_whole"),
    )
    assert first["found_en"] == "members: “1.5” is not a whole number."
    assert first["found_fa"] == "members: «1.5» عدد صحیح نیست."
    assert first["remedy_en"] == "Write a whole number."
    assert first["remedy_fa"] == "عدد صحیح بنویسید."
    assert json.loads(first["raw"]) == {"نام": "الف"}
    assert second["fault"] == "broken_quotes"


def test_no_cell_acts_as_a_formula_in_a_spreadsheet(tmp_path, lines_of):
    path = tmp_path / "rows.csv"
    values = ["=1+1", "+1", "-1", "@x", "\t=1", " =1"]
    faults = [Fault(code="not_whole", column="=c", value=value) for value in values]
    write_quarantine(path, [row(*faults)])
    lines = lines_of(path)
    assert [line["value"] for line in lines] == ["'=1+1", "'+1", "'-1", "'@x", "'\t=1", " =1"]
    assert not any(
        cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line.values()
    )


def test_a_later_file_replaces_the_earlier_and_leaves_nothing_behind(tmp_path, lines_of):
    path = tmp_path / "rows.csv"
    for code in ("not_whole", "broken_quotes"):
        write_quarantine(path, [row(Fault(code=code))])
    assert [line["fault"] for line in lines_of(path)] == ["broken_quotes"]
    assert [found.name for found in tmp_path.iterdir()] == ["rows.csv"]


def test_a_file_that_cannot_be_written_is_refused_in_words(tmp_path):
    (tmp_path / "quarantine").write_text("a file stands where the folder should be")
    path = tmp_path / "quarantine" / "rows.csv"
    with pytest.raises(UnusableHome) as refused:
        write_quarantine(path, [row(Fault(code="not_whole"))])
    assert refused.value.facts["path"] == path
