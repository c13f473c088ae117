"""A run that is killed leaves the state before it or the state after it, never one in between.

A delivery of several tables is taken in by another process, which is killed with SIGKILL: half of
the times at a random share of the time that it takes, half when a random number of files has
appeared in the folder of facts, so that many kills land between the first row and the seal. Half
of the runs find facts from an earlier delivery, half an empty home, whose tables are yet to be
made.
"""

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coopscore.actor import SYSTEM
from coopscore.facts import FactStore
from coopscore.home import Home
from coopscore.intake.receive import receive
from coopscore.records.database import Records, open_records
from coopscore.schema import TABLES

TODAY = date(2025, 7, 22)
NOW = datetime(2025, 7, 22, 8, tzinfo=UTC)

CHILD = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from coopscore.actor import SYSTEM
from coopscore.facts import FactStore
from coopscore.home import Home
from coopscore.intake.receive import receive
from coopscore.records.database import open_records

home = Home(Path(sys.argv[1]))
print("started", flush=True)
with open_records(home.records_url) as records:
    facts = FactStore(home.facts, records.ledger)
    receive(home, facts, records, Path(sys.argv[2]), "registry", SYSTEM,
            today=date(2025, 7, 22), now=datetime(2025, 7, 22, 8, tzinfo=UTC))
    print("sealed", flush=True)
"""

HEADERS = {
    "cooperative": "coop_id,valid_from,recorded_at,name",
    "status_event": "coop_id,valid_from,recorded_at,axis,to_code",
    "filing": "coop_id,period_end,received_on,kind",
    "yearly_figures": "coop_id,year_end,received_on,members",
    "assembly": "coop_id,held_on,minutes_received_on,kind",
    "outlet": "coop_id,seen_on,recorded_at,name,place",
}

State = dict[str, list[dict[str, Any]]]
Kill = Callable[[subprocess.Popen[str], Home], None]


def lines_of(coop: int) -> Iterator[tuple[str, str]]:
    """A co-operative's lines, each with its table: its birth, and ten years of filings."""
    name = f"c{coop:05d}"
    yield "cooperative", f"{name},2010-03-21,2010-04-01,Co-operative {coop}"
    yield "status_event", f"{name},2010-03-21,2010-04-01,registry_stage,registered"
    yield "outlet", f"{name},2010-05-01,2010-05-02,Shop,Street {coop}"
    for year in range(2011, 2021):
        end = date(year, 3, 20)
        received = end + timedelta(days=90 + (coop * year) % 200)
        yield "filing", f"{name},{end},{received},statement"
        yield "yearly_figures", f"{name},{end},{received},{10 + coop % 90}"
        yield "assembly", f"{name},{end},{received},annual_ordinary"


def delivery(folder: Path, coops: range) -> Path:
    """A folder of CSV files for these co-operatives."""
    folder.mkdir()
    lines = {table: [header] for table, header in HEADERS.items()}
    for coop in coops:
        for table, line in lines_of(coop):
            lines[table].append(line)
    for table, written in lines.items():
        (folder / f"{table}.csv").write_text("\n".join(written) + "\n", encoding="utf-8")
    return folder


@contextmanager
def opened(home: Home) -> Iterator[tuple[FactStore, Records]]:
    with open_records(home.records_url) as records:
        yield FactStore(home.facts, records.ledger), records


def take(home: Home, path: Path) -> int:
    """Take a delivery in, undisturbed; the facts it added."""
    with opened(home) as (facts, records):
        receipt = receive(home, facts, records, path, "registry", SYSTEM, today=TODAY, now=NOW)
    return receipt.added


def state(home: Home) -> State:
    """Everything a reader sees, but for the numbers of batches; nothing in an empty home."""
    with opened(home) as (facts, records):
        if not records.ledger.sealed():
            return {}
        view = facts.view()
        tables = {name: view.read(name) for name in TABLES}
    return {name: rows.drop_columns(["batch"]).to_pylist() for name, rows in tables.items()}


def left_open(home: Home) -> bool:
    with opened(home) as (_, records):
        return bool(records.ledger.abandoned())


def files(home: Home) -> int:
    return sum(1 for path in home.facts.rglob("*") if path.is_file())


