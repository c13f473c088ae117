"""`coopscore train`: a model out of what was known by a day."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import click

from models.runs.train import Trained
from models.spec import load_spec
from serving.cli.session import CONTEXT, DAY, Session, options, with_session
from serving.i18n import Words
from serving.jobs import train as train_job


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
        trained = train_job(
            office,
            load_spec(spec),
            until=day,
            actor=session.actor,
            now=session.now,
            progress=progress,
        )
    session.answer(
        {**trained.report, "asked_until": day, "until": trained.bundle.until},
        list(report_lines(trained, session.words)),
    )


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
        yield _bound_line(measure, found, words)
    yield words("trained_kinds")
    for kind, told in facts["kinds"].items():
        yield _kind_line(kind, told, words)
    yield decision_line(trained, words)


def decision_line(trained: Trained, words: Words) -> str:
    """Which kind serves and why, in the reader's language."""
    found, asked = trained.decision, trained.bundle.spec.champion
    ranking, slopes = found.ranking, (found.booster_slope, found.challenger_slope)
    figures = {
        "difference": ranking.difference if ranking else None,
        "low": ranking.low if ranking else None,
        "high": ranking.high if ranking else None,
    }
    booster, challenger = (words.number(one.value, 2) if one else "–" for one in slopes)
    return words(
        f"decision_{found.code}",
        kind=words(f"kind_{found.kind}"),
        events=words.number(ranking.events if ranking else 0),
        needed=words.number(asked.min_events),
        gain=words.number(asked.auc_gain, 3),
        level=words.percent(asked.level),
        booster_slope=booster,
        challenger_slope=challenger,
        **{
            name: "–" if value is None else words.number(value, 3, signed=True)
            for name, value in figures.items()
        },
    )


def _bound_line(measure: str, found: Mapping[str, Any], words: Words) -> str:
    if found["value"] is None:
        return words("trained_unmeasured", measure=measure, bound=found["bound"])
    return words(
        "trained_bound",
        measure=measure,
        value=words.number(found["value"], 3),
        bound=found["bound"],
        verdict=words("verdict_holds" if found["holds"] else "verdict_misses"),
    )


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
