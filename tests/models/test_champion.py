"""The booster serves unless the challenger is shown to be better: doubt changes nothing."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from sklearn.metrics import roc_auc_score

from models.champion import SERVING, Ranking, Slope, decide, rank, slope_of
from models.keys import KIND_NAMES
from models.kinds import KINDS
from models.sample import Sample
from models.spec import load_spec
from models.splits import Fold
from models.walk import Tested as Step

RULE = load_spec("exit").champion
BOUND = (0.8, 1.2)


def ranking(low, high, events=300):
    """A ranking whose difference has these one-sided bounds."""
    middle = 0.0 if low is None else (low + high) / 2
    return Ranking(
        events=events, lead_auc=0.75, challenger_auc=0.75 + middle, difference=middle,
        low=low, high=high,
    )  # fmt: skip


def slopes(booster, challenger, se=0.05, events=300):
    return {
        "booster": Slope(value=booster, se=se, events=events),
        "logistic": Slope(value=challenger, se=se, events=events),
    }


GOOD = slopes(1.0, 1.0)
BLEND = replace(RULE, kinds=("blend", "booster", "logistic"), lead="blend")


@pytest.mark.parametrize("standing", [None, "booster", "logistic", "rule"])
@pytest.mark.parametrize(
    ("low", "high", "kind", "code"),
    [
        (0.011, 0.03, "logistic", "ranks_better"),
        (-0.03, 0.009, "booster", "not_better"),
        (-0.03, 0.01, "booster", "not_better"),
    ],
)
def test_figures_that_decide_decide_whatever_stood_before(low, high, kind, code, standing):
    found = decide(RULE, ranking(low, high), slopes=GOOD, bound=BOUND, standing=standing)
    assert (found.kind, found.code, found.standing) == (kind, code, None)


@pytest.mark.parametrize(
    ("standing", "kind"),
    [(None, "booster"), ("booster", "booster"), ("logistic", "logistic"), ("additive", "booster")],
)
@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (ranking(0.009, 0.03), "not_decidable"),
        (ranking(0.01, 0.03), "not_decidable"),
        (ranking(-0.03, 0.011), "not_decidable"),
        (ranking(None, None, events=199), "too_few_events"),
    ],
    ids=["not surely over", "at the threshold", "not surely under", "few"],
)
def test_what_is_not_shown_keeps_the_kind_that_stands(asked, code, standing, kind):
    found = decide(RULE, asked, slopes=GOOD, bound=BOUND, standing=standing)
    assert (found.kind, found.code, found.standing) == (kind, code, kind)


def test_without_a_challenger_the_booster_serves():
    found = decide(RULE, None, slopes={}, bound=BOUND, standing="logistic")
    assert (found.kind, found.code, found.standing) == ("booster", "no_challenger", None)


def test_a_challenger_whose_margins_hold_no_line_is_said_to_hold_none():
    walked = {"booster": GOOD["booster"], "logistic": None}
    found = decide(RULE, None, slopes=walked, bound=BOUND, standing="logistic")
    assert (found.kind, found.code, found.standing) == ("booster", "challenger_without_line", None)


@pytest.mark.parametrize(
    ("asked", "kind", "code"),
    [
        (None, "blend", "no_challenger"),
        (ranking(-0.03, 0.009), "blend", "not_better"),
        (ranking(0.009, 0.03), "blend", "not_decidable"),
        (ranking(0.011, 0.03), "logistic", "ranks_better"),
    ],
)
def test_another_kind_may_lead_and_the_booster_is_a_witness_then(asked, kind, code):
    walked = {} if asked is None else {"blend": GOOD["booster"], **slopes(9.0, 1.0)}
    found = decide(BLEND, asked, slopes=walked, bound=BOUND, standing="booster")
    assert (found.kind, found.code) == (kind, code)
    assert found.facts(BLEND)["lead"] == "blend"


# The booster's slope, the challenger's, and whether that makes the challenger better. With an error
# of .05 a slope is surely outside beyond 1.2 + 1.645 * .05 = 1.282, or under .8 - .082 = .718.
SLOPES = [
    (1.29, 1.0, True),
    (1.27, 1.0, False),
    (0.71, 1.2, True),
    (0.73, 1.0, False),
    (1.29, 1.21, False),
    (1.0, 1.0, False),
]


@pytest.mark.parametrize(("booster", "challenger", "better"), SLOPES)
@pytest.mark.parametrize(("low", "high"), [(-0.03, 0.0), (0.0, 0.02)])
def test_the_gate_of_calibration_is_crossed_by_more_than_chance(
    booster, challenger, better, low, high
):
    found = decide(
        RULE, ranking(low, high), slopes=slopes(booster, challenger), bound=BOUND, standing=None
    )
    assert (found.code == "calibrated_better") is better
    assert found.kind == ("logistic" if better else "booster")


@pytest.mark.parametrize(
    "other",
    [
        {"bound": None},
        {"slopes": slopes(2.0, 1.0, events=199)},
        {"slopes": {**slopes(2.0, 1.0), "booster": None}},
        {"slopes": {**slopes(2.0, 1.0), "logistic": None}},
        {"bound": (0.8, float("inf"))},
    ],
    ids=["no bound", "few events", "booster unknown", "challenger unknown", "open bound"],
)
def test_calibration_decides_nothing_where_it_is_not_measured_or_asked_for(other):
    asked = {"slopes": slopes(2.0, 1.0), "bound": BOUND, "standing": None} | other
    assert decide(RULE, ranking(-0.03, 0.0), **asked).code == "not_better"


def test_a_decision_is_json_with_its_figures_and_thresholds():
    found = decide(RULE, ranking(0.02, 0.03), slopes=GOOD, bound=(0.8, float("inf")), standing=None)
    told = json.loads(json.dumps(found.facts(RULE), allow_nan=False))
    assert told["kind"] == told["challenger"] == "logistic"
    assert told["ranking"]["low"] == 0.02
    assert told["thresholds"]["auc_gain"] == 0.01
    assert told["bound"] == [0.8, None]


def test_witnesses_never_serve():
    assert {kind for kind, one in KINDS.items() if one.may_serve} == set(SERVING)
    assert tuple(KINDS) == KIND_NAMES


def walks(gain, n=1500, days=2, seed=4):
    """Two kinds on the same rows, with margins of which the second knows `gain` more."""
    draw = np.random.default_rng(seed)
    cause = draw.normal(size=(days, n))
    outcome = (draw.random((days, n)) < 1 / (1 + np.exp(2 - cause))).astype(int)
    noise = draw.normal(size=(2, days, n))
    ids = np.array([f"uk:R{number:05d}" for number in range(n)], dtype=object)
    made = []
    for margins in (cause + noise[0], (1 + gain) * cause + noise[1]):
        steps = []
        for day, margin in enumerate(margins):
            as_of = date(2012 + day, 6, 1)
            sample = Sample(
                X=pd.DataFrame({"cause": cause[day]}), y=outcome[day], coop_ids=ids,
                as_ofs=np.array([as_of] * n, dtype=object), fits=np.ones(n, dtype=bool),
            )  # fmt: skip
            fold = Fold(train=(date(2011, 6, 1),), test=as_of)
            steps.append(Step(fold=fold, sample=sample, margin=margin))
        made.append(steps)
    return made


def test_the_difference_is_that_of_the_pooled_areas_and_its_bounds_are_one_sided():
    booster, challenger = walks(gain=0.5)
    found = rank(replace(RULE, draws=400), booster, challenger)
    y = np.concatenate([step.sample.y for step in booster])
    areas = [
        roc_auc_score(y, np.concatenate([step.margin for step in steps]))
        for steps in (booster, challenger)
    ]
    assert_allclose([found.lead_auc, found.challenger_auc], areas, atol=1e-12)
    assert found.difference == pytest.approx(areas[1] - areas[0], abs=1e-12)
    assert found.events == y.sum()

    # Redrawn here by pandas: all rows of a co-operative together, both kinds on the same rows.
    rows = pd.DataFrame({
        "id": np.tile(np.arange(1500), 2), "y": y,
        "a": np.concatenate([step.margin for step in booster]),
        "b": np.concatenate([step.margin for step in challenger]),
    })  # fmt: skip
    groups = [part for _, part in rows.groupby("id")]
    draw = np.random.default_rng(0)
    drawn = []
    for _ in range(200):
        part = pd.concat([groups[pick] for pick in draw.integers(1500, size=1500)])
        drawn.append(roc_auc_score(part["y"], part["b"]) - roc_auc_score(part["y"], part["a"]))
    # The 5% and 95% quantiles of 200 and of 400 redraws, whose own error is about .002.
    assert_allclose([found.low, found.high], np.quantile(drawn, [0.05, 0.95]), atol=0.008)


def test_the_same_walks_are_ranked_alike_twice():
    booster, challenger = walks(gain=0.5)
    asked = replace(RULE, draws=100)
    assert rank(asked, booster, challenger) == rank(asked, booster, challenger)
    assert rank(replace(asked, seed=1), booster, challenger) != rank(asked, booster, challenger)


def test_with_too_few_events_nothing_is_redrawn():
    booster, challenger = walks(gain=0.5, n=300)
    found = rank(replace(RULE, min_events=1000), booster, challenger)
    assert found.events < 1000
    assert (found.low, found.high) == (None, None)


def test_a_difference_that_is_plain_is_shown_and_none_is_not():
    asked = replace(RULE, draws=200)
    for gain, codes in ((1.0, {"ranks_better"}), (0.0, {"not_better", "not_decidable"})):
        found = rank(asked, *walks(gain=gain))
        told = decide(asked, found, slopes=GOOD, bound=BOUND, standing=None)
        assert told.code in codes


def test_no_line_has_no_slope():
    assert slope_of(None, 0) is None
