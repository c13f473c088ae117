"""Every test rules in one way, never breaks on few rows, and has the size it says."""

from dataclasses import replace

import numpy as np
import pytest
from drawn_rows import rated
from scipy.special import logit
from sklearn.metrics import roc_auc_score
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from models.rating_tests.battery import TITLES, Beside, all_rulings
from models.rating_tests.catalogue import Found, RowTest, Title, holm
from models.rating_tests.power import (
    Rate,
    Size,
    rejection_rates,
    size_of,
    sizes_of,
    without_liberal,
)
from models.rating_tests.rows import Terms
from models.rating_tests.ruling import Verdict
from models.rating_tests.trials import exchanged, tilted
from models.rating_tests.worlds import all_trials, lowered
from serving.pages.results_page import locale

TERMS = Terms(draws=20, simulations=1000)
TITLE = Title(name="x", null="y", formula="", source="z", library="own")


def verdict(title=TITLE, **found):
    return title.ruling(Found(**found), TERMS, {"rows": 3}).verdict


def test_a_null_is_rejected_at_its_level_and_undecided_without_a_p_value():
    assert verdict(p=0.049) is Verdict.REJECTED
    assert verdict(p=0.051) is Verdict.HOLDS
    assert verdict(p=float("nan")) is Verdict.NOT_DECIDABLE
    assert verdict(p=0.01, decided=False) is Verdict.NOT_DECIDABLE
    assert verdict(p=0.01, holds=True) is Verdict.HOLDS
    figure = replace(TITLE, null=None)
    assert verdict(figure, value=1.0) is Verdict.REPORTED
    assert verdict(figure, value=float("nan")) is Verdict.NOT_DECIDABLE


def test_a_ruling_tells_its_title_and_no_number_that_is_none():
    ruling = TITLE.ruling(Found(value=np.inf, p=0.2, by="A"), TERMS, {"rows": 3})
    assert (ruling.name, ruling.null, ruling.source, ruling.by) == ("x", "y", "z", "A")
    assert (ruling.value, ruling.p, ruling.counted) == (None, 0.2, {"rows": 3})


def test_a_test_that_finds_nothing_is_not_decidable():
    empty = RowTest(name="x", null="y", formula="", source="z", library="own",
                    function=lambda rows, terms: ())  # fmt: skip
    (ruling,) = empty.rulings(rated(300, level=-1.0), terms=TERMS)
    assert ruling.verdict is Verdict.NOT_DECIDABLE


def test_holm_is_statsmodels():
    p = np.random.default_rng(1).random(12) ** 3
    assert holm(p) == pytest.approx(multipletests(p, method="holm")[1])
    assert holm([]).tolist() == []


def test_every_title_is_named_once_and_says_where_it_is_from():
    names = [name for table in TITLES.values() for name in table]
    assert len(names) == len(set(names))
    for table in TITLES.values():
        for name, title in table.items():
            assert name == title.name
            assert title.formula and title.source and title.library  # noqa: PT018


def whole(n, days, level):
    rows = rated(n, days=days, level=level)
    group = np.array((["a", "b"] * len(rows))[: len(rows)], dtype=object)
    rows = replace(rows, groups={"g": group})
    beside = Beside(
        development=rated(n, seed=3, level=level), challengers={"x": -rows.margin},
        inputs={"a": rows.margin}, fair_to={"g": {"c": np.arange(len(rows)) * 1.0}},
        favourable=rows.grade < 2,
    )  # fmt: skip
    return all_rulings(rows, terms=TERMS, beside=beside)


@pytest.mark.parametrize(
    ("n", "days", "level"), [(0, 1, -3), (1, 1, -3), (3, 2, -3), (30, 3, -3), (150, 3, -9),
                             (150, 1, 9), (150, 2, -3)]
)  # fmt: skip
def test_few_rows_or_events_are_not_decidable_and_no_error(n, days, level):
    found = [ruling for subject in whole(n, days, level).values() for ruling in subject]
    assert Verdict.NOT_DECIDABLE in {ruling.verdict for ruling in found}
    if n < 100:
        decided = {r.name for r in found if r.verdict is not Verdict.NOT_DECIDABLE}
        assert decided == set()


def test_all_rulings_are_titled_and_the_same_twice():
    first, second = whole(150, 2, -2), whole(150, 2, -2)
    assert first == second
    for subject, rulings in first.items():
        assert {ruling.name for ruling in rulings} <= set(TITLES[subject])


def test_fairness_asks_who_would_be_lent_to():
    with pytest.raises(ValueError, match="lent to"):
        Beside(fair_to={"g": {}})


# Worlds


def test_tilted_probabilities_keep_their_mean_and_have_the_slope():
    p = rated(500).probability
    flatter = tilted(p, 0.7)
    assert flatter.mean() == pytest.approx(p.mean(), abs=1e-9)
    assert np.ptp(logit(flatter)) == pytest.approx(0.7 * np.ptp(logit(p)))


