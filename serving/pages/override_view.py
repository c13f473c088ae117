"""An officer's override in words."""

from dataclasses import dataclass
from datetime import date

from coopscore.overrides import OverrideEntry
from coopscore.vocabulary import OVERRIDE_REASON
from serving.i18n import Words


@dataclass(frozen=True, kw_only=True)
class OverrideRow:
    """One override; `state` says whether it stands, has ended or was revoked."""

    from_grade: str
    to_grade: str
    reason: str
    note: str
    officer: str
    first_day: date
    last_day: date
    state: str


def override_row(entry: OverrideEntry, words: Words, today: date) -> OverrideRow:
    """The override as it stands today."""
    asked = entry.override
    return OverrideRow(
        from_grade=asked.from_grade,
        to_grade=asked.to_grade,
        reason=words.text(OVERRIDE_REASON[asked.reason]),
        note=asked.note,
        officer=entry.actor.name,
        first_day=asked.first_day,
        last_day=asked.last_day,
        state=words(f"override_state_{_state(entry, today)}"),
    )


def _state(entry: OverrideEntry, today: date) -> str:
    if entry.revoked_at is not None:
        return "revoked"
    return "stands" if entry.stands_on(today) else "ended"
