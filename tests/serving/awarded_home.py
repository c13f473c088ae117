"""A home of the award committee's desk: a small festival, scores by hand, and an edition run."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

from coopscore.actor import SYSTEM
from coopscore.calendar import jalali
from coopscore.home import Home
from coopscore.scores import CurvePoint, Reason, Score
from coopscore.synthetic.synthesis import Order, synthesize
from models.awards.edition import Edition
from models.awards.edition_file import edition_of
from serving.awards.running import Ranked, rank
from serving.deliveries import ingest
from serving.office import open_office
from serving.places import Places

NOW = datetime(2026, 1, 10, 8, 30, tzinfo=UTC)
SCORED = date(2025, 6, 21)
TEXT = files("models.awards").joinpath("edition.toml").read_text(encoding="utf-8")
# Probabilities, loans and grades that nobody may find in a run.
SECRET_PROBABILITY, SECRET_POINTS = 0.123457891, 412.3456789


def quiet(*_: object) -> None:
    """Progress that nobody watches."""


def edition(**changes: dict[str, object]) -> Edition:
    """The default edition with some tables changed, and few draws."""
    said = tomllib.loads(TEXT)
    said["uncertainty"] |= {"draws": 200, "assumptions": 60, "weight_draws": 20_000}
    said["gates"] |= {"current": [], "dues": []}
    for table, keys in changes.items():
        said[table] |= keys
    return edition_of(said, "own.toml")


@dataclass(frozen=True, kw_only=True)
class Awarded:
    """A home in which an edition was run."""

    home: Home
    registry: Path
    edition: Edition
    ranked: Ranked
    now: datetime = NOW


def score_of(coop_id: str, spec: str, place: int) -> Score:
    """A score by hand: every third is of a bad grade, every fourth of a high risk."""
    risk = 0.61 if place % 4 == 0 else 0.04
    return Score(
        coop_id=coop_id, as_of=SCORED, spec=spec, version=f"{spec}-0", batch=1, margin=0.0,
        probability=SECRET_PROBABILITY, low=0.1, high=0.2, points=SECRET_POINTS,
        points_unclipped=SECRET_POINTS, base_points=400.0,
        grade="E2" if place % 3 == 0 else "B1",
        reasons=(Reason(feature="statements_overdue", value=1.0, points=12.3456789),),
        curve=(CurvePoint(month=6, silent=risk, dissolved=0.0, completed=0.0),),
    )  # fmt: skip


def awarded_home(folder: Path) -> Awarded:
    """Six hundred co-operatives, of which some thirty entered the 20th festival."""
    home = Home(folder / "home")
    order = Order(cooperatives=600, seed=7, until=jalali(1404, 6, 31))
    made = synthesize(folder / "registry", order)
    asked = edition()
    with open_office(home) as office:
        ingest(office, made.registry, "registry", actor=SYSTEM, now=NOW, progress=quiet)
        ids = sorted(Places(office.facts).now().places)
        office.records.scorebook.write(
            [score_of(one, "dormancy", at) for at, one in enumerate(ids)]
            + [score_of(one, "credit", at) for at, one in enumerate(ids) if at % 2],
            actor=SYSTEM,
            now=NOW,
        )
        ranked = rank(office, asked, anew=False, progress=quiet)
    return Awarded(home=home, registry=made.registry, edition=asked, ranked=ranked)
