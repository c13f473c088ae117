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
    """Hash the audit log and the files of facts again; refused where any was changed."""
    with session.office() as office:
        entries = office.records.audit.verify()
        files = office.facts.verify()
    session.answer(
        {"holds": True, "entries": entries, "files": files},
        [
            session.words(
                "audit_holds",
                entries=session.words.number(entries),
                files=session.words.number(files),
            )
        ],
    )
