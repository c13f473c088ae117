"""`coopscore quarantine`: what is set aside, and taking it in once it is mended."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import click

from coopscore.intake.fault_titles import FAULT_TITLES
from serving.aside import AsideFile, AsideList, set_aside
from serving.cli.receipts import receipt_data, receipt_lines
from serving.cli.session import CONTEXT, Session, options, with_session
from serving.clock import today
from serving.deliveries import redrive as take_in_again
from serving.i18n import Words


@click.group(context_settings=CONTEXT)
@options
def quarantine() -> None:
    """Rows that were set aside: list them, and take them in once they are mended."""


@quarantine.command("list", context_settings=CONTEXT)
@click.option("--table", help="Only rows of this table.")
@click.option("--fault", help="Only rows with a fault of this code.")
@options
@with_session
def listed(session: Session, table: str | None, fault: str | None) -> None:
    """List the rows that are set aside and not settled since, with the files to mend them in.

    A row is settled when it was taken by a redrive, or when a later delivery told of its record.
    """
    with session.office() as office:
        lists = set_aside(office, table=table, fault=fault)
    session.answer(
        {
            "rows": sum(one.rows for one in lists),
            "deliveries": [one.as_data() for one in lists],
        },
        list(_lines(lists, session.words)),
    )


@quarantine.command(context_settings=CONTEXT)
@click.argument("what", required=False)
@options
@with_session
def redrive(session: Session, what: str | None) -> None:
    """Try rows again that were set aside, as they stand in their files now.

    WHAT is a file in which rows were mended, or a delivery's name or its first letters; without it,
    everything is tried that is open. What is taken leaves the list; what is not stays.
    """
    with session.office() as office:
        receipt = take_in_again(office, what, actor=session.actor, now=session.now)
    session.answer(receipt_data(receipt), receipt_lines(receipt, session.words))


def _lines(lists: Sequence[AsideList], words: Words) -> Iterator[str]:
    if not lists:
        yield words("aside_none")
        return
    for one in lists:
        day = words.day(today(datetime.fromisoformat(one.at)))
        yield words("aside_delivery", name=one.name, path=one.path, day=day)
        for file in one.files:
            yield from _file_lines(file, words)
    rows = sum(one.rows for one in lists)
    yield words("aside_total", rows=words.counted("rows", rows))


def _file_lines(file: AsideFile, words: Words) -> Iterator[str]:
    yield words("aside_file", source=file.source, rows=words.counted("rows", len(file.rows)))
    for code, count in file.faults.items():
        example = file.examples[code]
        yield words(
            "aside_fault",
            title=words.text(FAULT_TITLES[code]),
            code=code,
            rows=words.counted("rows", count),
            row=words.number(example.row),
            found=example.fault.found,
        )
    if file.mending is None:
        yield words("aside_whole_file")
    else:
        yield words("aside_mending", path=file.mending)
