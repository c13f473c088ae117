"""Making the dossiers of a day: reasons, bridge and recourse of each standing score, for good.

A job makes them and pages read them: nothing is worked out while somebody waits for a page.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from coopscore.actor import Actor
from coopscore.dossiers import Act, Bridge, Dossier
from coopscore.errors import CatalogueMoved, NoReasonCodes, NotScored
from coopscore.facts import FactView
from coopscore.records.scorebook import ScoreEntry
from features.build import build_matrix
from features.catalogue import CATALOGUE
from features.matrix import FeatureMatrix
from features.peer_shelf import FolderShelf
from models.bundle import Bundle
from models.reasons.catalogue import reason_catalogue
from serving.dossiers.reasons import Reasoned, reasoned
from serving.dossiers.replays import bridges, can_replay, recourses
from serving.jobs import Progress, kept_bundle, step
from serving.lending import ANY_CO_OPERATIVE
from serving.office import Office


@dataclass(frozen=True, kw_only=True)
class MadeDossiers:
    """What a run made: how many dossiers, how many of them new, bridged, and with an act.

    `unheld` counts adverse reasons whose figures were not found again in the record.
    """

    spec: str
    as_of: date
    dossiers: int
    new: int
    bridged: int
    with_acts: int
    unheld: int


def make_dossiers(
    office: Office, spec: str, *, as_of: date, actor: Actor, now: datetime, progress: Progress
) -> MadeDossiers:
    """Make the dossier of every standing score of a day, and write them down.

    The facts are those that the scores were made from, whatever was taken in since.

    Raises
    ------
    NotScored
        Where the spec was not scored on that day.
    NoReasonCodes
        Where the catalogue of reasons does not know an input.
    CatalogueMoved, BrokenBundle
        Where the model's features were defined anew, or its folder was changed.
    """
    book = office.records.scorebook
    entries = book.of_day(spec, as_of)
    if not entries:
        raise NotScored(coop_id=ANY_CO_OPERATIVE, spec=spec, as_of=as_of)
    earlier = {entry.score.coop_id: entry for entry in book.before(spec, as_of)}
    runs: dict[tuple[str, int], list[ScoreEntry]] = defaultdict(list)
    for entry in entries:
        runs[entry.score.version, entry.score.batch].append(entry)
    made = [
        dossier
        for key in sorted(runs)
        for dossier in _of_run(office, runs[key], earlier, progress=progress)
    ]
    return MadeDossiers(
        spec=spec,
        as_of=as_of,
        dossiers=len(made),
        new=office.records.dossiers.write(made, actor=actor, now=now),
        bridged=sum(dossier.bridge is not None for dossier in made),
        with_acts=sum(bool(dossier.recourse) for dossier in made),
        unheld=sum(not reason.held for dossier in made for reason in dossier.adverse),
    )


def _of_run(
    office: Office,
    entries: Sequence[ScoreEntry],
    earlier: Mapping[str, ScoreEntry],
    *,
    progress: Progress,
) -> list[Dossier]:
    """The dossiers of the scores that one model gave from one state of the facts."""
    first = entries[0].score
    facts, shelf = office.facts.view(first.batch), FolderShelf(office.home.peers)
    bundle = kept_bundle(office, first.version, first.version)
    check_coded(bundle)
    scores = [entry.score for entry in entries]
    matrix = _matrix(bundle, facts, first.as_of, shelf, progress)
    reasons = reasoned(scores, matrix, facts, progress=step(progress, "reasons"))
    bridged = bridges(
        scores=scores,
        earlier={who: entry.score for who, entry in earlier.items()},
        bundle_of=lambda version: kept_bundle(office, version, version),
        facts=facts,
        peers=shelf,
        progress=step(progress, "bridges"),
    )
    acts = recourses(
        scores=scores,
        bundle=bundle,
        facts=facts,
        peers=shelf,
        progress=step(progress, "recourse"),
    )
    return [
        _dossier(entry, reason, bridged.get(entry.score.coop_id), acts[entry.score.coop_id])
        for entry, reason in zip(entries, reasons, strict=True)
    ]


def _dossier(
    entry: ScoreEntry, reasons: Reasoned, bridge: Bridge | None, acts: tuple[Act, ...]
) -> Dossier:
    score = entry.score
    return Dossier(
        score_id=entry.score_id,
        coop_id=score.coop_id,
        as_of=score.as_of,
        spec=score.spec,
        version=score.version,
        catalogue=reasons.catalogue,
        concepts=reasons.concepts,
        adverse=reasons.adverse,
        peers=reasons.peers,
        bridge=bridge,
        recourse=acts,
        evidence=reasons.evidence,
    )


def check_coded(bundle: Bundle) -> None:
    """Refuse a model that cannot be replayed, or whose reasons have no codes.

    Raises
    ------
    CatalogueMoved, NoReasonCodes
        Naming the inputs.
    """
    if not can_replay(bundle):
        raise CatalogueMoved(version=bundle.version, features=_moved(bundle))
    codes = reason_catalogue()
    lacking = [one.name for one in bundle.inputs if not codes.covers([one.name])]
    if lacking:
        facts = {"catalogue": codes.version, "version": bundle.version, "features": lacking}
        raise NoReasonCodes(**facts)


def _moved(bundle: Bundle) -> list[str]:
    return [
        one.name
        for one in bundle.inputs
        if one.name not in CATALOGUE or CATALOGUE[one.name].hash != one.hash
    ]


def _matrix(
    bundle: Bundle, facts: FactView, as_of: date, shelf: FolderShelf, progress: Progress
) -> FeatureMatrix:
    """The whole cohort on the day, as it was scored: peers are its members."""
    return build_matrix(
        facts,
        features=[CATALOGUE[name] for name in bundle.feature_names],
        cohort=bundle.spec.scored,
        as_ofs=[as_of],
        calendar=bundle.spec.calendar,
        peers=shelf,
        progress=step(progress, "features"),
    )
