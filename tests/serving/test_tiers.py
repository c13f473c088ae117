"""How far a co-operative has gone, by what its score read and what is on record of it."""

import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest
from supervised_home import DAY, score_of

from coopscore.actor import SYSTEM
from coopscore.home import Home
from coopscore.scores import Reason
from serving.office import open_office
from serving.readings import Readings
from serving.supervision import REVIVAL, SILENCE, Asked, Supervision
from serving.tiers import tier_of

WELL = {"statements_overdue": 0.0, "assemblies_overdue": 0.0, "members_latest": 40.0}


def tier(read, *, asleep=False, term_end=None, duty=""):
    """The tier of a score that read `read`, on 31 Shahrivar 1404."""
    reasons = [Reason(feature=name, value=value, points=0.0) for name, value in read.items()]
    score = replace(score_of("ir:1", 0), reasons=tuple(reasons))
    found = tier_of(score, asleep=asleep, term_end=term_end, duty=duty)
    return found.name, found.triggers


@pytest.mark.parametrize(
    ("read", "told"),
    [
        ({}, ("", ())),
        ({"statements_overdue": 1.0}, ("", ())),
        ({"statements_overdue": 2.0, "assemblies_overdue": 1.0}, ("watch", ())),
        ({"members_latest": 6.0}, ("exposed", ("floor",))),
        ({"members_latest": 7.0}, ("", ())),
        ({"members_latest": None, "statements_overdue": None}, ("", ())),
        ({"warnings_12m": 3.0, "members_latest": 2.0}, ("exposed", ("floor", "warnings"))),
    ],
)
def test_a_tier_is_the_furthest_that_holds_and_the_unknown_puts_nobody_in_one(read, told):
    assert tier({**WELL, **read}) == told
    assert tier({}) == ("", ())


def test_a_term_is_over_two_months_after_its_end():
    assert tier(WELL, term_end=date(2025, 7, 23)) == ("", ())  # 1 Mordad
    assert tier(WELL, term_end=date(2025, 7, 22)) == ("exposed", ("term",))


def test_what_the_plan_found_to_be_a_duty_exposes_too():
    assert tier(WELL, duty="term_expired") == ("exposed", ("term",))
    assert tier(WELL, duty="three_warnings") == ("exposed", ("warnings",))
    assert tier(WELL, duty="article_5") == ("", ())  # to be visited, but no trigger of Art. 54


def test_who_has_been_silent_for_a_year_is_dormant_like_unless_exposed():
    assert tier(WELL, asleep=True) == ("dormant_like", ())
    assert tier({**WELL, "members_latest": 3.0}, asleep=True) == ("exposed", ("floor",))


def test_duties_are_those_of_the_newest_plan_for_each_province(supervised, tmp_path):
    home = Home(shutil.copytree(supervised.home.path, tmp_path / "home"))
    coop_id = next(one for one in supervised.watched if supervised.places.of_one(one).province)
    province = supervised.places.of_one(coop_id).province
    with open_office(home) as office:
        book = office.records.visits
        own = next(one for one in supervised.frame if one.coop_id == coop_id)
        frame = (replace(own, duty="three_warnings"),)
        plan = replace(
            book.plan(supervised.plan.plan_id), frame=frame, settings={"province": province}
        )
        later = supervised.now + timedelta(days=1)
        book.keep(plan, actor=SYSTEM, now=later)
        elsewhere = (replace(own, duty="term_expired"),)
        book.keep(
            replace(plan, settings={"province": "none"}, frame=elsewhere), actor=SYSTEM, now=later
        )
        desk = Supervision(office, Readings(office.records, office.facts))
        rows = desk.watched(SILENCE, None, Asked(limit=60, offset=0)).rows
    warned = [row.named.entry.score.coop_id for row in rows if "warnings" in row.tier.triggers]
    assert warned == [coop_id]


def test_without_facts_or_a_plan_the_lists_stand_by_their_scores(supervised, tmp_path):
    with open_office(supervised.home) as kept:
        entries = [
            one for spec in (SILENCE, REVIVAL) for one in kept.records.scorebook.of_day(spec, DAY)
        ]
    with open_office(Home(tmp_path / "home")) as office:
        actor, now = entries[0].actor, supervised.now
        office.records.scorebook.write([one.score for one in entries], actor=actor, now=now)
        desk = Supervision(office, Readings(office.records, office.facts))
        found = desk.watched(REVIVAL, None, Asked(limit=5, offset=0))
    assert [row.tier.name for row in found.rows] == ["dormant_like"] * 4 + ["exposed"]
    assert found.rows[4].tier.triggers == ("floor",)
    assert {row.place.province for row in found.rows} == {""}
