"""`coopscore dossiers`: what stands behind every score of a day, put together for good."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from serving.cli.session import CONTEXT, DAY, Session, options, with_session
from serving.dossiers.making import MadeDossiers, make_dossiers
from serving.i18n import Words


@click.command(context_settings=CONTEXT)
@click.argument("spec")
@click.option("--as-of", type=DAY, required=True, help="The day whose scores are meant.")
@options
@with_session
def dossiers(session: Session, spec: str, as_of: date) -> None:
    """Make the dossiers of the scores of SPEC on a day: reasons, bridge and recourse.

    Run `coopscore score SPEC --as-of DAY` first. The same run again writes nothing new.
    """
    with session.office() as office, session.progress() as progress:
        made = make_dossiers(
            office, spec, as_of=as_of, actor=session.actor, now=session.now, progress=progress
        )
    session.answer(dossiers_data(made), list(dossiers_lines(made, session.words)))


def dossiers_data(made: MadeDossiers) -> dict[str, Any]:
    """What was made, for machines."""
    return dict(vars(made))


def dossiers_lines(made: MadeDossiers, words: Words) -> Iterator[str]:
    """What was made, in the reader's language."""
    counts = {
        name: words.number(getattr(made, name))
        for name in ("dossiers", "new", "bridged", "with_acts")
    }
    yield words("dossiers_made", spec=made.spec, day=made.as_of, **counts)
    if made.unheld:
        yield words("dossiers_unheld", count=words.number(made.unheld))
