"""Each command over a real home: what it prints, what it writes, and what it refuses."""

import csv
import json
import shutil
import sqlite3
import subprocess
import sys
import urllib.request
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from coopscore.errors import Hindsight
from coopscore.scores import Score
from serving.cli.explain import explained_lines
from serving.i18n import Words

COLUMNS = ["coop_id", "as_of", "spec", "probability", "low", "high", "points", "grade", "version"]


@pytest.fixture
def home(built, tmp_path) -> Path:
    """A copy of the built home, to write in."""
    return Path(shutil.copytree(built.home.path, tmp_path / "home"))


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a file that a command wrote."""
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def delivered(folder: Path, *lines: str) -> Path:
    """A delivery of filings."""
    path = folder / "filing.csv"
    path.write_text("\n".join(["coop_id,kind,period_end,received_on,due_on", *lines]), "utf-8")
    return path


def test_a_receipt_accounts_for_every_row_and_the_second_run_adds_nothing(
    coopscore, home, built, tmp_path
):
    path = delivered(
        tmp_path,
        f"{built.coop_id},insurance_list,1404/06/31,1404/07/15,1404/07/20",
        f"{built.coop_id},insurance_list,31/13/1404,1404/07/15,1404/07/20",
        "ir:99999999,insurance_list,1404/06/31,1404/07/15,1404/07/20",
    )
    first = coopscore("ingest", path, "--home", home, "--json").data
    assert (first["rows_read"], first["accepted"], first["quarantined"]) == (3, 1, 2)
    assert first["batch"] == built.made.receipt.batch + 1
    rows = read_csv(Path(first["quarantine"]))
    assert {row["row"] for row in rows} == {"3", "4"}
    again = coopscore("ingest", path, "--home", home, "--lang", "fa")
    assert again.code == 0
    assert "چیزی افزوده نشد" in again.out
    assert "سطر خوانده‌شده ۳" in again.out
    assert str(home / "quarantine") in again.out


def test_a_receipt_in_english_names_counts_batch_and_flags(coopscore, home, tmp_path):
    path = tmp_path / "cooperative.csv"
    path.write_text(
        "coop_id,name,valid_from,recorded_at,national_id\n"
        "ir:70000001,تعاونی آزمون,1400/01/01,1400/01/05,10380284791\n",
        encoding="utf-8",
    )
    told = coopscore("ingest", path, "--home", home)
    assert "Rows read 1, Accepted 1" in told.out
    assert "Batch 2 is sealed." in told.out
    assert "Taken though doubtful" in told.out


def test_a_binary_file_is_refused_in_one_line(coopscore, tmp_path):
    (tmp_path / "filing.csv").write_bytes(bytes(range(256)))
    told = coopscore("ingest", tmp_path / "filing.csv")
    assert told.code == 1
    assert len(told.err.splitlines()) == 1


def test_a_matrix_is_built_for_one_day_or_for_many(coopscore, home, built, tmp_path):
    out = tmp_path / "matrix.parquet"
    words = ("features", "build", "--spec", built.spec, "--out", out, "--home", home)
    one = coopscore(*words, "--as-of", "1404/01/31", "--json").data
    assert one["rows"] == pq.read_metadata(out).num_rows
    many = coopscore(*words, "--from", "1403/06/31", "--to", "1404/06/31", "--every", "3M")
    assert "on 5 days" in many.out
    both = coopscore(*words, "--as-of", "1404/01/31", "--every", "3M")
    assert both.code == 2
    assert coopscore(*words, "--from", "1403/06/31", "--to", "1404/06/31").code == 2
    every = coopscore(*words, "--from", "1403/06/31", "--to", "1404/06/31", "--every", "0M")
    assert every.code == 2


def test_a_result_that_cannot_be_written_is_refused_in_words(coopscore, home, built, tmp_path):
    (tmp_path / "file").write_text("no folder")
    matrix = ("features", "build", "--spec", built.spec, "--as-of", "1404/01/31")
    score = ("score", built.spec, "--as-of", "1404/06/31")
    for words, name in ((matrix, "m.parquet"), (score, "s.csv")):
        line = (*words, "--out", tmp_path / "file" / name, "--home", home, "--json")
        told = coopscore(*line, "--lang", "fa")
        assert (told.code, told.data["code"]) == (1, "unwritable_file")
        assert told.data["facts"]["reason"] == "به‌جای پوشهٔ آن یک فایل است"
        assert ".part" not in told.out


def test_scores_that_cannot_be_written_out_are_not_written_down_either(
    coopscore, home, built, tmp_path
):
    words = ("score", built.spec, "--as-of", "1404/05/31", "--home", home, "--json")
    refused = coopscore(*words, "--out", tmp_path / "nowhere" / "s.csv")
    assert (refused.code, refused.data["code"]) == (1, "unwritable_file")
    assert refused.data["facts"]["reason"] == "there is no such folder"
    told = coopscore(*words, "--out", tmp_path / "s.csv").data
    assert (told["new"], told["same"]) == (told["scores"], 0)
    assert [path.name for path in tmp_path.glob("*.csv")] == ["s.csv"]
    assert list(tmp_path.glob(".*")) == []


def test_a_matrix_is_named_as_the_parquet_file_it_is(coopscore, home, built, tmp_path):
    words = ("features", "build", "--spec", built.spec, "--home", home, "--as-of", "1404/01/31")
    told = coopscore(*words, "--out", tmp_path / "m.csv")
    assert told.code == 2
    assert "must end in .parquet." in told.err
    assert not (tmp_path / "m.csv").exists()


@pytest.mark.parametrize(("lang", "said"), [("en", "is later than --to"), ("fa", "پس از --to")])
def test_days_that_run_backwards_are_wrong_usage(coopscore, home, built, tmp_path, lang, said):
    words = ("features", "build", "--spec", built.spec, "--home", home, "--every", "3M")
    days = ("--from", "1404/01/31", "--to", "1403/01/31", "--out", tmp_path / "m.parquet")
    told = coopscore(*words, *days, "--lang", lang)
    assert told.code == 2
    assert said in told.err


def test_one_day_is_told_as_one_day(coopscore, home, built, tmp_path):
    words = ("features", "build", "--spec", built.spec, "--home", home, "--as-of", "1404/01/31")
    told = coopscore(*words, "--out", tmp_path / "m.parquet")
    assert " on 1 day, from batch" in told.out


def test_training_twice_gives_one_model_and_tells_what_it_showed(coopscore, home, built):
    until = built.made.scored[0].as_of.isoformat()
    words = ("train", built.spec, "--until", until, "--home", home)
    told = coopscore(*words, "--json").data
    assert told["version"] == built.made.trained.bundle.version
    assert told["until"] == until
    assert max(told["training"]["as_ofs"]) < until
    lines = coopscore(*words, "--lang", "fa").out
    assert told["version"] in lines
    assert "AUC" in lines
    assert len(list((home / "bundles").iterdir())) == 1


def test_training_without_a_day_stands_on_today_or_where_the_facts_end(coopscore, home, built):
    told = coopscore("train", built.spec, "--home", home, "--json").data
    said = coopscore("train", built.spec, "--until", "today", "--home", home, "--json").data
    # The same training again is another run of the same version.
    assert said.pop("run") != told.pop("run")
    assert said == told
    assert told["asked_until"] == "2026-01-10"
    assert told["until"] <= "2025-09-22"
    assert told["version"] != built.made.trained.bundle.version


def test_training_before_the_history_begins_is_refused(coopscore, home, built):
    told = coopscore("train", built.spec, "--until", "1380/01/01", "--home", home, "--json")
    assert (told.code, told.data["code"]) == (1, "too_few_events")


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_scores_are_written_in_the_columns_that_other_tools_count_on(
    coopscore, home, built, tmp_path, ending
):
    out = tmp_path / f"scores.{ending}"
    last = built.made.scored[-1]
    words = ("score", built.spec, "--as-of", last.as_of, "--out", out, "--home", home)
    told = coopscore(*words, "--json").data
    assert (told["new"], told["same"], told["hindsight"]) == (0, len(last.scores), False)
    if ending == "csv":
        rows = read_csv(out)
        probabilities = {row["coop_id"]: float(row["probability"]) for row in rows}
        columns = list(rows[0])
    else:
        table = pq.read_table(out)
        columns = table.column_names
        probabilities = dict(
            zip(table["coop_id"].to_pylist(), table["probability"].to_pylist(), strict=True)
        )
    assert columns == COLUMNS
    assert probabilities == {score.coop_id: score.probability for score in last.scores}


def test_a_score_of_a_day_before_the_models_own_is_marked(coopscore, home, built):
    told = coopscore("score", built.spec, "--as-of", "1402/06/31", "--home", home, "--lang", "fa")
    assert "پس از این تاریخ" in told.out


def test_scoring_without_a_model_is_refused(coopscore, home):
    told = coopscore("score", "exit", "--as-of", "1404/06/31", "--home", home, "--json")
    assert (told.code, told.data["code"]) == (1, "no_bundle")


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_score_is_explained_by_base_reasons_and_sum(coopscore, built, lang):
    day = built.made.scored[-1].as_of
    words = ("explain", built.coop_id, "--spec", "dormancy", "--as-of", day)
    words += ("--home", built.home.path, "--lang", lang)
    told = coopscore(*words, "--json").data
    total = told["base_points"] + sum(reason["points"] for reason in told["reasons"])
    assert total == pytest.approx(told["points_unclipped"], abs=1e-6)
    assert told["points_unclipped"] + told["cap_points"] == told["points"]
    assert "sum" not in told
    lines = coopscore(*words).out.splitlines()
    assert len(lines) >= 3 + 1 + len(told["reasons"]) + 1
    assert built.coop_id in lines[0]
    assert any(char in "۰۱۲۳۴۵۶۷۸۹" for char in lines[-1]) == (lang == "fa")


def test_what_is_not_in_the_scorebook_is_told_with_the_remedy(coopscore, built):
    words = ("explain", built.coop_id, "--spec", "exit", "--as-of", "1404/06/31")
    told = coopscore(*words, "--home", built.home.path)
    assert told.code == 1
    assert "coopscore score exit" in told.err


def test_the_audit_log_and_the_facts_are_verified(coopscore, home):
    told = coopscore("audit", "verify", "--home", home, "--json").data
    assert told["holds"] is True
    assert told["entries"] >= 4
    assert told["files"] >= 1
    assert told["scores"] >= 1
    assert "entries" in coopscore("audit", "verify", "--home", home).out
    facts = next((home / "facts").rglob("*.parquet"))
    facts.write_bytes(facts.read_bytes()[:-1] + b"!")
    broken = coopscore("audit", "verify", "--home", home, "--json")
    assert (broken.code, broken.data["code"]) == (1, "broken_facts")


def test_a_forged_score_is_found_by_the_audit(coopscore, home):
    with sqlite3.connect(home / "records.db") as connection:
        connection.execute("DROP TRIGGER score_stays_update")
        connection.execute("UPDATE score SET points = 900, grade = 'A1' WHERE sequence = 3")
    connection.close()
    broken = coopscore("audit", "verify", "--home", home, "--json")
    assert (broken.code, broken.data["code"]) == (1, "broken_scores")
    assert broken.data["facts"]["numbers"] == "3"
    assert "دفتر امتیازها" in coopscore("audit", "verify", "--home", home, "--lang", "fa").err


def test_a_home_that_cannot_be_used_is_refused_in_words(coopscore, tmp_path):
    (tmp_path / "file").write_text("a file stands where the home should be")
    refused = coopscore("audit", "verify", "--home", tmp_path / "file" / "home", "--json")
    assert (refused.code, refused.data["code"]) == (1, "unusable_home")


def test_the_service_refuses_an_address_that_others_reach_and_a_port_that_is_taken(coopscore):
    refused = coopscore("serve", "--host", "0.0.0.0", "--json")
    assert (refused.code, refused.data["code"]) == (1, "address_not_allowed")


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_what_the_cap_takes_away_is_told_between_both_sums(lang):
    score = Score(
        coop_id="uk:R1", as_of=date(2016, 6, 1), spec="mine", version="mine-0", batch=1,
        margin=-20.0, probability=1e-6, low=0.0, high=0.1, points=900.0, points_unclipped=912.5,
        base_points=912.5, grade="A1", reasons=(), warnings=("hindsight",),
    )  # fmt: skip
    words = Words(lang)
    told = list(explained_lines(score, None, words))
    assert words.text(Hindsight.found) in told
    assert [line.strip().partition("  ") for line in told[-3:]] == [
        (words.number(912.5, 1), "  ", words("sum_label")),
        (words.number(-12.5, 1, signed=True), "  ", words("cap_row")),
        (words.number(900.0, 1), "  ", words("sum_row")),
    ]


def test_the_service_refuses_records_it_cannot_read_before_it_says_where_it_is(coopscore, tmp_path):
    garbage = tmp_path / "garbage"
    garbage.mkdir()
    (garbage / "records.db").write_bytes(b"no database at all" * 400)
    told = coopscore("serve", "--home", garbage, "--port", "0", "--json")
    assert (told.code, told.data["code"]) == (1, "unreadable_records")


def test_the_service_refuses_a_home_that_is_a_file(coopscore, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("COOPSCORE_HOME", str(tmp_path / "file"))
    told = coopscore("serve", "--port", "0", "--json")
    assert (told.code, told.data["code"]) == (1, "unusable_home")


def test_the_service_answers_where_it_says(built):
    command = [sys.executable, "-m", "serving", "serve", "--port", "0", "--json"]
    with subprocess.Popen(
        [*command, "--home", str(built.home.path)], stdout=subprocess.PIPE, text=True
    ) as service:
        try:
            url = json.loads(service.stdout.readline())["url"]
            port = url.rpartition(":")[2]
            with urllib.request.urlopen(f"{url}/v1/health", timeout=20) as answer:
                assert json.load(answer)["status"] == "ok"
                assert answer.headers["x-content-type-options"] == "nosniff"
                assert "server" not in answer.headers
            taken = subprocess.run(
                [*command[:-2], port, "--json"], capture_output=True, text=True, check=False
            )
            assert (taken.returncode, json.loads(taken.stdout)["code"]) == (1, "address_taken")
        finally:
            service.send_signal(2)
        assert service.wait(20) == 0
