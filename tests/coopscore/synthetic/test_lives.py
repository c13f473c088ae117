from itertools import pairwise

import numpy as np

from coopscore.synthetic.lives import Lives
from coopscore.synthetic.years import NEVER


def turns(lives: Lives, name: str) -> np.ndarray:
    return np.concatenate([getattr(turn, name) for turn in lives.turns])


def test_health_lasts_from_year_to_year_but_not_for_ever(sector):
    health = sector.lives.health
    near = np.corrcoef(health[:, 5], health[:, 6])[0, 1]
    far = np.corrcoef(health[:, 1], health[:, 13])[0, 1]
    assert 0.85 < near < 0.98
    assert 0.3 < far < near - 0.2


def test_two_to_five_in_a_hundred_end_each_year(sector):
    openings = sector.years.openings()
    ended, founded = sector.lives.ended, sector.births.founded
    for start, stop in pairwise(openings[1:-1]):
        live = (founded < start) & (ended >= start)
        share = (live & (ended < stop)).sum() / live.sum()
        assert 0.02 < share < 0.055


def test_the_healthy_seldom_end(sector):
    health = sector.lives.health.mean(axis=1)
    ended = sector.lives.ended < NEVER
    top, bottom = health > np.quantile(health, 0.8), health < np.quantile(health, 0.2)
    assert ended[bottom].mean() > 4 * ended[top].mean()


def test_an_end_is_on_record_within_three_months_ninety_nine_times_in_a_hundred(sector):
    ends = np.isin(turns(sector.lives, "to_code"), ("dissolved", "merged"))
    delay = (turns(sector.lives, "known") - turns(sector.lives, "happened"))[ends]
    assert delay.min() >= 3
    assert 0.985 < (delay <= 89).mean() < 1.0  # three Jalali months are at least 89 days
    assert delay.max() <= 240


def test_no_change_of_activity_overtakes_the_one_before(sector):
    who, known = turns(sector.lives, "who"), turns(sector.lives, "known")
    happened = turns(sector.lives, "happened")
    activity = turns(sector.lives, "axis") == "activity_status"
    order = np.lexsort((happened, who))
    order = order[activity[order]]
    same = np.diff(who[order]) == 0
    assert (np.diff(known[order])[same] > 0).all()


def test_every_end_has_a_reason_and_only_housing_completes_its_purpose(sector):
    code, reason = turns(sector.lives, "to_code"), turns(sector.lives, "reason")
    assert (reason[code == "dissolved"] != "").all()
    done = turns(sector.lives, "who")[reason == "purpose_completed"]
    assert set(sector.births.branch[done]) == {"مسکن"}


def test_some_wake_and_more_sleep(sector):
    code, reason = turns(sector.lives, "to_code"), turns(sector.lives, "axis")
    assert (reason[code == "dormant"] == "activity_status").all()
    assert 0.08 < sector.lives.dormant[:, -1].mean() < 0.35