def test_a_lowered_auc_is_lower_by_what_was_asked():
    rows = rated(3000)
    truth = lowered(rows, 0.05)
    both = [
        roc_auc_score(np.repeat([1, 0], len(t)), np.tile(rows.margin, 2),
                      sample_weight=np.r_[t, 1 - t])
        for t in (rows.probability, truth)
    ]  # fmt: skip
    assert both[0] - both[1] == pytest.approx(0.05, abs=1e-6)
    assert np.ptp(lowered(rows, 0.6)) == 0.0


def test_exchanged_neighbours_have_each_others_mean():
    rows = rated(800)
    truth, counts = exchanged(rows), rows.by_grade
    at = int((counts.rows[:-1] * counts.rows[1:]).argmax())
    means = [truth[rows.grade == grade].mean() for grade in (at, at + 1)]
    assert means == pytest.approx([counts.probability[at + 1], counts.probability[at]])
    single = replace(rows, grade=np.zeros(len(rows), dtype=int))
    assert (exchanged(single) == single.probability).all()


def test_no_world_is_drawn_where_margins_do_not_differ():
    with pytest.raises(ValueError, match="margins differ"):
        all_trials(rated(1))
    with pytest.raises(ValueError, match="a repetition"):
        rejection_rates(rated(50), terms=TERMS, sizes=0, powers=1)


# Sizes


@pytest.fixture(scope="module")
def rates():
    """The quick version: few rows, few repetitions, and every world once."""
    rows = rated(400, days=2, level=-2.0)
    return rejection_rates(rows, terms=TERMS, sizes=8, powers=4)


def test_every_test_of_rows_with_a_null_is_tried_for_size_and_for_power(rates):
    told_elsewhere = {"override_direction", "override_outcome", "resemblance"}
    of_rows = ("discrimination", "calibration", "grades", "migration", "stability", "fairness")
    with_null = {
        name for subject in of_rows for name, title in TITLES[subject].items() if title.null
    } - told_elsewhere
    assert {rate.test for rate in rates if rate.is_null} == with_null
    assert {rate.test for rate in rates if not rate.is_null} == with_null


def test_no_size_is_grossly_off_and_doubled_risk_is_seen(rates):
    for rate in rates:
        # eight draws of a test of 5 in 100: five rejections come once in 60,000
        if rate.is_null and rate.test != "information_value":
            assert rate.rejected < 5, rate
    seen = {rate.test: rate.share for rate in rates if rate.world == "understated_2"}
    assert seen["jeffreys"] == seen["cox_line"] == seen["level"] == 1.0
    blind = {rate.test: rate.share for rate in rates if rate.world == "slope_0.7"}
    assert blind["jeffreys"] < 1.0


def test_a_rate_has_wilsons_interval(rates):
    rate = next(rate for rate in rates if 0 < rate.rejected < rate.decided)
    theirs = proportion_confint(rate.rejected, rate.decided, method="wilson")
    assert (rate.low, rate.high) == pytest.approx(theirs)


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_results_have_words_for_every_test_and_every_world(rates, lang):
    words = locale(lang)
    needed = {f"figure_world_{r.world}" for r in rates} | {f"of_test_{r.test}" for r in rates}
    assert needed - set(words) == set()


def test_the_same_seed_gives_the_same_rates(rates):
    rows = rated(400, days=2, level=-2.0)
    again = rejection_rates(rows, terms=TERMS, sizes=8, powers=4, only=["groups_alike"])
    assert again == [rate for rate in rates if rate.world == "groups_alike"]


def rate_of(share, low, high, *, decided=1000):
    return Rate(test="x", world="w", is_null=True, rejected=0, decided=decided, repetitions=1000,
                share=share, low=low, high=high)  # fmt: skip


def test_a_size_beyond_a_point_from_the_level_is_told():
    assert size_of(rate_of(0.08, 0.065, 0.1), 0.95) is Size.LIBERAL
    assert size_of(rate_of(0.06, 0.045, 0.08), 0.95) is Size.NOMINAL
    assert size_of(rate_of(0.01, 0.005, 0.02), 0.95) is Size.CONSERVATIVE
    never = rate_of(float("nan"), float("nan"), float("nan"), decided=0)
    assert sizes_of([never], 0.95) == {}


def test_a_test_that_rejects_too_often_decides_nothing():
    rulings = [TITLE.ruling(Found(p=p), TERMS, {}) for p in (0.01, 0.5, None)]
    told = without_liberal(rulings, {"x": Size.LIBERAL})
    assert [r.verdict for r in told] == [
        Verdict.REPORTED, Verdict.REPORTED, Verdict.NOT_DECIDABLE,
    ]  # fmt: skip
    assert without_liberal(rulings, {"x": Size.CONSERVATIVE}) == rulings
