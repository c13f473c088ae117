"""A home of the supervisors' desk: a small register, scores by hand, a plan and what it taught."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from coopscore.actor import SYSTEM, Actor
from coopscore.calendar import jalali, shift
from coopscore.home import Home
from coopscore.records.visit_entries import PlanHead
from coopscore.scores import CurvePoint, Reason, Score
from coopscore.synthetic.synthesis import Order, synthesize
from coopscore.visits import Plan, PlanChange, Planned, VisitOutcome
from models.visits.evaluation import evaluate_plan
from serving.deliveries import ingest
from serving.office import Office, open_office
from serving.places import PlaceIndex, Places
from serving.revivals import check_revivals

NOW = datetime(2026, 1, 10, 8, 30, tzinfo=UTC)
DAY, EARLIER = date(2025, 9, 22), date(2025, 6, 21)
FIRST_MONTH = jalali(1404, 8, 1)
SUPERVISOR = Actor(name="مریم احمدی", role="supervisor")
SLICES = ("risk", "duty", "random", "revival", "", "")
KINDS = ("general", "financial", "training")


@dataclass(frozen=True, kw_only=True)
class Supervised:
    """What lies in the home: scored ids, the likeliest first, their places and the plan."""

    home: Home
    watched: Sequence[str]
    asleep: Sequence[str]
    places: PlaceIndex
    plan: PlanHead
    frame: Sequence[Planned]
    now: datetime = NOW

    @property
    def acts(self) -> list[Planned]:
        """Acts as they were drawn."""
        return [one for one in self.frame if one.taken]


def score_of(coop_id: str, place: int, *, spec: str = "dormancy", as_of: date = DAY) -> Score:
    """The `place`-th of a list: each a little less likely, its grid day in 1 to 12 months."""
    probability = round(0.9 / (place + 2), 6)
    grid_day = place % 12 + 1
    later = min(1.0, probability * 1.5)
    curve = (
        CurvePoint(month=grid_day, silent=probability, dissolved=0.0, completed=0.0),
        CurvePoint(month=max(13, grid_day), silent=probability, dissolved=0.01, completed=0.0),
        CurvePoint(month=grid_day + 12, silent=later * 0.98, dissolved=0.01, completed=0.005),
    )
    reasons = (
        Reason(feature="statements_overdue", value=float(place % 3), points=-12.0),
        Reason(feature="assemblies_overdue", value=float(place % 2), points=-7.0),
        Reason(feature="members_latest", value=5.0 if place == 4 else 40.0, points=3.0),
    )
    return Score(
        coop_id=coop_id, as_of=as_of, spec=spec, version=f"{spec}-0", batch=1, margin=-float(place),
        probability=probability, low=probability / 2, high=min(1.0, probability * 2),
        points=484.0, points_unclipped=484.0, base_points=500.0, grade="D2", reasons=reasons,
        curve=curve if spec == "dormancy" else (),
    )  # fmt: skip


def supervised_home(folder: Path, cooperatives: int = 90) -> Supervised:
    """Make the home; nothing is trained."""
    home = Home(folder / "home")
    made = synthesize(folder / "registry", Order(cooperatives=cooperatives, seed=7, until=DAY))
    with open_office(home) as office:
        ingest(office, made.registry, "registry", actor=SYSTEM, now=NOW, progress=lambda *_: None)
        places = Places(office.facts).now()
        ids = sorted(places.places)
        watched, asleep = ids[:60], ids[60:70]
        _score(office, watched, asleep)
        frame = [_planned(coop_id, place, places) for place, coop_id in enumerate(ids[:70])]
        plan = _keep(office, frame)
        check_revivals(office, as_of=DAY, now=NOW)
    return Supervised(
        home=home, watched=watched, asleep=asleep, places=places, plan=plan, frame=frame
    )


def _score(office: Office, watched: Sequence[str], asleep: Sequence[str]) -> None:
    scores = [score_of(coop_id, place) for place, coop_id in enumerate(watched)]
    scores += [score_of(watched[0], 9, as_of=EARLIER)]
    scores += [score_of(coop_id, place, spec="revival") for place, coop_id in enumerate(asleep)]
    office.records.scorebook.write(scores, actor=SYSTEM, now=NOW)


def _planned(coop_id: str, place: int, places: PlaceIndex) -> Planned:
    at, drawn = places.of_one(coop_id), SLICES[place % len(SLICES)]
    return Planned(
        coop_id=coop_id,
        province=at.province,
        county=at.county,
        stratum="all",
        probability=0.25 if drawn in ("random", "") else 1.0,
        slice=drawn,
        kind=KINDS[place % 3] if drawn else "",
        month=shift(FIRST_MONTH, place % 2, "jalali") if drawn else None,
        duty="article_5" if drawn == "duty" else "",
        risk=None if drawn == "revival" else round(0.9 / (place + 2), 6),
        revival=0.2 if drawn == "revival" else None,
        order=place + 1,
    )


def _keep(office: Office, frame: Sequence[Planned]) -> PlanHead:
    """The plan, a change to it, some outcomes and their evaluation."""
    settings = {
        "policy": {"half_width": 0.05}, "lot": 12, "left": 36, "half_width": 0.19,
        "lot_needed": 30, "least_probability": 0.25, "strata": [{"duties_waiting": 2}],
        "expected": {"visits": 48, "silent": 7.25, "revived": 1.6},
        "rivals": [
            {"name": name, "expected": {"visits": 48, "silent": silent, "revived": 1.5}}
            for name, silent in (("greedy", 7.5), ("most_overdue", 3.0), ("random", 2.5))
        ],
        "churn": {"kept": 30, "dropped": 10, "added": 18, "jaccard": 0.517, "overlap": 0.4},
    }  # fmt: skip
    plan = Plan(
        as_of=DAY, first_month=FIRST_MONTH, months=2, seed=3, settings=settings,
        frame=tuple(frame),
    )  # fmt: skip
    book = office.records.visits
    head = book.keep(plan, actor=SYSTEM, now=NOW)
    last = plan.acts[-1].coop_id
    off = PlanChange(
        plan_id=head.plan_id, coop_id=last, added=False, reason="known_at_work", note="گزارش"
    )
    book.change(off, actor=SUPERVISOR, now=NOW)
    told = [
        VisitOutcome(
            plan_id=head.plan_id,
            coop_id=one.coop_id,
            visited_on=date(2025, 11, 2),
            kind=one.kind,
            found=("silent", "active", "not_reached")[place % 3],
        )
        for place, one in enumerate(plan.acts[:20])
    ]
    book.tell(told, actor=SUPERVISOR, now=NOW)
    ids = [one.coop_id for one in frame]
    taught = asdict(evaluate_plan(plan, told, changes=[off], plain=ids[::-1], before=ids[::-1]))
    book.keep_evaluation(head.plan_id, json.loads(json.dumps(taught)), actor=SYSTEM, now=NOW)
    return head
