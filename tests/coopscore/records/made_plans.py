"""A plan of visits as tests need one: two counties, five that could be taken, three that were."""

from datetime import date

from coopscore.visits import Plan, Planned, VisitOutcome

AS_OF, MONTH = date(2025, 9, 22), date(2025, 9, 23)


def planned(coop_id: str, order: int, **told: object) -> Planned:
    place = {"province": "05", "county": "صحنه", "stratum": "05/صحنه"}
    return Planned(**{"coop_id": coop_id, "probability": 0.25, "order": order, **place, **told})


FRAME = (
    planned(
        "ir:1", 1, probability=1.0, slice="duty", kind="financial", month=MONTH,
        duty="three_warnings", risk=0.1 + 0.2,
    ),
    planned("ir:2", 2, slice="random", kind="general", month=date(2025, 10, 23), risk=0.02),
    planned("ir:3", 3, revival=0.05),
    planned("ir:4", 1, county="هرسین", stratum="05/هرسین", slice="risk", kind="general",
            month=MONTH, risk=0.4, probability=1.0),
    planned("ir:5", 2, county="هرسین", stratum="05/هرسین", risk=-0.0),
)  # fmt: skip


def plan_of(seed: int = 7, as_of: date = AS_OF) -> Plan:
    settings = {"least_probability": 0.05, "slices": {"risk": 0.6, "random": 0.1}}
    return Plan(as_of=as_of, first_month=MONTH, months=2, seed=seed, settings=settings, frame=FRAME)


def outcome(plan_id: str, coop_id: str = "ir:1", **told: object) -> VisitOutcome:
    said = {"visited_on": date(2025, 9, 25), "kind": "general", "found": "silent"}
    return VisitOutcome(**{"plan_id": plan_id, "coop_id": coop_id, **said, **told})
