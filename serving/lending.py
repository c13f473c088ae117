"""What the lending desk asks of a home: dossiers with overrides, and whom to warn about.

Nothing here works out a number; it finds what is on record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopscore.errors import NotScored
from coopscore.language import Text
from coopscore.overrides import OverrideEntry, override_rules
from coopscore.records.database import Records
from coopscore.records.dossier_shelf import DossierEntry
from models.scale import load_master_scale
from serving.readings import Named, Readings

# The spec whose scores say which running loans are about to be past due.
WARNING = "credit_warning"

ANY_CO_OPERATIVE = Text(en="Any co-operative", fa="هیچ تعاونی")
_TODAY = Text(en="today", fa="امروز")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A standing score with all that the desk has on it.

    `dossier` is None where none was made; `override` is the one in force today over the newest
    score, `overrides` are all that were ever given for the question, the newest first.
    """

    named: Named
    dossier: DossierEntry | None
    override: OverrideEntry | None
    overrides: Sequence[OverrideEntry]


@dataclass(frozen=True, kw_only=True)
class Warned:
    """One running loan's co-operative on the list, and its dossier where one was made."""

    named: Named
    dossier: DossierEntry | None


@dataclass(frozen=True, kw_only=True)
class WarningList:
    """One page of the early-warning list of a day, the likeliest to be past due first.

    `expected` is how many of all `total` are expected to be; `expected_here` of this page.
    """

    as_of: date
    rows: Sequence[Warned]
    total: int
    expected: float
    expected_here: float


class Lending:
    """Reads one home for the lending desk; safe to share between threads."""

    def __init__(self, records: Records, readings: Readings) -> None:
        self._records = records
        self._readings = readings

    def standing(
        self, coop_id: str, spec: str | None, as_of: date | None, *, today: date
    ) -> Standing:
        """The score that stood on `as_of`, its dossier, and the overrides of the question.

        Raises
        ------
        UnknownSpec, UnknownCooperative, NotScored
            As `Readings.standing`.
        """
        named = self._readings.named(self._readings.standing(coop_id, spec, as_of))
        score = named.entry.score
        overrides = self._records.overrides.all(score.spec, coop_id)
        newest = self._readings.standing(coop_id, score.spec, None)
        is_newest = newest.score_id == named.entry.score_id
        given = next((one for one in overrides if one.stands_on(today)), None)
        return Standing(
            named=named,
            dossier=self._dossiers([named.entry.score_id]).get(named.entry.score_id),
            override=given if given and is_newest and _holds(given, score.grade) else None,
            overrides=overrides,
        )

    def warnings(self, as_of: date | None, *, limit: int, offset: int) -> WarningList:
        """Running loans by how likely they are to be past due within the year, a page at a time.

        The list is that of the newest day that was scored, up to `as_of`: who has paid back since
        is not on it.

        Raises
        ------
        NotScored
            Where no day was scored.
        """
        book = self._records.scorebook
        day = book.newest_day(WARNING, as_of)
        if day is None:
            raise NotScored(coop_id=ANY_CO_OPERATIVE, spec=WARNING, as_of=as_of or _TODAY)
        page = book.listing(WARNING, limit=limit, offset=offset, as_of=day)
        dossiers = self._dossiers([entry.score_id for entry in page.entries])
        rows = [
            Warned(named=self._readings.named(entry), dossier=dossiers.get(entry.score_id))
            for entry in page.entries
        ]
        return WarningList(
            as_of=day,
            rows=rows,
            total=page.total,
            expected=book.expected(WARNING, day),
            expected_here=sum(entry.score.probability for entry in page.entries),
        )

    def _dossiers(self, score_ids: Sequence[str]) -> dict[str, DossierEntry]:
        return self._records.dossiers.of_many(score_ids)


def _holds(given: OverrideEntry, grade: str) -> bool:
    """Whether an override may stand over a score of this grade, which may be newer than its own."""
    grades = [name for name, _ in load_master_scale().grades]
    return override_rules().reaches(grade, given.override.to_grade, grades)
