"""How far a co-operative has gone towards silence and its end, told by what is on record of it.

Three tiers, the furthest that holds: *exposed* where a trigger of Art. 54 of the Co-operative
Sector Act stands, *dormant-like* after twelve months without a sign of life, *watch* where a whole
cycle was missed: neither its assembly nor its statement has come. What is unknown puts nobody in a
tier. Nothing is worked out anew: a tier rests on what the score read, on the duty that the newest
plan of visits found, and on the statute's term as it is registered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from coopscore.calendar import shift
from coopscore.language import Text
from coopscore.scores import Score
from features.visiting import TERM_GRACE, WARNINGS

TIERS: Mapping[str, Text] = {
    "watch": Text(en="watch", fa="تحت نظر"),
    "dormant_like": Text(en="dormant-like", fa="شبه‌غیرفعال"),
    "exposed": Text(en="exposed to dissolution", fa="در معرض انحلال"),
}
TRIGGERS: Mapping[str, Text] = {
    "floor": Text(en="fewer than seven members", fa="کمتر از هفت عضو"),
    "term": Text(en="statute's term run out", fa="انقضای مدت اساسنامه"),
    "warnings": Text(en="three warnings in a year", fa="سه اخطار در یک سال"),
}

_MEMBERS = 7  # at least, by Art. 6 of the act


@dataclass(frozen=True, kw_only=True)
class Tier:
    """A key of `TIERS`, empty for none, and the triggers that stand (keys of `TRIGGERS`)."""

    name: str
    triggers: tuple[str, ...] = ()


def tier_of(score: Score, *, asleep: bool, term_end: date | None, duty: str = "") -> Tier:
    """The furthest tier of one score's co-operative on the day of the score.

    Parameters
    ----------
    asleep : bool
        Whether it was scored among those that gave no sign of life for twelve months.
    term_end : date or None
        Last day of its statute's term; None where it has none or it is unknown.
    duty : str, optional
        A key of `VISIT_DUTY`, as the newest plan up to the day has it; empty for none.
    """
    read = {reason.feature: reason.value for reason in score.reasons}
    triggers = _triggers(read, score.as_of, term_end, duty)
    if triggers:
        return Tier(name="exposed", triggers=triggers)
    if asleep:
        return Tier(name="dormant_like")
    missed = all(_at_least(read, name, 1) for name in ("assemblies_overdue", "statements_overdue"))
    return Tier(name="watch" if missed else "")


def _triggers(
    read: Mapping[str, float | str | None], day: date, term_end: date | None, duty: str
) -> tuple[str, ...]:
    members = read.get("members_latest")
    found = {
        "floor": isinstance(members, float | int) and members < _MEMBERS,
        "term": duty == "term_expired" or _is_over(term_end, day),
        "warnings": duty == "three_warnings" or _at_least(read, "warnings_12m", WARNINGS),
    }
    return tuple(name for name in TRIGGERS if found[name])


def _is_over(term_end: date | None, day: date) -> bool:
    return term_end is not None and term_end <= shift(day, -TERM_GRACE.value, "jalali")


def _at_least(read: Mapping[str, float | str | None], name: str, least: int) -> bool:
    value = read.get(name)
    return isinstance(value, float | int) and value >= least
