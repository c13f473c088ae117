"""Worlds of two AUCs, of two populations, of two groups, and of grades that move."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from scipy.optimize import brentq

from models.rating_tests.catalogue import RowTest
from models.rating_tests.chains import Law, decaying, flat, leaning, walked
from models.rating_tests.discrimination import AUC_THEN_NOW, CHALLENGED
from models.rating_tests.fairness import fairness
from models.rating_tests.grades import CONCENTRATION_RISE
from models.rating_tests.migration import MIGRATION
from models.rating_tests.rows import Floats, RatedRows, Terms
from models.rating_tests.ruling import Ruling
from models.rating_tests.stability import STABILITY, input_shifts
from models.rating_tests.trials import (
    Draw,
    Drawn,
    Trial,
    calibrated,
    ordered,
    tested,
    tilted,
    tried,
    with_outcomes,
)

OF_POPULATION = [*tested(STABILITY.values()), CONCENTRATION_RISE]
OF_MOVES = {test.name: test for test in tested(MIGRATION.values())}


def all_trials(rows: RatedRows) -> list[Trial]:
    """Every world, drawn on these rows.

    Raises
    ------
    ValueError
        Where the rows are none, or every margin is the same.
    """
    if not len(rows) or np.ptp(rows.margin) == 0:
        raise ValueError("worlds are drawn on rows whose margins differ")
    inside = replace(rows, probability=np.clip(rows.probability, 1e-9, 1 - 1e-9))
    return [
        *calibrated(inside), *ordered(inside), *_aucs(inside), *_populations(inside),
        *_groups(inside), *_moved(inside),
    ]  # fmt: skip


def _aucs(rows: RatedRows) -> list[Trial]:
    spread, tests = float(rows.margin.std()), list(CHALLENGED.values())

    def then_and_now(truth: Floats) -> Draw:
        def draw(drawn: np.random.Generator) -> Drawn:
            now = with_outcomes(rows, truth, drawn)
            return now, with_outcomes(rows, rows.probability, drawn)

        return draw

    def challenged(noise: float) -> Draw:
        def draw(drawn: np.random.Generator) -> Drawn:
            made = with_outcomes(rows, rows.probability, drawn)
            own, other = drawn.standard_normal((2, len(rows)))
            rival = rows.margin + noise * spread * other
            return replace(made, margin=rows.margin + 0.5 * spread * own), {"rival": rival}

        return draw

    now = [AUC_THEN_NOW]
    return [
        tried("right", now, then_and_now(rows.probability), is_null=True),
        tried("auc_lower_by_0.05", now, then_and_now(lowered(rows)), is_null=False),
        tried("challenger_as_good", tests, challenged(0.5), is_null=True),
        tried("challenger_noisier", tests, challenged(1.0), is_null=False),
    ]


def lowered(rows: RatedRows, by: float = 0.05) -> Floats:
    """The truth under which the margins' expected AUC is `by` lower than if the probabilities were
    right: log-odds nearer to each other. Nearest possible where the AUC is not that high."""
    aim = _auc_under(rows, rows.probability) - by
    if aim <= 0.5:
        return np.full(len(rows), rows.probability.mean())
    slope = brentq(lambda by: _auc_under(rows, tilted(rows.probability, by)) - aim, 1e-3, 1.0)
    return tilted(rows.probability, slope)


def _auc_under(rows: RatedRows, truth: Floats) -> float:
    """The AUC of the margins where each row counts as its true chance of either outcome."""
    levels, at = np.unique(rows.margin, return_inverse=True)
    events = np.bincount(at, weights=truth, minlength=len(levels))
    others = np.bincount(at, weights=1 - truth, minlength=len(levels))
    below = others.cumsum() - others / 2
    return float((events * below).sum() / (events.sum() * others.sum()))


def _populations(rows: RatedRows) -> list[Trial]:
    ids = rows.coop_id.astype(str)
    names, spread = np.unique(ids), float(rows.margin.std())
    worst = len(rows.grades) - 1

    def populations(moved: float) -> Draw:
        def draw(drawn: np.random.Generator) -> Drawn:
            # two halves of the co-operatives: a development and a present that do not overlap
            half = np.isin(ids, drawn.permutation(names)[::2])
            now = rows.take(half)
            grade = np.minimum(now.grade + (drawn.random(len(now)) < moved), worst)
            shifted = replace(now, margin=now.margin + moved * spread, grade=grade.astype(np.int64))
            return shifted, rows.take(~half)

        return draw

    found = [
        tried("same_population", OF_POPULATION, populations(0.0), is_null=True),
        tried("population_moved", OF_POPULATION, populations(0.2), is_null=False),
    ]
    return [_with_inputs(trial) for trial in found]


def _with_inputs(trial: Trial) -> Trial:
    """The trial with each input's shift: the margin, and a tenth of it that is unknown, or more."""

    def judge(read: Drawn, terms: Terms) -> Iterable[Ruling]:
        yield from trial.judge(read, terms)
        drawn, columns = np.random.default_rng(terms.seed), []
        for rows, unknown in zip(read, (0.1 if trial.is_null else 0.15, 0.1), strict=True):
            newest = rows.newest.margin
            columns.append(np.where(drawn.random(len(newest)) < unknown, np.nan, newest))
        yield from input_shifts({"input": columns[0]}, {"input": columns[1]}, terms=terms)

    return replace(trial, tests=(*trial.tests, "csi", "missing_shift"), judge=judge)


