"""How far a co-operative has gone, by what its score read and what is on record of it."""

from dataclasses import replace
from datetime import date

import pytest
from supervised_home import DAY, score_of

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
    assert tier(WELL, term_end=date(2025, 7, 22)) == ("", ())  # 31 Tir
    assert tier(WELL, term_end=date(2025, 7, 21)) == ("exposed", ("term",))


def test_what_the_plan_found_to_be_a_duty_exposes_too():
    assert tier(WELL, duty="term_expired") == ("exposed", ("term",))
    assert tier(WELL, duty="three_warnings") == ("exposed", ("warnings",))
    assert tier(WELL, duty="article_5") == ("", ())  # to be visited, but no trigger of Art. 54


def test_who_has_been_silent_for_a_year_is_dormant_like_unless_exposed():
    assert tier(WELL, asleep=True) == ("dormant_like", ())
    assert tier({**WELL, "members_latest": 3.0}, asleep=True) == ("exposed", ("floor",))


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
