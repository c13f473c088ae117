"""Stability, fairness, reasons and reproduction agree with other implementations."""

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from drawn_rows import rated
from riskvalidation.fairness.metrics import adverse_impact_ratio, group_selection_rates
from riskvalidation.ml.explanations import reason_code_overlap
from riskvalidation.validation.stability import stability_psi
from scipy.stats import bootstrap, fisher_exact, norm, spearmanr
from sklearn.metrics import roc_auc_score
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from models import metrics
from models.rating_tests.explanation import (
    additivity,
    by_concept,
    grade_stability,
    importance_agreement,
    interval_widths,
    overlaps,
    reason_stability,
    seed_spread,
)
from models.rating_tests.fairness import FAIRNESS, fairness
from models.rating_tests.intervals import jeffreys_interval, newcombe
from models.rating_tests.reproduction import known_after, replayed, same_hash, shared_between
from models.rating_tests.rows import Terms
from models.rating_tests.ruling import Verdict
from models.rating_tests.stability import (
    STABILITY,
    expected_auc,
    input_shifts,
    resembled,
    stability,
)

TERMS = Terms(draws=60)


def drawn(seed=5):
    return np.random.default_rng(seed)


@pytest.fixture(scope="module")
def rows():
    made = rated(800, days=2, level=-2.0)
    province = np.tile(np.where(np.arange(800) % 4 == 0, "yazd", "fars"), 2).astype(object)
    province[:8] = None
    province[8:12] = "qom"
    return replace(made, groups={"province": province})


# Stability


def test_the_expected_auc_is_scikit_learns_with_each_row_counted_both_ways(rows):
    p = rows.probability.round(2)
    told = roc_auc_score(np.repeat([1, 0], len(p)), np.tile(p, 2), sample_weight=np.r_[p, 1 - p])
    assert expected_auc(p) == pytest.approx(told, abs=1e-12)
    with pytest.raises(ValueError, match="to be expected"):
        expected_auc(np.zeros(3))


def test_the_expected_auc_is_near_what_comes_where_probabilities_are_right():
    rows = rated(20_000, level=-2.0)
    (ruling,) = stability(rows, terms=Terms(draws=20))
    measured = metrics.auc(rows.y, rows.margin)
    assert ruling.value == pytest.approx(measured, abs=3 * metrics.auc_se(rows.y, rows.margin))
    assert ruling.low < ruling.value < ruling.high


def test_the_stability_of_grades_is_the_librarys_index(rows):
    then = rated(800, seed=9, level=-2.3)
    told = stability_psi(then.by_grade.rows, rows.newest.by_grade.rows)
    found = {r.name: r for r in stability(rows, terms=TERMS, development=then)}
    assert found["psi_grades"].value == pytest.approx(told.metric)
    assert found["psi_grades"].p == pytest.approx(told.p_value)
    assert {*found} == {*STABILITY, "expected_auc"}


def test_inputs_that_moved_are_told_from_those_that_did_not(rows):
    first = drawn().normal(size=900)
    second = first[::-1]  # the same distribution, exactly
    gone = np.where(drawn(6).random(900) < 0.3, np.nan, second)
    found = {
        (r.name, r.by): r
        for r in input_shifts(
            {"calm": second, "moved": second + 0.5, "gone": gone},
            {"calm": first, "moved": first, "gone": first},
            terms=TERMS,
        )
    }
    assert found["csi", "calm"].verdict is Verdict.HOLDS
    assert found["csi", "moved"].verdict is Verdict.REJECTED
    assert found["missing_shift", "gone"].verdict is Verdict.REJECTED
    share = np.isnan(gone).sum()
    exact = fisher_exact([[0, 900], [share, 900 - share]]).pvalue
    assert found["missing_shift", "gone"].statistic == pytest.approx(exact)
    assert found["missing_shift", "gone"].p == pytest.approx(min(1.0, 3 * exact))
    with pytest.raises(ValueError, match="same inputs"):
        input_shifts({"a": first}, {"b": first}, terms=TERMS)


def test_what_the_screen_measured_is_ruled_on():
    figures = {"auc": 0.81, "p": 1e-9, "rows_now": 50, "rows_then": 60}
    ruling = resembled(figures, terms=TERMS)
    assert (ruling.value, ruling.verdict) == (0.81, Verdict.REJECTED)
    assert ruling.counted == {"rows": 50, "rows_then": 60}


