"""How far the register agrees with silence, in all and where it matters."""

import numpy as np
import pytest

from models.hazard.agreement import agreement, agreements

SILENT = np.array([1, 1, 1, 1, 0, 0, 0, 0, 0, 0], dtype=bool)
ENTERED = np.array([1, 1, 0, 0, 0, 0, 0, 0, 0, 1], dtype=bool)


def test_kappa_is_what_they_agree_on_beyond_chance():
    found = agreement(SILENT, ENTERED)
    assert (found.rows, found.silent, found.entered, found.both) == (10, 4, 3, 2)
    # They agree on 7 of 10; chance alone on .4 * .3 + .6 * .7 = .54 of them.
    assert found.kappa == pytest.approx((0.7 - 0.54) / (1 - 0.54))


def test_full_agreement_is_one_and_opposition_is_below_nought():
    assert agreement(SILENT, SILENT).kappa == 1
    assert agreement(SILENT, ~SILENT).kappa < 0


def test_a_label_that_says_the_same_of_all_has_no_kappa():
    assert agreement(SILENT, np.zeros(10, dtype=bool)).kappa is None
    assert agreement(np.ones(10, dtype=bool), ENTERED).kappa is None


def test_rows_are_told_by_province_and_within_and_outside_of_bursts():
    provinces = np.array(["21"] * 6 + ["25"] * 4, dtype=object)
    in_burst = np.arange(10) >= 8
    found = agreements(SILENT, ENTERED, provinces, in_burst)
    assert found["all"]["all"] == agreement(SILENT, ENTERED)
    assert {name: one.rows for name, one in found["province"].items()} == {"21": 6, "25": 4}
    assert {name: one.rows for name, one in found["burst"].items()} == {"inside": 2, "outside": 8}
    assert found["burst"]["inside"].entered == 1
