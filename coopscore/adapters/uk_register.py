"""What the editions of the UK register say happened, and since when each of it was known.

Of the first edition, what is dated takes its own day as known: nobody can say when it was learned
(declared hindsight). Whatever a later edition adds or changes is known on that edition's day. So a
dissolution of 2015 that only the edition of 2017 tells is dated 2015 and known in 2017.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from coopscore.adapters.delivery import Draft
from coopscore.adapters.uk_editions import Edition, Entry, mended, parsed

# Reasons that a change of status carries where the source gives no day, or none that can hold.
ABSENT = "absent_from_edition"
UNDATED = "day_not_given"
AHEAD = "dated_after_edition"
RESTORED = "back_on_register"


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A change of status as last told: its record, version and day."""

    to_code: str
    record_id: str
    happened: str
    reason: str = ""
    version: int = 1

    def dated_anew(self, happened: str) -> "Turn":
        """The same record with another day."""
        return replace(self, happened=happened, reason="", version=self.version + 1)


@dataclass
class Register:
    """One edition and the drafts of its rows.

    `states` are for the table of co-operatives, `turns` for changes of status; `found` counts what
    the conventions were applied to. `earlier` is the day of the edition before, None for the first.
    """

    edition: Edition
    earlier: date | None
    states: list[Draft] = field(default_factory=list)
    turns: list[Draft] = field(default_factory=list)
    found: Counter[str] = field(default_factory=Counter)

    @property
    def repeated(self) -> int:
        """Rows that say nothing new: doubles of an id, and organisations that did not change."""
        drafted = {draft.row for draft in (*self.states, *self.turns)}
        silent = sum(entry.row not in drafted for entry in self.edition.entries.values())
        return self.edition.repeated + silent

    def known(self, happened: str) -> dict[str, str]:
        """When a fact of this edition was known: not before it happened, nor before it was told."""
        day, told = parsed(happened), self.edition.day
        if day is None:
            return {"recorded_at": happened}  # no day at all: intake says so
        if self.earlier is None and day <= told:
            return {"recorded_at": happened, "hindsight": "yes"}
        return {"recorded_at": max(day, told).isoformat()}

    def state(self, entry: Entry, attributes: Mapping[str, str], valid_from: str) -> None:
        """Draft what the organisation is, from `valid_from` on."""
        dates = {"valid_from": valid_from} | self.known(valid_from)
        self.states.append(Draft(entry.row, {"coop_id": entry.coop_id, **dates, **attributes}))

    def turn(self, entry: Entry, turn: Turn) -> None:
        """Draft a change of stage on the register."""
        self._turn(entry, "registry_stage", turn, self.known(turn.happened))

    def absence(self, entry: Entry, turn: Turn, known: date, *, voided: bool = False) -> None:
        """Draft that the organisation is missing from an edition, or that it was found again."""
        dates = {"recorded_at": known.isoformat(), "voided": "yes" if voided else ""}
        self._turn(entry, "activity_status", turn, dates)

    def _turn(self, entry: Entry, axis: str, turn: Turn, known: Mapping[str, str]) -> None:
        values = {
            "coop_id": entry.coop_id,
            "record_id": turn.record_id,
            "version": str(turn.version),
            "axis": axis,
            "to_code": turn.to_code,
            "reason": turn.reason,
            "actor": "source",
            "valid_from": turn.happened,
        }
        self.turns.append(Draft(entry.row, {**values, **known}))


@dataclass(frozen=True, kw_only=True)
class _Standing:
    """What the editions so far have told of one organisation."""

    entry: Entry
    attributes: Mapping[str, str]
    entered: Turn | None
    ended: Turn | None
    absent: Turn | None = None


def told(editions: list[Edition]) -> list[Register]:
    """Walk through the editions, oldest first, and draft what each tells that was not told yet."""
    days = [None, *(edition.day for edition in editions)]
    registers = [
        Register(edition=edition, earlier=earlier)
        for edition, earlier in zip(editions, days, strict=False)
    ]
    standing: dict[str, _Standing] = {}
    for place, register in enumerate(registers):
        for key, entry in register.edition.entries.items():
            before = standing.get(key)
            standing[key] = (
                _seen_again(register, entry, before) if before else _first_seen(register, entry)
            )
        if place:
            standing |= _missing(registers[place - 1], register, standing)
    return registers


