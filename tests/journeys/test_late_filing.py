"""One filing's way through every room.

The statement for the year that ended on 30 Esfand 1403 arrives on 12 Tir 1404, in Persian digits
and with Arabic letters. Asked as of 11 Tir it does not exist; asked as of 31 Tir it does.
"""

import json
import re
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from coopscore.home import Home
from serving.app import create_app
from serving.cli import run
from serving.cli.serve import address, opened
from serving.office import open_office

BEFORE, ARRIVED, AFTER = "1404/04/11", "1404/04/12", "1404/04/31"
FIRST_SCORED = "1404/03/31"


class Journey:
    """A home, and the command line that works on it at a given moment."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._capsys = capsys

    def __call__(self, *words: object, on: datetime) -> Any:
        """The JSON answer of one command that succeeded."""
        self._capsys.readouterr()
        line = [*(str(word) for word in words), "--home", str(self.home), "--json"]
        code = run(line, clock=lambda: on)
        printed = self._capsys.readouterr().out
        assert code == 0, printed
        return json.loads(printed)


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The service over a home, at its address."""
    with open_office(Home(home)) as office, opened("127.0.0.1", 0) as door:
        app = create_app(office, clock=lambda: JULY)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        yield address("127.0.0.1", door.getsockname()[1])
        server.should_exit = True
        thread.join(20)


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:
        text: str = answer.read().decode()
    return text


def told(base: str, coop_id: str) -> dict[str, Any]:
    """All that machines are told of one co-operative, on both days, in English."""
    about = f"{base}/v1/cooperatives/{coop_id}"
    return {
        f"{part} {day}": json.loads(get(f"{about}/{part}?as_of={day}&lang=en"))
        for part in ("score", "filings")
        for day in (BEFORE, AFTER)
    }


JUNE = datetime(2025, 7, 2, 8, tzinfo=UTC)
JULY = datetime(2025, 7, 23, 8, tzinfo=UTC)


def without_the_statement(journey: Journey, spec: Path) -> str:
    """A scored co-operative that has not filed for 1403, but for years before."""
    out = journey.home / "scores.csv"
    journey("score", spec, "--as-of", FIRST_SCORED, "--out", out, on=JUNE)
    ids = [line.partition(",")[0].strip('"') for line in out.read_text("utf-8").splitlines()[1:]]
    with served(journey.home) as base:
        for coop_id in ids:
            filings = json.loads(get(f"{base}/v1/cooperatives/{coop_id}/filings"))["filings"]
            years = [one["period_end"] for one in filings if one["kind"] == "statement"]
            if years and "2025-03-20" not in years:
                return coop_id
    raise AssertionError("everybody has filed already")


def test_a_late_filing_is_invisible_before_it_arrives(registry, spec, tmp_path, capsys):
    journey = Journey(tmp_path / "home", capsys)
    journey("ingest", registry, on=JUNE)
    model = journey("train", spec, "--until", "1403/09/30", on=JUNE)
    again = journey("train", spec, "--until", "1403/09/30", on=JUNE)
    # Every training is a run of its own; the model is one.
    assert again.pop("run") != model.pop("run")
    assert again == model
    coop_id = without_the_statement(journey, spec)
    old = journey("score", spec, "--as-of", BEFORE, on=JUNE)

    late = tmp_path / "filing.csv"
    late.write_text(
        "coop_id,نوع,پایان دوره,تاريخ دريافت,موعد\n"
        f"{coop_id},statement,۱۴۰۳/۱۲/۳۰,۱۴۰۴/۰۴/۱۲,۱۴۰۴/۰۴/۳۱\n",
        encoding="utf-8",
    )
    receipt = journey("ingest", late, on=JULY)
    assert (receipt["accepted"], receipt["quarantined"]) == (1, 0)
    journey("score", spec, "--as-of", AFTER, on=JULY)
    with served(journey.home) as base:
        first = told(base, coop_id)
        persian = get(f"{base}/cooperatives/{coop_id}?as_of={AFTER}&lang=fa")

    filed = {
        day: [f["received_on"] for f in first[f"filings {day}"]["filings"]]
        for day in (BEFORE, AFTER)
    }
    assert "2025-07-03" not in filed[BEFORE]
    assert filed[AFTER] == ["2025-07-03", *filed[BEFORE]]

    score_before, score_after = first[f"score {BEFORE}"], first[f"score {AFTER}"]
    assert score_before["batch"] == old["batch"] < score_after["batch"] == receipt["batch"]
    received = {
        day: value_of(first[f"score {day}"], "statements_received_36m") for day in (BEFORE, AFTER)
    }
    assert received[AFTER] == received[BEFORE] + 1
    for score in (score_before, score_after):
        total = score["base_points"] + sum(reason["points"] for reason in score["reasons"])
        assert total == pytest.approx(score["points_unclipped"], abs=1e-6)

    shown = {float(value) for value in re.findall(r'<data value="(-?[\d.e-]+)">', persian)}
    for field in ("points", "probability", "low", "high", "base_points"):
        assert score_after[field] in shown
    assert {reason["points"] for reason in score_after["reasons"]} <= shown
    assert "۱۲ تیر" in persian or "۱۴۰۴/۰۴/۱۲" in persian

    assert journey("ingest", registry, on=JULY)["batch"] is None
    assert journey("ingest", late, on=JULY)["batch"] is None
    assert journey("score", spec, "--as-of", AFTER, on=JULY)["new"] == 0
    with served(journey.home) as base:
        assert told(base, coop_id) == first
    assert journey("audit", "verify", on=JULY)["holds"] is True


def test_what_arrived_later_changes_no_score_of_an_earlier_day(registry, spec, tmp_path, capsys):
    journey = Journey(tmp_path / "home", capsys)
    journey("ingest", registry, on=JUNE)
    journey("train", spec, "--until", "1403/09/30", on=JUNE)
    coop_id = without_the_statement(journey, spec)
    journey("score", spec, "--as-of", BEFORE, "--out", tmp_path / "then.csv", on=JUNE)
    late = tmp_path / "filing.csv"
    late.write_text(
        "coop_id,kind,period_end,received_on,due_on\n"
        f"{coop_id},statement,2025-03-20,{ARRIVED},1404/04/31\n",
        encoding="utf-8",
    )
    journey("ingest", late, on=JULY)
    journey("score", spec, "--as-of", BEFORE, "--out", tmp_path / "later.csv", on=JULY)
    assert (tmp_path / "then.csv").read_text() == (tmp_path / "later.csv").read_text()


def value_of(score: dict[str, Any], feature: str) -> float:
    (value,) = [r["value"] for r in score["reasons"] if r["feature"] == feature]
    return float(value)
