"""`coopscore train`: a model out of what was known by a day."""

from collections.abc import Iterator
from datetime import date

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
        yield words(
            "trained_bound",
            measure=measure,
            value=words.number(found["value"], 3),
            bound=found["bound"],
            verdict=words("verdict_holds" if found["holds"] else "verdict_misses"),
        )
