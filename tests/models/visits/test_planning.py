"""A plan keeps its quotas, gives everybody a known chance, and can be drawn again."""

import math
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import numpy as np
import pytest
from visiting_world import AS_OF, FIRST, by_county, candidates, capacity, columns, shuffled

from coopscore.calendar import shift
from coopscore.capacity import Capacity, Room
from coopscore.errors import EffectNotShown, NobodyToVisit, OutOfReach
from models.visits.effects import RankingChoice
from models.visits.frame import Candidates
from models.visits.planning import plan_visits
from models.visits.settings import visit_settings

SETTINGS = visit_settings()
# A lot of its own from two visits on, so that the small counties of these worlds share one.
POOLING = replace(SETTINGS, own_from=2.0, random=0.1)


@pytest.fixture(scope="module")
def world():
    drawn = candidates(600, 9)
    return drawn, by_county(drawn, 0.2)


def planned(world, settings=SETTINGS, seed=1):
    drawn, rooms = world
    return plan_visits(drawn, rooms, settings, as_of=AS_OF, seed=seed)


@pytest.fixture(scope="module", params=["own lots", "shared lots"])
def settings(request):
    return {"own lots": SETTINGS, "shared lots": POOLING}[request.param]


def test_everybody_is_in_the_frame_once_with_a_chance(world, settings):
    plan = planned(world, settings)
    assert sorted(one.coop_id for one in plan.frame) == world[0].coop_id.tolist()
    assert all(0 < one.probability <= 1 for one in plan.frame)
    assert all(one.taken for one in plan.frame if one.probability == 1)
    assert plan.settings["least_probability"] == min(one.probability for one in plan.frame)
    assert plan.settings["least_probability"] >= settings.least_probability


def test_chances_of_a_stratum_add_up_to_its_visits(world, settings):
    plan = planned(world, settings)
    chances, visits = defaultdict(float), Counter()
    for one in plan.frame:
        chances[one.stratum] += one.probability
        visits[one.stratum] += one.taken
    assert chances == pytest.approx(visits)
    assert {one["stratum"]: one["visits"] for one in plan.settings["strata"]} == visits


def test_no_office_does_more_of_a_kind_in_a_month_than_it_can(world, settings):
    plan = planned(world, settings)
    done = Counter((one.province, one.county, one.kind, one.month) for one in plan.acts)
    room = {(r.province, r.county, r.kind, r.month): r.acts for r in world[1].rooms}
    assert all(count <= room[key] for key, count in done.items())
    assert len(plan.acts) <= world[1].acts


def test_an_act_without_an_occasion_is_one_that_suits_anybody(world):
    drawn = world[0]
    due = dict(zip(drawn.coop_id, drawn.due, strict=True))
    kinds = ("general", "financial", "assembly", "complaint", "audit", "training", "consulting")
    for one in planned(world).acts:
        place = [*kinds, "empowerment"].index(one.kind)
        assert one.kind in SETTINGS.lot_kinds or due[one.coop_id][place]


def test_the_order_of_rows_changes_nothing(world):
    said = columns(600, 9)
    again = Candidates.of(**shuffled(said))
    assert planned((again, world[1])) == planned(world)


def test_the_same_seed_gives_the_same_plan_and_another_one_another_lot(world):
    one, again, other = planned(world), planned(world), planned(world, seed=2)
    assert one == again
    assert {e.coop_id: e.probability for e in one.frame} == {
        e.coop_id: e.probability for e in other.frame
    }
    sure = {e.coop_id for e in one.acts if e.probability == 1}
    assert sure == {e.coop_id for e in other.acts if e.probability == 1}
    assert {e.coop_id for e in one.acts} != {e.coop_id for e in other.acts}


def test_two_months_of_one_seed_draw_as_two_seeds_would():
    drawn = Candidates.of(
        coop_id=[f"c{place:03d}" for place in range(400)], province=["05"] * 400,
        county=["k"] * 400,
    )  # fmt: skip
    lots = []
    for month in range(12):
        first = shift(FIRST, month, "jalali")
        room = Room(province="05", county="k", kind="general", month=first, acts=20)
        plan = plan_visits(
            drawn, Capacity.of([room]), SETTINGS, as_of=first - timedelta(days=1), seed=1404
        )
        lots.append({act.coop_id for act in plan.acts})
    assert [len(lot) for lot in lots] == [20] * 12
    # Of 240 draws of 20 in 400 some 184 are different; of two lots one is in both.
    assert abs(len(set.union(*lots)) - 400 * (1 - 0.95**12)) < 20
    shared = [len(one & other) for one, other in combinations(lots, 2)]
    assert abs(np.mean(shared) - 1) < 0.5


