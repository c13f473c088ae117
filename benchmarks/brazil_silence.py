"""Falling silent within a year, Brazil's credit co-operatives: mature windows only."""

from datetime import date

from benchmarks.lines import Found, Line, Note
from benchmarks.measures import RANKING, Rows
from benchmarks.registries import BRAZIL, SOURCES, Registries
from models.spec import load_spec
from models.walk import pooled


def measure(registries: Registries) -> Found:
    """Every kind on the folds, with the events of each day, and what would serve."""
    spec = load_spec("silence")
    view, _ = registries.taken_in(BRAZIL)
    until = min(SOURCES[BRAZIL].told_on, view.last_known())
    made = registries.trained(BRAZIL, spec, until)
    registries.tell("intervals")
    lines = []
    for day in made.sample.days:
        on = made.sample.on([day])
        lines += [
            Line(figure="rows", value=len(on), on=(day,)),
            Line(figure="events", value=on.events, on=(day,)),
        ]
    for kind, walked in made.trained.walked.items():
        found = pooled(walked.steps)
        days: tuple[date, ...] = tuple(step.fold.test for step in walked.steps)
        rows = Rows(y=found.y, score=found.margin, coop_ids=found.coop_ids, on=days)
        lines += rows.lines(RANKING, kind)
    facts = made.trained.decision.facts(spec.champion)
    return Found(lines=lines, notes=[Note(code="decision", facts=facts)])
