"""What several plans have taught together, such as those of twelve months; nothing is kept."""

from collections.abc import Sequence
from datetime import datetime

from models.visits.effects import RankingChoice
from models.visits.prevalence import Prevalence, prevalence
from serving.clock import today
from serving.office import Office
from serving.plan_names import each_once
from serving.visit_trial import learn_ranking


def evaluate_together(office: Office, plan_ids: Sequence[str]) -> tuple[Prevalence, ...]:
    """The share silent by the visits of several plans pooled, as of twelve monthly ones.

    Each plan counts once, however often it is named.

    Raises
    ------
    UnknownPlan
        Where one of them is none.
    """
    book = office.records.visits
    ids = each_once(office, plan_ids)
    return prevalence([(book.plan(one), book.outcomes(one)) for one in ids])


def ranking_of(office: Office, plan_ids: Sequence[str], *, now: datetime) -> RankingChoice | None:
    """Whether the lots of some plans show ranking by effect to be better than by risk.

    None where nobody of them was left to a lot.

    Raises
    ------
    UnknownPlan, EmptyStore
        Where one of them is none, or there are no facts.
    """
    plans = [office.records.visits.plan(one) for one in each_once(office, plan_ids)]
    share = sum(len(one.acts) for one in plans) / sum(len(one.frame) for one in plans)
    learnt = learn_ranking(office, plans, share=share, until=today(now))
    return learnt.choice if learnt else None