def test_a_lot_of_its_own_is_a_sample_of_all_who_are_not_certain(world):
    plan = planned(world, replace(SETTINGS, own_from=0.0))
    for told in plan.settings["strata"]:
        rows = [one for one in plan.frame if one.stratum == told["stratum"]]
        left = [one for one in rows if one.probability < 1]
        assert {one.probability for one in left} == {told["lot"] / told["left"]}
        assert sum(one.slice == "random" for one in rows) == told["lot"]


def test_counties_too_small_for_a_lot_share_one_and_fill_what_it_leaves(world):
    plan = planned(world, POOLING)
    shared = [one for one in plan.frame if "+" in one.stratum]
    assert len({one.county for one in shared}) > 1
    for stratum in {one.stratum for one in shared}:
        rows = [one for one in shared if one.stratum == stratum]
        (told,) = [one for one in plan.settings["strata"] if one["stratum"] == stratum]
        assert sum(one.slice == "random" for one in rows) == told["lot"]
        fills = [one for one in rows if one.taken and one.probability < 1 and one.slice != "random"]
        assert fills
        assert all(one.probability > told["lot"] / told["left"] for one in fills)


def small_counties(counties, each, duties, dormant, acts=19, poor=None):
    """Counties of one size, each with so many acts; the first with `poor` general ones."""
    n, rng = counties * each, np.random.default_rng(3)
    place = np.tile(np.arange(each), counties)
    asleep = (place >= duties) & (place < duties + dormant)
    drawn = Candidates.of(
        coop_id=[f"c{one:05d}" for one in range(n)], province=["05"] * n,
        county=[f"k{one // each:02d}" for one in range(n)],
        risk=np.where(asleep, np.nan, rng.beta(1, 5, n)),
        revival=np.where(asleep, rng.beta(1, 9, n), np.nan),
        duty=np.where(place < duties, "article_5", "").tolist(),
        due={"assembly": rng.random(n) < 0.5},
    )  # fmt: skip
    rooms = [
        Room(province="05", county=f"k{one:02d}", kind=kind, month=FIRST, acts=count)
        for one in range(counties)
        for general in [poor if one == 0 and poor else acts]
        for kind, count in (("general", general), ("assembly", acts - general))
        if count
    ]
    return drawn, Capacity.of(rooms)


def test_counties_that_share_a_lot_keep_their_quotas_and_most_is_certain():
    plan = planned(small_counties(20, 100, duties=15, dormant=30, acts=10))
    slices = Counter(one.slice for one in plan.acts)
    # Of ten acts a county half may go to duties, and two to revival; one of twenty is by lot.
    assert slices == {"duty": 100, "risk": 50, "revival": 40, "random": 10}
    assert sum(one.probability == 1 for one in plan.frame) == 180
    for one in plan.acts:
        assert bool(one.duty) or one.slice != "duty"
        assert one.revival is not None or one.slice != "revival"
        assert one.risk is not None or one.slice in ("revival", "random")


@pytest.mark.parametrize("each", [500, 317])
def test_counties_that_share_a_lot_leave_nobody_under_the_least_probability(each):
    plan = planned(small_counties(10, each, duties=5, dormant=50))
    assert any("+" in one.stratum for one in plan.frame)
    assert min(one.probability for one in plan.frame) >= SETTINGS.least_probability
    assert plan.settings["under_least"] == []
    assert len(plan.acts) == 190


def test_a_county_with_one_act_that_suits_anybody_holds_nobody_elses_chance_down():
    plan = planned(small_counties(10, 500, duties=5, dormant=50, poor=1))
    low = [one for one in plan.frame if one.probability < SETTINGS.least_probability]
    assert {one.county for one in low} == {"k00"}
    assert plan.settings["under_least"] == ["05/k00"]
    assert plan.settings["least_probability"] == min(one.probability for one in low) > 0.002


