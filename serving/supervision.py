"""What the supervisors' desk asks of a home: who may fall silent, and who may be revived.

Nothing here works out a number; it finds what is on record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coopscore.errors import NotScored
from coopscore.language import Text
from coopscore.records.dossier_shelf import DossierEntry
from coopscore.records.scorebook import ScoreEntry
from serving.kept_revivals import CheckedRevivals, kept_revivals
from serving.office import Office
from serving.places import Place, PlaceIndex, Places
from serving.readings import Named, Readings
from serving.tiers import Tier, tier_of

# The specs whose scores say who may fall silent, and which of the silent may be revived.
SILENCE, REVIVAL = "dormancy", "revival"

ANY_CO_OPERATIVE = Text(en="Any co-operative", fa="(هیچ‌کدام)")
_TODAY = Text(en="today", fa="امروز")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which part of a list is asked for; `county` counts only within a `province`."""

    province: str = ""
    county: str = ""
    limit: int
    offset: int


@dataclass(frozen=True, kw_only=True)
class Watched:
    """One co-operative of a list, where it is registered and how far it has gone."""

    named: Named
    place: Place
    tier: Tier
    dossier: DossierEntry | None


@dataclass(frozen=True, kw_only=True)
class WatchList:
    """One page of a list of a day, the likeliest first.

    `expected` is how many of the whole sector's list are expected to come true; None where only a
    part of it is asked for. `expected_here` is of this page.
    """

    spec: str
    as_of: date
    rows: Sequence[Watched]
    total: int
    expected: float | None
    expected_here: float


class Supervision:
    """Reads one home for the supervisors' desk; safe to share between threads."""

    def __init__(self, office: Office, readings: Readings) -> None:
        self._home = office.home
        self._records = office.records
        self._readings = readings
        self._places = Places(office.facts)

    def counties(self, day: date) -> dict[str, Sequence[str]]:
        """The counties of each province that anybody was registered in on a day, in order."""
        return self._places.known_on(day).counties()

    def watched(self, spec: str, as_of: date | None, asked: Asked) -> WatchList:
        """The list of the newest day that a spec was scored on, up to `as_of`.

        Raises
        ------
        NotScored
            Where no day was scored.
        """
        book = self._records.scorebook
        day = book.newest_day(spec, as_of)
        if day is None:
            raise NotScored(coop_id=ANY_CO_OPERATIVE, spec=spec, as_of=as_of or _TODAY)
        places = self._places.known_on(day)
        within = places.within(asked.province, asked.county) if asked.province else None
        page = book.listing(
            spec, limit=asked.limit, offset=asked.offset, as_of=day, coop_ids=within
        )
        dossiers = self._records.dossiers.of_many([entry.score_id for entry in page.entries])
        duties = self._duties([entry.score.coop_id for entry in page.entries], places, day)
        rows = [
            self._watched(entry, places.of_one(entry.score.coop_id), duties, dossiers)
            for entry in page.entries
        ]
        return WatchList(
            spec=spec,
            as_of=day,
            rows=rows,
            total=page.total,
            expected=book.expected(spec, day) if within is None else None,
            expected_here=sum(entry.score.probability for entry in page.entries),
        )

    def unproved(self) -> CheckedRevivals:
        """Revivals held against signs of life, as the last run left them.

        Raises
        ------
        RevivalsNotChecked
            Where nobody has looked yet.
        """
        return kept_revivals(self._home)

    def _watched(
        self,
        entry: ScoreEntry,
        place: Place,
        duties: Mapping[str, str],
        dossiers: Mapping[str, DossierEntry],
    ) -> Watched:
        score = entry.score
        tier = tier_of(
            score,
            asleep=score.spec == REVIVAL,
            term_end=place.term_end,
            duty=duties.get(score.coop_id, ""),
        )
        named = self._readings.named(entry)
        return Watched(named=named, place=place, tier=tier, dossier=dossiers.get(entry.score_id))

    def _duties(self, coop_ids: Sequence[str], places: PlaceIndex, day: date) -> Mapping[str, str]:
        """What each one's newest plan up to a day found to be a duty: its province's, or all's."""
        heads = self._records.visits.newest_of_each(day)
        asked: dict[str, list[str]] = {}
        for coop_id in coop_ids:
            plans = [heads[of] for of in ("", places.of_one(coop_id).province) if of in heads]
            if plans:
                newest = max(plans, key=lambda head: (head.as_of, head.written_at))
                asked.setdefault(newest.plan_id, []).append(coop_id)
        return {
            coop_id: duty
            for plan_id, ids in asked.items()
            for coop_id, duty in self._records.visits.duties(plan_id, ids).items()
        }
