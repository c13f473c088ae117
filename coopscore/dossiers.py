"""What a dossier holds: all that stands behind one score, as it was put together and never changes.

Numbers, codes and days; no words for people. A job makes it, the records keep it, doors read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Plain = float | str | None


@dataclass(frozen=True, kw_only=True)
class ConceptShare:
    """Points of all reasons about one concept (`filings`, `governance`, ...), signed."""

    concept: str
    points: float


@dataclass(frozen=True, kw_only=True)
class AdverseReason:
    """A reason that lowers the score, by its code in the catalogue of reasons.

    `figures` are all numbers, codes and ISO days that its sentences tell, by placeholder; `held` is
    whether each was found again in the record when the dossier was made.
    """

    code: str
    feature: str
    concept: str
    points: float
    value: Plain
    figures: Mapping[str, Plain]
    held: bool


@dataclass(frozen=True, kw_only=True)
class PeerStanding:
    """One input beside that of the peers of the same branch and size on the same day.

    `low`, `middle` and `high` are the peers' quartiles, `below` the share of peers (0-1) whose
    value lies below (ties half), `peers` how many have a known value; `group` is the narrowest
    that holds enough: "activity_and_size" or "activity" by economic group, "branch_and_size" or
    "branch" where the model knows no group, or "all".
    """

    feature: str
    value: float | None
    low: float | None
    middle: float | None
    high: float | None
    below: float | None
    peers: int
    group: str


@dataclass(frozen=True, kw_only=True)
class BridgeTerm:
    """One part of the way from an earlier score to this one.

    `kind` is `passing_time`, `new_events`, `index`, `peers` or `model`; `count` is how many new
    records stand behind it, where that can be counted.
    """

    kind: str
    points: float
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Bridge:
    """From the points of an earlier day to these: the terms add up to the difference, to 1e-9."""

    since: date
    since_version: str
    points_then: float
    points_now: float
    terms: tuple[BridgeTerm, ...]


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something the co-operative may lawfully do, and what the replayed score then was.

    `act` is a code of `models.recourse` (`file_statement`, `hold_assembly`, `renew_board`,
    `settle_arrears`, or `all` for all of them together); `about` names the period, term or
    facility. `earliest` is the first day on which it can be done and known; the replay is as of
    that day with all else as known. `points` and `grade` are what the replay gave, `gain` the
    points more than the same day without the act; `promised` is the cautious grade: one that
    trainings on other co-operatives reach as well, or NOT_RATED where none were made.
    """

    act: str
    about: str
    earliest: date
    points: float
    probability: float
    grade: str
    gain: float
    promised: str


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One record behind a reason: the table, its two dates, and the columns that were looked at."""

    feature: str
    table: str
    record_id: str
    happened: date
    known: date
    cells: Mapping[str, Plain]


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """All that stands behind one score. `catalogue` is the version of the reasons' catalogue."""

    score_id: str
    coop_id: str
    as_of: date
    spec: str
    version: str
    catalogue: str
    concepts: tuple[ConceptShare, ...]
    adverse: tuple[AdverseReason, ...]
    peers: tuple[PeerStanding, ...]
    bridge: Bridge | None
    recourse: tuple[Act, ...]
    evidence: tuple[Evidence, ...]