# Intervals


def test_intervals_of_shares_are_statsmodels():
    rows, events = np.array([40, 300, 9]), np.array([3, 20, 4])
    low, high = jeffreys_interval(rows, events, 0.95)
    theirs = proportion_confint(events, rows, method="jeffreys")
    assert low == pytest.approx(theirs[0])
    assert high == pytest.approx(theirs[1])
    ends = jeffreys_interval(np.array([5, 5]), np.array([0, 5]), 0.95)
    assert (ends[0][0], ends[1][1]) == (0.0, 1.0)
    told = confint_proportions_2indep(12, 80, 30, 90, method="newcomb", compare="diff")
    assert newcombe(12, 80, 30, 90, 0.95) == pytest.approx(told)


# Fairness


def found_of(rows, favourable, controls=()):
    told = fairness(rows, "province", favourable, terms=TERMS, controls=controls)
    assert {ruling.name for ruling in told} == set(FAIRNESS)
    return {(ruling.name, ruling.by): ruling for ruling in told}


def test_adverse_impact_is_the_librarys_ratio_and_its_interval_scipys(rows):
    favourable = rows.grade <= 2
    found = found_of(rows, favourable)
    some = np.isin(rows.groups["province"].astype(str), ["fars", "yazd"])
    rates = group_selection_rates(
        favourable[some].astype(int), rows.groups["province"][some].astype(str)
    )
    best = max(rates, key=lambda name: rates[name].rate)
    ratio = adverse_impact_ratio(rates, best)
    for name in ("fars", "yazd"):
        assert found["adverse_impact", name].value == pytest.approx(ratio[name])
    other = "yazd" if best == "fars" else "fars"

    def ratio_of(own, whole, theirs, all_theirs, axis=-1):
        rate = own.sum(axis) / whole.sum(axis)
        return rate / (theirs.sum(axis) / all_theirs.sum(axis))

    ids = np.unique(rows.coop_id, return_inverse=True)[1]
    is_other = (rows.groups["province"] == other).astype(float)
    is_best = (rows.groups["province"] == best).astype(float)
    sums = [
        np.bincount(ids, weights=column)
        for column in (is_other * favourable, is_other, is_best * favourable, is_best)
    ]
    theirs = bootstrap(
        sums, ratio_of, paired=True, n_resamples=400, method="percentile", rng=1
    ).confidence_interval
    ruling = found["adverse_impact", other]
    assert (ruling.low, ruling.high) == pytest.approx((theirs.low, theirs.high), abs=0.03)
    assert found["adverse_impact", "qom"].verdict is Verdict.NOT_DECIDABLE


def test_a_group_that_is_favoured_by_half_as_often_is_under_four_fifths(rows):
    often = np.where(rows.groups["province"] == "yazd", 0.3, 0.7)
    favourable = drawn().random(len(rows)) < often
    found = found_of(rows, favourable)
    assert found["adverse_impact", "yazd"].verdict is Verdict.REJECTED
    assert found["adverse_impact", "fars"].verdict is Verdict.HOLDS
    assert found["equal_opportunity", "yazd"].verdict is Verdict.REJECTED
    assert found["conditional_disparity", "yazd"].verdict is Verdict.REJECTED
    nobody = found_of(rows, np.zeros(len(rows), dtype=bool))
    assert nobody["adverse_impact", "yazd"].verdict is Verdict.NOT_DECIDABLE
    assert nobody["conditional_disparity", "yazd"].verdict is Verdict.NOT_DECIDABLE


def test_equal_opportunity_reads_sound_rows_of_the_newest_day(rows):
    favourable = rows.grade <= 2
    found = found_of(rows, favourable)["equal_opportunity", "yazd"]
    last = rows.stands_on(rows.days[-1:]) & (rows.y == 0)
    own = last & (rows.groups["province"] == "yazd")
    rest = last & (rows.groups["province"] == "fars")
    assert found.value == pytest.approx(favourable[own].mean() - favourable[rest].mean())
    table = [[favourable[part].sum(), (~favourable[part]).sum()] for part in (own, rest)]
    assert found.statistic == pytest.approx(fisher_exact(table).pvalue)


