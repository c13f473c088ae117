"""What the lending desk asks of a home: dossiers with overrides, and whom to warn about.

Nothing here works out a number; it finds what is on record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopscore.errors import NoDossier, NotScored
from coopscore.language import Text
from coopscore.overrides import OverrideEntry
from coopscore.records.database import Records
from coopscore.records.dossier_shelf import DossierEntry
from serving.readings import Named, Readings

# The spec whose scores say which running loans are about to be past due.
WARNING = "credit_warning"

_ANY_CO_OPERATIVE = Text(en="Any co-operative", fa="هیچ تعاونی")
_TODAY = Text(en="today", fa="امروز")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A standing score with all that the desk has on it.

    `dossier` is None where none was made; `override` is the one in force today, `overrides` are all
    that were ever given for the question, the newest first.
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
        overrides = self._records.overrides.all(named.entry.score.spec, coop_id)
        return Standing(
            named=named,
            dossier=self._dossier(named.entry.score_id),
            override=next((one for one in overrides if one.stands_on(today)), None),
            overrides=overrides,
        )

    def dossier(self, coop_id: str, spec: str | None, as_of: date | None) -> DossierEntry:
        """The dossier of the score that stood on `as_of`.

        Raises
        ------
        NoDossier
            Where none was made of it; and as `Readings.standing`.
        """
        entry = self._readings.standing(coop_id, spec, as_of)
        return self._records.dossiers.of(entry.score_id)

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
            raise NotScored(coop_id=_ANY_CO_OPERATIVE, spec=WARNING, as_of=as_of or _TODAY)
        page = book.listing(WARNING, limit=limit, offset=offset, as_of=day)
        rows = [
            Warned(named=self._readings.named(entry), dossier=self._dossier(entry.score_id))
            for entry in page.entries
        ]
        return WarningList(
            as_of=day,
            rows=rows,
            total=page.total,
            expected=book.expected(WARNING, day),
            expected_here=sum(entry.score.probability for entry in page.entries),
        )

    def _dossier(self, score_id: str) -> DossierEntry | None:
        try:
            return self._records.dossiers.of(score_id)
        except NoDossier:
            return None
