"""One model as a replay asks it: facts and days in, the scores of some co-operatives out.

The same matrix and the same scoring as anywhere; but whoever is asked about gets a score, member of
the cohort or not, and peers stay those of a day. Nothing that serves requests may import this room:
it loads what trains.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Self

from coopscore.scores import Score
from features.build import build_matrix
from features.catalogue import CATALOGUE, select
from features.cohorts import Cohort, cohort_named
from features.facts import Facts, MemoryFacts
from features.holdings import held
from features.hypothetical import PinnedPeers, standing_in
from features.matrix import FeatureMatrix
from features.peer_shelf import PeerShelf
from features.peers import peer_day
from features.spec import Feature
from models.bundle import Bundle
from models.runs.score import score

Progress = Callable[[int, int], None]


def unheard(_done: int, _of: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, kw_only=True)
class Pipeline:
    """One model on the facts of some co-operatives: from facts and a day to scores."""

    bundle: Bundle
    features: tuple[Feature, ...]
    shelf: PeerShelf

    @classmethod
    def of(cls, bundle: Bundle, shelf: PeerShelf) -> Self:
        """The pipeline of a model; `shelf` keeps the tables of peers."""
        return cls(bundle=bundle, features=select(bundle.feature_names), shelf=shelf)

    @property
    def cohort(self) -> Cohort:
        """Whoever is asked about, in the place of the cohort that the model scores."""
        return standing_in(cohort_named(self.bundle.spec.scored))

    def held(self, facts: Facts, who: Collection[str], whole: Collection[str] = ()) -> MemoryFacts:
        """What replays of some co-operatives read, in memory; `whole` tables with all columns."""
        return held(facts, self.features, self.cohort, who, whole)

    def pinned(self, day: date, batch: int) -> PinnedPeers:
        """The peers of a day, as they stood when a batch was sealed."""
        spec = self.bundle.spec
        return PinnedPeers(
            shelf=self.shelf,
            cohort=cohort_named(spec.scored),
            month_end=peer_day(day, spec.calendar),
            batch=batch,
        )

    def matrix(
        self, facts: Facts, days: Collection[date], who: Collection[str], peers: PinnedPeers
    ) -> FeatureMatrix:
        """The inputs of each co-operative on each day, member of the cohort or not."""
        return build_matrix(
            facts,
            features=self.features,
            cohort=self.cohort,
            as_ofs=tuple(days),
            calendar=self.bundle.spec.calendar,
            coop_ids=who,
            peers=peers,
        )

    def scores(
        self, facts: Facts, days: Collection[date], who: Collection[str], peers: PinnedPeers
    ) -> dict[tuple[str, date], Score]:
        """The score of each co-operative on each day, member of the cohort or not."""
        matrix = self.matrix(facts, days, who, peers)
        return {(one.coop_id, one.as_of): one for one in score(self.bundle, matrix)}


def can_replay(bundle: Bundle) -> bool:
    """Whether every input of a model is still defined as it was at training."""
    return all(
        one.name in CATALOGUE and CATALOGUE[one.name].hash == one.hash for one in bundle.reads
    )
