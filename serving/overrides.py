"""Overriding a standing grade, and taking an override back; the rules are `coopscore.overrides`."""

from dataclasses import dataclass
from datetime import date, datetime

from coopscore.actor import Actor
from coopscore.overrides import Override, OverrideEntry, override_rules
from models.scale import load_master_scale
from serving.clock import today
from serving.office import Office
from serving.readings import Readings


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an officer asks for; without a last day the longest that the rules allow."""

    coop_id: str
    spec: str
    to_grade: str
    reason: str
    note: str
    last_day: date | None = None


def override(office: Office, asked: Asked, *, officer: Actor, now: datetime) -> OverrideEntry:
    """Put another grade in the place of the standing score's, from today on.

    Raises
    ------
    UnknownSpec, UnknownCooperative, NotScored
        Where there is no score to override.
    OverrideRefused
        Where the rules do not allow it.
    """
    readings = Readings(office.records, office.facts, office.home.bundles)
    entry = readings.standing(asked.coop_id, asked.spec, None)
    rules, first = override_rules(), today(now)
    made = Override(
        score_id=entry.score_id,
        coop_id=asked.coop_id,
        spec=asked.spec,
        from_grade=entry.score.grade,
        to_grade=asked.to_grade,
        reason=asked.reason,
        note=asked.note,
        first_day=first,
        last_day=asked.last_day or rules.last_day(first),
    )
    rules.check(made, [name for name, _ in load_master_scale().grades], officer)
    return office.records.overrides.grant(made, rules=rules.version, actor=officer, now=now)


def revoke(office: Office, number: int, *, officer: Actor, now: datetime) -> None:
    """Take an override back, from now on.

    Raises
    ------
    UnknownOverride, AlreadyRevoked
        Where there is none of the number, or it was taken back before.
    """
    office.records.overrides.revoke(number, actor=officer, now=now)
