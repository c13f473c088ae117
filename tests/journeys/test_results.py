"""What `make results` prints is measured through the whole pipeline, or says why it is not."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks import results, uk_exit
from benchmarks.lines import Line, table


def test_a_part_without_its_data_is_skipped_with_the_reason(tmp_path, capsys):
    assert results.main(["--data", str(tmp_path)]) == 0
    assert f"skipped: {tmp_path / 'coops-uk'} is not here" in capsys.readouterr().out


def test_a_part_is_measured_once_for_the_same_data(tmp_path, capsys, monkeypatch):
    measured = []

    def measure(data, tell):
        measured.append(data)
        return [Line("AUC", 0.75, 0.7, 0.8, ".7642"), Line("rows", 1234)]

    part = results.Part(title="a claim", folder="registry", measure=measure)
    monkeypatch.setattr(results, "PARTS", {"claim": part})
    (tmp_path / "registry").mkdir()
    (tmp_path / "registry" / "rows.csv").write_text("a\n1\n")
    words = ["--data", str(tmp_path), "--kept", str(tmp_path / "kept"), "--part", "claim"]
    results.main(words)
    first = capsys.readouterr().out
    results.main(words)
    assert len(measured) == 1
    assert "0.7000 .. 0.8000" in first
    assert "1,234" in first
    results.main([*words, "--fresh"])
    (tmp_path / "registry" / "rows.csv").write_text("a\n2\n")
    results.main(words)
    assert len(measured) == 3


def test_a_table_keeps_its_columns():
    assert table([Line("AUC", 0.5), Line("events", 236, note="236")]).splitlines() == [
        "  figure   value  95% interval  reference",
        "  AUC     0.5000",
        "  events     236                236",
    ]


@pytest.mark.shared
def test_the_exit_of_british_cooperatives_is_foreseen_as_far_as_is_honest(shared_data, monkeypatch):
    monkeypatch.setattr(uk_exit, "DRAWS", 40)
    lines = {line.name: line for line in uk_exit.measure(shared_data / "coops-uk", lambda _: None)}
    # The counts of the data's own description, worked out there by other means.
    assert lines["of known outcome"].value == 6654
    assert lines["events"].value == 236
    assert lines["already gone, left out"].value == 24
    assert lines["censored, left out"].value == 117
    auc = lines["AUC, June 2016"]
    assert auc.low < auc.value < auc.high
    # Under .68 it is broken; honest figures end at .82, and beyond lies a leak.
    assert 0.68 < auc.value < 0.82
