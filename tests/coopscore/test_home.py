"""One folder holds everything, and one run at a time writes facts."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coopscore.errors import StoreBusy, UnusableHome
from coopscore.home import Home

HOLDER = """
import sys, time
from pathlib import Path
from coopscore.home import Home

with Home(Path(sys.argv[1])).writing():
    print("writing", flush=True)
    time.sleep(60)
"""


def holder(home: Home) -> subprocess.Popen[str]:
    """Another process that writes to `home` until it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(home.path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    return process


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_everything_has_its_place_in_the_home(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert home.facts == tmp_path / "facts"
    assert home.bundles == tmp_path / "bundles"
    assert home.peers == tmp_path / "peers"
    assert home.quarantine == tmp_path / "quarantine"
    assert home.person_key == tmp_path / "keys" / "person.key"
    assert home.tracked_runs == tmp_path / "mlflow.db"
    assert home.artifacts == tmp_path / "artifacts"
    assert home.records_url == f"sqlite:///{tmp_path}/records.db"


def test_the_right_to_write_is_given_again_after_a_run(tmp_path: Path) -> None:
    home = Home(tmp_path / "new")
    with home.writing():
        pass
    with pytest.raises(ZeroDivisionError), home.writing():
        raise ZeroDivisionError
    with home.writing(seconds=0):
        pass


def test_runs_are_tracked_one_at_a_time_and_while_facts_are_written(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.writing(), home.tracking(0), pytest.raises(StoreBusy), home.tracking(0.01):
        pass
    with home.tracking(seconds=0):
        pass


def test_a_second_run_is_refused_while_one_writes_and_let_in_when_that_dies(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path)
    process = holder(home)
    try:
        with pytest.raises(StoreBusy) as refused, home.writing(seconds=0.1):
            pass
    finally:
        kill(process)
    assert refused.value.facts == {"path": tmp_path, "seconds": 0.1}
    with home.writing(seconds=5):
        pass


def test_a_home_that_cannot_be_written_to_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file stands where the folder should be")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(UnusableHome) as refused, Home(path).writing():
            pass
        assert refused.value.facts["path"] == path
        assert refused.value.facts["reason"] in refused.value.sentence("fa")


def test_a_lock_that_cannot_be_opened_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / ".writing.lock").mkdir()
    with pytest.raises(UnusableHome), Home(tmp_path).writing(seconds=0.1):
        pass
