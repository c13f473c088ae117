"""`coopscore ingest`: a registry's files in, a receipt out."""

from pathlib import Path

import click

from serving.cli.receipts import receipt_data, receipt_lines
from serving.cli.session import CONTEXT, Session, options, with_session
from serving.deliveries import ingest as take_in


@click.command(context_settings=CONTEXT)
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--adapter",
    default="registry",
    show_default=True,
    help="The format of the files: registry (our own tables), uk_coops or brazil_bcb.",
)
@options
@with_session
def ingest(session: Session, path: Path, adapter: str) -> None:
    """Take the file or folder PATH in.

    Good rows are kept, rows at fault are written to a file with every fault and its remedy, and
    what is on record already is not added again.
    """
    with session.office() as office, session.progress() as progress:
        receipt = take_in(
            office,
            path,
            adapter,
            actor=session.actor,
            now=session.now,
            progress=progress,
            terms=session.terms,
        )
    session.answer(receipt_data(receipt), receipt_lines(receipt, session.words))
