"""Jurors of unlike severity are set beside each other, and nothing but marks is looked at."""

from dataclasses import fields

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from scipy.linalg import block_diag
from scipy.optimize import minimize

from coopscore.errors import DisconnectedJury
from models.awards.jury import jury_estimate
from models.awards.jury_design import Design
from models.awards.jury_fit import ROUNDING, Variances, fitted
from models.awards.marks import Conflict, Marks, connected_groups, recused

WEIGHTS = {"economic": 0.35, "managerial": 0.20, "performance": 0.25, "obligations": 0.20}
CRITERIA = tuple(WEIGHTS)
SHARES = np.array(list(WEIGHTS.values()))


def marks_of(panel, given):
    """Marks by entry, place on its panel and criterion: `given` is (n, k, criteria)."""
    entry, place, criterion = (one.ravel() for one in np.indices(given.shape))
    return Marks(
        entry=np.array([f"e{one:03d}" for one in entry], object),
        juror=np.array([f"j{one:02d}" for one in panel[entry, place]], object),
        criterion=np.array([CRITERIA[one] for one in criterion], object),
        mark=given.ravel().astype(float),
    )


def dealt(seed, entries=60, jurors=6, each=2, severity=6.0, eye=5.0):
    """Entries dealt out to jurors; true quality, severity and marks that were not rounded."""
    rng = np.random.default_rng(seed)
    panel = np.array([rng.permutation(jurors)[:each] for _ in range(entries)])
    quality = 50 + rng.normal(0, 8, (entries, 1)) + rng.normal(0, 3, (entries, 4))
    strict = rng.normal(0, severity, jurors)
    strict -= strict.mean()
    given = quality[:, None] - strict[panel][:, :, None]
    given = given + eye * rng.standard_normal(given.shape)
    return panel, quality @ SHARES, strict, np.clip(given, 0, 100)


def test_marks_have_no_place_for_a_score_of_the_system():
    assert {one.name for one in fields(Marks)} == {"entry", "juror", "criterion", "mark"}


def test_where_every_juror_marked_every_entry_corrected_equals_raw_to_the_bit():
    rng = np.random.default_rng(1)
    panel = np.tile(np.arange(5), (20, 1))
    given = rng.integers(20, 95, (20, 5, 4)) - 12.0 * (panel == 2)[:, :, None]
    told = jury_estimate(marks_of(panel, given), WEIGHTS)
    assert not told.severity_matters
    assert told.voices == "equal"
    assert (told.corrected == told.raw).all()
    assert told.raw == pytest.approx(given.mean(axis=1) @ SHARES, abs=1e-9)
    assert max(told.jurors, key=lambda one: one.severity).juror == "j02"
    # What all have in common does not part them: errors of severities fall out.
    assert told.error == pytest.approx(told.own_error, abs=1e-6)


def test_a_single_gap_in_a_panel_moves_the_entry_with_the_gap_and_hardly_another():
    rng = np.random.default_rng(2)
    panel = np.tile(np.arange(3), (30, 1))
    given = rng.integers(30, 90, (30, 3, 4)) + np.array([0.0, 5, -5])[:, None]
    given[4, 1, 2] = np.nan
    told = jury_estimate(marks_of(panel, given), WEIGHTS)
    others = np.arange(30) != 4
    assert told.severity_matters
    assert told.voices == "equal"
    assert told.corrected[others] == pytest.approx(told.raw[others], abs=1e-9)
    # Entry 4 lost a lenient juror's mark in a criterion of a quarter: raw is too low there.
    assert told.corrected[4] - told.raw[4] == pytest.approx(0.25 * 2.5, abs=0.4)
    assert told.marks[4] == 11


def test_who_met_severe_jurors_gets_back_what_was_lost():
    panel, quality, strict, given = dealt(3, entries=200)
    told = jury_estimate(marks_of(panel, given), WEIGHTS)
    assert told.voices == "by_spread"
    assert told.settled
    off = [np.std(one - quality) for one in (told.corrected, told.raw)]
    assert off[0] < 0.75 * off[1]
    assert [one.severity for one in told.jurors] == pytest.approx(strict, abs=1.5)
    assert sum(one.severity for one in told.jurors) == pytest.approx(0, abs=1e-9)


def test_a_wide_eye_is_told_from_a_steady_one():
    rng = np.random.default_rng(4)
    panel, quality, _, _ = dealt(4, entries=150, jurors=4, each=2)
    eye = np.array([3.0, 3, 9, 9])
    given = quality[:, None, None] + eye[panel][:, :, None] * rng.standard_normal((150, 2, 4))
    told = jury_estimate(marks_of(panel, np.clip(given, 0, 100)), WEIGHTS)
    assert [one.spread for one in told.jurors] == pytest.approx(eye, rel=0.25)


