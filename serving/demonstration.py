"""The demonstration: a make-believe registry taken all the way to explained scores.

Everything in it is fixed by the number of co-operatives and the seed, the last day too, so that
two people see the same figures and a second run adds nothing.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from coopscore.actor import SYSTEM
from coopscore.calendar import fiscal_year, jalali, shift
from coopscore.errors import NobodyEntered, TooFewEvents
from coopscore.intake.receipt import Receipt
from coopscore.scores import Score
from coopscore.synthetic.dirt.rates import USUAL
from coopscore.synthetic.synthesis import Order, synthesize
from models.awards.edition_file import default_edition
from models.runs.train import Trained
from models.spec import load_spec
from serving.awards.running import rank
from serving.clock import today
from serving.deliveries import ingest
from serving.dossiers.making import MadeDossiers, make_dossiers
from serving.jobs import Progress, Scored, score, train
from serving.office import Office
from serving.provinces.kept import keep_run
from serving.provinces.standing import Asked, stand
from serving.supervising import Supervised, supervise

SPEC = "dormancy"
# What the lending desk asks; defaults are rare, and a small sector has too few of them to learn.
LENDING = ("credit", "credit_warning")
QUARTERS = 4


@dataclass(frozen=True, kw_only=True)
class Lent:
    """What came of one of the desk's questions: `refused` where too few events are on record.

    Two days were scored, so that the dossiers of the last have an earlier score to bridge from.
    """

    spec: str
    refused: TooFewEvents | None
    trained: Trained | None = None
    scored: Sequence[Scored] = ()
    dossiers: MadeDossiers | None = None
    example: str | None = None


@dataclass(frozen=True, kw_only=True)
class Demonstration:
    """What was made, taken in, trained, scored, planned; `example` is one score worth reading.

    `provinces` is the run that tells how provinces stand in the year of the last day, `award` that
    of the default edition; None where the sector is too small for anybody to have entered.
    """

    folder: Path
    receipt: Receipt
    trained: Trained
    scored: Sequence[Scored]
    example: Score
    lent: Sequence[Lent]
    supervised: Supervised
    provinces: str
    award: str | None


def last_day(now: datetime) -> date:
    """Where the make-believe history ends: 31 Shahrivar 1404, or today where that is earlier."""
    return min(jalali(1404, 6, 31), today(now))


def quarter_days(last: date) -> tuple[date, ...]:
    """The last four quarter days up to `last`, oldest first."""
    return tuple(shift(last, -3 * back, "jalali") for back in reversed(range(QUARTERS)))


def demonstrate(
    office: Office,
    *,
    cooperatives: int,
    seed: int,
    now: datetime,
    progress: Progress,
    spec: str = SPEC,
) -> Demonstration:
    """Make a registry, take it in, train on what was known by the first day, and score four days.

    Training stops at the first day that is scored, so that no score knows what came after it.
    """
    last = last_day(now)
    folder = office.home.path / "demo" / f"{cooperatives}-{seed}"
    made = synthesize(
        folder,
        Order(cooperatives=cooperatives, seed=seed, until=last, dirt=USUAL),
        progress=lambda done, of: progress("registry", done, of),
    )
    receipt = ingest(office, made.registry, "registry", actor=SYSTEM, now=now, progress=progress)
    days = quarter_days(last)
    trained = train(
        office, load_spec(spec), until=days[0], actor=SYSTEM, now=now, progress=progress
    )
    scored = [
        score(office, spec, as_of=day, actor=SYSTEM, now=now, progress=progress) for day in days
    ]
    return Demonstration(
        folder=made.registry,
        receipt=receipt,
        trained=trained,
        scored=scored,
        example=worth_reading([run.scores for run in scored]),
        lent=[lend(office, name, days[0::3], now=now, progress=progress) for name in LENDING],
        supervised=supervise(office, until=days[0], as_of=last, now=now, progress=progress),
        provinces=keep_run(
            office.home, stand(office, Asked(first=fiscal_year(last)[0], last=last), now=now)
        ),
        award=award(office, progress),
    )


def award(office: Office, progress: Progress) -> str | None:
    """Run the default edition; the run's id, or None where nobody entered."""
    try:
        return rank(office, default_edition(), anew=False, progress=progress).run_id
    except NobodyEntered:
        return None


def lend(
    office: Office, spec: str, days: Sequence[date], *, now: datetime, progress: Progress
) -> Lent:
    """Train one of the desk's questions on what was known by the first day, and score the days.

    Where the sector is too small for it, it is told so and nothing is made.
    """
    try:
        trained = train(
            office, load_spec(spec), until=days[0], actor=SYSTEM, now=now, progress=progress
        )
    except TooFewEvents as refused:
        return Lent(spec=spec, refused=refused)
    scored = [
        score(office, spec, as_of=day, actor=SYSTEM, now=now, progress=progress) for day in days
    ]
    made = make_dossiers(office, spec, as_of=days[-1], actor=SYSTEM, now=now, progress=progress)
    return Lent(
        spec=spec,
        refused=None,
        trained=trained,
        scored=scored,
        dossiers=made,
        example=worth_reading([run.scores for run in scored]).coop_id,
    )


def worth_reading(runs: Sequence[Sequence[Score]]) -> Score:
    """Of the riskiest in twenty of the last run, one scored in every run, and best known.

    So it has a course over the days, and reasons to read.
    """
    ranked = sorted(runs[-1], key=lambda one: (-one.probability, one.coop_id))
    riskiest = ranked[: max(1, len(ranked) // 20)]
    times = Counter(score.coop_id for run in runs for score in run)

    def unread(one: Score) -> tuple[int, bool, int]:
        unknown = sum(reason.value is None for reason in one.reasons)
        return -times[one.coop_id], bool(one.warnings), unknown

    return min(riskiest, key=unread)
