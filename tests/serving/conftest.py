"""One make-believe home, trained and scored once a run, and the doors to it."""

import json
import re
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from starlette.exceptions import StarletteDeprecationWarning

sys.path.insert(0, str(Path(__file__).parent))

from awarded_home import Awarded, awarded_home
from supervised_home import Supervised, supervised_home

from coopscore.actor import SYSTEM
from coopscore.dossiers import Dossier
from coopscore.home import Home
from models.spec import load_spec
from serving.app import LOCAL_NAMES, create_app
from serving.cli import run
from serving.demonstration import Demonstration, demonstrate
from serving.dossiers.making import MadeDossiers, make_dossiers
from serving.jobs import score, train
from serving.office import open_office

with warnings.catch_warnings():
    # It would rather have httpx2, which the lock does not hold yet; httpx serves it as well.
    warnings.simplefilter("ignore", StarletteDeprecationWarning)
    from starlette.testclient import TestClient

NOW = datetime(2026, 1, 10, 8, 30, tzinfo=UTC)


def clock() -> datetime:
    return NOW


def unheard(_step: str, _done: int, _of: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, kw_only=True)
class Built:
    """A home that holds scores, and what the building of it showed."""

    home: Home
    spec: Path
    made: Demonstration
    now: datetime = NOW

    @property
    def coop_id(self) -> str:
        """A co-operative with a score worth reading."""
        return self.made.example.coop_id


# One or more of each concept and kind of value, and quick to learn from.
FEW = json.dumps(
    [
        *("filings.statements_received_36m", "filings.days_since_statement"),
        *("filings.latest_statement_delay_days", "filings.statement_gap_greatest_days"),
        *("filings.statement_delay_mean_days", "filings.audited_share_36m"),
        *("governance.assemblies_held_36m", "governance.days_since_annual_assembly"),
        *("governance.attendance_share_36m", "governance.members_present_trend"),
        *("duties.duties_overdue", "finances.profit_latest", "finances.profit_margin"),
        *("finances.profit_behind_days", "trends.losses_of_4", "members.members_*"),
        *("status.age_years", "status.legal_form", "status.branch", "status.isic_group"),
        "status.membership",
        *("status.activity_status", "status.days_in_activity_status", "status.times_dormant"),
        *("status.months_to_grid_day", "peers.statement*_in_branch", "peers.members_in_branch"),
    ]
)


def small_spec(folder: Path) -> Path:
    """The spec `dormancy`, with fewer trees, days and folds."""
    text = files("models.specs").joinpath("dormancy.toml").read_text(encoding="utf-8")
    text, found = re.subn(r"(?ms)^features = \[.*?^\]", f"features = {FEW}", text)
    assert found == 1
    for key, small in (
        ("n_estimators", "30"),
        ("num_leaves", "7"),
        ("folds", "3"),
        ("min_events", "10"),
        ("max_rounds", "40"),
        ("kinds", '["blend", "logistic", "additive", "rule"]'),
    ):
        # The first of its name: `min_events` of the calibration, not that of the champion.
        text, found = re.subn(rf"(?m)^({key}\s*=\s*)[^#\n]+", rf"\g<1>{small} ", text, count=1)
        assert found == 1, key
    text, found = re.subn(r"(\[hazard\][^\n]*\nfolds\s*=\s*)\d+", r"\g<1>2", text)
    assert found == 1
    path = folder / "dormancy.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("serving")
    home = Home(folder / "home")
    spec = small_spec(folder)
    with open_office(home) as office:
        made = demonstrate(
            office, cooperatives=300, seed=7, now=NOW, progress=unheard, spec=str(spec)
        )
    return Built(home=home, spec=spec, made=made)


# All of them known to the catalogue of reasons.
CODED = (
    '["age_years", "branch", "statements_received_36m", "latest_statement_delay_days", '
    '"statements_overdue", "statement_gap_greatest_days", "assemblies_held_36m", '
    '"assemblies_overdue", "board_term_expired_days", "members_latest", "profit_margin", '
    '"findings_open", "months_late_3m", "overdue_to_balance"]'
)


@dataclass(frozen=True, kw_only=True)
class Lent:
    """A home of the lending desk: two days of scores with dossiers, and an override."""

    home: Home
    days: tuple[date, date]
    made: tuple[MadeDossiers, MadeDossiers]
    example: Dossier


