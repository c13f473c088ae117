"""Training whose run is kept: the model is made and stands first, then its run is written down.

A tracker is opened when fitting begins: a run that is refused for its day, its facts or a leak
leaves no database of runs behind, and a place that cannot be used is found out while nothing has
been fitted. One that breaks during the work costs the record of the run and never the model.
Trackers come in as arguments: MLflow is loaded by the command that opens one, and by no other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from coopscore.actor import Actor
from coopscore.errors import UntrackedRun
from models.run_facts import RunFacts, Tracker, training_facts
from models.runs.train import Trained
from models.spec import Spec
from serving.clock import Clock
from serving.jobs import Progress, train
from serving.office import Office


class LateTracker:
    """A tracker that is opened when fitting begins, or with the first run that it keeps."""

    def __init__(self, opening: Callable[[], Tracker]) -> None:
        self._opening = opening
        self._opened: Tracker | None = None

    def open(self) -> Tracker:
        """The tracker, opened once.

        Raises
        ------
        UnusableTracker
            Where `opening` refuses.
        """
        if self._opened is None:
            self._opened = self._opening()
        return self._opened

    def track(self, run: RunFacts) -> str:
        """Keep one run, as the tracker does that is opened."""
        return self.open().track(run)


@dataclass(frozen=True, kw_only=True)
class Tracked:
    """The number of a run that was kept, or why it was not; neither where none was wanted."""

    run: str
    untracked: UntrackedRun | None


@dataclass(frozen=True, kw_only=True)
class TrackedTraining:
    """A training, and whether its run was kept."""

    trained: Trained
    tracked: Tracked


def train_tracked(
    office: Office,
    spec: Spec,
    *,
    until: date,
    actor: Actor,
    clock: Clock,
    progress: Progress,
    tracker: LateTracker,
) -> TrackedTraining:
    """Train as `serving.jobs.train` does, and keep the run with `tracker`, opened before fitting.

    The same training again is another run of the same version. What `train` refuses is not tracked.

    Raises
    ------
    UnusableTracker
        Where runs could not be written; nothing is fitted then.
    """
    started = clock()

    def told(step: str, done: int, of: int) -> None:
        if step == "train":  # told first with nothing fitted
            tracker.open()
        progress(step, done, of)

    trained = train(office, spec, until=until, actor=actor, now=started, progress=told)
    run = training_facts(
        trained,
        bundle=office.home.bundles / trained.bundle.version,
        started=started,
        ended=clock(),
    )
    return TrackedTraining(trained=trained, tracked=track(tracker, run))


def track(tracker: Tracker, run: RunFacts) -> Tracked:
    """Keep a run that is over; what cannot be kept is told, not raised, as the work is done."""
    try:
        return Tracked(run=tracker.track(run), untracked=None)
    except UntrackedRun as refusal:
        return Tracked(run="", untracked=refusal)