def _groups(rows: RatedRows) -> list[Trial]:
    """Worlds of a quarter of the co-operatives against the rest: favoured alike, at four fifths
    (the edge of that null), or less, with probabilities right or too low for them."""
    names, codes = np.unique(rows.coop_id.astype(str), return_inverse=True)
    of_outcome = ("auc_within", "calibration_within")
    of_choice = ("equal_opportunity", "conditional_disparity")

    def groups(favoured: float, truth: float, slope: float) -> Draw:
        own_truth = np.minimum(truth * tilted(rows.probability, slope), 1.0)

        def draw(drawn: np.random.Generator) -> Drawn:
            few = (drawn.random(len(names)) < 0.25)[codes]
            made = with_outcomes(rows, np.where(few, own_truth, rows.probability), drawn)
            column = np.where(few, "few", "many").astype(object)
            favourable = drawn.random(len(names))[codes] < np.where(few, favoured, 0.5)
            return replace(made, groups={"group": column}), favourable

        return draw

    def trial(name: str, draw: Draw, tests: tuple[str, ...], *, is_null: bool) -> Trial:
        return Trial(
            name=name, is_null=is_null, tests=tests, draw=draw,
            judge=lambda read, terms: fairness(read[0], "group", read[1], terms=terms),
        )  # fmt: skip

    return [
        trial("groups_alike", groups(0.5, 1.0, 1.0), (*of_outcome, *of_choice), is_null=True),
        trial("favoured_at_four_fifths", groups(0.4, 1.0, 1.0), ("adverse_impact",), is_null=True),
        trial("favoured_at_three_fifths", groups(0.3, 1.0, 1.0), ("adverse_impact", *of_choice),
              is_null=False),
        trial("understated_1.5_for_few", groups(0.5, 1.5, 1.0), ("calibration_within",),
              is_null=False),
        trial("slope_0.5_for_few", groups(0.5, 1.0, 0.5), ("auc_within",), is_null=False),
    ]  # fmt: skip


def _moved(rows: RatedRows) -> list[Trial]:
    """Worlds of moves among as many co-operatives and days as the rows have: three and more days,
    so that a third one can follow from the second, and at most seven grades."""
    grades = min(max(len(rows.by_grade.met.names), 3), 7)
    whole, days = len(np.unique(rows.coop_id.astype(str))), max(len(rows.days), 4)
    even = decaying(grades)
    down = leaning(even, 1.5)

    def trial(name: str, law: Law, tests: Sequence[str], *, is_null: bool = False) -> Trial:
        chosen: list[RowTest] = [OF_MOVES[test] for test in tests]
        return tried(name, chosen, lambda drawn: (walked(law, whole, days, grades, drawn),),
                     is_null=is_null)  # fmt: skip

    far = even.copy()
    far[0, [1, 2]] = far[0, [2, 1]]  # two grades down is commoner than one
    later = 0.6 * even + 0.4 * np.eye(grades)
    both = ("migration_balance", "migration_symmetry")
    return [
        trial("one_law_of_moves", lambda _: (even, even),
              ("time_homogeneity", "markov_order", *both), is_null=True),
        trial("moves_alike_at_any_distance", lambda _: (flat(grades), flat(grades)),
              ("migration_monotone",), is_null=True),
        trial("farther_moves_likelier", lambda _: (far, far), ("migration_monotone",)),
        trial("moves_fewer_in_the_last_year",
              lambda step: (later, later) if step == days - 2 else (even, even),
              ("time_homogeneity",)),
        trial("moves_lean_to_riskier", lambda _: (down, down), both),
        trial("moves_follow_moves", lambda _: (even, down), ("markov_order",)),
    ]  # fmt: skip