@pytest.fixture(scope="session")
def lent(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Lent:
    """The same facts; what is asked is whether a co-operative falls silent, under another name."""
    folder = tmp_path_factory.mktemp("lending")
    shutil.copytree(built.home.path, folder / "home")
    text = built.spec.read_text(encoding="utf-8").replace(FEW, CODED)
    text = re.sub(r'(?m)^name( +)= "dormancy"', r'name\1= "credit_warning"', text)
    # A year from any day, without a curve: the catalogue of reasons has no words for grid days.
    text = text.replace('"cycle_silence"', '"dormancy"').replace('"awake_in_cycle"', '"awake"')
    text = re.sub(r"(?ms)^\[hazard\].*?(?=^\[)", "", text)
    text = re.sub(r"(?m)^between.*\n", "", text)
    (folder / "credit_warning.toml").write_text(text, encoding="utf-8")
    spec = str(folder / "credit_warning.toml")
    days = built.made.scored[0].as_of, built.made.scored[-1].as_of
    with open_office(Home(folder / "home")) as office:
        train(office, load_spec(spec), until=days[0], actor=SYSTEM, now=NOW, progress=unheard)
        for day in days:
            score(office, spec, as_of=day, actor=SYSTEM, now=NOW, progress=unheard)
        first, last = (
            make_dossiers(
                office, "credit_warning", as_of=day, actor=SYSTEM, now=NOW, progress=unheard
            )
            for day in days
        )
        entries = office.records.scorebook.of_day("credit_warning", days[1])
        dossiers = [office.records.dossiers.of(entry.score_id).dossier for entry in entries]
    example = max(dossiers, key=lambda one: (one.bridge is not None, len(one.recourse)))
    return Lent(home=Home(folder / "home"), days=days, made=(first, last), example=example)


@pytest.fixture(scope="session")
def desk(lent: Lent) -> Iterator[TestClient]:
    """The service over the lending desk's home."""
    with open_office(lent.home) as office:
        app = create_app(office, clock=clock, names=(*LOCAL_NAMES, "testserver"))
        with TestClient(app) as client:
            yield client


@pytest.fixture(scope="session")
def client(built: Built) -> Iterator[TestClient]:
    with open_office(built.home) as office:
        app = create_app(office, clock=clock, names=(*LOCAL_NAMES, "testserver"))
        with TestClient(app) as client:
            yield client


@pytest.fixture(scope="module")
def visiting(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A copy of the make-believe home, for the plans of visits of one file of tests."""
    home = Home(tmp_path_factory.mktemp("visiting") / "home")
    shutil.copytree(built.home.path, home.path)
    return home


@pytest.fixture(scope="session")
def supervised(tmp_path_factory: pytest.TempPathFactory) -> Supervised:
    """A home of the supervisors' desk, which nothing is trained for."""
    return supervised_home(tmp_path_factory.mktemp("supervised"))


@pytest.fixture(scope="session")
def supervisors(supervised: Supervised) -> Iterator[TestClient]:
    """The service over the supervisors' home."""
    with open_office(supervised.home) as office:
        app = create_app(office, clock=clock, names=(*LOCAL_NAMES, "testserver"))
        with TestClient(app) as client:
            yield client


@pytest.fixture
def empty_client(tmp_path: Path) -> Iterator[TestClient]:
    """The service over a home in which nothing has happened yet."""
    with open_office(Home(tmp_path / "home")) as office:
        app = create_app(office, clock=clock, names=("testserver",))
        with TestClient(app) as client:
            yield client


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one command line printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The one JSON object on stdout."""
        return json.loads(self.out)


@pytest.fixture
def coopscore(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Line]:
    """Run a command line as a person would, in a folder of its own, at a fixed moment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COOPSCORE_HOME", raising=False)

    def run_line(*args: object) -> Line:
        capsys.readouterr()
        code = run([str(arg) for arg in args], clock=clock)
        printed = capsys.readouterr()
        return Line(code=code, out=printed.out, err=printed.err)

    return run_line


@pytest.fixture(scope="session")
def awarded(tmp_path_factory: pytest.TempPathFactory) -> Awarded:
    """A home of the award committee's desk, in which an edition was run."""
    return awarded_home(tmp_path_factory.mktemp("awards"))


@pytest.fixture(scope="session")
def committee(awarded: Awarded) -> Iterator[TestClient]:
    """The service over the committee's home."""
    with open_office(awarded.home) as office:
        app = create_app(office, clock=clock, names=(*LOCAL_NAMES, "testserver"))
        with TestClient(app) as client:
            yield client
