"""The rulings on a rating by subject, from what was walked; and the power that they have."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import pyarrow as pa

from models.rating_tests.battery import Beside, all_rulings
from models.rating_tests.discrimination import AUC_THEN_NOW, discrimination
from models.rating_tests.overrides import Overrides, override_rulings
from models.rating_tests.power import Rate, rejection_rates, size_of
from models.rating_tests.rows import RatedRows, Terms
from models.rating_tests.ruling import Ruling
from models.rating_tests.stability import input_shifts, resembled
from models.screen import Screening
from models.validation.credit_settings import CreditSettings
from models.validation.rows import Floats
from models.validation.study import Study

# Whom fairness is told of, and what may rightly differ between them.
FAIR_TO = ("province", "is_women")
CONTROLS = ("members_latest", "age_years")
# Worlds that power is measured in: those in which a null holds, for a test whose size is not known
# decides; and probabilities that are wrong by a stated amount.
WORLDS = (
    "right", "no_order", "challenger_as_good", "same_population", "groups_alike",
    "one_law_of_moves", "understated_1.5", "understated_2", "slope_0.7", "neighbours_exchanged",
)  # fmt: skip
_FEW_DRAWS = 50  # redraws within one of many repetitions: its interval is not looked at


def subjects(
    study: Study,
    ranked: RatedRows,
    told: RatedRows | None,
    rivals: Mapping[str, Floats],
    settings: CreditSettings,
) -> dict[str, list[Ruling]]:
    """By subject its rulings; levels, grades and fairness where something was told in time.

    What stands for development are the folds before those that were told: other rows, and out of
    time as well.
    """
    terms = settings.terms(study.spec)
    ranks = discrimination(ranked, terms=terms, challengers=rivals, inputs=_numbers(study, ranked))
    if told is None:
        return {"discrimination": ranks}
    before = ranked.take(~ranked.stands_on(told.days))
    development = before if len(before) else None
    beside = Beside(
        development=development,
        fair_to={by: _controls(study, ranked, told) for by in FAIR_TO if by in told.groups},
        favourable=told.grade <= told.grades.index(settings.lend_to),
    )
    found = all_rulings(told, terms=terms, beside=beside)
    if development is not None:
        ranks = [*ranks, *AUC_THEN_NOW.rulings(told, development, terms=terms)]
        found["stability"] += _shifts(study, ranked, told, terms)
    return {**found, "discrimination": ranks}


def _shifts(study: Study, ranked: RatedRows, told: RatedRows, terms: Terms) -> list[Ruling]:
    """What moved in each input between the folds before and the newest day."""
    numbers = _numbers(study, ranked)
    newest, before = ranked.stands_on(told.days[-1:]), ~ranked.stands_on(told.days)
    now, then = (
        {name: column[rows] for name, column in numbers.items()} for rows in (newest, before)
    )
    return input_shifts(now, then, terms=terms)


def resembling(screening: Screening, terms: Terms) -> list[Ruling]:
    """Whether now can be told from the newest day of training, as the screen found."""
    figures = [one.figures for one in screening.findings if one.code == "resembles_little"]
    return [resembled(one, terms=terms) for one in figures if "auc" in one]


def _numbers(study: Study, ranked: RatedRows) -> dict[str, Floats]:
    """The inputs that are numbers, in the order of the ranked rows."""
    steps = study.steps
    return {
        item.name: np.concatenate([s.sample.X[item.name].to_numpy(np.float64) for s in steps])
        for item in study.inputs
        if item.type == "number" and len(ranked)
    }


def _controls(study: Study, ranked: RatedRows, told: RatedRows) -> dict[str, Floats]:
    """Size and age of the told rows, as ranks from 0 to 1; unknown stands in the middle."""
    kept = ranked.stands_on(told.days)
    numbers = _numbers(study, ranked)
    return {name: _ranks(numbers[name][kept]) for name in CONTROLS if name in numbers}


def _ranks(values: Floats) -> Floats:
    known = np.sort(values[~np.isnan(values)])
    if not len(known) or known[0] == known[-1]:
        return np.full(len(values), 0.5)
    place = (np.searchsorted(known, values, "left") + np.searchsorted(known, values, "right")) / 2
    return np.where(np.isnan(values), 0.5, place / len(known))


def overridden(told: RatedRows | None, overrides: pa.Table | None, terms: Terms) -> list[Ruling]:
    """Rulings on what officers overrode; none where nobody told of any.

    Parameters
    ----------
    overrides : pa.Table or None
        `coop_id`, `as_of`, `to_grade` and `reason`: whose score of which day was overridden. Of
        several for one row the last counts; one whose score is no told row is left out.
    """
    if told is None or overrides is None or not overrides.num_rows:
        return []
    final, reason = told.grade.copy(), np.full(len(told), None, dtype=object)
    place = {name: at for at, name in enumerate(told.grades)}
    keys = zip(told.coop_id.tolist(), told.as_of.tolist(), strict=True)
    row_of = {key: row for row, key in enumerate(keys)}
    for one in overrides.to_pylist():
        row = row_of.get((one["coop_id"], one["as_of"]))
        if row is not None:
            final[row], reason[row] = place[one["to_grade"]], one["reason"]
    changed = Overrides(
        model=told.grade, final=final, y=told.y, probability=told.probability, reason=reason
    )
    return override_rulings(changed, terms=terms)


def tried(told: RatedRows, settings: CreditSettings) -> list[Rate]:
    """How often each test rejects at these rows' own sample sizes; none where nothing can be drawn.

    Few repetitions of each world: the table says what can be seen at all with so many events.
    """
    terms = Terms(
        level=settings.level,
        least_rows=settings.least_rows,
        least_events=settings.least_events,
        draws=_FEW_DRAWS,
        simulations=settings.simulations // 10,
        seed=settings.seed,
    )
    try:
        return rejection_rates(
            told, terms=terms, sizes=settings.sizes, powers=settings.powers, only=WORLDS
        )
    except ValueError:
        return []


def power(rates: Sequence[Rate], level: float) -> list[dict[str, Any]]:
    """The rates of tests that could decide, as JSON; `size` where a null holds."""
    return [
        {**asdict(one), "size": size_of(one, level) if one.is_null else None}
        for one in rates
        if one.decided
    ]