def test_errors_of_entries_and_of_severities_cover_the_truth():
    inside, severities, differences = [], [], []
    for seed in range(12):
        panel, quality, strict, given = dealt(100 + seed, entries=80)
        told = jury_estimate(marks_of(panel, given), WEIGHTS)
        off = told.corrected - quality
        inside += list(np.abs(off - off.mean()) < 1.96 * told.error)
        severities += [
            abs(one.severity - true) < 1.96 * one.error
            for one, true in zip(told.jurors, strict, strict=True)
        ]
        cov = told.covariance()
        sd = np.sqrt(cov[0, 0] + cov[1, 1] - 2 * cov[0, 1])
        differences.append(abs(off[0] - off[1]) < 2.6 * sd)
    assert np.mean(inside) == pytest.approx(0.95, abs=0.03)
    assert np.mean(severities) > 0.88
    assert np.mean(differences) > 0.8


def test_with_like_jurors_the_fit_is_that_of_a_mixed_model_of_statsmodels():
    """One criterion, so that there is a mean, an entry, a juror and an error of one variance."""
    panel, _, _, given = dealt(5, entries=40, jurors=4, each=3)
    given = given[:, :, 0]
    entry = np.indices(given.shape)[0].ravel()
    data = {"y": given.ravel(), "juror": panel.ravel(), "entry": entry, "all": 1}
    parts = {"entry": "0 + C(entry)", "juror": "0 + C(juror)"}
    witness = smf.mixedlm("y ~ 1", pd.DataFrame(data), groups="all", vc_formula=parts).fit(
        reml=True
    )
    ours = fitted(
        Design(
            entry=entry, juror=panel.ravel(), criterion=np.zeros(len(entry), int),
            mark=given.ravel(), entries=40, jurors=4, criteria=1,
        )
    )  # fmt: skip
    # Errors of jurors are free with us: near each other, as here, they leave the rest alone.
    found = dict(zip(witness.model.exog_vc.names, witness.vcomp, strict=True))
    assert ours.variances.entry == pytest.approx(found["entry"], rel=0.1)
    assert ours.variances.severity == pytest.approx(found["juror"], rel=0.1)
    assert ours.variances.error.mean() == pytest.approx(witness.scale, rel=0.2)


def test_means_and_severities_are_the_generalised_least_squares_of_one_large_system():
    panel, _, _, given = dealt(6, entries=15, jurors=4, each=2)
    entry, place, criterion = (one.ravel() for one in np.indices(given.shape))
    design = Design(
        entry=entry, juror=panel[entry, place], criterion=criterion, mark=given.ravel(),
        entries=15, jurors=4, criteria=4,
    )  # fmt: skip
    fit = fitted(design)
    one = fit.variances
    rows = np.arange(len(entry))
    same_entry = entry[:, None] == entry
    cov = same_entry * (
        one.entry
        + one.criterion * (criterion[:, None] == criterion)
        + one.view * (design.juror[:, None] == design.juror)
    )
    cov = cov + np.diag(one.error[design.juror])
    to = np.zeros((len(rows), 8))
    to[rows, criterion] = 1
    to[rows, 4 + design.juror] = 1
    pull = block_diag(np.zeros((4, 4)), np.eye(4) / one.severity)
    weight = np.linalg.inv(cov)
    expected = np.linalg.solve(to.T @ weight @ to + pull, to.T @ weight @ design.mark)
    assert fit.effect == pytest.approx(expected, abs=1e-8)


def small_design(seed):
    """Twenty entries, two of four jurors each."""
    panel, _, _, given = dealt(seed, entries=20, jurors=4, each=2)
    entry, place, criterion = (one.ravel() for one in np.indices(given.shape))
    return Design(
        entry=entry, juror=panel[entry, place], criterion=criterion, mark=given.ravel(),
        entries=20, jurors=4, criteria=4,
    )  # fmt: skip


def likelihood(design, one):
    """The restricted likelihood in its plain form, over all marks at once."""
    criterion, same_juror = design.criterion, design.juror[:, None] == design.juror
    cov = one.entry + one.criterion * (criterion[:, None] == criterion) + one.view * same_juror
    cov = (design.entry[:, None] == design.entry) * cov + np.diag(one.error[design.juror])
    cov = cov + one.severity * same_juror
    means = np.eye(4)[criterion]
    inside = means.T @ np.linalg.solve(cov, means)
    left = design.mark - means @ np.linalg.solve(
        inside, means.T @ np.linalg.solve(cov, design.mark)
    )
    found = np.linalg.slogdet(cov)[1] + np.linalg.slogdet(inside)[1]
    prior = np.sum(np.log(one.error)) + len(one.error) * np.log(np.mean(1 / one.error))
    # The prior of spreads at its best common value, 10 marks each.
    return -(found + left @ np.linalg.solve(cov, left) + 10 * prior) / 2


def test_each_step_raises_the_restricted_likelihood(monkeypatch):
    design = small_design(7)
    seen = []
    for steps in (1, 4, 10, 40, 160):
        monkeypatch.setattr("models.awards.jury_fit.STEPS", steps)
        seen.append(likelihood(design, fitted(design).variances))
    assert seen == sorted(seen)


