"""`coopscore train`: a model out of what was known by a day."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import click

from models.runs.train import Trained
from models.screen import Screening
from models.spec import load_spec
from models.tracking import open_tracker
from serving.cli.session import CONTEXT, DAY, Session, options, with_session
from serving.i18n import Words
from serving.problems import refusal
from serving.reports.wording import Phrases
from serving.training import LateTracker, TrackedTraining, train_tracked

# Findings that many features share, and that are told by their names.
_NAMED = ("collapses", "drifts")

# Grades with fewer events have their most prudent probability told.
_FEW = 5


@click.command(context_settings=CONTEXT)
@click.argument("spec")
@click.option(
    "--until",
    type=DAY,
    help="Nothing known after this day is used (today, or where the facts end).",
)
@options
@with_session
def train(session: Session, spec: str, until: date | None) -> None:
    """Train SPEC (a name, or the path of a TOML file) and let the model stand for it."""
    day = until or session.today
    with session.office() as office, session.progress() as progress:
        done = train_tracked(
            office,
            load_spec(spec),
            until=day,
            actor=session.actor,
            clock=session.clock,
            progress=progress,
            tracker=LateTracker(lambda: open_tracker(office.home, seconds=session.lock_seconds)),
        )
    lines = [*report_lines(done.trained, session.words), *_tracked_lines(done, session.words)]
    trained, tracked = done.trained, done.tracked
    told = {**trained.report, "asked_until": day, "until": trained.bundle.until}
    untracked = None if tracked.untracked is None else tracked.untracked.code
    session.answer({**told, "run": tracked.run or None, "untracked": untracked}, lines)


def _tracked_lines(done: TrackedTraining, words: Words) -> Iterator[str]:
    """Where the run is on record; or why it is not, though the model stands all the same."""
    if done.tracked.untracked is None:
        yield words("trained_tracked", run=done.tracked.run)
    else:
        problem = refusal(done.tracked.untracked, words.lang)
        yield f"{problem.title}: {problem.detail} {problem.remedy}"


def report_lines(trained: Trained, words: Words) -> Iterator[str]:
    """What training showed, in the reader's language."""
    facts = trained.report["training"]
    yield words(
        "trained",
        version=trained.bundle.version,
        until=trained.bundle.until,
        rows=words.number(facts["rows"]),
        days=len(facts["as_ofs"]),
        events=words.number(facts["events"]),
    )
    yield words(
        "trained_auc",
        auc=words.number(facts["pooled"]["auc"], 3),
        slope=words.number(trained.bundle.calibration.slope, 2),
    )
    for measure, found in trained.report["acceptance"].items():
        yield Phrases(words).bound(measure, found, "holds" if found["holds"] else "misses")
    yield words("trained_kinds")
    for kind, told in facts["kinds"].items():
        yield _kind_line(kind, told, words)
    yield decision_line(trained, words)
    yield from rating_lines(trained, words)
    yield from screen_lines(trained.screening, words)


def rating_lines(trained: Trained, words: Words) -> Iterator[str]:
    """Level, interval and prudent probabilities of a rating; nothing where there is none."""
    told, settings = trained.report.get("rating"), trained.bundle.spec.rating
    if told is None or settings is None:
        return
    level, found = told["anchor"], told["coverage"]
    rates = [one["events"] / one["rows"] for one in level["years"]]
    yield words(
        "trained_rating_level",
        rate=words.percent(level["long_run"]),
        years=words.number(len(rates)),
        low=words.percent(min(rates)),
        high=words.percent(max(rates)),
        tested=words.percent(level["tested"]),
        shift=words.number(level["shift"], 2, signed=True),
    )
    yield words(
        "trained_rating_interval",
        level=words.percent(found["level"]),
        inside=words.percent(found["inside"]),
        cells=words.number(found["cells"]),
    )
    yield words(
        "trained_rating_width",
        refits=words.number(found["refits"]),
        **{key: words.number(found[key], 2) for key in ("refitted", "yearly", "tau", "factor")},
        width=words.percent(told["witness"]["interval_width"]),
        venn=words.percent(told["witness"]["venn_abers_width"]),
    )
    if few := [one for one in told["grades"] if one["events"] < _FEW]:
        yield words(
            "trained_rating_prudent",
            prudence=words.percent(settings.prudence),
            few=words.number(_FEW),
            grades=Phrases(words).side_by_side([_prudent(one, words) for one in few]),
        )


def _prudent(one: Mapping[str, Any], words: Words) -> str:
    return words(
        "trained_rating_grade",
        grade=one["grade"],
        prudent=words.percent(one["prudent"]),
        events=words.number(one["events"]),
        members=words.number(one["members"]),
    )


def screen_lines(screening: Screening, words: Words) -> Iterator[str]:
    """What the screen warns of: drifting features by title, all else in a sentence each."""
    t, warned = Phrases(words), screening.found("warn")
    yield words("screen_warn" if warned else "screen_pass")
    for code in _NAMED:
        if names := [one.subject for one in screening.found("warn", code)]:
            yield words(
                f"screen_{code}", features=t.side_by_side([t.feature(name) for name in names])
            )
    for one in warned:
        if one.code not in _NAMED:
            yield f"- {t.finding(one.content())}"


def decision_line(trained: Trained, words: Words) -> str:
    """Which kind serves and why, in the reader's language."""
    return Phrases(words).decision(trained.decision.facts(trained.bundle.spec.champion))


def _kind_line(kind: str, told: Mapping[str, Any], words: Words) -> str:
    named = {"kind": words(f"kind_{kind}"), "auc": words.number(told["auc"], 3)}
    if told["line"] is None:
        return words("trained_kind_without_line", **named)
    return words(
        "trained_kind",
        slope=words.number(told["line"]["slope"], 2),
        intercept=words.number(told["line"]["intercept"], 2),
        **named,
    )
