"""The work of the supervisors' desk: a plan made, kept and changed, and what its visits taught.

Only this module knows the order: standing scores and facts -> candidates -> plan -> visit book ->
list for the road; and back, outcomes -> evaluation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from secrets import randbelow
from typing import Any

from coopscore.actor import Actor
from coopscore.calendar import shift
from coopscore.capacity import Capacity
from coopscore.errors import InvalidSetting
from coopscore.language import Text
from coopscore.records.visit_entries import ChangeEntry, EvaluationEntry, PlanCounts, PlanHead
from coopscore.visits import Plan, PlanChange
from models.visits.churn import churn
from models.visits.evaluation import evaluate_plan
from models.visits.planning import plan_visits
from models.visits.prevalence import Prevalence, prevalence
from models.visits.rivals import expected_of, rivals_of
from models.visits.settings import VisitSettings, visit_settings
from serving.candidates import Gathered, aftermath, gather
from serving.clock import today
from serving.learning import check_past
from serving.office import Office
from serving.readings import Readings
from serving.road import write_road

NEWEST = "newest"
SEEDS = 2**48  # few enough for JSON of any reader, and too many to be tried out

_SHARE = Text(
    en="a share over 0 that leaves room for the other slices ({most} at most)",
    fa="سهمی بیش از ۰ که برای بخش‌های دیگر جا بگذارد (حداکثر {most})",
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a plan is asked for.

    Parameters
    ----------
    months : int or None
        Only the first so many months of the capacity; all by default.
    explore : float or None
        The random slice's share of the acts; the policy's by default.
    seed : int or None
        Of the lot, to draw it again; by default one that nobody can choose or foresee, which the
        plan tells.
    province : str or None
        A key of `PROVINCE`: only its co-operatives, and its offices' capacity.
    with_revival : bool
        Whether revival scores are wanted; without them that slice is empty.
    """

    as_of: date
    capacity: Capacity
    months: int | None = None
    explore: float | None = None
    seed: int | None = None
    province: str | None = None
    with_revival: bool = True


@dataclass(frozen=True, kw_only=True)
class MadePlan:
    """A plan that was made and kept: `settings` are all that it is told beside its acts."""

    head: PlanHead
    counts: PlanCounts


def make_plan(office: Office, asked: Asked, *, actor: Actor, now: datetime) -> MadePlan:
    """Plan visits by what was known on a day, and put the plan on record.

    The same facts, scores, capacity, settings and seed give the same plan, which is kept once.

    Raises
    ------
    FutureDay
        Where the day has not come yet.
    NothingToPlanBy, EmptyStore, NobodyToVisit
        Without scores, facts or co-operatives.
    InvalidCapacity, InvalidSetting, OutOfReach
        Where capacity or shares leave somebody without a chance of a visit, or do not hold.
    """
    check_past(asked.as_of, now)
    gathered = gather(office, asked.as_of, with_revival=asked.with_revival, province=asked.province)
    return keep_plan(office, gathered, asked, actor=actor, now=now)


def keep_plan(
    office: Office, gathered: Gathered, asked: Asked, *, actor: Actor, now: datetime
) -> MadePlan:
    """As `make_plan`, of candidates that were gathered for the day before."""
    settings = explored(visit_settings(), asked.explore)
    capacity = within(asked.capacity, asked.months, asked.province)
    seed = randbelow(SEEDS) if asked.seed is None else asked.seed
    plan = plan_visits(gathered.candidates, capacity, settings, as_of=asked.as_of, seed=seed)
    told = {
        **plan.settings,
        **_rests_on(gathered, asked),
        **_beside(plan, gathered, capacity, settings),
        "churn": _churn(office, plan, asked.province),
    }
    head = office.records.visits.keep(replace(plan, settings=told), actor=actor, now=now)
    return MadePlan(head=head, counts=office.records.visits.counts(head.plan_id))


def _rests_on(gathered: Gathered, asked: Asked) -> Mapping[str, Any]:
    ranked = [{**asdict(one), "as_of": one.as_of.isoformat()} for one in gathered.ranked]
    return {
        "ranked_by": ranked,
        "batch": gathered.batch,
        "province": asked.province or "",
        "nowhere": gathered.nowhere,
    }


def _beside(
    plan: Plan, gathered: Gathered, capacity: Capacity, settings: VisitSettings
) -> Mapping[str, Any]:
    """What the plan is expected to find, and its rivals under the same quotas."""
    rivals = rivals_of(gathered.candidates, capacity, settings, seed=plan.seed)
    return {
        "expected": asdict(expected_of(plan)),
        "rivals": [{"name": one.name, "expected": asdict(one.expected)} for one in rivals],
    }