def test_auc_and_calibration_within_are_those_of_the_part(rows):
    found = found_of(rows, rows.grade <= 2)
    own, rest = rows.parts("province")["yazd"], rows.parts("province")["fars"]
    ruling = found["auc_within", "yazd"]
    assert ruling.value == pytest.approx(roc_auc_score(own.y, own.margin))
    assert ruling.low < ruling.value < ruling.high
    assert len(rest) > len(own)
    p = own.probability
    z = (own.y - p).sum() / np.sqrt((p * (1 - p)).sum())
    ruling = found["calibration_within", "yazd"]
    assert ruling.statistic == pytest.approx(z)
    assert ruling.p >= 2 * norm.sf(abs(z))
    ruling = found["expected_over_observed_within", "yazd"]
    assert ruling.value == pytest.approx(p.sum() / own.y.sum())
    assert ruling.low < ruling.value < ruling.high
    for name in ("auc_within", "calibration_within", "expected_over_observed_within"):
        assert found[name, "qom"].verdict is Verdict.NOT_DECIDABLE


def test_conditional_disparity_is_statsmodels_logit(rows):
    size = drawn().normal(size=len(rows))
    favourable = drawn(6).random(len(rows)) < 1 / (1 + np.exp(-size))
    ruling = found_of(rows, favourable, [size])["conditional_disparity", "yazd"]
    known = rows.stands_on(rows.days[-1:]) & np.array(
        [v is not None for v in rows.groups["province"]]
    )
    own = (rows.groups["province"] == "yazd").astype(float)
    design = sm.add_constant(np.c_[own, size][known])
    theirs = sm.Logit(favourable[known].astype(int), design).fit(disp=0)
    assert ruling.value == pytest.approx(theirs.params[1], abs=1e-6)
    assert (ruling.low, ruling.high) == pytest.approx(theirs.conf_int()[1], abs=1e-6)
    assert ruling.statistic == pytest.approx(theirs.tvalues[1], abs=1e-5)


def test_a_column_of_unknown_groups_is_ruled_on_by_nobody(rows):
    nobody = replace(rows, groups={"province": np.full(len(rows), None, dtype=object)})
    assert fairness(nobody, "province", rows.grade <= 2, terms=TERMS) == []


# Reasons


def test_reasons_that_add_up_hold_and_a_gap_is_told():
    shares = drawn().normal(size=(50, 4))
    margin = 0.3 + shares.sum(axis=1)
    assert additivity(margin, 0.3, shares, terms=TERMS).verdict is Verdict.HOLDS
    margin[7] += 0.01
    told = additivity(margin, 0.3, shares, terms=TERMS)
    assert (told.value, told.verdict) == (pytest.approx(0.01), Verdict.REJECTED)


def test_overlap_is_the_librarys_where_every_share_raises_risk():
    shares = drawn().random((6, 40, 9))
    told = reason_code_overlap(shares, 4)
    found = overlaps(shares)
    assert found.mean() == pytest.approx(told.mean)
    assert np.percentile(found, 5) == pytest.approx(told.p05)


def test_only_what_raises_risk_is_an_adverse_reason():
    first = [[3.0, 2.0, -1.0], [-1.0, -2.0, -3.0]]
    second = [[3.0, -2.0, 9.0], [1.0, 1.0, 1.0]]
    found = overlaps(np.array([first, second]))
    assert found[0] == 1 / 2  # of the two reasons one is left
    assert np.isnan(found[1])  # and a row without any has none to keep
    with pytest.raises(ValueError, match="two refits"):
        overlaps(np.array([first]))


def test_reasons_are_stabler_by_concept_than_by_feature():
    base = drawn().random((30, 6))
    swapped = base[:, [1, 0, 3, 2, 5, 4]]  # each concept's two features change places
    shares = np.stack([base, swapped])
    concepts = ["a", "a", "b", "b", "c", "c"]
    assert by_concept(shares, concepts)[0] == pytest.approx(by_concept(shares, concepts)[1])
    limits = {"feature": 0.65, "concept": 0.85}
    told = reason_stability(shares, concepts, terms=TERMS, limits=limits)
    found = {(r.name, r.by): r for r in told}
    assert found["reason_overlap", "concept"].value == 1.0
    assert found["reason_overlap", "concept"].verdict is Verdict.HOLDS
    assert found["reason_overlap", "feature"].value < 1.0
    assert found["reason_overlap_low", "feature"].value <= found["reason_overlap", "feature"].value
    none = reason_stability(-shares, concepts, terms=TERMS, limits=limits)
    assert {r.verdict for r in none} == {Verdict.NOT_DECIDABLE}


