"""The real registries, each taken in once a run, and what was known of them on chosen days."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import pyarrow as pa

from coopscore.actor import SYSTEM
from coopscore.facts import FactStore, FactView
from coopscore.home import Home
from coopscore.intake.receive import receive
from coopscore.records.database import open_records
from features.build import build_matrix, build_outcomes
from features.matrix import FeatureMatrix
from features.peer_shelf import FolderShelf
from models.inputs import Input, features_of, inputs_of, model_inputs
from models.runs.train import Trained, train
from models.sample import Sample, sample_of
from models.screen import evidence_of
from models.spec import Spec

UK, BRAZIL = "coops-uk", "brazil-bcb-coop"
Tell = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Source:
    """How a registry is taken in: its adapter, and the day on which its files were there."""

    adapter: str
    told_on: date


SOURCES: Mapping[str, Source] = {
    UK: Source(adapter="uk_coops", told_on=date(2017, 6, 1)),
    BRAZIL: Source(adapter="brazil_bcb", told_on=date(2026, 2, 1)),
}


@dataclass(frozen=True, kw_only=True)
class Made:
    """A training, and the rows of known outcome that it learnt from."""

    trained: Trained
    matrix: FeatureMatrix
    sample: Sample

    @property
    def inputs(self) -> tuple[Input, ...]:
        """What every kind is given; the rule of thumb reads its own input besides."""
        return model_inputs(self.matrix, self.trained.bundle.spec)

    def tested(self, matrix: FeatureMatrix, outcomes: pa.Table) -> Sample:
        """The rows of another matrix whose outcome is known."""
        days = matrix.table["as_of"].unique().to_pylist()
        return sample_of(matrix, outcomes, inputs_of(self.matrix), days)


@dataclass
class Registries:
    """Homes of the real registries in a folder that goes when the run is over; use in a `with`."""

    data: Path
    tell: Tell
    _open: ExitStack = field(default_factory=ExitStack)
    _taken_in: dict[str, tuple[FactView, FolderShelf]] = field(default_factory=dict)
    _trained: dict[tuple[str, date], Made] = field(default_factory=dict)
    _shared: dict[str, Any] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def once(self, name: str, work: Callable[[], Any]) -> Any:
        """What several parts rest on, worked out by the first that asks."""
        if name not in self._shared:
            self._shared[name] = work()
        return self._shared[name]

    def taken_in(self, registry: str) -> tuple[FactView, FolderShelf]:
        """The facts of a registry, and the shelf of its peer tables."""
        if registry not in self._taken_in:
            self.tell(f"ingest {registry}")
            self._taken_in[registry] = self._ingested(registry)
        return self._taken_in[registry]

    def _ingested(self, registry: str) -> tuple[FactView, FolderShelf]:
        source = SOURCES[registry]
        path = self._open.enter_context(TemporaryDirectory(prefix="coopscore-results-"))
        home = Home(Path(path))
        records = self._open.enter_context(open_records(home.records_url))
        facts = FactStore(home.facts, records.ledger)
        day = source.told_on
        now = datetime(day.year, day.month, day.day, tzinfo=UTC)  # no figure hangs on it
        folder = self.data / registry
        receive(home, facts, records, folder, source.adapter, SYSTEM, today=day, now=now)
        return facts.view(), FolderShelf(home.peers)

    def matrix(self, registry: str, spec: Spec, days: Sequence[date]) -> FeatureMatrix:
        """What was known of the cohort on these days: the spec's features and the rule's own."""
        view, shelf = self.taken_in(registry)
        return build_matrix(
            view,
            features=features_of(spec),
            cohort=spec.cohort,
            as_ofs=days,
            calendar=spec.calendar,
            peers=shelf,
        )

    def outcomes(self, registry: str, spec: Spec, matrix: FeatureMatrix, until: date) -> pa.Table:
        """What became of the matrix's rows, as far as it was known by `until`."""
        view, _ = self.taken_in(registry)
        return build_outcomes(
            view,
            label=spec.outcome,
            matrix=matrix,
            horizon=spec.horizon,
            maturity=spec.maturity,
            until=until,
            quiet=spec.quiet,
        )

    def trained(self, registry: str, spec: Spec, until: date) -> Made:
        """A training on what was known by `until`, as the command line makes it."""
        key = (spec.hash, until)
        if key not in self._trained:
            self.tell(f"train {spec.name} on what was known by {until}")
            days = spec.training_days(until)
            matrix = self.matrix(registry, spec, days)
            outcomes = self.outcomes(registry, spec, matrix, until)
            view, _ = self.taken_in(registry)
            made = train(
                spec, matrix, outcomes, until=until,
                present=self.matrix(registry, spec, [until]),
                evidence=evidence_of(view, matrix, spec.screen, until=until),
            )  # fmt: skip
            sample = sample_of(matrix, outcomes, inputs_of(matrix), days)
            self._trained[key] = Made(trained=made, matrix=matrix, sample=sample)
        return self._trained[key]
