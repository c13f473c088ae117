"""What a spec with a rating is validated by, beside the figures of every spec.

Ranks are measured on the rows of all folds; levels on those whose probability was told in time, by
the line that training on their day would have made. Both lie out of time: no row was seen by the
model that spoke of it. The rating's own figures (coverage of intervals, most prudent probabilities
of grades) do not: training measures them on the very rows that its line was fitted on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any

import pyarrow as pa

from features.matrix import FeatureMatrix
from models.calibration import AffineCalibration
from models.inputs import Input
from models.rating_tests.power import sizes_of, without_liberal
from models.rating_tests.rows import RatedRows
from models.scale import MasterScale
from models.screen import Screening
from models.spec import Spec
from models.validation.ablation import ablation, families
from models.validation.contest import contest
from models.validation.credit_gate import answers
from models.validation.credit_rating import rating_facts
from models.validation.credit_rows import level_of, ranked_rows, told_rows
from models.validation.credit_settings import CreditSettings, credit_settings_of
from models.validation.credit_slices import plain, sliced
from models.validation.credit_subjects import overridden, power, resembling, subjects, tried
from models.validation.explanations import explained, reproduced
from models.validation.gate import gate_facts
from models.validation.grades import grade_table, migration_table
from models.validation.label_facts import label_facts
from models.validation.other_labels import under_label
from models.validation.reason_shapes import Shares, example, shares_of, swarm
from models.validation.replay import Replay, replay_rulings
from models.validation.rows import Floats
from models.validation.seeds import seeded
from models.validation.study import Study
from models.walk import pooled, required_line

Done = Callable[[], None]


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What a rating is validated with, beside its rows; each part may be absent.

    Parameters
    ----------
    witnesses : pa.Table, optional
        `coop_id`, `as_of`, and what scores are watched by, for the matrix's rows.
    measured : mapping, optional
        The rating of a standing model of the very same training, as its bundle holds it, and the
        model's `kind`.
    overrides : pa.Table, optional
        `coop_id`, `as_of`, `to_grade` and `reason`: whose score of which day officers overrode.
    others : mapping of str to pa.Table
        `coop_id`, `as_of` and `state` of the matrix's rows by other labels of the same horizon.
    replay : Replay, optional
        Stored scores of the standing model, worked out again.
    settings : CreditSettings, optional
        Those of the spec (`credit_settings_of`) where nothing is said.
    """

    witnesses: pa.Table | None = None
    measured: Mapping[str, Any] | None = None
    overrides: pa.Table | None = None
    others: Mapping[str, pa.Table] = field(default_factory=dict)
    replay: Replay | None = None
    settings: CreditSettings | None = None


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a rating is validated on, beside the study.

    Parameters
    ----------
    scale : MasterScale
        The ladder of grades.
    offered : sequence of Input
        All columns of the matrix, those that no model is given among them.
    present : FeatureMatrix or None
        The inputs of the day that is to be scored.
    screening : Screening
        What the screen found of known days.
    """

    scale: MasterScale
    offered: Sequence[Input]
    present: FeatureMatrix | None
    screening: Screening


def credit_steps(inputs: Sequence[Input], spec: Spec, beside: Beside) -> int:
    """How many steps of work `credit` tells."""
    settings = beside.settings or credit_settings_of(spec)
    return len(families(inputs)) + settings.refits + settings.rewalks + settings.seeds + 3


def credit(
    study: Study,
    kind: str,
    ground: Ground,
    beside: Beside,
    done: Done = lambda: None,
) -> dict[str, Any]:
    """Every ruling on a rating, as JSON.

    Parameters
    ----------
    study : Study
        The walk of every kind.
    kind : str
        The kind that serves.
    done : callable, optional
        Told after each step of `credit_steps`.

    Returns
    -------
    dict
        `gate` with its verdict; `label`; `rows`; `subjects`, each a list of rulings, those of tests
        that reject too often at these sample sizes (`power`) without a verdict; `slices`;
        `grades`; `migration`; `rating` (anchor, intervals, prudent probabilities); `ablation`;
        `contest`; `reasons` (an example, all of them); `replay` (which stored scores were worked
        out again); `power`; `settings`.
    """
    settings, scale = beside.settings or credit_settings_of(study.spec), ground.scale
    terms = settings.terms(study.spec)
    fitted_line = required_line(study.walked[kind], spec=study.spec.name)
    line = level_of(study.spec, fitted_line, study, kind)
    ranked = ranked_rows(study, kind, line, scale, beside.witnesses)
    told = told_rows(study, kind, scale, beside.witnesses)
    shares = _shares(study, kind, line, scale, ground.present)
    others = rivals(study, kind)
    found = _measured(study, kind, ranked, told, others, beside.others, settings, done)
    explain = partial(explained, study, kind, line, scale)
    rulings = {
        **subjects(study, ranked, told, others, settings),
        **_of_model(explain, study, kind, shares, settings, done),
        "overrides": overridden(told, beside.overrides, terms),
    }
    rating, widths = rating_facts(
        study, kind, scale, ground.offered, beside.measured, line, settings, done
    )
    rulings["explanation"] += [seeded(study, kind, settings, done), *widths]
    rulings["reproduction"] += replay_rulings(beside.replay, terms)
    rulings["stability"] = [*rulings.get("stability", []), *resembling(ground.screening, terms)]
    rates = [] if told is None else tried(told, settings)
    sizes = sizes_of(rates, settings.level)
    done()
    found |= {
        "subjects": {name: plain(without_liberal(ones, sizes)) for name, ones in rulings.items()},
        "rating": rating,
        "reasons": shares and {"example": example(shares), "swarm": swarm(shares, settings.dots)},
        "replay": beside.replay and beside.replay.facts,
        "power": power(rates, settings.level),
    }
    done()
    return {**found, "gate": gate_facts(answers(found, ground.screening, settings.gate))}


def rivals(study: Study, kind: str) -> dict[str, Floats]:
    """The margins of every other kind, on the rows of all folds."""
    return {
        other: pooled(walked.steps).margin
        for other, walked in study.walked.items()
        if other != kind
    }


def _shares(
    study: Study,
    kind: str,
    line: AffineCalibration,
    scale: MasterScale,
    present: FeatureMatrix | None,
) -> Shares | None:
    return None if present is None else shares_of(study, kind, line, scale, present)


def _measured(
    study: Study,
    kind: str,
    ranked: RatedRows,
    told: RatedRows | None,
    others: Mapping[str, Floats],
    by_label: Mapping[str, pa.Table],
    settings: CreditSettings,
    done: Done,
) -> dict[str, Any]:
    """What is no ruling: tables and comparisons."""
    terms, shares = settings.terms(study.spec), study.settings.shares
    found = {
        "settings": {**asdict(settings), "terms": asdict(terms)},
        "label": label_facts(
            study.spec,
            {name: under_label(ranked, one, terms) for name, one in by_label.items()},
        ),
        "rows": {"ranked": ranked.counted, "told": told.counted if told else None},
        "slices": sliced(ranked, told, terms),
        "grades": [] if told is None else grade_table(told, terms),
        "migration": None if told is None else migration_table(told, terms),
        "contest": contest(ranked, others, shares[len(shares) // 2], settings),
    }
    done()
    return {**found, "ablation": ablation(study, kind, settings, done)}


def _of_model(
    explain: Callable[..., Any],
    study: Study,
    kind: str,
    shares: Shares | None,
    settings: CreditSettings,
    done: Done,
) -> dict[str, Any]:
    """Rulings on the champion's reasons, and on its being made twice; none without a day."""
    if shares is None:
        return {"explanation": [], "reproduction": []}
    return {
        "explanation": explain(shares, settings, done),
        "reproduction": reproduced(study, kind, shares, settings.terms(study.spec)),
    }