@pytest.mark.parametrize(("acts", "own_from"), [(4, 2.0), (10, 4.0)])
def test_redraws_of_a_whole_plan_match_the_stated_probabilities(acts, own_from):
    world = small_counties(6, 30, duties=4, dormant=6, acts=acts)
    settings = replace(SETTINGS, own_from=own_from, random=0.2)
    draws, taken, by_lot = 250, Counter(), Counter()
    for seed in range(draws):
        plan = planned(world, settings, seed=seed)
        taken.update(one.coop_id for one in plan.acts)
        by_lot.update(one.coop_id for one in plan.acts if one.slice == "random")
        assert len(plan.acts) == world[1].acts
        assert max(Counter(one.county for one in plan.acts).values()) == acts
    told = {one["stratum"]: one["lot"] / one["left"] for one in plan.settings["strata"]}
    between = [one for one in plan.frame if told[one.stratum] < one.probability < 1]
    assert any("+" in one.stratum for one in between)
    for count, chances in (
        (taken, {one.coop_id: one.probability for one in plan.frame}),
        (by_lot, {o.coop_id: told[o.stratum] for o in plan.frame if o.probability < 1}),
    ):
        error = {who: math.sqrt(p * (1 - p) / draws) for who, p in chances.items()}
        apart = {who: abs(count[who] / draws - p) for who, p in chances.items()}
        assert all(apart[who] <= 4.5 * error[who] + 1e-9 for who in chances)
        scores = [apart[who] / error[who] for who in chances if error[who] > 0]
        assert 0.8 < math.sqrt(np.mean(np.square(scores))) < 1.2


def test_duties_go_first_the_oldest_and_those_left_are_told():
    drawn = Candidates.of(
        coop_id=list("abcdef"), province=["05"] * 6, county=["k"] * 6,
        risk=[0.9, 0.8, 0.1, 0.2, 0.3, 0.4],
        duty=["", "", "article_5", "article_5", "term_expired", "article_5"],
        duty_since=["NaT", "NaT", "2025-03-01", "2025-01-01", "2025-02-01", "NaT"],
    )  # fmt: skip
    rooms = capacity({("05", "k"): 4}, months=1, mix={"general": 1.0})
    plan = plan_visits(drawn, rooms, SETTINGS, as_of=AS_OF, seed=1)
    slices = {one.coop_id: one.slice for one in plan.frame if one.probability == 1}
    # Half of the four acts at most, one by lot: the fourth goes to the riskiest.
    assert slices == {"d": "duty", "e": "duty", "a": "risk"}
    assert plan.settings["strata"][0]["duties_waiting"] == 2
    assert [one.coop_id for one in plan.frame] == list("decfab")


def test_acts_that_nobody_scored_asks_for_are_given_to_the_lot():
    drawn = Candidates.of(coop_id=list("abcdefgh"), province=["05"] * 8, county=["k"] * 8)
    rooms = capacity({("05", "k"): 4}, months=1, mix={"general": 1.0})
    plan = plan_visits(drawn, rooms, SETTINGS, as_of=AS_OF, seed=1)
    assert [one.slice for one in plan.acts] == ["random"] * 4
    assert {one.probability for one in plan.frame} == {0.5}


def test_where_there_is_room_for_all_everybody_is_certain():
    drawn = candidates(20, 1)
    plan = plan_visits(drawn, by_county(drawn, 3.0), SETTINGS, as_of=AS_OF, seed=1)
    assert {one.probability for one in plan.frame} == {1.0}
    assert all(one.taken for one in plan.frame)
    (told,) = plan.settings["strata"]
    assert (told["lot"], told["left"], told["half_width"], told["lot_needed"]) == (0, 0, 0.0, 0)


def test_counties_without_room_of_their_own_are_served_by_their_province():
    drawn = candidates(300, 6)
    places = {("05", ""): 20, ("06", "k1"): 20, ("06", ""): 8}
    plan = plan_visits(drawn, capacity(places), SETTINGS, as_of=AS_OF, seed=1)
    strata = {(one.province, one.county): one.stratum for one in plan.frame}
    assert {strata["05", name] for name in ("k0", "k2", "k4")} == {"05"}
    assert strata["06", "k1"] == "06/k1"
    assert {strata["06", name] for name in ("k3", "k5")} == {"06"}
    assert plan.settings["acts_nowhere"] == 0


