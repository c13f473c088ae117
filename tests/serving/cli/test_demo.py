"""`coopscore demo`, whole: what `make demo` shows."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from serving.cli.demo import _data, _links
from serving.cli.serve import address


def test_the_links_are_those_of_the_example(built):
    links = _links(built.made, address("127.0.0.1", 8000))
    assert f"http://127.0.0.1:8000/cooperatives/{built.coop_id}?lang=fa" in links
    assert "http://127.0.0.1:8000/watch-list?lang=fa" in links
    assert "http://127.0.0.1:8000/visit-plan?lang=fa" in links
    assert "http://127.0.0.1:8000/revival-list/unproved?lang=fa" in links
    assert "http://127.0.0.1:8000/provinces?lang=fa" in links
    assert f"http://127.0.0.1:8000/awards/{built.made.award}/book?lang=fa" in links
    assert len(links) == 10


def test_the_demonstration_prints_one_explained_score_and_the_links(coopscore, tmp_path):
    told = coopscore("demo", "--no-serve", "--cooperatives", "800", "--home", tmp_path / "home")
    assert told.code == 0, told.err
    assert "Batch 1 is sealed." in told.out
    assert "Base: before anything is known" in told.out
    assert "that could be visited" in told.out
    assert "Expected to be found, under the same capacity:" in told.out
    assert "  http://127.0.0.1:8000/cooperatives/ir:" in told.out
    assert f"coopscore serve --home {tmp_path / 'home'}" in told.out


def test_the_demonstration_is_told_to_machines_in_one_object(built):
    told = _data(built.made, ["link"])
    assert told["example"]["coop_id"] == built.coop_id
    assert told["plan"]["plan_id"] == built.made.supervised.plan.head.plan_id
    assert told["version"] == built.made.trained.bundle.version
    assert [run["new"] + run["same"] for run in told["scored"]] == [
        len(run.scores) for run in built.made.scored
    ]


@pytest.mark.long
def test_the_demonstration_ends_with_a_service_that_answers(tmp_path: Path):
    command = [sys.executable, "-m", "serving", "demo", "--home", str(tmp_path / "home")]
    command += ["--cooperatives", "1000", "--port", "18411", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        try:
            told = json.loads(running.stdout.readline())
            assert [scored["same"] for scored in told["scored"]] == [0] * 4
            (score,) = [link for link in told["links"] if link.endswith("/score")]
            found = json.loads(answered(score))
            assert found["points"] == told["example"]["points"]
            # The service goes on in the demonstration's place, under its own number.
            maps = Path(f"/proc/{running.pid}/maps").read_text() if os.name == "posix" else ""
            assert "lib_lightgbm" not in maps
        finally:
            running.send_signal(signal.SIGINT)
        assert running.wait(20) == 0


def answered(url: str) -> str:
    """The answer of a service that is still coming up."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return str(answer.read().decode())
        except urllib.error.URLError:
            time.sleep(0.2)
    raise AssertionError(f"{url} never answered")
