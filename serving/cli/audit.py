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
    """Hash all that is on record again; refused where anything differs from what was written."""
    with session.office() as office:
        entries = office.records.audit.verify()
        scores = office.records.scorebook.verify()
        dossiers = office.records.dossiers.verify()
        overrides = office.records.overrides.verify()
        visits = office.records.visits.verify()
        files = office.facts.verify()
    found = {
        "entries": entries,
        "scores": scores,
        "dossiers": dossiers,
        "overrides": overrides,
        "visits": visits,
        "files": files,
    }
    told = {name: session.words.number(count) for name, count in found.items()}
    session.answer({"holds": True, **found}, [session.words("audit_holds", **told)])
