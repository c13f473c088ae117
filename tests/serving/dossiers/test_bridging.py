"""Bridges: terms that add up exactly, and put a change where it came from."""

from dataclasses import replace
from datetime import timedelta

import pytest

from coopscore.errors import NoPeerTable
from features.build import build_matrix
from features.catalogue import select
from features.hypothetical import With
from features.made_rows import as_stored
from features.peer_shelf import FolderShelf, MemoryShelf
from models.runs.score import score
from serving.dossiers.replays import TERMS, bridges, can_replay
from serving.office import open_office


@pytest.fixture(scope="module")
def world(built):
    """The facts, the model and the shelf of the home, and its scored days."""
    with open_office(built.home) as office:
        facts = office.facts.view()
    bundle = built.made.trained.bundle
    return facts, bundle, FolderShelf(built.home.peers), built.made.scored


def scored_on(facts, bundle, shelf, day):
    matrix = build_matrix(
        facts,
        features=select(bundle.feature_names),
        cohort=bundle.spec.scored,
        as_ofs=[day],
        calendar=bundle.spec.calendar,
        peers=shelf,
    )
    return score(bundle, matrix)


def told(scores):
    return {one.coop_id: one for one in scores}


def bridged(facts, bundle, shelf, scores, earlier, **more):
    asked = {"bundle_of": lambda _: bundle, "facts": facts, "peers": shelf} | more
    return bridges(scores=scores, earlier=told(earlier), **asked)


def term(bridge, kind):
    (found,) = [one for one in bridge.terms if one.kind == kind]
    return found


@pytest.mark.parametrize("before", [1, 3])
def test_terms_add_up_to_the_difference_exactly(world, before):
    facts, bundle, shelf, runs = world
    now, then = runs[-1].scores, runs[-1 - before].scores
    heard = []
    found = bridged(facts, bundle, shelf, now, then, progress=lambda *told: heard.append(told))
    # Whoever was scored on both days has one, whatever time did to its place in the cohort.
    assert sorted(found) == sorted(told(now).keys() & told(then).keys())
    for who, bridge in found.items():
        assert tuple(one.kind for one in bridge.terms) == TERMS
        assert bridge.points_then == told(then)[who].points
        assert bridge.points_now == told(now)[who].points
        moved = bridge.points_now - bridge.points_then
        assert sum(one.points for one in bridge.terms) == pytest.approx(moved, abs=1e-9)
        assert term(bridge, "model").points == 0
        assert bridge.since == runs[-1 - before].as_of
    moving = {kind for one in found.values() for kind in TERMS if term(one, kind).points}
    assert moving == {"passing_time", "new_events", "peers"}
    assert heard == [(0, 1), (1, 1)]


def test_where_nothing_changes_every_term_is_zero(world):
    facts, bundle, shelf, runs = world
    found = bridged(facts, bundle, shelf, runs[-1].scores, runs[-1].scores)
    assert len(found) == len(runs[-1].scores)
    for bridge in found.values():
        assert [one.points for one in bridge.terms] == [0] * len(TERMS)
        assert term(bridge, "new_events").count == 0


def met(batch, who, day):
    """The annual assembly of each of `who`, held ten days before its minutes came."""
    return as_stored(
        "assembly",
        [
            {
                "coop_id": one,
                "held_on": day - timedelta(10),
                "minutes_received_on": day,
                "due_on": day - timedelta(10),
                "kind": "annual_ordinary",
                "outcome": "held",
                "members_total": 9,
                "members_present": 9,
            }
            for one in who
        ],
        batch=batch,
    )


def test_what_is_planted_is_told_as_new_events(world):
    facts, bundle, shelf, runs = world
    # Scored again on the same day after a delivery: one event more, and all else as it was.
    then = runs[-1].scores
    who = sorted(told(then))[::2]
    after = With(facts=facts, rows={"assembly": met(facts.batch + 1, who, runs[-1].as_of)})
    now = scored_on(after, bundle, shelf, runs[-1].as_of)
    found = bridged(after, bundle, shelf, now, then)
    moved = {one: bridge.points_now - bridge.points_then for one, bridge in found.items()}
    assert sum(abs(points) >= 10 for points in moved.values()) >= 10
    for one, bridge in found.items():
        events = term(bridge, "new_events")
        assert events.count == (1 if one in who else 0)
        assert abs(events.points) >= 0.95 * abs(moved[one])
        assert events.points == pytest.approx(moved[one], abs=1e-9)


def test_another_model_is_told_last(world):
    facts, bundle, shelf, runs = world
    now, then = runs[-1].scores, runs[-2].scores
    steeper = replace(bundle.calibration, intercept=bundle.calibration.intercept + 0.1)
    other = replace(bundle, calibration=steeper)
    found = bridged(facts, bundle, shelf, scored_on(facts, other, shelf, runs[-1].as_of), then)
    plain = bridged(facts, bundle, shelf, now, then)
    assert found
    for who, bridge in found.items():
        assert bridge.terms[:-1] == plain[who].terms[:-1]
        assert term(bridge, "model").points == pytest.approx(-0.1 * bundle.scale.factor, abs=1e-6)


def test_what_cannot_be_replayed_has_no_bridge(world):
    facts, bundle, shelf, runs = world
    now, then = runs[-1].scores, runs[-2].scores
    # Points that this pipeline never gave, then and now.
    wrong = [replace(one, points=one.points + 1) for one in then]
    assert bridged(facts, bundle, shelf, now, wrong) == {}
    wrong = [replace(one, points=one.points + 1) for one in now]
    assert bridged(facts, bundle, shelf, wrong, then) == {}
    # Nobody was scored before; and inputs that are defined otherwise by now.
    assert bridged(facts, bundle, shelf, now, []) == {}
    first, *others = bundle.inputs
    for strange in (replace(first, hash="0"), replace(first, name="no_such_feature")):
        moved = replace(bundle, inputs=(strange, *others))
        assert not can_replay(moved)
        assert bridged(facts, moved, shelf, now, then) == {}
    assert can_replay(bundle)


def test_a_shelf_without_the_peers_of_the_day_is_refused(world):
    facts, bundle, _, runs = world
    with pytest.raises(NoPeerTable):
        bridged(facts, bundle, MemoryShelf(), runs[-1].scores, runs[-2].scores)


def test_replays_leave_the_store_as_it_was(world, built):
    facts, bundle, shelf, runs = world

    def held():
        return {path: path.read_bytes() for path in built.home.facts.rglob("*") if path.is_file()}

    before = held()
    bridged(facts, bundle, shelf, runs[-1].scores, runs[-2].scores)
    assert held() == before
