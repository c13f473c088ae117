"""`coopscore outcomes import`: a filled list of visits in, a receipt out."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import click

from coopscore.actor import Actor
from coopscore.outcome_files import BadCell
from serving.cli.session import CONTEXT, Session, options, with_session
from serving.cli.visits import BY
from serving.i18n import Words
from serving.visit_outcomes import OutcomeReceipt, import_outcomes

_SHOWN = 10


@click.group(context_settings=CONTEXT)
@options
def outcomes() -> None:
    """Take in what visits found."""


@outcomes.command("import", context_settings=CONTEXT)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@BY
@options
@with_session
def take_in(session: Session, path: Path, supervisor: Actor) -> None:
    """Take the outcomes of FILE in: the list for the road, filled in, or a table of codes.

    Good rows are kept, all at once; rows at fault are set aside with every reason. What is on
    record already adds nothing, and a row that says otherwise corrects it.
    """
    with session.office() as office:
        receipt = import_outcomes(office, path, actor=supervisor, now=session.now)
    session.answer(_data(receipt), list(_lines(receipt, session.words)))


def _data(receipt: OutcomeReceipt) -> dict[str, Any]:
    return {
        "file": receipt.file.name,
        "sha256": receipt.file.sha256,
        "rows": receipt.file.rows,
        **vars(receipt.told),
        "to_come": receipt.file.to_come,
        "set_aside": receipt.file.set_aside,
        "faults": [
            {
                "row": one.row,
                "column": one.column,
                "reason": {"en": one.reason.en, "fa": one.reason.fa},
            }
            for one in receipt.file.bad
        ],
        "reasons": receipt.reasons,
    }


def _lines(receipt: OutcomeReceipt, words: Words) -> Iterator[str]:
    file, told = receipt.file, receipt.told
    yield words(
        "outcomes_receipt",
        file=file.name,
        rows=words.number(file.rows),
        new=words.number(told.new),
        corrected=words.number(told.corrected),
        same=words.number(told.same),
        to_come=words.number(file.to_come),
        aside=words.number(file.set_aside),
    )
    yield from (_fault(one, words) for one in islice(file.bad, _SHOWN))
    if len(file.bad) > _SHOWN:
        yield words("outcomes_more", count=words.number(len(file.bad) - _SHOWN))
    if receipt.reasons is not None:
        yield words("outcomes_reasons", path=receipt.reasons)


def _fault(one: BadCell, words: Words) -> str:
    row, reason = words.number(one.row), words.text(one.reason)
    if not one.column:
        return words("outcomes_bad_row", row=row, reason=reason)
    return words("outcomes_bad", row=row, column=one.column, reason=reason)
