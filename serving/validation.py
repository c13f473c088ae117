"""Validation on the facts of a home: reads them, changes nothing in them, and can be kept as a run.

What stands for the spec is named beside what was measured, and whether it is the same: trained on
the same facts, by the same spec, up to the same day.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from features.matrix import FeatureMatrix
from models.imprint import imprint_of
from models.inputs import inputs_of
from models.run_facts import RunFacts
from models.runs.validate import validate as validate_model
from models.sample import sample_of
from models.screen import Screening, evidence_of, screen
from models.spec import Spec
from serving.cycle_evidence import cycle_evidence
from serving.learning import Learning, learning, present
from serving.office import Office
from serving.rating_evidence import beside, told_besides

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Validation:
    """A validation that is over: its report, the kind that serves, and how it would be called."""

    spec: Spec
    report: Mapping[str, Any]
    kind: str
    until: date

    @property
    def version(self) -> str:
        """The standing model's where it is what was measured; else the spec and the matrix."""
        standing = self.report["standing"]
        if standing and standing["same"]:
            return str(standing["version"])
        return f"{self.spec.name}-unkept-{self.report['facts']['matrix_hash'][:12]}"


def validate(
    office: Office,
    spec: Spec,
    *,
    until: date,
    now: datetime,
    building: Progress,
    measuring: Progress,
) -> Validation:
    """Measure what training up to `until` would make, and screen what it would learn from.

    Where the facts end before `until`, validation ends with them, as training does. The day that is
    to be scored is `until`.

    Parameters
    ----------
    building, measuring : callable
        Told how much is done, of how much: of the features, and of fits and figures.

    Raises
    ------
    FutureDay
        Where `until` has not come yet.
    EmptyStore, EmptyCohort, TooFewEvents, CalibrationReversed, PerfectSeparation
        Where there is nothing to measure.
    """
    learnt = learning(office, spec, until=until, now=now, progress=building)
    now_known = present(office, learnt, _unheard)
    standing = _standing(office, spec)
    found = validate_model(
        spec,
        learnt.matrix,
        learnt.outcomes,
        until=learnt.until,
        present=now_known,
        screening=_screened(learnt, now_known),
        standing=standing.get("kind"),
        beside=beside(office, learnt, standing) if spec.rating else None,
        progress=measuring,
    )
    stands = _stands(standing, found.report)
    report = {**found.report, "standing": stands}
    if spec.rating:
        report["credit"] = {**report["credit"], **told_besides(office, learnt)}
    cycles = cycle_evidence(learnt, standing, same=bool(stands and stands["same"]))
    if cycles:
        report["cycles"] = cycles
    return Validation(spec=spec, report=report, kind=found.decision.kind, until=learnt.until)


def validation_facts(
    done: Validation, *, files: Mapping[str, bytes], started: datetime, ended: datetime
) -> RunFacts:
    """What is to be tracked of a validation, read off its report."""
    kinds, facts = done.report["kinds"], done.report["facts"]
    return RunFacts(
        act="validate",
        spec=done.spec,
        version=done.version,
        served=done.kind,
        until=done.until,
        batch=facts["batch"],
        matrix_hash=facts["matrix_hash"],
        feature_hashes=facts["feature_hashes"],
        metrics={kind: _numbers(one["pooled"]) for kind, one in kinds.items()},
        folds={kind: [_numbers(fold) for fold in one["by"]["fold"]] for kind, one in kinds.items()},
        report=done.report,
        files=files,
        started=started,
        ended=ended,
    )


def _numbers(figures: Mapping[str, Any]) -> dict[str, float | None]:
    """Every plain figure of a slice, by its name; what was not measured is left out."""
    parts = [figures.get("ranking", {}), figures.get("probability", {}).get("figures", {})]
    plain = {name: one["value"] for part in parts for name, one in part.items()}
    return {"rows": figures["rows"], "events": figures["events"], **plain}


def _screened(learnt: Learning, now_known: FeatureMatrix | None) -> Screening:
    spec, inputs = learnt.spec, inputs_of(learnt.matrix)
    sample = sample_of(learnt.matrix, learnt.outcomes, inputs, spec.training_days(learnt.until))
    return screen(
        spec,
        learnt.matrix,
        learnt.outcomes,
        inputs=inputs,
        sample=sample,
        folds=spec.walk(sample.days),
        until=learnt.until,
        present=now_known,
        evidence=evidence_of(learnt.facts, learnt.matrix, spec.screen, until=learnt.until),
        settings=spec.screen,
    )


def _unheard(_done: int, _of: int) -> None:
    """One day is built at once: nothing to tell."""


def _standing(office: Office, spec: Spec) -> dict[str, Any]:
    """What the model that stands for the spec says of itself; empty where none stands."""
    for entry in office.records.bundles.all(spec.name)[:1]:
        return {**imprint_of(office.home.bundles / entry.folder), "version": entry.version}
    return {}


def _stands(standing: Mapping[str, Any], report: Mapping[str, Any]) -> dict[str, Any] | None:
    """The standing model as JSON, and whether it is what was measured."""
    if "training" not in standing:
        return None
    trained, facts = standing["training"], report["facts"]
    same = (
        standing["spec_hash"] == report["spec"]["hash"]
        and trained["matrix_hash"] == facts["matrix_hash"]
        and trained["until"] == facts["until"]
        and standing["kind"] == report["decision"]["kind"]
    )
    told = {name: standing[name] for name in ("version", "kind", "spec_hash")}
    return {**told, "until": trained["until"], "same": same}
