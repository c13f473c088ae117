"""`coopscore audit verify`: whether what is on record is what was written."""

import click

from serving.cli.session import CONTEXT, Session, options, with_session


@click.group(context_settings=CONTEXT)
@options
def audit() -> None:
    """Check what is on record."""


@audit.command(context_settings=CONTEXT)
@options
@with_session
def verify(session: Session) -> None:
    """Hash the audit log, every score and every file of facts again; refused where any differs."""
    with session.office() as office:
        entries = office.records.audit.verify()
        scores = office.records.scorebook.verify()
        files = office.facts.verify()
    session.answer(
        {"holds": True, "entries": entries, "scores": scores, "files": files},
        [
            session.words(
                "audit_holds",
                entries=session.words.number(entries),
                scores=session.words.number(scores),
                files=session.words.number(files),
            )
        ],
    )