def test_the_spread_of_seeds_is_largest_less_smallest_auc(rows):
    noisy = rows.margin + drawn().normal(size=len(rows))
    told = seed_spread(rows.y, [rows.margin, noisy], terms=TERMS)
    aucs = [roc_auc_score(rows.y, margin) for margin in (rows.margin, noisy)]
    assert told.value == pytest.approx(max(aucs) - min(aucs))
    assert told.verdict is Verdict.REJECTED
    with pytest.raises(ValueError, match="two fits"):
        seed_spread(rows.y, [rows.margin], terms=TERMS)


def test_rows_that_change_grade_are_counted():
    edges = np.array([0.1, 0.2, 0.3])
    told = np.array([[0.05, 0.15, 0.15, 0.1], [0.05, 0.25, 0.35, 0.19]])
    found = {r.name: r.value for r in grade_stability(told, edges, terms=TERMS)}
    assert found == {"share_regraded": 2 / 4, "share_regraded_far": 1 / 4}


def test_agreement_on_what_weighs_most_is_scipys_least():
    weights = drawn().random((3, 8))
    pairs = [spearmanr(weights[a], weights[b]).statistic for a, b in ((0, 1), (0, 2), (1, 2))]
    assert importance_agreement(weights, terms=TERMS).value == pytest.approx(min(pairs))
    assert importance_agreement(weights[:1], terms=TERMS).verdict is Verdict.NOT_DECIDABLE


def test_widths_of_intervals_are_told():
    low, high = np.array([0.1, 0.2]), np.array([0.2, 0.5])
    told = interval_widths(low, high, terms=TERMS, of="venn_abers")
    assert [(r.by, r.value) for r in told] == [
        ("venn_abers:mean", pytest.approx(0.2)),
        ("venn_abers:95", pytest.approx(0.29)),
    ]
    assert interval_widths(low[:0], high[:0], terms=TERMS, of="refits") == []


# Reproduction


def test_two_runs_are_one_where_their_hashes_are():
    assert same_hash("a", "a", of="model", terms=TERMS).verdict is Verdict.HOLDS
    assert same_hash("a", "b", of="model", terms=TERMS).verdict is Verdict.REJECTED


def test_a_replay_is_held_to_the_byte():
    stored = np.array([0.1, 0.2])
    assert replayed(stored, stored.copy(), terms=TERMS).verdict is Verdict.HOLDS
    told = replayed(stored, np.nextafter(stored, [1, 0.2]), terms=TERMS)
    assert (told.value, told.verdict) == (1.0, Verdict.REJECTED)
    assert replayed(stored[:0], stored[:0], terms=TERMS).verdict is Verdict.NOT_DECIDABLE
    # A row of several figures counts once, however many of them are others; none is another.
    figures = np.array([[0.1, 500.0], [0.2, 450.0], [0.3, 400.0]])
    again = np.array([[0.1, 500.0], [0.25, 449.0], [np.nan, np.nan]])
    assert replayed(figures, again, terms=TERMS).value == 2.0
    with pytest.raises(ValueError, match="worked out again"):
        replayed(stored, stored[:1], terms=TERMS)


def test_what_was_known_too_late_is_counted():
    known = np.array([["2020-01-01", "NaT"], ["2020-03-02", "2020-03-01"]], dtype="datetime64[D]")
    days = np.array(["2020-01-01", "2020-03-01"], dtype="datetime64[D]")
    told = known_after(known, days, terms=TERMS)
    assert (told.value, told.verdict) == (1.0, Verdict.REJECTED)
    assert known_after(known[:1], days[:1], terms=TERMS).verdict is Verdict.HOLDS
    undated = known_after(known[:1, 1:], days[:1], terms=TERMS)
    assert undated.verdict is Verdict.NOT_DECIDABLE


def test_cooperatives_met_before_are_a_share_of_those_tested():
    fitted, tested = (np.array(list(ids), dtype=object) for ids in ("abc", "bcde"))
    assert shared_between(fitted, tested, terms=TERMS).value == 2 / 4
    assert shared_between(fitted, tested[:0], terms=TERMS).verdict is Verdict.NOT_DECIDABLE
