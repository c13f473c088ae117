"""The order of the work: facts -> features -> model -> scorebook. Only this module knows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from coopscore.actor import Actor
from coopscore.errors import BrokenBundle, ThinHistory
from coopscore.language import Text
from coopscore.records.scorebook import Written
from coopscore.scores import Score
from features.build import build_matrix
from features.catalogue import CATALOGUE, select
from features.matrix import FeatureMatrix
from features.peer_shelf import FolderShelf
from models.bundle import Bundle
from models.hazard.evidence import beyond
from models.imprint import imprint_of
from models.runs.score import score as score_matrix
from models.runs.train import Trained
from models.runs.train import train as train_model
from models.screen import evidence_of
from models.spec import Spec, load_spec
from models.status.bursts import burst_marks
from serving.learning import Learning, check_past, learning, present
from serving.office import Office
from serving.places import PlaceIndex

_OTHER_MODEL = Text(
    en="it is another model than the one on record", fa="مدلی جز آن است که ثبت شده است"
)

# Told which step is at work, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class Scored:
    """What a scoring run wrote; `hindsight` where the model had learned from later facts."""

    spec: str
    as_of: date
    version: str
    batch: int
    scores: Sequence[Score]
    written: Written
    hindsight: bool

    @property
    def thin(self) -> int:
        """How many scores rest on age and form alone."""
        return sum(ThinHistory.code in score.warnings for score in self.scores)


def build_features(
    office: Office, spec: Spec, as_ofs: Sequence[date], *, engine: str, progress: Progress
) -> FeatureMatrix:
    """The spec's features of those it scores on each day, from the newest sealed facts.

    Raises
    ------
    EmptyStore, EmptyCohort, UnknownName
        Without facts, without members on those days, or by an unknown engine.
    CohortLooksAhead
        Where the spec names nobody whom it could score.
    """
    return build_matrix(
        office.facts.view(),
        features=select(spec.features),
        cohort=spec.scored,
        as_ofs=as_ofs,
        calendar=spec.calendar,
        engine=engine,
        peers=FolderShelf(office.home.peers),
        progress=step(progress, "features"),
    )


def train(
    office: Office, spec: Spec, *, until: date, actor: Actor, now: datetime, progress: Progress
) -> Trained:
    """Train a model on what was known by `until`, keep it, and let it stand for its spec.

    The same facts and spec give the same model; it is registered once. Where the figures do not
    decide which kind serves, that of the model which stands for the spec goes on. Where the facts
    end before `until`, training ends with them: what has not been told yet is not "nothing
    happened".

    Raises
    ------
    FutureDay
        Where `until` has not come yet.
    EmptyStore, TooFewEvents, LeakFound, CalibrationReversed, PerfectSeparation
        Where no model can be had; nothing is kept then.
    """
    features = step(progress, "features")
    learnt = learning(office, spec, until=until, now=now, progress=features)
    trained = train_model(
        spec,
        learnt.matrix,
        learnt.outcomes,
        until=learnt.until,
        evidence=evidence_of(learnt.facts, learnt.matrix, spec.screen, until=learnt.until),
        present=present(office, learnt, features),
        beyond=beyond(
            learnt.facts, spec, learnt.matrix, until=learnt.until, marked=_in_bursts(learnt)
        ),
        standing=_standing_kind(office, spec.name),
        progress=step(progress, "train"),
    )
    _keep(office, trained.bundle, learnt.until, learnt.matrix.batch, actor=actor, now=now)
    return trained


def score(
    office: Office, spec: str, *, as_of: date, actor: Actor, now: datetime, progress: Progress
) -> Scored:
    """Score all of a day's scored cohort with the model that stands, and write the scores down.

    Raises
    ------
    UnknownSpec, NoBundle, EmptyStore, EmptyCohort
        Where there is no spec, model, fact or member.
    CatalogueMoved, BrokenBundle
        Where features were defined anew since the model was trained, or its folder was changed.
    FutureDay
        Where `as_of` has not come yet.
    CohortLooksAhead
        Where the spec names nobody whom it could score.
    """
    check_past(as_of, now)
    entry = office.records.bundles.standing(load_spec(spec).name)
    bundle = kept_bundle(office, entry.folder, entry.version)
    # A feature that is no longer defined is left out here, and refused by name in the run.
    features = [CATALOGUE[name] for name in bundle.feature_names if name in CATALOGUE]
    matrix = build_matrix(
        office.facts.view(),
        features=features,
        cohort=bundle.spec.scored,
        as_ofs=[as_of],
        calendar=bundle.spec.calendar,
        peers=FolderShelf(office.home.peers),
        progress=step(progress, "features"),
    )
    scores = score_matrix(bundle, matrix, progress=step(progress, "score"))
    return Scored(
        spec=bundle.spec.name,
        as_of=as_of,
        version=bundle.version,
        batch=matrix.batch,
        scores=scores,
        written=office.records.scorebook.write(scores, actor=actor, now=now),
        hindsight=as_of < entry.until,
    )


def _in_bursts(learnt: Learning) -> NDArray[np.bool_] | None:
    """Which entries of status were made in a burst of an office; None where no hazard asks.

    An office is the province that a co-operative was registered in, as known by then.
    """
    if learnt.spec.hazard is None:
        return None
    offices = PlaceIndex.known_on(learnt.facts, learnt.until).offices
    return burst_marks(learnt.facts.read("status_event"), offices, as_of=learnt.until)


def _standing_kind(office: Office, spec: str) -> str | None:
    """The kind of the model that stands for the spec; None where none stands, or it is damaged."""
    entries = office.records.bundles.all(spec)[:1]
    return next((imprint_of(office.home.bundles / one.folder).get("kind") for one in entries), None)


def _keep(
    office: Office, bundle: Bundle, until: date, batch: int, *, actor: Actor, now: datetime
) -> None:
    bundle.save(office.home.bundles / bundle.version)
    shelf = office.records.bundles
    if all(entry.version != bundle.version for entry in shelf.all(bundle.spec.name)[:1]):
        shelf.register(
            spec=bundle.spec.name,
            version=bundle.version,
            folder=bundle.version,
            until=until,
            batch=batch,
            actor=actor,
            now=now,
        )


def kept_bundle(office: Office, folder: str, version: str) -> Bundle:
    """The model of that version, from its folder among the home's.

    Raises
    ------
    BrokenBundle
        Where the folder was changed, or holds another model.
    """
    path = office.home.bundles / folder
    bundle = Bundle.load(path)
    if bundle.version != version:
        raise BrokenBundle(path=path, reason=_OTHER_MODEL)
    return bundle


def step(progress: Progress, name: str) -> Callable[[int, int], None]:
    """Progress of one step alone, told to whoever hears of all of them."""

    def tell(done: int, of: int) -> None:
        progress(name, done, of)

    return tell
