"""What a run of an edition rests on, so that it can be made again."""

from collections.abc import Mapping
from dataclasses import dataclass

from coopscore.records.score_runs import ScoreRun


@dataclass(frozen=True, kw_only=True)
class RestsOn:
    """The newest sealed batch, and the run of scores of each desk; None where none was scored."""

    batch: int
    scores: Mapping[str, ScoreRun | None]