def _churn(office: Office, plan: Plan, province: str | None) -> Mapping[str, Any] | None:
    """How much of the newest plan of an earlier day stays; None where there is none.

    A province is compared with itself, and the country with the country.
    """
    book = office.records.visits
    before = book.newest_of_each(plan.as_of - timedelta(days=1)).get(province or "")
    if before is None:
        return None
    return asdict(churn(_urgent_first(book.plan(before.plan_id)), _urgent_first(plan)))


def _urgent_first(plan: Plan) -> list[str]:
    return [one.coop_id for one in sorted(plan.acts, key=lambda one: (one.order, one.coop_id))]


def explored(settings: VisitSettings, share: float | None) -> VisitSettings:
    """The policy with another share for the random slice.

    Raises
    ------
    InvalidSetting
        Where it leaves no room for the other slices, or is nothing.
    """
    if share is None:
        return settings
    most = round(1 - settings.duty_most - settings.revival, 9)
    if not 0 < share <= most:
        raise InvalidSetting(name="--explore", value=share, allowed=_SHARE.filled(most=most))
    return replace(settings, random=share)


def within(capacity: Capacity, months: int | None, province: str | None) -> Capacity:
    """The first so many months of a capacity, of one province where it is named.

    Raises
    ------
    InvalidCapacity
        Where no act is left.
    """
    rooms = [room for room in capacity.rooms if province in (None, room.province)]
    if months is not None:
        end = shift(capacity.first_month, months, "jalali")
        rooms = [room for room in rooms if room.month < end]
    return Capacity.of(rooms)


def plan_head(office: Office, plan_id: str) -> PlanHead:
    """The plan of an id, or the newest for the word `newest`.

    Raises
    ------
    UnknownPlan
        Where there is none.
    """
    book = office.records.visits
    return book.newest() if plan_id == NEWEST else book.head(plan_id)


def export(office: Office, plan_id: str, path: Path) -> int:
    """Write the list for the road of a plan as it stands after changes; the number of its acts.

    Raises
    ------
    UnknownPlan, UnwritableFile
        Where there is no such plan, or no place for the file.
    """
    acts = office.records.visits.acts(plan_id)
    names = Readings(office.records, office.facts).names()
    write_road(path, plan_id, acts, names.of_one)
    return len(acts)


def change_plan(
    office: Office, change: PlanChange, *, supervisor: Actor, now: datetime
) -> ChangeEntry:
    """Take a co-operative off a plan or put one on it.

    Raises
    ------
    UnknownPlan, PlanChangeRefused
        Where there is no such plan, or it has no place for the change.
    """
    head = plan_head(office, change.plan_id)
    asked = replace(change, plan_id=head.plan_id)
    return office.records.visits.change(asked, actor=supervisor, now=now)


def evaluate(office: Office, plan_id: str, *, actor: Actor, now: datetime) -> EvaluationEntry:
    """Work out what a plan's visits have taught so far, and put it on record.

    Its rivals are the most overdue first, and those visited longest ago first, as an office goes
    round by habit; both as was known on the plan's day. Of those whom nobody visited, records may
    have told since.

    Raises
    ------
    UnknownPlan, EmptyStore
        Where there is no such plan, or no facts.
    """
    book = office.records.visits
    head = plan_head(office, plan_id)
    beside = aftermath(office, head.as_of, today(now))
    found = evaluate_plan(
        book.plan(head.plan_id),
        book.outcomes(head.plan_id),
        changes=[entry.change for entry in book.changes(head.plan_id)],
        plain=beside.overdue_first,
        before=beside.long_unseen_first,
        later=beside.silent,
    )
    book.keep_evaluation(head.plan_id, asdict(found), actor=actor, now=now)
    return book.evaluation(head.plan_id)


def evaluate_together(office: Office, plan_ids: Sequence[str]) -> tuple[Prevalence, ...]:
    """The share silent by the visits of several plans pooled, as of twelve monthly ones.

    Each plan counts once, however often it is named. Nothing is put on record.

    Raises
    ------
    UnknownPlan
        Where one of them is none.
    """
    book = office.records.visits
    heads = dict.fromkeys(plan_head(office, plan_id).plan_id for plan_id in plan_ids)
    return prevalence([(book.plan(one), book.outcomes(one)) for one in heads])