@pytest.mark.parametrize("seed", [7, 14, 21])
def test_the_fit_comes_to_rest_where_a_general_search_finds_nothing_likelier(seed):
    design = small_design(seed)
    fit = fitted(design)
    found = minimize(
        lambda logs: -likelihood(design, Variances.from_whole(np.exp(logs))),
        np.log(np.maximum(fit.variances.whole, 1e-3)),
        method="L-BFGS-B",
        bounds=[(np.log(1e-3), np.log(1e4))] * 4 + [(np.log(ROUNDING), np.log(1e4))] * 4,
    )
    assert fit.settled
    assert -found.fun - likelihood(design, fit.variances) < 1e-4


def test_an_entry_without_a_mark_is_unjudged_and_one_with_few_is_less_sure():
    panel, _, _, given = dealt(8)
    given[0] = np.nan
    given[1, 0] = np.nan
    told = jury_estimate(marks_of(panel, given), WEIGHTS, entries=["e000", "never"])
    assert told.unjudged == ("e000", "never")
    assert "e000" not in told.entries
    at = told.entries.index("e001")
    assert told.error[at] > np.quantile(told.error, 0.9)


def test_a_criterion_that_nobody_marked_is_as_good_as_the_rest_makes_one_expect():
    panel, quality, _, given = dealt(9, entries=150, each=3)
    whole = jury_estimate(marks_of(panel, given), WEIGHTS)
    given[:20, :, 0] = np.nan
    told = jury_estimate(marks_of(panel, given), WEIGHTS)
    assert np.corrcoef(told.corrected[:20], quality[:20])[0, 1] > 0.9
    assert (told.error[:20] > whole.error[:20]).all()


def test_a_juror_alone_has_no_severity_and_nobody_knows_his_error():
    told = jury_estimate(marks_of(np.zeros((9, 1), int), dealt(10)[3][:9, :1]), WEIGHTS)
    assert [one.severity for one in told.jurors] == [0.0]
    assert np.isnan(told.own_error).all()
    assert not told.severity_matters


def test_a_jury_in_separate_groups_is_refused_and_the_groups_are_named():
    panel = np.array([[0, 1]] * 4 + [[2, 3]] * 5)
    marks = marks_of(panel, dealt(11)[3][:9])
    with pytest.raises(DisconnectedJury) as refused:
        jury_estimate(marks, WEIGHTS)
    assert refused.value.facts == {
        "count": 2, "groups": "e004, e005, e006 + 2 (j02, j03); e000, e001, e002 + 1 (j00, j01)",
    }  # fmt: skip
    assert [one.jurors for one in connected_groups(marks)] == [("j02", "j03"), ("j00", "j01")]
    # The remedy: one juror marks entries of both.
    panel[0] = [0, 2]
    assert jury_estimate(marks_of(panel, dealt(11)[3][:9]), WEIGHTS).severity_matters


def test_the_order_of_marks_changes_nothing():
    panel, _, _, given = dealt(12)
    marks = marks_of(panel, given)
    order = np.random.default_rng(0).permutation(len(marks))
    mixed = Marks(**{name: column[order] for name, column in vars(marks).items()})
    first, second = jury_estimate(marks, WEIGHTS), jury_estimate(mixed, WEIGHTS)
    assert (first.corrected == second.corrected).all()
    assert first.jurors == second.jurors


def test_a_juror_with_an_interest_is_left_out_and_it_is_said_why():
    panel = np.array([[0, 1], [1, 2], [0, 2]])
    marks = marks_of(panel, dealt(13)[3][:3])
    conflicts = [
        Conflict(juror="j01", entry="e000", reason="held_office"),
        Conflict(juror="j01", entry="e000", reason="kin"),
        Conflict(juror="j01", entry="e002", reason="held_office"),
        Conflict(juror="j09", entry="e000", reason="held_office"),
    ]
    left = recused(marks, conflicts)
    told = [(one.juror, one.entry, one.reason, one.marks) for one in left.left_out]
    assert told == [
        ("j01", "e000", "held_office", 4), ("j01", "e000", "kin", 4),
        ("j01", "e002", "held_office", 0),
    ]  # fmt: skip
    assert len(left.marks) == len(marks) - 4
    assert not ((left.marks.entry == "e000") & (left.marks.juror == "j01")).any()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"mark": np.array([50.0, 101.0])}, "between 0 and 100"),
        ({"juror": np.array(["j", "j"], object)}, "once"),
        ({"entry": np.array(["e"], object)}, "one element"),
    ],
)
def test_marks_that_cannot_be_are_refused(change, said):
    two = {"entry": ["e", "e"], "juror": ["j", "k"], "criterion": ["economic"] * 2}
    columns = {name: np.array(cells, object) for name, cells in two.items()}
    with pytest.raises(ValueError, match=said):
        Marks(**{**columns, "mark": np.array([50.0, 60.0]), **change})


def test_marks_and_weights_that_do_not_meet_are_refused():
    marks = marks_of(np.zeros((3, 1), int), dealt(14)[3][:3, :1])
    with pytest.raises(ValueError, match="without a weight"):
        jury_estimate(marks, {"economic": 1.0})
    with pytest.raises(ValueError, match="nobody marked"):
        jury_estimate(marks, {**WEIGHTS, "social": 0.1})
    with pytest.raises(ValueError, match="nothing was marked"):
        jury_estimate(marks.take(np.zeros(len(marks), bool)), WEIGHTS)
