"""Plans of visits by the names that people give them: an id, or a word for the newest one."""

from collections.abc import Sequence

from coopscore.records.visit_entries import PlanHead
from serving.office import Office

NEWEST = "newest"


def plan_head(office: Office, plan_id: str) -> PlanHead:
    """The plan of an id, or the newest for the word `newest`.

    Raises
    ------
    UnknownPlan
        Where there is none.
    """
    book = office.records.visits
    return book.newest() if plan_id == NEWEST else book.head(plan_id)


def each_once(office: Office, plan_ids: Sequence[str]) -> tuple[str, ...]:
    """The ids of plans, whatever they are named by; each plan counts once.

    Raises
    ------
    UnknownPlan
        Where one of them is none.
    """
    return tuple(dict.fromkeys(plan_head(office, one).plan_id for one in plan_ids))
