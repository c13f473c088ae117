"""The questions that every door asks of a home: one answer each, whoever asks.

Nothing here works out a number; it finds what is on record. A home without facts or scores is a
home to be told about, not an accident.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from coopscore.calendar import read_months
from coopscore.errors import EmptyStore, NotScored, UnknownCooperative, UnknownSpec
from coopscore.facts import FactStore, FactView
from coopscore.language import Text
from coopscore.records.database import Records
from coopscore.records.scorebook import ScoreEntry
from coopscore.scores import Score
from models.imprint import imprint_of
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
    """A standing score beside its co-operative's name, and the kind of model that gave it."""

    entry: ScoreEntry
    name: str | None
    kind: str | None = None


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
    """Reads one home; safe to share between threads.

    `bundles` is the folder of the home's models; without it only specs of the project are put in
    words.
    """

    def __init__(self, records: Records, facts: FactStore, bundles: Path | None = None) -> None:
        self._records = records
        self._facts = facts
        self._bundles = bundles
        self._lock = Lock()
        self._names: tuple[int, NameIndex] = (0, _NOBODY)

    def standing(self, coop_id: str, spec: str | None, as_of: date | None) -> ScoreEntry:
        """The score that stood on `as_of` (None: the newest).

        Without `spec`, that of the newest score up to that day.

        Raises
        ------
        UnknownSpec, UnknownCooperative, NotScored
            Where no spec has the name, nobody carries the id, or it has no such score.
        """
        asked = self._spec(coop_id, spec, as_of)
        try:
            return self._records.scorebook.standing(coop_id, asked, as_of)
        except NotScored:
            self._check_known(coop_id)
            raise

    def named(self, entry: ScoreEntry) -> Named:
        """The entry beside the name in force, and the kind of model, where it is not gone."""
        asked = self._asked(entry.score.version)
        name = self.names().of_one(entry.score.coop_id)
        return Named(entry=entry, name=name, kind=asked.kind if asked else None)

    def history(self, coop_id: str, spec: str | None) -> list[ScoreEntry]:
        """The standing score of each as-of day, oldest first.

        Raises
        ------
        UnknownSpec, UnknownCooperative, NotScored
            As `standing`.
        """
        entries = self.all_scores(coop_id, self._spec(coop_id, spec, None))
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
        """Standing scores, riskiest first; `text` is looked for in names and ids.

        Raises
        ------
        UnknownSpec
            Where no spec has the name; the empty one stands for none, in a home without scores.
        """
        if spec:
            self._check_spec(spec)
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
        """Specs that have scores: the project's, then those of somebody's own."""
        return [name for name in self._specs() if self._scored(name)]

    def question_of(self, score: Score) -> "Question | None":
        """What the model that made the score was asked; where it is gone, as `question`."""
        return self._asked(score.version) or question(score.spec)

    def question_of_spec(self, spec: str) -> "Question | None":
        """What the model that stands for the spec is asked; where it is gone, as `question`."""
        standing = self._records.bundles.all(spec)[:1]
        asked = next((self._asked(entry.version) for entry in standing), None)
        return asked or question(spec)

    def state(self) -> State:
        """What the home holds."""
        batch = self._records.ledger.newest_sealed()
        return State(batch=batch, scored=sum(map(self._scored, self._specs())))

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

    def _specs(self) -> list[str]:
        """A model's version is its spec's name and a hash, so its folder tells the name."""
        folders = self._bundles.iterdir() if self._bundles and self._bundles.is_dir() else ()
        trained = {folder.name.rpartition("-")[0] for folder in folders}
        return [*spec_names(), *sorted(trained - {"", ".half", *spec_names()})]

    def _asked(self, version: str) -> "Question | None":
        if self._bundles is None:
            return None
        try:
            return _question(imprint_of(self._bundles / version))
        except (ValueError, KeyError, TypeError):
            return None  # a score outlives its model; what it says of itself is on record

    def _check_spec(self, spec: str) -> None:
        if spec not in spec_names() and not self._scored(spec):
            raise UnknownSpec(spec=spec, allowed=self._specs())

    def _spec(self, coop_id: str, spec: str | None, as_of: date | None) -> str:
        if spec is not None:
            self._check_spec(spec)
            return spec
        entries = self._records.scorebook.history(coop_id)
        if not entries:
            self._check_known(coop_id)
            raise NotScored(coop_id=coop_id, spec="-", as_of=_TODAY)
        # A score of a later day must not change what is answered for an earlier one.
        known = [entry for entry in entries if as_of is None or entry.score.as_of <= as_of]
        return (known or entries)[-1].score.spec

    def _check_known(self, coop_id: str) -> None:
        if coop_id not in self.names():
            raise UnknownCooperative(coop_id=coop_id)


_TODAY = Text(en="today", fa="امروز")


def _index(view: FactView) -> NameIndex:
    return NameIndex.of(view.read("cooperative", columns=COLUMNS))


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a model was asked, in words: its title, its horizon in months, its interval's level.

    `kind` is of what kind the model is; None where only the spec is known. `rated` is whether its
    interval is one of a rating: about the rate among co-operatives with such a record.
    """

    title: Text
    horizon_months: int
    interval: float
    kind: str | None = None
    rated: bool = False


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
        rated=found.rating is not None,
    )


def _question(imprint: Mapping[str, Any]) -> Question:
    """The question in what a bundle says of itself."""
    spec = imprint["spec"]
    return Question(
        title=Text(**spec["title"]),
        horizon_months=read_months(spec["horizon"]).value,
        interval=float(spec["calibration"]["interval"]),
        kind=imprint.get("kind"),
        rated="rating" in spec,
    )