def _first_seen(register: Register, entry: Entry) -> _Standing:
    day = register.edition.day.isoformat()
    since = entry.incorporated or day
    register.state(entry, entry.attributes, since)
    ended = None if entry.live and not entry.dissolved else _end(register, entry)
    entered = None
    # An end without a day, or before an entry that has none, leaves no span in which the
    # organisation is known to have stood on the register.
    if ended is None or (entry.incorporated and entry.dissolved):
        entered = _entry(register, entry, since)
    if ended is not None:
        register.turn(entry, ended)
    register.found["first_seen"] += 1
    register.found["no_incorporation_day"] += not entry.incorporated
    register.found["live_with_an_end"] += entry.live and bool(entry.dissolved)
    return _Standing(entry=entry, attributes=entry.attributes, entered=entered, ended=ended)


def _record_id(register: Register, entry: Entry, code: str) -> str:
    return f"{entry.coop_id}/{code}/{register.edition.day:%Y-%m}"


def _entry(register: Register, entry: Entry, since: str, reason: str = "") -> Turn:
    turn = Turn(
        to_code="registered",
        record_id=_record_id(register, entry, "registered"),
        happened=since,
        reason=reason or ("" if entry.incorporated else UNDATED),
    )
    register.found["entered_after_edition"] += since > register.edition.day.isoformat()
    if parsed(since):  # else the state, which begins on the same day, bears the fault
        register.turn(entry, turn)
    return turn


def _end(register: Register, entry: Entry) -> Turn:
    """The dissolution that the entry tells; an edition cannot tell of a day after its own."""
    told_on, happened = register.edition.day, entry.dissolved
    reason = "" if happened else UNDATED
    day = parsed(happened) if happened else told_on
    if day is not None and day > told_on:
        reason, day = AHEAD, told_on
    register.found[reason] += bool(reason)
    return Turn(
        to_code="dissolved",
        record_id=_record_id(register, entry, "dissolved"),
        happened=day.isoformat() if day else happened,
        reason=reason,
    )


def _seen_again(register: Register, entry: Entry, before: _Standing) -> _Standing:
    if before.absent:
        found_again = replace(before.absent, version=2)
        register.absence(entry, found_again, register.edition.day, voided=True)
    attributes = mended(entry, before.attributes)
    register.found["mended_names"] += attributes["name"] != entry.attributes["name"]
    if attributes != before.attributes:
        register.found["changed"] += 1
        register.state(entry, attributes, register.edition.day.isoformat())
    standing = _Standing(
        entry=entry,
        attributes=attributes,
        entered=_re_entered(register, entry, before),
        ended=before.ended,
    )
    if entry.live and not entry.dissolved:
        return _restored(register, entry, standing)
    return replace(standing, ended=_ended(register, entry, before))


def _re_entered(register: Register, entry: Entry, before: _Standing) -> Turn | None:
    """The entry on the register, its day corrected where this edition gives another."""
    if before.entered is None or entry.incorporated in ("", before.entry.incorporated):
        return before.entered
    register.found["days_corrected"] += 1
    turn = before.entered.dated_anew(entry.incorporated)
    if parsed(turn.happened):  # else the state, which tells of the same day, bears the fault
        register.turn(entry, turn)
    return turn


def _restored(register: Register, entry: Entry, standing: _Standing) -> _Standing:
    """Who had ended and is listed live stands on the register again from this edition on."""
    if standing.ended is None:
        return standing
    register.found[RESTORED] += 1
    day = register.edition.day.isoformat()
    return replace(standing, entered=_entry(register, entry, day, RESTORED), ended=None)


def _ended(register: Register, entry: Entry, before: _Standing) -> Turn:
    """The end: newly told, told again, or told with another day."""
    if before.ended is None:
        turn = _end(register, entry)
        register.found["dissolved_since"] += 1
        day = parsed(turn.happened)
        register.found["late_reported"] += bool(day and register.earlier and day < register.earlier)
        register.turn(entry, turn)
        return turn
    if entry.dissolved in ("", before.entry.dissolved):
        return before.ended
    register.found["days_corrected"] += 1
    turn = before.ended.dated_anew(entry.dissolved)
    register.turn(entry, turn)
    return turn


def _missing(
    last: Register, register: Register, standing: Mapping[str, _Standing]
) -> dict[str, _Standing]:
    """Who stood in the last edition, not ended, and is in this one no more."""
    edition = register.edition
    gone = last.edition.entries.keys() - edition.entries.keys() - edition.contested
    absent = {}
    for key in sorted(key for key in gone if standing[key].ended is None):
        turn = Turn(
            to_code="unknown",
            record_id=f"{key}/absent/{edition.day:%Y-%m}",
            happened=edition.day.isoformat(),
            reason=ABSENT,
        )
        # The row that tells of it is the organisation's last one: this edition has none.
        last.absence(last.edition.entries[key], turn, edition.day)
        absent[key] = replace(standing[key], absent=turn)
    register.found[ABSENT] += len(absent)
    return absent
