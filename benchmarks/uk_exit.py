"""Exit of British co-operatives in the year after June 2016, through the whole pipeline.

The registry's files go in as they are, the spec `exit` is trained on what was known by 1 June 2016,
and everybody on the register that day is scored. What became of them is read from the edition of
June 2017.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa

from benchmarks.lines import Line
from coopscore.actor import SYSTEM
from coopscore.facts import FactStore
from coopscore.home import Home
from coopscore.intake.receive import receive
from coopscore.records.database import open_records
from features.build import build_matrix, build_outcomes
from features.matrix import FeatureMatrix
from models import metrics
from models.inputs import features_of
from models.runs.score import score
from models.runs.train import Trained, train
from models.spec import Spec, load_spec

FOLDER = "coops-uk"
DAY, TOLD_ON = date(2016, 6, 1), date(2017, 6, 1)
SEED, DRAWS, LEVEL = 1404, 1000, 0.95

_REFERENCE = ".7642 (.018) LGBMr, inputs chosen knowing the test; .7455 before"


def measure(data: Path, tell: Callable[[str], None]) -> list[Line]:
    """Every figure of the part, from the registry's files in `data`."""
    spec = load_spec("exit")
    with TemporaryDirectory(prefix="coopscore-results-") as folder:
        home = Home(Path(folder))
        with open_records(home.records_url) as records:
            facts = FactStore(home.facts, records.ledger)
            tell("ingest")
            now = datetime(2017, 6, 1, tzinfo=UTC)  # stamps the ledger; no figure hangs on it
            receive(home, facts, records, data, "uk_coops", SYSTEM, today=TOLD_ON, now=now)
            view = facts.view()
            tell("features and training")
            past, became = _known(view, spec, spec.training_days(DAY), DAY)
            trained = train(spec, past, became, until=DAY)
            tell("features and scoring")
            present, outcomes = _known(view, spec, [DAY], TOLD_ON)
    tell("intervals")
    return [*_training_lines(trained), *_test_lines(trained, present, outcomes)]


def _known(
    view: object, spec: Spec, days: Sequence[date], until: date
) -> tuple[FeatureMatrix, pa.Table]:
    matrix = build_matrix(
        view,
        features=features_of(spec),
        cohort=spec.cohort,
        as_ofs=days,
        calendar=spec.calendar,
    )
    outcomes = build_outcomes(
        view,
        label=spec.outcome,
        matrix=matrix,
        horizon=spec.horizon,
        maturity=spec.maturity,
        until=until,
    )
    return matrix, outcomes


def _training_lines(trained: Trained) -> list[Line]:
    facts, line = trained.report["training"], trained.report["calibration"]
    reach = 1.959964
    return [
        Line("training rows, June 2011-15", facts["rows"]),
        Line("training events", facts["events"], note="1,078; one has no founding day"),
        Line("pooled out-of-time AUC, 2012-15", facts["pooled"]["auc"]),
        Line(
            "calibration slope of margins, 2012-15",
            line["slope"],
            line["slope"] - reach * line["slope_se"],
            line["slope"] + reach * line["slope_se"],
            "1",
        ),
    ]


def _test_lines(trained: Trained, matrix: FeatureMatrix, outcomes: pa.Table) -> list[Line]:
    states = outcomes["state"].to_pylist()
    scores = score(trained.bundle, matrix)
    known = [row for row, state in enumerate(states) if state in ("event", "none")]
    y = np.array([states[row] == "event" for row in known], dtype=np.int64)
    probability = np.array([scores[row].probability for row in known])
    coop_ids = np.array([scores[row].coop_id for row in known])

    def with_interval(name: str, metric: metrics.Metric, note: str) -> Line:
        found = metrics.cluster_bootstrap(
            metric, y, probability, coop_ids, draws=DRAWS, seed=SEED, level=LEVEL
        )
        return Line(name, metric(y, probability), found.low, found.high, note)

    return [
        Line("scored on 1 June 2016", len(scores)),
        Line("of known outcome", len(known), note="6,654"),
        Line("events", int(y.sum()), note="236"),
        Line("already gone, left out", states.count("already_gone"), note="24"),
        Line("censored, left out", states.count("censored"), note="117"),
        with_interval("AUC, June 2016", metrics.auc, _REFERENCE),
        with_interval("KS", metrics.ks, ""),
        with_interval("Brier", metrics.brier, f"{y.mean() * (1 - y.mean()):.4f} of a constant"),
        with_interval("calibration slope", metrics.calibration_slope, "1"),
        with_interval("calibration intercept", metrics.calibration_intercept, "0"),
        with_interval("mean probability less share of events", _surplus, "0"),
        Line(
            "mean of the stated 90% intervals",
            float(probability.mean()),
            float(np.mean([scores[row].low for row in known])),
            float(np.mean([scores[row].high for row in known])),
            f"{y.mean():.4f} seen; years differ by more than the line's own uncertainty",
        ),
    ]


def _surplus(y: np.ndarray, probability: np.ndarray) -> float:
    return float(probability.mean() - y.mean())
