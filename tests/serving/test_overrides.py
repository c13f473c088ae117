"""An officer overrides a standing grade by the rules, and takes it back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from coopscore.actor import Actor
from coopscore.errors import AlreadyRevoked, OverrideRefused, UnknownCooperative
from models.scale import load_master_scale
from serving.office import open_office
from serving.overrides import Asked, override, revoke

OFFICER = Actor(name="س. رضایی", role="officer")
GRADES = [name for name, _ in load_master_scale().grades]


def asked_for(lent, to):
    note = "A deed of forty billion rial, seen."
    return Asked(
        coop_id=lent.example.coop_id, spec="credit_warning", to_grade=to, reason="guarantee",
        note=note,
    )  # fmt: skip


def test_it_stands_beside_the_score_from_today_for_as_long_as_the_rules_allow(lent, built):
    with open_office(lent.home) as office:
        own = office.records.scorebook.standing(lent.example.coop_id, "credit_warning")
        lower = GRADES[min(GRADES.index(own.score.grade) + 1, 14)]
        made = override(office, asked_for(lent, lower), officer=OFFICER, now=built.now)
        today = built.now.date()
        assert made.override.from_grade == own.score.grade
        assert made.override.first_day == today
        assert made.override.last_day > today + timedelta(days=170)
        standing = office.records.overrides.standing(lent.example.coop_id, "credit_warning", today)
        assert standing == made
        revoke(office, made.number, officer=OFFICER, now=built.now)
        with pytest.raises(AlreadyRevoked):
            revoke(office, made.number, officer=OFFICER, now=built.now)
        again = office.records.scorebook.standing(lent.example.coop_id, "credit_warning")
        assert again == own


def test_what_the_rules_do_not_allow_and_who_has_no_score_is_refused(lent, built):
    with open_office(lent.home) as office:
        far = replace(asked_for(lent, "Z1"), last_day=date(2030, 1, 1))
        with pytest.raises(OverrideRefused, match="Z1 is none of"):
            override(office, far, officer=OFFICER, now=built.now)
        nobody = replace(asked_for(lent, "C1"), spec="dormancy", coop_id="ir:00000000")
        with pytest.raises(UnknownCooperative, match="00000000"):
            override(office, nobody, officer=OFFICER, now=built.now)