def test_whoever_could_never_be_visited_stops_the_plan():
    drawn = candidates(300, 6)
    with pytest.raises(OutOfReach) as refused:
        plan_visits(drawn, capacity({("05", ""): 20}), SETTINGS, as_of=AS_OF, seed=1)
    assert refused.value.facts["places"] == ["06"]


def test_acts_of_places_without_a_candidate_are_told(world):
    drawn, _ = world
    places = {("05", ""): 20, ("06", ""): 20, ("24", "k"): 7}
    plan = plan_visits(drawn, capacity(places), SETTINGS, as_of=AS_OF, seed=1)
    assert plan.settings["acts_nowhere"] == 7


def test_nobody_to_visit_is_refused():
    nobody = Candidates.of(coop_id=[], province=[], county=[])
    with pytest.raises(NobodyToVisit):
        plan_visits(nobody, capacity({("05", ""): 20}), SETTINGS, as_of=AS_OF, seed=1)


def test_the_riskiest_go_in_their_time_and_a_duty_goes_before_them():
    drawn = Candidates.of(
        coop_id=list("abcdefghijkl"), province=["05"] * 12, county=["k"] * 12,
        risk=[0.9, 0.8, 0.7, 0.6, np.nan, 0.5, 0.4, 0.3, *[0.01] * 4],
        months_to_grid_day=[3, 1, *[3] * 10],
        duty=["", "", "", "", "three_warnings", *[""] * 7],
    )  # fmt: skip
    rooms = capacity({("05", "k"): 9}, months=3, mix={"general": 1.0})
    plan = plan_visits(drawn, rooms, SETTINGS, as_of=AS_OF, seed=1)
    month = {one.coop_id: one.month for one in plan.acts}
    assert month["e"] == FIRST  # the duty
    assert month["b"] == FIRST  # its grid day is a month away, which a later visit would miss
    assert month["h"] == max(month.values())  # the least of the risks


CHOICE = RankingChoice(
    ranking="effect", by_effect=0.2, by_risk=0.1, difference=0.1, bound=0.05, p=0.01, rows=900,
    visited=300, share=0.1, level=0.95,
)  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "effect"),
    [(None, 0.1), (replace(CHOICE, ranking="risk", bound=-0.1), 0.1), (CHOICE, np.nan)],
)
def test_effect_is_refused_where_it_is_not_shown_to_be_better_or_not_known(choice, effect):
    drawn = Candidates.of(
        coop_id=list("abcd"), province=["05"] * 4, county=["k"] * 4,
        risk=[0.9, 0.5, 0.4, 0.3], effect=np.full(4, effect),
    )  # fmt: skip
    rooms = capacity({("05", "k"): 3}, months=1, mix={"general": 1.0})
    asked = replace(SETTINGS, rank_by="effect")
    with pytest.raises(EffectNotShown):
        plan_visits(drawn, rooms, asked, as_of=AS_OF, seed=1, choice=choice)


def test_effect_takes_the_place_of_risk_where_it_was_shown_to_be_better():
    drawn = Candidates.of(
        coop_id=list("abcd"), province=["05"] * 4, county=["k"] * 4,
        risk=[0.9, 0.5, 0.4, 0.3], effect=[0.01, np.nan, 0.3, 0.2],
    )  # fmt: skip
    rooms = capacity({("05", "k"): 3}, months=1, mix={"general": 1.0})

    def certain(rank_by):
        asked = replace(SETTINGS, rank_by=rank_by)
        plan = plan_visits(drawn, rooms, asked, as_of=AS_OF, seed=1, choice=CHOICE)
        assert plan.settings["ranking"]["ranking"] == "effect"
        return {one.coop_id for one in plan.acts if one.probability == 1}

    assert certain("risk") == {"a", "b"}
    assert certain("effect") == {"c", "d"}


def test_places_by_lot_are_whole_and_add_up_in_a_province(world):
    plan = planned(world)
    for province in ("05", "06"):
        acts = sum(room.acts for room in world[1].rooms if room.province == province)
        told = [one for one in plan.settings["strata"] if one["stratum"].startswith(province)]
        # Those under one visit are rounded up: nobody is left without a chance.
        assert sum(one["lot"] for one in told) >= math.floor(0.05 * acts + 0.5)
        assert all(one["lot"] >= 1 for one in told)
