"""What is measured of intervals agrees with SciPy, and finds what was put in."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import expit
from scipy.stats import binom, norm

from models.rating.coverage import Counted, inside, log_likelihood, overdispersion, widening


def cells(tau, number=60, rows=400, seed=3):
    """Cells whose log-odds spread by `tau` about what was told, some 8% with the event."""
    draw = np.random.default_rng(seed)
    told = draw.normal(-2.5, 0.5, number)
    chance = expit(told + tau * draw.normal(size=number))
    counts = np.full(number, rows)
    return Counted(rows=counts, events=draw.binomial(counts, chance), logit=told)


def mixed(of, logit, sd):
    """What a function of the chance is on average, by adaptive quadrature."""
    return quad(lambda z: of(expit(logit + sd * z)) * norm.pdf(z), -9, 9, epsabs=1e-12)[0]


def test_the_likelihood_is_that_of_a_normal_binomial_mixture():
    found = cells(0.3, number=4, rows=50)
    sd = np.array([0.1, 0.3, 0.5, 0.8])
    chances = [
        mixed(lambda p, at=at: binom.pmf(found.events[at], 50, p), found.logit[at], sd[at])
        for at in range(4)
    ]
    assert log_likelihood(found, sd) == pytest.approx(np.log(chances).sum(), abs=1e-6)


@pytest.mark.parametrize("events", [0, 1, 4, 12, 20])
def test_a_cell_is_inside_where_neither_tail_is_as_rare_as_stated(events):
    one = Counted(rows=np.array([60]), events=np.array([events]), logit=np.array([-2.0]))
    fewer = mixed(lambda p: binom.cdf(events, 60, p), -2.0, 0.4)
    more = mixed(lambda p: binom.sf(events - 1, 60, p), -2.0, 0.4)
    assert inside(one, np.array([0.4]), 0.9)[0] == (min(fewer, more) >= 0.05)


def test_overdispersion_is_found_where_it_is_and_small_where_it_is_not():
    none = np.zeros(60)
    assert overdispersion(cells(0.6), none) == pytest.approx(0.6, abs=0.15)
    assert overdispersion(cells(0.0), none) < 0.1
    # What is known already is not counted twice.
    assert overdispersion(cells(0.6), np.full(60, 0.6)) < 0.25


def test_with_few_events_caution_decides():
    few = cells(0.0, number=5, rows=30)
    assert 0.1 < overdispersion(few, np.zeros(5)) < 0.2


def test_spreads_are_widened_until_the_stated_share_lies_inside_and_no_further():
    found, sd = cells(0.8), np.full(60, 0.2)
    factor = widening(found, sd, 0.9)
    assert factor > 1
    assert inside(found, factor * sd, 0.9).mean() >= 0.9
    assert inside(found, (factor - 0.05) * sd, 0.9).mean() < 0.9
    assert widening(cells(0.0), sd, 0.9) == 1.0


def test_what_cannot_be_held_is_widened_as_far_as_is_tried():
    far = Counted(rows=np.array([400]), events=np.array([300]), logit=np.array([-6.0]))
    assert widening(far, np.array([0.01]), 0.9) == pytest.approx(4.0)
