"""Recourse: acts that are open, lawful and gain, and that replay to the very grade told."""

from dataclasses import replace
from datetime import date

import pytest

from coopscore.scores import NOT_RATED
from features.build import build_matrix
from features.catalogue import select
from features.cohorts import cohort_named
from features.holdings import as_known
from features.hypothetical import KnownBy, PinnedPeers, With
from features.made_rows import as_stored
from features.peer_shelf import FolderShelf
from features.peers import peer_day
from models.rating.anchor import Anchor, YearRate
from models.rating.rating import Coverage, Rating
from models.rating.spread import Knots, Spread
from models.recourse.acts import ALL, offers, together
from models.recourse.register import TABLES, registers
from models.runs.score import score
from serving.dossiers.replays import LEAST_GAIN, recourses
from serving.office import open_office

GRADES = [f"{letter}{number}" for letter in "ABCDE" for number in (1, 2, 3)]


@pytest.fixture(scope="module")
def world(built):
    """The facts, the model and the shelf of the home, and its last scores."""
    with open_office(built.home) as office:
        facts = office.facts.view()
    last = built.made.scored[-1]
    return facts, built.made.trained.bundle, FolderShelf(built.home.peers), last.scores


@pytest.fixture(scope="module")
def heard():
    """What progress was told."""
    return []


@pytest.fixture(scope="module")
def found(world, heard):
    facts, bundle, shelf, scores = world
    return recourses(
        scores=scores, bundle=bundle, facts=facts, peers=shelf,
        progress=lambda *told: heard.append(told),
    )  # fmt: skip


@pytest.fixture(scope="module")
def standing(world):
    """What the register shows of each co-operative on the scored day."""
    facts, _, _, scores = world
    day = scores[0].as_of
    who = [one.coop_id for one in scores]
    tables = {name: as_known(facts, name, day, who) for name in TABLES}
    return {one.coop_id: one for one in registers(tables, day)}


def test_everybody_scored_is_answered_and_some_can_act(world, found):
    assert sorted(found) == sorted(one.coop_id for one in world[3])
    assert sum(map(bool, found.values())) >= 10
    assert {act.act for acts in found.values() for act in acts} >= {"hold_assembly", ALL}


def test_acts_are_offered_only_where_something_is_open_and_are_told_once(found, standing):
    for who, acts in found.items():
        singly = [act.act for act in acts if act.act != ALL]
        opened = [offer.act for offer in offers(standing[who])] if who in standing else []
        assert [act for act in opened if act in singly] == singly
        assert len(set(singly)) == len(singly)
        if acts and acts[-1].act == ALL:
            assert len(singly) >= 2
            assert acts[-1].about == " ".join(singly)


def test_no_act_is_promised_before_its_day_nor_for_nothing(world, found):
    day = world[3][0].as_of
    for acts in found.values():
        for act in acts:
            assert act.earliest > day
            assert act.gain >= LEAST_GAIN
            assert act.grade in GRADES
            assert act.promised == NOT_RATED, "an interval without refits in it promises nothing"


def test_a_replay_on_the_earliest_day_reaches_the_very_grade_that_was_told(world, found, standing):
    facts, bundle, shelf, scores = world
    day, spec = scores[0].as_of, bundle.spec
    pinned = PinnedPeers(
        shelf=shelf, cohort=cohort_named(spec.scored),
        month_end=peer_day(day, spec.calendar), batch=facts.batch,
    )  # fmt: skip
    reached = 0
    # Each by itself, with the spec's own cohort, as the office would score it on that day.
    for who, acts in [one for one in sorted(found.items()) if one[1]][:4]:
        by_code = {offer.act: offer for offer in offers(standing[who])}
        for act in acts:
            offer = by_code.get(act.act) or together(standing[who], act.about.split())
            made = {
                name: as_stored(name, rows, batch=facts.batch) for name, rows in offer.rows.items()
            }
            matrix = build_matrix(
                With(facts=KnownBy(facts=facts, day=day, batch=facts.batch), rows=made),
                features=select(bundle.feature_names), cohort=spec.scored,
                as_ofs=[act.earliest], calendar=spec.calendar, coop_ids=[who], peers=pinned,
            )  # fmt: skip
            (replayed,) = score(bundle, matrix)
            assert (replayed.points, replayed.grade, replayed.probability) == (
                act.points, act.grade, act.probability,
            )  # fmt: skip
            reached += 1
    assert reached >= 4


def test_progress_ends_where_it_said_it_would(found, heard):
    assert found
    done, of = zip(*heard, strict=True)
    assert list(done) == list(range(1, len(done) + 1))
    assert done[-1] == of[-1]
    assert list(of) == sorted(of)


def rated(bundle, refitted=0.1):
    """The same model with intervals that are made of refits."""
    by = next(item for item in bundle.inputs if item.name == "isic_group")
    year = YearRate(first=date(2024, 10, 21), rows=100, events=3)
    coverage = Coverage(
        level=0.9, refits=10, cells=4, years=4, refitted=refitted, yearly=0.1, tau=0.1,
        inside_before=0.9, inside=0.9, years_inside_before=0.9, years_inside=0.9, factor=1.0,
    )  # fmt: skip
    rating = Rating(
        by=by, widest=15, coverage=coverage, grades=(),
        anchor=Anchor(years=(year,), long_run=0.03, tested=0.03, shift=0.0, z=0.0),
        spread=Spread(knots=(Knots(group="industry", margins=(0.0,), sds=(0.2,)),)),
    )  # fmt: skip
    return replace(bundle, rating=rating)


def test_the_more_refits_differ_the_less_is_promised_and_all_else_is_the_same(world, found):
    facts, bundle, shelf, scores = world
    some = [one for one in scores if found[one.coop_id]][:5]
    asked = {"scores": some, "facts": facts, "peers": shelf}
    near, far = (recourses(**asked, bundle=rated(bundle, spread)) for spread in (0.1, 2.0))
    for one in some:
        for plain, careful in zip(near[one.coop_id], far[one.coop_id], strict=True):
            assert careful.points == plain.points
            if plain.grade == NOT_RATED:
                assert plain.promised == NOT_RATED
            else:
                assert GRADES.index(plain.promised) >= GRADES.index(plain.grade)
                assert GRADES.index(careful.promised) > GRADES.index(plain.grade)


def test_where_nobody_can_do_anything_nothing_is_replayed(world, found, standing):
    facts, bundle, shelf, scores = world
    idle = [one for one in scores if not offers(standing[one.coop_id])][:3]
    assert idle
    heard = []
    told = recourses(
        scores=idle, bundle=bundle, facts=facts, peers=shelf,
        progress=lambda *told: heard.append(told),
    )  # fmt: skip
    assert told == {one.coop_id: () for one in idle}
    assert heard == []
    assert recourses(scores=[], bundle=bundle, facts=facts, peers=shelf) == {}


def test_what_ruled_on_a_day_is_what_the_store_says(world):
    facts, _, _, scores = world
    day = date(2024, 9, 22)
    for table in ("filing", "assembly", "officer_term", "facility_month"):
        ours, theirs = as_known(facts, table, day), facts.as_known(table, None, day)
        assert ours.select(theirs.column_names).sort_by(ORDER).equals(theirs.sort_by(ORDER))
    assert scores


ORDER = [("coop_id", "ascending"), ("record_id", "ascending")]
