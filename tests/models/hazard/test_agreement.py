"""How far the register agrees with silence, in all and where it matters."""

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from models.hazard.agreement import Draws, agreement, agreements, kappa

SILENT = np.array([1, 1, 1, 1, 0, 0, 0, 0, 0, 0], dtype=bool)
ENTERED = np.array([1, 1, 0, 0, 0, 0, 0, 0, 0, 1], dtype=bool)
WHOSE = np.array([f"co-op {number}" for number in range(10)], dtype=object)
DRAWS = Draws(draws=200, seed=7, level=0.95, least=2)


def many(rows, seed, shared=0.6):
    """Two labels that agree beyond chance; two rows of each co-operative say the same."""
    rng, whose = np.random.default_rng(seed), np.arange(rows // 2).astype(str).astype(object)
    silent = rng.random(rows // 2) < 0.3
    entered = np.where(rng.random(rows // 2) < shared, silent, rng.random(rows // 2) < 0.3)
    return np.repeat(silent, 2), np.repeat(entered, 2), np.repeat(whose, 2)


def test_kappa_is_what_they_agree_on_beyond_chance():
    found = agreement(SILENT, ENTERED, WHOSE, DRAWS)
    assert (found.rows, found.silent, found.entered, found.both) == (10, 4, 3, 2)
    # They agree on 7 of 10; chance alone on .4 * .3 + .6 * .7 = .54 of them.
    assert found.kappa == pytest.approx((0.7 - 0.54) / (1 - 0.54))


@pytest.mark.parametrize("seed", range(5))
def test_kappa_is_that_of_an_independent_implementation(seed):
    silent, entered, _ = many(300, seed)
    assert kappa(silent, entered) == pytest.approx(cohen_kappa_score(silent, entered))


def test_full_agreement_is_one_and_opposition_is_below_nought():
    assert kappa(SILENT, SILENT) == 1
    assert kappa(SILENT, ~SILENT) < 0


def test_a_label_that_says_the_same_of_all_has_no_kappa():
    nobody, everybody = np.zeros(10, dtype=bool), np.ones(10, dtype=bool)
    for silent, entered in ((SILENT, nobody), (everybody, ENTERED), (nobody, nobody)):
        found = agreement(silent, entered, WHOSE, DRAWS)
        assert (found.kappa, found.low, found.high) == (None, None, None)


def test_few_co_operatives_of_a_label_have_no_kappa_however_many_rows_they_have():
    one = np.array(["one"] * 4 + list("abcdef"), dtype=object)
    assert agreement(SILENT, ENTERED, WHOSE, DRAWS).kappa is not None
    assert agreement(SILENT, ENTERED, one, DRAWS).kappa is None


def test_an_interval_redraws_whole_co_operatives():
    silent, entered, whose = many(600, 1)
    found = agreement(silent, entered, whose, DRAWS)
    alone = agreement(silent, entered, np.arange(600).astype(str).astype(object), DRAWS)
    assert found.low < found.kappa < found.high
    # Half as many independent rows: wider by the root of two.
    assert found.high - found.low > 1.2 * (alone.high - alone.low)
    assert found == agreement(silent, entered, whose, DRAWS)


def test_rows_are_told_by_province_and_within_and_outside_of_bursts():
    provinces = np.array(["21"] * 6 + ["25"] * 4, dtype=object)
    in_burst = np.arange(10) >= 8
    found = agreements(SILENT, ENTERED, WHOSE, provinces, in_burst, DRAWS)
    assert found["all"]["all"] == agreement(SILENT, ENTERED, WHOSE, DRAWS)
    assert {name: one.rows for name, one in found["province"].items()} == {"21": 6, "25": 4}
    assert {name: one.rows for name, one in found["burst"].items()} == {"inside": 2, "outside": 8}
    assert found["burst"]["inside"].entered == 1
