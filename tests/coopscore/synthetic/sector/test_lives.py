"""The walk through the cycles: silence with an exactly known probability, and what follows."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from coopscore.synthetic.sector.cycles import COUNT, NEVER, day_number
from coopscore.synthetic.sector.drawing import draw_chunk
from coopscore.synthetic.sector.health import in_spike
from coopscore.synthetic.sector.silence import climate


def _at_risk(chunk):
    lives = chunk.lives
    return lives.silent_probability[lives.at_risk], ~lives.awake[lives.at_risk]


def test_four_to_seven_in_a_hundred_at_risk_fall_silent(chunk):
    _, silent = _at_risk(chunk)
    assert 0.04 < silent.mean() < 0.07


def test_the_true_probability_is_calibrated(chunk):
    probability, silent = _at_risk(chunk)
    edges = np.quantile(probability, np.linspace(0, 1, 11))
    band = np.clip(np.searchsorted(edges, probability, side="right") - 1, 0, 9)
    for place in range(10):
        p, y = probability[band == place], silent[band == place]
        assert abs(y.mean() - p.mean()) < 4 * np.sqrt((p * (1 - p)).sum()) / len(p)


def test_the_true_probability_tells_the_silent_from_the_others_as_well_as_it_should(chunk):
    probability, silent = _at_risk(chunk)
    assert 0.81 < roc_auc_score(silent, probability) < 0.87


def test_what_no_registry_shows_is_part_of_it(chunk):
    at_risk, health = chunk.lives.at_risk, chunk.health
    probability, silent = _at_risk(chunk)
    whole = roc_auc_score(silent, probability)
    logit = np.log(probability / (1 - probability))
    seen = logit + chunk.world.silence_slopes.hidden * health.hidden[at_risk]
    assert 0.006 < whole - roc_auc_score(silent, seen) < 0.04
    finance = roc_auc_score(silent, -health.finance[at_risk])
    governance = roc_auc_score(silent, -health.governance[at_risk])
    assert finance < governance < whole


def test_probabilities_stand_where_somebody_is_at_risk_and_nowhere_else(chunk):
    lives = chunk.lives
    for told in (lives.silent_probability, lives.silent_unvisited, lives.silent_visited):
        assert (np.isnan(told) == ~lives.at_risk).all()
        assert ((told > 0) & (told < 1))[lives.at_risk].all()


def test_visits_never_raise_the_probability_and_the_truth_is_one_of_the_two(chunk):
    lives, r = chunk.lives, chunk.lives.at_risk
    assert (lives.silent_visited[r] <= lives.silent_unvisited[r]).all()
    visited = np.zeros_like(r)
    visited[:, 1:] = lives.visits[:, :-1] > 0
    told = np.where(visited, lives.silent_visited, lives.silent_unvisited)
    assert np.allclose(told[r], lives.silent_probability[r], rtol=1e-12)


def test_a_visit_moves_the_log_odds_by_the_known_effect_and_only_of_the_responsive(chunk, world):
    lives, r = chunk.lives, chunk.lives.at_risk

    def logit(p):
        return np.log(p / (1 - p))

    gap = logit(lives.silent_unvisited) - logit(lives.silent_visited)
    slopes = world.silence_slopes
    effect = world.visit_effect * (slopes.governance + slopes.finance)
    responsive = np.broadcast_to(chunk.founded.responsive[:, None], r.shape)
    assert np.allclose(gap[r & responsive], effect)
    assert np.allclose(gap[r & ~responsive], 0)


def test_the_health_of_the_unresponsive_is_not_touched_by_visits(chunk, sector, world):
    unvisiting = replace(sector, province_visits=np.zeros(31))
    twin = draw_chunk(unvisiting, chunk.number, int(chunk.founded.serial[0]), len(chunk), world)
    assert twin.lives.visits.sum() == 0
    moved = chunk.health.governance - twin.health.governance
    assert (moved[~chunk.founded.responsive] == 0).all()
    assert (moved[chunk.founded.responsive] >= 0).all()
    visited = (chunk.lives.visits[:, :-1] > 0) & chunk.founded.responsive[:, None]
    assert (moved[:, 1:][visited] >= world.visit_effect - 1e-9).all()
    assert np.array_equal(chunk.health.hidden, twin.health.hidden)


def test_fewer_of_those_that_visits_help_fall_silent_than_without_visits(chunk, sector, world):
    unvisiting = replace(sector, province_visits=np.zeros(31))
    twin = draw_chunk(unvisiting, chunk.number, int(chunk.founded.serial[0]), len(chunk), world)

    def rate(drawn, some):
        at_risk = drawn.lives.at_risk & some[:, None]
        return (~drawn.lives.awake[at_risk]).mean()

    helped = chunk.founded.responsive
    assert rate(chunk, helped) < 0.9 * rate(twin, helped)
    assert np.isclose(rate(chunk, ~helped), rate(twin, ~helped), rtol=0.1)


def test_nobody_is_awake_before_birth_or_after_the_end(chunk):
    lives, starts = chunk.lives, chunk.cycles.starts[:COUNT]
    there = (chunk.founded.founded[:, None] <= starts) & (lives.ended[:, None] > starts)
    assert (lives.alive == there).all()
    assert not (lives.awake & ~lives.alive).any()
    assert not (lives.at_risk & ~lives.alive).any()
    ended = lives.ended < NEVER
    assert (lives.ended[ended] > chunk.founded.registered[ended]).all()
    assert (lives.ended[ended] <= chunk.cycles.end).all()


def test_those_at_risk_were_awake_and_are_eighteen_months_old(chunk):
    lives, at_risk = chunk.lives, chunk.lives.at_risk
    age = chunk.cycles.starts[:COUNT] - chunk.founded.founded[:, None]
    assert (age[at_risk] >= 548).all()
    assert lives.awake[:, :-1][at_risk[:, 1:]].all()
    grown = lives.awake[:, :-1] & lives.alive[:, 1:] & (age[:, 1:] >= 548)
    assert (at_risk[:, 1:] == grown).all()


def test_who_sleeps_has_a_day_on_which_that_began_and_keeps_it(chunk):
    lives, starts = chunk.lives, chunk.cycles.starts
    asleep = lives.alive & ~lives.awake
    assert ((lives.fell < NEVER) == asleep).all()
    assert (lives.fell <= starts[1:])[asleep].all()
    on = asleep[:, 1:] & asleep[:, :-1]
    assert (lives.fell[:, 1:] == lives.fell[:, :-1])[on].all()
    fresh = asleep[:, 1:] & ~asleep[:, :-1]
    assert (lives.fell[:, 1:] > starts[1:-1])[fresh].all()


def test_true_revivals_are_few_and_fewer_after_a_long_sleep(chunk):
    lives = chunk.lives
    slept = lives.alive[:, :-1] & ~lives.awake[:, :-1] & lives.alive[:, 1:]
    assert (lives.revived[:, 1:] == (slept & lives.awake[:, 1:])).all()
    assert 0.01 < lives.revived[:, 1:][slept].mean() < 0.04  # of all dormant, the dead too, less
    years = (chunk.cycles.starts[1:COUNT] - lives.fell[:, :-1]) / 365
    short, long = slept & (years < 3), slept & (years > 8)
    assert lives.revived[:, 1:][short].mean() > lives.revived[:, 1:][long].mean()


def test_true_days_of_sleep_and_end_do_not_know_the_campaigns(chunk, sector):
    starts, lives = chunk.cycles.starts, chunk.lives
    fell = lives.fell[:, 1:][(lives.fell[:, 1:] > starts[1:COUNT]) & (lives.fell[:, 1:] < NEVER)]
    ended = lives.ended[lives.ended < NEVER]
    for campaign in sector.campaigns:
        length = campaign.ends - campaign.starts
        for days in (fell, ended):
            during = ((days > campaign.starts) & (days <= campaign.ends)).sum()
            around = [
                ((days > campaign.starts + s) & (days <= campaign.ends + s)).sum()
                for s in (-length, -2 * length)
            ]
            expected = np.mean(around)
            # Poisson with twice its variance for the mean of two, and the shocks of years.
            assert abs(during - expected) < 4 * np.sqrt(1.5 * expected) + 0.25 * expected


def test_the_young_the_five_year_olds_and_the_cohort_of_1391_fall_silent_more(chunk, world):
    lives, at_risk = chunk.lives, chunk.lives.at_risk
    age = (chunk.cycles.starts[:COUNT] - chunk.founded.founded[:, None]) / 365.2425
    silent = ~lives.awake
    spike = in_spike(chunk.founded, world)[:, None] > 0

    def rate(some):
        return silent[at_risk & some].mean()

    usual = rate((age > 9) & ~spike)
    assert rate((age < 2.5) & ~spike) > 1.3 * usual
    assert rate((age > 4) & (age < 6) & ~spike) > 1.1 * usual
    assert rate(spike) > 1.2 * rate(~spike)


@pytest.mark.parametrize(("day", "active"), [((1395, 6, 31), 0.43), ((1404, 6, 31), 0.38)])
def test_the_truly_awake_are_a_little_fewer_than_the_officially_active(chunk, day, active):
    number = day_number(*day)
    cycle = int(np.searchsorted(chunk.cycles.starts, number)) - 1
    registered = (chunk.founded.registered <= number).sum()
    assert abs(chunk.lives.awake[:, cycle].sum() / registered - active) < 0.04


def test_provinces_where_fewer_are_active_have_the_harsher_climate(sector, world):
    harsh = climate(sector, world)
    order = np.argsort(sector.province_active)
    assert (np.diff(harsh[order]) <= 1e-12).all()
    assert np.abs(harsh).max() < 1


def test_what_has_just_woken_relapses_more_and_so_does_what_is_not_operating(chunk):
    lives, at_risk = chunk.lives, chunk.lives.at_risk
    silent = ~lives.awake
    woke = np.zeros_like(at_risk)
    woke[:, 1:] = lives.revived[:, :-1]
    assert silent[at_risk & woke].mean() > 1.5 * silent[at_risk & ~woke].mean()
    waiting = chunk.founded.operating[:, None] > chunk.cycles.starts[:COUNT]
    assert silent[at_risk & waiting].mean() > 1.2 * silent[at_risk & ~waiting].mean()


def test_a_province_that_visits_more_is_not_the_better_for_it_over_time(sector, world):
    """Its published share of active ones holds with its visits."""
    visits = sector.province_visits.copy()
    visits[23] = 1.8
    eager = replace(sector, province_visits=visits)
    plain, watched = (
        draw_chunk(each, 1, 0, 20_000, world).lives.awake[:, 12].sum() for each in (sector, eager)
    )
    assert abs(watched / plain - 1) < 0.02
