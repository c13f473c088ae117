"""Files that a run leaves: harmless in a spreadsheet, whole or not there, never half written."""

import csv
import errno
from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from coopscore.errors import UnwritableFile
from serving.files import ready_to_write, unwritable, write_scores, write_text

FORMULAS = ["=1+1;cmd", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


def test_no_cell_of_scores_acts_as_a_formula_in_a_spreadsheet(built, tmp_path):
    score = built.made.scored[-1].scores[0]
    scores = [replace(score, coop_id=formula) for formula in [*FORMULAS, "ir:1"]]
    write_scores(scores, tmp_path / "s.csv")
    with (tmp_path / "s.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["coop_id"] for row in rows] == [*(f"'{text}" for text in FORMULAS), "ir:1"]
    assert {float(row["probability"]) for row in rows} == {score.probability}
    write_scores(scores, tmp_path / "s.parquet")
    kept = pq.read_table(tmp_path / "s.parquet")["coop_id"].to_pylist()
    assert kept == [*FORMULAS, "ir:1"]


def test_what_stood_there_stays_where_the_new_file_cannot_take_its_place(built, tmp_path):
    (tmp_path / "s.csv").mkdir()
    with pytest.raises(UnwritableFile):
        write_scores(built.made.scored[-1].scores, tmp_path / "s.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["s.csv"]


def test_a_text_is_written_whole_in_utf_8_or_not_at_all(tmp_path):
    write_text("انحلال\n", tmp_path / "s.toml")
    assert (tmp_path / "s.toml").read_bytes() == "انحلال\n".encode()
    with pytest.raises(UnwritableFile):
        write_text("", tmp_path / "none" / "s.toml")
    assert [path.name for path in tmp_path.iterdir()] == ["s.toml"]


def test_a_folder_is_tried_without_a_trace(tmp_path):
    ready_to_write(tmp_path / "s.csv")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(UnwritableFile, match="there is no such folder"):
        ready_to_write(tmp_path / "none" / "s.csv")


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (OSError(errno.ENOSPC, "s.csv.part is too much"), "the disk is full"),
        (OSError(errno.EMLINK, "s.csv.part is too much"), "Too many links"),
        (OSError("s.csv.part is too much"), "the file system refused it"),
    ],
)
def test_the_reason_names_no_file_but_the_one_asked_for(tmp_path, cause, said):
    refused = str(unwritable(tmp_path / "s.csv", cause))
    assert said in refused
    assert ".part" not in refused