@contextmanager
def another_run(home: Home, path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that takes the delivery in, from the moment it begins."""
    command = [sys.executable, "-c", CHILD, str(home.path), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n"
        yield process
        process.kill()


def after_share(share: float, whole: float) -> Kill:
    """Kill when this share of the whole time of a run has passed."""

    def kill(process: subprocess.Popen[str], _: Home) -> None:
        time.sleep(share * whole)
        process.kill()

    return kill


def upon_file(number: int) -> Kill:
    """Kill when so many files of facts have appeared."""

    def kill(process: subprocess.Popen[str], home: Home) -> None:
        present = files(home)
        while files(home) < present + number and process.poll() is None:
            pass
        process.kill()

    return kill


@dataclass(frozen=True)
class Stage:
    """A home before a delivery, what it holds before and after, and how long a run takes."""

    home: Home
    path: Path
    before: State
    after: State
    seconds: float
    files: int


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Stage, Stage]:
    """A home with facts from an earlier delivery, and an empty one."""
    folder = tmp_path_factory.mktemp("kill")
    path = delivery(folder / "second", range(20, 120))
    filled, empty = Home(folder / "filled"), Home(folder / "empty")
    take(filled, delivery(folder / "first", range(20)))
    empty.path.mkdir()
    return set_up(filled, path), set_up(empty, path)


def set_up(home: Home, path: Path) -> Stage:
    """What an undisturbed run makes of the home, on a copy of it."""
    whole, untouched = (
        Home(home.path.with_name(f"{home.path.name}-{name}")) for name in ("whole", "untouched")
    )
    for copy in (whole, untouched):
        shutil.copytree(home.path, copy.path)
    with another_run(whole, path) as process:
        began = time.monotonic()
        process.wait()
        seconds = time.monotonic() - began
    grown = files(whole) - files(home)
    return Stage(home, path, state(untouched), state(whole), seconds, grown)


def kills(stages: tuple[Stage, Stage], count: int, seed: int) -> Iterator[tuple[Stage, Kill]]:
    """`count` moments: by turns of each stage, of a number of files and of a share of the time."""
    draw = random.Random(seed)
    for turn in range(count):
        stage = stages[turn % 2]
        some = stage.files * 2 // 3  # more are still to come: the run cannot be at its seal yet
        if turn // 2 % 2 == 0:
            yield stage, upon_file(draw.randint(1, some))
        else:
            yield stage, after_share(draw.uniform(0, 1.15), stage.seconds)


def outcome(stage: Stage, home: Home, kill: Kill) -> str:
    """Kill one run, and see what is left; then let the next complete it."""
    shutil.copytree(stage.home.path, home.path)
    with another_run(home, stage.path) as process:
        kill(process, home)
        process.wait()
    found = state(home)
    assert found in (stage.before, stage.after)
    midway = left_open(home)
    assert not (midway and found == stage.after)
    added = take(home, stage.path)
    assert (added == 0) == (found == stage.after)
    assert state(home) == stage.after
    assert not left_open(home)
    assert take(home, stage.path) == 0
    with opened(home) as (facts, records):
        facts.verify()
        records.audit.verify()
        records.scorebook.verify()
    shutil.rmtree(home.path)
    if found == stage.after:
        return "after"
    return "midway" if midway else "before"


@pytest.mark.parametrize(("count", "midway"), [(3, 1), pytest.param(20, 5, marks=pytest.mark.long)])
def test_a_killed_run_leaves_the_state_before_or_after_and_the_next_completes_it(
    stages: tuple[Stage, Stage], tmp_path: Path, count: int, midway: int
) -> None:
    assert all(stage.before != stage.after for stage in stages)
    found = [
        outcome(stage, Home(tmp_path / str(place)), kill)
        for place, (stage, kill) in enumerate(kills(stages, count, seed=1404))
    ]
    told = {name: found.count(name) for name in ("before", "midway", "after")}
    for stage in stages:
        print(f"a run takes {stage.seconds:.2f} s and makes {stage.files} files")
    print(f"{count} kills: {told}")
    assert told["midway"] >= midway, "too few kills landed between the first row and the seal"
