"""Entering what visits found: one plain form an act, which works without script."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl

from coopscore.errors import InvalidDay
from coopscore.language import Text, regular
from coopscore.outcome_cells import Unfit, whole_of
from coopscore.outcome_rules import outcome_faults
from coopscore.visits import VisitOutcome
from serving.days import day_asked
from serving.i18n import Words
from serving.pages.plan_page import ActRow, act_row
from serving.planned_visits import PlannedAct
from serving.writing_guard import FormTokens

MOST_LETTERS = 1_000
MOST_NAME = 80
_DIGITS = 12  # of the number of a telling
_MOST_FIELDS = 40
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TRAINING = "training"
_FIELDS = ("visited_on", "found", "outcome", "person_hours", "note")
_SENT = ("officer", "corrects", *_FIELDS)
_TITLES = {
    "visited_on": "outcome_day", "found": "col_found", "outcome": "outcome_result",
    "person_hours": "outcome_hours", "kind": "col_act_kind",
}  # fmt: skip

_NO_OFFICER = Text(en="the name of who was there is missing", fa="نام بازدیدکننده نوشته نشده است")
_NO_HOURS = Text(en="person-hours are a whole number", fa="نفرساعت باید عدد صحیح باشد")
_TOO_LONG = Text(en="it is longer than {most} letters", fa="از {most} حرف بلندتر است")


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A form that was sent, by its fields, and what is wrong with it, in words."""

    fields: Mapping[str, str]
    faults: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class ActForm:
    """The form of one act: what it shows, what stands in its fields, and its faults."""

    row: ActRow
    token: str
    values: Mapping[str, str]
    faults: Sequence[str]
    opened: bool
    is_training: bool


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What forms are made with: whose plan, on which day, by whom, and their tokens."""

    plan_id: str
    today: date
    officer: str
    tokens: FormTokens
    words: Words

    def form(self, act: PlannedAct, *, opened: bool, sent: Sent | None) -> ActForm:
        """The form of one act; one that was sent with faults comes back as it was sent."""
        one = act.planned
        mine = sent if sent and sent.fields.get("coop") == one.coop_id else None
        return ActForm(
            row=act_row(act, self.words),
            token=self.tokens.of(self.plan_id, one.coop_id, one.kind, today=self.today),
            values=_values(act, self.officer, mine, self.words),
            faults=mine.faults if mine else (),
            opened=opened or mine is not None,
            is_training=one.kind == _TRAINING,
        )


def read_form(body: bytes) -> Mapping[str, str]:
    """The fields of a form; none where it is not one of ours, which then has no token either."""
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}
    return {name: regular(_CONTROL.sub(" ", value)) for name, value in pairs}


def read_outcome(
    fields: Mapping[str, str], *, today: date, planned_on: date, words: Words
) -> tuple[VisitOutcome | None, list[str]]:
    """The outcome that a form tells, or all that is wrong with it, in words."""
    faults = [fault.said(words.lang) for fault in _form_faults(fields)]
    day, hours = _day(fields, faults, words), _hours(fields, faults, words)
    if day is None:
        return None, faults
    told = VisitOutcome(
        plan_id=fields["plan"],
        coop_id=fields["coop"],
        visited_on=day,
        kind=fields["kind"],
        found=fields.get("found", ""),
        outcome=fields.get("outcome", ""),
        person_hours=hours,
        note=fields.get("note", ""),
    )
    found = outcome_faults(told, today=today, planned_on=planned_on)
    faults += [f"{words(_TITLES[at])}: {fault.said(words.lang)}" for at, fault in found]
    return (None if faults else told), faults


def corrected(fields: Mapping[str, str]) -> list[int]:
    """The numbers of the tellings that a form was made in sight of: it may return to any."""
    typed = fields.get("corrects", "").split()[:_MOST_FIELDS]
    return [int(one) for one in typed if one.isascii() and one.isdigit() and len(one) <= _DIGITS]


def _form_faults(fields: Mapping[str, str]) -> list[Text]:
    officer, note = fields.get("officer", ""), fields.get("note", "")
    faults = [] if officer.strip() else [_NO_OFFICER]
    faults += [_TOO_LONG.filled(most=MOST_NAME)] if len(officer) > MOST_NAME else []
    faults += [_TOO_LONG.filled(most=MOST_LETTERS)] if len(note) > MOST_LETTERS else []
    return faults


def _day(fields: Mapping[str, str], faults: list[str], words: Words) -> date | None:
    try:
        return day_asked(fields.get("visited_on", ""))
    except InvalidDay as refused:
        faults.append(refused.found.said(words.lang, **refused.facts))
        return None


def _hours(fields: Mapping[str, str], faults: list[str], words: Words) -> int | None:
    try:
        return whole_of(fields.get("person_hours", "").strip())
    except Unfit:  # what was typed stands in the field, however long it is
        faults.append(_NO_HOURS.said(words.lang))
        return None


def _values(act: PlannedAct, officer: str, sent: Sent | None, words: Words) -> Mapping[str, str]:
    """What was sent; else what stands, so that it can be corrected; else nothing but the name."""
    if sent is not None:
        return {name: sent.fields.get(name, "") for name in _SENT}
    standing, withdrawn = (
        [entry for entry in entries if entry.outcome.kind == act.planned.kind]
        for entries in (act.outcomes, act.withdrawn)
    )
    numbers = [str(entry.number) for entry in (*standing, *withdrawn)]
    seen = {"officer": officer, "corrects": " ".join(numbers)}
    if not standing:
        return {**dict.fromkeys(_SENT, ""), **seen}
    told = standing[-1].outcome
    return {
        **seen,
        "visited_on": words.short_day(told.visited_on),
        "found": told.found,
        "outcome": told.outcome,
        "person_hours": "" if told.person_hours is None else str(told.person_hours),
        "note": told.note,
    }
