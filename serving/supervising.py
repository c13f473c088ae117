"""The supervisors' part of the demonstration: a revival list, and a season's plan of visits."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from coopscore.actor import SYSTEM
from coopscore.calendar import month_end, shift
from coopscore.capacity import Capacity, Room, first_of_month
from coopscore.errors import TooFewEvents
from models.runs.train import Trained
from models.spec import load_spec
from models.visits.frame import Candidates
from serving.candidates import gather
from serving.jobs import Progress, Scored, score, train
from serving.kept_revivals import CheckedRevivals
from serving.office import Office
from serving.revivals import check_revivals
from serving.supervision import REVIVAL
from serving.visits import Asked, MadePlan, keep_plan

SEED = 1404  # a demonstration is the same each time; an office's lot is not
# Kermanshah planned 1,825 acts for 3,105 co-operatives in 1399; by kind it is our own guess.
_A_YEAR = Fraction(1825, 3105)
MONTHS = 3
_KINDS = {"general": Fraction(2, 5), "financial": Fraction(2, 5), "assembly": Fraction(1, 5)}


@dataclass(frozen=True, kw_only=True)
class Supervised:
    """What was made for supervisors; `refused` where too few revivals are on record to learn."""

    refused: TooFewEvents | None
    trained: Trained | None
    scored: Scored | None
    plan: MadePlan
    checked: CheckedRevivals


def supervise(
    office: Office, *, until: date, as_of: date, now: datetime, progress: Progress
) -> Supervised:
    """Train the revival model on what was known by a day, score a later one, plan its season.

    Revivals on record are held against signs of life, too.

    Where the sector is too small to learn revivals, the plan does without them, and says so.
    """
    trained, scored, refused = None, None, None
    try:
        trained = train(
            office, load_spec(REVIVAL), until=until, actor=SYSTEM, now=now, progress=progress
        )
        scored = score(office, REVIVAL, as_of=as_of, actor=SYSTEM, now=now, progress=progress)
    except TooFewEvents as few:
        refused = few
    gathered = gather(office, as_of, with_revival=scored is not None)
    asked = Asked(
        as_of=as_of,
        capacity=season_capacity(gathered.candidates, as_of),
        seed=SEED,
        with_revival=scored is not None,
    )
    made = keep_plan(office, gathered, asked, actor=SYSTEM, now=now)
    checked = check_revivals(office, as_of=as_of, now=now)
    return Supervised(refused=refused, trained=trained, scored=scored, plan=made, checked=checked)


def season_capacity(candidates: Candidates, as_of: date) -> Capacity:
    """What offices of a usual size have people for in the months after a day, by province."""
    first = first_of_month(month_end(as_of, "jalali"))
    counts = Counter(candidates.province.tolist())
    return Capacity.of(
        Room(
            province=province,
            county="",
            kind=kind,
            month=shift(first, month, "jalali"),
            acts=acts,
        )
        for province, count in sorted(counts.items())
        for kind, acts in _acts(count).items()
        for month in range(1, MONTHS + 1)
    )


def _acts(cooperatives: int) -> dict[str, int]:
    """A twelfth of a year's acts; one general visit at least, so that nobody is out of reach."""
    acts = {kind: round(cooperatives * _A_YEAR / 12 * part) for kind, part in _KINDS.items()}
    return {**acts, "general": max(1, acts["general"])}
