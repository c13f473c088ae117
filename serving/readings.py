"""The questions that every door asks of a home: one answer each, whoever asks.

Nothing here works out a number; it finds what is on record. A home without facts or scores is a
home to be told about, not an accident.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

from coopscore.errors import EmptyStore, NotScored, UnknownCooperative, UnknownSpec
from coopscore.facts import FactStore, FactView
from coopscore.language import Text
from coopscore.records.database import Records
from coopscore.records.scorebook import ScoreEntry
from models.spec import load_spec, spec_names
from serving.names import COLUMNS, NameIndex

SEARCH_LIMIT = 2_000
_NOBODY = NameIndex({}, {})


@dataclass(frozen=True, kw_only=True)
class Filing:
    """One filing as it was known on a day."""

    kind: str
    period_end: date
    received_on: date
    due_on: date | None
    delay_days: int | None
    audited: bool | None
    version: int


@dataclass(frozen=True, kw_only=True)
class Named:
    """A standing score beside its co-operative's name."""

    entry: ScoreEntry
    name: str | None


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of a search; `cut` where more names matched than are looked up."""

    rows: Sequence[Named]
    total: int
    cut: bool = False


@dataclass(frozen=True, kw_only=True)
class State:
    """What a home holds: the newest sealed batch (None: no facts) and scored co-operatives."""

    batch: int | None
    scored: int


class Readings:
    """Reads one home; safe to share between threads."""

    def __init__(self, records: Records, facts: FactStore) -> None:
        self._records = records
        self._facts = facts
        self._lock = Lock()
        self._names: tuple[int, NameIndex] = (0, _NOBODY)

    def standing(self, coop_id: str, spec: str | None, as_of: date | None) -> ScoreEntry:
        """The score that stood on `as_of` (None: the newest).

        Without `spec`, that of the model which scored the co-operative last.

        Raises
        ------
        UnknownCooperative, NotScored
            Where nobody carries the id, or where it has no such score.
        """
        try:
            return self._records.scorebook.standing(coop_id, self._spec(coop_id, spec), as_of)
        except NotScored:
            self._check_known(coop_id)
            raise

    def history(self, coop_id: str, spec: str | None) -> list[ScoreEntry]:
        """The standing score of each as-of day, oldest first.

        Raises
        ------
        UnknownCooperative, NotScored
            As `standing`.
        """
        entries = self.all_scores(coop_id, self._spec(coop_id, spec))
        by_day = {entry.score.as_of: entry for entry in entries}
        return [by_day[day] for day in sorted(by_day)]

    def all_scores(self, coop_id: str, spec: str) -> list[ScoreEntry]:
        """Every score ever given, also those that a later batch or model replaced.

        Raises
        ------
        UnknownCooperative, NotScored
            As `standing`.
        """
        entries = self._records.scorebook.history(coop_id, spec)
        if not entries:
            self._check_known(coop_id)
            raise NotScored(coop_id=coop_id, spec=spec, as_of=_TODAY)
        return entries

    def filings(self, coop_id: str, as_of: date) -> list[Filing]:
        """Filings in force and known on the day, the last received first.

        Raises
        ------
        UnknownCooperative, EmptyStore
            Where nobody carries the id, or the home holds no facts.
        """
        view = self._facts.view()
        self._check_known(coop_id)
        rows = view.as_known("filing", coop_id, as_of).to_pylist()
        rows.sort(key=lambda row: (row["known"], row["happened"], row["kind"]), reverse=True)
        return [
            Filing(
                kind=row["kind"],
                period_end=row["happened"],
                received_on=row["known"],
                due_on=row["due_on"],
                delay_days=row["delay_days"],
                audited=row["audited"],
                version=row["version"],
            )
            for row in rows
        ]

    def listing(self, spec: str, *, text: str, limit: int, offset: int) -> Found:
        """Standing scores, riskiest first; `text` is looked for in names and ids."""
        names = self.names()
        ids = names.found(text, SEARCH_LIMIT + 1) if text.strip() else None
        page = self._records.scorebook.listing(
            spec, limit=limit, offset=offset, coop_ids=None if ids is None else ids[:SEARCH_LIMIT]
        )
        rows = [
            Named(entry=entry, name=names.of_one(entry.score.coop_id)) for entry in page.entries
        ]
        cut = ids is not None and len(ids) > SEARCH_LIMIT
        return Found(rows=rows, total=page.total, cut=cut)

    def specs(self) -> list[str]:
        """Specs of the project that have scores, those with none left out."""
        return [name for name in spec_names() if self._scored(name)]

    def state(self) -> State:
        """What the home holds."""
        batch = self._records.ledger.newest_sealed()
        return State(batch=batch, scored=sum(self._scored(name) for name in spec_names()))

    def names(self) -> NameIndex:
        """The names in force, read again whenever a newer batch has been sealed."""
        try:
            view = self._facts.view()
        except EmptyStore:
            return _NOBODY
        with self._lock:
            if self._names[0] != view.batch:
                self._names = (view.batch, _index(view))
            return self._names[1]

    def _scored(self, spec: str) -> int:
        return self._records.scorebook.listing(spec, limit=0).total

    def _spec(self, coop_id: str, spec: str | None) -> str:
        if spec is not None:
            return spec
        entries = self._records.scorebook.history(coop_id)
        if not entries:
            self._check_known(coop_id)
            raise NotScored(coop_id=coop_id, spec="-", as_of=_TODAY)
        return max(entries, key=lambda entry: entry.written_at).score.spec

    def _check_known(self, coop_id: str) -> None:
        if coop_id not in self.names():
            raise UnknownCooperative(coop_id=coop_id)


_TODAY = Text(en="today", fa="امروز")


def _index(view: FactView) -> NameIndex:
    return NameIndex.of(view.read("cooperative", columns=COLUMNS))


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a spec asks, in words: its title, its horizon in months, its interval's level."""

    title: Text
    horizon_months: int
    interval: float


def question(spec: str) -> Question | None:
    """The question of a spec that comes with the project; None for one of somebody's own."""
    try:
        found = load_spec(spec)
    except UnknownSpec:
        return None
    return Question(
        title=found.title,
        horizon_months=found.horizon.value,
        interval=found.calibration.interval,
    )


def spec_checked(spec: str | None) -> str | None:
    """The spec's name as it was asked for, where it can be one.

    Raises
    ------
    UnknownSpec
        For text that is no name at all; a name without scores is found out later.
    """
    if spec is not None and not spec.replace("_", "").replace("-", "").isalnum():
        raise UnknownSpec(spec=spec, allowed=spec_names())
    return spec
