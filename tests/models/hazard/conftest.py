"""A small make-believe sector, and a quick spec of silence learnt on it, once a run."""

from dataclasses import dataclass, replace

import pyarrow as pa
import pytest

from coopscore.calendar import jalali
from coopscore.persons import Persons
from coopscore.schema import TABLES
from coopscore.synthetic.stored import stored_facts
from coopscore.synthetic.synthesis import Order, draw
from features.build import build_matrix, build_outcomes
from features.facts import MemoryFacts
from features.matrix import FeatureMatrix
from models.hazard.evidence import Beyond, beyond
from models.inputs import features_of
from models.runs.train import Trained, train
from models.spec import Spec, load_spec

UNTIL = jalali(1404, 12, 29)
COOPERATIVES, SEED = 1_500, 11
FEW = (
    "status.months_to_grid_day", "status.age_years", "status.branch", "papers.*", "duties.*",
    "filings.latest_statement_delay_days", "governance.attendance_share_36m",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Made:
    """What the tests of a hazard share."""

    spec: Spec
    facts: MemoryFacts
    matrix: FeatureMatrix
    outcomes: pa.Table
    beyond: Beyond
    trained: Trained


@pytest.fixture(scope="session")
def quick() -> Spec:
    """The spec `dormancy` with few inputs and trees."""
    spec = load_spec("dormancy")
    assert spec.hazard is not None
    return replace(
        spec,
        features=FEW,
        booster=replace(spec.booster, n_estimators=30),
        champion=replace(spec.champion, kinds=("booster",), lead="booster"),
        calibration=replace(spec.calibration, min_events=10),
        screen=replace(spec.screen, draws=100),
        hazard=replace(spec.hazard, n_estimators=10, min_child_samples=50),
    )


@pytest.fixture(scope="session")
def made(quick: Spec, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A training with a hazard on facts in memory."""
    parts = list(draw(Order(cooperatives=COOPERATIVES, seed=SEED, until=UNTIL)))
    persons = Persons(tmp_path_factory.mktemp("persons") / "key")
    names = [name for name in parts[0].tables if TABLES[name].about != "sector"]
    facts = MemoryFacts(
        {
            name: pa.concat_tables(
                [stored_facts(TABLES[name], part.tables[name], persons) for part in parts]
            )
            for name in names
        },
        1,
    )
    matrix = build_matrix(
        facts, features=features_of(quick), cohort=quick.cohort,
        as_ofs=quick.training_days(UNTIL), calendar=quick.calendar,
    )  # fmt: skip
    outcomes = build_outcomes(
        facts, label=quick.outcome, matrix=matrix, horizon=quick.horizon,
        maturity=quick.maturity, until=UNTIL, quiet=quick.quiet,
    )  # fmt: skip
    further = beyond(facts, quick, matrix, until=UNTIL)
    assert further is not None
    trained = train(quick, matrix, outcomes, until=UNTIL, beyond=further)
    return Made(
        spec=quick, facts=facts, matrix=matrix, outcomes=outcomes, beyond=further, trained=trained
    )
