"""`coopscore score`: a whole cohort scored as of a day, and written down."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from serving.cli.session import CONTEXT, DAY, Session, ends_in, options, with_session
from serving.files import WRITERS, ready_to_write, write_scores
from serving.i18n import Words
from serving.jobs import Scored
from serving.jobs import score as score_job


@click.command(context_settings=CONTEXT)
@click.argument("spec")
@click.option("--as-of", type=DAY, required=True, help="The day whose knowledge counts.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=ends_in(*WRITERS),
    help="Also write the scores to FILE.csv or FILE.parquet.",
)
@options
@with_session
def score(session: Session, spec: str, as_of: date, out: Path | None) -> None:
    """Score the cohort of SPEC with the model that stands for it.

    Scores go into the scorebook; the same run again writes nothing new.
    """
    if out is not None:
        ready_to_write(out)
    with session.office() as office, session.progress() as progress:
        scored = score_job(
            office, spec, as_of=as_of, actor=session.actor, now=session.now, progress=progress
        )
    if out is not None:
        write_scores(scored.scores, out)
    session.answer(scored_data(scored, out), list(scored_lines(scored, out, session.words)))


def scored_data(scored: Scored, out: Path | None) -> dict[str, Any]:
    """What was scored, for machines."""
    return {
        "spec": scored.spec,
        "as_of": scored.as_of,
        "version": scored.version,
        "batch": scored.batch,
        "scores": len(scored.scores),
        "new": scored.written.new,
        "same": scored.written.same,
        "thin": scored.thin,
        "hindsight": scored.hindsight,
        "out": None if out is None else str(out),
    }


def scored_lines(scored: Scored, out: Path | None, words: Words) -> Iterator[str]:
    """What was scored, in the reader's language."""
    yield words(
        "scored",
        spec=scored.spec,
        day=scored.as_of,
        new=words.number(scored.written.new),
        same=words.number(scored.written.same),
        version=scored.version,
    )
    if scored.thin:
        share = scored.thin / len(scored.scores)
        yield words("scored_thin", thin=words.number(scored.thin), share=words.percent(share))
    if scored.hindsight:
        yield words("scored_hindsight")
    if out is not None:
        yield words("scored_file", path=out)
