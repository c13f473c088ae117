"""Who is drawn again and again is taken as often as was said."""

import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from visiting_world import by_county, candidates

from models.visits.design import strata_of
from models.visits.draw import draw
from models.visits.offices import offices_of
from models.visits.settings import visit_settings
from models.visits.tickets import tickets

SETTINGS = visit_settings()
DRAWS = 2000


def strata(drawn, settings):
    rooms = by_county(drawn, 0.2)
    return strata_of(drawn, offices_of(drawn, rooms, settings.lot_kinds), settings, "1405")


@pytest.mark.parametrize("own_from", [0.0, 2.0, 100.0])
def test_two_thousand_redraws_match_the_stated_probabilities(own_from):
    drawn = candidates(150, 5)
    settings = replace(SETTINGS, own_from=own_from, random=0.1)
    made = strata(drawn, settings)
    taken, chance = np.zeros(len(drawn)), np.zeros(len(drawn))
    for stratum in made:
        rows, probability = stratum.probabilities()
        chance[rows] = probability
    for seed in range(DRAWS):
        ticket = tickets(drawn.coop_id, seed)
        for one in (desk for stratum in made for desk in draw(stratum, ticket)):
            taken[np.concatenate([one.desk.certain.rows, one.lot, one.fills])] += 1
    assert (chance > 0).all()
    error = np.sqrt(chance * (1 - chance) / DRAWS)
    assert (abs(taken / DRAWS - chance) <= 4.5 * error + 1e-9).all()
    assert math.sqrt(np.mean(((taken / DRAWS - chance)[error > 0] / error[error > 0]) ** 2)) < 1.3


def test_a_draw_never_takes_more_than_the_room_of_an_office():
    drawn = candidates(300, 9)
    made = strata(drawn, replace(SETTINGS, own_from=2.0, random=0.1))
    for seed in range(50):
        ticket = tickets(drawn.coop_id, seed)
        for one in (desk for stratum in made for desk in draw(stratum, ticket)):
            several = [*one.desk.certain.rows, *one.lot, *one.fills]
            assert len(several) <= one.desk.office.acts
            assert max(Counter(several).values()) == 1
            assert len(one.lot) + len(one.fills) <= one.desk.room


def test_the_lot_is_the_lowest_tickets_of_those_left():
    drawn = candidates(200, 1)
    (stratum,) = strata(drawn, SETTINGS)
    ticket = tickets(drawn.coop_id, 7)
    (one,) = draw(stratum, ticket)
    lowest = sorted(stratum.left, key=lambda row: ticket[row])[: stratum.lot]
    assert one.lot.tolist() == lowest
